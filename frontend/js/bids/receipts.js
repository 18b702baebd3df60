// The file that a bidder keeps: the signed receipt, the record, and names and salts, which only this browser knows.
// The form is that of hub/bids/sealing/receipts.py; the files stand in the order of the record. What the server sealed
// itself, and gave back once, comes with it.
export function receiptFile({ receipt, signature, public_key, record, files: given = [], answers }, files) {
  const known = new Map([...given, ...files].map((one) => [one.descriptor, one]));
  const listed = record ? JSON.parse(record).files : [];
  const told = listed.map((one) => known.get(one.descriptor)).filter(Boolean)
    .map(({ name, size, salt, descriptor }) => ({ name, size, salt, descriptor }));
  const found = { format: "hub-receipt/1", receipt, signature, public_key, record, files: told, ...(answers ? { answers } : {}) };
  return `${JSON.stringify(found, null, 1)}\n`;
}

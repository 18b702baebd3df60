// The file that a bidder keeps: the signed receipt, the record, and names and salts, which only this browser knows.
// The form is that of hub/bids/sealing/receipts.py.
export function receiptFile({ receipt, signature, public_key, record }, files) {
  const named = new Set(record ? JSON.parse(record).files.map((one) => one.descriptor) : []);
  const told = files.filter((one) => named.has(one.descriptor))
    .map(({ name, size, salt, descriptor }) => ({ name, size, salt, descriptor }));
  const found = { format: "hub-receipt/1", receipt, signature, public_key, record, files: told };
  return `${JSON.stringify(found, null, 1)}\n`;
}

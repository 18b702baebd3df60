// Bundles: one envelope of a bid in one ZIP file, not compressed, as hub/bids/sealing/bundles.py takes it in.
import { canon, utf8 } from "./canon.js";

// Beyond these, a ZIP file needs another form, which this page does not write; hub-seal does.
export const MOST_BYTES = 4_000_000_000, MOST_PARTS = 60_000;

// The clear list of digests that is one version of a bid (records.py). Each file: lot, envelope, descriptor, segments, mib
// and commitment.
export function recordText({ tender, bid_ref, version, envelopes, files }) {
  return canon({
    v: 1,
    kind: "record",
    suite: 1,
    tender,
    bid_ref,
    version,
    envelopes: envelopes.map(({ envelope, roster, mailbox }) => ({ envelope, roster, mailbox })),
    files: files.map(({ lot, envelope, descriptor, segments, mib, commitment }) =>
      ({ lot, envelope, descriptor, segments, mib, commitment })),
  });
}

// The text of bundle.json for the files of one envelope; each file also has its lot.
export function bundleText(mailbox, roster, files) {
  const record = recordText({
    tender: roster.tender,
    bid_ref: mailbox.bid_ref,
    version: 1,
    envelopes: [{ envelope: roster.envelope, roster: mailbox.roster, mailbox: mailbox.digest }],
    files: files.map((one) => ({ ...one, envelope: roster.envelope })),
  });
  return `${JSON.stringify({ format: "hub-bundle/1", mailbox: mailbox.text, record }, null, 1)}\n`;
}

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let found = byte;
  for (let bit = 0; bit < 8; bit += 1) found = found & 1 ? 0xedb88320 ^ (found >>> 1) : found >>> 1;
  return found;
});

function crc32(bytes) {
  let found = 0xffffffff;
  for (let place = 0; place < bytes.length; place += 1) found = TABLE[(found ^ bytes[place]) & 255] ^ (found >>> 8);
  return (found ^ 0xffffffff) >>> 0;
}

// Gathers parts into a ZIP file; `file()` gives it. The browser may keep what was added on its disk.
export class Zip {
  constructor() {
    this.pieces = [];
    this.list = [];
    this.length = 0;
    this.names = new Set();
  }

  add(name, bytes) {
    if (this.names.has(name)) return;
    if (this.length + bytes.length > MOST_BYTES || this.list.length >= MOST_PARTS) throw new RangeError("too large");
    this.names.add(name);
    const facts = { name: utf8(name), crc: crc32(bytes), size: bytes.length, at: this.length };
    this.push(header(facts, false), new Blob([bytes]));
    this.list.push(facts);
  }

  push(...pieces) {
    this.pieces.push(...pieces);
    for (const piece of pieces) this.length += piece.size ?? piece.length;
  }

  file() {
    const central = this.list.map((facts) => header(facts, true));
    const end = new DataView(new ArrayBuffer(22));
    end.setUint32(0, 0x06054b50, true);
    end.setUint16(8, central.length, true);
    end.setUint16(10, central.length, true);
    end.setUint32(12, central.reduce((sum, one) => sum + one.length, 0), true);
    end.setUint32(16, this.length, true);
    return new Blob([...this.pieces, ...central, new Uint8Array(end.buffer)], { type: "application/zip" });
  }
}

// The header before a part, or the one for it in the list at the end. The date is always 1 January 1980.
function header({ name, crc, size, at }, isCentral) {
  const from = isCentral ? 6 : 4;
  const view = new DataView(new ArrayBuffer((isCentral ? 46 : 30) + name.length));
  view.setUint32(0, isCentral ? 0x02014b50 : 0x04034b50, true);
  if (isCentral) view.setUint16(4, 20, true);
  view.setUint16(from, 20, true);
  view.setUint16(from + 2, 0x0800, true);
  view.setUint16(from + 8, 0x21, true);
  view.setUint32(from + 10, crc, true);
  view.setUint32(from + 14, size, true);
  view.setUint32(from + 18, size, true);
  view.setUint16(from + 22, name.length, true);
  if (isCentral) view.setUint32(42, at, true);
  const found = new Uint8Array(view.buffer);
  found.set(name, isCentral ? 46 : 30);
  return found;
}

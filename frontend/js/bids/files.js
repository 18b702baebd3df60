// Files: cut into segments, sealed as they pass, with their facts in a sealed descriptor (files.py and descriptors.py).
import { sha256 as streaming } from "@noble/hashes/sha2.js";
import * as box from "./box.js";
import { canon, Fault, fromHex, fromUtf8, hex, join, randomBytes, readCanon, sha256, utf8 } from "./canon.js";

export const MIB = 1024 * 1024;
// Shorter than the 16 MiB that the scheme allows: a connection that breaks loses one segment at most.
export const SEGMENT_BYTES = 4 * MIB;
export const PAD_ANSWERS = 16 * 1024, PAD_TABLE = 64 * 1024;
const FACTS_PADDED_TO = 1024;
const LONGEST_NAME = 200;
const MISLEADS = /[/\\:\0]|\p{Cc}|\p{Cf}|\p{Cs}|\p{Co}|\p{Cn}|\p{Zl}|\p{Zp}/u;

export const newSalt = () => hex(randomBytes(32));
export const mibOf = (bytes) => Math.ceil(bytes / MIB);

// SHA-256("hub/commit/v1" ‖ salt ‖ SHA-256 of the file ‖ size as eight bytes, highest first).
export async function commitment(salt, fileDigest, size) {
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, BigInt(size));
  return hex(await sha256(join(utf8("hub/commit/v1"), fromHex(salt), fromHex(fileDigest), length)));
}

// Bytes of a file of this size once padded; an empty one is padded too, or its emptiness would show.
export const paddedSize = (size, padTo) => (padTo > 1 ? Math.ceil(Math.max(size, 1) / padTo) * padTo : size);

// A name as it is kept and shown (rules/labels.py): NFC, at most 200 characters, what misleads as "_".
export function label(name) {
  const shown = Array.from(name.normalize("NFC"), (one) => (MISLEADS.test(one) ? "_" : one)).join("")
    .replace(/^[ .]+|[ .]+$/g, "") || "file";
  const letters = Array.from(shown);
  if (letters.length <= LONGEST_NAME) return shown;
  const dot = letters.lastIndexOf(".");
  const ending = letters.slice(dot + 1);
  if (dot >= 0 && ending.length < 10) {
    return [...letters.slice(0, Math.min(dot, LONGEST_NAME - ending.length - 1)), ".", ...ending].join("");
  }
  return letters.slice(0, LONGEST_NAME).join("");
}

// The first pass: the digest of a file, and that of every piece, so that the second pass sees whether it changed.
export async function measure(blob, told = () => {}) {
  const whole = streaming.create();
  const pieces = [];
  for (let place = 0; place === 0 || place < blob.size; place += SEGMENT_BYTES) {
    const piece = await bytesOf(blob, place);
    whole.update(piece);
    pieces.push(hex(await sha256(piece)));
    told(Math.min(place + SEGMENT_BYTES, blob.size), blob.size);
    await breath();
  }
  return { size: blob.size, sha256: hex(whole.digest()), pieces };
}

export const segmentCount = (size, padTo = 1) => Math.max(1, Math.ceil(paddedSize(size, padTo) / SEGMENT_BYTES));

// The second pass, one segment at a time: sealed bytes and their digest.
export async function sealSegment(blob, number, { measured, recipients, padTo = 1 }) {
  const place = number * SEGMENT_BYTES;
  const content = place < blob.size || number === 0 ? await bytesOf(blob, place) : new Uint8Array();
  if (number < measured.pieces.length && hex(await sha256(content)) !== measured.pieces[number]) {
    throw new Fault("file", "changed");
  }
  const length = Math.min(SEGMENT_BYTES, paddedSize(blob.size, padTo) - place);
  const sealed = await box.seal(padded(content, length), ...recipients);
  return { sealed, digest: hex(await sha256(sealed)) };
}

function padded(content, length) {
  if (content.length >= length) return content;
  const found = new Uint8Array(length);
  found.set(content);
  return found;
}

async function bytesOf(blob, place) {
  return new Uint8Array(await blob.slice(place, place + SEGMENT_BYTES).arrayBuffer());
}

// Let the page draw and answer keys between two pieces.
const breath = () => new Promise((done) => { setTimeout(done, 0); });

// The facts of a file as canonical text, padded with spaces to the next KiB: its length would tell that of the name.
export function factsText(facts) {
  const text = utf8(canon({
    v: 1,
    kind: "file",
    name: label(facts.name),
    size: facts.size,
    padded: facts.padded,
    sha256: facts.sha256,
    media_type: facts.media_type || "application/octet-stream",
    checks: facts.checks ?? {},
    segments: facts.segments,
    salt: facts.salt,
  }));
  const found = new Uint8Array(Math.ceil(text.length / FACTS_PADDED_TO) * FACTS_PADDED_TO).fill(32);
  found.set(text);
  return found;
}

export async function sealDescriptor(facts, ...recipients) {
  const sealed = await box.seal(factsText(facts), ...recipients);
  return { sealed, digest: hex(await sha256(sealed)) };
}

// The facts of a file, opened; refused when they are not exactly these facts in their forms.
export async function openDescriptor(sealed, identity, where = "") {
  const opened = await box.open(sealed, identity, { what: "descriptor", where });
  try {
    const told = readCanon(fromUtf8(opened).replace(/ +$/, ""));
    const { v, kind, ...facts } = told;
    const names = "checks,media_type,name,padded,salt,segments,sha256,size";
    const isRight = v === 1 && kind === "file" && Object.keys(facts).sort().join() === names &&
      [facts.size, facts.padded].every((one) => Number.isSafeInteger(one) && one >= 0) && facts.size <= facts.padded &&
      [facts.salt, facts.sha256, ...facts.segments].every((one) => fromHex(one).length === 32) && facts.segments.length;
    if (!isRight) throw told;
    return facts;
  } catch {
    throw new Fault("descriptor", "malformed", where);
  }
}

// Open a file: `file` as the record names it, `read(digest)` gives what is stored. Memory: the whole file.
export async function openFile(file, identity, read) {
  const whole = async (digest, what) => {
    const kept = await read(digest);
    if (!kept) throw new Fault(what, "missing", digest);
    if (hex(await sha256(kept)) !== digest) throw new Fault(what, "swapped", digest);
    return kept;
  };
  const facts = await openDescriptor(await whole(file.descriptor, "descriptor"), identity, file.descriptor);
  const told = { segments: facts.segments, commitment: await commitment(facts.salt, facts.sha256, facts.size),
    mib: mibOf(facts.padded) };
  for (const name of Object.keys(told)) {
    if (canon(told[name]) !== canon(file[name])) throw new Fault("record", "swapped", name);
  }
  const parts = [];
  for (const digest of facts.segments) {
    parts.push(await box.open(await whole(digest, "segment"), identity, { where: digest }));
  }
  const content = join(...parts);
  if (content.length !== facts.padded || content.subarray(facts.size).some(Boolean)) {
    throw new Fault("file", "malformed", file.descriptor);
  }
  const found = content.subarray(0, facts.size);
  if (hex(await sha256(found)) !== facts.sha256) throw new Fault("file", "changed", file.descriptor);
  return { facts, content: found };
}

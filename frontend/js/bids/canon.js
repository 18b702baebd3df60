// Canonical JSON as the Hub writes it (hub/platform/canon.py, "strict"), and bytes as text. One value has one text.
const LARGEST_DEPTH = 16;
const HALF = /\p{Surrogate}/u;

export class NotCanonical extends Error {}

// What is wrong with something sealed: what, of which kind, where; never any content (hub/bids/sealing/faults.py).
export class Fault extends Error {
  constructor(what, kind, where = "") {
    super(`The ${what}${where ? ` ${where}` : ""} ${SAID[kind]}.`);
    Object.assign(this, { what, kind, where });
  }
}

const SAID = {
  changed: "was changed, or is not whole",
  missing: "is missing",
  swapped: "is another than the one named",
  malformed: "has no right form",
  foreign: "belongs to something else",
};

export const utf8 = (text) => new TextEncoder().encode(text);

// The decoder would swallow a byte order mark, which is another spelling.
export const fromUtf8 = (bytes) => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);

export const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

export function fromHex(text, what = "record", where = "") {
  if (typeof text !== "string" || !/^([0-9a-f]{2})*$/.test(text)) throw new Fault(what, "malformed", where);
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

export function base64(bytes) {
  let found = "";
  for (let place = 0; place < bytes.length; place += 32768) {
    found += String.fromCharCode(...bytes.subarray(place, place + 32768));
  }
  return btoa(found);
}

export const fromBase64 = (text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));

export function join(...parts) {
  const found = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let place = 0;
  for (const part of parts) {
    found.set(part, place);
    place += part.length;
  }
  return found;
}

export const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));

export const randomBytes = (count) => crypto.getRandomValues(new Uint8Array(count));

// The one text of objects, lists, text and whole numbers. Text becomes NFC; keys are ASCII, so that all sort alike.
export function canon(value, depth = 0) {
  if (depth > LARGEST_DEPTH) throw new NotCanonical("too many levels");
  if (typeof value === "string") {
    if (HALF.test(value)) throw new NotCanonical("text has half of a surrogate pair");
    return JSON.stringify(value.normalize("NFC"));
  }
  if (Number.isSafeInteger(value)) return String(value === 0 ? 0 : value);
  if (Array.isArray(value)) return `[${value.map((item) => canon(item, depth + 1)).join(",")}]`;
  if (value === null || typeof value !== "object") throw new NotCanonical(`${typeof value} has no strict form`);
  const keys = Object.keys(value);
  if (!keys.every((key) => /^[\x00-\x7f]*$/.test(key))) throw new NotCanonical("keys must be ASCII text");
  return `{${keys.sort().map((key) => `${JSON.stringify(key)}:${canon(value[key], depth + 1)}`).join(",")}}`;
}

// What a text says, if it is exactly the text that `canon` would write; a second spelling is refused.
export function readCanon(text) {
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    throw new NotCanonical("this is not JSON");
  }
  if (canon(value) !== text) throw new NotCanonical("this is not the canonical spelling");
  return value;
}

// Looks at a file before it is sealed. Afterwards nobody can, until the opening: what is wrong shows here or too late.
// All of it warns and lets people go on; only the limits of size and number refuse.
const LOOKED_AT = 2048;
const AT_END = 65536;

const starts = (...bytes) => (begin) => bytes.every((byte, place) => begin[place] === byte);
const isZip = starts(0x50, 0x4b);
const isOle = starts(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1);
const isPdf = (begin) => letters(begin.subarray(0, 1024)).includes("%PDF-");
// What the first bytes of a file with this ending should be.
const BEGINS = {
  pdf: isPdf,
  docx: isZip, xlsx: isZip, pptx: isZip, odt: isZip, ods: isZip, odp: isZip, zip: isZip,
  doc: isOle, xls: isOle, ppt: isOle, msg: isOle,
  png: starts(0x89, 0x50, 0x4e, 0x47),
  jpg: starts(0xff, 0xd8, 0xff), jpeg: starts(0xff, 0xd8, 0xff),
  gif: starts(0x47, 0x49, 0x46, 0x38),
  "7z": starts(0x37, 0x7a, 0xbc, 0xaf),
  rtf: starts(0x7b, 0x5c, 0x72, 0x74, 0x66),
};
const OFFICE = new Set(["docx", "xlsx", "pptx"]);

const letters = (bytes) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");

// What to say of a file: `warnings` as sentences, and `checks` as the descriptor keeps them.
export async function look(file) {
  const begin = new Uint8Array(await file.slice(0, LOOKED_AT).arrayBuffer());
  const ending = endingOf(file.name);
  const checks = { begins: ending in BEGINS ? (BEGINS[ending](begin) ? "as named" : "not as named") : "not known" };
  const warnings = [];
  if (file.size === 0) {
    checks.begins = "empty";
    warnings.push(`${file.name} is empty: it has 0 bytes. Choose it again if that is not meant.`);
  } else if (await hasPassword(file, ending, begin)) {
    checks.password = "asked for";
    warnings.push(`${file.name} asks for a password. Those who open your bid cannot read it. Save it without one.`);
  } else if (checks.begins === "not as named") {
    warnings.push(`${file.name} does not look like a .${ending} file. Open it once to see whether it is whole.`);
  }
  return { warnings, checks };
}

// What refuses files: sentences, none when all may go on. Limits in bytes; 0 is no limit.
export function refusals(files, { mostBytes = 0, mostFiles = 0, already = 0 } = {}) {
  const found = files.filter((file) => mostBytes && file.size > mostBytes)
    .map((file) => `${file.name} has ${inWords(file.size)}; the most is ${inWords(mostBytes)}.`);
  if (mostFiles && already + files.length > mostFiles) {
    found.push(`This question takes ${mostFiles} ${mostFiles === 1 ? "file" : "files"} at most.`);
  }
  return found;
}

export function inWords(bytes) {
  if (bytes < 1000) return `${bytes} bytes`;
  const [size, unit] = bytes < 1e6 ? [bytes / 1e3, "KB"] : bytes < 1e9 ? [bytes / 1e6, "MB"] : [bytes / 1e9, "GB"];
  return `${size < 10 ? size.toFixed(1) : Math.round(size)} ${unit}`;
}

const endingOf = (name) => (name.includes(".") ? name.split(".").pop().toLowerCase() : "");

async function hasPassword(file, ending, begin) {
  if (isPdf(begin)) return pdfHasPassword(file);
  // An Office document under a password is an OLE file whatever its ending says.
  if (OFFICE.has(ending) && isOle(begin)) return true;
  if (!isZip(begin)) return false;
  // Bit 0 of the first entry's flags; each entry has its own, and the first stands for them.
  return begin.length > 7 && (begin[6] & 1) === 1;
}

// The trailer that names the encryption stands at the end, or at the beginning of a file made for the web.
async function pdfHasPassword(file) {
  const end = new Uint8Array(await file.slice(Math.max(0, file.size - AT_END)).arrayBuffer());
  const begin = new Uint8Array(await file.slice(0, AT_END).arrayBuffer());
  return [end, begin].some((part) => /\/Encrypt\s+\d+\s+\d+\s+R|\/Encrypt\s*<</.test(letters(part)));
}

// Calls functions of the page's sealing with what standard input asks for; node, and the packages of the front end.
import { readFileSync } from "node:fs";
import * as ours from "../../../../frontend/js/bids/sealing.js";
import * as receipts from "../../../../frontend/js/bids/receipts.js";
import * as checks from "../../../../frontend/js/bids/checks.js";
import * as given_ from "../../../../frontend/js/bids/given.js";
import * as bundles from "../../../../frontend/js/bids/bundles.js";
import { sealBundle } from "../../../../frontend/js/bids/offline.js";

// What the offline page makes, with its file as bytes.
async function bundle(asked) {
  const { bundle: made, keep } = await sealBundle(asked);
  return { zip: new Uint8Array(await made.arrayBuffer()), keep };
}

const all = { ...ours, ...receipts, ...checks, ...bundles, ...given_, bundle };
const bytes = (text) => new Uint8Array(Buffer.from(text, "base64"));

// What JSON cannot say: bytes, a file, a map, and what an earlier call of this run gave.
function given(value, before) {
  if (Array.isArray(value)) return value.map((one) => given(one, before));
  if (value === null || typeof value !== "object") return value;
  if ("$bytes" in value) return bytes(value.$bytes);
  if ("$file" in value) return new File([bytes(value.$file)], value.name ?? "file", { type: value.type ?? "" });
  if ("$map" in value) return new Map(Object.entries(given(value.$map, before)));
  if ("$shelf" in value) return async (digest) => (digest in value.$shelf ? bytes(value.$shelf[digest]) : null);
  if ("$result" in value) return before[value.$result];
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, given(one, before)]));
}

function told(value) {
  if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString("base64") };
  if (Array.isArray(value)) return value.map(told);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, told(one)]));
}

const results = [];
const said = [];
for (const [name, ...words] of JSON.parse(readFileSync(0, "utf8"))) {
  try {
    results.push(await all[name](...given(words, results)));
    said.push({ result: told(results.at(-1) ?? null) });
  } catch (fault) {
    results.push(null);
    said.push({ fault: fault.what ? [fault.what, fault.kind, fault.where] : [fault.constructor.name], message: fault.message });
  }
}
process.stdout.write(JSON.stringify(said));

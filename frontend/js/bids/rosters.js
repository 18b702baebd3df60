// Rosters: who may open one envelope of one tender, and which of them together (hub/bids/sealing/rosters.py).
import { isRecipient } from "./box.js";
import { canon, Fault, hex, join, readCanon, sha256, utf8 } from "./canon.js";

const SUITE = 1;
const OPENER_ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;
const SPARE = 2;
const MOST_OPENERS = 9;

// What a published text says, with `text`, `digest`, `ids` and `allowed`; refused when it cannot be used.
export async function readRoster(text) {
  let told;
  try {
    told = readCanon(text);
    if (rosterText(told) !== text) throw new Fault("roster", "malformed");
  } catch {
    throw new Fault("roster", "malformed");
  }
  const bar = barOf(told);
  if (bar) throw new Fault("roster", "malformed", bar);
  return {
    text,
    digest: hex(await sha256(join(utf8("hub/roster/v1"), utf8(text)))),
    tender: told.tender,
    envelope: told.envelope,
    openers: told.openers,
    ids: told.openers.map((one) => one.id),
    allowed: told.combinations,
  };
}

function rosterText(told) {
  return canon({
    v: 1,
    kind: "roster",
    suite: SUITE,
    tender: told.tender,
    envelope: told.envelope,
    openers: told.openers.map(({ id, recipient }) => ({ id, recipient })),
    combinations: told.combinations,
  });
}

// What bars it from use, in a few words for the fault; nothing when it may be used.
function barOf({ tender, envelope, openers, combinations }) {
  if (![tender, envelope].every((one) => typeof one === "string" && one)) return "tender or envelope";
  const ids = openers.map((one) => one.id);
  const keys = openers.map((one) => one.recipient);
  if (!ids.every((one) => typeof one === "string" && OPENER_ID.test(one))) return "ids";
  if (new Set(ids).size < ids.length || ids.length > MOST_OPENERS) return "openers";
  if (!keys.every(isRecipient) || new Set(keys).size < keys.length) return "keys";
  return combinationsBar(ids, combinations);
}

function combinationsBar(ids, combinations) {
  if (!Array.isArray(combinations) || !combinations.length || !combinations.every(Array.isArray)) return "combinations";
  if (new Set(combinations.map(String)).size < combinations.length) return "combinations";
  for (const together of combinations) {
    const places = together.map((one) => ids.indexOf(one));
    if (places.some((place, number) => place < 0 || (number && place <= places[number - 1]))) return "combinations";
  }
  const sizes = combinations.map((one) => one.length);
  if (Math.min(...sizes) < 2) return "one alone";
  if (ids.length < Math.max(...sizes) + SPARE) return "no spare";
  return ids.some((one) => combinations.every((together) => together.includes(one))) ? "indispensable" : "";
}

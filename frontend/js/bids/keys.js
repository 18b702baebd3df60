// Openers' keys, on the opener's own device (hub/bids/sealing/keys.py and hub/bids/device.py).
import * as box from "./box.js";
import { canon, Fault, fromHex, fromUtf8, hex, join, readCanon, sha256, utf8 } from "./canon.js";
import { checkMailbox, openWrap, readMailbox } from "./mailboxes.js";
import { readRoster } from "./rosters.js";

// The short print of a public key that people compare: 16 hex digits in groups of four.
export async function fingerprint(recipient) {
  return hex(await sha256(utf8(recipient))).slice(0, 16).replace(/(.{4})(?!$)/g, "$1 ");
}

// The answer to a challenge. What is opened is never given back: else a wrap that was sent as a "challenge" would give
// its share away.
export async function answer(sealed, identity) {
  const recipient = await box.recipientOf(identity);
  const opened = await box.open(sealed, identity, { what: "key" });
  let nonce;
  try {
    const asked = readCanon(fromUtf8(opened));
    nonce = fromHex(asked.nonce);
    if (canon(asked) !== canon({ kind: "challenge", nonce: hex(nonce), to: recipient }) || nonce.length !== 32) throw asked;
  } catch {
    throw new Fault("key", "foreign");
  }
  return hex(await sha256(join(utf8("hub/possession/v1"), nonce, utf8(recipient))));
}

// The shares of all mailboxes of a file of openings, as the JSON to hand in. Each is checked to be for the tender,
// envelope, bid and mailbox that the file names.
export async function shares(openings, identity) {
  let told;
  try {
    told = JSON.parse(openings);
    if (told.kind !== "openings") throw told;
  } catch {
    throw new Fault("record", "malformed", "openings");
  }
  const roster = await readRoster(told.roster);
  const own = await box.recipientOf(identity);
  const opener = roster.openers.find((one) => one.recipient === own)?.id;
  if (!opener) throw new Fault("key", "foreign", "roster");
  const given = {};
  for (const text of told.mailboxes) {
    const mailbox = await readMailbox(text);
    await checkMailbox(mailbox, roster);
    given[mailbox.bid_ref] = hex(await openWrap(mailbox, roster, opener, identity));
  }
  return canon({ v: 1, kind: "shares", roster: roster.digest, opener, shares: given });
}

// The one secret key in the text of a file of hub-open, age-keygen or this page; "" when there is none or several.
export function identityIn(text) {
  const found = text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line.startsWith("AGE-SECRET-KEY-1"));
  return found.length === 1 ? found[0] : "";
}

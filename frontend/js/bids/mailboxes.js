// Mailboxes: a key pair for one bid and envelope whose private half exists only in locks (hub/bids/sealing/mailboxes.py).
import * as box from "./box.js";
import {
  base64, canon, Fault, fromBase64, fromHex, fromUtf8, hex, join, randomBytes, readCanon, sha256, utf8,
} from "./canon.js";

const SHARE_BYTES = 32;
// Every key encrypts exactly once, so the nonce need not differ.
const NONCE = new Uint8Array(12);
const BID_REF = /^[0-9a-f]{32}$/;

export class NotEnough extends Error {
  constructor() {
    super("These openers cannot open together; more shares are needed.");
  }
}

export const newBidRef = () => hex(randomBytes(16));

// What ties shares and locks to roster (and so tender and envelope), bid and mailbox.
export async function context(roster, bidRef, recipient) {
  if (typeof bidRef !== "string" || !BID_REF.test(bidRef)) throw new Fault("mailbox", "malformed", "bid_ref");
  return sha256(join(utf8("hub/mailbox/v1"), utf8(roster.text), utf8(canon(bidRef)), utf8(recipient)));
}

// Make a mailbox for one bid. Its private half and the shares are forgotten when this returns.
export async function makeMailbox(roster, bidRef) {
  const shares = new Map(roster.ids.map((one) => [one, randomBytes(SHARE_BYTES)]));
  const made = await assemble(roster, bidRef, { key: await box.newKey(), shares });
  shares.forEach((share) => share.fill(0));
  return made;
}

// From a given key and shares: for `makeMailbox`, and for test vectors alone.
export async function assemble(roster, bidRef, { key, shares }) {
  const ctx = await context(roster, bidRef, key.recipient);
  const wraps = [];
  for (const { id, recipient } of roster.openers) {
    const text = shareText(roster, bidRef, ctx, { to: id, share: shares.get(id) });
    wraps.push({ to: id, wrap: base64(await box.seal(utf8(text), recipient)) });
  }
  const locks = [];
  for (const together of roster.allowed) {
    const how = { name: "AES-GCM", iv: NONCE, additionalData: ctx };
    const lock = await crypto.subtle.encrypt(how, await lockKey(ctx, together, shares), utf8(key.identity));
    locks.push({ of: together, lock: base64(new Uint8Array(lock)) });
  }
  return readMailbox(mailboxText({ bid_ref: bidRef, roster: roster.digest, recipient: key.recipient, wraps, locks }));
}

// A stored mailbox with `text` and `digest`; refused when the text is not exactly that of a mailbox.
export async function readMailbox(text) {
  let told;
  try {
    told = readCanon(text);
    const ours = mailboxText({
      ...told,
      wraps: told.wraps.map(({ to, wrap }) => ({ to, wrap: base64(fromBase64(wrap)) })),
      locks: told.locks.map(({ of, lock }) => ({ of, lock: base64(fromBase64(lock)) })),
    });
    if (ours !== text || ![told.bid_ref, told.roster, told.recipient].every((one) => typeof one === "string")) throw text;
  } catch {
    throw new Fault("mailbox", "malformed");
  }
  return { ...told, text, digest: hex(await sha256(utf8(text))) };
}

function mailboxText({ bid_ref, roster, recipient, wraps, locks }) {
  return canon({ v: 1, kind: "mailbox", suite: 1, bid_ref, roster, recipient, wraps, locks });
}

// All of a mailbox that can be checked without any key.
export async function checkMailbox(mailbox, roster) {
  await context(roster, mailbox.bid_ref, mailbox.recipient);
  if (mailbox.roster !== roster.digest) throw new Fault("mailbox", "foreign", "roster");
  if (!box.isRecipient(mailbox.recipient)) throw new Fault("mailbox", "malformed", "recipient");
  const same = (one, other) => canon(one) === canon(other);
  if (!same(mailbox.wraps.map((one) => one.to), roster.ids)) throw new Fault("wrap", "missing");
  if (!same(mailbox.locks.map((one) => one.of), roster.allowed)) throw new Fault("lock", "missing");
}

// An opener's share, on the opener's own device. Refused when it is for another tender, envelope, bid, mailbox or opener:
// so nobody can have a rival's bid opened early by copying it into a tender that opens sooner.
export async function openWrap(mailbox, roster, opener, identity) {
  if (mailbox.roster !== roster.digest) throw new Fault("mailbox", "foreign", "roster");
  const wrap = mailbox.wraps.find((one) => one.to === opener)?.wrap;
  if (!wrap) throw new Fault("wrap", "missing", opener);
  const opened = await box.open(fromBase64(wrap), identity, { what: "wrap", where: opener });
  let told, share;
  try {
    told = readCanon(fromUtf8(opened));
    share = fromHex(told.share, "share", opener);
  } catch {
    throw new Fault("share", "malformed", opener);
  }
  const ctx = await context(roster, mailbox.bid_ref, mailbox.recipient);
  const expected = readCanon(shareText(roster, mailbox.bid_ref, ctx, { to: opener, share }));
  for (const name of Object.keys(expected)) {
    if (told[name] !== expected[name]) throw new Fault("share", "foreign", name);
  }
  if (canon(told) !== canon(expected) || share.length !== SHARE_BYTES) throw new Fault("share", "malformed", opener);
  return share;
}

// Rebuild a mailbox's private half from the shares of an allowed combination; `shares` is a map from opener to bytes.
export async function unlock(mailbox, roster, shares) {
  await checkMailbox(mailbox, roster);
  const ctx = await context(roster, mailbox.bid_ref, mailbox.recipient);
  const possible = mailbox.locks.filter((one) => one.of.every((opener) => shares.has(opener)));
  if (!possible.length) throw new NotEnough();
  for (const { of, lock } of possible) {
    const identity = await unlocked(fromBase64(lock), ctx, of, shares);
    // AES-GCM does not commit to its key: what it let through could still be another identity.
    if (identity && (await box.recipientOf(identity)) === mailbox.recipient) return identity;
  }
  throw new Fault("lock", "changed", possible[0].of.join(","));
}

async function unlocked(lock, ctx, together, shares) {
  try {
    const how = { name: "AES-GCM", iv: NONCE, additionalData: ctx };
    const identity = fromUtf8(new Uint8Array(await crypto.subtle.decrypt(how, await lockKey(ctx, together, shares), lock)));
    await box.recipientOf(identity);
    return identity;
  } catch {
    return "";
  }
}

async function lockKey(ctx, together, shares) {
  const bits = await lockKeyBytes(ctx, together, shares);
  return crypto.subtle.importKey("raw", bits, "AES-GCM", false, ["encrypt", "decrypt"]);
}

// The bytes of the key of one lock: HKDF over all its shares.
export async function lockKeyBytes(ctx, together, shares) {
  const secret = join(...together.map((one) => shares.get(one)));
  const key = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: ctx, info: utf8(`hub/lock/v1|${together.join(",")}`) };
  return new Uint8Array(await crypto.subtle.deriveBits(how, key, 256));
}

function shareText(roster, bidRef, ctx, { to, share }) {
  const { tender, envelope } = roster;
  return canon({ ctx: hex(ctx), tender, envelope, bid_ref: bidRef, to, share: hex(share) });
}

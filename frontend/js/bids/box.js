// The box: sealed with public keys, opened with a private one. The only place here that knows the age library.
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from "age-encryption";
import { Fault, fromUtf8, utf8 } from "./canon.js";

const BEGINS = "age-encryption.org/v1\n";
const RECIPIENT = /^age1[02-9ac-hj-np-z]{58}$/;
const IDENTITY = /^AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}$/;

export const isRecipient = (text) => typeof text === "string" && RECIPIENT.test(text);

export async function newKey() {
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
}

export async function recipientOf(identity) {
  if (typeof identity !== "string" || !IDENTITY.test(identity)) throw new Fault("key", "malformed");
  try {
    return await identityToRecipient(identity);
  } catch {
    throw new Fault("key", "malformed");
  }
}

// Seal bytes so that the holder of any one of the recipients' private halves can open them.
export async function seal(content, ...recipients) {
  if (!recipients.length || !recipients.every(isRecipient)) throw new Fault("key", "malformed");
  const encrypter = new Encrypter();
  try {
    recipients.forEach((one) => encrypter.addRecipient(one));
  } catch {
    throw new Fault("key", "malformed");
  }
  return encrypter.encrypt(content);
}

// Open bytes; every one of them was checked then.
export async function open(sealed, identity, { what = "segment", where = "" } = {}) {
  if (!isAge(sealed)) throw new Fault(what, "malformed", where);
  await recipientOf(identity);
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  try {
    return await decrypter.decrypt(sealed);
  } catch {
    throw new Fault(what, "changed", where);
  }
}

// Takes seconds, as guessing it shall.
export async function sealWithPassphrase(content, passphrase) {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  return encrypter.encrypt(content);
}

export async function openWithPassphrase(sealed, passphrase) {
  if (!isAge(sealed)) throw new Fault("key", "malformed");
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  try {
    return await decrypter.decrypt(sealed);
  } catch {
    throw new Fault("key", "changed");
  }
}

// One content has one spelling, without armour.
export function isAge(bytes) {
  const begins = utf8(BEGINS);
  return bytes.length >= begins.length && fromUtf8safe(bytes.subarray(0, begins.length)) === BEGINS;
}

function fromUtf8safe(bytes) {
  try {
    return fromUtf8(bytes);
  } catch {
    return "";
  }
}

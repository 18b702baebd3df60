// hub-seal as a page: seals files for a published roster on this computer, without a network, into a bundle to upload.
import { bundleText, MOST_BYTES, Zip } from "./bundles.js";
import { Fault } from "./canon.js";
import { inWords, look } from "./checks.js";
import {
  commitment, label, measure, mibOf, newSalt, sealDescriptor, sealSegment, segmentCount,
} from "./files.js";
import { makeMailbox } from "./mailboxes.js";
import { readRoster } from "./rosters.js";

export class CannotSeal extends Error {}

// Seal files into a ZIP file. Gives the bundle and the text of the file to keep, which has names and salts.
export async function sealBundle({ rosterText, digest, bid, lot = "", files }, told = () => {}) {
  const roster = await published(rosterText, digest);
  if (!/^[0-9a-f]{32}$/.test(bid)) throw new CannotSeal("The reference of your bid has 32 digits and letters from a to f.");
  if (!files.length) throw new CannotSeal("Choose the files to seal.");
  if (files.reduce((sum, file) => sum + file.size, 0) > MOST_BYTES * 0.99) {
    throw new CannotSeal(`Together the files have more than ${inWords(MOST_BYTES)}. Use the command hub-seal for so much.`);
  }
  const mailbox = await makeMailbox(roster, bid);
  const zip = new Zip(), sealed = [], kept = [];
  for (const file of files) {
    const { facts, ...one } = await sealInto(zip, file, mailbox.recipient, told);
    sealed.push({ lot, ...one });
    kept.push({ name: facts.name, size: facts.size, salt: facts.salt, descriptor: one.descriptor });
  }
  zip.add("bundle.json", new TextEncoder().encode(bundleText(mailbox, roster, sealed)));
  const keep = { format: "hub-salts/1", bid_ref: bid, envelope: roster.envelope, files: kept };
  return { roster, bundle: zip.file(), keep: `${JSON.stringify(keep, null, 1)}\n` };
}

// The roster, if it is the one that the authority published: whoever swapped it could open the bid.
async function published(text, digest) {
  // An editor may have put an end of line after it.
  const roster = await readRoster(text.trim()).catch(() => {
    throw new CannotSeal("This is no roster. Save it again from the tender’s page.");
  });
  if (roster.digest !== digest.trim().toLowerCase()) {
    throw new CannotSeal(`This roster is not the published one: its digest is ${roster.digest}. Do not use it.`);
  }
  return roster;
}

async function sealInto(zip, file, recipient, told) {
  const measured = await measure(file);
  const salt = newSalt(), segments = [], count = segmentCount(file.size);
  for (let number = 0; number < count; number += 1) {
    const { sealed, digest } = await sealSegment(file, number, { measured, recipients: [recipient] });
    zip.add(`parts/${digest}`, sealed);
    segments.push(digest);
    told(file.name, number + 1, count);
  }
  const { checks } = await look(file);
  const facts = {
    name: label(file.name), size: file.size, padded: file.size, sha256: measured.sha256, media_type: file.type, checks,
    segments, salt,
  };
  const { sealed, digest } = await sealDescriptor(facts, recipient);
  zip.add(`parts/${digest}`, sealed);
  const committed = await commitment(salt, measured.sha256, file.size);
  return { facts, descriptor: digest, segments, mib: mibOf(file.size), commitment: committed };
}

// The page ------------------------------------------------------------------------------------------------------------

const at = (name) => document.getElementById(name);

function add(parent, name, text, attributes = {}) {
  const made = Object.assign(document.createElement(name), { textContent: text, ...attributes });
  parent.append(made);
  return made;
}

function offer(parent, name, content) {
  const line = add(parent, "p", "");
  add(line, "a", `Save ${name}`, { href: URL.createObjectURL(content), download: name });
  add(line, "span", ` (${inWords(content.size)})`);
}

async function warn() {
  at("looked").replaceChildren();
  for (const file of at("files").files) {
    for (const sentence of (await look(file)).warnings) add(at("looked"), "li", sentence);
  }
}

async function sealGiven() {
  const chosen = at("roster").files[0];
  return sealBundle({
    rosterText: chosen ? await chosen.text() : at("pasted").value,
    digest: at("digest").value,
    bid: at("bid").value.trim().toLowerCase(),
    lot: at("lot").value.trim(),
    files: [...at("files").files],
  }, (name, done, all) => { at("progress").textContent = `Sealing ${name}: ${Math.floor((100 * done) / all)}%`; });
}

function wrong(fault) {
  if (fault instanceof CannotSeal) return fault.message;
  if (fault instanceof Fault && fault.what === "file") return "A file was changed while it was being sealed. Choose the files again.";
  if (fault instanceof RangeError) return "The files are too large for this page. Use the command hub-seal.";
  return "It could not be sealed: a file cannot be read, or this browser is too old.";
}

async function seal() {
  const outcome = at("outcome");
  outcome.replaceChildren();
  at("seal").disabled = true;
  try {
    const made = await sealGiven();
    add(outcome, "h2", "Sealed");
    add(outcome, "p", `For ${made.roster.envelope} of ${made.roster.tender}. Save both files.`);
    offer(outcome, "bundle.zip", made.bundle);
    offer(outcome, "keep.json", new Blob([made.keep], { type: "application/json" }));
    add(outcome, "p", "Upload bundle.zip on your bid’s page. Keep keep.json to yourself: without it you cannot prove later what "
      + "the files were.");
  } catch (fault) {
    add(outcome, "h2", "Nothing was sealed");
    add(outcome, "p", wrong(fault));
  }
  at("progress").textContent = "";
  at("seal").disabled = false;
  outcome.focus();
}

if (typeof document !== "undefined") {
  at("files").addEventListener("change", warn);
  at("form").addEventListener("submit", (event) => { event.preventDefault(); seal(); });
}

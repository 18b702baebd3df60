// One file on its way: measured, committed to, sealed and sent part by part, and gone on with after a break.
import { canon } from "./canon.js";
import { commitment, label, measure, mibOf, newSalt, paddedSize, sealDescriptor, sealSegment, segmentCount } from "./files.js";
import * as kept from "./kept.js";
import { create, Gone, sendParts } from "./tus.js";

const keyOf = ({ uploads, question }, file) => canon({ uploads, question: String(question), name: file.name, size: file.size });

// Uploads of a question that were begun here and not finished.
export async function unfinished({ uploads, question }) {
  const found = await kept.all("uploads");
  return found.filter((one) => one.uploads === uploads && one.question === String(question));
}

// Seal a file and send it. `where` says uploads (address), bid, question, recipients and padTo; `how` gives token, signal
// and the callbacks measured(done, all), sent(done, all) and waiting(isOnline). Gives the clear facts of the sealed file.
export async function sealAndSend(file, where, { checks = {}, measured: told = () => {}, ...how }) {
  const measured = await measure(file, (done, all) => { how.signal?.throwIfAborted(); told(done, all); });
  for (let tries = 0; ; tries += 1) {
    const state = await stateOf(file, where, measured, how);
    try {
      return await send(file, where, { state, measured, checks, ...how });
    } catch (fault) {
      if (!(fault instanceof Gone) || tries > 1) throw fault;
      // What the server had of it is of no use any more; nothing is lost but time.
      await kept.remove("uploads", state.key);
    }
  }
}

// The state of an upload of the same bytes to the same mailbox, or of a new one. The commitment fixes the content first.
async function stateOf(file, where, measured, how) {
  const { padTo = 1 } = where;
  const key = keyOf(where, file);
  const known = await kept.get("uploads", key);
  if (known && known.sha256 === measured.sha256 && canon(known.recipients) === canon(where.recipients)) return known;
  const salt = newSalt();
  const address = await create(where.uploads, {
    question: where.question,
    commitment: await commitment(salt, measured.sha256, measured.size),
    mib: mibOf(paddedSize(measured.size, padTo)),
  }, how);
  const state = {
    key, address, salt, uploads: where.uploads, question: String(where.question), bid: where.bid, name: file.name,
    size: file.size, sha256: measured.sha256, recipients: where.recipients, digests: [], begun: new Date().toISOString(),
  };
  await kept.put("uploads", state);
  return state;
}

async function send(file, where, { state, measured, checks, sent = () => {}, ...how }) {
  const { padTo = 1 } = where;
  const segments = segmentCount(file.size, padTo);
  const all = paddedSize(file.size, padTo);
  // A digest is kept before its part is sent: so what the server says later can be held against it.
  const remember = async (number, made) => {
    state.digests = [...state.digests.slice(0, number), made.digest];
    await kept.put("uploads", state);
    return made;
  };
  const part = async (number) => {
    if (number < segments) {
      return remember(number, await sealSegment(file, number, { measured, recipients: where.recipients, padTo }));
    }
    const facts = {
      name: file.name, size: measured.size, padded: all, sha256: measured.sha256, media_type: file.type, checks,
      segments: state.digests.slice(0, segments), salt: state.salt,
    };
    const made = await sealDescriptor(facts, ...where.recipients);
    await kept.put("files", factsKept(where, facts, made.digest, state.address));
    return remember(number, made);
  };
  const known = [...state.digests];
  await sendParts(state.address, { count: segments + 1, part, known, told: (bytes) => sent(Math.min(bytes, all), all), ...how });
  await kept.remove("uploads", state.key);
  return { descriptor: state.digests[segments], segments: state.digests.slice(0, segments) };
}

// What the receipt file needs, under the descriptor's digest, from before the descriptor is sent.
function factsKept({ bid, question }, { name, size, salt }, descriptor, address) {
  const item = address.split("/").filter(Boolean).at(-1);
  return { key: descriptor, descriptor, item, bid, question: String(question), name: label(name), size, salt };
}

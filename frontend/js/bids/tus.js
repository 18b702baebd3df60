// Uploads by tus 1.0, one sealed part for each PATCH: the server keeps a part whole or not at all.
import { base64, fromHex, utf8 } from "./canon.js";

const VERSION = "1.0.0";
const FIRST_WAIT = 1000, LONGEST_WAIT = 30_000, MOST_TRIES = 40;
// A connection that moves nothing for so long is given up and tried again.
const STALLED = 60_000;
const MESSAGES = {
  401: "You are signed out. Sign in again in another tab, then press Go on.",
  403: "You are signed out, or may not do this. Sign in again in another tab, then press Go on.",
  413: "The file is too large for this question.",
  422: "This question takes no such file.",
};

// The upload is not there any more: begin another.
export class Gone extends Error {}

// It cannot go on as it is; the message is for the person.
export class Refused extends Error {
  constructor(status, message = MESSAGES[status] ?? `The server did not take it (answer ${status}).`) {
    super(message);
    this.status = status;
  }
}

// Begin an upload and give its address. `facts` are question, commitment and mib.
export async function create(address, facts, { token, signal, waiting }) {
  const metadata = Object.entries(facts).map(([name, value]) => `${name} ${base64(utf8(String(value)))}`).join(",");
  const headers = { "Upload-Defer-Length": "1", "Upload-Metadata": metadata };
  const answer = await untilAnswered(() => ask("POST", address, { headers, token, signal }), { signal, waiting });
  const location = answer.getResponseHeader("Location");
  if (answer.status !== 201 || !location) throw refusedBy(answer);
  return new URL(location, new URL(address, document.baseURI)).href;
}

// How far it is: `offset` in bytes, the digests of the segments that are safe, and whether all of it is.
export async function progress(address, { token, signal, waiting }) {
  const answer = await untilAnswered(() => ask("HEAD", address, { token, signal }), { signal, waiting });
  if (answer.status !== 200 && answer.status !== 204) throw refusedBy(answer);
  const digests = (answer.getResponseHeader("Hub-Segments") ?? "").split(",").map((one) => one.trim()).filter(Boolean);
  const offset = Number(answer.getResponseHeader("Upload-Offset"));
  return { offset, digests, isWhole: answer.getResponseHeader("Upload-Length") === String(offset) };
}

// Send the parts from where the server is. `part(number)` gives {sealed, digest}; one is sealed while another is sent.
// `known` are the digests of all parts that were ever sent from here: the server may have no others.
export async function sendParts(address, { count, part, known, told, ...how }) {
  const sent = [...known];
  const made = new Map();
  const at = (number) => {
    if (!made.has(number)) made.set(number, quiet(part(number)));
    return made.get(number);
  };
  // The descriptor stands in no list of segments: a whole upload has it too.
  const state = async () => {
    const found = await progress(address, how);
    const isLast = found.isWhole && found.digests.length === count - 1 && sent.length >= count;
    return isLast ? { ...found, digests: [...found.digests, sent[count - 1]] } : found;
  };
  let { offset, digests } = await state();
  if (!follows(digests, sent)) throw new Gone("what the server has is not what was sent from here");
  for (let number = digests.length, tries = 0; number < count;) {
    const { sealed, digest } = await at(number);
    sent[number] = digest;
    if (number + 1 < count) at(number + 1);
    const moved = (bytes) => told(offset + bytes);
    const isSafe = await patch(address, { sealed, digest, offset, isLast: number + 1 === count }, { ...how, moved });
    if (isSafe) {
      offset += sealed.length;
    } else {
      tries += 1;
      if (tries > MOST_TRIES) throw new Refused(0, "The connection does not hold. What was sent is safe: press Go on.");
      await pause(tries, how);
      ({ offset, digests } = await state());
      if (digests.length < number || !follows(digests, sent.slice(0, number + 1))) throw new Gone("another part is there");
    }
    if (isSafe || digests.length > number) {
      made.delete(number);
      number += 1;
      tries = 0;
    }
    told(offset);
  }
}

const follows = (digests, known) => digests.length <= known.length && digests.every((one, place) => one === known[place]);

function quiet(promise) {
  promise.catch(() => {});
  return promise;
}

// Send one part; gives whether it is safe now. When it is not, it may be tried again.
async function patch(address, { sealed, digest, offset, isLast }, { token, signal, moved }) {
  const headers = {
    "Content-Type": "application/offset+octet-stream",
    "Upload-Offset": String(offset),
    "Upload-Checksum": `sha256 ${base64(fromHex(digest))}`,
  };
  if (isLast) headers["Upload-Length"] = String(offset + sealed.length);
  const answer = await ask("PATCH", address, { headers, body: sealed, token, signal, moved });
  if (answer.status === 204) return true;
  if (answer.status === 404 || answer.status === 410) throw new Gone("it is not there any more");
  if (isPassing(answer.status) || answer.status === 409) return false;
  throw refusedBy(answer);
}

// The server's own sentence where it gives one: it knows what is the matter and what helps.
function refusedBy(answer) {
  const isText = (answer.getResponseHeader("Content-Type") ?? "").startsWith("text/plain");
  const said = isText ? answer.responseText.trim().slice(0, 500) : "";
  return said ? new Refused(answer.status, said) : new Refused(answer.status);
}

// Answers that may be another in a moment: no connection, damaged on the way, locked, busy, out of space, restarting.
const isPassing = (status) => [0, 408, 423, 425, 429, 460].includes(status) || status >= 500;

async function untilAnswered(asking, how) {
  for (let tries = 1; ; tries += 1) {
    const answer = await asking();
    if (answer.status === 404 || answer.status === 410) throw new Gone("it is not there any more");
    if (!isPassing(answer.status)) return answer;
    if (tries > MOST_TRIES) throw new Refused(answer.status, "We cannot reach the server. Press Go on to try again.");
    await pause(tries, how);
  }
}

// Wait longer each time, and not at all once the computer says that it is connected again.
async function pause(tries, { signal, waiting }) {
  const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (tries - 1)) * (0.75 + Math.random() / 2);
  waiting?.(navigator.onLine);
  await new Promise((done) => {
    const end = () => {
      clearTimeout(timer);
      window.removeEventListener("online", end);
      signal?.removeEventListener("abort", end);
      done();
    };
    const timer = setTimeout(end, wait);
    window.addEventListener("online", end);
    signal?.addEventListener("abort", end);
  });
  signal?.throwIfAborted();
}

// fetch() does not tell how much was sent, so this is the older way.
function ask(method, address, { headers = {}, body = null, token, signal, moved }) {
  signal?.throwIfAborted();
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    let watch;
    const stillMoving = () => {
      clearTimeout(watch);
      watch = setTimeout(() => request.abort(), STALLED);
    };
    const stop = () => request.abort();
    const end = () => {
      clearTimeout(watch);
      signal?.removeEventListener("abort", stop);
      if (signal?.aborted) fail(signal.reason);
      // Led elsewhere: to the page that asks people to sign in.
      else if (request.status && request.responseURL !== new URL(address, document.baseURI).href) fail(new Refused(401));
      else done(request);
    };
    request.open(method, address);
    for (const [name, value] of Object.entries({ "Tus-Resumable": VERSION, "X-CSRFToken": token(), ...headers })) {
      request.setRequestHeader(name, value);
    }
    request.upload.onprogress = (event) => { stillMoving(); moved?.(event.loaded); };
    request.onprogress = stillMoving;
    request.onloadend = end;
    signal?.addEventListener("abort", stop);
    stillMoving();
    request.send(body);
  });
}

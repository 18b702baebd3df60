// Forms marked data-hub-upload: files are looked at when they are chosen, and sealed and sent when the form is sent.
// Without this script the same form posts the files, and the server seals them as they arrive.
import { inWords, look, refusals } from "./checks.js";
import { Fault } from "./canon.js";
import { giveMailbox } from "./giving.js";
import * as kept from "./kept.js";
import { element, goOn, holding, say, tokenOf } from "./page.js";
import { sealAndSend, unfinished } from "./sending.js";
import { Refused } from "./tus.js";

const SAID_EVERY = 10_000;

const uploadsOf = (form) => new URL(form.dataset.hubUpload ?? form.dataset.hubSeal, document.baseURI).href;

// Where what a form gives goes. The recipient is compared with the mailbox that this browser made, if it made one; where
// the bid has no mailbox yet, it is made now.
export async function whereOf(form, marked = form) {
  const of = (name) => marked.dataset[name] ?? form.dataset[name];
  if (!of("recipient") && of("mailbox")) {
    const told = { address: of("mailbox"), bid: of("bid"), digest: of("roster") };
    (marked.dataset.mailbox ? marked : form).dataset.recipient = await giveMailbox(form, told);
  }
  const where = {
    uploads: uploadsOf(form),
    bid: of("bid"),
    question: of("question"),
    recipients: [of("recipient")],
    padTo: Number(of("pad") ?? 1),
  };
  const made = await kept.get("mailboxes", `${where.bid}/${of("envelope")}`);
  if (made && made.roster === of("roster") && made.recipient !== of("recipient")) {
    throw new Refused(0, "This page names another mailbox than the one that this browser made for your bid. Do not go on: "
      + "tell the authority.");
  }
  return where;
}

export function faultInWords(fault, name) {
  if (fault instanceof Refused) return fault.message;
  if (fault instanceof Fault && fault.what === "file") return `${name} was changed while it was being sealed. Choose it again.`;
  if (fault instanceof Fault && fault.what === "roster") {
    return "The list of those who open the bids is not the one that was published. Do not go on: tell the authority.";
  }
  if (fault instanceof Fault) return `Sealing failed: ${fault.message}`;
  if (fault.name === "NotReadableError" || fault.name === "NotFoundError") {
    return `${name} cannot be read any more: it was changed, moved or closed. Choose it again.`;
  }
  return `Something went wrong with ${name}. What was sent is safe: press Go on.`;
}

// What one file on its way looks like: a bar, how far it is in words, and now and then a sentence that is read aloud.
class Shown {
  constructor(form, file) {
    const size = inWords(file.size);
    this.name = file.name;
    this.bar = element("progress", { max: "100", value: "0", "aria-label": file.name });
    this.text = element("span", { class: "hub-muted" }, "Reading");
    this.place = element("p", { class: "hub-p", "data-hub-progress": true }, element("b", {}, file.name), ` ${size} `, this.bar, " ",
      this.text);
    form.append(this.place);
    this.form = form;
    this.last = Date.now();
  }

  step(sentence, done, all) {
    const percent = all ? Math.floor((100 * done) / all) : 100;
    this.bar.value = percent;
    this.text.textContent = `${sentence} ${percent}%`;
    if (Date.now() - this.last < SAID_EVERY) return;
    this.last = Date.now();
    say(this.form, `${this.name}: ${sentence.toLowerCase()} ${percent}%`);
  }

  wait(isOnline) {
    const sentence = isOnline ? "The connection broke. Trying again." : "This computer is not connected. Waiting.";
    this.text.textContent = sentence;
    say(this.form, `${this.name}: ${sentence}`);
  }

  end(sentence) {
    this.text.textContent = sentence;
    this.bar.remove();
  }
}

class UploadForm {
  constructor(form) {
    this.form = form;
    this.input = form.querySelector('input[type="file"]');
    this.button = form.querySelector("button:not([type=button]), input[type=submit]");
    this.looked = new Map();
    this.done = new Set();
    this.words = this.button?.textContent;
    // The form's guard against a second press would not let it go on after a break.
    form.removeAttribute("data-once");
    this.input.addEventListener("change", () => this.look());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    this.tellUnfinished();
  }

  files() {
    return [...this.input.files].filter((file) => !this.done.has(file));
  }

  limits() {
    const { mostBytes, mostFiles, already } = this.form.dataset;
    return { mostBytes: Number(mostBytes ?? 0), mostFiles: Number(mostFiles ?? 0), already: Number(already ?? 0) };
  }

  async tellUnfinished() {
    const found = await unfinished({ uploads: uploadsOf(this.form), question: this.form.dataset.question });
    if (!found.length) return;
    const names = found.map((one) => `${one.name} (${inWords(one.size)})`).join(", ");
    say(this.form, `Not finished: ${names}. Choose the same ${found.length > 1 ? "files" : "file"} again to go on where it stopped.`);
  }

  // At once, before anything is sealed: afterwards nobody can look any more.
  async look() {
    this.form.querySelector("[data-hub-looked]")?.remove();
    const files = this.files();
    const list = element("ul", { class: "hub-list", "data-hub-looked": true, "aria-live": "polite" });
    this.refused = refusals(files, this.limits());
    for (const sentence of this.refused) list.append(element("li", {}, element("b", {}, sentence)));
    for (const file of files) {
      const found = await look(file);
      this.looked.set(file, found.checks);
      for (const sentence of found.warnings) list.append(element("li", {}, sentence));
    }
    if (list.children.length) this.input.closest(".govuk-form-group, div, form").append(list);
  }

  async send() {
    if (this.stop) return;
    const files = this.files();
    if (!files.length) { say(this.form, "Choose a file first.", true); this.input.focus(); return; }
    await this.look();
    if (this.refused.length) { say(this.form, this.refused.join(" "), true); this.input.focus(); return; }
    this.stop = new AbortController();
    this.begin();
    const isDone = await holding(() => this.sendAll(files));
    this.stop = null;
    this.end();
    if (isDone) goOn(this.form.dataset.next);
  }

  async sendAll(files) {
    for (const file of files) {
      this.form.querySelectorAll("[data-hub-progress]").forEach((one) => { if (one.dataset.for === file.name) one.remove(); });
      const shown = new Shown(this.form, file);
      shown.place.dataset.for = file.name;
      try {
        await this.sendOne(file, shown);
      } catch (fault) {
        const isStopped = this.stop.signal.aborted;
        shown.end(isStopped ? "Stopped" : "Not finished");
        say(this.form, isStopped ? "Stopped. What was sent is safe: press Go on." : faultInWords(fault, file.name), !isStopped);
        return false;
      }
      this.done.add(file);
      shown.end("Sealed and safe");
      say(this.form, `${file.name} is sealed and safe.`);
    }
    return true;
  }

  async sendOne(file, shown) {
    const token = () => tokenOf(this.form);
    await sealAndSend(file, await whereOf(this.form), {
      token,
      checks: this.looked.get(file),
      signal: this.stop.signal,
      measured: (done, all) => shown.step("Reading", done, all),
      sent: (done, all) => shown.step("Sealing and sending", done, all),
      waiting: (isOnline) => shown.wait(isOnline),
    });
  }

  begin() {
    this.form.setAttribute("aria-busy", "true");
    this.input.disabled = true;
    if (this.button) this.button.disabled = true;
    this.stopper = element("button", { type: "button", class: "hub-btn" }, "Stop");
    this.stopper.addEventListener("click", () => this.stop.abort());
    this.form.append(this.stopper);
  }

  end() {
    this.form.removeAttribute("aria-busy");
    this.stopper.remove();
    this.input.disabled = false;
    if (!this.button) return;
    this.button.disabled = false;
    this.button.textContent = this.files().length ? "Go on" : this.words;
  }
}

export function watchUploads(within = document) {
  for (const form of within.querySelectorAll("form[data-hub-upload]")) new UploadForm(form);
}

// What pages for openers do where scripts run: a key is made here, and what only its secret half can do is done here. The
// secret half, its words and its file never leave the page: nothing below sends anything, and its fields have no names.
// hub-open does the same without a browser.
import { wordlist } from "@scure/bip39/wordlists/english.js";
import { isAge, newKey, openWithPassphrase, recipientOf, sealWithPassphrase } from "./box.js";
import { Fault, utf8 } from "./canon.js";
import { answer, fingerprint, identityIn, shares } from "./keys.js";
import { drawn, element, holding, save, say } from "./page.js";

// Six of 2,048 words: 66 bits, behind a scrypt that takes a second for each guess.
const WORDS = 6;
const MOST_BYTES = 1024 * 1024;

class Wrong extends Error {}

// Words that all differ. The list has 2 to the power of 11, so eleven random bits pick evenly.
export function randomWords() {
  const found = new Set();
  while (found.size < WORDS) found.add(wordlist[crypto.getRandomValues(new Uint16Array(1))[0] % wordlist.length]);
  return [...found];
}

const button = (text, isFirst = false) => element("button", { type: "button", class: `hub-btn${isFirst ? " hub-btn--go" : ""}` }, text);

const row = (name, ...value) => [element("dt", {}, name), element("dd", {}, ...value)];

// Making a key -------------------------------------------------------------------------------------------------------

function watchMaking(place) {
  const start = button("Make my key in this browser");
  const said = element("div", {});
  place.append(
    element("h2", { class: "hub-h2 hub-mb4" }, "Make the key in this browser"),
    element("p", { class: "hub-p" }, "It is made on this computer and locked with six words. You save it as a file and print a "
      + "sheet with the words. Only the public half is sent to the Hub. Do this where nobody looks over your shoulder."),
    element("div", { class: "hub-btnrow hub-mb4" }, start),
    said,
  );
  place.hidden = false;
  start.addEventListener("click", async () => {
    start.disabled = true;
    say(said, "Making your key. This takes some seconds.");
    await drawn();
    try {
      await holding(() => offerKey(place, said, start));
    } catch {
      start.disabled = false;
      say(said, "The key could not be made in this browser. Use hub-open instead.", true);
    }
  });
}

// Show the sheet, and resolve once the file was saved: until then the page asks before it is left.
async function offerKey(place, said, start) {
  const key = await newKey();
  const words = randomWords();
  const print = await fingerprint(key.recipient);
  const name = `opener-key-${print.replaceAll(" ", "")}.age`;
  const locked = await sealWithPassphrase(utf8(`# public key: ${key.recipient}\n${key.identity}\n`), words.join(" "));
  start.remove();
  const sheet = sheetOf(place, { key, words, print, name });
  const keep = button("Save the key file", true);
  place.append(sheet.whole, element("div", { class: "hub-btnrow hub-mb4" }, keep, sheet.printer));
  say(said, "Your key is made. Save the file and print the sheet now: both are gone when you leave this page.");
  sheet.whole.focus();
  await new Promise((done) => {
    keep.addEventListener("click", () => {
      save(name, locked, "application/octet-stream");
      const field = document.querySelector('[name="recipient"]');
      if (field) field.value = key.recipient;
      say(said, "The public half is filled in below. When you have saved the file and printed the sheet, go on there.");
      done();
    });
  });
}

function sheetOf(place, { key, words, print, name }) {
  const secret = row("Secret key", element("span", { class: "hub-code" }, key.identity));
  const facts = element("dl", { class: "hub-kv hub-mb4" },
    ...row("Opener", place.dataset.person || "________________"),
    ...row("Made on", new Date().toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" })),
    ...row("Fingerprint", element("b", {}, print)),
    ...row("Public key", element("span", { class: "hub-code" }, key.recipient)),
    ...row("Key file", element("span", { class: "hub-code" }, name)),
    ...row("Words, in this order", element("b", {}, words.join(" "))));
  const whole = element("section", { class: "hub-section hub-sheet hub-mb4", "aria-label": "Sheet of your key", tabindex: "-1" },
    element("h2", { class: "hub-h2 hub-mb4" }, "Sheet of an opener’s key"), facts,
    element("p", { class: "hub-p" }, "Keep this sheet and the file in different places. Whoever has both can open bids together "
      + "with other openers. If the file is lost, nobody can make it again. Compare the fingerprint with the one that the Hub shows."));
  const withSecret = element("input", { type: "checkbox", id: "sheet-secret" });
  withSecret.addEventListener("change", () => {
    if (withSecret.checked) facts.append(...secret);
    else secret.forEach((one) => one.remove());
  });
  const printer = button("Print the sheet");
  printer.addEventListener("click", () => {
    document.body.classList.add("hub-sheet-only");
    window.addEventListener("afterprint", () => document.body.classList.remove("hub-sheet-only"), { once: true });
    window.print();
  });
  whole.append(element("p", { class: "hub-p hub-noprint" }, withSecret, " ",
    element("label", { for: "sheet-secret" }, "Print the secret key too, for a sealed envelope. Then the sheet alone is enough to act.")));
  return { whole, printer };
}

// Using a key --------------------------------------------------------------------------------------------------------

// Ask for the key, and do something with its secret half when the button is pressed; the fields are emptied then.
function askForKey(place, { title, intro, verb, act }) {
  const file = element("input", { type: "file", id: "key-file", class: "govuk-file-upload" });
  // Plain fields: a password field would have the browser offer to keep the secret, and a spelling check may send it.
  const plain = { type: "text", class: "govuk-input", autocomplete: "off", autocapitalize: "none", spellcheck: "false" };
  const words = element("input", { ...plain, id: "key-words" });
  const pasted = element("input", { ...plain, id: "key-pasted" });
  const go = button(verb, true);
  const said = element("div", {});
  const field = (input, label, hint) => element("div", { class: "govuk-form-group" },
    element("label", { class: "govuk-label", for: input.id }, label),
    element("div", { class: "govuk-hint", id: `${input.id}-hint` }, hint), input);
  for (const input of [file, words, pasted]) input.setAttribute("aria-describedby", `${input.id}-hint`);
  place.append(
    element("h2", { class: "hub-h2 hub-mb4" }, title),
    element("p", { class: "hub-p" }, `${intro} Nothing of your key leaves this page.`),
    field(file, "Your key file", "The file that you saved when you made the key."),
    field(words, "The words on your sheet", "With a space between them. Leave empty if the file is not locked."),
    field(pasted, "Or the secret key itself", "If you have it in print: the line that begins with AGE-SECRET-KEY-1."),
    element("div", { class: "hub-btnrow hub-mb4" }, go),
    said,
  );
  place.hidden = false;
  go.addEventListener("click", async () => {
    go.disabled = true;
    say(said, "Opening your key. This takes some seconds.");
    await drawn();
    try {
      await act(await identityOf(file.files[0], words.value, pasted.value), said);
      for (const input of [file, words, pasted]) input.value = "";
    } catch (fault) {
      say(said, inWords(fault), true);
    }
    go.disabled = false;
  });
}

export async function identityOf(file, words, pasted) {
  if (pasted.trim()) return theOne(pasted, "what you entered");
  if (!file) throw new Wrong("Choose your key file, or enter the secret key.");
  if (file.size > MOST_BYTES) throw new Wrong(`${file.name} is no key file: it is too large.`);
  const content = new Uint8Array(await file.arrayBuffer());
  if (!isAge(content)) return theOne(new TextDecoder().decode(content), file.name);
  if (!words.trim()) throw new Wrong("This file is locked. Enter the words on your sheet.");
  try {
    return theOne(new TextDecoder().decode(await openWithPassphrase(content, words.trim().split(/\s+/).join(" "))), file.name);
  } catch (fault) {
    if (fault instanceof Wrong) throw fault;
    throw new Wrong("These words do not open this file. Look at each word, and at their order, on your sheet.");
  }
}

function theOne(text, where) {
  const found = identityIn(text);
  if (!found) throw new Wrong(`There is no secret key in ${where}, or more than one.`);
  return found;
}

function inWords(fault) {
  if (fault instanceof Wrong) return fault.message;
  if (fault instanceof Fault && fault.what === "key" && fault.where === "roster") return "This key is not on this roster.";
  if (fault instanceof Fault && fault.what === "key") return "This is not the key that is asked for, or it has no right form.";
  if (fault instanceof Fault) return `Nothing was given away. ${fault.message} Tell the procurement lead.`;
  return "It could not be fetched. Load this page again; sign in again if you are asked to.";
}

async function fetched(address) {
  const given = await fetch(address);
  if (!given.ok || given.redirected) throw new Error(String(given.status));
  return new Uint8Array(await given.arrayBuffer());
}

function fill(name, value, said, sentence) {
  const field = document.querySelector(`[name="${name}"]`);
  field.value = value;
  say(said, sentence);
  field.focus();
}

function watchProving(place) {
  askForKey(place, {
    title: "Answer in this page",
    intro: "With your key file, this page answers the question.",
    verb: "Answer with my key",
    act: async (identity, said) => {
      const own = await recipientOf(identity);
      if (own !== place.dataset.recipient) {
        throw new Wrong(`This is another key: its fingerprint is ${await fingerprint(own)}.`);
      }
      const text = await answer(await fetched(place.dataset.from), identity);
      fill("answer", text, said, "The answer is filled in below. Go on there.");
    },
  });
}

function watchGiving(place) {
  askForKey(place, {
    title: "Make the share in this page",
    intro: "With your key file, this page makes your share, after it has checked what the share is for.",
    verb: "Make my share",
    act: async (identity, said) => {
      const text = await shares(new TextDecoder().decode(await fetched(place.dataset.from)), identity);
      fill("given", text, said, "Your share is filled in below. Go on there.");
    },
  });
}

const WAYS = { make: watchMaking, prove: watchProving, give: watchGiving };
document.querySelectorAll("[data-hub-opener]").forEach((place) => WAYS[place.dataset.hubOpener]?.(place));

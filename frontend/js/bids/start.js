// What pages of a bid do where scripts run: the mailbox is made here, answers and files are sealed here, and the receipt
// file is put together here. Everything works without it; then the server seals what arrives.
import { watchAnswers } from "./answers.js";
import { inWords } from "./checks.js";
import { Fault } from "./canon.js";
import { giveMailbox } from "./giving.js";
import * as kept from "./kept.js";
import { element, goOn, jsonIn, save, say } from "./page.js";
import { receiptFile } from "./receipts.js";
import { watchUploads } from "./upload.js";

const MOST_TRIES = 2;

async function giveMailboxes(places) {
  const tries = Number(sessionStorage.getItem("hub-mailboxes") ?? 0) + 1;
  sessionStorage.setItem("hub-mailboxes", String(tries));
  try {
    if (tries > MOST_TRIES) throw new Error("again and again");
    for (const place of places) {
      say(place, "Making the mailbox of your bid on this computer");
      const { hubMailbox: address, bid, rosterDigest: digest } = place.dataset;
      await giveMailbox(place, { address, bid, digest });
    }
    sessionStorage.removeItem("hub-mailboxes");
    goOn(places.find((one) => one.dataset.next)?.dataset.next);
  } catch (fault) {
    const why = fault instanceof Fault && fault.what === "roster"
      ? "The list of those who open the bids is not the one that was published. Do not go on: tell the authority."
      : "The mailbox of your bid could not be made. Load this page again.";
    sessionStorage.removeItem("hub-mailboxes");
    places.forEach((place) => say(place, why, true));
  }
}

function watchMailboxes() {
  const places = [...document.querySelectorAll("[data-hub-mailbox]")];
  const forms = places.filter((place) => place instanceof HTMLFormElement);
  const others = places.filter((place) => !forms.includes(place));
  if (others.length) giveMailboxes(others);
  for (const form of forms) {
    form.addEventListener("submit", (event) => { event.preventDefault(); giveMailboxes([form]); });
  }
}

// The receipt that the server signed, with what it gives back, and the names and salts that only this browser knows.
async function offerReceipt(place) {
  const { bid, from } = place.dataset;
  const files = (await kept.all("files")).filter((one) => one.bid === bid);
  // Where nothing was sealed in this browser, the file that the server gives has all there is.
  if (!files.length) return;
  const signed = from ? await (await fetch(from)).json() : jsonIn(place, "receiptIn");
  const text = receiptFile(signed, files);
  // The same file without what this browser knows.
  document.querySelector("[data-hub-plain]")?.remove();
  const have = JSON.parse(text).files.length;
  const wanted = JSON.parse(signed.record).files.length;
  const button = element("button", { type: "button", class: "hub-btn hub-btn--go" }, "Save the receipt file");
  const forget = element("button", { type: "button", class: "hub-btn", hidden: true }, "Remove names and salts from this browser");
  button.addEventListener("click", () => {
    save(`receipt-${bid.slice(0, 8)}-${JSON.parse(signed.receipt).version}.json`, text);
    forget.hidden = false;
    say(place, "Keep the file. With it you can prove later what your files were.");
  });
  forget.addEventListener("click", async () => {
    for (const one of files) await kept.remove("files", one.key);
    forget.hidden = true;
    say(place, "This browser does not keep them any more. The file that you saved does.");
  });
  place.append(element("div", { class: "hub-btnrow" }, button, forget));
  if (have < wanted) {
    say(place, `Names and salts of ${have} of ${wanted} files are in this browser. The others were sealed elsewhere: save the `
      + "receipt file there as well.");
  }
}

// Names and sizes of what this browser sealed, which the server does not know.
async function nameItems() {
  const places = [...document.querySelectorAll("[data-hub-item]")];
  if (!places.length) return;
  const names = new Map((await kept.all("files")).map((one) => [one.item, one]));
  for (const place of places) {
    const one = names.get(place.dataset.hubItem);
    if (one) place.textContent = `${one.name}, ${inWords(one.size)}`;
  }
}

// What is otherwise with a script than without one.
document.querySelectorAll("[data-hub-says]").forEach((place) => { place.textContent = place.dataset.hubSays; });
nameItems();
watchMailboxes();
watchUploads();
watchAnswers();
document.querySelectorAll("[data-hub-receipt]").forEach(offerReceipt);

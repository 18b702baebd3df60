// Forms marked data-hub-seal: typed answers are sealed in the page, padded so that their length says nothing, and sent as
// a file is. Parts of the form with data-question are sealed one by one; without any, the form is one part.
import { canon, utf8 } from "./canon.js";
import { PAD_ANSWERS } from "./files.js";
import { contentOf, faultOf, typedIn } from "./given.js";
import { goOn, holding, say, tokenOf } from "./page.js";
import { sealAndSend } from "./sending.js";
import { faultInWords, whereOf } from "./upload.js";

const MORE_ROWS = 5;

class NoAnswer extends Error {
  constructor(sentence, part) {
    super(sentence);
    this.part = part;
  }
}

// The answers of a form as files to seal, with their parts; all are looked at before the first is sealed.
function answersOf(form) {
  const marked = [...form.querySelectorAll("[data-question]")];
  return (marked.length ? marked : [form]).map((part) => {
    const told = { ...form.dataset, ...part.dataset };
    const asked = { number: Number(told.question), answerAs: told.as ?? "text", isPrice: "isPrice" in told };
    const given = typedIn(part, asked.answerAs);
    const fault = faultOf(asked, given);
    if (fault) throw new NoAnswer(fault, part);
    const text = utf8(canon(contentOf(asked, given)));
    return { part, file: new File([text], `answer-${asked.number}.json`, { type: "application/json" }) };
  });
}

async function sealForm(form, answers) {
  for (const { part, file } of answers) {
    await sealAndSend(file, { ...(await whereOf(form, part)), padTo: PAD_ANSWERS }, {
      token: () => tokenOf(form),
      waiting: (isOnline) => say(form, isOnline ? "The connection broke. Trying again." : "This computer is not connected. Waiting."),
    });
  }
}

async function send(form) {
  form.querySelectorAll("[aria-invalid]").forEach((one) => one.removeAttribute("aria-invalid"));
  try {
    const answers = answersOf(form);
    say(form, "Sealing your answers");
    await holding(() => sealForm(form, answers));
    say(form, "Your answers are sealed and safe.");
    goOn(form.dataset.next);
  } catch (fault) {
    if (!(fault instanceof NoAnswer)) { say(form, faultInWords(fault, "your answer"), true); return; }
    say(form, fault.message, true);
    const field = fault.part.querySelector("input:not([type=hidden]), textarea, select");
    field?.setAttribute("aria-invalid", "true");
    field?.focus();
  }
}

// More rows of a table, made here: sent for them, the form would show the server what was typed.
function addRows(form) {
  const body = form.querySelector("tbody");
  for (let count = 0; count < MORE_ROWS && body?.rows.length; count += 1) {
    const row = body.rows[body.rows.length - 1].cloneNode(true);
    const number = String(body.rows.length + 1);
    const head = row.querySelector("th");
    if (head) head.textContent = number;
    for (const field of row.querySelectorAll("input, textarea")) {
      field.removeAttribute("value");
      field.value = "";
      field.setAttribute("aria-label", (field.getAttribute("aria-label") ?? "").replace(/\d+$/, number));
    }
    body.append(row);
  }
  body?.rows[body.rows.length - MORE_ROWS]?.querySelector("input, textarea")?.focus();
}

export function watchAnswers(within = document) {
  for (const form of within.querySelectorAll("form[data-hub-seal]")) {
    form.removeAttribute("data-once");
    let isBusy = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (event.submitter?.name === "more") { addRows(form); return; }
      if (isBusy) return;
      isBusy = true;
      form.setAttribute("aria-busy", "true");
      await send(form);
      isBusy = false;
      form.removeAttribute("aria-busy");
    });
  }
}

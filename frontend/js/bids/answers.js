// Forms marked data-hub-seal: typed answers are sealed in the page, padded so that their length says nothing, and sent as
// a file is. Parts of the form with data-question are sealed one by one; without any, the form is one part.
import { canon, utf8 } from "./canon.js";
import { PAD_ANSWERS } from "./files.js";
import { goOn, holding, say, tokenOf } from "./page.js";
import { sealAndSend } from "./sending.js";
import { faultInWords, whereOf } from "./upload.js";

// What was typed, by the name of the field; several values of one name as a list. Nothing hidden, no file, no button.
export function typed(part) {
  const answers = {};
  for (const field of part.querySelectorAll("input, textarea, select")) {
    const skipped = ["hidden", "file", "submit", "button", "image", "reset"].includes(field.type);
    const isOff = ["checkbox", "radio"].includes(field.type) && !field.checked;
    if (!field.name || field.disabled || skipped || isOff) continue;
    const values = field instanceof HTMLSelectElement ? [...field.selectedOptions].map((one) => one.value) : [field.value];
    for (const value of values) {
      const before = answers[field.name];
      answers[field.name] = before === undefined ? value : [].concat(before, value);
    }
  }
  return answers;
}

export function answerFile(question, answers) {
  const text = canon({ v: 1, kind: "answer", question: String(question), answers });
  return new File([utf8(text)], `answer-${question}.json`, { type: "application/json" });
}

async function sealForm(form) {
  const marked = [...form.querySelectorAll("[data-question]")];
  for (const part of marked.length ? marked : [form]) {
    const where = await whereOf(form, part);
    const file = answerFile(where.question, typed(part));
    await sealAndSend(file, { ...where, padTo: PAD_ANSWERS }, {
      token: () => tokenOf(form),
      checks: { kind: "answer" },
      waiting: (isOnline) => say(form, isOnline ? "The connection broke. Trying again." : "This computer is not connected. Waiting."),
    });
  }
}

export function watchAnswers(within = document) {
  for (const form of within.querySelectorAll("form[data-hub-seal]")) {
    form.removeAttribute("data-once");
    let isBusy = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (isBusy || !form.reportValidity()) return;
      isBusy = true;
      form.setAttribute("aria-busy", "true");
      say(form, "Sealing your answers");
      try {
        await holding(() => sealForm(form));
        say(form, "Your answers are sealed and safe.");
        goOn(form.dataset.next);
      } catch (fault) {
        say(form, faultInWords(fault, "your answer"), true);
      }
      isBusy = false;
      form.removeAttribute("aria-busy");
    });
  }
}

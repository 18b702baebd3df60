// Drafts: a form with data-autosave-url is saved as people type, at most every ten seconds, and on leaving a field.
// Passwords, files and anything marked data-never-drafted (prices in a bid) are never sent.
import { token } from "./refresh.js";

const PAUSE = 10000;

function clockTime(date) {
  const minutes = String(date.getMinutes()).padStart(2, "0");
  return `${date.getHours() % 12 || 12}:${minutes}${date.getHours() < 12 ? "am" : "pm"}`;
}

function words(form) {
  const data = new FormData(form);
  for (const field of form.querySelectorAll('input[type="password"], input[type="file"], [data-never-drafted]')) {
    if (field.name) data.delete(field.name);
  }
  data.delete("csrfmiddlewaretoken");
  return new URLSearchParams([...data].filter(([, value]) => typeof value === "string")).toString();
}

class Draft {
  constructor(form) {
    this.form = form;
    this.sent = words(form);
    this.last = 0;
    form.addEventListener("input", () => this.soon());
    form.addEventListener("focusout", () => this.save());
    form.addEventListener("submit", () => { clearTimeout(this.timer); this.over = true; });
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), Math.max(0, this.last + PAUSE - Date.now()));
  }

  async save() {
    clearTimeout(this.timer);
    const now = words(this.form);
    if (this.over || this.busy || now === this.sent) return;
    if (Date.now() - this.last < PAUSE) { this.soon(); return; }
    this.busy = true;
    this.last = Date.now();
    try {
      const answer = await fetch(this.form.dataset.autosaveUrl, {
        method: "POST",
        body: now,
        headers: { "Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": this.token() },
      });
      if (!answer.ok) throw new Error(String(answer.status));
      this.sent = now;
      this.tell(`Saved ${clockTime(new Date())}`);
    } catch {
      this.tell("Not saved yet. We will try again while you type.");
    } finally {
      this.busy = false;
    }
  }

  token() {
    return this.form.querySelector('[name="csrfmiddlewaretoken"]')?.value || token();
  }

  tell(sentence) {
    const place = this.form.querySelector("[data-autosave-said]");
    if (place) place.textContent = sentence;
  }
}

export function watchForms(within) {
  for (const form of within.querySelectorAll?.("form[data-autosave-url]") ?? []) {
    if (!form.dataset.watched) {
      form.dataset.watched = "yes";
      new Draft(form);
    }
  }
}

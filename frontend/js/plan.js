// A plan whose days can be moved: pull a bar, or its end, or use the arrow keys on the grip. What is let go is sent with
// the form that the plan stands in; the server says what follows, or which rule forbids it. Without this file the
// same days are typed into the form.
import { say } from "./live.js";

const DAY = 86400000;
const STEPS = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 7, PageDown: -7 };
const WORDS = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

const toDays = (text) => Date.parse(`${text}T00:00:00Z`) / DAY;
const toText = (days) => new Date(days * DAY).toISOString().slice(0, 10);
const inWords = (days) => WORDS.format(new Date(days * DAY));

class Row {
  constructor(row, table) {
    this.row = row;
    this.form = table.closest("form");
    this.cell = row.querySelector(".hub-plan__g");
    this.name = row.querySelector("th").firstChild.textContent.trim();
    this.scale = { first: toDays(table.dataset.planFirst), days: Number(table.dataset.planDays) };
    this.before = { first: toDays(row.dataset.first), last: toDays(row.dataset.last) };
    this.among = (row.dataset.among ?? "").split(" ").filter(Boolean).map(toDays);
    this.isPoint = this.among.length > 0 || this.before.first === this.before.last;
    this.bar = this.cell.querySelector("svg > rect:not(.c-ink), svg > svg");
    this.now = { ...this.before };
    this.grip = this.makeGrip();
    this.listen();
    this.draw();
  }

  makeGrip() {
    const grip = document.createElement("span");
    grip.className = "hub-plan__grip";
    grip.tabIndex = 0;
    grip.setAttribute("role", "slider");
    grip.setAttribute("aria-orientation", "horizontal");
    grip.setAttribute("aria-label", this.isPoint ? `Day of ${this.name}` : `Last day of ${this.name}`);
    grip.setAttribute("aria-describedby", "plan-how");
    this.cell.append(grip);
    return grip;
  }

  share(day) {
    return Math.min(Math.max((day - this.scale.first) / this.scale.days, 0), 1) * 100;
  }

  draw() {
    const { first, last } = this.now;
    const said = inWords(last);
    this.grip.style.left = `${this.share(last + (this.isPoint ? 0.5 : 1))}%`;
    this.grip.setAttribute("aria-valuemin", String(this.scale.first));
    this.grip.setAttribute("aria-valuemax", String(Math.max(this.scale.first + this.scale.days, last)));
    this.grip.setAttribute("aria-valuenow", String(last));
    this.grip.setAttribute("aria-valuetext", said);
    this.grip.dataset.day = last === this.before.last && first === this.before.first ? "" : said;
    this.grip.classList.toggle("hub-plan__grip--left", this.share(last) > 70);
    if (!this.bar) return;
    if (this.bar.tagName === "svg") {
      this.bar.setAttribute("x", `${this.share(last + 0.5)}%`);
    } else {
      this.bar.setAttribute("x", `${this.share(first)}%`);
      this.bar.setAttribute("width", `${Math.max(this.share(last + 1) - this.share(first), 0.6)}%`);
    }
  }

  // Give the nearest day that can be chosen; from a meeting the keys go to the next one.
  nearest(day, step) {
    if (!this.among.length) return day;
    if (step) {
      const ahead = this.among.filter((one) => (step > 0 ? one > this.now.last : one < this.now.last));
      return ahead.length ? (step > 0 ? Math.min(...ahead) : Math.max(...ahead)) : this.now.last;
    }
    return this.among.reduce((best, one) => (Math.abs(one - day) < Math.abs(best - day) ? one : best));
  }

  to(day, { whole = false, step = 0 } = {}) {
    const last = this.nearest(day, step);
    if (this.isPoint) this.now = { first: last, last };
    else if (whole) this.now = { first: last - (this.before.last - this.before.first), last };
    else this.now = { first: this.now.first, last: Math.max(last, this.now.first) };
    this.draw();
  }

  reset() {
    this.now = { ...this.before };
    this.draw();
  }

  send() {
    if (this.now.last === this.before.last && this.now.first === this.before.first) return;
    const button = document.createElement("button");
    button.name = "_move";
    button.value = [this.row.dataset.move, toText(this.now.last)].join(" ");
    if (this.now.first !== this.before.first && !this.isPoint) button.value += ` ${toText(this.now.first)}`;
    button.formNoValidate = true;
    button.hidden = true;
    this.form.append(button);
    say(`${this.name}: ${inWords(this.now.last)}. Working out what follows.`);
    this.form.requestSubmit(button);
  }

  listen() {
    this.grip.addEventListener("keydown", (event) => this.press(event));
    this.grip.addEventListener("focusout", () => { if (!this.pulled) this.reset(); });
    this.grip.addEventListener("pointerdown", (event) => this.pull(event, false));
    this.bar?.addEventListener("pointerdown", (event) => this.pull(event, "whole" in this.row.dataset));
    if (this.bar) this.bar.classList.add("hub-plan__held");
  }

  press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = STEPS[event.key];
    if (step) this.to(this.now.last + step, { step, whole: event.shiftKey && "whole" in this.row.dataset });
    else if (event.key === "Enter" || event.key === " ") this.send();
    else if (event.key === "Escape") this.reset();
    else return;
    event.preventDefault();
  }

  pull(event, whole) {
    if (event.button !== 0) return;
    event.preventDefault();
    this.grip.focus({ preventScroll: true });
    const day = this.cell.getBoundingClientRect().width / this.scale.days;
    const start = this.now.last;
    const target = event.currentTarget;
    this.pulled = true;
    target.setPointerCapture(event.pointerId);
    const move = (moved) => this.to(start + Math.round((moved.clientX - event.clientX) / day), { whole });
    const over = (moved) => {
      target.removeEventListener("pointermove", move);
      target.removeEventListener("pointerup", over);
      target.removeEventListener("pointercancel", over);
      document.removeEventListener("keydown", escape);
      this.pulled = false;
      if (moved.type === "pointerup") this.send();
      else this.reset();
    };
    const escape = (pressed) => { if (pressed.key === "Escape") over(pressed); };
    target.addEventListener("pointermove", move);
    target.addEventListener("pointerup", over);
    target.addEventListener("pointercancel", over);
    document.addEventListener("keydown", escape);
  }
}

export function movePlans(within) {
  for (const table of within.querySelectorAll?.("form table[data-plan-first]") ?? []) {
    if (table.dataset.moves) continue;
    table.dataset.moves = "yes";
    const rows = [...table.querySelectorAll("tr[data-move]")].map((row) => new Row(row, table));
    document.getElementById("plan-how")?.removeAttribute("hidden");
    const moved = table.closest("[data-moved]")?.dataset.moved;
    // An error summary takes the focus itself.
    if (moved && !document.querySelector(".govuk-error-summary")) {
      rows.find((one) => one.row.dataset.move === moved)?.grip.focus();
    }
  }
}

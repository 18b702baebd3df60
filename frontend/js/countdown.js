// How long a quote still takes answers, by the server's clock. The page says it in words without this file.
import { say } from "./live.js";

const SPOKEN = [60, 15, 5, 1];
const MINUTE = 60000;

function plural(count, word) {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}

// The same words as the server writes; nothing is rounded up.
export function timeLeft(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const days = Math.floor(seconds / 86400);
  const hours = Math.floor(seconds / 3600) % 24;
  const minutes = Math.floor(seconds / 60) % 60;
  if (seconds >= 86400) return [plural(days, "day"), hours ? plural(hours, "hour") : ""].filter(Boolean).join(" ");
  if (seconds >= 3600) {
    return [plural(hours, "hour"), minutes ? plural(minutes, "minute") : ""].filter(Boolean).join(" ");
  }
  return [minutes ? plural(minutes, "minute") : "", plural(seconds % 60, "second")].filter(Boolean).join(" ");
}

const london = new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/London", timeStyle: "medium" });

function count(box) {
  const due = Date.parse(box.dataset.hubCountdown);
  const ahead = Date.parse(box.dataset.hubNow) - Date.now();
  const left = box.querySelector("[data-hub-left]");
  const clock = box.querySelector("[data-hub-clock]");
  let before = due - (Date.now() + ahead);

  function tick() {
    if (!box.isConnected) return;
    const now = Date.now() + ahead;
    const rest = due - now;
    if (left) left.textContent = rest > 0 ? timeLeft(rest) : "None: it has closed";
    if (clock) clock.textContent = london.format(now);
    const passed = SPOKEN.find((minutes) => before > minutes * MINUTE && rest <= minutes * MINUTE);
    if (passed) say(`${plural(passed, "minute")} left`);
    if (rest <= 0) { if (before > 0) say("It has closed"); return; }
    before = rest;
    setTimeout(tick, 1000 - (now % 1000));
  }
  tick();
}

export function watchCountdowns(within) {
  within.querySelectorAll("[data-hub-countdown]").forEach(count);
}

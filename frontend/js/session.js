// One timer for all tabs: warned before the end, one press extends it, and the warning is spoken.
import { say } from "./live.js";
import { token } from "./refresh.js";

const KEY = "hub-last-use";
const STEP = 15000;

function minutes(left) {
  const whole = Math.max(1, Math.round(left / 60000));
  return whole === 1 ? "1 minute" : `${whole} minutes`;
}

function lastUse() {
  return Number(localStorage.getItem(KEY)) || 0;
}

export function watchSession() {
  const { sessionIdle, sessionWarn, sessionExtend } = document.body.dataset;
  const dialog = document.getElementById("session-warning");
  if (!sessionIdle || !dialog) return;
  const idle = Number(sessionIdle) * 1000;
  const warn = Number(sessionWarn) * 1000;
  const used = () => localStorage.setItem(KEY, String(Date.now()));
  used();

  // The server ends sessions; asking for the page again shows its sign-in, which comes back here.
  const leave = () => { window.location.assign(window.location.pathname + window.location.search); };
  async function stay() {
    const answer = await fetch(sessionExtend, { method: "POST", headers: { "X-CSRFToken": token() } });
    if (!answer.ok) { leave(); return; }
    used();
    dialog.close();
    say("You are still signed in");
  }
  dialog.querySelector("[data-session-stay]").addEventListener("click", stay);
  dialog.querySelector("[data-session-leave]").addEventListener("click", () => {
    const out = document.querySelector("form[data-sign-out]");
    if (out) out.requestSubmit(); else leave();
  });
  dialog.addEventListener("cancel", (event) => { event.preventDefault(); stay(); });
  document.addEventListener("htmx:after:request", used);

  setInterval(() => {
    const left = lastUse() + idle - Date.now();
    if (left <= 0) { leave(); return; }
    if (left > warn) { if (dialog.open) dialog.close(); return; }
    dialog.querySelector("[data-session-left]").textContent = minutes(left);
    if (!dialog.open) {
      dialog.showModal();
      say(`You will be signed out in ${minutes(left)}`);
    }
  }, STEP);
}

import { say } from "./live.js";

// A form that takes long says so at once, in the page and aloud, with a bar that moves.
function showWaiting(form) {
  const said = form.querySelector("[data-wait-said]");
  if (said) said.textContent = form.dataset.wait;
  form.querySelector("progress")?.removeAttribute("hidden");
  say(form.dataset.wait);
}

// A form marked data-once is sent once: a second press within the same page does nothing until the answer comes.
export function guardForms() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.hasAttribute("data-once")) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
    form.setAttribute("aria-busy", "true");
    if (form.dataset.wait) showWaiting(form);
  });
  // Back from the cache of the browser: the form may be sent again.
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    document.querySelectorAll("form[data-sent]").forEach((form) => {
      delete form.dataset.sent;
      form.removeAttribute("aria-busy");
    });
  });
}

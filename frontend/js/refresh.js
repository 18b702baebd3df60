// Partial refresh: the token on every request, focus that does not get lost, and a word after a second of waiting.
import htmx from "htmx.org";
import { say } from "./live.js";

// The content policy asks for trusted types: answers of our own server may become HTML, and nothing becomes script.
const policy = window.trustedTypes?.createPolicy("hub-fragments", {
  createHTML: (text) => text,
  createScript: () => "",
});
htmx.registerExtension("hub-fragments", { init: (api) => { if (policy) api.initSecurity(policy); } });

const SLOW = 1000;
let before = null;
let slow;

export function token() {
  return document.querySelector('meta[name="csrf-token"]')?.content ?? "";
}

// Focus stays on the same control; if it has gone it goes to the error summary, or to the fragment's heading.
function keepFocus(target) {
  const errors = target.querySelector?.(".govuk-error-summary");
  if (errors) return errors.focus();
  if (document.activeElement && document.activeElement !== document.body) return undefined;
  const same = before && document.getElementById(before);
  if (same) return same.focus({ preventScroll: true });
  const heading = target.querySelector?.("h1, h2, h3, caption");
  if (!heading) return undefined;
  heading.setAttribute("tabindex", "-1");
  return heading.focus({ preventScroll: true });
}

function speak(target) {
  const said = target.matches?.("[data-say]") ? target : target.querySelector?.("[data-say]");
  if (said) say(said.dataset.say);
}

export function startPartialRefresh(start) {
  document.addEventListener("htmx:config:request", (event) => {
    const request = event.detail.ctx?.request;
    if (request && token()) request.headers["X-CSRFToken"] = token();
  });
  document.addEventListener("htmx:before:request", (event) => {
    before = document.activeElement?.id || null;
    const target = event.detail.ctx?.target;
    target?.setAttribute?.("aria-busy", "true");
    clearTimeout(slow);
    slow = setTimeout(() => say("Loading"), SLOW);
  });
  document.addEventListener("htmx:finally:request", (event) => {
    clearTimeout(slow);
    event.detail.ctx?.target?.removeAttribute?.("aria-busy");
  });
  document.addEventListener("htmx:after:swap", (event) => {
    const found = event.detail.ctx?.target;
    const target = found?.isConnected ? found : document.getElementById(found?.id);
    if (!target) return;
    start(target);
    keepFocus(target);
    speak(target);
  });
}

export { htmx };

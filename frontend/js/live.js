// One polite region, in the page from the start. It speaks after half a second of quiet, and only the last sentence.
const QUIET = 500;
let waiting;

export function say(sentence) {
  const region = document.getElementById("announce");
  if (!region) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => { region.textContent = sentence; }, QUIET);
}

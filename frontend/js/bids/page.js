// Small parts of the pages that seal: text and elements without markup, the token of forms, and where scripts may write.
export function element(name, attributes = {}, ...inside) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...inside);
  return made;
}

export function tokenOf(within) {
  return within?.querySelector?.('[name="csrfmiddlewaretoken"]')?.value
    || document.querySelector('meta[name="csrf-token"]')?.content || "";
}

// The JSON in a data block inside an element, or in the one that it names by id.
export function jsonIn(within, marker) {
  const named = within.dataset[marker];
  const block = (named && document.getElementById(named)) || within.querySelector('script[type="application/json"]');
  return block ? JSON.parse(block.textContent) : null;
}

// A sentence in a place that is read aloud when it changes; the place is made on the first call.
export function say(within, sentence, isFault = false) {
  let place = within.querySelector("[data-hub-said]");
  if (!place) {
    place = element("p", { "data-hub-said": true, "aria-live": "polite", class: "hub-p" });
    within.append(place);
  }
  place.className = isFault ? "hub-note hub-note--warn hub-mb5" : "hub-p hub-mt4";
  place.textContent = sentence;
}

// Offer text or bytes as a file to save.
export function save(name, content, type = "application/json") {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = element("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

// Go on to the page that is named, on this site alone; else load this one again.
export function goOn(next) {
  const address = new URL(next || location.href, location.href);
  if (address.origin === location.origin && address.href !== location.href) location.assign(address);
  else location.reload();
}

// Let the page draw before something that takes long.
export const drawn = () => new Promise((done) => { requestAnimationFrame(() => setTimeout(done, 0)); });

let busy = 0;
window.addEventListener("beforeunload", (event) => { if (busy) event.preventDefault(); });

// While the work goes on the browser asks before it leaves the page.
export async function holding(work) {
  busy += 1;
  try {
    return await work();
  } finally {
    busy -= 1;
  }
}

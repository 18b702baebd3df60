// Ctrl+K (or Command+K) goes to the search box. While one types, suggestions stand under it as plain links: the arrows
// move through them, Escape closes them, and leaving the box closes them too. Without script it is a plain search.
function parts() {
  return { box: document.getElementById("command"), list: document.getElementById("suggestions") };
}

function show(list, isOpen) {
  list.hidden = !isOpen;
}

function move(event) {
  const { box, list } = parts();
  const stops = [box, ...list.querySelectorAll("a")];
  const place = stops.indexOf(document.activeElement);
  if (list.hidden || place < 0 || stops.length < 2) return;
  const step = event.key === "ArrowDown" ? 1 : -1;
  event.preventDefault();
  stops[(place + step + stops.length) % stops.length].focus();
}

function listenToBox() {
  const { box, list } = parts();
  if (!box || !list) return;
  const form = box.form;
  document.addEventListener("htmx:after:swap", () => show(list, box.value.trim() !== "" && list.querySelector("a")));
  box.addEventListener("focus", () => show(list, box.value.trim() !== "" && list.querySelector("a")));
  form.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") move(event);
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      box.focus();
      show(list, false);
    }
  });
  form.addEventListener("focusout", (event) => { if (!form.contains(event.relatedTarget)) show(list, false); });
}

export function listenForKeys() {
  listenToBox();
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== "k") return;
    const { box } = parts();
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
}

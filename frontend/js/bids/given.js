// What answers a question, as the server would seal it and with the server's own sentences (hub/bids/rules/answers.py).
// Once an answer is sealed here, nobody but its bidder can see that it is none.
const MOST_CHARACTERS = 50_000, MOST_ROWS = 500;
const NUMBER = /^(-?)0*([0-9]{1,14})(\.[0-9]{1,4})?$/;
const DIGITS = /^-?[0-9]{1,14}(\.[0-9]{1,4})?$/;

// A number as people type it ("£ 12,500.00") as plain text, or "" when it is none.
export function numberOf(text) {
  const plain = text.replace(/[£, \u00a0]/g, "");
  if (!DIGITS.test(plain)) return "";
  const [, sign, whole, fraction = ""] = NUMBER.exec(plain);
  return `${sign}${whole}${fraction}`;
}

const isFilled = (row) => row.some((cell) => cell.trim());
const plain = (text) => text.replaceAll("\r\n", "\n").replaceAll("\0", "");

// What is sealed. `asked`: number, answerAs; `given`: text, rows, isDeclared.
export function contentOf({ number, answerAs }, { text = "", rows = [], isDeclared = false }) {
  const told = { v: 1, kind: "answer", question: number, as: answerAs };
  if (answerAs === "table") return { ...told, rows: rows.filter(isFilled).map((row) => row.map(plain)) };
  if (answerAs === "declaration") return { ...told, declared: isDeclared ? 1 : 0 };
  if (answerAs === "number") return { ...told, text: numberOf(text) };
  return { ...told, text: plain(text) };
}

// Why it is no answer, as a sentence; "" when it is one.
export function faultOf({ answerAs, isPrice = false }, { text = "", rows = [], isDeclared = false }) {
  if (text.length > MOST_CHARACTERS) return "An answer has at most 50,000 characters. Send it as a file.";
  if (answerAs === "table") {
    if (!rows.some(isFilled)) return "Fill in one row at least";
    return rows.filter(isFilled).length > MOST_ROWS ? `A table has at most ${MOST_ROWS} rows here. Send it as a file.` : "";
  }
  if (answerAs === "declaration") return isDeclared ? "" : "Tick the box to declare this";
  if (answerAs === "choice") return text ? "" : "Choose one of the answers";
  if (answerAs === "number") {
    if (!text.trim()) return "Enter a number";
    const found = numberOf(text);
    if (!found) return "Enter a number in figures, such as 12500 or 12,500.50";
    return isPrice && Number(found) < 0 ? "A price cannot be below 0" : "";
  }
  return text.trim() ? "" : "Enter your answer";
}

const CELLS = "input:not([type=hidden]):not([type=submit]), textarea, select";

// What was typed into a part of a form, whatever its fields are called: the first field, the chosen button, or the cells.
export function typedIn(part, answerAs) {
  if (answerAs === "declaration") return { isDeclared: Boolean(part.querySelector("input[type=checkbox]")?.checked) };
  if (answerAs === "table") {
    const rows = [...part.querySelectorAll("tr, [data-hub-row]")].map((row) => [...row.querySelectorAll(CELLS)]);
    return { rows: rows.filter((row) => row.length).map((row) => row.map((cell) => cell.value)) };
  }
  const chosen = part.querySelector("input[type=radio]:checked");
  if (chosen || part.querySelector("input[type=radio]")) return { text: chosen?.value ?? "" };
  return { text: part.querySelector(CELLS)?.value ?? "" };
}

"""What suppliers are written: plain text, the same on the check page as in the e-mail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from hub.platform.words import date_long, deadline

# Stands for the supplier's own link until the letter leaves; no stored letter opens anything.
LINK = "{link}"
# The formula by which the package of scores scores a price.
PRICE = "The lowest price gets the full weight; every other price gets lowest price ÷ price × weight."
LATE = "An answer that arrives at that time or later is late."


@dataclass(frozen=True)
class About:
    """What every letter says of a quote.

    Args:
        what: two sentences on what is needed.
        place: where it is needed; empty where it does not matter.
        needed_on: by when; None where nobody said.
        due_at: until when answers are taken, aware.
        questions: texts in their order.
        judged: how the answers are judged, in one sentence.
        papers: titles of the documents.
        officer: who can be asked.
        how: how an answer is given, in one or two sentences.
    """

    reference: str
    title: str
    authority: str
    what: str
    place: str
    needed_on: date | None
    due_at: datetime
    questions: tuple[str, ...]
    judged: str
    papers: tuple[str, ...]
    officer: str
    how: str


@dataclass(frozen=True)
class Text:
    """A letter: its subject and its body."""

    subject: str
    body: str


def invitation(about: About) -> Text:
    """Write the invitation."""
    where = f"Where: {about.place}" if about.place else ""
    when = f"Needed by: {date_long(about.needed_on)}" if about.needed_on else ""
    papers = _listed("Papers:", about.papers)
    body = _paragraphs(
        f"{about.authority} asks you for a quote.",
        f"Answer by {deadline(about.due_at)}. {LATE}",
        _lines(f"What we need: {about.what or about.title}", where, when),
        _listed("What we ask:", about.questions),
        f"How we decide: {about.judged}",
        papers,
        f"{about.how}\n\n{LINK}\n\nThis link is yours alone. Do not pass it on.",
        "Nobody has to answer, and not answering counts against nobody. Questions are answered to everybody we asked, "
        "without names.",
        _signed(about),
    )
    return Text(f"Quote for {_short(about.title)} by {_when(about.due_at)}", body)


def extension(about: About, *, before: datetime, reason: str) -> Text:
    """Write that there is more time."""
    body = _paragraphs(
        f"You have more time for {about.title} ({about.reference}).",
        f"Answer by {deadline(about.due_at)}. Before, it was {deadline(before)}. {LATE}",
        f"Why: {reason}",
        "The new time holds for everybody whom we asked.",
        LINK,
        _signed(about),
    )
    return Text(f"More time for {_short(about.title)}: {_when(about.due_at)}", body)


def answer(about: About, *, question: str, said: str) -> Text:
    """Write a question and its answer, which everybody receives in the same words."""
    body = _paragraphs(
        f"There is a new answer on {about.title} ({about.reference}). Everybody whom we asked receives it.",
        f"Question: {question}",
        f"Answer: {said}",
        f"Answers are still due by {deadline(about.due_at)}.",
        LINK,
        _signed(about),
    )
    return Text(f"New answer on {_short(about.title)}", body)


def withdrawal(about: About, *, reason: str) -> Text:
    """Write that the quote is withdrawn."""
    body = _paragraphs(
        f"{about.authority} has withdrawn its request for a quote: {about.title} ({about.reference}).",
        f"Why: {reason}",
        "You need not do anything. Thank you for your time.",
        _signed(about),
    )
    return Text(f"Withdrawn: {_short(about.title)}", body)


def judged(weights: Sequence[tuple[str, str]], *, counts_price: bool = False) -> str:
    """Say in one sentence how answers are judged, and in another how the price is scored.

    Args:
        weights: text and weight of every question that counts, such as ("Price", "70").
        counts_price: whether the price is one of several.
    """
    if not weights:
        return "not said yet."
    if len(weights) == 1:
        return f"{_heading(weights[0][0])} alone decides."
    said = ", ".join(f"{_heading(text)} {weight}%" for text, weight in weights) + "."
    return f"{said} {PRICE}" if counts_price else said


def _when(due_at: datetime) -> str:
    """Give a moment for a subject, which is short; the letter says whose time it is."""
    return deadline(due_at).removesuffix(" (UK time)")


def _heading(text: str) -> str:
    return text.rstrip("?.: ")[:80]


def _short(title: str) -> str:
    """Give a title for a subject: one line, not too long."""
    line = " ".join(title.split())
    return line if len(line) <= 100 else f"{line[:97]}..."


def _signed(about: About) -> str:
    return f"{about.officer}, {about.authority}\nReference {about.reference}"


def _listed(heading: str, things: Sequence[str]) -> str:
    return "\n".join([heading, *(f"{number}. {one}" for number, one in enumerate(things, start=1))]) if things else ""


def _lines(*lines: str) -> str:
    return "\n".join(line for line in lines if line)


def _paragraphs(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"

"""What a quote needs before it is sent; each rule's sentence is what the officer reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from hub.law.findings import Finding
from hub.platform.words import list_of, plural
from hub.tender.rules.routing import Route
from hub.tender.terms import LISTED, AnswerAs

WHOLE = Decimal(100)
LEAST_LISTED = 2


@dataclass(frozen=True)
class Asked:
    """One question as it is typed.

    Args:
        text: the question itself.
        answer_as: see ``AnswerAs``.
        listed: the choices, or the columns of a table.
        weight: its share of the decision, per cent; None where it does not count.
        word_limit: most words of an answer in text; None without a limit.
    """

    text: str
    answer_as: str = AnswerAs.TEXT
    listed: tuple[str, ...] = ()
    weight: Decimal | None = None
    help: str = ""
    word_limit: int | None = None
    is_required: bool = True
    is_price: bool = False


@dataclass(frozen=True)
class Guest:
    """A supplier that is to be asked."""

    name: str
    email: str
    is_local_small: bool = False


@dataclass(frozen=True)
class Sheet:
    """Everything that decides whether a quote may be sent.

    Args:
        guests: those who are to be asked.
        local_listed: a local small firm is in the register for this; None where nobody can say.
        considered_small: it was considered what keeps small firms away (PA 2023 s.86).
        faults_of_due: what is wrong with the return date.
    """

    route: Route
    guests: Sequence[Guest]
    questions: Sequence[Asked]
    has_due: bool
    local_listed: bool | None
    why_no_local: str
    why_fewer: str
    considered_small: bool
    faults_of_due: Sequence[Finding] = field(default=())


def question_faults(questions: Sequence[Asked]) -> Iterator[Finding]:
    """A question says something, lists what its form needs, and stands once; weights come to 100."""
    if not questions:
        yield Finding("questions", "Ask one thing at least, the price above all.", cure="tender.ask")
        return
    texts = [one.text.strip().casefold() for one in questions]
    for text in sorted({text for text in texts if texts.count(text) > 1}):
        yield Finding("twice", f"“{text}” is asked twice. Keep it once.")
    for one in questions:
        if one.answer_as in LISTED and len(one.listed) < LEAST_LISTED:
            what = "choices" if one.answer_as == AnswerAs.CHOICE else "columns"
            yield Finding("listed", f"List two {what} at least under “{one.text}”, one on a line.")
        if one.weight is not None and one.weight <= 0:
            yield Finding("weight", f"Give “{one.text}” more than 0 per cent, or no weight at all.")
    yield from weight_faults([one.weight for one in questions])


def weight_faults(weights: Iterable[Decimal | None]) -> Iterator[Finding]:
    """The weights of all questions that count come to 100; without any, nothing decides."""
    given = [one for one in weights if one is not None]
    total = sum(given, Decimal(0))
    if not given:
        yield Finding("weights", "Say what decides: give the price 100 per cent where nothing else counts.")
    elif total != WHOLE:
        gap = abs(WHOLE - total).normalize()
        side = "under" if total < WHOLE else "over"
        yield Finding("weights", f"The weights come to {total.normalize():f}. That is {gap:f} {side} 100.")


def guest_faults(guests: Sequence[Guest]) -> Iterator[Finding]:
    """Everybody who is asked can be reached, and is asked once."""
    unreached = [one.name for one in guests if not one.email]
    if unreached:
        yield Finding("email", f"Enter an e-mail address for {list_of(unreached)}.", cure="tender.choose_suppliers")
    sent = [one.email.casefold() for one in guests if one.email]
    for email in sorted({each for each in sent if sent.count(each) > 1}):
        names = list_of([one.name for one in guests if one.email.casefold() == email])
        told = f"{names} have one e-mail address, {email}. Each must be reached on its own."
        yield Finding("shared_email", told, cure="tender.choose_suppliers")


def bars_to_inviting(sheet: Sheet) -> Iterator[Finding]:
    """Name everything that stands in the way of sending, so that it can be put right in one go."""
    if not sheet.route.is_quote:
        yield Finding("route", sheet.route.why_not, cure="tender.revise")
    yield from _bars_of_guests(sheet)
    yield from question_faults(sheet.questions)
    if not sheet.has_due:
        yield Finding("due", "Say until when answers are taken.", cure="tender.ask")
    yield from sheet.faults_of_due
    if not sheet.considered_small:
        told = "Say what could keep small firms from quoting, and what you do about it."
        yield Finding("small", told, "PA 2023 s.86(1)", cure="tender.ask")


def _bars_of_guests(sheet: Sheet) -> Iterator[Finding]:
    count, wanted = len(sheet.guests), sheet.route.quotes
    cure = "tender.choose_suppliers"
    if not count:
        yield Finding("guests", "Choose the suppliers that are asked.", cure=cure)
        return
    if count < wanted and not sheet.why_fewer:
        told = f"Ask {plural(wanted, 'supplier')} at the least, or say why fewer are asked. Now it is {count}."
        yield Finding("few", told, cure=cure)
    yield from guest_faults(sheet.guests)
    if not any(one.is_local_small for one in sheet.guests) and not sheet.why_no_local:
        told = {
            True: "A local small firm is in the register for this. Ask one, or say why none is asked.",
            False: "No local small firm is known for this. Say that none is asked, and why.",
            None: "Nobody can tell which firms are local, because no place is known. Say why no local firm is asked.",
        }[sheet.local_listed]
        yield Finding("local", told, cure=cure)

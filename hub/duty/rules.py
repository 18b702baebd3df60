"""Rules of duties over plain values: what is asked, from when people hear of it, and what a proof must be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from hub.law.findings import Finding
from hub.law.terms import NoticeType

A_MONTH = timedelta(days=30)


@dataclass(frozen=True)
class Question:
    """A fact that is missing or cannot be right, and the page on which it is mended."""

    text: str
    field: str
    page: str

    def stored(self) -> dict[str, str]:
        """Give it as the record keeps it."""
        return {"text": self.text, "field": self.field, "page": self.page}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One thing that the law asks about one record.

    :param code: the notice, or what else is asked for.
    :param key: tells several of a code apart, such as the change that a notice is about.
    :param by: the last day, as a rule of the law gave it; None while it is not known.
    :param before: what has to wait for it ("the contract is signed"); empty for what follows an event.
    :param questions: what must be known first; with any, the duty has no day.
    :param note: what else there is to know.
    :param trigger_on: the day from which it can be done at all, and ``trigger`` says why ("the contract was signed").
    """

    code: str
    label: str
    citation: str
    key: str = ""
    by: date | None = None
    before: str = ""
    questions: tuple[Question, ...] = ()
    note: str = ""
    trigger_on: date | None = None
    trigger: str = ""


@dataclass(frozen=True, kw_only=True)
class About:
    """The record that a duty is about, and who answers for it."""

    reference: str
    title: str
    page: str
    department: str = ""
    owner_id: int | None = None
    also_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class Paying:
    """What the law asks of paying under one record.

    :param term: within how many days an invoice is paid, in words.
    :param citation: the section of the term.
    :param codes: the notices of the authority that count the payments in.
    """

    term: str
    citation: str
    codes: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Settled:
    """What was done or set aside about one record before, as far as later duties depend on it.

    :param changes: the day on which the notice of each change was published, by the key of its duty.
    """

    assessed: int = 0
    last_assessed_on: date | None = None
    not_needed: frozenset[str] = frozenset()
    changes: Mapping[str, date] = field(default_factory=dict)


NOTHING_SETTLED = Settled()


def heard_by(by: date, known_on: date) -> date:
    """Give the day by which people are asked to act.

    It is the law's own day, but a day that had passed when the Hub first knew of it counts a month from then: a list
    of old contracts is late in law, and still nobody can act on all of it on the day on which it is loaded.
    """
    return by if by >= known_on else known_on + A_MONTH


def bars_to_proving(
    *,
    published_on: date,
    on: date,
    trigger_on: date | None,
    trigger: str,
    is_published: bool,
    number: str,
    address: str,
) -> Iterator[Finding]:
    """A proof has a day that can be, and says where the notice is found."""
    if published_on > on:
        yield Finding("future", "This day is still to come. Record it once it is done.", cure="published_on")
    if trigger_on is not None and published_on < trigger_on:
        said = f"It cannot have been done before {day(trigger_on)}, when {trigger}. Correct the day."
        yield Finding("too_early", said, cure="published_on")
    if is_published and not (number or address):
        said = "Give the number of the notice or its address, so that others can find it."
        yield Finding("proof", said, cure="notice_number")


def is_notice(code: str) -> bool:
    """Say whether a duty is one of the seventeen notices."""
    return code in set(NoticeType)


def day(when: date) -> str:
    """Write a day as people read it."""
    return f"{when.day} {when:%B %Y}"

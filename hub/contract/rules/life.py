"""The life of a contract as one line, left to right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hub.contract.rules.countback import Countback
from hub.contract.rules.facts import Facts
from hub.contract.terms import State
from hub.platform.words import date_short

MONTHS = 12


@dataclass(frozen=True)
class Milestone:
    """One point of the life: ``state`` is done, now or next."""

    name: str
    note: str
    state: str


def life_line(facts: Facts, countback: Countback | None, *, on: date) -> tuple[Milestone, ...]:
    """Give award, signature, the contract itself, the next competition and the end."""
    is_begun = facts.status != State.DRAFT
    return (
        Milestone("Award", _day(facts.awarded_on), "done" if facts.awarded_on or is_begun else "next"),
        Milestone("Signed", _day(facts.signed_on), "done" if facts.signed_on or is_begun else "now"),
        _contract(facts, on),
        *_competition(countback, on),
        _end(facts),
    )


def months_of(first: date, last: date) -> int:
    """Count the months of a period; a begun month counts."""
    months = (last.year - first.year) * MONTHS + last.month - first.month
    return max(1, months + (1 if last.day >= first.day else 0))


def _contract(facts: Facts, on: date) -> Milestone:
    if facts.status == State.DRAFT:
        note = f"starts {date_short(facts.starts_on)}" if facts.starts_on else "not started"
        return Milestone("Contract", note, "now" if facts.signed_on else "next")
    if not facts.is_running:
        is_withdrawn = facts.status == State.WITHDRAWN
        return Milestone("Contract", "withdrawn" if is_withdrawn else "over", "now" if is_withdrawn else "done")
    word = "suspended" if facts.status == State.SUSPENDED else "live"
    if facts.starts_on and facts.ends_on and facts.starts_on <= on <= facts.ends_on:
        word += f", month {months_of(facts.starts_on, on)} of {months_of(facts.starts_on, facts.ends_on)}"
    return Milestone("Contract", word, "now")


def _competition(countback: Countback | None, on: date) -> tuple[Milestone, ...]:
    if countback is None:
        return ()
    word = "should have started by" if countback.is_late(on) else "start by"
    return (Milestone("Next competition", f"{word} {date_short(countback.start_by)}", "next"),)


def _end(facts: Facts) -> Milestone:
    # Where it stands is the one point that a narrow screen names.
    over = "now" if facts.is_over else "done"
    if facts.ended_on:
        return Milestone("End", f"ended early, {date_short(facts.ended_on)}", over)
    if facts.has_no_end:
        return Milestone("End", "runs until somebody ends it", "next")
    return Milestone("End", _day(facts.ends_on), over if facts.status == State.EXPIRED else "next")


def _day(day: date | None) -> str:
    return date_short(day) if day else "not recorded"

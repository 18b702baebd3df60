"""Rules of the strategy over plain values: levels, where a clause stands, what stands in the way of an act."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hub.law.findings import Finding
from hub.strategy.terms import LEVELS, OPEN, ActionState, Standing

WHOLE = 100
NUMBER = re.compile(r"\d+(\.\d+)*(\([a-z]+\))*")
_PARTS = re.compile(r"\d+|[a-z]+")


def level_of(label: str) -> Decimal | None:
    """Give a level from 1 to 5 by its label; two labels, such as "Developing/Mature", mean the middle.

    :raises ValueError: for a label that is not on the scale.
    """
    names = [name.strip() for name in label.split("/") if name.strip()]
    if not names:
        return None
    if unknown := [name for name in names if name not in LEVELS]:
        raise ValueError(f"{unknown[0]} is not a level.")
    places = [LEVELS.index(name) + 1 for name in names]
    return Decimal(sum(places)) / len(places)


def label_of(level: Decimal | int | None) -> str:
    """Give the name of a level; a half names both sides, nothing is nothing."""
    if level is None:
        return ""
    below = int(level)
    return LEVELS[below - 1] if level == below else f"{LEVELS[below - 1]} / {LEVELS[below]}"


@dataclass(frozen=True)
class ActionFacts:
    """What the rules need to know of an action."""

    status: str
    due_on: date | None = None

    def is_late(self, on: date) -> bool:
        """Say whether it should have been done before a day."""
        return self.status in OPEN and self.due_on is not None and self.due_on < on


@dataclass(frozen=True)
class Progress:
    """How far the actions behind something are."""

    total: int
    done: int
    late: int

    @property
    def says(self) -> str:
        """Say it in words."""
        late = f", {self.late} late" if self.late else ""
        return f"{self.done} of {self.total} done{late}" if self.total else "No actions"


def progress(actions: Iterable[ActionFacts], *, on: date) -> Progress:
    """Count actions; those that were dropped no longer count."""
    held = [each for each in actions if each.status != ActionState.DROPPED]
    done = sum(each.status == ActionState.DONE for each in held)
    return Progress(len(held), done, sum(each.is_late(on) for each in held))


def standing(made: Progress, *, is_measured: bool) -> Standing:
    """Say what stands behind a clause that promises something."""
    if not made.total:
        return Standing.MEASURED if is_measured else Standing.NONE
    if made.late:
        return Standing.LATE
    return Standing.DONE if made.done == made.total else Standing.ON_THE_WAY


def bars_to_progress(percent: int) -> list[Finding]:
    """Progress lies between 0 and 99; what is whole is finished by an act of its own."""
    if 0 <= percent < WHOLE:
        return []
    return [Finding("percent", "Enter progress from 0 to 99. If it is all done, finish the action.", cure="progress")]


def bars_to_finishing(done_on: date, *, on: date) -> list[Finding]:
    """Nothing is done on a day to come."""
    if done_on <= on:
        return []
    return [Finding("future", "The date it was done must be today or earlier.", cure="done_on")]


def bars_to_adopting(adopted_on: date, review_on: date | None, *, on: date, after: date | None = None) -> list[Finding]:
    """A strategy is adopted on a day that has come, not before the one that it follows, and reviewed after it.

    :param after: the day on which the strategy in force was adopted.
    """
    found = []
    if after is not None and adopted_on < after:
        message = (
            f"The strategy in force was adopted on {after:%-d %B %Y}. Enter that day or a later one: what was "
            "measured against it must keep its baseline."
        )
        found.append(Finding("before", message, cure="adopted_on"))
    if adopted_on > on:
        found.append(Finding("future", "The date of adoption must be today or earlier.", cure="adopted_on"))
    if review_on is not None and review_on <= adopted_on:
        found.append(Finding("review", "The review must come after the adoption.", cure="review_on"))
    return found


@dataclass(frozen=True)
class Difference:
    """One clause or row that two versions word differently; empty means that a version has none."""

    number: str
    before: str
    after: str

    @property
    def what(self) -> str:
        """Say what happened to it."""
        if not self.before:
            return "Added"
        return "Reworded" if self.after else "Left out"


def differences(before: dict[str, str], after: dict[str, str]) -> list[Difference]:
    """Compare two versions by number, in the order of the later one; what it leaves out comes last."""
    numbers = [*after, *(number for number in before if number not in after)]
    found = [Difference(number, before.get(number, ""), after.get(number, "")) for number in numbers]
    return [each for each in found if each.before != each.after]


def place_of(number: str, among: Sequence[str]) -> int:
    """Give the place at which a clause stands among others by its number: 2.3.3(b) after 2.3.3(a), 2.10 after 2.9."""
    before = [place for place, each in enumerate(among) if _order(each) < _order(number)]
    return before[-1] + 1 if before else 0


def _order(number: str) -> tuple[tuple[int, int, str], ...]:
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in _PARTS.findall(number.lower()))


def is_under(number: str, above: str) -> bool:
    """Say whether a clause stands under another, as 2.3.3(a) does under 2.3.3 and under 2.3."""
    return number.startswith((f"{above}.", f"{above}("))


def bars_to_adding_clause(number: str, held: Iterable[str], left_out: Iterable[str]) -> list[Finding]:
    """A new clause has a number of its own, such as 2.3.5 or 2.4(f)."""
    if not NUMBER.fullmatch(number):
        message = f"“{number}” is not a clause number. Enter one such as 2.3.5 or 2.4(f)."
        return [Finding("number", message, cure="number")]
    if number in held:
        message = f"There is a clause {number} already. Reword it, or give another number."
        return [Finding("taken", message, cure="number")]
    if number in left_out:
        message = f"Clause {number} was left out of this version. Put it back and reword it, or give another number."
        return [Finding("left_out", message, cure="number")]
    return []


def bars_to_leaving_clause(number: str, held: Iterable[str], rows: Iterable[str]) -> list[Finding]:
    """A clause is left out once nothing stands under it: no clause, and no row of the plan.

    :param held: numbers of all clauses of the version.
    :param rows: codes of the rows of the plan in the section that the clause heads.
    """
    under = [each for each in held if is_under(each, number)]
    if under:
        message = f"{_some('Clause', under)} under clause {number}. Leave out what stands under it first."
        return [Finding("under", message, cure="number")]
    if left := list(rows):
        message = f"{_some('Row', left)} in section {number}. Leave out its rows first."
        return [Finding("rows", message, cure="number")]
    return []


def _some(noun: str, found: list[str]) -> str:
    return f"{noun} {found[0]} stands" if len(found) == 1 else f"{noun}s {', '.join(found)} stand"


def next_code(section: str, known: Iterable[str]) -> str:
    """Give the code of a new row of a section: one that no version ever gave, since evidence and actions hang on it.

    :param known: codes of the rows of all versions.
    """
    tails = (code.removeprefix(f"{section}-") for code in known if code.startswith(f"{section}-"))
    return f"{section}-{max((int(tail) for tail in tails if tail.isdigit()), default=0) + 1}"


def deliverables_of(text: str) -> list[str]:
    """Give the deliverables of a text, one for each line that is not empty."""
    return [line.strip() for line in text.splitlines() if line.strip()]


LONGEST = 300


def bars_to_deliverables(found: Sequence[str]) -> list[Finding]:
    """Each deliverable stands once, and is short enough to be the title of an action."""
    if long := [each for each in found if len(each) > LONGEST]:
        message = f"“{long[0][:60]}…” is longer than {LONGEST} characters. Shorten it, or make two of it."
        return [Finding("long", message, cure="deliverables")]
    if twice := [each for each in found if found.count(each) > 1]:
        return [Finding("twice", f"“{twice[0]}” stands twice. Take one of them out.", cure="deliverables")]
    return []

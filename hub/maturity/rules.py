"""How a level follows from tests: cumulative, never from missing evidence, capped where few records decide."""

from __future__ import annotations

import math
import operator
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from hub.law.findings import Finding
from hub.maturity.terms import DEVELOPING, INNOVATOR, MATURE, MINIMUM, Why
from hub.strategy.rules import label_of

COMPARE = {">=": operator.ge, "<=": operator.le, "==": operator.eq, ">": operator.gt, "<": operator.lt}
NOT_MEASURED = "not measured"
# Subject and code of what has a level.
Key = tuple[str, str]
# Attested evidence lapses after twelve months.
LASTS = timedelta(days=365)


@dataclass(frozen=True)
class Part:
    """One part of a level test, tried.

    :param says: what must hold, in words.
    :param key: the indicator, or the key of what is attested.
    :param is_measured: whether there is evidence: something was counted, or somebody attested.
    :param is_small: whether fewer than three records stand behind it.
    :param figure: what was found; None where nothing was.
    :param note: what the figure rests on that is not of the day asked for.
    :param holding, measured: the addresses of the lists that the numerator and the denominator count.
    :param short: how many records more must hold, where that can be counted.
    """

    says: str
    key: str
    is_attested: bool
    why: Why
    is_measured: bool = False
    is_small: bool = False
    figure: Decimal | None = None
    found: str = ""
    reason: str = ""
    href: str = ""
    holding: str = ""
    measured: str = ""
    short: int | None = None
    note: str = ""
    op: str = ""
    wanted: Decimal | None = None
    numerator: Decimal | int | None = None
    denominator: Decimal | int | None = None
    owner: str = ""
    expires_on: date | None = None

    @property
    def holds(self) -> bool:
        """Say whether it holds; whatever is not shown to hold fails."""
        return self.why == Why.HOLDS


@dataclass(frozen=True)
class Test:
    """What one level asks beyond those below it."""

    level: int
    parts: Sequence[Part] = field(default_factory=tuple)

    @property
    def holds(self) -> bool:
        """Say whether every part holds; a test without parts shows nothing, so it fails."""
        return bool(self.parts) and all(part.holds for part in self.parts)


@dataclass(frozen=True)
class Standing:
    """Where a capability stands by today's tests.

    :param level: from 1 to 5; None when no test has any evidence.
    :param is_small: whether a higher level was held back because few records decide.
    """

    level: int | None
    is_small: bool = False


def standing(tests: Sequence[Test]) -> Standing:
    """Give the level that the tests reach, each level needing those below.

    Without any evidence there is no level; with evidence and no test passed it is Minimum. Where fewer than three
    records stand behind a part of a test that was passed, the level is Mature at most.
    """
    ordered = sorted(tests, key=lambda test: test.level)
    if not any(part.is_measured for test in ordered for part in test.parts):
        return Standing(None)
    level, is_small = MINIMUM, False
    for wanted in range(DEVELOPING, INNOVATOR + 1):
        test = next((each for each in ordered if each.level == wanted), None)
        if test is None or not test.holds:
            break
        is_small = is_small or any(part.is_small for part in test.parts)
        if wanted > MATURE and is_small:
            return Standing(level, is_small=True)
        level = wanted
    return Standing(level, is_small)


def held(month_ends: Iterable[tuple[date, int | None]]) -> int | None:
    """Give the level held after some month ends, oldest first: it moves only when two in a row agree on the way.

    Two are in a row when no month lies between them: a month end that was missed says nothing, so the next one begins
    anew. No evidence counts below every level. Nothing is held before two month ends in a row.

    :param month_ends: the last day of each month that was measured, with the level computed then.
    """
    now = 0
    last: date | None = None
    before = 0
    for on, level in month_ends:
        found = level or 0
        if last is not None and month_end_after(last) == on:
            now = max(now, min(before, found)) if min(before, found) > now else min(now, max(before, found))
        last, before = on, found
    return now or None


def month_end_after(end: date) -> date:
    """Give the last day of the month after the one that a day ends."""
    first = end + timedelta(days=1)
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def fallen(before: Mapping[Key, int | None], now: Mapping[Key, int | None]) -> list[tuple[Key, str]]:
    """Give what stands lower at a month end than at the one before, the deepest fall first, with both levels in words.

    What had no level before cannot fall; what has none any more fell below Minimum. What is gone did not fall.
    """
    falls = [
        ((level or 0) - (was or 0), key, was, level)
        for key, level in now.items()
        if (was := before.get(key)) is not None and (level or 0) < was
    ]
    falls.sort(key=lambda each: each[:2])
    return [(key, f"from {label_of(was)} to {label_of(level) or NOT_MEASURED}") for _, key, was, level in falls]


def lowest(levels: Sequence[int | None]) -> int | None:
    """Give the level that all capabilities of a row reach; one without evidence stands at Minimum beside others."""
    if not any(level is not None for level in levels):
        return None
    return min(level or MINIMUM for level in levels)


def mean(levels: Iterable[int | Decimal | None]) -> Decimal | None:
    """Average the levels that are known; None when none is."""
    known = [Decimal(level) for level in levels if level is not None]
    if not known:
        return None
    return (sum(known, Decimal(0)) / len(known)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def records_short(op: str, wanted: Decimal, numerator: Decimal | int, denominator: Decimal | int) -> int | None:
    """Give how many records more must hold for a share to be reached; None where it is no count of records."""
    if op not in {">=", ">", "=="} or not isinstance(numerator, int) or not isinstance(denominator, int):
        return None
    needed = wanted * denominator
    target = math.floor(needed) + 1 if op == ">" else math.ceil(needed)
    return max(0, target - numerator)


def faults_over(wanted: Decimal, numerator: Decimal | int, denominator: Decimal | int) -> int | None:
    """Give how many faults too many there are for a share of faults that may be at most so much."""
    if not isinstance(numerator, int) or not isinstance(denominator, int):
        return None
    return max(0, numerator - math.floor(wanted * denominator))


def bars_to_attesting(given_on: date, expires_on: date, *, on: date, has_file: bool) -> list[Finding]:
    """Evidence is of a day that has come, lasts twelve months at most, has not lapsed yet, and comes with its file."""
    found = []
    if given_on > on:
        found.append(Finding("future", "The date of the evidence must be today or earlier.", cure="given_on"))
    if expires_on > given_on + LASTS:
        message = "Evidence lasts 12 months at most. Give an earlier day on which it lapses."
        found.append(Finding("too_long", message, cure="expires_on"))
    if expires_on <= given_on:
        found.append(Finding("order", "It must lapse after the date of the evidence.", cure="expires_on"))
    elif expires_on <= on:
        message = f"This evidence lapsed on {expires_on:%-d %B %Y}, so it would lift nothing. Attest newer evidence."
        found.append(Finding("lapsed", message, cure="given_on"))
    if not has_file:
        message = "Choose the file that shows it, so that others can check it."
        found.append(Finding("no_file", message, cure="file"))
    return found


def faults_of_test(data: dict[str, object], known: Iterable[str]) -> list[Finding]:
    """Name what is wrong with a level test: an indicator that does not exist, a comparison that cannot be made."""
    names = set(known)
    found = []
    parts = data.get("computed") or []
    for part in parts if isinstance(parts, list) else [None]:
        if not isinstance(part, dict) or part.get("op") not in COMPARE or _number(part.get("value")) is None:
            message = 'Each computed part needs "indicator", "op" (>=, <=, ==, > or <) and "value" (a number).'
            found.append(Finding("shape", message, cure="part_computed"))
        elif part.get("indicator") not in names:
            message = f"No indicator is called {part.get('indicator')}. The list is at /maturity/measures/."
            found.append(Finding("no_indicator", message, cure="part_computed"))
    if data.get("level") not in range(DEVELOPING, INNOVATOR + 1):
        found.append(Finding("level", "The level must be from 2 (Developing) to 5 (Innovator).", cure="part_level"))
    if data.get("level") == INNOVATOR and not data.get("attested"):
        message = "Innovator needs at least one part that somebody attests."
        found.append(Finding("innovator", message, cure="part_attested"))
    return found


def _number(text: object) -> Decimal | None:
    try:
        return Decimal(str(text))
    except ArithmeticError:
        return None

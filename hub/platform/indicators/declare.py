"""Declare a measure: what it counts, how, and where the records are that fail it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_DOWN, Decimal

from hub.law.terms import Term
from hub.platform.words import money_short, plural

Number = int | Decimal
FEW = 3


class Unit(Term):
    """What a figure is counted in."""

    SHARE = "share", "Share"
    DAYS = "days", "Days"
    COUNT = "count", "Number"
    SCORE = "score", "Levels"


@dataclass(frozen=True)
class Reading:
    """What an indicator says of some authorities at a moment.

    :param numerator: what meets the measure; a count or pounds ex VAT.
    :param denominator: everything that is measured; 0 means that there is nothing to say, not 0%.
    :param failing: the address of the register that lists what does not meet it.
    :param holding, measured: the addresses of the lists of what meets it, and of everything that is measured.
    :param value: the figure, where it is no share: days, a number, a mean of levels.
    :param cases: how many records stand behind a share of pounds; a share of records has its denominator.
    :param reason: why nothing can be said, when that is more than "there are none".
    :param note: what the figure rests on besides, where that is not of the moment asked for.
    :param is_of_faults: whether the numerator counts what should not be: then it is what fails, and the rest meets it.
    :param is_money: whether numerator and denominator are pounds.
    :param known_from: the first day of which anything is known, when the moment asked for lies before it.
    """

    numerator: Number
    denominator: Number
    failing: str
    unit: Unit = Unit.SHARE
    value: Number | None = None
    cases: int | None = None
    reason: str = ""
    known_from: date | None = None
    is_money: bool = False
    note: str = ""
    holding: str = ""
    measured: str = ""
    is_of_faults: bool = False

    @property
    def share(self) -> Decimal | None:
        """Give the share from 0 to 1, or None when nothing is measured."""
        return Decimal(self.numerator) / Decimal(self.denominator) if self.denominator else None

    @property
    def left(self) -> Number:
        """Give how much of what is measured is to be mended."""
        return self.numerator if self.is_of_faults else self.denominator - self.numerator

    @property
    def met(self) -> Number:
        """Give how much of what is measured is as it should be."""
        return self.denominator - self.left

    @property
    def figure(self) -> Decimal | None:
        """Give the figure that level tests compare, or None when nothing is measured."""
        if self.known_from is not None or not self.denominator:
            return None
        if self.unit == Unit.SHARE:
            return self.share
        return None if self.value is None else Decimal(self.value)

    @property
    def counted(self) -> int | None:
        """Give how many records stand behind a figure; None where there is no such number.

        An age has one record by its nature, and a count of records is itself what the test asks for; a count among
        other records says by ``cases`` how many those are.
        """
        if self.unit == Unit.DAYS or (self.unit == Unit.COUNT and self.cases is None):
            return None
        if self.cases is not None:
            return self.cases
        return self.denominator if isinstance(self.denominator, int) else None

    @property
    def is_small(self) -> bool:
        """Say whether so few records are counted that one of them decides."""
        return self.counted is not None and 0 < self.counted < FEW

    @property
    def says(self) -> str:
        """Write the figure for people, with its counts; a share is never rounded up to 100%."""
        figure = self.figure
        if figure is None:
            return "Nothing to measure"
        if self.unit == Unit.DAYS:
            return plural(int(figure), "day") if figure == int(figure) else f"{figure.normalize():f} days"
        if self.unit != Unit.SHARE:
            return f"{figure.normalize():,f}" if figure else "0"
        percent = (figure * 100).quantize(Decimal("0.1"), rounding=ROUND_DOWN)
        shown = f"{percent.normalize():f}" if percent else "0"
        if self.is_money:
            return f"{shown}% ({money_short(self.numerator)} of {money_short(self.denominator)})"
        return f"{shown}% ({self.numerator:,} of {self.denominator:,})"


@dataclass(frozen=True)
class Failing:
    """One record behind a measure: what it is called, where it is read or mended, and what is wrong or right."""

    label: str
    href: str
    why: str = ""


@dataclass(frozen=True)
class Failures:
    """How many records fail a measure, or meet it, and the first of them."""

    total: int
    rows: Sequence[Failing] = ()


Measure = Callable[[Sequence[int], datetime], Reading]
# fails(authority ids, at, most) gives the first of the records that fail; or that meet it.
Fails = Callable[[Sequence[int], datetime, int], Failures]


@dataclass(frozen=True)
class Indicator:
    """One measure.

    :param key: capability and name, such as ``MC-1.complete``.
    :param label: what it counts, in a few words.
    :param formula: how it is worked out, in a sentence that a person can check.
    :param measure: ``measure(authority_ids, at)`` gives the reading.
    :param fails: gives the records that fail, where they can be named one by one.
    :param meets: gives those that the numerator counts, likewise; see ``lists.lists_of``.
    """

    key: str
    label: str
    formula: str
    measure: Measure
    unit: Unit = Unit.SHARE
    fails: Fails | None = None
    meets: Fails | None = None

    @property
    def capability(self) -> str:
        """Give the capability that it measures: ``MC-1`` of ``MC-1.complete``."""
        return self.key.split(".", 1)[0]


_indicators: dict[str, Indicator] = {}


def indicator(
    key: str,
    *,
    label: str,
    formula: str,
    unit: Unit = Unit.SHARE,
    fails: Fails | None = None,
    meets: Fails | None = None,
) -> Callable[[Measure], Measure]:
    """Declare an indicator; decorates the function that measures. The arguments are those of ``Indicator``.

    :raises ValueError: when the key is declared twice.
    """

    def declare(measure: Measure) -> Measure:
        add(Indicator(key, label, formula, measure, unit, fails, meets))
        return measure

    return declare


def add(made: Indicator) -> Indicator:
    """Enter an indicator into the list.

    :raises ValueError: when the key is declared twice.
    """
    if made.key in _indicators:
        raise ValueError(f"The indicator {made.key} is declared twice.")
    _indicators[made.key] = made
    return made


def all_indicators() -> list[Indicator]:
    """Give every declared indicator by key."""
    return [_indicators[key] for key in sorted(_indicators)]


def get_indicator(key: str) -> Indicator:
    """Give one indicator.

    :raises KeyError: when nobody declared it.
    """
    return _indicators[key]


def forget(key: str) -> None:
    """Take a declaration away again; for tests that add one."""
    _indicators.pop(key, None)

"""Bank holidays of each part of the United Kingdom: the announced ones from a table, the later ones by pattern.

A row of ``bank_holidays`` is one holiday: its code is the part of the kingdom (any other code, such as ``uk``, means
all of it), ``from`` the day itself. ``holiday`` in its data names the yearly pattern that the row stands for; a row
without it is an extra holiday. ``instead_of`` names a day that stops being a holiday there: so one is moved.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Annotated

from hub.law.answers import Answer, bad, check, undecided
from hub.law.facts import Ask, facts, result
from hub.law.findings import Finding
from hub.law.registry import rule
from hub.law.tables import Row, Tables
from hub.law.terms import Term

ANNOUNCED = "bank_holidays"
PATTERNS = "bank_holiday_patterns"
WORKING_DAY = "PA 2023 s.123(1)"
# Not law: later years are slips of the pen, and date arithmetic needs room before the last year there is.
LAST_YEAR = 9000
SATURDAY = 5


class Nation(Term):
    """A part of the United Kingdom with bank holidays of its own (BFDA 1971 Sch 1)."""

    ENGLAND_WALES = "england_wales", "England and Wales"
    SCOTLAND = "scotland", "Scotland"
    NORTHERN_IRELAND = "northern_ireland", "Northern Ireland"


UK = tuple(Nation)


@dataclass(frozen=True, slots=True)
class Holiday:
    """One bank holiday of one part of the kingdom; ``expected`` when nobody has announced it yet."""

    day: date
    name: str
    nation: Nation
    expected: bool
    citation: str


@lru_cache(maxsize=1024)
def holidays(year: int, *, tables: Tables) -> tuple[Holiday, ...]:
    """Give the bank holidays of a year in the order of their days, then of the parts of the kingdom."""
    found = [one for nation in UK for one in _of_nation(nation, year, tables=tables)]
    return tuple(sorted(found, key=lambda one: one.day))


@lru_cache(maxsize=1024)
def is_expected(year: int, *, tables: Tables, nations: tuple[Nation, ...] = UK) -> bool:
    """Say whether any bank holiday of a year is worked out rather than announced."""
    return any(one.expected for one in holidays(year, tables=tables) if one.nation in nations)


def expected_findings(
    first: date, last: date, *, tables: Tables, nations: tuple[Nation, ...] = UK
) -> tuple[Finding, ...]:
    """Warn when a span touches years whose bank holidays are not all announced."""
    return _not_announced(range(first.year, last.year + 1), tables=tables, nations=nations)


def _not_announced(span: Iterable[int], *, tables: Tables, nations: tuple[Nation, ...] = UK) -> tuple[Finding, ...]:
    years = [str(year) for year in span if is_expected(year, tables=tables, nations=nations)]
    if not years:
        return ()
    named = years[0] if len(years) == 1 else f"{years[0]} to {years[-1]}"
    return (
        check(
            "expected",
            f"Not all bank holidays of {named} are announced: the others were worked out from their yearly pattern. "
            "Check the date again when they are.",
            WORKING_DAY,
        ),
    )


def _of_nation(nation: Nation, year: int, *, tables: Tables) -> Iterator[Holiday]:
    moved = _moved(tables)
    stated = [row for row in _announced(tables).get((nation, year), ()) if (nation, row.valid_from) not in moved]
    yield from (
        Holiday(row.valid_from, row.label, nation, False, row.data.get("citation", WORKING_DAY)) for row in stated
    )
    kinds = {row.data.get("holiday") for row in stated}
    days = {row.valid_from for row in stated}
    for row, day, name in _computed(nation, year, tables=tables):
        if row.code not in kinds and day not in days and (nation, day) not in moved:
            yield Holiday(day, name, nation, True, row.data["citation"])


@lru_cache(maxsize=16)
def _announced(tables: Tables) -> dict[tuple[Nation, int], tuple[Row, ...]]:
    found: dict[tuple[Nation, int], tuple[Row, ...]] = {}
    for row in tables.all(ANNOUNCED):
        for nation in _where(row):
            key = (nation, row.valid_from.year)
            found[key] = (*found.get(key, ()), row)
    return found


@lru_cache(maxsize=16)
def _moved(tables: Tables) -> frozenset[tuple[Nation, date]]:
    return frozenset(
        (nation, date.fromisoformat(row.data["instead_of"]))
        for row in tables.all(ANNOUNCED)
        if row.data.get("instead_of")
        for nation in _where(row)
    )


def _where(row: Row) -> tuple[Nation, ...]:
    return (Nation(row.code),) if row.code in UK else UK


def _computed(nation: Nation, year: int, *, tables: Tables) -> Iterator[tuple[Row, date, str]]:
    """Give each yearly holiday of a nation with its day; one on a weekend moves to the next free weekday."""
    rows = [(row, _nominal(row, year)) for row in tables.all(PATTERNS) if nation in row.data["nations"]]
    rows = sorted((pair for pair in rows if pair[0].holds(pair[1])), key=lambda pair: pair[1])
    taken = {day for _, day in rows}
    for row, nominal in rows:
        day = nominal
        if nominal.weekday() >= SATURDAY:
            day += timedelta(days=7 - nominal.weekday())
            while day in taken:
                day += timedelta(days=1)
            taken.add(day)
        yield row, day, row.label if day == nominal else f"{row.label} (substitute day)"


def _nominal(row: Row, year: int) -> date:
    data = row.data
    match data["pattern"]:
        case "easter":
            return easter(year) + timedelta(days=data["offset"])
        case "first_monday":
            first = date(year, data["month"], 1)
            return first + timedelta(days=-first.weekday() % 7)
        case "last_monday":
            # Only months of 31 days have such a holiday.
            last = date(year, data["month"], 31)
            return last - timedelta(days=last.weekday())
        case _:
            return date(year, data["month"], data["day"])


def easter(year: int) -> date:
    """Give Easter Sunday of a year of the Gregorian calendar (Meeus, Jones and Butcher)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leap, odd = divmod(century, 4)
    shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap - shift + 15) % 30
    weekday = (32 + 2 * odd + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@facts
class BankHolidaysFacts:
    """The year asked about."""

    year: Annotated[int, Ask("Which year?", "A calendar year, such as 2026.")]


@result
class ListedHoliday:
    """One day that is not a working day, and where it is a bank holiday."""

    day: Annotated[date, Ask("The day")]
    name: Annotated[str, Ask("What the holiday is called")]
    nations: Annotated[tuple[Nation, ...], Ask("Where it is a bank holiday")]
    expected: Annotated[bool, Ask("Is it worked out from the yearly pattern, because nobody has announced it?")]
    citations: Annotated[tuple[str, ...], Ask("Where it is set, for each of these parts")]


@result
class BankHolidays:
    """The bank holidays of a year."""

    holidays: Annotated[tuple[ListedHoliday, ...], Ask("The bank holidays of the year, in order")]


@rule(
    "bank-holidays",
    title="Which days of a year are bank holidays somewhere in the United Kingdom?",
    citation=WORKING_DAY,
    topic="Days and periods",
)
def bank_holidays(facts: BankHolidaysFacts, *, tables: Tables) -> Answer[BankHolidays]:
    """List the bank holidays of a year in any part of the United Kingdom.

    A bank holiday in one part of the United Kingdom is no working day in any other part (PA 2023 s.123(1)). Each part
    has its own yearly list (BFDA 1971 Sch 1). Extra and substitute days are appointed by proclamation (BFDA 1971 s.1).
    St Andrew's Day is a bank holiday in Scotland, and the Monday after it when it falls on a weekend
    (SABH(S)A 2007 s.1). Years that are not announced yet follow the same patterns and are marked expected
    (BFDA 1971 Sch 1).
    """
    begins = min(row.valid_from.year for row in tables.all(ANNOUNCED))
    if not begins <= facts.year <= LAST_YEAR:
        said = f"This calendar runs from {begins} to {LAST_YEAR}. Give a year between them."
        return undecided(bad("year", said, WORKING_DAY))
    listed: dict[tuple[date, str, bool], tuple[Holiday, ...]] = {}
    for one in holidays(facts.year, tables=tables):
        key = (one.day, one.name, one.expected)
        listed[key] = (*listed.get(key, ()), one)
    found = tuple(
        ListedHoliday(
            day=day,
            name=name,
            nations=tuple(one.nation for one in some),
            expected=expected,
            citations=tuple(one.citation for one in some),
        )
        for (day, name, expected), some in listed.items()
    )
    return Answer(BankHolidays(holidays=found), _not_announced([facts.year], tables=tables))

"""Bank holidays: the lists as announced, the patterns behind them, and what a new row changes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.law.bank_holidays import (
    ANNOUNCED,
    LAST_YEAR,
    PATTERNS,
    UK,
    BankHolidaysFacts,
    Nation,
    bank_holidays,
    easter,
    expected_findings,
    holidays,
    is_expected,
)
from hub.law.calendar import is_working_day, working_days_end
from hub.law.tables import Row, Tables, shipped

E, S, N = Nation.ENGLAND_WALES, Nation.SCOTLAND, Nation.NORTHERN_IRELAND

# As GOV.UK lists them: month and day.
LISTS = {
    (E, 2025): "0101 0418 0421 0505 0526 0825 1225 1226",
    (E, 2026): "0101 0403 0406 0504 0525 0831 1225 1228",
    (E, 2027): "0101 0326 0329 0503 0531 0830 1227 1228",
    (E, 2028): "0103 0414 0417 0501 0529 0828 1225 1226",
    (S, 2025): "0101 0102 0418 0505 0526 0804 1201 1225 1226",
    (S, 2026): "0101 0102 0403 0504 0525 0615 0803 1130 1225 1228",
    (S, 2027): "0101 0104 0326 0503 0531 0802 1130 1227 1228",
    (S, 2028): "0103 0104 0414 0501 0529 0807 1130 1225 1226",
    (N, 2025): "0101 0317 0418 0421 0505 0526 0714 0825 1225 1226",
    (N, 2026): "0101 0317 0403 0406 0504 0525 0713 0831 1225 1228",
    (N, 2027): "0101 0317 0326 0329 0503 0531 0712 0830 1227 1228",
    (N, 2028): "0103 0317 0414 0417 0501 0529 0712 0828 1225 1226",
}
# Worked out by hand from the patterns; the first and last years, and those with awkward weekends.
PATTERNED = {
    (E, 2029): "0101 0330 0402 0507 0528 0827 1225 1226",
    (S, 2030): "0101 0102 0419 0506 0527 0805 1202 1225 1226",
    (N, 2030): "0101 0318 0419 0422 0506 0527 0712 0826 1225 1226",
    (E, 2032): "0101 0326 0329 0503 0531 0830 1227 1228",
    (S, 2033): "0103 0104 0415 0502 0530 0801 1130 1226 1227",
    (N, 2031): "0101 0317 0411 0414 0505 0526 0714 0825 1225 1226",
    (S, 2034): "0102 0103 0407 0501 0529 0807 1130 1225 1226",
    (E, 2035): "0101 0323 0326 0507 0528 0827 1225 1226",
    (S, 2035): "0101 0102 0323 0507 0528 0806 1130 1225 1226",
    (N, 2035): "0101 0319 0323 0326 0507 0528 0712 0827 1225 1226",
    (S, 2036): "0101 0102 0411 0505 0526 0804 1201 1225 1226",
    (E, 2099): "0101 0410 0413 0504 0525 0831 1225 1228",
}


def listed(nation: Nation, year: int, tables: Tables) -> str:
    return " ".join(f"{one.day:%m%d}" for one in holidays(year, tables=tables) if one.nation is nation)


def row(nation: str, day: str, **data: Any) -> Row:
    begins = date.fromisoformat(day)
    return Row(nation, "Made up", data, begins, begins + timedelta(days=1), "test")


def with_rows(*added: Row) -> Tables:
    own = shipped()
    return Tables({**{name: own.all(name) for name in own.names()}, ANNOUNCED: (*own.all(ANNOUNCED), *added)})


def without_rows() -> Tables:
    own = shipped()
    extra = [one for one in own.all(ANNOUNCED) if "holiday" not in one.data]
    return Tables({PATTERNS: own.all(PATTERNS), ANNOUNCED: extra})


@pytest.mark.parametrize(("nation", "year"), LISTS)
def test_the_announced_holidays_are_those_of_the_published_list(nation: Nation, year: int) -> None:
    assert listed(nation, year, shipped()) == LISTS[nation, year]
    assert not is_expected(year, tables=shipped())


@pytest.mark.parametrize(("nation", "year"), LISTS)
def test_the_patterns_would_have_found_the_same_days(nation: Nation, year: int) -> None:
    assert listed(nation, year, without_rows()) == LISTS[nation, year]


@pytest.mark.parametrize(("nation", "year"), PATTERNED)
def test_later_years_follow_the_patterns_and_are_marked(nation: Nation, year: int) -> None:
    assert listed(nation, year, shipped()) == PATTERNED[nation, year]
    assert is_expected(year, tables=shipped(), nations=(nation,))


def test_substitute_days_are_named_as_such() -> None:
    names = [one.name for one in holidays(2033, tables=shipped()) if one.nation is S and one.day.month in {1, 12}]
    assert names == [
        "New Year’s Day (substitute day)",
        "2nd January (substitute day)",
        "Boxing Day",
        "Christmas Day (substitute day)",
    ]


ALMANAC = (
    "1703-04-08 1818-03-22 1886-04-25 1943-04-25 1954-04-18 1981-04-19 2000-04-23 2008-03-23 2011-04-24 2024-03-31 "
    "2038-04-25 2049-04-18 2076-04-19 2100-03-28 2285-03-22 2299-04-16 2573-04-25 3165-04-18"
)


@pytest.mark.parametrize("day", ALMANAC.split())
def test_easter_falls_on_the_days_of_the_almanac(day: str) -> None:
    found = date.fromisoformat(day)
    assert easter(found.year) == found


@given(year=st.integers(1900, 4099))
def test_easter_is_always_a_sunday_of_its_season(year: int) -> None:
    found = easter(year)
    assert found.weekday() == 6
    assert date(year, 3, 22) <= found <= date(year, 4, 25)


def oudin(year: int) -> date:
    """Give Easter Sunday by another rule than the law's: Oudin's of 1940, as the US Naval Observatory prints it."""
    century, golden = year // 100, year % 19
    moon = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    moon -= (moon // 28) * (1 - (moon // 28) * (29 // (moon + 1)) * ((21 - golden) // 11))
    days = moon - (year + year // 4 + moon + 2 - century + century // 4) % 7
    month = 3 + (days + 40) // 44
    return date(year, month, days + 28 - 31 * (month // 4))


def test_easter_is_that_of_another_reckoning() -> None:
    assert [year for year in range(1583, 5000) if easter(year) != oudin(year)] == []


def test_an_extra_holiday_in_one_nation_changes_the_count_everywhere() -> None:
    more = with_rows(row("scotland", "2026-11-24"))
    assert working_days_end(date(2026, 11, 23), 8, tables=shipped()) == date(2026, 12, 3)
    assert working_days_end(date(2026, 11, 23), 8, tables=more) == date(2026, 12, 4)


def test_an_extra_holiday_with_another_code_holds_in_every_nation() -> None:
    more = with_rows(row("uk", "2027-06-04"))
    assert {one.nation for one in holidays(2027, tables=more) if one.day == date(2027, 6, 4)} == set(UK)


def test_an_extra_holiday_stands_on_the_section_of_its_row_or_on_the_definition() -> None:
    more = with_rows(row("uk", "2027-06-04"), row("uk", "2027-06-07", citation="BFDA 1971 s.1"))
    cited = {one.day: one.citation for one in holidays(2027, tables=more)}
    assert cited[date(2027, 6, 4)] == "PA 2023 s.123(1)"
    assert cited[date(2027, 6, 7)] == "BFDA 1971 s.1"


def test_a_moved_holiday_frees_its_day() -> None:
    moved = with_rows(row("uk", "2027-05-07", holiday="early_may", instead_of="2027-05-03"))
    assert is_working_day(date(2027, 5, 3), tables=moved)
    assert not is_working_day(date(2027, 5, 7), tables=moved)
    assert not is_expected(2027, tables=moved)


def test_a_holiday_moved_in_one_nation_stays_in_the_others() -> None:
    moved = with_rows(row("scotland", "2027-05-07", holiday="early_may", instead_of="2027-05-03"))
    assert {one.nation for one in holidays(2027, tables=moved) if one.day == date(2027, 5, 3)} == {E, N}


def test_a_row_for_a_year_to_come_stands_in_for_the_pattern_it_names() -> None:
    told = with_rows(row("england_wales", "2030-05-10", holiday="early_may"))
    days = {one.day: one.expected for one in holidays(2030, tables=told) if one.nation is E}
    assert date(2030, 5, 6) not in days
    assert days[date(2030, 5, 10)] is False
    assert days[date(2030, 5, 27)] is True
    assert is_expected(2030, tables=told)


def test_a_moved_holiday_of_a_year_to_come_needs_no_name() -> None:
    told = with_rows(row("uk", "2030-05-10", instead_of="2030-05-06"))
    assert is_working_day(date(2030, 5, 6), tables=told)


def test_a_row_on_the_day_of_a_pattern_is_that_holiday() -> None:
    told = with_rows(row("england_wales", "2030-05-06"))
    found = [one for one in holidays(2030, tables=told) if one.nation is E and one.day == date(2030, 5, 6)]
    assert [one.expected for one in found] == [False]


def test_a_year_is_expected_only_where_it_is_not_announced() -> None:
    own = shipped()
    days = [one for one in holidays(2029, tables=own) if one.nation is S]
    told = with_rows(*(row("scotland", one.day.isoformat()) for one in days))
    assert not is_expected(2029, tables=told, nations=(S,))
    assert is_expected(2029, tables=told, nations=(E,))
    assert is_expected(2029, tables=told)


def test_a_pattern_ends_with_its_row() -> None:
    own = shipped()
    ended = [
        Row(p.code, p.label, p.data, p.valid_from, date(2030, 5, 1) if p.code == "early_may" else None, p.source)
        for p in own.all(PATTERNS)
    ]
    tables = Tables({PATTERNS: ended, ANNOUNCED: own.all(ANNOUNCED)})
    assert "0507" in listed(E, 2029, tables)
    assert "0506" not in listed(E, 2030, tables)


def test_the_finding_names_the_years_that_are_not_announced() -> None:
    def said(first: date, last: date) -> list[str]:
        return [one.message.split(" are ")[0] for one in expected_findings(first, last, tables=shipped())]

    assert said(date(2028, 1, 1), date(2028, 12, 31)) == []
    assert said(date(2028, 12, 31), date(2029, 1, 1)) == ["Not all bank holidays of 2029"]
    assert said(date(2028, 12, 31), date(2031, 1, 1)) == ["Not all bank holidays of 2029 to 2031"]


def test_the_last_year_can_be_listed() -> None:
    assert bank_holidays(BankHolidaysFacts(year=LAST_YEAR), tables=shipped()).result is not None
    assert bank_holidays(BankHolidaysFacts(year=2025), tables=shipped()).result is not None


@given(year=st.integers(2025, 2300))
def test_no_yearly_holiday_falls_on_a_weekend_or_on_another_one(year: int) -> None:
    for nation in UK:
        days = [one.day for one in holidays(year, tables=shipped()) if one.nation is nation]
        assert len(days) == len(set(days)) == {E: 8, S: 9, N: 10}[nation] + (year == 2026 and nation is S)
        assert all(day.weekday() < 5 for day in days)

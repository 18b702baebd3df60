"""Pages of a long list of lines: every line once, few months on each."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from hub.spend.rules.sheets import MONTHS_ON_A_PAGE, ON_A_PAGE, Sheets

counts = st.lists(st.integers(0, 70), max_size=40)


def numbered(lines: list[int]) -> list[tuple[int, int]]:
    """Give months, the newest first."""
    return [(202612 - place, count) for place, count in enumerate(lines)]


@given(counts)
def test_every_line_stands_on_one_page(lines: list[int]) -> None:
    months = dict(numbered(lines))
    shown: dict[tuple[int, int], list[range]] = {}
    for sheet in Sheets(numbered(lines)):
        held = sum(count for month, count in months.items() if sheet.first <= month <= sheet.last)
        shown.setdefault((sheet.first, sheet.last), []).append(
            range(sheet.offset, min(held, sheet.offset + sheet.limit))
        )
    assert sum(len(part) for parts in shown.values() for part in parts) == sum(lines)
    assert all(part for parts in shown.values() for part in parts)
    spans = list(shown)
    assert all(later[1] < earlier[0] for earlier, later in pairwise(spans))


@given(counts)
def test_no_page_is_long_or_reads_many_months(lines: list[int]) -> None:
    months = numbered(lines)
    for sheet in Sheets(months):
        with_lines = [month for month, count in months if count and sheet.first <= month <= sheet.last]
        assert sheet.limit == ON_A_PAGE
        assert len(with_lines) <= MONTHS_ON_A_PAGE


def test_a_month_with_many_lines_has_pages_of_its_own() -> None:
    sheets = Sheets([(202603, 45), (202602, 3), (202601, 4)])
    assert [(one.first, one.last, one.offset) for one in sheets] == [
        (202603, 202603, 0), (202603, 202603, 20), (202603, 202603, 40), (202601, 202602, 0),
    ]  # fmt: skip
    assert len(Sheets([])) == 0

"""A month that is here twice and then corrected: the old sums do not come back from the other copy."""

from __future__ import annotations

from decimal import Decimal

import pytest

from hub.spend.models import Load
from hub.spend.services import correcting
from hub.spend.services.undoing import undo
from hub.spend.tests.ledgers import january

pytestmark = pytest.mark.django_db
MONTH = january("10.00", "20.00", "30.00", "40.00", "50.00")
OTHER = ("Net", "Trans no", "Date paid", "Payee")
COPY = [(amount, ref, day, name.upper()) for name, day, ref, amount in MONTH]
# The first payment is left out, the second restated, one is new.
CORRECTED = [(*MONTH[1][:3], "1020.00"), *MONTH[2:], *january("7.00", first=6)]
RIGHT = Decimal("1147.00")


@pytest.fixture
def twice(ledgers):
    """Load a month and the same payments in another layout, which count once."""
    loads = [ledgers.load("january.csv", MONTH).load, ledgers.load("export.csv", COPY, OTHER).load]
    assert ledgers.total() == Decimal("150.00")
    return loads


class TestAMonthThatIsHereTwice:
    def test_the_restated_line_counts_once(self, ledgers, twice):
        result = ledgers.load("corrected.csv", CORRECTED)
        assert ledgers.total() == RIGHT and len(ledgers.lines()) == 5
        assert (result.accepted, result.updated, result.unchanged) == (1, 1, 3)

    def test_the_note_and_the_page_say_which_lines_go_on_not_counting(self, ledgers, twice, client_as):
        load = ledgers.load("corrected.csv", CORRECTED).load
        said = f"2 lines of export.csv (load {twice[1].pk}) are the same as lines that this file restates or leaves out"
        assert any(said in note for note in load.notes) and load.difference["kept_back"] == 2
        assert (
            "Lines of other files that go on not counting"
            in client_as("helen").get(load.get_absolute_url()).content.decode()
        )

    def test_a_plan_says_it_too(self, ledgers, twice):
        plan = ledgers.load("corrected.csv", CORRECTED, is_plan=True)
        assert any("go on not counting" in note for note in plan.notes)

    def test_undoing_the_correction_restores_what_was(self, ledgers, twice):
        before = [line["row"] for line in ledgers.lines()]
        load = ledgers.load("corrected.csv", CORRECTED).load
        undo(load, reason="Wrong file", by=ledgers.by, at=ledgers.at)
        assert ledgers.total() == Decimal("150.00") and [line["row"] for line in ledgers.lines()] == before
        undo(Load.objects.get(pk=twice[0].pk), reason="Not needed", by=ledgers.by, at=ledgers.at)
        assert ledgers.total() == Decimal("150.00") and {line["file"] for line in ledgers.lines()} == {twice[1].sha256}

    def test_the_copy_may_have_come_first(self, ledgers):
        ledgers.load("export.csv", COPY, OTHER)
        ledgers.load("january.csv", MONTH)
        ledgers.load("corrected.csv", CORRECTED)
        assert ledgers.total() == RIGHT

    def test_a_correction_of_the_correction_brings_nothing_back_either(self, ledgers, twice):
        ledgers.load("corrected.csv", CORRECTED)
        again = [(*CORRECTED[0][:3], "2020.00"), (*CORRECTED[1][:3], "31.00"), *CORRECTED[2:]]
        second = ledgers.load("corrected again.csv", again).load
        assert ledgers.total() == Decimal("2148.00") and second.difference["kept_back"] == 1
        undo(second, reason="x", by=ledgers.by, at=ledgers.at)
        assert ledgers.total() == RIGHT

    def test_so_it_is_where_somebody_says_later_that_it_corrects(self, ledgers):
        first = ledgers.load("january.csv", MONTH).load
        less = ledgers.load("from finance.csv", MONTH[:4]).load
        ledgers.load("export.csv", COPY, OTHER)
        correcting.correct(less, other=first, reason="Finance says so", by=ledgers.by, at=ledgers.at)
        assert ledgers.total() == Decimal("100.00")
        undo(Load.objects.get(pk=less.pk), reason="It was not", by=ledgers.by, at=ledgers.at)
        assert ledgers.total() == Decimal("150.00")


class TestAFileWithMore:
    def test_what_only_it_has_counts_and_the_old_sum_does_not(self, ledgers):
        ledgers.load("january.csv", MONTH)
        more = january("1.00", "2.00", month="02")
        ledgers.load("quarter.csv", [*MONTH, *more])
        ledgers.load("corrected.csv", CORRECTED)
        assert ledgers.total() == RIGHT + 3

    def test_a_file_that_comes_after_the_correction_is_compared_with_what_stands(self, ledgers):
        ledgers.load("january.csv", MONTH)
        ledgers.load("corrected.csv", CORRECTED)
        # What the correction left out comes with a file of its own.
        ledgers.load("apart.csv", [*MONTH[:1], *january("1.00", "2.00", month="02")])
        assert ledgers.total() == RIGHT + 13

    def test_undoing_an_earlier_file_reaches_one_that_is_replaced(self, ledgers):
        whole = ledgers.load("quarter.csv", [*MONTH[:2], *january("1.00", "2.00", month="02")]).load
        ledgers.load("january.csv", MONTH)
        load = ledgers.load("corrected.csv", [*MONTH, *january("7.00", first=6)], corrects=None).load
        undo(whole, reason="x", by=ledgers.by, at=ledgers.at)
        undo(Load.objects.get(pk=load.pk), reason="x", by=ledgers.by, at=ledgers.at)
        assert ledgers.total() == Decimal("150.00")

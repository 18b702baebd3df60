"""Whether a file corrects another is decided by time, source, departments and overlap; in doubt somebody says so."""

from __future__ import annotations

from decimal import Decimal

import pytest

from hub.platform.act_table import Refused
from hub.platform.tabular.results import Unreadable
from hub.spend.models import Load
from hub.spend.services import correcting
from hub.spend.services.undoing import undo
from hub.spend.tests.ledgers import january

pytestmark = pytest.mark.django_db
JANUARY = january("10.00", "20.00", "30.00", "40.00", "50.00")
BARE = ("Supplier name", "Payment date", "Net amount")
BY_DEPARTMENT = (*BARE, "Department")


def of(department: str, *amounts: str) -> list[tuple[str, ...]]:
    """Give payments of one day to the same firms, for a department."""
    return [(f"Firm {n} Ltd", "05/01/2026", amount, department) for n, amount in enumerate(amounts)]


class TestTakingLinesAwayOnly:
    def test_it_is_asked_and_nothing_is_guessed(self, ledgers):
        first = ledgers.load("january.csv", JANUARY).load
        result = ledgers.load("from finance.csv", JANUARY[:4])
        (doubt,) = result.load.doubts
        assert (doubt["load"], doubt["left_out"], doubt["amount_before"]) == (first.pk, 1, "50.00")
        assert any("not certain whether this file corrects january.csv" in note for note in result.notes)
        assert ledgers.total() == Decimal("150.00")

    def test_said_to_correct_it_takes_the_place_with_a_difference_that_is_seen(self, ledgers):
        first = ledgers.load("january.csv", JANUARY).load
        load = ledgers.load("from finance.csv", JANUARY[:4]).load
        correcting.correct(load, other=first, reason="Finance says so", by=ledgers.by, at=ledgers.at)
        load.refresh_from_db(), first.refresh_from_db()
        assert ledgers.total() == Decimal("100.00") and first.replaced_by == load
        assert (load.difference["left_out"], load.doubts, load.unchanged) == (1, [], 4)
        assert [line["amount"] for line in load.difference["before"]] == ["50.00"]
        undo(load, reason="It was not", by=ledgers.by, at=ledgers.at)
        assert ledgers.total() == Decimal("150.00")

    def test_said_to_stand_beside_it_the_question_is_settled(self, ledgers):
        first = ledgers.load("january.csv", JANUARY).load
        load = ledgers.load("from finance.csv", JANUARY[:4]).load
        correcting.keep_both(load, reason="An extract", by=ledgers.by, at=ledgers.at)
        load.refresh_from_db()
        assert load.doubts == [] and ledgers.total() == Decimal("150.00")
        with pytest.raises(Refused, match="no doubt"):
            correcting.correct(load, other=first, reason="x", by=ledgers.by, at=ledgers.at)

    def test_a_name_that_says_it_is_corrected_is_believed(self, ledgers):
        ledgers.load("january.csv", JANUARY)
        load = ledgers.load("january corrected.csv", JANUARY[:4]).load
        assert ledgers.total() == Decimal("100.00") and load.difference["left_out"] == 1

    def test_so_is_one_source_that_was_named_for_both(self, ledgers):
        ledgers.source = "General ledger"
        lines = january(*(f"{n}.00" for n in range(1, 21)))
        ledgers.load("a.csv", lines)
        assert ledgers.load("b.csv", lines[:19]).load.difference["left_out"] == 1
        assert ledgers.total() == Decimal("190.00")

    def test_the_same_lines_again_ask_nothing(self, ledgers):
        ledgers.load("january.csv", JANUARY)
        load = ledgers.load("again.csv", list(reversed(JANUARY))).load
        assert load.doubts == [] and ledgers.total() == Decimal("150.00")

    def test_who_loads_it_can_say_so_beforehand(self, ledgers):
        first = ledgers.load("january.csv", JANUARY).load
        ledgers.load("b.csv", JANUARY[:4], corrects=first.pk)
        assert ledgers.total() == Decimal("100.00")
        load = ledgers.load("c.csv", JANUARY[:3], corrects=0).load
        assert load.doubts == [] and ledgers.total() == Decimal("100.00")
        with pytest.raises(Unreadable, match="no ledger load 999"):
            ledgers.load("d.csv", JANUARY[:2], corrects=999)


class TestTwoDepartments:
    def test_files_of_one_day_to_the_same_firms_stand_side_by_side(self, ledgers):
        ledgers.load("housing.csv", of("Housing", "10.00", "20.00", "30.00"), BY_DEPARTMENT)
        result = ledgers.load("highways.csv", of("Highways", "11.00", "20.00", "33.00"), BY_DEPARTMENT)
        assert (result.accepted, result.load.doubts) == (3, []) and ledgers.total() == Decimal("124.00")

    def test_where_no_column_names_them_it_is_asked(self, ledgers):
        ledgers.load("housing.csv", [row[:3] for row in of("", "10.00", "20.00", "30.00")], BARE)
        result = ledgers.load("highways.csv", [row[:3] for row in of("", "11.00", "21.00", "33.00")], BARE)
        assert ledgers.total() == Decimal("125.00")
        assert [doubt["name"] for doubt in result.load.doubts] == ["housing.csv"]
        assert "their sums differ" in result.load.doubts[0]["why"]

    def test_the_same_department_with_other_sums_and_no_reference_is_asked_too(self, ledgers):
        ledgers.load("a.csv", of("Housing", "10.00", "20.00", "30.00"), BY_DEPARTMENT)
        assert ledgers.load("b.csv", of("Housing", "11.00", "21.00", "33.00"), BY_DEPARTMENT).load.doubts

    def test_files_of_two_named_sources_are_not_asked_about(self, ledgers):
        ledgers.source = "Cards"
        ledgers.load("a.csv", of("Housing", "10.00", "20.00", "30.00"), BY_DEPARTMENT)
        ledgers.source = "Invoices"
        assert not ledgers.load("b.csv", of("Housing", "11.00", "21.00", "33.00"), BY_DEPARTMENT).load.doubts


class TestOnTheScreen:
    def test_the_preview_and_the_act(self, ledgers, client_as):
        first = ledgers.load("january.csv", JANUARY).load
        load = ledgers.load("from finance.csv", JANUARY[:4]).load
        helen = client_as("helen")
        page = helen.get(load.get_absolute_url()).content.decode()
        assert "To be decided" in page and "Lines left out" in page
        assert "To be decided" in helen.get("/spend/loads/").content.decode()
        address = f"{load.get_absolute_url()}correct/"
        assert "january.csv" in helen.get(address).content.decode()
        told = {"other": first.pk, "reason": "Finance says so", "version": load.version}
        assert helen.post(address, told).status_code == 302
        assert ledgers.total() == Decimal("100.00") and Load.objects.counting().get() == load
        page = helen.get(load.get_absolute_url()).content.decode()
        assert "What the correction changed" in page and "To be decided" not in page

    def test_keeping_both(self, ledgers, client_as):
        ledgers.load("january.csv", JANUARY)
        load = ledgers.load("from finance.csv", JANUARY[:4]).load
        told = {"reason": "An extract", "version": load.version}
        assert client_as("helen").post(f"{load.get_absolute_url()}keep-both/", told).status_code == 302
        load.refresh_from_db()
        assert load.doubts == []

"""A file is loaded whole, once, and can be corrected and undone; the sums say so."""

from __future__ import annotations

from decimal import Decimal

import pytest

from hub.platform.act_table import NotHeld, Refused
from hub.platform.analytics import parts
from hub.platform.events.models import Event
from hub.platform.events.verify import verify
from hub.platform.tabular.results import Unreadable
from hub.spend.models import Load, Part, Payee
from hub.spend.selectors import loads as known
from hub.spend.services.undoing import undo
from hub.spend.tests.ledgers import january

pytestmark = pytest.mark.django_db(transaction=False)
JANUARY = january("10.00", "20.00", "30.00", "40.00", "50.00")


class TestLoadingAFile:
    def test_its_lines_and_its_sum_are_there(self, ledgers):
        result = ledgers.load("january.csv", JANUARY)
        assert result.counts() == {
            "records": 6, "accepted": 5, "updated": 0, "unchanged": 0, "rejected": 0, "skipped": 1,
        }  # fmt: skip
        assert (result.net_total, result.gross, ledgers.total()) == (Decimal("150.00"), False, Decimal("150.00"))

    def test_it_is_one_event_that_names_every_part(self, ledgers):
        before = Event.objects.count()
        load = ledgers.load("january.csv", JANUARY).load
        event = Event.objects.get(verb="spend.load")
        assert Event.objects.count() == before + 1
        rows = Part.objects.filter(load=load).exclude(kind="totals")
        assert all(row.sha256 in event.detail for row in rows)
        assert {row.event for row in rows} == {event.number} and {row.kind for row in rows} == {"lines", "original"}

    def test_each_line_keeps_its_file_row_and_original_text(self, ledgers):
        import pyarrow.parquet as pq

        from hub.spend.selectors.parts import original_files

        load = ledgers.load("january.csv", [("Ash Ltd", "1/1/2026", "T1", "£1,000.00 ")]).load
        line = ledgers.lines()[0]
        cells = pq.read_table(original_files(load)[0]).to_pylist()
        assert (line["file"], line["row"]) == (load.sha256, 2)
        assert cells == [{"row": 2, "c0": "Ash Ltd", "c1": "1/1/2026", "c2": "T1", "c3": "£1,000.00 "}]

    def test_equal_lines_in_one_file_are_two_payments(self, ledgers):
        twice = [("Ash Ltd", "01/01/2026", "T1", "5.00")] * 2
        assert ledgers.load("january.csv", twice).accepted == 2
        assert ledgers.total() == Decimal("10.00")

    def test_an_altered_part_is_found_by_its_event(self, ledgers):
        ledgers.load("january.csv", JANUARY)
        path = parts.path_of(Part.objects.filter(kind="lines").get().sha256)
        path.write_bytes(path.read_bytes() + b"x")
        assert [fault.kind for fault in verify().faults] == ["part_altered"]
        path.unlink()
        assert [fault.kind for fault in verify().faults] == ["part_missing"]

    def test_a_plan_writes_nothing(self, ledgers):
        result = ledgers.load("january.csv", JANUARY, is_plan=True)
        assert (result.accepted, result.net_total) == (5, Decimal("150.00"))
        assert not Load.objects.exists() and not Event.objects.filter(verb="spend.load").exists()
        assert not list(parts.folder().rglob("*.parquet"))

    def test_who_may_not_load_is_refused_before_the_file_is_read(self, ledgers):
        ledgers.by = ledgers.cast.actor("tom")
        with pytest.raises(NotHeld):
            ledgers.load("january.csv", JANUARY)

    def test_somebody_of_another_authority_may_not_load_here(self, ledgers):
        ledgers.by = ledgers.cast.actor("harriet")
        with pytest.raises(NotHeld):
            ledgers.load("january.csv", JANUARY)


class TestLoadingItAgain:
    def test_the_same_file_adds_nothing(self, ledgers):
        ledgers.load("january.csv", JANUARY)
        again = ledgers.load("january.csv", JANUARY)
        assert (again.accepted, again.unchanged, again.net_total) == (0, 5, Decimal("0.00"))
        assert ledgers.total() == Decimal("150.00") and Load.objects.count() == 1

    def test_a_month_under_two_names_counts_once_and_is_told(self, ledgers):
        ledgers.load("january.csv", JANUARY)
        again = ledgers.load("2026-01 final.csv", JANUARY)
        assert again.accepted == 0 and "loaded before" in again.notes[0]
        assert ledgers.total() == Decimal("150.00")

    def test_the_same_lines_in_another_layout_add_nothing(self, ledgers):
        ledgers.load("january.csv", JANUARY)
        other = [(amount, "x", ref, day, name.upper()) for name, day, ref, amount in JANUARY]
        headings = ("Net", "Department", "Trans no", "Date paid", "Payee")
        again = ledgers.load("export.csv", other, headings)
        assert (again.accepted, again.updated, again.unchanged) == (0, 0, 5)
        assert ledgers.total() == Decimal("150.00")

    def test_of_an_overlapping_file_only_what_is_new_counts(self, ledgers):
        ledgers.load("january.csv", JANUARY)
        quarter = [*JANUARY, *january("1.00", "2.00", month="02"), *january("3.00", month="03")]
        result = ledgers.load("quarter.csv", quarter)
        assert (result.accepted, result.unchanged, result.net_total) == (3, 5, Decimal("6.00"))
        assert ledgers.total() == Decimal("156.00")

    def test_of_more_equal_lines_than_are_here_the_surplus_counts(self, ledgers):
        line = ("Ash Ltd", "05/01/2026", "T1", "5.00")
        ledgers.load("january.csv", [line, line, *JANUARY])
        result = ledgers.load("quarter.csv", [line, line, line, *JANUARY, *january("1.00", month="02")])
        assert (result.accepted, result.net_total) == (2, Decimal("6.00"))

    def test_a_part_of_a_loaded_file_adds_nothing_and_takes_nothing_away(self, ledgers):
        ledgers.load("january.csv", JANUARY)
        part = ledgers.load("most of january.csv", JANUARY[:4])
        assert (part.accepted, part.unchanged) == (0, 4)
        assert ledgers.total() == Decimal("150.00")

    def test_cards_and_invoices_of_one_month_stand_side_by_side(self, ledgers):
        ledgers.load("invoices.csv", JANUARY)
        cards = [("Shop", "03/01/2026", "C1", "9.00"), ("Firm 2 Ltd", "03/01/2026", "C2", "20.00")]
        assert ledgers.load("cards.csv", cards).accepted == 2
        assert ledgers.total() == Decimal("179.00")

    def test_small_equal_payments_without_reference_in_unlike_files_are_two(self, ledgers):
        headings = ("Supplier name", "Payment date", "Net amount")
        others = [(f"Ash {n} Ltd", "03/01/2026", "1.00") for n in range(4)]
        ledgers.load("a.csv", [("Cafe", "02/01/2026", "4.00"), *others], headings)
        more = [("Cafe", "02/01/2026", "4.00"), *((f"Shop {n}", "03/01/2026", "1.50") for n in range(5))]
        assert ledgers.load("b.csv", more, headings).accepted == 6


class TestACorrectedFile:
    CORRECTED = [*JANUARY[:3], ("Firm 4 Ltd", JANUARY[3][1], "T01-4", "44.00"), *january("60.00", first=6)]

    def test_it_takes_the_place_of_its_predecessor(self, ledgers):
        first = ledgers.load("january.csv", JANUARY).load
        result = ledgers.load("january corrected.csv", self.CORRECTED)
        first.refresh_from_db()
        assert first.replaced_by == result.load
        assert (result.accepted, result.updated, result.unchanged) == (1, 1, 3)
        assert result.net_total == Decimal("60.00")
        assert ledgers.total() == Decimal("164.00")

    def test_the_difference_is_kept_to_be_seen(self, ledgers):
        ledgers.load("january.csv", JANUARY)
        told = ledgers.load("january corrected.csv", self.CORRECTED).load.difference
        assert (told["added"], told["restated"], told["left_out"]) == (1, 1, 1)
        assert [(line["payee"], line["amount"], line["restates"]) for line in told["now"]] == [
            ("Firm 4 Ltd", "44.00", True), ("Firm 6 Ltd", "60.00", False),
        ]  # fmt: skip
        assert [(line["payee"], line["amount"]) for line in told["before"]] == [
            ("Firm 4 Ltd", "40.00"), ("Firm 5 Ltd", "50.00"),
        ]  # fmt: skip

    def test_undoing_it_brings_the_first_file_back(self, ledgers):
        ledgers.load("january.csv", JANUARY)
        load = ledgers.load("january corrected.csv", self.CORRECTED).load
        undo(load, reason="Wrong file", by=ledgers.by, at=ledgers.at)
        assert ledgers.total() == Decimal("150.00")

    def test_the_first_file_cannot_be_undone_while_another_stands_for_it(self, ledgers):
        first = ledgers.load("january.csv", JANUARY).load
        ledgers.load("january corrected.csv", self.CORRECTED)
        first.refresh_from_db()
        with pytest.raises(Refused, match="Undo that load first"):
            undo(first, reason="Wrong", by=ledgers.by, at=ledgers.at)

    def test_lines_that_it_held_back_elsewhere_count_once_whichever_comes_and_goes(self, ledgers):
        ledgers.load("january.csv", JANUARY)
        ledgers.load("quarter.csv", [*JANUARY, *january("1.00", month="02"), *january("3.00", month="03")])
        load = ledgers.load("january corrected.csv", self.CORRECTED).load
        # The quarter has the two January lines that the corrected file restates or leaves out; they stay held back.
        assert ledgers.total() == Decimal("168.00")
        undo(load, reason="Wrong file", by=ledgers.by, at=ledgers.at)
        assert ledgers.total() == Decimal("154.00")


class TestUndoing:
    def test_nothing_of_the_load_counts_any_more(self, ledgers):
        load = ledgers.load("january.csv", JANUARY).load
        undo(load, reason="Wrong file", by=ledgers.by, at=ledgers.at)
        assert ledgers.total() == Decimal("0") and known.counting(ledgers.authority) == []

    def test_it_adds_a_part_and_leaves_the_others(self, ledgers):
        load = ledgers.load("january.csv", JANUARY).load
        before = set(Part.objects.values_list("sha256", flat=True))
        undo(load, reason="Wrong file", by=ledgers.by, at=ledgers.at)
        after = set(Part.objects.values_list("sha256", flat=True))
        assert before < after and len(after - before) == 1
        assert not verify().faults

    def test_lines_that_another_file_holds_too_count_from_there(self, ledgers):
        load = ledgers.load("january.csv", JANUARY).load
        ledgers.load("quarter.csv", [*JANUARY, *january("1.00", month="02"), *january("3.00", month="03")])
        undo(load, reason="Wrong file", by=ledgers.by, at=ledgers.at)
        assert ledgers.total() == Decimal("154.00")

    def test_the_file_can_be_loaded_again_afterwards(self, ledgers):
        load = ledgers.load("january.csv", JANUARY).load
        undo(load, reason="Too early", by=ledgers.by, at=ledgers.at)
        assert ledgers.load("january.csv", JANUARY).accepted == 5
        assert ledgers.total() == Decimal("150.00")


class TestBadInput:
    def test_a_ledger_of_another_authority_is_refused_whole(self, ledgers):
        headings = ("Body name", "Supplier name", "Payment date", "Net amount")
        lines = [("Wickmoor District Council", "Ash Ltd", "01/01/2026", "5.00")] * 3
        with pytest.raises(Unreadable, match="are of Wickmoor District Council, not of Eastmere"):
            ledgers.load("ledger.csv", lines, headings)
        assert not Load.objects.exists() and not list(parts.folder().rglob("*.parquet"))

    @pytest.mark.parametrize(
        ("title", "name"),
        [
            ("Wickmoor District Council: payments over £500", "ledger.csv"),
            ("Payments", "wickmoor-district-council_2026-01.csv"),
        ],
    )
    def test_a_ledger_titled_as_another_authoritys_is_refused_whole(self, ledgers, title, name):
        path = ledgers.folder / name
        path.write_text(f"{title}\n\nSupplier name,Payment date,Net amount\nAsh Ltd,01/01/2026,5.00\n")
        with pytest.raises(Unreadable, match="is of Wickmoor District Council, not of Eastmere"):
            ledgers.load_file(ledgers.of(path))
        assert not Load.objects.exists() and not list(parts.folder().rglob("*.parquet"))

    def test_a_title_that_names_this_authority_too_is_no_fault(self, ledgers):
        path = ledgers.folder / "ledger.csv"
        title = f"{ledgers.authority.name} for Wickmoor District Council"
        path.write_text(f"{title}\n\nSupplier name,Payment date,Net amount\nAsh Ltd,01/01/2026,5.00\n")
        assert ledgers.load_file(ledgers.of(path)).accepted == 1

    def test_a_date_in_the_future_is_rejected_and_told(self, ledgers):
        result = ledgers.load("january.csv", [*JANUARY, ("Ash Ltd", "01/01/2031", "T9", "5.00")])
        assert (result.accepted, result.rejected) == (5, 1)
        assert (result.rejects[0].row, result.rejects[0].column) == (7, "Payment date")
        assert "in the future" in result.rejects[0].reason

    def test_another_currency_is_rejected_and_told(self, ledgers):
        headings = ("Supplier name", "Payment date", "Currency", "Net amount")
        lines = [
            ("Ash Ltd", "01/01/2026", "GBP", "5.00"),
            ("Elm SA", "01/01/2026", "EUR", "7.00"),
            ("Oak", "01/01/2026", "", "€8"),
        ]
        result = ledgers.load("january.csv", lines, headings)
        assert (result.accepted, result.net_total) == (1, Decimal("5.00"))
        assert all("is in EUR" in reject.reason for reject in result.rejects) and result.rejected == 2

    def test_ten_thousand_lines_with_one_reference_are_loaded_and_told(self, ledgers):
        lines = [(f"Firm {n}", "05/01/2026", "SAME", f"{n}.00") for n in range(10_000)]
        result = ledgers.load("january.csv", lines)
        assert result.accepted == 10_000
        assert any("10,000 lines carry the reference SAME" in note for note in result.notes)

    def test_a_file_in_which_no_line_can_be_read_is_refused(self, ledgers):
        with pytest.raises(Unreadable, match="None of the 2 lines"):
            ledgers.load("january.csv", [("Ash Ltd", "01/01/2031", "T1", "5.00")] * 2)

    def test_a_file_without_sums_says_which_columns_it_has(self, ledgers):
        with pytest.raises(Unreadable, match="“Name”, “Town”"):
            ledgers.load("people.csv", [("Ash", "Leeds"), ("Birch", "York")], ("Name", "Town"))


class TestPayees:
    def test_people_are_told_from_firms(self, ledgers):
        ledgers.load(
            "january.csv",
            [
                ("Mrs A Smith", "01/01/2026", "T1", "5.00"),
                ("REDACTED PERSONAL DATA", "01/01/2026", "T2", "5.00"),
                ("Smith & Jones Ltd", "01/01/2026", "T3", "5.00"),
                ("", "01/01/2026", "T4", "5.00"),
            ],
        )
        kinds = dict(Payee.objects.values_list("name", "payee_kind"))
        assert kinds == {
            "Mrs A Smith": "person", "REDACTED PERSONAL DATA": "person", "Smith & Jones Ltd": "organisation",
            "": "unnamed",
        }  # fmt: skip
        assert [line["is_person"] for line in ledgers.lines()] == [True, True, True, False]

"""Where a contract stands that a list brings, and what must not get lost on the way."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from hub.contract.models import Contract
from hub.contract.reading.row import STATUS_HINTS
from hub.contract.reading.statuses import hint_of
from hub.contract.tests.test_importing import counted
from hub.platform.clock import london
from hub.supplier.models import Identifier

pytestmark = pytest.mark.django_db

HEADINGS = "Ref,Contract title,Supplier,Value ex VAT,Start,End,Status,Date ended\n"


def row(status: str, *, ends: str = "31/03/2030", ended: str = "", title: str = "Cleaning", ref: str = "EX-1") -> str:
    return f"{ref},{title},Meridian FM plc,1200,01/04/2024,{ends},{status},{ended}\n"


class TestStatuses:
    @pytest.mark.parametrize(
        ("status", "hint"),
        [
            ("Extended", "live"), ("Live - extended to 2027", "live"), ("No longer active", "ended"),
            ("Inactive", "ended"), ("Terminated", "ended"), ("Closed", "ended"), ("Pending", "unknown"),
            ("Due to end", "unknown"), ("On hold", "suspended"), ("Pipeline", "planned"), ("Not started", "planned"),
            ("Tender awarded", "awarded"), ("Out to tender", "competing"), ("Cancelled", "cancelled"),
            ("Amber", "unknown"), ("", ""), ("EXPIRED", "expired"), ("Attended", "unknown"),
        ],
    )  # fmt: skip
    def test_words_are_read_whole(self, status: str, hint: str) -> None:
        assert hint_of(status) == hint and hint in (*STATUS_HINTS, "")

    @pytest.mark.parametrize(
        ("status", "state", "ended_on"),
        [
            ("Terminated", "ended", "today"), ("Expired", "ended", "today"), ("Closed", "ended", "today"),
            ("Pipeline", "draft", None), ("Draft", "draft", None), ("On hold", "suspended", None),
            ("Extended", "live", None), ("Live", "live", None), ("Amber", "live", None), ("", "live", None),
        ],
    )  # fmt: skip
    def test_a_row_comes_in_as_its_status_says(
        self, load: Any, listed: Any, at_nine: Any, status: str, state: str, ended_on: str | None
    ) -> None:
        _, [entry] = load(listed(HEADINGS + row(status)))
        contract = Contract.objects.get()
        assert contract.status == state
        assert contract.ended_on == (london(at_nine).date() if ended_on else None)
        said = " ".join([*entry["notes"], *(each for one in entry["warnings"] for each in one["said"])])
        assert not status or f"“{status}”" in said

    def test_the_day_is_the_one_of_the_column_else_the_end(self, load: Any, listed: Any) -> None:
        load(listed(HEADINGS + row("Terminated", ended="30/06/2025")))
        load(listed(HEADINGS + row("Terminated", ends="31/03/2026", ref="EX-2")))
        load(listed(HEADINGS + row("Expired", ends="31/03/2026", ref="EX-3")))
        found = {each.source_reference: (each.status, each.ended_on) for each in Contract.objects.all()}
        assert found == {
            "EX-1": ("ended", date(2025, 6, 30)), "EX-2": ("ended", date(2026, 3, 31)), "EX-3": ("expired", None),
        }  # fmt: skip

    def test_the_preview_says_what_each_status_becomes(self, load: Any, listed: Any) -> None:
        lines = row("Terminated") + row("Amber", ref="EX-2") + row("Draft", ref="EX-3")
        _, [entry] = load(listed(HEADINGS + lines), "--dry-run")
        assert "Status “Terminated”: 1 row becomes ended." in entry["notes"]
        assert "Status “Draft”: 1 row becomes draft." in entry["notes"]
        assert any("“Amber”" in note and "does not know" in note for note in entry["notes"])

    def test_a_second_load_changes_nothing_and_a_new_status_ends_the_contract(self, load: Any, listed: Any) -> None:
        path = listed(HEADINGS + row("Pipeline"))
        load(path)
        assert counted(load(path)[1][0]) == {"unchanged": 1, "skipped": 1}
        load(listed(HEADINGS + row("Pipeline", title="Cleaning of depots")))
        assert Contract.objects.get().status == "draft"
        load(listed(HEADINGS + row("Live")))
        assert Contract.objects.get().status == "live"
        _, [entry] = load(listed(HEADINGS + row("Terminated")))
        assert counted(entry)["updated"] == 1 and Contract.objects.get().status == "ended"

    def test_a_list_does_not_put_a_contract_in_force_back_to_a_draft(self, load: Any, listed: Any) -> None:
        load(listed(HEADINGS + row("Live")))
        _, [entry] = load(listed(HEADINGS + row("Pipeline", title="Cleaning of depots")))
        assert Contract.objects.get().status == "live"
        assert "that was left" in " ".join(entry["warnings"][0]["said"])


@pytest.mark.shared
class TestANoticeOfTheEnd:
    def test_a_process_that_is_over_comes_in_ended_on_the_day_that_it_says(self, load: Any, shared: Any) -> None:
        path = shared / "data" / "ocds" / "uk-lifecycle-example.json"
        load(path)
        contract = Contract.objects.get()
        assert (contract.status, contract.ended_on, contract.nature) == ("ended", date(2026, 8, 31), "services")
        assert counted(load(path)[1][0]) == {"unchanged": 1}


class TestNothingIsLost:
    def _said(self, entry: dict[str, Any]) -> str:
        return " ".join([*entry["notes"], *(each for one in entry["warnings"] for each in one["said"])])

    def test_numbers_of_two_suppliers_are_shared_out_in_their_order(self, load: Any, listed: Any) -> None:
        load(listed("Ref,Title,Supplier,Company number\n1,Taxis,Acme Ltd; Bolt Ltd,01234567; 07654321\n"))
        found = {each.supplier.name: each.value for each in Identifier.objects.filter(scheme="GB-COH")}
        assert found == {"Acme Ltd": "01234567", "Bolt Ltd": "07654321"}

    def test_one_number_for_two_suppliers_is_named(self, load: Any, listed: Any) -> None:
        _, [entry] = load(listed("Ref,Title,Supplier,Company number\n1,Taxis,Acme Ltd; Bolt Ltd,01234567\n"))
        assert "“Company number” says “01234567”" in self._said(entry) and "2 suppliers" in self._said(entry)

    def test_a_long_title_is_kept_in_full_in_the_description(self, load: Any, listed: Any) -> None:
        title = "Cleaning " + "and caretaking " * 40 + "of depots"
        _, [entry] = load(listed(f"Ref,Title,Supplier\n1,{title},Acme Ltd\n"))
        assert title in Contract.objects.get().description
        assert "longer than 400 characters" in self._said(entry)

    def test_a_long_department_says_what_was_cut(self, load: Any, listed: Any) -> None:
        _, [entry] = load(listed(f"Ref,Title,Supplier,Department\n1,Taxis,Acme Ltd,{'Roads ' * 60}\n"))
        assert "Left out" in self._said(entry)

    def test_a_second_column_of_one_name_is_named(self, load: Any, listed: Any) -> None:
        _, [entry] = load(listed("Ref,Title,Supplier,Value,Value\n1,Taxis,Acme Ltd,5,6\n"))
        assert Contract.objects.get().value_ex_vat == 5
        assert "“Value” stands above more than one column" in self._said(entry)

    def test_a_column_that_means_nothing_is_named(self, load: Any, listed: Any) -> None:
        _, [entry] = load(listed("Ref,Title,Supplier,Insurance level\n1,Taxis,Acme Ltd,Five million\n"))
        assert "Not read" in self._said(entry) and "“Insurance level”" in self._said(entry)

    @pytest.mark.parametrize(
        ("cell", "names"),
        [
            ("Meridian FM\nLtd", ["Meridian FM Ltd"]),
            ("Knight &\nPage LLP", ["Knight & Page LLP"]),
            ("Acme Ltd\nBolt Ltd", ["Acme Ltd", "Bolt Ltd"]),
        ],
    )
    def test_a_line_break_in_a_name_is_mended_or_named(
        self, load: Any, listed: Any, cell: str, names: list[str]
    ) -> None:
        _, [entry] = load(listed(f'Ref,Title,Supplier\n1,Taxis,"{cell}"\n'))
        found = [part.named_as for part in Contract.objects.get().parties.order_by("pk")]
        assert found == names
        assert ("line break" in self._said(entry)) == (len(names) > 1)

    def test_a_comma_for_a_point_before_m_is_refused_with_both_meanings(self, load: Any, listed: Any) -> None:
        _, [entry] = load(listed('Ref,Title,Supplier,Value\n1,Taxis,Acme Ltd,"1,5m"\n'))
        [reject] = entry["rejects"]
        assert (reject["row"], reject["column"], reject["value"]) == (2, "Value", "1,5m")
        assert "1500000" in reject["reason"] and "15000000" in reject["reason"]

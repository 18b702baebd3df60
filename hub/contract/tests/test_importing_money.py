"""Sums of lists: with or without VAT, a year's or for the whole life, in pounds or in another currency."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from hub.contract.models import Contract
from hub.contract.register import ContractRegister
from hub.contract.tests.test_importing import counted
from hub.platform.approvals.declare import REGISTRY
from hub.platform.registers.export import sheet_of, write_xlsx
from hub.platform.registers.filters.base import Asking
from hub.platform.registers.importing.models import ImportReject

pytestmark = pytest.mark.django_db

FIELDS = ("value_ex_vat", "value_inc_vat", "annual_value_ex_vat", "annual_value_inc_vat")
FOREIGN = ("foreign_value_ex_vat", "foreign_value_inc_vat", "foreign_annual_ex_vat", "foreign_annual_inc_vat")


@pytest.fixture
def held(load: Any, listed: Any) -> Any:
    """Load one row under a heading for its value, and give what the register holds and what was said of it."""

    def read(heading: str, cell: str, **more: str) -> tuple[dict[str, Any], Any]:
        headings = ["Ref", "Contract title", "Supplier", heading, *more]
        row = ["EX-1", "Cleaning", "Meridian FM plc", cell, *more.values()]
        lines = [",".join(f'"{each}"' for each in line) for line in (headings, row)]
        _, [entry] = load(listed("\n".join(lines) + "\n"))
        found = Contract.objects.filter(source_reference="EX-1").first()
        if found is None:
            return {}, entry
        facts = {name: getattr(found, name) for name in (*FIELDS, *FOREIGN) if getattr(found, name) is not None}
        return facts | ({"currency": found.currency} if found.currency != "GBP" else {}), entry

    return read


class TestVatAndYear:
    @pytest.mark.parametrize(
        ("heading", "cell", "field"),
        [
            ("Value", "£12,000", "value_ex_vat"),
            ("Value", "£12,000 inc VAT", "value_inc_vat"),
            ("Value", "£12,000 per annum", "annual_value_ex_vat"),
            ("Value", "£12,000 inc VAT per annum", "annual_value_inc_vat"),
            ("Value inc VAT", "12000", "value_inc_vat"),
            ("Value inc VAT", "£12,000 ex VAT", "value_ex_vat"),
            ("Value inc VAT", "£12,000 pa", "annual_value_inc_vat"),
            ("Value inc VAT", "£12,000 pa ex VAT", "annual_value_ex_vat"),
            ("Annual value", "12000", "annual_value_ex_vat"),
            ("Annual value", "12000 inc VAT", "annual_value_inc_vat"),
            ("Annual value (inc VAT)", "12000", "annual_value_inc_vat"),
            ("Annual contract value including VAT", "12000", "annual_value_inc_vat"),
            ("Contract value per annum (£, inc. VAT)", "12000", "annual_value_inc_vat"),
        ],
    )
    def test_a_sum_goes_where_heading_and_cell_say(self, held: Any, heading: str, cell: str, field: str) -> None:
        assert held(heading, cell)[0] == {field: Decimal(12000)}

    @pytest.mark.parametrize(
        ("heading", "cell", "field"),
        [
            ("Value", "£10,000 - £20,000", "value_ex_vat"),
            ("Value inc VAT", "£10,000 - £20,000", "value_inc_vat"),
            ("Value", "£10,000 - £20,000 inc VAT", "value_inc_vat"),
            ("Annual value inc VAT", "£10,000 to £20,000", "annual_value_inc_vat"),
            ("Value", "£10,000 to £20,000 per annum", "annual_value_ex_vat"),
        ],
    )
    def test_a_range_keeps_its_vat_and_its_year_and_both_ends(
        self, held: Any, heading: str, cell: str, field: str
    ) -> None:
        assert held(heading, cell)[0] == {field: Decimal(20000)}
        assert f"Value, as listed: {cell}." in Contract.objects.get().description

    def test_two_cells_about_one_sum_are_named_when_they_differ(self, held: Any) -> None:
        facts, entry = held("Value", "£12,000 pa", **{"Annual value": "13000"})
        assert facts == {"annual_value_ex_vat": Decimal(13000)} or facts == {"annual_value_ex_vat": Decimal(12000)}
        assert any("Annual value" in said or "“Value”" in said for each in entry["warnings"] for said in each["said"])

    def test_nought_is_kept_and_asked_about(self, held: Any) -> None:
        facts, entry = held("Value", "0")
        assert facts == {"value_ex_vat": Decimal(0)}
        assert "“Value” is 0" in " ".join(entry["warnings"][0]["said"])


class TestCurrencies:
    @pytest.mark.parametrize(
        ("heading", "cell", "more", "facts"),
        [
            ("Value", "€1,000", {}, {"foreign_value_ex_vat": 1000, "currency": "EUR"}),
            ("Value", "1000", {"Currency": "EUR"}, {"foreign_value_ex_vat": 1000, "currency": "EUR"}),
            ("Value", "1000", {"Currency": "Euros"}, {"foreign_value_ex_vat": 1000, "currency": "EUR"}),
            ("Value", "1000", {"Currency": "Pounds"}, {"value_ex_vat": 1000}),
            ("Value (EUR)", "1000", {}, {"foreign_value_ex_vat": 1000, "currency": "EUR"}),
            ("Contract value (€)", "1000", {}, {"foreign_value_ex_vat": 1000, "currency": "EUR"}),
            ("Value inc VAT (EUR)", "1000", {}, {"foreign_value_inc_vat": 1000, "currency": "EUR"}),
            ("Annual value", "$1,000 inc VAT", {}, {"foreign_annual_inc_vat": 1000, "currency": "USD"}),
            ("Value", "1,000 CHF", {}, {"foreign_value_ex_vat": 1000, "currency": "CHF"}),
            ("Value", "€1,000 - €2,000", {}, {"foreign_value_ex_vat": 2000, "currency": "EUR"}),
            (
                "Value (EUR)",
                "1000",
                {"Value (GBP)": "860"},
                {"foreign_value_ex_vat": 1000, "value_ex_vat": 860, "currency": "EUR"},
            ),
        ],
    )
    def test_money_that_is_not_pounds_is_kept_apart(
        self, held: Any, heading: str, cell: str, more: dict[str, str], facts: dict[str, Any]
    ) -> None:
        assert held(heading, cell, **more)[0] == facts

    @pytest.mark.parametrize(
        ("cell", "currency", "column"),
        [("€1,000", "GBP", "Value"), ("1000", "Groats", "Currency"), ("£5 / €6", "", "Value"), ("£5", "EUR", "Value")],
    )
    def test_what_contradicts_itself_is_refused_by_name(self, held: Any, cell: str, currency: str, column: str) -> None:
        facts, entry = held("Value", cell, Currency=currency)
        assert not facts
        [reject] = entry["rejects"]
        assert reject["column"] == column and reject["value"] and reject["reason"]

    def test_a_list_that_corrects_the_currency_takes_the_pounds_away(self, held: Any) -> None:
        held("Value", "1000")
        assert held("Value", "1000", Currency="EUR")[0] == {"foreign_value_ex_vat": 1000, "currency": "EUR"}

    def test_sums_without_a_currency_never_turn_a_contract_in_euros_into_pounds(self, held: Any) -> None:
        held("Value", "1000", Currency="EUR")
        facts, entry = held("Value", "1200")
        assert facts == {"foreign_value_ex_vat": 1000, "currency": "EUR"}
        [reject] = entry["rejects"]
        assert reject["column"] == "Currency" and "is in EUR, and the row does not say" in reject["reason"]
        assert "Currency" not in ImportReject.objects.latest("pk").cells
        assert held("Value", "1200", Currency="EUR")[0] == {"foreign_value_ex_vat": 1200, "currency": "EUR"}

    @pytest.mark.parametrize(("heading", "cell"), [("Value", "£860"), ("Value (£)", "860")])
    def test_pounds_that_are_said_take_the_place_of_euros(self, held: Any, heading: str, cell: str) -> None:
        held("Value", "1000", Currency="EUR")
        assert held(heading, cell)[0] == {"value_ex_vat": 860}

    def test_a_row_without_sums_leaves_the_currency_alone(self, held: Any) -> None:
        held("Value", "1000", Currency="EUR")
        assert held("Department", "Place")[0] == {"foreign_value_ex_vat": 1000, "currency": "EUR"}

    def test_the_register_says_the_currency_and_leaves_it_out_of_its_total(self, held: Any, client_as: Any) -> None:
        held("Value", "€1,000")
        client = client_as("aisha")
        page = client.get("/contracts/?view=all").content.decode()
        assert "EUR 1,000" in page and "£1,000" not in page
        assert "1 contract in EUR" in page
        contract = Contract.objects.get()
        assert "EUR 1,000" in client.get(contract.get_absolute_url()).content.decode()

    def test_an_approval_takes_the_highest_line_and_says_why(self, held: Any) -> None:
        held("Value", "€1,000")
        content = REGISTRY["contract_termination"].content_of(Contract.objects.get())
        assert (content.value, content.value_inc) == (None, None)
        assert "highest line" in content.fields["Route"]

    def test_it_comes_back_from_an_export_unchanged_and_into_a_new_register_whole(
        self, held: Any, load: Any, cast: Any, at_nine: Any, tmp_path: Any
    ) -> None:
        held("Value (EUR)", "1000", **{"Value (GBP)": "860"})
        register = ContractRegister()
        asking = Asking(cast.actor("morag"), at_nine)
        keys = ",".join(column.key for column in register.columns)
        asked = register.understand({"columns": [keys]}, asking)
        path = tmp_path / "back.xlsx"
        with path.open("wb") as file:
            write_xlsx(sheet_of(register, asked, asking), file)
        assert counted(load(path)[1][0])["unchanged"] == 1
        _, [entry] = load(path, authority="WDC")
        assert counted(entry)["accepted"] == 1, entry
        made = Contract.objects.get(authority__code="WDC")
        assert (made.currency, made.foreign_value_ex_vat, made.value_ex_vat) == ("EUR", 1000, 860)

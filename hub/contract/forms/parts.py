"""Forms for what a contract has several of: suppliers, extension options, lots and partner authorities."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from hub.contract.forms.happenings import reason_field
from hub.contract.rules import bars_to_shares
from hub.contract.services import LotTerms, NamedPart, OptionTerms, PartnerTerms
from hub.contract.terms import SupplierRole
from hub.platform.govuk.asking import RowsForm
from hub.platform.govuk.fields import GovDateField
from hub.platform.govuk.money import MoneyField
from hub.platform.govuk.widgets import GovTextInput, PercentInput
from hub.supplier import rules as supplier_rules


class PartsForm(RowsForm):
    """Rows of one sort, the reason, and the version that was on the screen."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = reason_field("Why you change this")

    def needed(self, row: dict[str, Any], name: str, sentence: str) -> bool:
        """Say whether a row has a fact; without it, put the sentence beside the field."""
        field = self.field_name(row["key"], name)
        if row[name] in (None, "") and field not in self.errors:
            self.add_error(field, sentence)
        return row[name] not in (None, "")


def _share() -> forms.DecimalField:
    return forms.DecimalField(
        label="Share", min_value=0, max_value=100, max_digits=5, decimal_places=2, widget=PercentInput, required=False
    )


class SupplierRows(RowsForm):
    """Rows of suppliers: name, register number, role, share and lot."""

    row_noun = "Supplier"

    def __init__(self, *args: Any, lots: Any = (), **kwargs: Any) -> None:
        self.lots = [(lot.number, f"{lot.number} {lot.title}") for lot in lots]
        super().__init__(*args, **kwargs)

    def row_fields(self) -> dict[str, forms.Field]:
        """Give the fields of one supplier."""
        found: dict[str, forms.Field] = {
            "supplier": forms.CharField(
                label="Name or company number",
                max_length=300,
                help_text="If we do not know the supplier yet, we add it",
                required=False,
            ),
            "scheme": forms.ChoiceField(
                label="Register of organisations",
                choices=[("", "No register number"), *supplier_rules.SCHEMES],
                required=False,
            ),
            "number": forms.CharField(
                label="Number in that register", max_length=40, required=False, widget=GovTextInput(width=20)
            ),
            "role": forms.ChoiceField(label="Role", choices=SupplierRole.choices(), required=False),
            "share_percent": _share(),
        }
        if self.lots:
            found["lot_number"] = forms.ChoiceField(
                label="Lot", choices=[("", "The whole contract"), *self.lots], required=False
            )
        return found

    def is_filled(self, row: Any) -> bool:
        """Say whether a row names a supplier or a number; a role and a lot alone are the first choices of a list."""
        return any(row[name] not in (None, "") for name in ("supplier", "number", "share_percent"))

    def suppliers(self) -> list[NamedPart]:
        """Give the suppliers that were cleaned, with a sentence beside each field that is wrong."""
        found = []
        for row in self.row_values():
            if not row["supplier"]:
                self.add_error(self.field_name(row["key"], "supplier"), "Enter the name of the supplier")
                continue
            role, share = row["role"] or SupplierRole.LEAD, row["share_percent"]
            found.append(NamedPart(row["supplier"], role, share, row.get("lot_number") or "", self._number(row)))
        return found

    def _number(self, row: dict[str, Any]) -> supplier_rules.Identifier | None:
        if not row["scheme"] and not row["number"]:
            return None
        if not row["scheme"]:
            self.add_error(self.field_name(row["key"], "scheme"), "Select the register that the number is from")
            return None
        if not row["number"]:
            self.add_error(self.field_name(row["key"], "number"), "Enter the number in that register")
            return None
        try:
            return supplier_rules.identifier(row["scheme"], row["number"])
        except supplier_rules.BadIdentifier as bad:
            self.add_error(self.field_name(row["key"], "number"), bad.reason)
            return None


class SuppliersForm(SupplierRows, PartsForm):
    """Who the contract is with."""

    def clean(self) -> dict[str, Any]:
        """Give the suppliers; there is at least one."""
        cleaned = super().clean() or self.cleaned_data
        found = self.suppliers()
        if not found and not self.errors:
            self.add_error(self.field_name(self.keys[0], "supplier"), "Enter the name of the supplier")
        return {**cleaned, "suppliers": found}


class OptionsForm(PartsForm):
    """The extensions that the contract still offers; no row is none."""

    row_noun = "Extension option"

    def row_fields(self) -> dict[str, forms.Field]:
        """Give the fields of one option."""
        return {
            "months": forms.IntegerField(
                label="Length of the extension",
                min_value=1,
                max_value=240,
                widget=GovTextInput(suffix="months", width=3, numeric=True),
                required=False,
            ),
            "decide_by": GovDateField(
                label="Last day to decide", required=False, help_text="As the contract says, if it does"
            ),
            "clause": forms.CharField(label="Clause", max_length=120, required=False, widget=GovTextInput(width=20)),
        }

    def clean(self) -> dict[str, Any]:
        """Give the options."""
        cleaned = super().clean() or self.cleaned_data
        rows = [row for row in self.row_values() if self.needed(row, "months", "Enter length of the extension")]
        options = [OptionTerms(row["months"], row["decide_by"], row["clause"]) for row in rows]
        return {**cleaned, "options": options}


class LotsForm(PartsForm):
    """The parts of the contract that were competed for by themselves; no row is none."""

    row_noun = "Lot"

    def row_fields(self) -> dict[str, forms.Field]:
        """Give the fields of one lot."""
        return {
            "number": forms.CharField(label="Lot number", max_length=20, widget=GovTextInput(width=5), required=False),
            "title": forms.CharField(label="Title of the lot", max_length=400, required=False),
            "value_ex_vat": MoneyField(label="Value, ex VAT", min_value=0, required=False),
            "id": forms.IntegerField(required=False, widget=forms.HiddenInput, label="Recorded as"),
        }

    def is_filled(self, row: Any) -> bool:
        """Say whether a row says anything; a recorded lot whose words were all taken away is taken out."""
        return any(row[name] not in (None, "") for name in ("number", "title", "value_ex_vat"))

    def clean(self) -> dict[str, Any]:
        """Give the lots."""
        cleaned = super().clean() or self.cleaned_data
        lots = []
        for row in self.row_values():
            has_number = self.needed(row, "number", "Enter lot number")
            if self.needed(row, "title", "Enter title of the lot") and has_number:
                lots.append(LotTerms(row["number"], row["title"], row["value_ex_vat"], row["id"]))
        return {**cleaned, "lots": lots}


class PartnersForm(PartsForm):
    """The authorities that take part beside the lead, each with its share; no row is none."""

    row_noun = "Partner authority"

    def __init__(self, *args: Any, authorities: Any, **kwargs: Any) -> None:
        self.authorities = {str(each.pk): each for each in authorities}
        super().__init__(*args, **kwargs)

    def row_fields(self) -> dict[str, forms.Field]:
        """Give the fields of one partner."""
        names = [("", "Choose an authority"), *((key, each.name) for key, each in self.authorities.items())]
        return {
            "partner": forms.ChoiceField(label="Authority", choices=names, required=False),
            "share_percent": _share(),
            "note": forms.CharField(label="What it takes part in", max_length=250, required=False),
        }

    def clean(self) -> dict[str, Any]:
        """Give the partners; together they have at most the whole."""
        cleaned = super().clean() or self.cleaned_data
        rows = [row for row in self.row_values() if self.needed(row, "partner", "Select authority")]
        partners = [PartnerTerms(self.authorities[row["partner"]], row["share_percent"], row["note"]) for row in rows]
        total = sum((each.share_percent or Decimal(0) for each in partners), Decimal(0))
        for finding in bars_to_shares(total, twice=[], of="partners"):
            self.add_error(None, finding.message)
        return {**cleaned, "partners": partners}

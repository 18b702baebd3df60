"""Read the sums of one row of a register: with or without VAT, for its whole life or a year, in pounds or not.

What a cell says about its sum wins over what a person chose for its column, that over the column's heading, and that
over the field for which the column was taken. No sum is turned from one sort into another: the rate is not known.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Protocol

from hub.contract.reading import text
from hub.contract.reading.values import BAD_CURRENCY, Faults
from hub.platform.tabular import amounts, currencies
from hub.platform.tabular.amounts import Amount, AmountRange, Basis
from hub.platform.tabular.headings import CHOSEN, Mapping
from hub.platform.tabular.results import BadValue, shown

POUNDS, FOREIGN = "", "foreign_"
# Field → whether VAT is in it, whether it is a year's. Each has a twin for sums that are not in pounds.
SORTS = {
    "value_ex_vat": ("ex", False),
    "value_inc_vat": ("inc", False),
    "annual_value": ("ex", True),
    "annual_value_inc_vat": ("inc", True),
}
_FIELDS = {sort: name for name, sort in SORTS.items()}
# The surest come first, so that a second cell about the same sum is the one that is named.
VALUES = tuple(f"{twin}{name}" for twin in (POUNDS, FOREIGN) for name in SORTS)
BOUNDS = ("value_low", "value_high")
SUMS = (*VALUES, *BOUNDS, "irrecoverable_vat")

OTHER_CURRENCY = "“{value}” is in {said}, but the currency of the row is {row}. Correct one of them."
TWO_CURRENCIES = (
    "“{value}” is in {said}, but another sum of the row is in {other}. Write all sums that are not in pounds in one "
    "currency."
)
VAT_IN_POUNDS = "VAT is paid in pounds, but “{value}” is in {said}. Write the VAT in pounds, such as £1200.00."
VAT_TAKEN = "The irrecoverable VAT “{value}” was taken as pounds, because the row's other sums are in {row}."
GIVEN_TWICE = (
    "The column “{column}” says “{value}” for the {what}, for which another column says {kept}. The latter was kept. "
    "Correct one of them, or say which column to leave out."
)
ZERO = "The value in the column “{column}” is 0 and was kept so. Empty the cell if the value is not known."
LOW_ONLY = "Only the lower end of the value is given, so no value was taken: “{value}”."
WHAT = {
    "value_ex_vat": "value ex VAT",
    "value_inc_vat": "value inc VAT",
    "annual_value": "value a year, ex VAT",
    "annual_value_inc_vat": "value a year, inc VAT",
}


class Line(Protocol):
    """What is needed of the row that is read."""

    faults: Faults
    warnings: list[str]
    notes: list[str]

    def cell(self, key: str) -> str:
        """Give the text of a field, or "" when there is none."""
        ...


@dataclass(frozen=True)
class Columns:
    """What the headings of a register say about the sums under them, once for all rows.

    :param names: field → heading.
    :param sorts: field → whether VAT is in its sums, and whether they are a year's.
    :param currency: field → the one currency that its heading names, or "".
    """

    names: dict[str, str]
    sorts: dict[str, tuple[str, bool]] = field(default_factory=dict)
    currency: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, headings: Mapping) -> Columns:
        """Read the headings."""
        names = {guess.field: guess.column for guess in headings.guesses if guess.field in (*SUMS, "currency")}
        chosen = {guess.field for guess in headings.guesses if guess.how == CHOSEN}
        made = cls(names)
        for key, name in names.items():
            basis = amounts.basis_of(name)
            made.currency[key] = basis.currencies[0] if len(basis.currencies) == 1 else ""
            made.sorts[key] = _sort(key, Basis() if key in chosen else basis)
        return made

    @property
    def tells_foreign(self) -> bool:
        """Say whether sums that are not in pounds have columns of their own, so that the others are in pounds."""
        return any(key.startswith(FOREIGN) for key in self.names)


def _sort(key: str, basis: Basis) -> tuple[str, bool]:
    vat, is_annual = SORTS.get(key.removeprefix(FOREIGN), ("ex", False))
    return basis.vat or vat, is_annual or basis.is_annual


class Sums:
    """The sums of one row."""

    def __init__(self, columns: Columns, line: Line) -> None:
        self.columns, self.line = columns, line
        self.facts: dict[str, Any] = dict.fromkeys(SUMS)
        self.range_text = self.range_of = ""
        self.row_currency = self._row_currency()
        # Whether each sum's currency was said by cell, heading or row, or only taken to be the pound.
        self.said: set[bool] = set()
        # The one currency of the sums that are not in pounds.
        self.foreign = "" if self.row_currency == currencies.GBP else self.row_currency

    def read(self) -> dict[str, Any]:
        """Give the sums by field, the currency, and what a range is a range of."""
        # Columns that say a sort outright come before sums that belong elsewhere by what their cells say.
        for key in VALUES:
            if raw := self.line.cell(key):
                self._value(key, raw)
        self._bounds()
        self._vat()
        return {
            **self.facts,
            "currency": self.foreign or currencies.GBP,
            "currency_is_assumed": self.said == {False},
            "range_of": self.range_of,
            "range_text": self.range_text,
        }

    def _row_currency(self) -> str:
        raw = self.line.cell("currency")
        if not raw or amounts.is_absent(raw):
            return ""
        if code := currencies.code_of(raw):
            return code
        self._fault("currency", BAD_CURRENCY.format(value=shown(raw)))
        return ""

    def _value(self, key: str, raw: str) -> None:
        try:
            amount = amounts.parse_amount(raw)
        except BadValue as error:
            if not self._range(key, raw):
                self._fault(key, error.reason)
            return
        if amount is None:
            if not amounts.is_absent(raw) or any(char.isalpha() for char in raw):
                self.line.notes.append(f"The value is given as “{shown(raw)}”.")
            return
        name = self.columns.names[key]
        value = self.line.faults.positive(name, raw, amount.value)
        currency = self._currency_of(key, amount)
        if value is None or not currency:
            return
        if amount.is_estimate:
            self.line.notes.append(f"The value is an estimate: “{shown(raw)}”.")
        if not value:
            self.line.warnings.append(ZERO.format(column=name))
        self._keep(key, self._target(key, amount, currency), value)

    def _keep(self, key: str, target: str, value: Decimal) -> None:
        kept = self.facts[target]
        if kept is None:
            self.facts[target] = value
        elif kept != value:
            told = GIVEN_TWICE.format(
                column=self.columns.names[key],
                value=shown(self.line.cell(key)),
                what=WHAT[target.removeprefix(FOREIGN)],
                kept=f"{kept:f}",
            )
            self.line.warnings.append(told)

    def _target(self, key: str, said: Amount | AmountRange, currency: str) -> str:
        """Give the field to which a sum belongs."""
        vat, is_annual = self.columns.sorts[key]
        name = _FIELDS[said.vat or vat, is_annual or said.is_annual]
        return name if currency == currencies.GBP else f"{FOREIGN}{name}"

    def _currency_of(self, key: str, said: Amount | AmountRange) -> str:
        """Give the currency of a sum, or "" after a fault."""
        row = self.row_currency
        own = (said.currency if said.says_currency else "") or self.columns.currency[key]
        if self.columns.tells_foreign and not own:
            own = row if key.startswith(FOREIGN) else currencies.GBP
        # A row may give one sum in pounds beside the others only where columns of their own tell them apart.
        if own and row and own != row and not (self.columns.tells_foreign and own == currencies.GBP):
            self._fault(key, OTHER_CURRENCY.format(value=shown(self.line.cell(key)), said=own, row=row))
            return ""
        self.said.add(bool(own or row))
        currency = own or row or currencies.GBP
        if currency != currencies.GBP:
            if self.foreign and self.foreign != currency:
                told = TWO_CURRENCIES.format(value=shown(self.line.cell(key)), said=currency, other=self.foreign)
                self._fault(key, told)
                return ""
            self.foreign = currency
        return currency

    def _range(self, key: str, raw: str) -> bool:
        try:
            found = amounts.parse_range(raw)
        except BadValue:
            return False
        if found is None:
            return False
        currency = self._currency_of(key, found)
        if currency and self.facts["value_low"] is None and self.facts["value_high"] is None:
            self.facts["value_low"], self.facts["value_high"] = found.low, found.high
            self._range_is(self._target(key, found, currency), raw, found.high)
        return True

    def _range_is(self, target: str, raw: str, high: Decimal | None) -> None:
        self.range_of, self.range_text = target, shown(raw)
        self.line.notes.append(f"The value is given as a range: “{shown(raw)}”.")
        if high is None:
            self.line.warnings.append(LOW_ONLY.format(value=shown(raw)))

    def _bounds(self) -> None:
        """Read the two ends of a value where they have columns of their own."""
        held = {key: raw for key in BOUNDS if (raw := self.line.cell(key)) and not amounts.is_absent(raw)}
        if not held or self.range_of:
            return
        target = ""
        for key, raw in held.items():
            amount = self._amount(key, raw)
            if amount is None or not (currency := self._currency_of(key, amount)):
                continue
            # Two nothings are no range.
            self.facts[key] = self.line.faults.positive(self.columns.names[key], raw, amount.value) or None
            target = self._target(key, amount, currency)
        low, high = self.facts["value_low"], self.facts["value_high"]
        if low is not None or high is not None:
            said = " to ".join(shown(held[key]) for key in BOUNDS if key in held)
            self._range_is(target, said, high)

    def _vat(self) -> None:
        key = "irrecoverable_vat"
        raw = self.line.cell(key)
        # The Code's "irrecoverable VAT" is a sum, but some registers answer yes or no.
        if not raw or (text.yes_or_no(raw) is not None and raw.strip() not in {"0", "1"}):
            return
        amount = self._amount(key, raw)
        if amount is None:
            return
        said = amount.currency if amount.says_currency else self.columns.currency[key]
        if said and said != currencies.GBP:
            self._fault(key, VAT_IN_POUNDS.format(value=shown(raw), said=said))
            return
        if not said and self.foreign:
            self.line.warnings.append(VAT_TAKEN.format(value=shown(raw), row=self.foreign))
        self.facts[key] = self.line.faults.positive(self.columns.names[key], raw, amount.value)

    def _amount(self, key: str, raw: str) -> Amount | None:
        try:
            return amounts.parse_amount(raw)
        except BadValue as error:
            self._fault(key, error.reason)
            return None

    def _fault(self, key: str, reason: str) -> None:
        self.line.faults.add(self.columns.names.get(key, "Currency"), self.line.cell(key), reason)


Reader = Callable[[Line], dict[str, Any]]


def reader_of(headings: Mapping) -> Reader:
    """Give what reads the sums of each row under these headings."""
    columns = Columns.of(headings)
    return lambda line: Sums(columns, line).read()

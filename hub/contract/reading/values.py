"""Collect the faults of one record while its values are read."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from hub.platform.tabular import amounts, currencies, dates
from hub.platform.tabular.results import BadValue, Fault, shown

BAD_CURRENCY = "“{value}” is no currency. Write its code of three letters, such as GBP, EUR or USD."
ZEROS = "The value is given as 0 ({paths}), which was read as not known. Enter the value if you know it."
LARGEST = Decimal(10) ** 13


class Faults:
    """The faults found so far; each reader method notes its fault and returns None instead of raising."""

    def __init__(self) -> None:
        self.found: list[Fault] = []
        # Paths at which a notice says £0, which there means that nothing is said.
        self.zeros: list[str] = []

    def add(self, column: str, value: object, reason: str) -> None:
        """Note a fault."""
        self.found.append(Fault(column, shown(value), reason))

    def date(self, column: str, value: Any, order: dates.Order = dates.Order.DAY_FIRST) -> dt.date | None:
        """Read a date; anything but text and whole numbers says nothing."""
        if value is None or isinstance(value, (dict, list, bool)):
            return None
        try:
            return dates.parse_date(str(value), order)
        except BadValue as error:
            self.add(column, value, error.reason)
            return None

    def money(self, column: str, value: Any) -> Decimal | None:
        """Read a notice's number or text as a sum of money from zero up; £0 means that none is said."""
        if value is None or isinstance(value, (dict, list, bool)):
            return None
        try:
            amount = _number(value) if isinstance(value, (int, Decimal)) else _from_text(str(value))
        except BadValue as error:
            self.add(column, value, error.reason)
            return None
        found = self.positive(column, value, amount)
        if found == 0:
            self.zeros.append(column)
        return found or None

    def positive(self, column: str, value: object, amount: Decimal | None) -> Decimal | None:
        """Refuse a negative value of a contract."""
        if amount is not None and amount < 0:
            self.add(
                column,
                value,
                f"“{shown(value)}” is below zero, and the value of a contract is not. "
                f"Write {-amount} if that is meant, or leave the cell empty.",
            )
            return None
        return amount

    def ocds_value(self, path: str, value: Any) -> tuple[Decimal | None, Decimal | None, str]:
        """Read an OCDS Value: the amount without VAT, the amount with VAT, the currency."""
        if not isinstance(value, dict):
            return None, None, "GBP"
        said = str(value.get("currency") or currencies.GBP).strip()
        currency = currencies.code_of(said)
        if not currency:
            self.add(f"{path}.currency", said, BAD_CURRENCY.format(value=shown(said)))
        return (
            self.money(f"{path}.amount", value.get("amount")),
            self.money(f"{path}.amountGross", value.get("amountGross")),
            currency,
        )


def _number(value: int | Decimal) -> Decimal:
    if isinstance(value, Decimal) and not value.is_finite():
        raise BadValue("This is not a number. Write digits such as 1200.00.")
    number = Decimal(value)
    if number.adjusted() > LARGEST.adjusted():
        raise BadValue(f"“{shown(value)}” is too large to be a sum of money. Check the number of digits.")
    return number.quantize(amounts.PENNY)


def _from_text(text: str) -> Decimal | None:
    amount = amounts.parse_amount(text)
    return amount.value if amount else None


def value_of(currency: str, net: Decimal | None = None, gross: Decimal | None = None) -> dict[str, Any]:
    """Give a notice's value as fields of a row: in pounds, or among the sums of another currency."""
    twin = "" if currency == currencies.GBP else "foreign_"
    return {"currency": currency, f"{twin}value_ex_vat": net, f"{twin}value_inc_vat": gross}


def range_of(low: Decimal | None, high: Decimal, *, currency: str = currencies.GBP) -> dict[str, Any]:
    """Give the two bounds of a notice's value, without VAT, as fields of a row; nothing when they are one."""
    if low == high:
        return value_of(currency, high)
    is_home = currency == currencies.GBP
    said = f"up to {high:,.2f}" if low is None else f"{low:,.2f} to {high:,.2f}"
    return {
        "value_low": low,
        "value_high": high,
        "range_of": "value_ex_vat" if is_home else "foreign_value_ex_vat",
        "range_text": f"{currency} {said}",
    }

"""Read an amount as somebody types it into a form: with the parser of imported lists, and more strictly."""

from __future__ import annotations

import re
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError

from hub.platform.govuk.widgets import GovTextInput, MoneyInput
from hub.platform.tabular.amounts import parse_amount
from hub.platform.tabular.results import BadValue, shown

_POWER = re.compile(r"\d\s*e\s*[+-]?\d", re.I)
_FRACTION = re.compile(r"\.(\d+)\s*$")


class MoneyField(forms.DecimalField):
    """Pounds and pence; takes "£1,200.50" as well as "1200.5", and refuses what could mean two sums.

    Errors name what was typed and say what to write instead. Limits are those of `DecimalField`.
    """

    widget = MoneyInput

    def __init__(self, *, max_digits: int = 15, decimal_places: int = 2, **options: object) -> None:
        super().__init__(max_digits=max_digits, decimal_places=decimal_places, **options)  # type: ignore[arg-type]

    def to_python(self, value: object) -> Decimal | None:  # type: ignore[override]
        """Turn what was typed into pounds.

        Raises:
            ValidationError: it is no amount of pounds, or could mean two.
        """
        if not isinstance(value, str):
            return super().to_python(value)
        if not value.strip():
            return None
        try:
            return typed_amount(value)
        except BadValue as fault:
            reason = fault.reason.replace("the cell", "the box")
            raise ValidationError(f"{self.label or 'Amount'}: {reason}", code="invalid") from fault


class ForeignMoneyField(MoneyField):
    """An amount in a currency that another box says, so that it is typed as digits."""

    def __init__(self, **options: object) -> None:
        options.setdefault("widget", GovTextInput(width=10, numeric=True))
        super().__init__(**options)  # type: ignore[arg-type]


def typed_amount(text: str) -> Decimal:
    """Give the pounds that somebody typed.

    Raises:
        BadValue: it is no amount, could mean two, or says more than an amount.
    """
    typed = text.strip()
    if _POWER.search(typed):
        raise BadValue(f"“{shown(typed)}” is written as a power of ten. Write it in digits, such as 1200.00.")
    amount = parse_amount(typed)
    if amount is None:
        raise BadValue(f"“{shown(typed)}” is no amount. Write digits such as 1200.00, or leave the box empty.")
    if amount.currency != "GBP":
        raise BadValue(f"“{shown(typed)}” is not in pounds. Write the amount in pounds, such as 1200.00.")
    if amount.vat or amount.is_annual or amount.is_estimate:
        raise BadValue(f"“{shown(typed)}” says more than an amount. Write the digits alone, such as {amount.value:f}.")
    if (pence := _FRACTION.search(typed)) and len(pence[1].rstrip("0")) > 2:
        raise BadValue(f"“{shown(typed)}” has more than two places after the point. Write {amount.value:f}.")
    return amount.value

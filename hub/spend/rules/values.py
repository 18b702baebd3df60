"""How what was paid under a contract stands to its value: like is compared with like, or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

EX, INC = "ex VAT", "inc VAT"


@dataclass(frozen=True)
class PaidSums:
    """What was paid under a contract, by what its lines tell of VAT, in pounds.

    :param lines: all lines.
    :param ex_lines: those that tell a sum without VAT, which add up to ``ex``.
    :param inc_lines: those that tell a sum with VAT, which add up to ``inc``.
    :param rest: what the lines that tell no sum without VAT add up to, as paid, with VAT.
    """

    lines: int
    ex_lines: int
    ex: Decimal
    inc_lines: int
    inc: Decimal
    rest: Decimal


@dataclass(frozen=True)
class Against:
    """What was paid beside a value.

    :param paid: pounds, with or without VAT as ``value`` is; None where the two cannot be compared.
    :param value: pounds; None where lines with and without VAT are each held against their own value.
    :param vat: "ex VAT", "inc VAT", or "" where both stand beside their own value.
    :param share: of the value that is paid, as a fraction; None where that cannot be said.
    :param reason: why nothing is compared, and what to record; empty where it is, or where there is no value at all.
    """

    paid: Decimal | None = None
    value: Decimal | None = None
    vat: str = ""
    share: Decimal | None = None
    reason: str = ""

    @property
    def is_over(self) -> bool:
        """Say whether more was paid than the value."""
        if self.paid is not None and self.value is not None:
            return self.paid > self.value
        return self.share is not None and self.share > 1


def against_value(paid: PaidSums, ex_value: Decimal | None, inc_value: Decimal | None) -> Against:
    """Hold what was paid against the value with VAT or the one without, as the lines tell.

    :param ex_value: value of the contract without VAT, in pounds, or None when it is not recorded.
    :param inc_value: value of the contract with VAT, in pounds, or None when it is not recorded.
    """
    if ex_value is None and inc_value is None:
        return Against()
    if ex_value is not None and paid.ex_lines == paid.lines:
        return _beside(paid.ex, ex_value, EX)
    if inc_value is not None and paid.inc_lines == paid.lines:
        return _beside(paid.inc, inc_value, INC)
    if ex_value and inc_value:
        return Against(share=paid.ex / ex_value + paid.rest / inc_value)
    told, missing = ("without", EX) if inc_value is not None else ("with", INC)
    some = "Some of its payments are" if 0 < paid.ex_lines < paid.lines else "Its payments are"
    return Against(
        reason=f"{some} told {told} VAT only and its value {missing} is not recorded, so nothing is compared. "
        f"Record the value {missing}."
    )


def _beside(paid: Decimal, value: Decimal, vat: str) -> Against:
    return Against(paid, value, vat, paid / value if value else None)

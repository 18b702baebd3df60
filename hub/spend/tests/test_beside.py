"""Ledger lines without a contract beside a case of the same category."""

from decimal import Decimal

import pytest

from hub.procurement import selectors
from hub.procurement.tests import stories

pytestmark = pytest.mark.django_db
HEADINGS = ("Supplier name", "Payment date", "Transaction number", "Net amount", "Expenditure category")


def test_the_ledger_says_what_was_bought_without_a_contract(ledgers, cast, shipped, at_nine) -> None:
    day = at_nine.date().replace(day=2).strftime("%d/%m/%Y")
    ledgers.load(
        "now.csv",
        [("Bright Windows", day, "1", "400.00", "Cleaning"), ("Bright Windows", day, "2", "600.00", "Cleaning"),
         ("Paper Ltd", day, "3", "900.00", "Stationery")],
        HEADINGS,
    )  # fmt: skip
    given = {"authority": cast.eca, "by": cast.actor("priya"), "at": at_nine}
    case = stories.shaping(**given, category="cleaning")
    found = selectors.neighbours(case, cast.actor("priya"), on=at_nine.date())
    assert [(one.purchase.source, one.purchase.value_inc_vat) for one in found] == [("spend", Decimal("1200.00"))]
    assert "2 lines without a contract" in found[0].purchase.title
    elsewhere = selectors.neighbours(case, cast.actor("jo"), on=at_nine.date())
    assert elsewhere == []

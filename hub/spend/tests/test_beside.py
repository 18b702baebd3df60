"""Ledger lines without a contract beside a case of the same category."""

from decimal import Decimal

import pytest

from hub.procurement import selectors
from hub.procurement.tests import stories
from hub.spend.beside import WITHOUT
from hub.spend.selectors import lines

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


def test_all_categories_at_once_say_what_each_says_alone(ledgers, cast, at_nine) -> None:
    days = [at_nine.date().replace(month=month, day=2).strftime("%d/%m/%Y") for month in (3, 9, 11)]
    rows = [
        (payee, day, str(number), f"{number * 10}.50", category)
        for number, (payee, day, category) in enumerate(
            [
                (payee, day, category)
                for payee in ("Ash Ltd", "Oak Ltd")
                for day in days
                for category in ("Cleaning", "")
            ]
        )
    ]
    ledgers.load("now.csv", rows, HEADINGS)
    cube = lines.cube_on(cast.eca.pk, "category", WITHOUT)
    assert {row["category"] for row in cube} == {"Cleaning", ""}
    for name in ("Cleaning", ""):
        alone = lines.months_of(lines.Wanted(cast.eca.pk, category=name, footings=WITHOUT))
        together = [row for row in cube if row["category"] == name]
        told = sorted((row["month"], row["lines"], row["amount"]) for row in together)
        assert told == sorted((row["month"], row["lines"], row["amount"]) for row in alone)

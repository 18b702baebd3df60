"""A price that is not in pounds, entered on the page of the contract's value."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from hub.contract.models import Contract
from hub.contract.selectors.page import value_that_is_known
from hub.contract.tests import stories

pytestmark = pytest.mark.django_db


@pytest.fixture
def enter(tell: Any, client_as: Any) -> Any:
    """Fill in the page of a live contract's value and give the answer's text with the contract afterwards."""

    def fill(**values: str) -> tuple[str, Contract]:
        contract = tell(stories.contract_live)
        address = f"{contract.get_absolute_url()}correct/value/"
        given = {"reason": "The contract is in euros", "currency": "GBP", "_version": contract.version, **values}
        answer = client_as("morag").post(address, given, follow=True)
        return answer.content.decode(), Contract.objects.get(pk=contract.pk)

    return fill


class TestThePageOfTheValue:
    def test_takes_a_price_in_another_currency_and_shows_it(self, enter: Any) -> None:
        page, contract = enter(currency="EUR", foreign_value_ex_vat="77000")
        assert (contract.currency, contract.foreign_value_ex_vat, contract.value_ex_vat) == ("EUR", 77_000, None)
        assert "EUR 77,000" in page and "£77,000" not in page

    def test_takes_its_value_in_pounds_beside_it(self, enter: Any) -> None:
        page, contract = enter(currency="EUR", foreign_value_ex_vat="77000", value_ex_vat="66000")
        assert (contract.worth, contract.value_ex_vat) == ("EUR 77,000 (£66,000)", Decimal(66_000))
        assert "EUR 77,000 (£66,000) ex VAT" in page

    def test_asks_for_the_currency_of_a_price_and_the_price_of_a_currency(self, enter: Any) -> None:
        page, contract = enter(foreign_value_ex_vat="77000")
        assert "Select the currency, or leave the values in it empty" in page and contract.currency == "GBP"
        page, contract = enter(currency="EUR")
        assert "Enter the value in this currency, or select pounds" in page and contract.currency == "GBP"

    def test_refuses_euros_in_a_box_for_pounds(self, enter: Any) -> None:
        page, contract = enter(value_ex_vat="€1,000")
        assert "is not in pounds" in page and contract.value_ex_vat != 1000


class TestTheLineUnderTheHeading:
    @pytest.mark.parametrize(
        ("known", "shown"),
        [
            ({"value_ex_vat": Decimal(900_000), "value_inc_vat": Decimal(1_080_000)}, "£900,000 ex VAT"),
            ({"value_inc_vat": Decimal(12_000)}, "£12,000 inc VAT"),
            ({"currency": "EUR", "foreign_value_inc_vat": Decimal(9_500)}, "EUR 9,500 inc VAT"),
            ({"annual_value_inc_vat": Decimal(12_000)}, "£12,000 inc VAT a year"),
            ({}, ""),
        ],
    )
    def test_says_the_value_that_is_known(self, known: dict[str, Any], shown: str) -> None:
        assert value_that_is_known(Contract(**known)) == shown

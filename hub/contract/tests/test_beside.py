"""Contracts beside a case of the same class of CPV codes."""

from datetime import timedelta
from decimal import Decimal

import pytest

from hub.contract.tests import stories
from hub.procurement import selectors
from hub.procurement.tests import stories as cases

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast, shipped, at_nine):
    """A case for the cleaning of bus shelters."""
    return cases.shaping(authority=cast.eca, by=cast.actor("priya"), at=at_nine)


def told(tell, **facts):
    return tell(stories.contract_live, main_cpv="90911300", value_inc_vat=None, value_ex_vat=Decimal(50_000), **facts)


def test_a_contract_in_force_of_the_same_class_is_found_with_vat(case, tell, cast, at_nine) -> None:
    contract = told(tell)
    tell(stories.contract_live, title="Energy", main_cpv="09310000")
    found = [one.purchase for one in selectors.neighbours(case, cast.actor("priya"), on=at_nine.date())]
    assert [(one.reference, one.value_inc_vat) for one in found] == [(contract.reference, 60_000)]
    assert found[0].page == contract.get_absolute_url() and found[0].kind == "services"


def test_one_of_another_authority_is_not(case, tell, cast, at_nine) -> None:
    day = at_nine - timedelta(days=30)
    stories.contract_live(authority=cast.wdc, by=cast.actor("harriet"), at=day, main_cpv="90911300")
    assert selectors.neighbours(case, cast.actor("priya"), on=at_nine.date()) == []

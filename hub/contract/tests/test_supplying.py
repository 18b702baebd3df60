"""Contracts tell quotes who supplied something alike before."""

from datetime import date, timedelta

import pytest

from hub.contract.supplying import by_contract
from hub.contract.tests import stories
from hub.procurement.beside import Wanted

pytestmark = pytest.mark.django_db


def wanted(cast, *, cpv="", category=""):
    return Wanted(cast.eca.pk, 0, None, cpv, category, since=date.min, until=date(2026, 11, 23))


def test_the_supplier_of_the_same_class_of_codes_is_named_with_its_contract(tell, cast) -> None:
    contract = tell(stories.contract_live, main_cpv="90911300")
    tell(stories.contract_live, title="Energy", main_cpv="09310000")
    assert by_contract(wanted(cast, cpv="9091")) == {contract.parties.get().supplier_id: contract.reference}


def test_so_is_the_supplier_of_the_same_category(tell, cast) -> None:
    contract = tell(stories.contract_live, category="Cleaning and waste")
    assert by_contract(wanted(cast, category="Cleaning and waste")) == {
        contract.parties.get().supplier_id: contract.reference
    }


def test_a_draft_and_a_contract_of_another_authority_name_nobody(tell, cast, at_nine) -> None:
    tell(stories.contract_draft, main_cpv="90911300")
    day = at_nine - timedelta(days=30)
    stories.contract_live(authority=cast.wdc, by=cast.actor("harriet"), at=day, main_cpv="90911300")
    assert by_contract(wanted(cast, cpv="9091")) == {}

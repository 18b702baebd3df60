"""Data quality: one record changed moves one figure, and each figure opens exactly the records to mend."""

from __future__ import annotations

import re
from html import unescape

import pytest

from hub.contract.models import Contract
from hub.contract.selectors.quality import FIELDS, by_owner
from hub.contract.tests import stories
from hub.contract.tests.telling import Telling
from hub.platform.indicators import get_indicator

pytestmark = pytest.mark.django_db


@pytest.fixture
def contract(cast, shipped, at_nine) -> Contract:
    """A live contract, complete and confirmed today."""
    made = Telling(cast, at_nine)(stories.contract_live)
    Contract.objects.filter(pk=made.pk).update(confirmed_on=at_nine.date(), missing_count=0)
    made.refresh_from_db()
    return made


def change(contract: Contract, **facts) -> None:
    """Set facts as if they had come so from a list."""
    Contract.objects.filter(pk=contract.pk).update(**facts)


class TestQuality:
    def test_a_good_record_counts_with_all_its_fields(self, contract, at_nine):
        found = by_owner(contract.authority_id, at_nine)
        assert [(one.owner, one.good_fields, one.fields) for one in found] == [("Ruth Bell", FIELDS, FIELDS)]

    @pytest.mark.parametrize(
        ("facts", "part", "good"),
        [
            ({"missing_count": 2}, "complete", FIELDS - 2), ({"value_ex_vat": 0}, "valid", 0),
            ({"starts_on": "2000-01-01", "ends_on": "2001-01-01"}, "valid", 0),
            ({"confirmed_on": "2020-01-01"}, "fresh", 0),
            ({"confirmed_on": None}, "fresh", 0),
        ],
    )  # fmt: skip
    def test_one_fault_moves_its_own_part_and_the_score(self, contract, at_nine, facts, part, good):
        change(contract, **facts)
        found = by_owner(contract.authority_id, at_nine)[0]
        assert [name for name in ("complete", "valid", "fresh") if not getattr(found, name)] == [part]
        assert found.good_fields == good
        reading = get_indicator("ST-9.dq").measure([contract.authority_id], at_nine)
        assert (reading.numerator, reading.denominator) == (good, FIELDS)

    def test_without_contracts_nothing_is_measured(self, cast, at_nine):
        assert get_indicator("ST-9.dq").measure([cast.eca.pk], at_nine).figure is None

    def test_each_number_opens_exactly_its_records(self, contract, client_as):
        change(contract, confirmed_on=None)
        naomi = client_as("naomi")
        page = unescape(naomi.get("/maturity/quality/").content.decode())
        (address,) = set(re.findall(r'href="(/contracts/\?fails=ST-9\.fresh&owner=\d+)"', page))
        assert contract.reference in naomi.get(address).content.decode()
        assert f"{contract.get_absolute_url()}" in naomi.get("/maturity/measures/ST-9.fresh/").content.decode()

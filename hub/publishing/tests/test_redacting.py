"""Withholding: at once, by the right people, and told to the public with ground and review date."""

from datetime import date
from decimal import Decimal

import pytest

from hub.contract import services as contracts
from hub.platform.acts import NotHeld, Refused
from hub.publishing import selectors, services
from hub.publishing.models import PublishedContract
from hub.publishing.terms import SECTIONS, Ground
from hub.publishing.tests.conftest import everything, from_zero

pytestmark = pytest.mark.django_db
REVIEW = date(2027, 5, 1)


def withhold(contract, by, at, field="value_ex_vat", ground=Ground.COMMERCIAL, review_on=REVIEW):
    return services.redact(
        contract, field=field, ground=ground, reason="The supplier asked", review_on=review_on, by=by, at=at
    )


class TestRedact:
    @pytest.mark.parametrize("field", sorted(SECTIONS))
    def test_the_fact_is_gone_from_the_public_row_at_once(self, cast, live, follow, at_nine, field):
        contracts.correct(live, changes={"location": "Depot Road"}, reason="More", by=cast.actor("morag"), at=at_nine)
        follow()
        withhold(live, cast.actor("daniel"), at_nine, field=field)
        row = PublishedContract.objects.get(contract_id=live.pk)
        assert [part["field"] for part in row.withheld] == [field]
        assert not getattr(row, field, None) and not row.facts.get(field)
        if field == "suppliers":
            assert "Meridian" not in str(everything())

    def test_the_public_reads_ground_section_and_review_date_and_not_the_reason(self, cast, live, follow, at_nine):
        follow()
        withhold(live, cast.actor("daniel"), at_nine)
        row = PublishedContract.objects.get(contract_id=live.pk)
        assert row.withheld == [
            {
                "field": "value_ex_vat",
                "label": "Value, ex VAT",
                "section": "Value",
                "ground": "Sensitive commercial information (Procurement Act 2023, section 94)",
                "review_on": "2027-05-01",
            }
        ]
        assert "asked" not in str(everything())

    def test_earlier_amounts_are_withheld_with_the_present_one(self, cast, live, follow, at_nine):
        contracts.correct(
            live, changes={"value_ex_vat": Decimal(777_000)}, reason="New", by=cast.actor("morag"), at=at_nine
        )
        follow()
        withhold(live, cast.actor("daniel"), at_nine)
        assert "900000" not in str(everything()) and "777000" not in str(everything())

    def test_it_survives_replay(self, cast, live, follow, at_nine):
        withhold(live, cast.actor("daniel"), at_nine)
        follow()
        before = everything()
        from_zero()
        assert everything() == before
        assert before["contracts"][0]["value_ex_vat"] is None

    @pytest.mark.parametrize("key", ["aisha", "priya", "tom", "jo", "naomi"])
    def test_others_may_not(self, cast, live, home, at_nine, key):
        with pytest.raises(NotHeld):
            withhold(live, cast.actor(key), at_nine)
        assert selectors.withheld_from(live.pk) == []

    def test_a_fact_is_withheld_once(self, cast, live, follow, at_nine):
        withhold(live, cast.actor("daniel"), at_nine)
        with pytest.raises(Refused, match="withheld already"):
            withhold(live, cast.actor("morag"), at_nine)

    def test_the_review_date_lies_ahead(self, cast, live, home, at_nine):
        with pytest.raises(Refused, match="after today"):
            withhold(live, cast.actor("daniel"), at_nine, review_on=at_nine.date())


class TestUnredact:
    def test_the_fact_is_shown_again_at_once(self, cast, live, follow, at_nine):
        follow()
        before = everything()
        row = withhold(live, cast.actor("daniel"), at_nine)
        services.unredact(row, reason="The contract is over", by=cast.actor("morag"), at=at_nine)
        assert everything() == before
        assert row.lifted_on == at_nine.date()

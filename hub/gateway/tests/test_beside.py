"""Waivers that look like a case are shown beside it, so that they can count together."""

from datetime import date

import pytest

from hub.gateway import services
from hub.gateway.tests import stories
from hub.procurement import selectors
from hub.procurement.tests import stories as cases

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]


@pytest.fixture
def case(cast, shipped, at_nine):
    return cases.shaping(authority=cast.eca, by=cast.actor("priya"), at=at_nine, category="Lifts")


def beside(case, cast, at):
    found = selectors.neighbours(case, cast.actor("priya"), on=at.date())
    return {one.purchase.reference: one.purchase for one in found if one.purchase.source == "waiver"}


class TestWaiversBesideACase:
    def test_are_those_of_its_category_with_vat_and_supplier(self, case, cast, at_nine) -> None:
        waiver = stories.waiver(cast, at_nine)
        stories.waiver(cast, at_nine, title="Boilers", supplier_name="Other", category="Heating")
        (found,) = beside(case, cast, at_nine).values()
        assert (found.reference, found.value_inc_vat) == (waiver.reference, 21_600)
        assert found.note.startswith("Tollgate Lifts Ltd") and found.note.endswith("not decided yet")

    def test_leave_out_what_was_refused_withdrawn_or_is_the_case_itself(self, case, cast, at_nine) -> None:
        gone = stories.waiver(cast, at_nine)
        services.withdraw_waiver(gone, reason="Not needed.", by=cast.actor("priya"), at=at_nine)
        stories.waiver(cast, at_nine, supplier_name="Other", procurement=case)
        assert beside(case, cast, at_nine) == {}

    def test_leave_out_what_ended_long_ago(self, case, cast, at_nine) -> None:
        stories.waiver(cast, at_nine, starts_on=date(2024, 1, 1), ends_on=date(2024, 6, 1))
        assert beside(case, cast, at_nine) == {}

    def test_count_with_the_value_of_all_once_decided(self, case, cast, at_nine) -> None:
        from hub.procurement import services as procuring
        from hub.procurement.rules import Typed
        from hub.procurement.terms import EstimateMethod, VatTreatment

        waiver, by = stories.waiver(cast, at_nine), cast.actor("priya")
        typed = Typed(amount=100_000, treatment=VatTreatment.STANDARD, method=EstimateMethod.BUDGET)
        procuring.estimate(case, typed=typed, by=by, at=at_nine)
        procuring.aggregate(case, together=[f"waiver:{waiver.pk}"], by=by, at=at_nine)
        assert case.aggregate_inc_vat == 141_600

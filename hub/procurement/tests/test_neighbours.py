"""Purchases that look alike: found wherever they stand, and counted together by the law."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from hub.law.terms import Procedure
from hub.pipeline import services as pipeline
from hub.platform import gates
from hub.platform.acts import Refused
from hub.procurement import beside, rules, selectors, services
from hub.procurement.models import Procurement
from hub.procurement.terms import EstimateMethod, State, VatTreatment

pytestmark = pytest.mark.django_db


def worth(amount: int) -> rules.Typed:
    return rules.Typed(amount=Decimal(amount), treatment=VatTreatment.STANDARD, method=EstimateMethod.BUDGET)


@pytest.fixture
def case(begin):
    return begin(estimate=worth(100_000), category="Cleaning")


class TestFound:
    def test_are_other_cases_and_entries_of_one_class(self, case, begin, cast, at_nine) -> None:
        other = begin(title="Shelter repairs", main_cpv="90911300", estimate=worth(90_000))
        begin(title="Tram energy", main_cpv="09310000")
        by = cast.actor("priya")
        facts = {"title": "Window cleaning", "main_cpv": "90911300", "value_ex_vat": Decimal(30_000)}
        entry = pipeline.propose(authority=cast.eca, facts=facts, needed_on=date(2027, 5, 1), by=by, at=at_nine)
        found = {one.purchase.reference: one.purchase for one in selectors.neighbours(case, by, on=at_nine.date())}
        assert set(found) == {other.reference, entry.reference}
        assert found[entry.reference].value_inc_vat == 36_000

    def test_are_purchases_on_quotes_that_were_closed_within_the_year(self, case, begin, cast, at_nine) -> None:
        by = cast.actor("priya")
        quoted = begin(title="Window cleaning", estimate=worth(20_000))
        old = begin(title="Floor cleaning", estimate=worth(20_000))
        for row, years in ((quoted, 0), (old, 3)):
            day = at_nine.date() - timedelta(days=365 * years + 30)
            told = {"procedure": Procedure.BELOW_THRESHOLD, "awarded_on": day, "closed_on": day}
            Procurement.objects.filter(pk=row.pk).update(status=State.CLOSED, **told)
        found = [one.purchase for one in selectors.neighbours(case, by, on=at_nine.date())]
        assert [one.reference for one in found] == [quoted.reference]
        assert found[0].note == "Bought on quotes, below the threshold"

    def test_leave_out_what_another_authority_buys(self, case, begin, cast, at_nine) -> None:
        begin(authority=cast.jo.authority, by=cast.actor("jo"))
        assert selectors.neighbours(case, cast.actor("priya"), on=at_nine.date()) == []

    def test_are_not_looked_for_without_code_and_category(self, begin, cast, at_nine) -> None:
        case = begin(main_cpv="", category="")
        begin(main_cpv="", category="")
        assert selectors.neighbours(case, cast.actor("priya"), on=at_nine.date()) == []

    def test_a_later_package_adds_its_own(self, case, cast, at_nine) -> None:
        bought = beside.Purchase("quotes", "7", "QUO-7", "Graffiti removal", "/quotes/7/", Decimal(20_000))
        beside.source("quotes", label="Quote", find=lambda wanted, actor: [bought])
        try:
            found = selectors.neighbours(case, cast.actor("priya"), on=at_nine.date())
            assert [one.purchase for one in found] == [bought]
        finally:
            beside.forget("quotes")


class TestDecided:
    def test_what_could_be_one_counts_with_the_value_of_all(self, case, begin, cast, at_nine) -> None:
        other, priya = begin(title="Shelter repairs", estimate=worth(90_000)), cast.actor("priya")
        assert not selectors.standing_of(case).covered
        services.aggregate(case, together=[f"procurement:{other.pk}"], by=priya, at=at_nine)
        assert case.aggregate_inc_vat == 228_000 and selectors.standing_of(case).covered
        assert selectors.undecided(case, priya, on=at_nine.date()) == 0

    def test_a_good_reason_values_them_apart_and_stays_on_record(self, case, begin, cast, at_nine) -> None:
        other = begin(title="Shelter repairs", estimate=worth(90_000))
        why = "Repairs need a licence that cleaners do not hold."
        services.aggregate(
            case, together=[f"procurement:{other.pk}"], good_reason=why, by=cast.actor("priya"), at=at_nine
        )
        assert (case.aggregate_inc_vat, case.aggregation_reason) == (120_000, why)

    def test_a_purchase_without_a_value_has_to_be_valued_first(self, case, begin, cast, at_nine) -> None:
        other = begin(title="Shelter repairs", estimate=None)
        with pytest.raises(Refused, match=other.reference):
            services.aggregate(case, together=[f"procurement:{other.pk}"], by=cast.actor("priya"), at=at_nine)

    def test_a_new_estimate_asks_for_the_decision_again(self, case, begin, cast, at_nine) -> None:
        other, priya = begin(title="Shelter repairs", estimate=worth(90_000)), cast.actor("priya")
        services.aggregate(case, together=[f"procurement:{other.pk}"], by=priya, at=at_nine)
        services.estimate(case, typed=worth(110_000), by=priya, at=at_nine)
        assert (case.aggregate_inc_vat, case.aggregated_on) == (None, None)
        assert selectors.undecided(case, priya, on=at_nine.date()) == 1

    def test_what_comes_up_later_is_warned_of_again_and_told_at_the_gate(self, case, begin, client_as, at_nine) -> None:
        def at_the_gate() -> gates.Answer:
            found = [said for one, said in gates.answers(case, "strategy", at_nine) if one.key.endswith("aggregation")]
            return found[0]

        assert at_the_gate() == gates.Answer(
            True, "No other purchase looks like it.", f"{case.get_absolute_url()}value/"
        )
        other = begin(title="Shelter repairs", estimate=worth(90_000))
        assert not at_the_gate().holds
        client = client_as("priya")
        sent = {"version": case.version, "together": [f"procurement:{other.pk}"], "good_reason": ""}
        assert client.post(f"{case.get_absolute_url()}aggregate/", sent).status_code == 302
        case.refresh_from_db()
        assert at_the_gate().holds and "£228,000" in at_the_gate().says
        begin(title="Graffiti removal", estimate=worth(10_000))
        page = client.get(f"{case.get_absolute_url()}value/").content.decode()
        assert "1 purchase looks like this one" in page and "after the last decision" in page
        assert not at_the_gate().holds

    def test_is_decided_on_its_page(self, case, begin, client_as) -> None:
        other = begin(title="Shelter repairs", estimate=worth(90_000))
        client = client_as("priya")
        warned = client.get(f"{case.get_absolute_url()}value/").content.decode()
        assert "1 purchase looks like this one and nobody has decided" in warned
        sent = {"version": case.version, "together": [f"procurement:{other.pk}"], "good_reason": ""}
        assert client.post(f"{case.get_absolute_url()}aggregate/", sent).status_code == 302
        page = client.get(f"{case.get_absolute_url()}value/").content.decode()
        assert "it counts with £228,000" in page and "a covered procurement" in page

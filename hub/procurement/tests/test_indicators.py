"""What is measured of joint work, of input before the market, of new ideas and of forecasts."""

from datetime import timedelta
from decimal import Decimal

import pytest

from hub.platform.indicators import get_indicator
from hub.procurement import rules, services
from hub.procurement.models import Procurement
from hub.procurement.services import PartTerms
from hub.procurement.terms import EstimateMethod, Innovation, TeamRole, VatTreatment
from hub.procurement.tests import stories

pytestmark = pytest.mark.django_db


def worth(amount: int) -> rules.Typed:
    return rules.Typed(amount=Decimal(amount), treatment=VatTreatment.STANDARD, method=EstimateMethod.BUDGET)


@pytest.fixture
def large(begin, cast, at_nine):
    """Give a function that opens a large case and takes it as far as somebody wants."""

    def make(*, to: str = "", ago: int = 30, **more) -> Procurement:
        case = begin(estimate=worth(3_000_000), tier="gold", **more)
        day = at_nine.date() - timedelta(days=ago)
        dated = {"approved": "approved_on", "competing": "competed_on", "awarded": "awarded_on"}
        if to:
            Procurement.objects.filter(pk=case.pk).update(status=to, **{dated[to]: day})
        return case

    return make


def read(key, cast, at):
    return get_indicator(key).measure([cast.eca.pk], at)


class TestInput:
    def test_counts_a_team_that_was_whole_on_the_day(self, large, cast, at_nine) -> None:
        by = cast.actor("priya")
        people = {TeamRole.PROCUREMENT: cast.priya, TeamRole.LEGAL: cast.daniel, TeamRole.FINANCE: cast.helen}
        parts = [PartTerms(person, role) for role, person in people.items()]
        early, late = large(), large(title="Trams")
        for case, then in ((early, at_nine - timedelta(days=60)), (late, at_nine)):
            services.name_team(case, parts=parts, by=by, at=then)
            day = at_nine.date() - timedelta(days=30)
            Procurement.objects.filter(pk=case.pk).update(status="competing", competed_on=day)
        found = read("SE-5.input", cast, at_nine)
        assert (found.numerator, found.denominator) == (1, 2)


class TestJoint:
    def test_weighs_what_a_partner_takes_part_in(self, large, cast, at_nine) -> None:
        joint = large(title="Trams")
        services.set_partners(
            joint, partners=[(cast.wdc, "")], reason="One service.", by=cast.actor("priya"), at=at_nine
        )
        alone = large()
        Procurement.objects.filter(pk__in=[joint.pk, alone.pk]).update(status="awarded", awarded_on=at_nine.date())
        Procurement.objects.filter(pk=alone.pk).update(estimate_ex_vat=Decimal(9_000_000))
        found = read("SE-5.joint", cast, at_nine)
        assert (found.numerator, found.denominator) == (3_000_000, 12_000_000)


class TestIdeas:
    def test_are_invited_with_a_reason_and_counted(self, large, cast, client_as, at_nine) -> None:
        one = large()
        large(title="Trams", to="approved")
        client, page = client_as("priya"), f"{one.get_absolute_url()}invite-ideas/"
        assert client.post(page, {"innovation": "outcomes", "version": one.version}).status_code == 422
        why = "Firms know better how to keep shelters clean."
        sent = {"innovation": "outcomes", "reason": why, "version": one.version}
        assert client.post(page, sent).status_code == 302
        one.refresh_from_db()
        assert one.innovation == Innovation.OUTCOMES and one.innovation_decided_on == at_nine.date()
        assert why in client.get(f"{one.get_absolute_url()}aims/").text
        Procurement.objects.filter(pk=one.pk).update(status="approved", approved_on=at_nine.date())
        found = read("NX-3.invite", cast, at_nine)
        assert (found.numerator, found.denominator) == (1, 2)


class TestForecast:
    def test_is_the_median_difference_from_the_plan(self, cast, shipped, at_nine) -> None:
        by = cast.actor("priya")
        for title, paid in (("Vans", 900_000), ("Trams", 1_300_000), ("Buses", 1_010_000), ("Bikes", None)):
            entry = stories.planned_entry(authority=cast.eca, owner=cast.aisha, by=by, at=at_nine, title=title)
            told = entry.value_ex_vat
            case = services.begin_from(entry, vat_treatment="zero", by=by, at=at_nine)
            value = told * paid / 1_000_000 if paid else None
            Procurement.objects.filter(pk=case.pk).update(
                status="awarded", awarded_on=at_nine.date(), award_ex_vat=value
            )
        found = read("BC-1.forecast_err", cast, at_nine)
        assert (found.value, found.cases) == (Decimal("0.100"), 3)

    def test_award_keeps_its_value(self, begin, cast, at_nine) -> None:
        case = stories.approved(begin(), team=[cast.priya, cast.daniel], by=cast.actor("morag"), at=at_nine)
        services.award(case, award_ex_vat=Decimal(99_000), by=cast.actor("priya"), at=at_nine)
        assert case.award_ex_vat == 99_000

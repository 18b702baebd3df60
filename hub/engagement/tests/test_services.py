"""What can be done about market engagement, by whom, and what is refused."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from hub.engagement import citing, selectors, services
from hub.engagement.models import Exercise
from hub.engagement.services import Decision, Named, Plan
from hub.engagement.tests import stories
from hub.pipeline import services as pipeline
from hub.platform import clock
from hub.platform.act_table import NotHeld, Refused, WrongState
from hub.platform.gates import declare as gates
from hub.platform.indicators import get_indicator
from hub.procurement import services as cases
from hub.procurement.appraisal.tests import stories as appraisals

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast", "shipped")]


@pytest.fixture
def priya(cast):
    return cast.actor("priya")


@pytest.fixture
def case(cast, priya, at_nine):
    return appraisals.case_begun(authority=cast.eca, by=priya, at=at_nine, contract_kind="goods")


@pytest.fixture
def entry(cast, at_nine):
    facts = {"title": "Vans", "value_ex_vat": Decimal(900_000)}
    return pipeline.propose(
        authority=cast.eca, facts=facts, needed_on=date(2027, 9, 1), by=cast.actor("morag"), at=at_nine
    )


def decided(one, record, text="Five years it is.", **more):
    return Decision(text, citing.place_of(record), **more)


class TestPlan:
    def test_may_be_for_several_purchases(self, cast, case, entry, priya, at_nine):
        on = at_nine.date()
        made = Plan("Vans", "Prices", "event", on, on, records=[case, entry])
        one = services.plan(made, authority=cast.eca, by=priya, at=at_nine)
        assert selectors.records_of(one) == [case, entry]
        assert selectors.of_procurement(case) == selectors.of_entry(entry) == [one]

    def test_is_for_something_in_days_that_can_be(self, cast, case, priya, at_nine):
        on = at_nine.date()
        with pytest.raises(Refused) as refused:
            services.plan(
                Plan("Vans", "", "event", on, on - timedelta(days=1), records=[]),
                authority=cast.eca,
                by=priya,
                at=at_nine,
            )
        assert {one.code for one in refused.value.findings} == {"dates", "records"}
        assert not Exercise.objects.exists()

    def test_is_for_purchases_of_ones_own(self, cast, case, at_nine):
        on = at_nine.date()
        made = Plan("Vans", "", "event", on, on, records=[case])
        with pytest.raises(Refused, match="belongs to another authority"):
            services.plan(made, authority=cast.wdc, by=cast.actor("jo"), at=at_nine)

    def test_is_for_those_who_ask(self, cast, case, at_nine):
        with pytest.raises(NotHeld):
            stories.planned(case, by=cast.actor("naomi"), at=at_nine)


class TestOpen:
    def test_needs_something_to_ask(self, case, priya, at_nine):
        one = stories.planned(case, by=priya, at=at_nine)
        with pytest.raises(Refused, match="Write the questions"):
            services.open_it(one, by=priya, at=at_nine)

    def test_fixes_the_questions(self, case, priya, at_nine):
        one = stories.running(case, by=priya, at=at_nine)
        with pytest.raises(Refused, match="It must be planned"):
            services.ask(one, questions=["Why?"], by=priya, at=at_nine)
        assert [row.text for row in one.questions.all()] == list(stories.QUESTIONS)


class TestSuppliers:
    def test_are_named_once(self, case, priya, at_nine):
        one = stories.planned(case, by=priya, at=at_nine)
        with pytest.raises(Refused, match="named twice"):
            services.invite(one, named=[Named("Ash"), Named("ash ")], by=priya, at=at_nine)

    def test_that_answered_stay(self, case, priya, at_nine):
        one = stories.answered(case, by=priya, at=at_nine)
        with pytest.raises(Refused, match="has answered questions"):
            services.invite(one, named=[Named("Birch Motors")], by=priya, at=at_nine)
        assert one.participants.count() == 2

    def test_that_answer_have_taken_part(self, case, priya, at_nine):
        one = stories.answered(case, by=priya, at=at_nine)
        assert {row.attended_on for row in one.participants.all()} == {at_nine.date()}

    def test_an_answer_can_be_taken_back(self, case, priya, at_nine):
        one = stories.answered(case, by=priya, at=at_nine)
        first = one.participants.first()
        services.answer(one, participant=first, texts={1: "", 2: "Four years"}, by=priya, at=at_nine)
        assert selectors.answers_of(first) == {2: "Four years"}


class TestNotice:
    def test_is_published_or_explained_not_both(self, case, priya, at_nine):
        one = stories.planned(case, by=priya, at=at_nine)
        for given in ({}, {"published_on": at_nine.date(), "number": "1", "why_none": "Because"}):
            with pytest.raises(Refused, match="or the reason why there is none"):
                services.record_notice(one, by=priya, at=at_nine, **given)
        with pytest.raises(Refused, match="number of the notice"):
            services.record_notice(one, published_on=at_nine.date(), by=priya, at=at_nine)
        services.record_notice(one, why_none="Too small a market.", by=priya, at=at_nine)
        assert one.is_notice_settled

    def test_is_a_duty_of_what_is_bought(self, case, entry, priya, at_nine):
        assert selectors.notice_duty(stories.planned(case, by=priya, at=at_nine)).duty == "must"
        assert selectors.notice_duty(stories.planned(entry, by=priya, at=at_nine)).duty == "must"


class TestAdvantage:
    def test_that_cannot_be_avoided_keeps_a_supplier_out(self, case, priya, at_nine):
        one = stories.answered(case, by=priya, at=at_nine)
        with pytest.raises(Refused, match="Say which supplier"):
            services.assess_advantage(one, advantage="unavoidable", note=" ", by=priya, at=at_nine)
        services.assess_advantage(one, advantage="unavoidable", note="Birch wrote it.", by=priya, at=at_nine)
        assert one.must_exclude
        services.assess_advantage(one, advantage="none", note="", by=priya, at=at_nine)
        assert not one.must_exclude

    def test_steps_are_recorded_once(self, case, priya, at_nine):
        one = stories.running(case, by=priya, at=at_nine)
        services.record_steps(one, steps=["Shared"], taken_on=at_nine.date(), by=priya, at=at_nine)
        with pytest.raises(Refused, match="recorded already"):
            services.record_steps(one, steps=["Shared"], taken_on=at_nine.date(), by=priya, at=at_nine)


class TestClose:
    def test_asks_for_everything_that_is_missing_at_once(self, case, priya, at_nine):
        one = stories.running(case, by=priya, at=at_nine)
        with pytest.raises(Refused) as refused:
            services.close(one, by=priya, at=at_nine)
        assert [each.code for each in refused.value.findings] == ["findings", "steps", "advantage", "notice"]
        assert one.status == "running"

    def test_gives_the_findings_a_day(self, case, priya, at_nine):
        one = stories.closed(case, by=priya, at=at_nine)
        assert (one.status, one.cite_by, one.uncited_count) == ("closed", date(2027, 1, 22), 1)
        with pytest.raises(WrongState):
            services.close(one, by=priya, at=at_nine)


class TestCite:
    def test_a_finding_waits_for_its_decision(self, cast, case, priya, at_nine):
        one = stories.closed(case, by=priya, at=at_nine)
        (finding,) = selectors.findings_not_cited(case)
        with pytest.raises(Refused, match="what was decided"):
            services.cite(one, finding=finding, decision=decided(one, case, " "), by=priya, at=at_nine)
        services.cite(one, finding=finding, decision=decided(one, case), by=priya, at=at_nine)
        assert selectors.findings_not_cited(case) == []
        assert (one.uncited_count, one.changed_something, finding.cited_reference) == (0, True, case.reference)

    def test_one_that_is_not_followed_changed_nothing(self, case, priya, at_nine):
        one = stories.closed(case, by=priya, at=at_nine)
        (finding,) = selectors.findings_not_cited(case)
        services.cite(
            one, finding=finding, decision=decided(one, case, "Three years, for the grant.", is_followed=False),
            by=priya, at=at_nine,
        )  # fmt: skip
        assert (one.uncited_count, one.changed_something) == (0, False)

    def test_places_are_the_purchases_and_their_appraisals(self, case, priya, at_nine):
        appraisal = appraisals.begun(case, by=priya, at=at_nine)
        one = stories.closed(case, by=priya, at=at_nine)
        found = citing.places_of(selectors.records_of(one), priya)
        assert [place.reference for place in found] == [case.reference, appraisal.reference]

    def test_findings_for_an_entry_count_for_its_case(self, cast, entry, priya, at_nine):
        stories.closed(entry, by=priya, at=at_nine)
        on = date(2027, 9, 1)
        pipeline.plan(
            entry, owner=cast.priya, needed_on=on, start_by=None, value_ex_vat=Decimal(900_000), by=priya, at=at_nine
        )
        case = cases.begin_from(entry, vat_treatment="standard", by=priya, at=at_nine)
        assert len(selectors.findings_not_cited(case)) == 1


class TestGate:
    def look(self, case, at):
        return {one.key: answer for one, answer in gates.answers(case, "strategy", at)}

    def test_asks_whether_the_market_was_asked_and_used(self, case, priya, at_nine):
        assert not self.look(case, at_nine)["engagement.held"].holds
        one = stories.closed(case, by=priya, at=at_nine)
        said = self.look(case, at_nine)
        assert said["engagement.held"].says == "2 suppliers took part, 1 finding."
        assert not said["engagement.used"].holds
        (finding,) = selectors.findings_not_cited(case)
        services.cite(one, finding=finding, decision=decided(one, case), by=priya, at=at_nine)
        assert self.look(case, at_nine)["engagement.used"].holds

    def test_gets_a_part_of_its_pack(self, case, priya, at_nine):
        stories.closed(case, by=priya, at=at_nine)
        part = next(one for one in gates.parts_for(case, "strategy", at_nine) if one.key == "engagement")
        assert "Ashdown Vehicles" in part.blocks[0].text


class TestMeasures:
    def test_count_approved_cases_and_what_findings_changed(self, cast, case, priya, at_nine):
        one = stories.closed(case, by=priya, at=at_nine)
        cases.approve(case, by=cast.actor("morag"), at=at_nine)

        def figure(name):
            return get_indicator(f"BC-3.{name}").measure([cast.eca.pk], at_nine).figure

        with clock.frozen(at_nine):
            assert [figure(name) for name in ("engaged", "used", "fed", "advantage")] == [1, 0, 0, 1]
            (finding,) = selectors.findings_not_cited(case)
            services.cite(one, finding=finding, decision=decided(one, case), by=priya, at=at_nine)
            assert figure("used") == 1

    def test_do_not_count_what_was_found_after_the_day_that_is_asked_for(self, cast, case, priya, at_nine):
        later = at_nine + timedelta(days=3)
        cases.approve(case, by=cast.actor("morag"), at=at_nine)
        stories.closed(case, by=priya, at=later)
        with clock.frozen(later):
            measure = get_indicator("BC-3.engaged").measure
            assert measure([cast.eca.pk], later).figure == 1
            assert measure([cast.eca.pk], at_nine + timedelta(days=1)).figure == 0

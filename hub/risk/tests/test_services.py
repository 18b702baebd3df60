"""Screens of cases and contracts: answered, reviewed by somebody else, and asked for again when things change."""

from datetime import date, timedelta

import pytest

from hub.contract.tests import stories as contracts
from hub.platform import clock
from hub.platform.act_table import NotHeld, Refused
from hub.platform.events.models import Event
from hub.platform.events.subscribers import REGISTRY, catch_up
from hub.platform.gates import declare as gates
from hub.platform.indicators import get_indicator
from hub.procurement import services as cases
from hub.procurement.appraisal.tests.stories import case_begun
from hub.risk import selectors, services
from hub.risk.models import Screen
from hub.risk.terms import Topic
from hub.risk.tests import stories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast", "shipped")]


@pytest.fixture
def priya(cast):
    return cast.actor("priya")


@pytest.fixture
def case(cast, priya, at_nine):
    return case_begun(authority=cast.eca, by=priya, at=at_nine)


class TestAnswer:
    def test_gives_a_level_with_reasons_and_what_it_asks_for(self, cast, case, priya, at_nine):
        one = stories.screened(
            case, Topic.DATA, reviewer=cast.noor, by=priya, at=at_nine, yes=("personal", "vulnerable")
        )
        assert (one.level, one.points) == ("medium", 2)
        assert one.reasons[0] == "The supplier handles personal data."
        assert [ask.code for ask in selectors.asks_of(one)] == ["data.dpia", "data.terms"]
        assert (one.open_asks, one.review_by, one.again_on) == (2, date(2026, 12, 3), date(2027, 11, 23))

    def test_asks_for_every_answer(self, cast, case, priya, at_nine):
        given = stories.answers(case, Topic.FRAUD, at=at_nine)
        del given["fraud.few"]
        with pytest.raises(Refused, match="Do one or two people specify"):
            services.answer(case, topic=Topic.FRAUD, answers=given, notes={}, reviewer=cast.noor, by=priya, at=at_nine)
        assert not Screen.objects.exists()

    def test_names_somebody_else_who_may_review(self, cast, case, priya, at_nine):
        for who, told in ((cast.priya, "nobody reviews their own"), (cast.naomi, "may not review")):
            with pytest.raises(Refused, match=told):
                stories.screened(case, Topic.DATA, reviewer=who, by=priya, at=at_nine)

    def test_is_for_those_who_shape_and_manage(self, cast, case, at_nine):
        with pytest.raises(NotHeld):
            stories.screened(case, Topic.DATA, reviewer=cast.noor, by=cast.actor("naomi"), at=at_nine)

    def test_again_keeps_the_result_of_what_is_still_asked(self, cast, case, priya, at_nine):
        one = stories.screened(case, Topic.DATA, reviewer=cast.noor, by=priya, at=at_nine, yes=("personal", "new"))
        dpia, _ = selectors.asks_of(one)
        services.meet(one, ask=dpia, result="Kept as DP-7.", done_on=at_nine.date(), by=priya, at=at_nine)
        again = stories.screened(case, Topic.DATA, reviewer=cast.noor, by=priya, at=at_nine, yes=("personal",))
        assert again.pk == one.pk and [ask.code for ask in selectors.asks_of(again)] == ["data.terms"]
        third = stories.screened(case, Topic.DATA, reviewer=cast.noor, by=priya, at=at_nine, yes=("personal", "new"))
        assert [ask.result for ask in selectors.asks_of(third)] == ["Kept as DP-7.", ""]
        assert third.open_asks == 1


class TestReview:
    def test_is_by_whoever_was_named(self, cast, case, priya, at_nine):
        one = stories.screened(case, Topic.SLAVERY, reviewer=cast.noor, by=priya, at=at_nine)
        with pytest.raises(NotHeld):
            services.review(one, comment="Seen", by=cast.actor("helen"), at=at_nine)
        services.review(one, comment="Seen", by=cast.actor("noor"), at=at_nine)
        assert (one.status, one.reviewed_on) == ("reviewed", at_nine.date())

    def test_is_never_by_whoever_answered_it(self, cast, case, at_nine):
        one = stories.screened(case, Topic.SLAVERY, reviewer=cast.noor, by=cast.actor("morag"), at=at_nine)
        with pytest.raises(Refused, match="You answered this screen"):
            services.review(one, comment="Seen", by=cast.actor("morag"), at=at_nine)

    def test_of_a_high_risk_says_what_is_done(self, cast, case, priya, at_nine):
        one = stories.screened(
            case, Topic.SLAVERY, reviewer=cast.noor, by=priya, at=at_nine, yes=("industry", "workforce")
        )
        with pytest.raises(Refused, match="what is done about it"):
            services.review(one, comment=" ", by=cast.actor("noor"), at=at_nine)
        assert one.status == "screened"

    def test_somebody_else_can_be_named(self, cast, case, priya, at_nine):
        one = stories.screened(case, Topic.SLAVERY, reviewer=cast.noor, by=priya, at=at_nine)
        services.name_reviewer(one, reviewer=cast.helen, reason="Noor is away.", by=priya, at=at_nine)
        assert selectors.to_review(cast.helen) == [one] and not selectors.to_review(cast.noor)


class TestMeet:
    def test_needs_a_result_and_a_day_that_has_come(self, cast, case, priya, at_nine):
        one = stories.screened(case, Topic.DATA, reviewer=cast.noor, by=priya, at=at_nine, yes=("personal",))
        (terms,) = selectors.asks_of(one)
        with pytest.raises(Refused) as refused:
            services.meet(one, ask=terms, result="", done_on=date(2026, 12, 1), by=priya, at=at_nine)
        assert {each.code for each in refused.value.findings} == {"result", "done_on"}
        services.meet(one, ask=terms, result="Clause 14", done_on=at_nine.date(), by=priya, at=at_nine)
        assert one.open_asks == 0


class TestAgain:
    def test_a_changed_case_is_screened_again(self, cast, case, at_nine):
        one = stories.reviewed(case, Topic.DATA, cast=cast, at=at_nine)
        cases.revise(case, changes={"description": "With cameras"}, by=cast.actor("priya"), at=at_nine)
        catch_up(REGISTRY["risk.changed"])
        one.refresh_from_db()
        assert (one.status, one.outdated_why) == ("outdated", "Changed since: what it is for.")

    def test_a_change_of_something_else_leaves_it(self, cast, case, at_nine):
        one = stories.reviewed(case, Topic.DATA, cast=cast, at=at_nine)
        cases.revise(case, changes={"budget_line": "4410"}, by=cast.actor("priya"), at=at_nine)
        catch_up(REGISTRY["risk.changed"])
        one.refresh_from_db()
        assert one.status == "reviewed"

    def test_reading_the_log_twice_asks_once(self, cast, case, at_nine):
        stories.reviewed(case, Topic.DATA, cast=cast, at=at_nine)
        cases.revise(case, changes={"description": "With cameras"}, by=cast.actor("priya"), at=at_nine)
        services.outdate_changed(case.kind(), {case.pk}, at=at_nine)
        assert services.outdate_changed(case.kind(), {case.pk}, at=at_nine) == 0
        assert Event.objects.filter(verb="risk.outdate").count() == 1


class TestGate:
    def test_names_the_screens_that_are_open(self, cast, case, at_nine):
        stories.reviewed(case, Topic.DATA, cast=cast, at=at_nine)
        missing = selectors.screens_missing(case, on=at_nine.date())
        assert missing == [Topic.SLAVERY, Topic.FAILURE, Topic.FRAUD, Topic.EXTERNAL]
        said = {one.key: answer for one, answer in gates.answers(case, "strategy", at_nine)}
        assert not said["risk.screens"].holds
        assert "modern slavery, contractor failure, fraud and external events" in said["risk.screens"].says

    def test_is_content_with_five_reviewed_screens(self, cast, case, at_nine):
        stories.all_reviewed(case, cast=cast, at=at_nine)
        said = {one.key: answer for one, answer in gates.answers(case, "strategy", at_nine)}
        assert said["risk.screens"].holds and "risk.dpia" not in said
        assert [part.heading for part in gates.parts_for(case, "strategy", at_nine) if part.key == "risk"]

    def test_asks_for_the_impact_assessment(self, cast, case, at_nine):
        one = stories.reviewed(case, Topic.DATA, cast=cast, at=at_nine, yes=("personal", "special"))
        look = {each.key: answer for each, answer in gates.answers(case, "strategy", at_nine)}["risk.dpia"]
        assert not look.holds
        dpia = selectors.asks_of(one)[0]
        services.meet(one, ask=dpia, result="DP-9", done_on=at_nine.date(), by=cast.actor("noor"), at=at_nine)
        assert {e.key: a for e, a in gates.answers(case, "strategy", at_nine)}["risk.dpia"].holds


class TestMeasures:
    def test_count_cases_with_all_five(self, cast, case, at_nine):
        measure = get_indicator("SR-0.screened").measure
        with clock.frozen(at_nine):
            assert measure([cast.eca.pk], at_nine).figure == 0
            stories.all_reviewed(case, cast=cast, at=at_nine)
            assert measure([cast.eca.pk], at_nine).figure == 1
            assert get_indicator("SR-4.screened").measure([cast.eca.pk], at_nine).figure == 1
            assert get_indicator("SR-5.screened").measure([cast.wdc.pk], at_nine).figure is None

    def test_count_cases_as_at_an_earlier_moment(self, cast, case, priya, at_nine):
        screened = case_begun(authority=cast.eca, by=priya, at=at_nine, title="Trees")
        stories.all_reviewed(screened, cast=cast, at=at_nine)
        later = at_nine + timedelta(days=3)
        for one in (case, screened):
            cases.revise(one, changes={"budget_line": "4410"}, by=priya, at=later)
        with clock.frozen(later):
            found = get_indicator("SR-0.screened").measure([cast.eca.pk], at_nine + timedelta(hours=1))
        assert (found.numerator, found.denominator) == (1, 2)

    def test_do_not_count_a_screen_on_a_day_before_it_was_reviewed(self, cast, case, at_nine):
        later = at_nine + timedelta(days=3)
        stories.all_reviewed(case, cast=cast, at=later)
        with clock.frozen(later):
            measure = get_indicator("SR-0.screened").measure
            assert measure([cast.eca.pk], later).figure == 1
            assert measure([cast.eca.pk], at_nine + timedelta(days=1)).figure == 0

    def test_count_screens_of_contracts(self, cast, at_nine):
        contract = contracts.contract_live(authority=cast.eca, by=cast.actor("morag"), at=at_nine)
        measure = get_indicator("SR-1.scored").measure
        with clock.frozen(at_nine):
            assert measure([cast.eca.pk], at_nine).figure == 0
            stories.reviewed(contract, Topic.SLAVERY, cast=cast, at=at_nine)
            assert measure([cast.eca.pk], at_nine).figure == 1

    def test_a_late_review_is_to_be_mended(self, cast, case, priya, at_nine):
        one = stories.screened(case, Topic.DATA, reviewer=cast.noor, by=priya, at=at_nine)
        later = at_nine + timedelta(days=11)
        with clock.frozen(later):
            found = get_indicator("SR-0.reviewed")
            assert found.measure([cast.eca.pk], later).figure == 0
            assert [row.label for row in found.fails([cast.eca.pk], later, 9).rows] == [str(one)]

"""What can be done to an appraisal, by whom, and what is refused."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from hub.platform.act_table import NotHeld, Refused, WrongState
from hub.platform.events.models import Event
from hub.platform.tenancy.selectors import shared_with
from hub.procurement import selectors as cases_selectors
from hub.procurement import services as cases
from hub.procurement.appraisal import rules, selectors, services
from hub.procurement.appraisal.models import OptionsAppraisal
from hub.procurement.appraisal.services import Given
from hub.procurement.appraisal.terms import Delivery
from hub.procurement.appraisal.tests import stories
from hub.procurement.models import Partner

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast", "shipped")]


@pytest.fixture
def priya(cast):
    return cast.actor("priya")


@pytest.fixture
def case(cast, priya, at_nine):
    return stories.case_begun(authority=cast.eca, by=priya, at=at_nine)


def join(case, partner, by, at):
    """Let a partner authority take part, as the case's own act does."""
    from hub.platform.acts import perform
    from hub.procurement import acts

    with perform(acts.REVISE, case, by=by, at=at):
        case.community_input = f"{partner.name} joins."
        Partner(procurement=case, authority=partner).save()


class TestBegin:
    def test_keeps_the_criteria_and_the_rate_of_its_day(self, case, priya, at_nine):
        made = stories.begun(case, by=priya, at=at_nine)
        assert (made.discount_percent, made.top, made.years, made.edition) == (Decimal("3.5"), 5, 5, 1)
        assert sum(one.weight for one in made.criteria.all()) == 100
        assert {one.group for one in made.criteria.all()} == {"commercial", "social", "risk"}

    def test_one_is_worked_on_at_a_time(self, case, priya, at_nine):
        made = stories.begun(case, by=priya, at=at_nine)
        with pytest.raises(Refused, match=made.reference):
            stories.begun(case, by=priya, at=at_nine)

    def test_is_for_those_who_edit(self, cast, case, at_nine):
        with pytest.raises(NotHeld):
            stories.begun(case, by=cast.actor("naomi"), at=at_nine)

    def test_comes_before_the_market_is_asked(self, cast, case, priya, at_nine):
        cases.abandon(case, reason="Not needed.", by=cast.actor("morag"), at=at_nine)
        with pytest.raises(Refused, match="no longer open"):
            stories.begun(case, by=priya, at=at_nine)

    def test_costs_no_more_years_than_the_rate_holds_for(self, case, priya, at_nine):
        with pytest.raises(Refused, match="between 1 and 30"):
            services.begin(case, question="How?", years=31, by=priya, at=at_nine)
        assert not OptionsAppraisal.objects.exists()


class TestOptions:
    def test_are_counted_with_what_the_rule_asks_for(self, case, priya, at_nine):
        made = stories.listed(case, by=priya, at=at_nine)
        assert (made.options_count, made.has_do_nothing, made.scores_all_groups) == (4, True, False)

    def test_one_that_is_left_out_says_why(self, case, priya, at_nine):
        made = stories.listed(case, by=priya, at=at_nine)
        option = selectors.option(made, 2)
        out = stories.terms("Own garage", Delivery.IN_HOUSE, 1, is_short_listed=False)
        with pytest.raises(Refused, match="Say why"):
            services.revise_option(made, option=option, terms=out, by=priya, at=at_nine)

    def test_doing_nothing_stays_on_the_short_list(self, case, priya, at_nine):
        made = stories.begun(case, by=priya, at=at_nine)
        out = stories.terms("Wait", Delivery.DO_NOTHING, 0, is_short_listed=False, why_not="No use")
        with pytest.raises(Refused, match="stays on the short list"):
            services.add_option(made, terms=out, by=priya, at=at_nine)

    def test_costs_lie_within_the_years(self, case, priya, at_nine):
        made = stories.begun(case, by=priya, at=at_nine)
        late = services.OptionTerms("Vans", Delivery.OPEN, costs=[rules.CostLine("Vans", Decimal(1), 3, 5)])
        with pytest.raises(Refused, match="between 0 and 4"):
            services.add_option(made, terms=late, by=priya, at=at_nine)

    def test_a_revision_says_what_changed(self, case, priya, at_nine):
        made = stories.listed(case, by=priya, at=at_nine)
        services.revise_option(
            made, option=selectors.option(made, 4), terms=stories.terms("Open tender", Delivery.OPEN, 250_000),
            by=priya, at=at_nine,
        )  # fmt: skip
        event = Event.objects.filter(verb="appraisal.revise_option").get()
        assert "option 4: title" in event.detail_row.data["changes"]

    def test_stay_once_scores_are_asked_for(self, case, priya, at_nine):
        made = stories.scoring(case, by=priya, at=at_nine)
        with pytest.raises(WrongState):
            services.add_option(made, terms=stories.OPTIONS[0], by=priya, at=at_nine)


class TestWeights:
    def test_add_up_to_a_hundred(self, case, priya, at_nine):
        made = stories.begun(case, by=priya, at=at_nine)
        with pytest.raises(Refused, match=r"add up to 120, 20 more"):
            services.weigh(made, weights={"cost": Decimal(50)}, reason="Money", by=priya, at=at_nine)
        assert made.criteria.get(code="cost").weight == 30

    def test_leave_no_side_out(self, case, priya, at_nine):
        made = stories.begun(case, by=priya, at=at_nine)
        weights = {"cost": Decimal(60), "social": Decimal(0), "place": Decimal(0)}
        with pytest.raises(Refused, match="Nothing social would count"):
            services.weigh(made, weights=weights, reason="Money", by=priya, at=at_nine)

    def test_change_with_a_reason(self, case, priya, at_nine):
        made = stories.begun(case, by=priya, at=at_nine)
        weights = {"cost": Decimal(40), "market": Decimal(5)}
        services.weigh(made, weights=weights, reason="Money is short.", by=priya, at=at_nine)
        assert made.criteria.get(code="cost").weight == 40


class TestScoring:
    def test_needs_options_and_costs(self, case, priya, at_nine):
        made = stories.begun(case, by=priya, at=at_nine)
        with pytest.raises(Refused) as refused:
            services.ask_for_scores(made, by=priya, at=at_nine)
        assert {one.code for one in refused.value.findings} == {"few", "costs"}

    def test_asks_for_every_point_and_reason(self, cast, case, priya, at_nine):
        made = stories.scoring(case, by=priya, at=at_nine)
        given = stories.points(made)
        given[2, "market"] = Given(6, "Too much")
        given[3, "market"] = Given(3, " ")
        del given[4, "market"]
        with pytest.raises(Refused) as refused:
            services.give(made, scores=given, authority=cast.eca, by=priya, at=at_nine)
        assert len(refused.value.findings) == 3
        assert not made.sheets.exists()

    def test_several_appraisers_are_averaged(self, cast, case, priya, at_nine):
        made = stories.scored(case, by=priya, at=at_nine)
        higher = stories.points(made, {**stories.POINTS, 2: (5, 5, 5, 4, 5)})
        services.give(made, scores=higher, authority=cast.eca, by=cast.actor("tom"), at=at_nine)
        second = next(one for one in selectors.whole(made).case().options if one.code == "2")
        assert [second.points[code] for code in ("market", "social", "place", "delivery", "failure")] == [4, 4, 4, 3, 4]

    def test_somebody_changes_their_own_scores(self, cast, case, priya, at_nine):
        made = stories.scored(case, by=priya, at=at_nine)
        services.give(
            made, scores=stories.points(made, {**stories.POINTS, 1: (5, 5, 5, 5, 5)}), authority=cast.eca, by=priya,
            at=at_nine,
        )  # fmt: skip
        assert made.sheets.count() == 1
        assert (
            selectors.sheet_of(made, priya.person_id).points[
                selectors.option(made, 1).pk, made.criteria.get(code="market").pk
            ]
            == 5
        )

    def test_is_closed_before_it_is_asked_for(self, cast, case, priya, at_nine):
        made = stories.listed(case, by=priya, at=at_nine)
        with pytest.raises(Refused, match="not asked for now"):
            services.give(made, scores=stories.points(made), authority=cast.eca, by=priya, at=at_nine)

    def test_scores_wait_when_the_list_grows(self, cast, case, priya, at_nine):
        made = stories.scored(case, by=priya, at=at_nine)
        services.reopen(made, reason="One more way was found.", by=priya, at=at_nine)
        services.add_option(made, terms=stories.terms("Hire", Delivery.FRAMEWORK, 1), by=priya, at=at_nine)
        assert not selectors.whole(made).complete


class TestPartners:
    def test_read_it_and_score_in_their_own_name(self, cast, case, priya, at_nine):
        join(case, cast.wdc, priya, at_nine)
        made = stories.scored(case, by=priya, at=at_nine)
        assert shared_with(made) == [cast.wdc]
        jo = cast.actor("jo")
        assert selectors.find(jo, made.reference) == made
        sheet = services.give(made, scores=stories.points(made), authority=cast.wdc, by=jo, at=at_nine)
        assert (sheet.authority, shared_with(sheet)) == (cast.wdc, [cast.eca])
        services.choose(made, option=selectors.option(made, 3), reason="Best.", by=priya, at=at_nine)
        assert made.has_partner_input and made.results["appraisers"][1]["is_partner"]

    def test_others_do_not_find_it(self, cast, case, priya, at_nine):
        made = stories.scored(case, by=priya, at=at_nine)
        assert selectors.find(cast.actor("yusuf"), made.reference) is None

    def test_nobody_scores_for_an_authority_they_do_not_work_for(self, cast, case, priya, at_nine):
        made = stories.scoring(case, by=priya, at=at_nine)
        with pytest.raises(NotHeld):
            services.give(made, scores=stories.points(made), authority=cast.wdc, by=priya, at=at_nine)


class TestChoose:
    def test_becomes_the_strategy_of_the_case(self, case, priya, at_nine):
        made = stories.chosen(case, by=priya, at=at_nine, number=4)
        case.refresh_from_db()
        assert (case.delivery, case.intended_procedure) == ("open", "open")
        assert (made.status, made.chosen.number, made.is_best) == ("chosen", 4, False)
        assert made.outcome_due_on == date(2027, 11, 23)
        assert made.results["winner"] == "3" and made.scores_all_groups
        assert Event.objects.filter(verb="procurement.take_strategy", root_id=case.pk).count() == 1

    def test_a_chosen_way_has_its_timetable_until_a_procedure_is_chosen(self, cast, priya, at_nine):
        case = stories.case_begun(
            authority=cast.eca, by=priya, at=at_nine, contract_kind="services", needed_on=date(2028, 1, 1)
        )
        assert "participation" not in {step["step"] for step in case.plans.first().steps}
        one = stories.listed(case, by=priya, at=at_nine)
        services.add_option(one, terms=stories.terms("In stages", Delivery.FLEXIBLE, 1), by=priya, at=at_nine)
        services.ask_for_scores(one, by=priya, at=at_nine)
        scores = stories.points(one, {**stories.POINTS, 5: (5, 5, 5, 5, 5)})
        services.give(one, scores=scores, authority=cast.eca, by=priya, at=at_nine)
        services.choose(one, option=selectors.option(one, 5), reason="Needs talks.", by=priya, at=at_nine)
        plan = case.plans.first()
        assert "participation" in {step["step"] for step in plan.steps} and "In stages" in plan.reason

    def test_an_intention_that_is_not_open_leaves_the_usual_timetable(self, cast, priya, at_nine):
        case = stories.case_begun(
            authority=cast.eca, by=priya, at=at_nine, contract_kind="services", needed_on=date(2028, 1, 1)
        )
        case_plan = case.plans.first()
        case.intended_procedure = "below_threshold"
        found = cases_selectors.planned(case, cases_selectors.usual_plan(case, on=at_nine.date()), on=at_nine.date())
        assert found is not None and found.sure().ends_on == case_plan.ends_on

    def test_an_option_that_fails_a_factor_is_refused(self, case, priya, at_nine):
        made = stories.scored(case, by=priya, at=at_nine)
        with pytest.raises(Refused, match="It can be in place when it is needed"):
            services.choose(made, option=selectors.option(made, 1), reason="Cheap", by=priya, at=at_nine)
        case.refresh_from_db()
        assert (made.status, case.delivery) == ("scoring", "")

    def test_waits_for_a_whole_sheet(self, case, priya, at_nine):
        made = stories.scoring(case, by=priya, at=at_nine)
        with pytest.raises(Refused, match="Nobody has scored"):
            services.choose(made, option=selectors.option(made, 3), reason="Best", by=priya, at=at_nine)

    def test_is_locked_until_the_next_version_chooses(self, cast, case, priya, at_nine):
        made = stories.chosen(case, by=priya, at=at_nine)
        with pytest.raises(WrongState):
            services.choose(made, option=selectors.option(made, 2), reason="Better", by=priya, at=at_nine)
        second = services.again(made, reason="Wickmoor has left.", by=priya, at=at_nine)
        assert (second.edition, second.options.count(), made.status) == (2, 4, "chosen")
        services.ask_for_scores(second, by=priya, at=at_nine)
        services.give(second, scores=stories.points(second), authority=cast.eca, by=priya, at=at_nine)
        services.choose(second, option=selectors.option(second, 2), reason="Alone.", by=priya, at=at_nine)
        made.refresh_from_db()
        case.refresh_from_db()
        assert (made.status, second.status, case.delivery) == ("superseded", "chosen", "in_house")
        assert selectors.strategy(case) == second

    def test_a_version_that_is_withdrawn_leaves_room_for_another(self, case, priya, at_nine):
        made = stories.chosen(case, by=priya, at=at_nine)
        second = services.again(made, reason="Looked again.", by=priya, at=at_nine)
        services.withdraw(second, reason="No need.", by=priya, at=at_nine)
        third = services.again(made, reason="Needed after all.", by=priya, at=at_nine)
        assert (third.edition, third.supersedes) == (3, made)


class TestOutcome:
    def test_is_compared_with_what_was_expected(self, case, priya, at_nine):
        made = stories.chosen(case, by=priya, at=at_nine)
        later = at_nine + timedelta(days=370)
        services.check_outcome(
            made, outcome="worse", note="It cost a fifth more.", actual_cost=Decimal(216_000), by=priya, at=later
        )
        assert (made.outcome, made.outcome_on) == ("worse", later.date())

    def test_needs_words(self, case, priya, at_nine):
        made = stories.chosen(case, by=priya, at=at_nine)
        with pytest.raises(Refused, match="better, worse or as expected"):
            services.check_outcome(made, outcome="worse", note="", actual_cost=None, by=priya, at=at_nine)

"""What can be done to a case, who may, and what is refused with which words."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from hub.law.terms import ContractKind, Procedure
from hub.platform.act_table import NotHeld, Refused, Stale, WrongState
from hub.platform.deadlines.models import DeadlineRow
from hub.procurement import rules, services
from hub.procurement.models import Procurement
from hub.procurement.services import LotDecision, LotTerms, ObjectiveTerms, PartTerms
from hub.procurement.terms import EstimateMethod, InterestOutcome, SocialValue, State, TeamRole, VatTreatment
from hub.procurement.tests import stories

pytestmark = pytest.mark.django_db


def value(amount: int | None, treatment: str = VatTreatment.STANDARD, **more) -> rules.Typed:
    given = {"method": EstimateMethod.BUDGET, **more}
    return rules.Typed(amount=None if amount is None else Decimal(amount), treatment=treatment, **given)


class TestBegin:
    def test_numbers_the_case_and_fixes_the_law_of_today(self, begin, cast, at_nine) -> None:
        case = begin()
        on = at_nine.date()
        assert case.reference == f"PRC-{on.year}-0001"
        assert (case.rules_on, case.began_on, case.status) == (on, on, State.SHAPING)
        assert case.owner == cast.priya

    def test_works_the_value_out_with_vat_and_keeps_how_it_was_made(self, begin) -> None:
        case = begin()
        row = case.estimates.get()
        assert (case.estimate_ex_vat, case.estimate_inc_vat) == (1_200_000, 1_440_000)
        assert (row.number, row.method, row.vat_treatment) == (1, "last_contract", "standard")

    def test_refuses_a_value_without_vat_treatment(self, begin) -> None:
        with pytest.raises(Refused, match="Say how VAT is charged"):
            begin(estimate=value(50_000, ""))
        assert not Procurement.objects.exists()

    def test_refuses_facts_that_contradict_each_other(self, begin) -> None:
        with pytest.raises(Refused, match="Only services can be light touch"):
            begin(contract_kind=ContractKind.WORKS, is_light_touch=True)

    def test_plans_at_once_when_enough_is_known(self, begin) -> None:
        case = begin()
        assert case.last_safe_start_on is not None and case.plans.count() == 1
        assert begin(estimate=None).plans.count() == 0

    def test_is_for_buyers(self, cast, begin) -> None:
        with pytest.raises(NotHeld):
            begin(by=cast.actor("tom"))


class TestBeginFrom:
    @pytest.fixture
    def entry(self, cast, shipped, at_nine):
        return stories.planned_entry(authority=cast.eca, owner=cast.aisha, by=cast.actor("priya"), at=at_nine)

    def test_carries_everything_over_and_the_entry_starts(self, entry, cast, at_nine) -> None:
        case = services.begin_from(entry, vat_treatment="standard", by=cast.actor("priya"), at=at_nine)
        for name in rules.CARRIED:
            assert getattr(case, name) == getattr(entry, name), name
        assert (case.estimate_ex_vat, case.estimate_inc_vat) == (460_000, 552_000)
        entry.refresh_from_db()
        assert entry.status == "started" and case.entry == entry

    def test_asks_how_vat_is_charged_on_the_value(self, entry, cast, at_nine) -> None:
        with pytest.raises(Refused, match="Say how VAT is charged"):
            services.begin_from(entry, by=cast.actor("priya"), at=at_nine)
        entry.refresh_from_db()
        assert entry.status == "planned"

    def test_an_entry_becomes_one_case(self, entry, cast, at_nine) -> None:
        case = services.begin_from(entry, vat_treatment="standard", by=cast.actor("priya"), at=at_nine)
        with pytest.raises(Refused, match=case.reference):
            services.begin_from(entry, vat_treatment="standard", by=cast.actor("priya"), at=at_nine)


class TestRevise:
    def test_plans_again_when_the_need_date_moves(self, begin, cast, at_nine) -> None:
        case = begin()
        before = case.last_safe_start_on
        services.revise(case, changes={"needed_on": date(2027, 10, 1)}, by=cast.actor("tom"), at=at_nine)
        assert case.last_safe_start_on > before and case.plans.count() == 2

    def test_refuses_what_an_older_version_says(self, begin, cast, at_nine) -> None:
        case = begin()
        seen = case.version
        services.revise(case, changes={"title": "Shelters"}, by=cast.actor("priya"), at=at_nine)
        with pytest.raises(Stale):
            services.revise(case, changes={"title": "Stops"}, by=cast.actor("morag"), at=at_nine, version=seen)

    def test_is_over_once_the_market_is_asked(self, begin, cast, at_nine) -> None:
        case = stories.approved(begin(), team=[cast.priya, cast.daniel], by=cast.actor("morag"), at=at_nine)
        services.compete(case, by=cast.actor("priya"), at=at_nine)
        with pytest.raises(Refused, match="in competition"):
            services.revise(case, changes={"title": "Stops"}, by=cast.actor("priya"), at=at_nine)


class TestEstimate:
    def test_keeps_the_earlier_ones(self, begin, cast, at_nine) -> None:
        case = begin()
        services.estimate(case, typed=value(100_000, VatTreatment.REDUCED), by=cast.actor("helen"), at=at_nine)
        assert [row.value_inc_vat for row in case.estimates.all()] == [105_000, 1_440_000]
        assert case.estimate_ex_vat == 100_000

    @pytest.mark.parametrize(
        ("typed", "ex", "inc"),
        [
            (value(120, basis="inc"), "100.00", "120"),
            (value(100, VatTreatment.EXEMPT), "100", "100.00"),
            (value(100, VatTreatment.MIXED, other=Decimal(110)), "100", "110"),
        ],
    )
    def test_works_out_both_ways(self, begin, cast, at_nine, typed, ex: str, inc: str) -> None:
        case = services.estimate(begin(), typed=typed, by=cast.actor("priya"), at=at_nine)
        assert (case.estimate_ex_vat, case.estimate_inc_vat) == (Decimal(ex), Decimal(inc))

    @pytest.mark.parametrize(
        ("typed", "words"),
        [
            (value(100, VatTreatment.MIXED), "both without and with VAT"),
            (value(100, VatTreatment.MIXED, other=Decimal(90)), "less than the value without"),
            (value(100, method=""), "how the estimate was made"),
            (value(None), "Enter the estimated value"),
            (value(None, is_beyond=True), "Say why the value cannot be estimated"),
            (value(100, is_beyond=True, how="x"), "Leave one of them out"),
        ],
    )
    def test_says_what_is_missing(self, begin, cast, at_nine, typed, words: str) -> None:
        with pytest.raises(Refused, match=words):
            services.estimate(begin(), typed=typed, by=cast.actor("priya"), at=at_nine)

    def test_a_value_that_nobody_can_estimate_counts_as_covered(self, begin, cast, at_nine) -> None:
        case = begin()
        typed = value(None, "", method="", is_beyond=True, how="Nobody knows how long it will run.")
        services.estimate(case, typed=typed, by=cast.actor("priya"), at=at_nine)
        services.advise(case, answers=rules.Answers(), by=cast.actor("priya"), at=at_nine)
        assert case.advice.get().is_covered


class TestFixRules:
    def test_needs_the_act_to_have_begun(self, begin, cast, at_nine) -> None:
        case = begin()
        with pytest.raises(Refused):
            services.fix_rules(case, rules_on=date(2024, 1, 1), reason="x", by=cast.actor("priya"), at=at_nine)
        services.fix_rules(case, rules_on=date(2026, 12, 15), reason="Notice", by=cast.actor("priya"), at=at_nine)
        assert case.rules_on == date(2026, 12, 15)


class TestAdviseAndChoose:
    def test_keeps_answers_routes_dates_and_a_document(self, begin, cast, at_nine) -> None:
        case = begin()
        services.advise(case, answers=rules.Answers(framework=True), by=cast.actor("priya"), at=at_nine)
        advice = case.advice.get()
        opened = {one["procedure"]: one for one in advice.routes if one["open"]}
        assert set(opened) == {"open", "competitive_flexible", "call_off"}
        assert opened["open"]["citation"] == "PA 2023 s.20(2)(a)" and opened["open"]["ready_on"]
        assert opened["call_off"]["ready_on"] < opened["open"]["ready_on"]
        assert advice.document.paper_kind == "route" and advice.document.versions.get().size > 5_000

    def test_asks_for_kind_and_value_first(self, begin, cast, at_nine) -> None:
        with pytest.raises(Refused, match="mainly for"):
            services.advise(begin(estimate=None), answers=rules.Answers(), by=cast.actor("priya"), at=at_nine)

    def test_a_route_that_is_not_open_is_refused_with_its_section(self, begin, cast, at_nine) -> None:
        case = begin()
        services.advise(case, answers=rules.Answers(), by=cast.actor("priya"), at=at_nine)
        with pytest.raises(Refused) as refused:
            services.choose_procedure(
                case, procedure=Procedure.DIRECT_AWARD, reason="Quick", by=cast.actor("priya"), at=at_nine
            )
        assert refused.value.findings[0].citation == "PA 2023 s.41(1)"

    def test_no_choice_without_advice(self, begin, cast, at_nine) -> None:
        with pytest.raises(Refused, match="which routes are open"):
            services.choose_procedure(begin(), procedure="open", reason="x", by=cast.actor("priya"), at=at_nine)

    def test_the_choice_is_judged_on_the_facts_of_now(self, begin, cast, at_nine) -> None:
        case, priya = begin(), cast.actor("priya")
        services.advise(case, answers=rules.Answers(), by=priya, at=at_nine)
        services.estimate(case, typed=value(20_000), by=priya, at=at_nine)
        with pytest.raises(Refused, match="Not needed"):
            services.choose_procedure(case, procedure=Procedure.OPEN, reason="x", by=priya, at=at_nine)

    def test_a_chosen_direct_award_keeps_its_ground_and_plans_with_it(self, begin, cast, at_nine) -> None:
        case, priya = begin(), cast.actor("priya")
        services.advise(case, answers=rules.Answers(ground="urgency"), by=priya, at=at_nine)
        services.choose_procedure(case, procedure=Procedure.DIRECT_AWARD, reason="Flood", by=priya, at=at_nine)
        steps = {one["step"] for one in case.plans.first().steps}
        assert case.direct_award_ground == "urgency"
        assert "transparency_notice" in steps and "tendering" not in steps

    def test_a_direct_award_begins_no_competition(self, begin, cast, at_nine, client_as, monkeypatch) -> None:
        case, priya = begin(), cast.actor("priya")
        services.advise(case, answers=rules.Answers(ground="urgency"), by=priya, at=at_nine)
        services.choose_procedure(case, procedure=Procedure.DIRECT_AWARD, reason="Flood", by=priya, at=at_nine)
        services.approve(case, by=cast.actor("morag"), at=at_nine)
        with pytest.raises(Refused, match="holds no competition"):
            services.compete(case, by=priya, at=at_nine)
        asked = []
        monkeypatch.setattr("hub.platform.gates.gaps", lambda case, gate, at: asked.append(gate) or [])
        page = client_as("priya").get(case.get_absolute_url()).content.decode()
        assert "Publish the transparency notice" in page and "Go to the market" not in page and asked == ["award"]
        services.award(case, by=priya, at=at_nine)
        page = client_as("priya").get(case.get_absolute_url()).content.decode()
        assert "Close the case" in page and ">In competition<" not in page


class TestLots:
    def decide(self, case, cast, at, **decision) -> Procurement:
        return services.set_lots(case, decision=LotDecision(**decision), by=cast.actor("priya"), at=at)

    def test_none_though_they_would_suit_need_a_reason(self, begin, cast, at_nine) -> None:
        case = begin()
        with pytest.raises(Refused) as refused:
            self.decide(case, cast, at_nine, could_be_several=True, suitable=True)
        assert refused.value.findings[0].citation == "PA 2023 s.18(2)(b)"
        self.decide(case, cast, at_nine, could_be_several=True, suitable=True, reason="One control room.")
        assert case.no_lots_reason == "One control room." and case.lots_decided_on == at_nine.date()

    def test_below_the_threshold_no_reason_is_owed(self, begin, cast, at_nine) -> None:
        case = begin(estimate=value(20_000))
        self.decide(case, cast, at_nine, could_be_several=True, suitable=True)
        assert case.lots_decided_on is not None

    @pytest.mark.parametrize(
        ("lots", "words"),
        [
            ([LotTerms("1", "North"), LotTerms("1", "South")], "Two lots have the number 1"),
            ([LotTerms("1", "North")], "One lot is no division"),
        ],
    )
    def test_are_several_with_their_own_numbers(self, begin, cast, at_nine, lots, words: str) -> None:
        with pytest.raises(Refused, match=words):
            self.decide(begin(), cast, at_nine, could_be_several=True, suitable=True, lots=lots)

    def test_what_cannot_be_several_has_no_lots(self, begin, cast, at_nine) -> None:
        lots = [LotTerms("1", "North"), LotTerms("2", "South")]
        with pytest.raises(Refused, match="cannot be several"):
            self.decide(begin(), cast, at_nine, could_be_several=False, suitable=False, lots=lots)


class TestTeam:
    def test_a_part_that_ends_stays_on_record(self, begin, cast, at_nine) -> None:
        case, by = begin(), cast.actor("priya")
        services.name_team(case, parts=[PartTerms(cast.daniel, TeamRole.LEGAL)], by=by, at=at_nine)
        later = at_nine + timedelta(days=3)
        services.name_team(case, parts=[PartTerms(cast.helen, TeamRole.FINANCE)], by=by, at=later)
        rows = {row.role: row.left_on for row in case.team.all()}
        assert rows == {"legal": later.date(), "finance": None}

    def test_nobody_stands_twice_in_one_role(self, begin, cast, at_nine) -> None:
        twice = [PartTerms(cast.daniel, TeamRole.LEGAL)] * 2
        with pytest.raises(Refused, match="stands twice"):
            services.name_team(begin(), parts=twice, by=cast.actor("priya"), at=at_nine)


class TestInterests:
    def test_are_declared_decided_and_assessed(self, begin, cast, at_nine) -> None:
        case = begin()
        services.declare(
            case, interest_kind="family", about="My sister works at Meridian.", by=cast.actor("tom"), at=at_nine
        )
        with pytest.raises(Refused, match="not decided yet"):
            services.assess_conflicts(case, conflicts="x", steps="y", by=cast.actor("priya"), at=at_nine)
        interest = case.interests.get()
        with pytest.raises(Refused, match="which steps"):
            services.decide_interest(
                case, interest=interest, outcome=InterestOutcome.MANAGED, by=cast.actor("daniel"), at=at_nine
            )
        services.decide_interest(
            case, interest=interest, outcome=InterestOutcome.STOOD_DOWN, by=cast.actor("daniel"), at=at_nine
        )
        services.assess_conflicts(case, conflicts="Tom", steps="Takes no part", by=cast.actor("priya"), at=at_nine)
        services.assess_conflicts(case, conflicts="Tom", steps="Left", by=cast.actor("priya"), at=at_nine)
        assert [row.number for row in case.assessments.all()] == [2, 1]

    def test_are_kept_under_review_until_the_contract_ends(self, begin, cast, at_nine) -> None:
        case, priya = (
            stories.approved(begin(), team=[cast.priya], by=cast.actor("morag"), at=at_nine),
            cast.actor("priya"),
        )
        services.award(case, by=priya, at=at_nine)
        services.close(case, by=priya, at=at_nine)
        services.declare(case, interest_kind="financial", about="Shares", by=cast.actor("aisha"), at=at_nine)
        services.decide_interest(
            case, interest=case.interests.filter(outcome="waiting").get(), outcome=InterestOutcome.STOOD_DOWN,
            by=cast.actor("daniel"), at=at_nine,
        )  # fmt: skip
        review = at_nine.date() + timedelta(days=365)
        services.assess_conflicts(
            case, conflicts="Aisha", steps="Takes no part", review_on=review, by=priya, at=at_nine
        )
        row = DeadlineRow.objects.get(name="procurement.review_conflicts", record_id=case.pk)
        assert (case.assessments.first().number, row.due_on) == (2, review)
        with pytest.raises(Refused, match="closed"):
            services.name_team(case, parts=[], by=priya, at=at_nine)

    def test_nobody_decides_about_their_own(self, begin, cast, at_nine) -> None:
        case, morag = begin(), cast.actor("morag")
        services.declare(case, interest_kind="financial", about="Shares", by=morag, at=at_nine)
        with pytest.raises(Refused, match="your own declaration"):
            services.decide_interest(
                case, interest=case.interests.get(), outcome=InterestOutcome.NO_CONFLICT, by=morag, at=at_nine
            )

    def test_an_interest_says_what_it_is(self, begin, cast, at_nine) -> None:
        with pytest.raises(Refused, match="Say what the interest is"):
            services.declare(begin(), interest_kind="family", by=cast.actor("tom"), at=at_nine)


class TestAims:
    def test_an_objective_has_a_measure(self, begin, cast, at_nine) -> None:
        with pytest.raises(Refused, match="Say how anybody will know"):
            services.set_objectives(
                begin(), objectives=[ObjectiveTerms("Clean stops", "")], by=cast.actor("tom"), at=at_nine
            )

    @pytest.mark.parametrize(
        ("decision", "weight", "reason", "words"),
        [
            (SocialValue.OUT, None, "No", "To leave it out, say why"),
            (SocialValue.IN, None, "Local jobs", "Give the weight"),
            (SocialValue.IN, 5, "Less", "usual weight is at least 15%"),
            (SocialValue.OUT, 5, "A long enough reason to leave it.", "Leave the weight out"),
        ],
    )
    def test_social_value_follows_the_rule_or_says_why(
        self, begin, cast, at_nine, decision, weight, reason, words
    ) -> None:
        given = {"decision": decision, "weight": weight and Decimal(weight), "reason": reason}
        with pytest.raises(Refused, match=words):
            services.decide_social_value(begin(), by=cast.actor("priya"), at=at_nine, **given)

    def test_departing_from_the_rule_with_a_reason_is_kept(self, begin, cast, at_nine) -> None:
        case = begin()
        why = "The market is small and prices would rise without any local gain."
        services.decide_social_value(
            case, decision=SocialValue.OUT, weight=None, reason=why, by=cast.actor("priya"), at=at_nine
        )
        assert (case.social_value, case.social_value_reason) == ("out", why)


class TestMoving:
    def test_from_approval_to_the_end(self, begin, cast, at_nine) -> None:
        case = stories.approved(begin(), team=[cast.priya, cast.daniel], by=cast.actor("morag"), at=at_nine)
        priya = cast.actor("priya")
        services.compete(case, by=priya, at=at_nine)
        with pytest.raises(Refused, match="day to come"):
            services.award(case, on=at_nine.date() + timedelta(days=1), by=priya, at=at_nine)
        services.award(case, by=priya, at=at_nine)
        services.close(case, by=priya, at=at_nine)
        assert (case.status, case.closed_on) == (State.CLOSED, at_nine.date())

    def test_only_the_lead_approves(self, begin, cast, at_nine) -> None:
        with pytest.raises(NotHeld):
            services.approve(begin(), by=cast.actor("priya"), at=at_nine)

    def test_nothing_competes_before_it_is_approved(self, begin, cast, at_nine) -> None:
        with pytest.raises(WrongState):
            services.compete(begin(), by=cast.actor("priya"), at=at_nine)

    def test_an_abandoned_case_frees_its_entry(self, cast, shipped, at_nine) -> None:
        entry = stories.planned_entry(authority=cast.eca, owner=cast.aisha, by=cast.actor("priya"), at=at_nine)
        case = services.begin_from(entry, vat_treatment="zero", by=cast.actor("priya"), at=at_nine)
        services.abandon(case, reason="No money", by=cast.actor("morag"), at=at_nine)
        again = services.begin_from(entry, vat_treatment="zero", by=cast.actor("priya"), at=at_nine)
        assert (case.status, again.status, again.entry) == (State.ABANDONED, State.SHAPING, entry)

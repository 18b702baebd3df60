"""From a due gate to its decision: by an officer, by a committee, by a member after the committee's advice."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from hub.gateway import acts, selectors, services
from hub.gateway.indicators import satisfaction
from hub.gateway.models import Condition, GateReview, Pack
from hub.gateway.services import Submission
from hub.gateway.tests import stories
from hub.governance.models import Decision
from hub.platform.acts import NotHeld, Refused, WrongState, check
from hub.platform.deadlines.models import Alert
from hub.platform.events.models import Event
from hub.platform.papers.paper import fingerprint, from_plain
from hub.procurement import rules
from hub.procurement import services as procurement
from hub.procurement.terms import EstimateMethod, VatTreatment
from hub.procurement.tests import stories as cases

pytestmark = pytest.mark.django_db


class TestOpening:
    def test_opens_every_gate_that_applies_and_no_other(self, ground) -> None:
        found = services.look_again(ground.case, at=ground.at)
        assert [one.gate for one in found] == ["need", "strategy", "market", "award", "service"]
        strategy = found[1]
        assert strategy.reference == "GTE-2026-0002"
        assert strategy.reasons[0] == "its value is £100,000 or more, including VAT"
        assert (strategy.body, strategy.role) == (ground.body, "")
        assert services.look_again(ground.case, at=ground.at) == found

    def test_ends_a_due_gate_that_no_longer_applies_and_needs_it_again(self, ground) -> None:
        services.look_again(ground.case, at=ground.at)
        with_value(ground, 20_000)
        assert services.look_again(ground.case, at=ground.at) == []
        assert set(GateReview.objects.values_list("status", flat=True)) == {"not_needed"}
        with_value(ground, 2_000_000)
        assert len(services.look_again(ground.case, at=ground.at)) == 5

    def test_is_after_the_event_when_the_stage_began_before(self, ground) -> None:
        with_value(ground, 20_000)
        procurement.approve(ground.case, by=ground.cast.actor("morag"), at=ground.at)
        with_value(ground, 2_000_000)
        found = {one.gate: one.is_retrospective for one in services.look_again(ground.case, at=ground.at)}
        assert found == {"need": True, "strategy": True, "market": False, "award": False, "service": False}

    def test_by_hand_needs_a_gate_that_is_not_open_yet(self, ground) -> None:
        with_value(ground, 20_000)
        review = services.open_gate(ground.case, gate="strategy", by=ground.priya, at=ground.at)
        assert review.reasons == ["Priya Shah asks for it"]
        with pytest.raises(Refused, match="open already"):
            services.open_gate(ground.case, gate="strategy", by=ground.priya, at=ground.at)
        with pytest.raises(Refused, match="Choose a gate"):
            services.open_gate(ground.case, gate="nothing", by=ground.priya, at=ground.at)


def with_value(ground, amount: int) -> None:
    """Give the procurement another estimate."""
    typed = rules.Typed(
        amount=Decimal(amount), treatment=VatTreatment.STANDARD, method=EstimateMethod.MARKET_PRICES, how="New prices."
    )
    procurement.estimate(ground.case, typed=typed, by=ground.priya, at=ground.at)
    ground.case.refresh_from_db()


class TestSubmitting:
    def test_pins_the_pack_with_its_fingerprint(self, ground, due) -> None:
        stories.submitted(due, ground.priya, ground.at)
        pack = Pack.objects.get(review=due)
        assert (pack.number, pack.digest) == (1, fingerprint(from_plain(pack.paper)))
        assert due.status == "submitted"
        assert due.decide_by == date(2026, 12, 3)
        with_value(ground, 1_250_000)
        assert Pack.objects.get(review=due).digest == pack.digest

    def test_is_refused_while_a_question_of_the_gate_is_open(self, cast, shipped, at_nine) -> None:
        case = cases.shaping(authority=cast.eca, by=cast.actor("priya"), at=at_nine)
        review = stories.due(case, at_nine)
        with pytest.raises(Refused, match="conflicts") as refused:
            stories.submitted(review, cast.actor("priya"), at_nine)
        assert {one.code for one in refused.value.findings} == {"gap"}
        review.refresh_from_db()
        assert (review.status, Pack.objects.count()) == ("due", 0)

    def test_goes_by_the_urgent_route_with_gaps_and_a_reason(self, cast, shipped, at_nine) -> None:
        case = cases.shaping(authority=cast.eca, by=cast.actor("priya"), at=at_nine)
        review = stories.due(case, at_nine)
        with pytest.raises(Refused, match="cannot wait"):
            stories.submitted(review, cast.actor("priya"), at_nine, is_urgent=True)
        stories.submitted(review, cast.actor("priya"), at_nine, is_urgent=True, urgent_reason="The bridge is shut.")
        assert review.is_urgent

    def test_is_not_for_those_who_do_not_buy(self, ground, due) -> None:
        with pytest.raises(NotHeld):
            stories.submitted(due, ground.cast.actor("tom"), ground.at)

    def test_can_be_taken_back_and_submitted_again(self, ground, due) -> None:
        stories.submitted(due, ground.priya, ground.at)
        services.withdraw(due, reason="A wrong figure", by=ground.priya, at=ground.at)
        assert (due.status, due.packs.get().end) == ("due", "withdrawn")
        stories.submitted(due, ground.priya, ground.at, note="With the right figure.")
        assert [one.number for one in due.packs.all()] == [2, 1]


class TestAnOfficerDecides:
    def test_and_the_decision_is_on_record_with_reasons(self, small, cast, at_nine) -> None:
        services.grant(small, note="Well prepared.", by=cast.actor("morag"), at=at_nine + timedelta(days=2))
        assert (small.status, small.decided_as, small.days_taken) == ("passed", "Morag Lennox, procurement lead", 2)
        event = Event.objects.filter(verb="gateway.grant").get()
        assert event.actor_id == cast.morag.pk
        assert Alert.objects.filter(person=cast.priya, sentence__startswith="Passed: Gate 1").exists()

    def test_but_never_their_own_request(self, cast, shipped, at_nine) -> None:
        typed = rules.Typed(
            amount=Decimal(150_000), treatment=VatTreatment.STANDARD, method=EstimateMethod.LAST_CONTRACT, how="-"
        )
        review = stories.due(stories.case(cast, at_nine, estimate=typed), at_nine)
        stories.submitted(review, cast.actor("morag"), at_nine)
        with pytest.raises(Refused, match="You submitted this pack"):
            services.grant(review, note="Fine.", by=cast.actor("morag"), at=at_nine)
        assert review.status == "submitted"

    def test_only_in_the_role_that_the_gate_names(self, small, cast, at_nine) -> None:
        with pytest.raises(Refused, match="procurement lead: Morag Lennox"):
            services.grant(small, note="Fine.", by=cast.actor("daniel"), at=at_nine)

    def test_with_conditions_that_have_owners_and_days(self, small, cast, at_nine) -> None:
        good = {"text": "Decide the DPIA", "owner": cast.tom, "due_on": date(2026, 12, 1), "comes_first": True}
        with pytest.raises(Refused, match="from today on"):
            services.grant_with_conditions(
                small, conditions=[{**good, "due_on": date(2026, 11, 1)}], by=cast.actor("morag"), at=at_nine
            )
        assert Condition.objects.count() == 0
        services.grant_with_conditions(small, conditions=[good], note="Yes, but.", by=cast.actor("morag"), at=at_nine)
        condition = Condition.objects.get()
        assert (condition.reference, condition.owner, condition.status) == (f"{small.reference}-1", cast.tom, "open")
        assert Alert.objects.filter(person=cast.tom).exists()

    def test_against_it_and_it_can_be_submitted_again(self, small, cast, at_nine) -> None:
        services.send_back(small, reason="Test a third option.", by=cast.actor("morag"), at=at_nine)
        assert (small.status, small.packs.get().end) == ("returned", "returned")
        stories.submitted(small, cast.actor("priya"), at_nine)
        assert small.status == "submitted"

    def test_not_twice(self, small, cast, at_nine) -> None:
        services.grant(small, note="Fine.", by=cast.actor("morag"), at=at_nine)
        with pytest.raises(WrongState):
            services.send_back(small, reason="No.", by=cast.actor("morag"), at=at_nine)


class TestACommitteeDecides:
    @pytest.fixture
    def held(self, ground, due):
        stories.submitted(due, ground.priya, ground.at)
        return stories.meeting(ground.body, ground.cast, ground.at, on=date(2026, 12, 15))

    def test_at_its_meeting_and_the_gate_follows(self, ground, due, held) -> None:
        conditions = [{"text": "Decide the DPIA", "owner": ground.cast.tom.pk, "due_on": "2027-01-08"}]
        stories.decided_at_meeting(due, held, ground.cast, outcome="approved_with_conditions", conditions=conditions)
        assert (due.status, due.was_quorate) == ("passed_with_conditions", True)
        assert due.decided_as.startswith("Gateway committee, 15 December 2026")
        assert due.decision == Decision.objects.get(subject_id=due.pk)
        assert Condition.objects.get().owner == ground.cast.tom

    def test_and_nobody_alone(self, ground, due, held) -> None:
        with pytest.raises(Refused, match="decided by Gateway committee, at a meeting"):
            services.grant(due, note="Fine.", by=ground.cast.actor("gwen"), at=ground.at)

    def test_against_it(self, ground, due, held) -> None:
        stories.decided_at_meeting(due, held, ground.cast, outcome="refused")
        assert due.status == "returned"

    def test_later_when_it_defers(self, ground, due, held) -> None:
        stories.decided_at_meeting(due, held, ground.cast, outcome="deferred")
        assert due.status == "submitted"
        assert Event.objects.filter(verb="gateway.defer").count() == 1

    def test_only_with_a_quorum(self, ground, due, held) -> None:
        with pytest.raises(Refused, match="Not quorate"):
            stories.decided_at_meeting(due, held, ground.cast, outcome="approved", came=["gwen", "helen"])
        due.refresh_from_db()
        assert due.status == "submitted"

    def test_at_a_meeting_of_its_own_body_only(self, ground, due, held) -> None:
        other = stories.committee(ground.cast, ground.at, code="board", name="Board")
        elsewhere = stories.meeting(other, ground.cast, ground.at, on=date(2026, 12, 16))
        with pytest.raises(Refused, match="Choose one of its meetings"):
            services.put(due, meeting=elsewhere, by=ground.priya, at=ground.at)


class TestAMemberDecidesAfterTheCommittee:
    @pytest.fixture
    def review(self, cast, shipped, at_nine):
        body = stories.committee(cast, at_nine)
        case = stories.case(cast, at_nine, is_key_decision=True)
        stories.scored(case, cast, at_nine)
        review = stories.due(case, at_nine)
        assert (review.body, review.role) == (body, "councillor")
        told = {"key_route": "notice", "key_notice_on": at_nine.date()}
        return stories.submitted(review, cast.actor("priya"), at_nine, **told)

    def test_and_not_before(self, review, cast, at_nine) -> None:
        later = at_nine + timedelta(days=40)
        with pytest.raises(Refused, match="advises first"):
            services.grant(review, note="Yes.", by=cast.actor("ahmed"), at=later)

    def test_once_it_has_advised(self, review, cast, at_nine) -> None:
        held = stories.meeting(review.body, cast, at_nine, on=date(2027, 1, 12))
        stories.decided_at_meeting(review, held, cast, outcome="approved")
        assert (review.status, review.advice["reasons"]) == ("submitted", "The options are tested.")
        services.grant(review, note="I follow the advice.", by=cast.actor("ahmed"), at=held.at + timedelta(days=1))
        assert (review.status, review.decided_as) == ("passed", "Ahmed Idris, councillor")


class TestTheUrgentRoute:
    @pytest.fixture
    def review(self, ground, due):
        return stories.submitted(due, ground.priya, ground.at, is_urgent=True, urgent_reason="The bridge is shut.")

    def test_lets_the_chair_decide_and_wants_a_report(self, ground, review) -> None:
        with pytest.raises(Refused, match="the chair decides"):
            services.grant(review, note="Go.", by=ground.cast.actor("morag"), at=ground.at)
        services.grant(review, note="Go.", by=ground.cast.actor("gwen"), at=ground.at)
        assert review.decided_as == "Gwen Parry, chair of the gateway committee, by the urgent route"
        assert review.report_by == date(2026, 12, 21)
        assert review.wants_report

    def test_is_reported_once(self, ground, review) -> None:
        services.grant(review, note="Go.", by=ground.cast.actor("gwen"), at=ground.at)
        with pytest.raises(Refused, match="Enter what you reported"):
            services.report(review, text=" ", by=ground.priya, at=ground.at)
        services.report(review, text="To the committee on 15 December.", by=ground.priya, at=ground.at)
        assert not review.wants_report
        with pytest.raises(Refused, match="still to be reported"):
            services.report(review, text="Again.", by=ground.priya, at=ground.at)


class TestWhoHasAnInterest:
    @pytest.mark.parametrize(("outcome", "may"), [("", False), ("stood_down", False), ("no_conflict", True)])
    def test_in_the_procurement_does_not_decide_until_it_is_cleared(self, small, cast, at_nine, outcome, may) -> None:
        case = small.procurement
        case.refresh_from_db()
        told = "I own shares in a bidder."
        procurement.declare(case, interest_kind="financial", about=told, by=cast.actor("morag"), at=at_nine)
        if outcome:
            mine = case.interests.get(person=cast.morag, is_current=True)
            procurement.decide_interest(
                case, interest=mine, outcome=outcome, steps="As decided.", by=cast.actor("daniel"), at=at_nine
            )
        if may:
            services.grant(small, note="Fine.", by=cast.actor("morag"), at=at_nine)
            assert small.status == "passed"
        else:
            with pytest.raises(Refused, match="You declared an interest in this procurement"):
                services.grant(small, note="Fine.", by=cast.actor("morag"), at=at_nine)


class TestWhoStandsForIt:
    def test_does_not_decide_it_though_another_submitted_the_pack(self, cast, shipped, at_nine) -> None:
        typed = rules.Typed(
            amount=Decimal(150_000), treatment=VatTreatment.STANDARD, method=EstimateMethod.LAST_CONTRACT, how="-"
        )
        review = stories.due(stories.case(cast, at_nine, estimate=typed, owner=cast.morag), at_nine)
        stories.submitted(review, cast.actor("priya"), at_nine)
        with pytest.raises(Refused, match="You lead or sponsor this procurement"):
            services.grant(review, note="Fine.", by=cast.actor("morag"), at=at_nine)

    def test_does_not_count_at_the_meeting(self, ground, due) -> None:
        stories.submitted(due, ground.priya, ground.at, sponsor=ground.cast.victor)
        held = stories.meeting(ground.body, ground.cast, ground.at, on=date(2026, 12, 15))
        with pytest.raises(Refused, match="nobody speaks for service"):
            stories.decided_at_meeting(due, held, ground.cast, outcome="approved")


class TestTheOptionsThatWereRejected:
    """The law wants them in the record of a decision; the appraisal says them, so nobody types them again."""

    def test_stand_in_the_form_of_the_one_who_records_what_the_body_decided(self, ground, due, client_as) -> None:
        stories.submitted(due, ground.priya, ground.at)
        held = stories.meeting(ground.body, ground.cast, ground.at, on=date(2026, 12, 15))
        services.put(due, meeting=held, by=ground.priya, at=ground.at)
        assert due.item.alternatives.startswith("Do nothing: ")
        page = client_as("gwen").get(f"{due.item.get_absolute_url()}decide/")
        assert page.context["form"]["alternatives"].value() == due.item.alternatives

    def test_are_left_to_people_where_a_part_of_the_pack_is_exempt(self, ground, due) -> None:
        stories.submitted(due, ground.priya, ground.at)
        due.exemption = "para_3"
        assert selectors.rejected_options(due) == ""

    def test_are_not_those_of_a_later_gate(self, ground, due) -> None:
        award = next(one for one in services.look_again(ground.case, at=ground.at) if one.gate == "award")
        assert selectors.rejected_options(award) == ""


class TestRating:
    def test_what_staff_say_of_gates_is_measured(self, small, cast, at_nine) -> None:
        with pytest.raises(Refused, match="not decided yet"):
            services.rate(small, rating=4, by=cast.actor("priya"), at=at_nine)
        services.grant(small, note="Fine.", by=cast.actor("morag"), at=at_nine)
        with pytest.raises(Refused, match="from 1 to 5"):
            services.rate(small, rating=6, by=cast.actor("priya"), at=at_nine)
        services.rate(small, rating=2, by=cast.actor("priya"), at=at_nine)
        services.rate(small, rating=3, note="Fewer questions.", by=cast.actor("priya"), at=at_nine)
        services.rate(small, rating=4, by=cast.actor("tom"), at=at_nine)
        reading = satisfaction([cast.eca.pk], at_nine)
        assert (reading.value, reading.denominator) == (Decimal("3.5"), 2)
        assert satisfaction([cast.eca.pk], at_nine + timedelta(days=366)).value is None


class TestAfterwards:
    def test_what_it_brought_is_recorded_and_confirmed_by_finance(self, small, cast, at_nine) -> None:
        with pytest.raises(Refused, match="not decided yet"):
            check(acts.CREDIT, small, by=cast.actor("morag"), at=at_nine)
        services.grant(small, note="Fine.", by=cast.actor("morag"), at=at_nine)
        with pytest.raises(Refused, match="how many pounds"):
            services.credit(small, benefit="cost_avoided", value=None, note="-", by=cast.actor("morag"), at=at_nine)
        services.credit(
            small, benefit="cost_avoided", value=Decimal(12_000), note="One lot fewer.", by=cast.actor("morag"),
            at=at_nine,
        )  # fmt: skip
        services.validate(small, by=cast.actor("helen"), at=at_nine)
        assert small.benefit_confirmed_at == at_nine

    def test_it_can_be_reopened_with_a_reason(self, small, cast, at_nine) -> None:
        services.grant(small, note="Fine.", by=cast.actor("morag"), at=at_nine)
        services.reopen(small, reason="The value doubled.", by=cast.actor("priya"), at=at_nine)
        assert (small.status, small.decided_at) == ("due", None)
        services.submit(small, told=Submission(), by=cast.actor("priya"), at=at_nine)
        assert small.status == "submitted"

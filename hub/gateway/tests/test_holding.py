"""A stage cannot begin without its gate; the message says why, and who can open the way."""

from dataclasses import replace
from datetime import date

import pytest

from hub.gateway import services
from hub.gateway.models import Condition, GateReview
from hub.gateway.needing import keep_gates
from hub.gateway.tests import stories
from hub.gateway.tests.test_deciding import with_value
from hub.platform.acts import Refused, check
from hub.platform.events.models import Event
from hub.procurement import acts
from hub.procurement import selectors as cases
from hub.procurement import services as procurement

pytestmark = pytest.mark.django_db
MORAG = "morag"


def passed(review, cast, at, **more):
    """Let the lead pass a gate that a role decides."""
    stories.submitted(review, cast.actor("priya"), at)
    return services.grant(review, note="Fine.", by=cast.actor("morag"), at=at)


class TestApproving:
    def test_waits_for_the_gates_and_says_why_and_who(self, ground) -> None:
        with pytest.raises(Refused) as refused:
            procurement.approve(ground.case, by=ground.cast.actor("morag"), at=ground.at)
        said = refused.value.sentence
        assert "Gate 1: options and strategy must be passed first, because its value is £100,000 or more" in said
        assert "Priya Shah submits the pack, then the Gateway committee decides." in said
        assert [one.cure for one in refused.value.findings][-1] == (
            f"/gates/new/?procurement={ground.case.reference}&gate=strategy"
        )

    def test_says_on_whom_a_submitted_pack_waits(self, small, cast, at_nine) -> None:
        with pytest.raises(Refused, match=r"It waits on the procurement lead: Morag Lennox\."):
            procurement.approve(small.procurement, by=cast.actor("morag"), at=at_nine)

    def test_goes_on_when_they_are_passed(self, small, cast, at_nine) -> None:
        case = small.procurement
        services.grant(small, note="Fine.", by=cast.actor("morag"), at=at_nine)
        with pytest.raises(Refused, match="Gate 0: need and plan"):
            procurement.approve(case, by=cast.actor("morag"), at=at_nine)
        passed(GateReview.objects.get(procurement=case, gate="need"), cast, at_nine)
        procurement.approve(case, by=cast.actor("morag"), at=at_nine)
        assert case.status == "approved"
        with pytest.raises(Refused, match="Gate 2: ready for the market"):
            procurement.compete(case, by=cast.actor("priya"), at=at_nine)

    def test_needs_no_gate_below_every_trigger(self, ground) -> None:
        with_value(ground, 20_000)
        procurement.approve(ground.case, by=ground.cast.actor("morag"), at=ground.at)
        assert ground.case.status == "approved"

    def test_waits_for_conditions_that_come_first(self, small, cast, at_nine) -> None:
        case = small.procurement
        passed(GateReview.objects.get(procurement=case, gate="need"), cast, at_nine)
        rows = [
            {"text": "Decide the DPIA", "owner": cast.tom, "due_on": date(2026, 12, 1), "comes_first": True},
            {"text": "Report in a year", "owner": cast.tom, "due_on": date(2027, 11, 1), "comes_first": False},
        ]
        services.grant_with_conditions(small, conditions=rows, note="Yes, but.", by=cast.actor("morag"), at=at_nine)
        with pytest.raises(Refused, match="1 condition is still to be met first: Decide the DPIA"):
            procurement.approve(case, by=cast.actor("morag"), at=at_nine)
        first = Condition.objects.get(comes_first=True)
        services.meet(first, evidence="DPIA 14 signed off.", by=cast.actor("tom"), at=at_nine)
        procurement.approve(case, by=cast.actor("morag"), at=at_nine)
        assert case.status == "approved"

    def test_shows_a_condition_that_is_due_before_what_the_case_lacks(self, small, cast, at_nine, client_as) -> None:
        row = {"text": "Decide the DPIA", "owner": cast.tom, "due_on": date(2026, 11, 27), "comes_first": True}
        services.grant_with_conditions(small, conditions=[row], note="Yes, but.", by=cast.actor("morag"), at=at_nine)
        address = small.procurement.get_absolute_url()
        page = client_as("priya").get(address).content.decode()
        assert "Due Friday 27 November 2026, in 4 days" in page and "Tom Okafor answers for it." in page
        assert page.index("Meet the condition: Decide the DPIA") < page.index("What is bought")
        services.meet(Condition.objects.get(), evidence="DPIA 14.", by=cast.actor("tom"), at=at_nine)
        assert "Meet the condition" not in client_as("priya").get(address).content.decode()

    def test_is_a_day_of_the_timetable_once_the_body_has_decided(self, ground, due) -> None:
        held = stories.meeting(ground.body, ground.cast, ground.at, on=date(2026, 12, 15))
        stories.meeting(ground.body, ground.cast, ground.at, on=date(2027, 1, 19))
        typed = replace(cases.typed_now(ground.case, on=ground.at.date()), approval_body="gateway")
        procurement.plan(ground.case, typed=typed, by=ground.priya, at=ground.at)
        stories.submitted(due, ground.priya, ground.at)
        stories.decided_at_meeting(due, held, ground.cast, outcome="approved")
        procurement.revise(ground.case, changes={"needed_on": date(2027, 11, 1)}, by=ground.priya, at=due.decided_at)
        first = ground.case.plans.first().steps[0]
        assert (first["step"], first["ends_on"], first["done"]) == ("approval", "2026-12-15", True)

    def test_waits_again_when_the_value_outgrew_the_decision(self, ground) -> None:
        with_value(ground, 150_000)
        for gate in ("need", "strategy"):
            passed(stories.due(ground.case, ground.at, gate=gate), ground.cast, ground.at)
        with_value(ground, 200_000)
        with pytest.raises(Refused, match=r"Gate 1: options and strategy was passed, but its value was £180,000 then"):
            procurement.approve(ground.case, by=ground.cast.actor("morag"), at=ground.at)

    def test_waits_again_when_a_body_must_decide_what_an_officer_did(self, ground) -> None:
        with_value(ground, 150_000)
        for gate in ("need", "strategy"):
            passed(stories.due(ground.case, ground.at, gate=gate), ground.cast, ground.at)
        procurement.revise(ground.case, changes={"risk_level": "high"}, by=ground.priya, at=ground.at)
        with pytest.raises(Refused, match=r"passed by Morag Lennox, procurement lead, but .* the Gateway committee"):
            procurement.approve(ground.case, by=ground.cast.actor("morag"), at=ground.at)


class TestTheLogIsFollowed:
    def test_so_that_gates_open_by_themselves(self, ground) -> None:
        keep_gates(list(Event.objects.filter(verb__startswith="procurement.").order_by("number")))
        assert GateReview.objects.filter(procurement=ground.case).count() == 5
        event = Event.objects.filter(verb="gateway.open").first()
        assert event.actor_id is None


class TestConditions:
    @pytest.fixture
    def condition(self, small, cast, at_nine):
        rows = [{"text": "Decide the DPIA", "owner": cast.tom, "due_on": date(2026, 12, 1)}]
        services.grant_with_conditions(small, conditions=rows, note="Yes, but.", by=cast.actor("morag"), at=at_nine)
        return Condition.objects.get()

    def test_are_met_with_evidence_by_who_sees_to_them(self, condition, cast, at_nine) -> None:
        with pytest.raises(Refused, match="what shows"):
            services.meet(condition, evidence=" ", by=cast.actor("tom"), at=at_nine)
        with pytest.raises(Refused, match="page of the Hub"):
            services.meet(condition, evidence="See", evidence_page="//evil.example", by=cast.actor("tom"), at=at_nine)
        services.meet(condition, evidence="See", evidence_page="/documents/a/", by=cast.actor("tom"), at=at_nine)
        assert (condition.status, condition.closed_by_id) == ("met", cast.tom.pk)

    def test_are_not_met_by_others(self, condition, cast, at_nine) -> None:
        from hub.gateway.acts import MEET

        with pytest.raises(Refused, match="Only"):
            check(MEET, condition, by=cast.actor("ruth"), at=at_nine)

    def test_are_moved_given_on_and_lifted_with_a_reason(self, condition, cast, at_nine) -> None:
        services.move(condition, due_on=date(2027, 1, 5), reason="Holidays", by=cast.actor("morag"), at=at_nine)
        with pytest.raises(Refused, match="from today on"):
            services.move(condition, due_on=date(2026, 1, 5), reason="-", by=cast.actor("morag"), at=at_nine)
        services.assign(condition, owner=cast.morag, reason="Tom is away", by=cast.actor("gwen"), at=at_nine)
        with pytest.raises(Refused, match="Somebody else must lift"):
            services.lift(condition, reason="Not needed", by=cast.actor("morag"), at=at_nine)
        services.lift(condition, reason="No personal data", by=cast.actor("gwen"), at=at_nine)
        assert (condition.due_on, condition.status) == (date(2027, 1, 5), "lifted")

    def test_are_handed_over_by_who_leaves(self, condition, cast, at_nine) -> None:
        from hub.gateway.handing_over import move

        move(condition, cast.tom, cast.ruth, by=cast.actor("sam"), at=at_nine)
        assert condition.owner == cast.ruth


def test_acts_of_procurements_name_their_gates() -> None:
    assert [one.after_gate for one in (acts.APPROVE, acts.COMPETE, acts.AWARD)] == ["strategy", "market", "award"]

"""A key decision waits for its notice of 28 clear days, and what it decides waits for the days of call-in."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from hub.gateway import services
from hub.gateway.models import GateReview
from hub.gateway.tests import stories
from hub.governance import services as governance
from hub.governance.models import AgendaItem, Decision
from hub.governance.services import agenda
from hub.platform.acts import Refused
from hub.platform.clock import LONDON
from hub.procurement import selectors as cases
from hub.procurement import services as procurement

pytestmark = pytest.mark.django_db
TOO_SOON, IN_TIME = date(2026, 12, 15), date(2027, 1, 12)


@pytest.fixture
def key(cast, shipped, at_nine):
    """Give a submitted gate that takes a key decision: the committee advises, a councillor decides."""
    stories.committee(cast, at_nine)
    case = stories.case(cast, at_nine, is_key_decision=True)
    stories.scored(case, cast, at_nine)
    return stories.submitted(stories.due(case, at_nine), cast.actor("priya"), at_nine)


class TestTheNotice:
    def test_is_asked_for_where_the_meeting_comes_too_soon(self, key, cast, at_nine) -> None:
        held = stories.meeting(key.body, cast, at_nine, on=TOO_SOON)
        with pytest.raises(Refused, match="it may be made from 22 December 2026 on") as refused:
            services.put(key, meeting=held, by=cast.actor("priya"), at=at_nine)
        assert refused.value.findings[0].citation == "SI 2017/68 art 11"
        assert not AgendaItem.objects.exists()

    def test_of_too_late_a_day_is_refused_with_the_first_day(self, key, cast, at_nine) -> None:
        held = stories.meeting(key.body, cast, at_nine, on=TOO_SOON)
        with pytest.raises(Refused, match=r"By the notice of 20 November 2026 .* from 19 December 2026 on"):
            services.put(
                key, meeting=held, key_route="notice", key_notice_on=date(2026, 11, 20), by=cast.actor("priya"),
                at=at_nine,
            )  # fmt: skip

    def test_published_in_time_lets_it_on_the_agenda(self, key, cast, at_nine) -> None:
        held = stories.meeting(key.body, cast, at_nine, on=TOO_SOON)
        services.put(key, meeting=held, key_route="notice", key_notice_on=date(2026, 11, 16), by=cast.actor("priya"),
                     at=at_nine)  # fmt: skip
        assert (key.item.is_key, key.item.key_notice_on) == (True, date(2026, 11, 16))

    def test_is_taken_from_the_timetable_where_that_step_is_done(self, key, cast, at_nine) -> None:
        from hub.procurement.rules.planning import TypedDay

        case = key.procurement
        case.refresh_from_db()
        typed = replace(
            cases.typed_now(case, on=at_nine.date()), start_on=date(2026, 10, 19),
            days=(TypedDay("key_decision_notice", date(2026, 11, 18), "done", date(2026, 10, 20)),),
        )  # fmt: skip
        procurement.plan(case, typed=typed, by=cast.actor("priya"), at=at_nine)
        held = stories.meeting(key.body, cast, at_nine, on=TOO_SOON)
        services.put(key, meeting=held, by=cast.actor("priya"), at=at_nine)
        assert (key.item.key_route, key.item.key_notice_on) == ("notice", date(2026, 10, 20))

    def test_can_stand_aside_by_the_general_exception_with_a_reason(self, key, cast, at_nine) -> None:
        held = stories.meeting(key.body, cast, at_nine, on=TOO_SOON)
        given = {"key_route": "general", "key_notice_on": date(2026, 11, 23)}
        with pytest.raises(Refused, match="why a notice of 28 clear days was impracticable"):
            services.put(key, meeting=held, by=cast.actor("priya"), at=at_nine, **given)
        why = "The grant was offered on 20 November and ends on 18 December."
        services.put(key, meeting=held, key_reason=why, by=cast.actor("priya"), at=at_nine, **given)
        assert key.item.key_reason == why

    def test_is_there_before_the_papers_go_out(self, key, cast, at_nine) -> None:
        held = stories.meeting(key.body, cast, at_nine, on=IN_TIME)
        services.put(key, meeting=held, by=cast.actor("priya"), at=at_nine)
        with pytest.raises(Refused, match=r"Item 1, .* no notice of it is recorded"):
            governance.convene(held, by=cast.actor("morag"), at=at_nine + timedelta(days=40))
        item = AgendaItem.objects.get()
        agenda.give_notice(item, key_route="notice", key_notice_on=at_nine.date(), by=cast.actor("priya"), at=at_nine)
        held.refresh_from_db()
        governance.convene(held, by=cast.actor("morag"), at=at_nine + timedelta(days=40))

    def test_holds_back_the_member_who_decides(self, key, cast, at_nine) -> None:
        with pytest.raises(Refused, match="no notice of it is recorded"):
            services.grant(key, note="Yes.", by=cast.actor("ahmed"), at=at_nine)

    def test_is_not_asked_of_a_gate_that_takes_no_key_decision(self, key, cast, at_nine) -> None:
        need = GateReview.objects.get(procurement=key.procurement, gate="need")
        stories.submitted(need, cast.actor("priya"), at_nine)
        services.grant(need, note="A clear need.", by=cast.actor("morag"), at=at_nine)
        assert (need.status, need.is_key) == ("passed", False)


class TestCallIn:
    @pytest.fixture
    def decided(self, key, cast, at_nine):
        """Give the gate passed by the councillor on 13 January 2027, with the gate on the need passed before."""
        need = GateReview.objects.get(procurement=key.procurement, gate="need")
        stories.submitted(need, cast.actor("priya"), at_nine)
        services.grant(need, note="A clear need.", by=cast.actor("morag"), at=at_nine)
        held = stories.meeting(key.body, cast, at_nine, on=IN_TIME)
        services.put(key, meeting=held, key_route="notice", key_notice_on=at_nine.date(), by=cast.actor("priya"),
                     at=at_nine)  # fmt: skip
        stories.advised(key, held, cast)
        services.grant(key, note="I follow the advice.", by=cast.actor("ahmed"), at=held.at + timedelta(days=1))
        return key

    def test_the_decision_of_the_member_is_on_record(self, decided, cast) -> None:
        made = Decision.objects.get(pk=decided.decision_id)
        assert (made.maker, made.taken_by, made.is_key, made.key_route) == ("member", cast.ahmed, True, "notice")
        assert made.notice_by == date(2027, 1, 15)

    def test_notice_and_decision_are_days_of_the_timetable_once_it_is_taken(self, key, cast, at_nine) -> None:
        case, priya = key.procurement, cast.actor("priya")
        case.refresh_from_db()
        held = stories.meeting(key.body, cast, at_nine, on=IN_TIME)
        stories.meeting(key.body, cast, at_nine, on=IN_TIME + timedelta(days=42))
        typed = replace(cases.typed_now(case, on=at_nine.date()), approval_body="gateway")
        procurement.plan(case, typed=typed, by=priya, at=at_nine)
        services.put(key, meeting=held, key_route="notice", key_notice_on=at_nine.date(), by=priya, at=at_nine)
        stories.advised(key, held, cast)
        taken = held.at + timedelta(days=1)
        services.grant(key, note="I follow the advice.", by=cast.actor("ahmed"), at=taken)
        case.refresh_from_db()
        procurement.revise(case, changes={"needed_on": date(2027, 12, 1)}, by=priya, at=taken)
        steps = {one["step"]: one for one in case.plans.first().steps}
        assert steps["key_decision_notice"]["starts_on"] == at_nine.date().isoformat()
        assert steps["key_decision_notice"]["done"] and steps["approval"]["done"]
        assert steps["approval"]["ends_on"] == "2027-01-13"

    def test_the_options_that_were_rejected_stand_in_it(self, decided) -> None:
        told = decided.decision.alternatives.splitlines()
        assert [one.split(":")[0] for one in told] == ["Do nothing", "Own garage", "With Wickmoor"]
        assert "of 100 points; New competition has" in told[0]

    def test_no_stage_begins_before_it_is_published(self, decided, cast) -> None:
        with pytest.raises(Refused, match="Publish it: only then the days of call-in begin") as refused:
            procurement.approve(decided.procurement, by=cast.actor("morag"), at=decided.decided_at)
        assert refused.value.findings[0].citation == "LDEDCA 2009 Sch 5A para 1(4)"

    def test_nor_before_the_days_of_call_in_are_over(self, decided, cast) -> None:
        governance.publish(decided.decision, by=cast.actor("daniel"), at=decided.decided_at)
        early, late = datetime(2027, 1, 20, 16, 59, tzinfo=LONDON), datetime(2027, 1, 20, 17, 0, tzinfo=LONDON)
        with pytest.raises(Refused, match="can be called in until 5:00pm, Wednesday 20 January 2027"):
            procurement.approve(decided.procurement, by=cast.actor("morag"), at=early)
        procurement.approve(decided.procurement, by=cast.actor("morag"), at=late)
        assert decided.procurement.status == "approved"

    def test_a_call_in_holds_it_until_it_ended(self, decided, cast) -> None:
        made, daniel = decided.decision, cast.actor("daniel")
        governance.publish(made, by=daniel, at=decided.decided_at)
        on = datetime(2027, 1, 19, 9, tzinfo=LONDON)
        governance.record_call_in(made, called_in_on=on.date(), reason="Cost to parishes.", by=daniel, at=on)
        later = on + timedelta(days=9)
        with pytest.raises(Refused, match="was called in on 19 January 2027"):
            procurement.approve(decided.procurement, by=cast.actor("morag"), at=later)
        governance.release(made, note="Reconsidered on 28 January: it stands.", by=daniel, at=later)
        procurement.approve(decided.procurement, by=cast.actor("morag"), at=later)
        assert decided.procurement.status == "approved"

    def test_comes_in_time_or_not_at_all(self, decided, cast) -> None:
        made, daniel = decided.decision, cast.actor("daniel")
        at = datetime(2027, 1, 25, 9, tzinfo=LONDON)
        with pytest.raises(Refused, match="It must be published first"):
            governance.record_call_in(made, called_in_on=at.date(), reason="Late.", by=daniel, at=at)
        governance.publish(made, by=daniel, at=decided.decided_at)
        with pytest.raises(Refused, match=r"^The decision could be called in until 20 January 2027"):
            governance.record_call_in(made, called_in_on=at.date(), reason="Late.", by=daniel, at=at)

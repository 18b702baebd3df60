"""What can be done to bodies, meetings, agendas and decisions, and what is refused."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest

from hub.governance import hearing, services
from hub.governance.models import Decision, DeclaredInterest
from hub.governance.services import agenda, bodies, meetings, publishing
from hub.governance.terms import ItemState, MeetingState, Outcome
from hub.governance.tests import stories
from hub.governance.tests.stories import MEETS, SURVEY
from hub.platform.acts import NotHeld, Refused, WrongState
from hub.platform.deadlines.models import Alert
from hub.platform.reference import services as reference

pytestmark = pytest.mark.django_db
EVERYBODY = ("gwen", "helen", "daniel", "morag", "victor")


def told(words: str) -> set[str]:
    return {one.person.cast_key for one in Alert.objects.filter(sentence__contains=words).select_related("person")}


class TestBodies:
    def test_a_code_names_one_body(self, law, at_nine) -> None:
        stories.gateway(law)
        with pytest.raises(Refused, match="has the code gateway already"):
            stories.gateway(law)

    def test_a_member_holds_a_function_once_at_a_time(self, law, at_nine) -> None:
        body = stories.gateway(law)
        with pytest.raises(Refused, match="holds that function"):
            services.seat(body, person=law.gwen, function="chair", starts_on=at_nine.date(), by=law.actor("daniel"),
                          at=at_nine)  # fmt: skip
        member = body.members.get(person=law.gwen)
        services.unseat(body, member=member, ends_on=at_nine.date(), by=law.actor("daniel"), at=at_nine)
        after = at_nine.date() + timedelta(days=1)
        services.seat(body, person=law.gwen, function="chair", starts_on=after, by=law.actor("daniel"), at=at_nine)
        assert body.members.filter(person=law.gwen).count() == 2

    def test_is_not_dissolved_while_it_is_to_meet(self, law, at_nine) -> None:
        meeting = stories.planned(law)
        with pytest.raises(Refused, match="is still to come"):
            bodies.dissolve(meeting.body, reason="Merged", by=law.actor("daniel"), at=at_nine)
        meetings.cancel(meeting, reason="Merged", by=law.actor("morag"), at=at_nine)
        bodies.dissolve(meeting.body, reason="Merged", by=law.actor("daniel"), at=at_nine)
        with pytest.raises(Refused, match="dissolved"):
            stories.planned(law, body=meeting.body, meets_on=date(2026, 12, 15))


class TestMeetings:
    def test_have_their_papers_due_by_the_working_days_of_their_body(self, law, at_nine) -> None:
        assert stories.planned(law).papers_by == date(2026, 12, 1)

    def test_meet_in_a_recess_only_for_a_reason(self, law, at_nine) -> None:
        body = stories.gateway(law)
        with pytest.raises(Refused, match="recess"):
            stories.planned(law, body=body, meets_on=date(2026, 12, 22))
        given = {"meets_on": date(2026, 12, 22), "starts_at": time(10), "reason": "Flood repairs"}
        assert services.plan(body, by=law.actor("morag"), at=at_nine, **given).reason == "Flood repairs"

    def test_move_freely_until_their_papers_are_out(self, law, at_nine) -> None:
        meeting = stories.listed(law).meeting
        meetings.move(meeting, meets_on=date(2026, 12, 9), starts_at=time(9), by=law.actor("morag"), at=at_nine)
        assert (meeting.meets_on, meeting.papers_by) == (date(2026, 12, 9), date(2026, 12, 2))
        services.convene(meeting, by=law.actor("morag"), at=at_nine)
        with pytest.raises(Refused, match="Call it again with the reason"):
            meetings.move(meeting, meets_on=MEETS, starts_at=time(9), by=law.actor("morag"), at=at_nine)

    def test_called_again_tell_everyone(self, law, at_nine) -> None:
        meeting = stories.convened(law)
        given = {"meets_on": date(2026, 12, 10), "starts_at": time(10), "by": law.actor("morag"), "at": at_nine}
        with pytest.raises(Refused, match="Enter why"):
            meetings.reconvene(meeting, reason=" ", **given)
        meetings.reconvene(meeting, reason="Snow", **given)
        assert told("meets on Thursday 10 December 2026, not on Tuesday 8 December 2026") == {*EVERYBODY, "priya"}

    def test_need_items_and_members_before_their_papers_go_out(self, law, at_nine) -> None:
        with pytest.raises(Refused, match="nothing on the agenda"):
            services.convene(stories.planned(law), by=law.actor("morag"), at=at_nine)
        empty = services.set_up(authority=law.eca, name="Panel", code="panel", quorum=1, by=law.actor("daniel"),
                                at=at_nine)  # fmt: skip
        item = stories.listed(law, meeting=stories.planned(law, body=empty))
        with pytest.raises(Refused, match="Nobody sits"):
            services.convene(item.meeting, by=law.actor("morag"), at=at_nine)

    def test_papers_tell_the_members_how_long_they_take(self, law, at_nine) -> None:
        stories.convened(law)
        assert told("Papers for Gateway Committee on Tuesday 8 December 2026: 1 item, 10 minutes") == set(EVERYBODY)

    def test_do_not_open_before_their_day(self, law, at_nine) -> None:
        meeting = stories.convened(law)
        with pytest.raises(Refused, match="before that day"):
            services.open_meeting(meeting, present=[], by=law.actor("gwen"), at=at_nine)

    def test_know_who_came_and_who_left(self, law, at_nine) -> None:
        meeting = stories.sitting(law, present=("gwen", "helen"))
        services.attend(meeting, present=[law.helen.pk], by=law.actor("gwen"), at=meeting.at)
        found = {one.person.cast_key: one.presence for one in meeting.attendances.select_related("person")}
        assert (found["gwen"], found["helen"], found["victor"]) == ("left", "present", "apologies")
        assert (meeting.expected_count, meeting.present_count, meeting.was_quorate) == (5, 2, False)

    def test_close_when_each_item_is_settled_and_are_signed_by_the_chair(self, law, at_nine) -> None:
        meeting = stories.sitting(law)
        with pytest.raises(Refused, match="neither decided nor noted"):
            services.close(meeting, by=law.actor("gwen"), at=meeting.at)
        agenda.note(meeting.items.get(), by=law.actor("gwen"), at=meeting.at)
        services.close(meeting, notes="Short.", by=law.actor("gwen"), at=meeting.at)
        with pytest.raises(NotHeld):
            meetings.sign(meeting, by=law.actor("morag"), at=meeting.at)
        meetings.sign(meeting, by=law.actor("gwen"), at=meeting.at)
        assert (meeting.status, meeting.signed_by) == (MeetingState.SIGNED, law.gwen)


class TestAnAgenda:
    def test_takes_a_record_once(self, law, at_nine) -> None:
        item = stories.listed(law)
        assert item.reference == f"{item.meeting.reference}-1"
        with pytest.raises(Refused, match="stands on this agenda already"):
            stories.listed(law, meeting=item.meeting)

    def test_takes_a_late_item_only_in_special_circumstances(self, law, at_nine) -> None:
        meeting = stories.convened(law)
        with pytest.raises(Refused, match="special circumstances"):
            stories.listed(law, meeting=meeting, subject=None)
        stories.listed(law, meeting=meeting, subject=None, why_late="The bridge is closed")

    def test_takes_nothing_while_it_sits(self, law, at_nine) -> None:
        meeting = stories.sitting(law)
        with pytest.raises(Refused, match="Put the item on a later one"):
            stories.listed(law, meeting=meeting, subject=None, why_late="The bridge is closed")
        with pytest.raises(Refused, match="has begun"):
            agenda.take_off(meeting.items.get(), reason="Not ready", by=law.actor("morag"), at=meeting.at)

    def test_closes_up_and_changes_its_order(self, law, at_nine) -> None:
        first = stories.listed(law)
        second = stories.listed(law, meeting=first.meeting, subject=None, title="Budget")
        agenda.move_up(second, by=law.actor("gwen"), at=at_nine)
        first.refresh_from_db()
        assert (second.position, first.position) == (1, 2)
        agenda.take_off(second, reason="Not ready", by=law.actor("gwen"), at=at_nine)
        first.refresh_from_db()
        assert (first.position, second.status) == (1, ItemState.WITHDRAWN)
        with pytest.raises(Refused, match="first item"):
            agenda.move_up(first, by=law.actor("gwen"), at=at_nine)

    def test_an_exempt_part_says_why(self, law, at_nine) -> None:
        with pytest.raises(Refused, match="why the public may not see"):
            stories.listed(law, is_exempt=True, exempt_part="The bidders' prices")

    def test_an_unknown_fact_is_a_fault(self, law, at_nine) -> None:
        with pytest.raises(ValueError, match="colour"):
            stories.listed(law, colour="red")


class TestDecisions:
    def test_keep_quorum_votes_and_the_line_of_the_scheme(self, law, at_nine) -> None:
        found = stories.decided(law, votes={"for": 4, "against": 1})
        assert (found.outcome, found.body.code, found.subject_id) == (Outcome.APPROVED, "gateway", SURVEY.pk)
        assert found.quorum["present"] == 5 and found.votes == {"for": 4, "against": 1}
        assert found.delegation["code"] == "procurement_decision-5" and found.delegation["version"] == 1
        assert found.is_within_powers is True

    def test_are_refused_without_a_quorum_and_the_item_lapses(self, law, at_nine) -> None:
        meeting = stories.sitting(law, present=("gwen", "helen", "morag", "victor"))
        item = meeting.items.get()
        with pytest.raises(Refused, match="nobody speaks for legal"):
            services.decide(item, outcome="approved", text="Yes", reasons="Good", by=law.actor("gwen"), at=meeting.at)
        assert not Decision.objects.exists()
        services.close(meeting, by=law.actor("gwen"), at=meeting.at)
        item.refresh_from_db()
        assert item.status == ItemState.LAPSED and told("Not decided for want of a quorum") == {"priya"}

    def test_a_quorum_is_lost_when_somebody_leaves(self, law, at_nine) -> None:
        meeting = stories.sitting(law)
        there = [law.people[key].pk for key in EVERYBODY if key != "helen"]
        services.attend(meeting, present=there, by=law.actor("gwen"), at=meeting.at)
        with pytest.raises(Refused, match="nobody speaks for finance"):
            services.decide(meeting.items.get(), outcome="approved", text="Yes", reasons="Good", by=law.actor("gwen"),
                            at=meeting.at)  # fmt: skip

    def test_who_declared_an_interest_does_not_count(self, law, at_nine) -> None:
        item = stories.listed(law)
        services.declare(item, nature="My sister works for a bidder.", by=law.actor("daniel"), at=at_nine)
        with pytest.raises(Refused, match="declared already"):
            services.declare(item, nature="Again", by=law.actor("daniel"), at=at_nine)
        meeting = stories.sitting(law, item=item)
        with pytest.raises(Refused, match="nobody speaks for legal"):
            services.decide(meeting.items.get(), outcome="approved", text="Yes", reasons="Good", by=law.actor("gwen"),
                            at=meeting.at)  # fmt: skip

    def test_an_interest_said_aloud_is_written_down_and_kept_in_the_decision(self, law, at_nine) -> None:
        meeting = stories.sitting(law, item=stories.listed(law))
        item = meeting.items.get()
        agenda.declare_for(item, person=law.gwen, nature="Lives there.", by=law.actor("morag"), at=meeting.at)
        with pytest.raises(Refused, match="You declared an interest"):
            services.decide(item, outcome="approved", text="Yes", reasons="Good", by=law.actor("gwen"), at=meeting.at)
        found = services.decide(item, outcome="refused", text="No", reasons="Dear", by=law.actor("morag"),
                                at=meeting.at)  # fmt: skip
        assert found.interests == [{"person": law.gwen.pk, "nature": "Lives there."}]
        assert found.quorum["present"] == 4 and DeclaredInterest.objects.count() == 1

    def test_nobody_decides_their_own_request(self, law, at_nine) -> None:
        meeting = stories.sitting(law, item=stories.listed(law, by="gwen"))
        with pytest.raises(Refused, match="You asked for this"):
            services.decide(meeting.items.get(), outcome="approved", text="Yes", reasons="Good", by=law.actor("gwen"),
                            at=meeting.at)  # fmt: skip

    def test_are_heard_by_who_registered_for_the_kind(self, law, at_nine) -> None:
        heard = []
        hearing.decided(SURVEY.kind)(lambda decision, *, by, at: heard.append((decision.outcome, by.name)))
        try:
            stories.decided(law, outcome=Outcome.WITH_CONDITIONS, conditions=[{"text": "Test it", "owner": None,
                            "due_on": "2027-01-29"}])  # fmt: skip
        finally:
            hearing.forget(SURVEY.kind)
        assert heard == [(Outcome.WITH_CONDITIONS, "Gwen Parry")]

    def test_a_refusal_of_who_hears_undoes_the_decision(self, law, at_nine) -> None:
        @hearing.decided(SURVEY.kind)
        def refuse(decision, *, by, at):
            raise RuntimeError("No")

        try:
            with pytest.raises(RuntimeError):
                stories.decided(law)
        finally:
            hearing.forget(SURVEY.kind)
        assert not Decision.objects.exists()

    def test_are_taken_while_the_meeting_sits(self, law, at_nine) -> None:
        with pytest.raises(Refused, match="does not sit"):
            services.decide(stories.listed(law), outcome="approved", text="Yes", reasons="Good", by=law.actor("gwen"),
                            at=at_nine)  # fmt: skip

    def test_are_taken_once(self, law, at_nine) -> None:
        found = stories.decided(law)
        with pytest.raises(WrongState):
            services.decide(found.item, outcome="refused", text="No", reasons="Dear", by=law.actor("gwen"),
                            at=found.decided_at)  # fmt: skip

    def test_beyond_the_powers_of_a_body_say_so(self, law, at_nine) -> None:
        found = stories.decided(law, item=stories.listed(law, value_ex_vat=Decimal(700_000)))
        assert found.is_within_powers is False and found.delegation["body"] == "board"


class TestOfficerDecisions:
    def test_lie_within_the_limit_of_the_role(self, law, at_nine) -> None:
        found = stories.by_officer(law)
        assert found.is_within_powers and found.delegation["code"] == "procurement_decision-4"

    @pytest.mark.parametrize(
        ("facts", "said"),
        [
            ({"value_ex_vat": Decimal(250_000)}, "gateway decides this"),
            ({"value_ex_vat": Decimal(9_000)}, "Budget holder decides this"),
            ({"route": "direct_award"}, "gateway decides this"),
            ({"is_exempt": True}, "why the public may not see"),
            ({"outcome": "approved_with_conditions"}, "at least one condition"),
        ],
    )
    def test_beyond_it_are_refused(self, law, at_nine, facts, said) -> None:
        with pytest.raises(Refused, match=said):
            stories.by_officer(law, **facts)

    def test_are_never_of_who_asked(self, law, at_nine) -> None:
        with pytest.raises(Refused, match="You asked for this"):
            services.record_officer(
                authority=law.eca, facts={"title": "A", "text": "A", "reasons": "A", "outcome": "approved"},
                asked_by=law.morag, by=law.actor("morag"), at=at_nine,
            )  # fmt: skip

    def test_go_further_where_a_body_gave_the_power(self, law, at_nine) -> None:
        power = stories.decided(law)
        facts = {"title": "Award", "text": "Award it", "reasons": "Best", "outcome": "approved",
                 "value_ex_vat": Decimal(240_000)}  # fmt: skip
        found = services.record_officer(authority=law.eca, facts=facts, authorised_by=power, by=law.actor("priya"),
                                        at=power.decided_at)  # fmt: skip
        assert found.is_within_powers is True

    def test_replay_the_scheme_of_their_day(self, law, at_nine) -> None:
        before = stories.by_officer(law)
        data = {"key": "procurement_decision", "from": "0", "below": None, "vat": "ex", "body": "board"}
        more = {"valid_from": date(2026, 11, 30), "source": "Constitution 2026", "by": law.actor("sam"), "at": at_nine}
        reference.add(
            "scheme_of_delegation", code="all", label="Whatever its value", data=data, authority=law.eca, **more
        )
        with pytest.raises(Refused, match="board decides this"):
            stories.by_officer(law, at=at_nine + timedelta(days=7))
        again = stories.by_officer(law, at=at_nine + timedelta(days=6))
        assert before.delegation == again.delegation

    def test_are_published_and_taken_back_with_a_reason(self, law, at_nine) -> None:
        found = stories.by_officer(law)
        with pytest.raises(NotHeld):
            services.publish(found, by=law.actor("priya"), at=at_nine)
        services.publish(found, by=law.actor("morag"), at=at_nine)
        publishing.unpublish(found, reason="Named a person", by=law.actor("daniel"), at=at_nine)
        assert found.status == "withdrawn"

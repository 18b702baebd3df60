"""Notice of key decisions (SI 2017/68 art 11 to 13) and their call-in, on agendas and on the record of decisions."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from hub.governance import rules, selectors, services
from hub.governance.rules import KeyNotice
from hub.governance.services import agenda, meetings
from hub.governance.tests import stories
from hub.law.tables import shipped as shipped_tables
from hub.platform.acts import Refused
from hub.platform.clock import LONDON
from hub.platform.deadlines.models import Alert, DeadlineRow

LAW = shipped_tables()
ON = date(2026, 11, 23)
WHY = "The offer of the grant ends on 14 December."


def bars(notice: KeyNotice, decides_on: date, **more) -> list[tuple[str, str]]:
    found = rules.bars_to_key_decision(notice, decides_on=decides_on, on=ON, tables=LAW, **more)
    return [(one.code, one.citation) for one in found]


class TestTheRule:
    @pytest.mark.parametrize(
        ("notice", "decides_on", "found"),
        [
            (KeyNotice(), date(2026, 12, 21), [("key_notice", "SI 2017/68 art 11")]),
            (KeyNotice(), date(2026, 12, 22), []),
            (KeyNotice("notice", date(2026, 11, 9)), date(2026, 12, 7), [("key_early", "SI 2017/68 art 11")]),
            (KeyNotice("notice", date(2026, 11, 9)), date(2026, 12, 8), []),
            (KeyNotice("notice", date(2026, 11, 24)), date(2027, 3, 1), [("key_ahead", "SI 2017/68 art 11")]),
            (KeyNotice("general", ON), date(2026, 12, 8), [("key_reason", "SI 2017/68 art 12")]),
            (KeyNotice("general", ON, WHY), date(2026, 11, 28), [("key_early", "SI 2017/68 art 12")]),
            (KeyNotice("general", ON, WHY), date(2026, 11, 29), []),
            (KeyNotice("special", ON, WHY), ON, []),
            (KeyNotice("special", ON), ON, [("key_reason", "SI 2017/68 art 13")]),
        ],
    )
    def test_a_key_decision_waits_for_the_clear_days_of_its_notice(self, notice, decides_on, found) -> None:
        assert bars(notice, decides_on) == found

    def test_the_notice_must_be_there_when_the_papers_go_out(self) -> None:
        assert bars(KeyNotice(), date(2027, 3, 1), is_now=True) == [("key_notice", "SI 2017/68 art 11")]

    def test_gives_the_last_day_for_the_notice(self) -> None:
        assert rules.key_notice_by(date(2026, 12, 8), tables=LAW) == date(2026, 11, 9)
        assert bars(KeyNotice("notice", date(2026, 11, 9)), date(2026, 12, 8)) == []


@pytest.mark.django_db
class TestAnAgenda:
    def test_takes_no_key_decision_that_no_notice_can_reach(self, law) -> None:
        with pytest.raises(Refused, match="it may be made from 22 December 2026 on"):
            stories.listed(law, is_key=True)

    def test_takes_one_with_a_notice_and_says_so_in_the_papers(self, law, client_as) -> None:
        item = stories.listed(law, is_key=True, key_route="notice", key_notice_on=date(2026, 11, 9))
        page = client_as("victor").get(f"{item.meeting.get_absolute_url()}agenda/").content.decode()
        assert "Notice of 28 clear days (SI 2017/68 art 11), 9 November 2026" in page

    def test_keeps_the_notice_when_the_item_comes_again(self, law, at_nine) -> None:
        first = stories.listed(law, is_key=True, key_route="notice", key_notice_on=date(2026, 11, 9))
        agenda.take_off(first, reason="Deferred", by=law.actor("priya"), at=at_nine)
        later = stories.planned(law, body=first.meeting.body, meets_on=date(2026, 12, 15))
        again = stories.listed(law, meeting=later, is_key=True)
        assert (again.key_route, again.key_notice_on) == ("notice", date(2026, 11, 9))

    def test_says_by_when_the_notice_is_due_and_warns_who_publishes(self, law, client_as) -> None:
        far = stories.planned(law, meets_on=date(2027, 1, 12))
        item = stories.listed(law, meeting=far, is_key=True)
        page = client_as("priya").get(item.get_absolute_url()).content.decode()
        assert "Publish its notice by 14 December 2026" in page
        assert DeadlineRow.objects.get(name="meeting.key_notice").due_on == date(2026, 12, 14)
        agenda.give_notice(item, key_route="notice", key_notice_on=ON, by=law.actor("priya"), at=stories.NINE)
        assert not DeadlineRow.objects.filter(name="meeting.key_notice").exists()

    def test_stands_when_the_meeting_would_move_to_before_the_notice_is_over(self, law, at_nine) -> None:
        far = stories.planned(law, meets_on=date(2027, 1, 12))
        stories.listed(law, meeting=far, is_key=True, key_route="notice", key_notice_on=ON)
        far.refresh_from_db()
        moved = {"meets_on": date(2026, 12, 15), "starts_at": far.time}
        with pytest.raises(Refused, match=r"Item 1, .* from 22 December 2026 on, not on 15 December 2026"):
            meetings.move(far, **moved, by=law.actor("morag"), at=at_nine)
        far.refresh_from_db()
        assert far.meets_on == date(2027, 1, 12)

    def test_records_a_notice_of_a_key_decision_only(self, law, at_nine) -> None:
        item = stories.listed(law)
        with pytest.raises(Refused, match="No key decision is asked for"):
            agenda.give_notice(item, key_route="notice", key_notice_on=ON, by=law.actor("priya"), at=at_nine)

    def test_is_not_made_one_by_a_change_that_comes_too_late(self, law, at_nine) -> None:
        item = stories.listed(law)
        with pytest.raises(Refused, match="no notice of it is recorded"):
            agenda.revise(item, facts={**stories.FACTS, "is_key": True}, by=law.actor("priya"), at=at_nine)

    def test_tells_the_members_what_changed_after_the_papers_went_out(self, law, at_nine) -> None:
        meeting = stories.convened(law)
        item = meeting.items.get()
        facts = {**stories.FACTS, "summary": "Six options were looked at."}
        agenda.revise(item, facts=facts, by=law.actor("priya"), at=at_nine)
        told = Alert.objects.filter(sentence__startswith="Changed after the papers went out: Highways survey")
        assert set(told.values_list("person__cast_key", flat=True)) == {key for key, _ in stories.GATEWAY}


@pytest.mark.django_db
class TestAnOfficer:
    def test_takes_no_key_decision_without_its_notice(self, law) -> None:
        with pytest.raises(Refused, match="no notice of it is recorded"):
            stories.by_officer(law, is_key=True)
        early = {"is_key": True, "key_route": "notice", "key_notice_on": date(2026, 11, 9)}
        with pytest.raises(Refused, match="from 8 December 2026 on"):
            stories.by_officer(law, **early)
        made = stories.by_officer(law, **{**early, "key_notice_on": date(2026, 10, 5)})
        assert made.key_notice_on == date(2026, 10, 5)


@pytest.mark.django_db
class TestCallIn:
    @pytest.fixture
    def made(self, law):
        item = stories.listed(law, is_key=True, key_route="notice", key_notice_on=date(2026, 11, 9))
        return stories.decided(law, item=item)

    def test_runs_from_the_publication_and_is_shown(self, made, law, client_as) -> None:
        assert selectors.call_in_of(made) is None
        services.publish(made, by=law.actor("daniel"), at=made.decided_at)
        page = client_as("priya").get(made.get_absolute_url()).content.decode()
        assert "Can be called in until" in page and "5:00pm, Tuesday 15 December 2026" in page

    def test_is_for_key_decisions_alone(self, law) -> None:
        made = stories.decided(law)
        services.publish(made, by=law.actor("daniel"), at=made.decided_at)
        assert list(selectors.bars_to_effect(made, made.decided_at)) == []
        with pytest.raises(Refused, match="Only a key decision"):
            services.record_call_in(
                made, called_in_on=made.decided_on, reason="-", by=law.actor("daniel"), at=made.decided_at
            )

    def test_is_left_out_by_the_constitution_for_special_urgency(self, law) -> None:
        made = stories.by_officer(
            law, is_key=True, key_route="special", key_notice_on=ON, key_reason=WHY, value_ex_vat=Decimal(40_000)
        )
        services.publish(made, by=law.actor("daniel"), at=made.decided_at)
        assert list(selectors.bars_to_effect(made, made.decided_at)) == []

    def test_happens_once_and_ends_once(self, made, law) -> None:
        daniel, at = law.actor("daniel"), made.decided_at + timedelta(days=1)
        services.publish(made, by=daniel, at=made.decided_at)
        services.record_call_in(made, called_in_on=at.date(), reason="The route.", by=daniel, at=at)
        with pytest.raises(Refused, match="was called in on"):
            services.record_call_in(made, called_in_on=at.date(), reason="Again.", by=daniel, at=at)
        services.release(made, note="It stands.", by=daniel, at=datetime(2026, 12, 17, 9, tzinfo=LONDON))
        with pytest.raises(Refused, match="No call-in"):
            services.release(made, note="Again.", by=daniel, at=at)
        assert list(selectors.bars_to_effect(made, at)) == []

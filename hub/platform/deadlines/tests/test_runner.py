"""The worker claims what is due, acts or tells, and survives bad records."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from hub.platform.deadlines import runner, services
from hub.platform.deadlines.models import Alert, DeadlineRow, Notice
from hub.platform.deadlines.terms import AlertKind, AlertState, Outcome
from hub.platform.events.models import Event
from hub.platform.identity.models import Membership
from hub.platform.identity.roles import Role
from hub.platform.identity.services import end_role, grant_role, name_deputy

pytestmark = pytest.mark.django_db

SOON = date(2026, 12, 4)
LATER = date(2027, 3, 4)


class TestTelling:
    def test_people_are_told_when_a_warning_comes(self, things, at_nine, cast):
        record = things.add("Vans", SOON, at=at_nine)
        runner.run_due(at=at_nine)
        alert = Alert.objects.get()
        assert (alert.person, alert.title) == (cast.aisha, "Decide the extension of Vans by 4 December 2026")
        assert (alert.record_id, alert.link, alert.due_on) == (record.pk, f"/somewhere/{record.pk}/", SOON)

    def test_nobody_is_told_before(self, things, at_nine):
        things.add("Vans", LATER, at=at_nine)
        runner.run_due(at=at_nine)
        assert not Alert.objects.exists()

    def test_nobody_is_told_twice_of_the_same(self, things, at_nine):
        things.add("Vans", SOON, at=at_nine)
        for hours in range(48):
            runner.run_due(at=at_nine + timedelta(hours=hours))
        assert Alert.objects.count() == 1
        assert Notice.objects.count() == 1

    def test_a_later_warning_reminds_in_the_same_alert(self, things, at_nine):
        things.add("Vans", SOON, at=at_nine)
        runner.run_due(at=at_nine)
        runner.run_due(at=at_nine + timedelta(days=4, hours=16))
        assert Alert.objects.count() == 1
        assert Notice.objects.count() == 2

    def test_a_role_becomes_its_holders(self, things, at_nine, cast):
        things.add("Vans", SOON, at=at_nine, tells={Role.PROCUREMENT_LEAD})
        runner.run_due(at=at_nine)
        assert [alert.person for alert in Alert.objects.all()] == [cast.morag]

    def test_when_the_person_left_the_role_behind_hears(self, things, at_nine, cast):
        things.add("Vans", SOON, at=at_nine)
        leave(cast.aisha, at_nine)
        runner.run_due(at=at_nine)
        assert [alert.person for alert in Alert.objects.all()] == [cast.morag]

    def test_who_moved_to_a_partner_authority_hears_no_more_and_somebody_here_does(self, things, at_nine, cast):
        things.add("Vans", SOON, at=at_nine)
        move(cast.aisha, cast.wdc, at_nine)
        runner.run_due(at=at_nine)
        alert = Alert.objects.get()
        assert (alert.person, alert.authority) == (cast.morag, cast.eca)

    def test_a_deputy_who_works_elsewhere_now_is_not_told(self, things, at_nine, cast):
        things.add("Vans", SOON, at=at_nine)
        name_deputy(cast.aisha, cast.priya, by=cast.actor("aisha"), at=at_nine, starts_on=at_nine.date(), ends_on=None)
        move(cast.priya, cast.wdc, at_nine)
        runner.run_due(at=at_nine)
        assert [alert.person for alert in Alert.objects.all()] == [cast.aisha]

    def test_raising_an_alert_is_an_act_with_its_event(self, things, at_nine):
        things.add("Vans", SOON, at=at_nine)
        runner.run_due(at=at_nine)
        assert Event.objects.filter(verb="alert.raise").count() == 1

    def test_a_new_person_in_charge_hears_and_the_old_one_is_released(self, things, at_nine, cast):
        record = things.add("Vans", SOON, at=at_nine)
        runner.run_due(at=at_nine)
        things.people["Vans"] = {cast.priya.pk}
        things.change(record, SOON, at=at_nine)
        runner.run_due(at=at_nine)
        assert Alert.objects.get(person=cast.aisha).outcome == Outcome.LEFT
        assert Alert.objects.get(person=cast.priya).status == AlertState.OPEN

    def test_a_person_in_charge_again_hears_again(self, things, at_nine, cast):
        record = things.add("Vans", SOON, at=at_nine)
        runner.run_due(at=at_nine)
        for person, hours in ((cast.priya, 1), (cast.aisha, 2)):
            things.people["Vans"] = {person.pk}
            things.change(record, SOON, at=at_nine + timedelta(hours=hours))
            runner.run_due(at=at_nine + timedelta(hours=hours))
        assert Alert.objects.get(person=cast.aisha).status == AlertState.OPEN
        assert Alert.objects.get(person=cast.priya).outcome == Outcome.LEFT
        assert Event.objects.filter(verb="alert.return").count() == 1


class TestComingBack:
    def test_a_date_that_moved_and_is_back_is_told_again(self, things, at_nine):
        record = things.add("Vans", SOON, at=at_nine)
        runner.run_due(at=at_nine)
        things.change(record, LATER, at=at_nine + timedelta(hours=1))
        assert Alert.objects.get().status == AlertState.CLOSED
        things.change(record, SOON, at=at_nine + timedelta(days=1))
        runner.run_due(at=at_nine + timedelta(days=1))
        alert = Alert.objects.get()
        assert (alert.status, alert.closed_at, alert.outcome) == (AlertState.OPEN, None, "")
        assert Notice.objects.count() == 2

    def test_what_somebody_dealt_with_stays_closed(self, things, at_nine, cast):
        record = things.add("Vans", SOON, at=at_nine)
        runner.run_due(at=at_nine)
        services.act(Alert.objects.get(), by=cast.actor("aisha"), at=at_nine, reason="Decided by letter")
        things.change(record, LATER, at=at_nine + timedelta(hours=1))
        things.change(record, SOON, at=at_nine + timedelta(days=1))
        runner.run_due(at=at_nine + timedelta(days=1))
        assert Alert.objects.get().status == AlertState.CLOSED


class TestClosingByItself:
    def test_an_alert_closes_as_acted_on_when_its_record_is_dealt_with(self, things, at_nine):
        record = things.add("Vans", SOON, at=at_nine)
        runner.run_due(at=at_nine)
        things.change(record, None, at=at_nine + timedelta(days=2))
        alert = Alert.objects.get()
        assert (alert.status, alert.outcome) == (AlertState.CLOSED, Outcome.ACTED)
        assert alert.acted_in_time()

    def test_an_alert_closes_as_moved_when_its_date_moves(self, things, at_nine):
        record = things.add("Vans", SOON, at=at_nine)
        runner.run_due(at=at_nine)
        things.change(record, LATER, at=at_nine)
        assert Alert.objects.get().outcome == Outcome.MOVED

    def test_dealt_with_after_the_day_is_not_in_time(self, things, at_nine):
        record = things.add("Vans", SOON, at=at_nine)
        runner.run_due(at=at_nine)
        things.change(record, None, at=at_nine + timedelta(days=30))
        assert not Alert.objects.get().acted_in_time()


class TestActing:
    def test_what_follows_is_performed_as_the_system_once(self, acting, at_nine):
        acting.add("Vans", date(2026, 11, 22), at=at_nine)
        runner.run_due(at=at_nine)
        runner.run_due(at=at_nine + timedelta(hours=2))
        assert acting.done == ["Vans"]

    def test_nothing_happens_before_the_day_is_over(self, acting, at_nine):
        acting.add("Vans", date(2026, 11, 23), at=at_nine)
        runner.run_due(at=at_nine)
        assert acting.done == []

    def test_a_bad_record_is_pushed_an_hour_ahead_and_the_others_go_on(self, acting, at_nine):
        acting.broken.add("Bad")
        acting.add_many(["Bad", "Good"], date(2026, 11, 1), at=at_nine)
        runner.run_due(at=at_nine)
        assert acting.done == ["Good"]
        bad = DeadlineRow.objects.get(failures=1)
        assert bad.next_at == at_nine + timedelta(hours=1)

    def test_a_record_that_goes_on_failing_is_shown_to_the_administrators(self, acting, at_nine, cast):
        acting.broken.add("Bad")
        acting.add("Bad", date(2026, 11, 1), at=at_nine)
        for hours in range(5):
            runner.run_due(at=at_nine + timedelta(hours=hours, minutes=1))
        assert [alert.person for alert in Alert.objects.filter(why=AlertKind.NEWS)] == [cast.sam]

    def test_a_bad_sentence_does_not_silence_the_rest_of_its_batch(self, things, at_nine):
        things.add_many(["Bad", "Good"], SOON, at=at_nine)
        bad = DeadlineRow.objects.first()
        things.people["Bad"] = {"nobody at all"}
        runner.run_due(at=at_nine)
        assert Alert.objects.count() == 1
        bad.refresh_from_db()
        assert bad.failures == 1


class TestClaiming:
    def test_a_row_that_one_worker_holds_is_not_given_to_another(self, things, at_nine):
        things.add("Vans", SOON, at=at_nine)
        assert len(runner.claim(at_nine)) == 1
        assert runner.claim(at_nine) == []

    def test_the_row_of_a_worker_that_died_is_taken_by_the_next(self, things, at_nine):
        things.add("Vans", SOON, at=at_nine)
        runner.claim(at_nine)
        assert len(runner.claim(at_nine + runner.HOLD)) == 1

    def test_a_row_whose_record_is_gone_goes_too(self, things, at_nine):
        things.add("Vans", SOON, at=at_nine)
        DeadlineRow.objects.update(record_id=999_999)
        runner.run_due(at=at_nine)
        assert not DeadlineRow.objects.exists()


def leave(person, at):
    """End everything somebody holds."""
    for row in Membership.objects.filter(person=person):
        end_role(row, by=_system(), at=at, on=at.date())


def move(person, authority, at):
    """End everything somebody holds and give them a role at another authority."""
    leave(person, at)
    grant_role(person, Role.CONTRACT_MANAGER, at_party=authority.party, by=_system(), at=at, starts_on=at.date())


def _system():
    from hub.platform.actors import system_actor

    return system_actor()

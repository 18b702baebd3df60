"""What people do with alerts, and what happens when they do nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail

from hub.platform.acts import NotHeld, Refused, WrongState
from hub.platform.deadlines import acts, email, ladder, runner, selectors, services
from hub.platform.deadlines.models import Alert, Notice
from hub.platform.deadlines.terms import AlertKind, AlertState, Outcome
from hub.platform.deadlines.tests.test_runner import leave, move
from hub.platform.events.models import Event
from hub.platform.identity.managers import set_manager
from hub.platform.identity.services import name_deputy

pytestmark = pytest.mark.django_db

SOON = date(2026, 12, 4)


@pytest.fixture
def alert(things, at_nine):
    """Give Aisha's alert about the vans, due on 4 December."""
    things.add("Vans", SOON, at=at_nine)
    runner.run_due(at=at_nine)
    return Alert.objects.get()


class TestAcknowledging:
    def test_the_person_says_that_they_have_seen_it(self, alert, cast, at_nine):
        services.acknowledge(alert, by=cast.actor("aisha"), at=at_nine)
        assert (alert.status, alert.seen_at) == (AlertState.ACKNOWLEDGED, at_nine)
        assert Event.objects.filter(verb="alert.acknowledge", actor_id=cast.aisha.pk).count() == 1

    def test_nobody_answers_for_somebody_else(self, alert, cast, at_nine):
        with pytest.raises(NotHeld):
            services.acknowledge(alert, by=cast.actor("morag"), at=at_nine)

    def test_a_closed_alert_cannot_be_acknowledged(self, alert, cast, at_nine):
        services.act(alert, by=cast.actor("aisha"), at=at_nine, reason="Agreed in the meeting of 20 November")
        with pytest.raises(WrongState):
            services.acknowledge(alert, by=cast.actor("aisha"), at=at_nine)


class TestPuttingOff:
    def test_it_leaves_the_queue_until_the_day(self, alert, cast, at_nine):
        services.put_off(
            alert, by=cast.actor("aisha"), at=at_nine, until=date(2026, 11, 30), reason="Waiting for prices"
        )
        assert selectors.open_count(cast.actor("aisha")) == 0
        ladder.climb(at=at_nine + timedelta(days=7))
        alert.refresh_from_db()
        assert (alert.status, selectors.open_count(cast.actor("aisha"))) == (AlertState.OPEN, 1)

    @pytest.mark.parametrize(
        ("until", "reason", "sentence"),
        [
            (date(2026, 12, 4), "Later", "This is due on 4 December 2026. Choose 3 December 2026 or earlier."),
            (date(2026, 11, 23), "Later", "The day must be after today."),
            (date(2026, 11, 30), " ", "Enter why you are putting this off."),
        ],
    )
    def test_the_day_lies_between_today_and_the_deadline_and_has_a_reason(
        self, alert, cast, at_nine, until, reason, sentence
    ):
        with pytest.raises(Refused) as refused:
            services.put_off(alert, by=cast.actor("aisha"), at=at_nine, until=until, reason=reason)
        assert refused.value.sentence == sentence
        assert alert.status == AlertState.OPEN

    def test_the_reason_is_kept_with_the_event(self, alert, cast, at_nine):
        services.put_off(
            alert, by=cast.actor("aisha"), at=at_nine, until=date(2026, 11, 30), reason="Waiting for prices"
        )
        event = Event.objects.get(verb="alert.put_off")
        assert event.detail_row.data["note"] == "Waiting for prices"


@pytest.mark.usefixtures("ladder_set")
class TestClimbing:
    def test_the_lead_hears_a_week_before_when_nobody_answered(self, alert, cast, at_nine):
        ladder.climb(at=at_nine + timedelta(days=5))
        alert.refresh_from_db()
        above = Alert.objects.get(why=AlertKind.ESCALATED)
        assert (alert.status, above.person, above.level) == (AlertState.ESCALATED, cast.morag, 2)
        assert above.title == "Not acted on: decide the extension of Vans, due 4 December 2026"

    def test_it_does_not_climb_before_its_time(self, alert, at_nine):
        ladder.climb(at=at_nine + timedelta(days=3))
        assert Alert.objects.count() == 1

    def test_it_climbs_further_when_the_lead_does_nothing(self, alert, cast, at_nine):
        for day in range(12):
            ladder.climb(at=at_nine + timedelta(days=day))
        assert set(Alert.objects.values_list("person__cast_key", flat=True)) == {"aisha", "morag", "gwen"}

    def test_the_line_manager_hears_before_the_lead_and_the_lead_when_the_manager_does_nothing(
        self, things, cast, at_nine
    ):
        set_manager(cast.aisha, manager=cast.ruth, by=cast.actor("sam"), at=at_nine)
        things.add("Bridges", date(2027, 3, 1), at=at_nine)
        runner.run_due(at=datetime(2027, 2, 1, 9, tzinfo=UTC))
        told = {}
        for day in range(30):
            at = datetime(2027, 2, 1, 9, tzinfo=UTC) + timedelta(days=day)
            ladder.climb(at=at)
            for alert in Alert.objects.all():
                told.setdefault(alert.person.cast_key, (day, alert.level))
        assert told == {"aisha": (0, 0), "ruth": (7, 1), "morag": (21, 2), "gwen": (27, 3)}

    def test_a_manager_who_answers_stops_the_climb_until_the_deadline_is_near(self, things, cast, at_nine):
        set_manager(cast.aisha, manager=cast.ruth, by=cast.actor("sam"), at=at_nine)
        things.add("Bridges", date(2027, 3, 1), at=at_nine)
        start = datetime(2027, 2, 1, 9, tzinfo=UTC)
        runner.run_due(at=start)
        ladder.climb(at=start + timedelta(days=7))
        above = Alert.objects.get(person=cast.ruth)
        services.acknowledge(above, by=cast.actor("ruth"), at=start + timedelta(days=8))
        ladder.climb(at=start + timedelta(days=20))
        assert not Alert.objects.filter(person=cast.morag).exists()
        ladder.climb(at=datetime(2027, 2, 24, 9, tzinfo=UTC))
        assert Alert.objects.filter(person=cast.morag).exists()

    def test_a_manager_who_left_is_stepped_over(self, alert, cast, at_nine):
        set_manager(cast.aisha, manager=cast.ruth, by=cast.actor("sam"), at=at_nine)
        leave(cast.ruth, at_nine)
        ladder.climb(at=at_nine + timedelta(days=5))
        assert Alert.objects.get(why=AlertKind.ESCALATED).person == cast.morag

    def test_a_person_on_the_ladder_who_was_told_is_not_told_again(self, things, cast, at_nine):
        things.add("Vans", SOON, at=at_nine, tells=[cast.aisha.pk, cast.morag.pk])
        runner.run_due(at=at_nine)
        for day in range(8):
            ladder.climb(at=at_nine + timedelta(days=day))
        assert Alert.objects.filter(person=cast.morag).count() == 1

    def test_every_alert_closes_when_the_record_is_dealt_with(self, things, alert, at_nine):
        later = at_nine + timedelta(days=5)
        ladder.climb(at=later)
        from hub.platform.deadlines.models import Feed

        things.change(Feed.objects.get(), None, at=later)
        assert set(Alert.objects.values_list("status", flat=True)) == {AlertState.CLOSED}

    def test_somebody_who_has_acted_elsewhere_says_so_and_it_stops(self, alert, cast, at_nine):
        services.act(alert, by=cast.actor("aisha"), at=at_nine, reason="Letter sent")
        ladder.climb(at=at_nine + timedelta(days=9))
        assert Alert.objects.count() == 1

    def test_the_alerts_of_a_person_who_left_go_to_the_role(self, alert, cast, at_nine):
        leave(cast.aisha, at_nine)
        ladder.climb(at=at_nine)
        alert.refresh_from_db()
        assert alert.outcome == Outcome.LEFT
        assert Alert.objects.live().get().person == cast.morag

    def test_the_alerts_of_who_moved_to_another_authority_pass_to_the_lead(self, alert, cast, at_nine):
        services.tell(cause="news:1", people=[cast.aisha.pk], authority=cast.eca, sentence="Read this", at=at_nine)
        move(cast.aisha, cast.wdc, at_nine)
        ladder.climb(at=at_nine + timedelta(hours=1))
        alert.refresh_from_db()
        assert (alert.status, alert.outcome) == (AlertState.CLOSED, Outcome.LEFT)
        assert Alert.objects.get(cause=alert.cause, status=AlertState.OPEN).person == cast.morag
        assert Alert.objects.get(cause="news:1").status == AlertState.OPEN


class TestTelling:
    def test_news_is_told_once_for_each_cause_and_person(self, cast, at_nine):
        for _ in range(2):
            services.tell(
                cause="import:1",
                people=[cast.priya.pk],
                authority=cast.eca,
                sentence="Loaded",
                at=at_nine,
                link="/jobs/1/",
            )
        assert Alert.objects.count() == 1

    def test_reading_news_closes_it(self, cast, at_nine):
        (news,) = services.tell(
            cause="import:1", people=[cast.priya.pk], authority=cast.eca, sentence="Loaded", at=at_nine
        )
        services.acknowledge(news, by=cast.actor("priya"), at=at_nine)
        assert (news.status, news.outcome) == (AlertState.CLOSED, Outcome.READ)

    def test_the_deputy_of_somebody_away_hears_too(self, things, cast, at_nine):
        name_deputy(cast.aisha, cast.priya, by=cast.actor("aisha"), at=at_nine, starts_on=at_nine.date(), ends_on=None)
        things.add("Vans", SOON, at=at_nine)
        runner.run_due(at=at_nine)
        assert set(Alert.objects.values_list("person__cast_key", flat=True)) == {"aisha", "priya"}


class TestEmail:
    def test_one_email_comes_at_eight_unless_the_person_chose_otherwise(self, things, cast, at_nine):
        things.add_many(["Vans", "Grounds"], SOON, at=at_nine)
        runner.run_due(at=at_nine)
        assert email.send_waiting(at=at_nine + timedelta(hours=22)) == 0
        assert email.send_waiting(at=at_nine + timedelta(hours=23)) == 1
        (letter,) = mail.outbox
        assert (letter.to, letter.subject) == ([cast.aisha.email], "2 alerts, the first due 4 December 2026")
        assert "Decide the extension of Grounds by 4 December 2026." in letter.body

    def test_who_wants_each_gets_each_at_once_and_once(self, things, cast, at_nine):
        cast.aisha.preferences = {"alerts": "each"}
        cast.aisha.save(update_fields=["preferences"])
        things.add_many(["Vans", "Grounds"], SOON, at=at_nine)
        runner.run_due(at=at_nine)
        for _ in range(2):
            email.send_waiting(at=at_nine)
        assert sorted(letter.subject for letter in mail.outbox) == [
            "Decide the extension of Grounds by 4 December 2026",
            "Decide the extension of Vans by 4 December 2026",
        ]

    def test_who_wants_none_gets_none(self, things, cast, at_nine):
        cast.aisha.preferences = {"alerts": "none"}
        cast.aisha.save(update_fields=["preferences"])
        things.add("Vans", SOON, at=at_nine)
        runner.run_due(at=at_nine)
        assert not Notice.objects.exists()

    def test_nothing_confidential_stands_in_a_subject_or_text(self, things, cast, at_nine):
        things.add("Secret merger", SOON, at=at_nine)
        runner.run_due(at=at_nine)
        email.send_waiting(at=at_nine + timedelta(days=1))
        (letter,) = mail.outbox
        assert "merger" not in letter.subject + letter.body
        assert letter.subject == "Sign in to see what is asked of you by 4 December 2026"

    def test_what_was_settled_before_eight_is_not_sent(self, things, alert, cast, at_nine):
        services.act(alert, by=cast.actor("aisha"), at=at_nine, reason="Done")
        assert email.send_waiting(at=at_nine + timedelta(days=1)) == 0

    def test_an_email_that_the_server_refuses_is_tried_again_later(self, alert, at_nine, settings):
        settings.EMAIL_BACKEND = "hub.platform.deadlines.tests.refusing.Refusing"
        morning = at_nine + timedelta(days=1)
        assert email.send_waiting(at=morning) == 0
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        assert email.send_waiting(at=morning) == 0
        assert email.send_waiting(at=morning + timedelta(minutes=15)) == 1


class TestTheIndicator:
    def test_causes_dealt_with_in_time_are_counted_once_however_many_heard(self, things, cast, at_nine):
        from hub.platform.deadlines.models import Feed

        things.add_many(["Kept", "Missed"], SOON, at=at_nine, tells=[cast.aisha.pk, cast.tom.pk])
        runner.run_due(at=at_nine)
        things.change(Feed.objects.get(label="Kept"), None, at=at_nine + timedelta(days=1))
        things.change(Feed.objects.get(label="Missed"), None, at=at_nine + timedelta(days=40))
        period = {"since": at_nine, "until": at_nine + timedelta(days=60)}
        share = selectors.acted_on([cast.eca.pk], ["test.decide"], **period)
        assert (share.done, share.all) == (1, 2)
        failing = selectors.not_acted_on([cast.eca.pk], ["test.decide"], **period)
        assert {alert.sentence for alert in failing} == {"Decide the extension of Missed"}


class TestTheTableOfActs:
    def test_only_the_system_raises_and_passes_on(self):
        for act in (acts.RAISE, acts.ESCALATE, acts.WAKE, acts.CLOSE):
            assert [role.value for role in act.holders] == ["system"]

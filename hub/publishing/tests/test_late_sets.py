"""A data set that is not out in time is told to the publisher, on screen and by e-mail."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from hub.platform.deadlines import email, runner
from hub.platform.deadlines.models import Alert, DeadlineRow
from hub.platform.deadlines.rows import rebuild_all
from hub.platform.deadlines.terms import AlertState, Outcome
from hub.publishing import services
from hub.publishing.terms import RunGround

pytestmark = pytest.mark.django_db
KEY = "contracts_register"
NAME = f"publishing.out.{KEY}"
EARLY = datetime(2026, 10, 5, 9, tzinfo=UTC)


def rows(cast):
    return DeadlineRow.objects.filter(name=NAME, authority=cast.eca)


def alerts(cast):
    return Alert.objects.filter(deadline=NAME, person=cast.morag)


@pytest.fixture
def owed(cast, home, at_nine):
    """Let the quarter to September stand unpublished, seen on 5 October."""
    rebuild_all(at=EARLY)


class TestLateSets:
    def test_the_day_is_a_month_after_the_period(self, owed, cast):
        row = rows(cast).get()
        assert (row.due_on, row.about) == (date(2026, 10, 31), "July to September 2026")

    def test_the_publisher_hears_before_and_again_when_it_is_late(self, owed, cast, mailoutbox):
        for day in range(31):
            at = EARLY + timedelta(days=day)
            runner.run_due(at=at)
            email.send_waiting(at=at)
        alert = alerts(cast).get()
        assert alert.title == "Publish the data set “Contracts over £5,000” by 31 October 2026"
        assert alert.link == f"/publications/{KEY}/"
        assert alert.step == "passed" and alert.is_late(EARLY + timedelta(days=31))
        to_morag = [mail for mail in mailoutbox if mail.to == [cast.morag.email] and "Contracts over" in mail.body]
        assert len(to_morag) == 3, "two weeks before, three days before, and when it is late"

    def test_a_late_set_stands_in_the_queue_of_the_publisher(self, owed, cast, client_as, at_nine):
        runner.run_due(at=at_nine)
        page = client_as("morag").get("/alerts/?view=late").text
        assert "Publish the data set “Contracts over £5,000”" in page

    def test_publishing_settles_it_and_withdrawing_brings_it_back(self, owed, cast, at_nine):
        runner.run_due(at=at_nine)
        by = cast.actor("morag")
        run = services.publish_dataset(KEY, authority=cast.eca, by=by, at=at_nine)
        assert not rows(cast).exists()
        assert (alerts(cast).get().status, alerts(cast).get().outcome) == (AlertState.CLOSED, Outcome.ACTED)
        services.withdraw(run, ground=RunGround.choices()[0][0], reason="Wrong", by=by, at=at_nine)
        assert rows(cast).exists()

    def test_the_next_quarter_is_owed_in_its_turn(self, owed, cast, at_nine):
        services.publish_dataset(KEY, authority=cast.eca, by=cast.actor("morag"), at=at_nine)
        rebuild_all(at=datetime(2027, 1, 2, 9, tzinfo=UTC))
        assert rows(cast).get().due_on == date(2027, 1, 31)

    def test_each_authority_owes_its_own(self, owed, cast, at_nine):
        services.publish_dataset(KEY, authority=cast.eca, by=cast.actor("morag"), at=at_nine)
        assert DeadlineRow.objects.filter(name=NAME, authority=cast.wdc).exists()

"""Who opens dashboards: one row a day, the share of those who could, and nothing before it was known."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hub.platform.identity.roles import OFFICERS, Role
from hub.platform.indicators import get_indicator
from hub.platform.usage import services
from hub.platform.usage.models import DashboardView
from hub.platform.usage.selectors import share_of_people, who_did_not

pytestmark = pytest.mark.django_db
LEADS = frozenset({Role.PROCUREMENT_LEAD})


def opened(cast, key, at, dashboard="spend"):
    services.note(dashboard, by=cast.actor(key), session={}, at=at)


class TestOpening:
    def test_a_page_is_written_down_once_a_day(self, cast, client_as) -> None:
        morag = client_as("morag")
        for _ in range(3):
            assert morag.get("/spend/").status_code == 200
        row = DashboardView.objects.get()
        assert (row.person, row.authority, row.dashboard) == (cast.morag, cast.eca, "spend")

    def test_costs_nothing_the_second_time(self, cast, at_nine) -> None:
        session = {}
        services.note("spend", by=cast.actor("morag"), session=session, at=at_nine)
        with CaptureQueriesContext(connection) as asked:
            services.note("spend", by=cast.actor("morag"), session=session, at=at_nine)
        assert len(asked) == 0

    def test_who_may_not_open_it_is_not_written_down(self, cast, client_as) -> None:
        client_as("raj").get("/spend/")
        assert not DashboardView.objects.exists()

    def test_is_forgotten_in_time(self, cast, at_nine) -> None:
        opened(cast, "morag", at_nine - timedelta(days=900))
        opened(cast, "morag", at_nine)
        services.forget_old()
        assert DashboardView.objects.count() == 1


class TestTheShare:
    def test_counts_people_and_not_visits(self, cast, at_nine) -> None:
        opened(cast, "morag", at_nine - timedelta(days=3))
        opened(cast, "morag", at_nine - timedelta(days=2), "maturity")
        reading = share_of_people([cast.eca.pk], at_nine, roles=OFFICERS, days=30, key="A-1.b")
        assert reading.numerator == 1 and reading.denominator > 5
        missing = who_did_not([cast.eca.pk], at_nine, 50, roles=OFFICERS, days=30)
        assert missing.total == reading.denominator - 1
        assert "Morag" not in " ".join(each.label for each in missing.rows)

    def test_of_other_dashboards_long_ago_or_elsewhere_counts_for_nothing(self, cast, at_nine) -> None:
        opened(cast, "morag", at_nine, "maturity")
        opened(cast, "morag", at_nine - timedelta(days=91))
        opened(cast, "jo", at_nine)
        reading = share_of_people([cast.eca.pk], at_nine, roles=LEADS, dashboards=("spend",), days=90, key="A-1.b")
        assert (reading.numerator, reading.denominator) == (0, 1)

    def test_before_anything_was_written_down_nothing_is_known(self, cast, at_nine) -> None:
        empty = share_of_people([cast.eca.pk], at_nine, roles=OFFICERS, days=30, key="A-1.b")
        assert empty.figure is None and "Nobody" in empty.reason
        opened(cast, "morag", at_nine)
        past = share_of_people([cast.eca.pk], at_nine - timedelta(days=9), roles=OFFICERS, days=30, key="A-1.b")
        assert past.figure is None and past.known_from == at_nine.date()


@pytest.mark.parametrize("key", ["ST-9.usage", "DT-3.dash_use"])
def test_one_more_reader_moves_the_figure(cast, at_nine, key) -> None:
    measure = get_indicator(key).measure
    opened(cast, "morag", at_nine)
    before = measure([cast.eca.pk], at_nine)
    opened(cast, "priya", at_nine)
    after = measure([cast.eca.pk], at_nine)
    assert (before.numerator, after.numerator) == (1, 2) and before.denominator == after.denominator
    assert get_indicator(key).fails([cast.eca.pk], at_nine, 50).total == after.denominator - 2

"""Earlier days and month ends: links stay on the day that a page shows, and a level that fell is told."""

import re
from datetime import date
from html import unescape

import pytest

from hub.maturity import rules, services
from hub.maturity.models import Snapshot, SnapshotLine
from hub.platform.deadlines.models import Alert

pytestmark = pytest.mark.django_db
THEN = "2026-11-22"


@pytest.fixture
def earlier(live, cast, at_nine, client_as):
    """Give a reader of an authority whose contract was entered two days ago, without a manager since."""
    live()
    return client_as("naomi")


def links(page: str) -> set[str]:
    """Give the addresses of rows, behaviours and capabilities on a page."""
    found = re.findall(r'href="(/(?:maturity/(?:behaviours|capabilities)|strategy/plan)/[^"]+)"', unescape(page))
    return {each for each in found if each.count("/") > 3}


class TestAnEarlierDay:
    def test_is_kept_by_every_link_to_what_has_a_level(self, earlier) -> None:
        page = earlier.get(f"/maturity/?on={THEN}").content.decode()
        assert len(links(page)) == 76 and all(each.endswith(f"?on={THEN}") for each in links(page))
        assert f'href="/maturity/?only=unmeasured&on={THEN}"' in unescape(page)
        behaviour = earlier.get(f"/maturity/behaviours/MCR-1/?on={THEN}").content.decode()
        assert links(behaviour) and all(each.endswith(f"?on={THEN}") for each in links(behaviour))
        assert "as at 22 November 2026" in behaviour and "Computed today" not in behaviour

    def test_of_today_keeps_its_plain_links(self, earlier) -> None:
        assert all("?" not in each for each in links(earlier.get("/maturity/").content.decode()))
        assert "Computed today" in earlier.get("/maturity/capabilities/MC-1/").content.decode()

    def test_a_row_shows_the_levels_of_that_day_and_says_so(self, earlier) -> None:
        row = earlier.get(f"/strategy/plan/3.8-1/?on={THEN}").content.decode()
        assert "Levels are shown as at 22 November 2026" in row and "Computed as at 22 November 2026" in row
        assert "Claim a level" not in row
        assert "Levels are shown as at" not in earlier.get("/strategy/plan/3.8-1/?on=nonsense").content.decode()


class TestAMonthEndThatSaysOtherwise:
    def test_is_told_beside_what_is_computed_now(self, live, cast, at_nine, client_as) -> None:
        live()
        kept = services.take(authority=cast.eca, on=date(2026, 10, 31), by=cast.actor("morag"), at=at_nine)
        address = "/maturity/?on=2026-10-31"
        assert "The month end that was kept says" not in client_as("naomi").get(address).content.decode()
        Snapshot.objects.filter(pk=kept.pk).update(plan_score="2.50", rows_measured=4)
        assert "plan score 2.50 of 4 rows" in client_as("naomi").get(address).content.decode()


class TestFalls:
    def test_are_ordered_by_depth_and_what_was_not_measured_cannot_fall(self) -> None:
        before = {("row", "a"): 4, ("row", "b"): 2, ("row", "c"): None, ("row", "d"): 3, ("row", "e"): 1}
        now = {("row", "a"): 2, ("row", "b"): None, ("row", "c"): 1, ("row", "e"): 1}
        assert rules.fallen(before, now) == [
            (("row", "a"), "from Leader to Developing"),
            (("row", "b"), "from Developing to not measured"),
        ]

    def test_are_told_to_the_lead_once_the_month_end_is_kept(self, live, cast, at_nine) -> None:
        live()
        how = {"authority": cast.eca, "by": cast.actor("morag"), "at": at_nine}
        first = services.take(on=date(2026, 9, 30), **how)
        assert not Alert.objects.filter(cause__startswith="maturity:fell").exists()
        SnapshotLine.objects.filter(snapshot=first, subject="row", code="3.8-1").update(computed=4)
        services.take(on=date(2026, 10, 31), **how)
        told = Alert.objects.filter(cause__startswith="maturity:fell")
        assert [each.person for each in told] == [cast.morag]
        assert "row 3.8-1 from Leader to" in told[0].sentence and told[0].link == "/maturity/?on=2026-10-31"

    def test_a_month_end_kept_late_is_no_news(self, live, cast, at_nine) -> None:
        live()
        how = {"authority": cast.eca, "by": cast.actor("morag"), "at": at_nine}
        early = services.take(on=date(2026, 8, 31), **how)
        SnapshotLine.objects.filter(snapshot=early).update(computed=5)
        services.take(on=date(2026, 10, 31), **how)
        Alert.objects.filter(cause__startswith="maturity:fell").delete()
        services.take(on=date(2026, 9, 30), **how)
        assert not Alert.objects.filter(cause__startswith="maturity:fell").exists()


def test_measures_that_no_level_test_asks_for_have_their_figure_too(live, client_as) -> None:
    live()
    page = client_as("naomi").get("/maturity/measures/").content.decode()
    cell = re.search(r'<a href="/maturity/measures/ST-9\.fresh/">([^<]+)<span', page)
    assert cell is not None and "of 1)" in cell[1]

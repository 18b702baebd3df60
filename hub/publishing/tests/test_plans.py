"""The public pipeline: what gets in, what never does, how it is taken off, and that replay agrees."""

from datetime import date
from decimal import Decimal
from html import unescape

import pytest
from icalendar import Calendar

from hub.pipeline import services
from hub.pipeline.terms import HideGround
from hub.pipeline.tests import stories
from hub.platform.acts import NotHeld, Refused
from hub.platform.events.subscribers import REGISTRY, catch_up, replay
from hub.platform.registers.testing import RegisterContract
from hub.publishing import datasets, selectors
from hub.publishing.models import PublishedPlan
from hub.publishing.register import PublishedPlanRegister
from hub.publishing.services import publish_dataset

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(cast, home, at_nine):
    """Give a planned entry of ECA."""
    return stories.entry_planned(
        authority=cast.eca, owner=cast.priya, by=cast.actor("morag"), at=at_nine, advertise_on=date(2027, 2, 8),
        contract_kind="goods", description="Six electric vans.",
    )  # fmt: skip


@pytest.fixture
def shown(entry, cast, at_nine, follow):
    """Give it on the public pipeline."""
    services.show(entry, shows_value=True, by=cast.actor("morag"), at=at_nine)
    follow()
    return entry


def hide(entry, cast, at):
    services.hide(entry, ground=HideGround.CHANGED, reason="Priya typed this", by=cast.actor("morag"), at=at)


class TestPublishedPlanRegister(RegisterContract):
    register = PublishedPlanRegister
    address = "/plans/"
    reader = None
    stranger = None
    site = "public"

    @pytest.fixture
    def rows(self, cast, home, at_nine, follow):
        by = cast.actor("morag")
        for title in ("Vans", "Trees", "Kerbs"):
            one = stories.entry_planned(authority=cast.eca, owner=cast.priya, by=by, at=at_nine, title=title)
            services.show(one, shows_value=True, by=by, at=at_nine)
        follow()
        return list(selectors.plans())


class TestShowing:
    def test_nothing_is_public_before_somebody_says_so(self, entry, follow, client_as) -> None:
        follow()
        assert selectors.plans().count() == 0
        assert client_as(None, site="public").get(f"/plans/{entry.reference}/").status_code == 404

    def test_shows_what_is_planned_and_no_person_or_budget(self, shown, client_as) -> None:
        client = client_as(None, site="public")
        body = unescape(client.get(f"/plans/{shown.reference}/").content.decode())
        assert "Six electric vans." in body and "£1,200,000 ex VAT" in body and "8 February 2027" in body
        assert "Priya" not in body and "4410" not in body
        assert shown.reference in client.get("/plans/").content.decode()
        assert shown.reference in client.get("/plans/export.csv").getvalue().decode()

    def test_leaves_the_value_out_where_so_decided(self, entry, cast, at_nine, follow, client_as) -> None:
        services.show(entry, shows_value=False, by=cast.actor("morag"), at=at_nine)
        follow()
        body = client_as(None, site="public").get(f"/plans/{entry.reference}/").content.decode()
        assert "1,200,000" not in body and "Withheld" in body
        assert PublishedPlan.objects.get().value_ex_vat is None

    def test_follows_the_entry(self, shown, cast, at_nine, follow) -> None:
        how = {"owner": cast.priya, "needed_on": date(2027, 10, 1), "start_by": None, "value_ex_vat": Decimal(1)}
        services.revise(shown, **how, reason="Later", by=cast.actor("priya"), at=at_nine)
        follow()
        assert PublishedPlan.objects.get().needed_on == date(2027, 10, 1)
        services.start(shown, by=cast.actor("priya"), at=at_nine)
        follow()
        assert PublishedPlan.objects.get().state == "started"

    def test_needs_a_date_and_is_done_once(self, shown, cast, at_nine) -> None:
        bare = services.propose(authority=cast.eca, facts={"title": "Kerbs"}, by=cast.actor("morag"), at=at_nine)
        with pytest.raises(Refused, match="from when it is needed"):
            services.show(bare, shows_value=True, by=cast.actor("morag"), at=at_nine)
        with pytest.raises(Refused, match="already"):
            services.show(shown, shows_value=True, by=cast.actor("morag"), at=at_nine)

    def test_is_not_for_requesters(self, entry, cast, at_nine) -> None:
        with pytest.raises(NotHeld):
            services.show(entry, shows_value=True, by=cast.actor("tom"), at=at_nine)

    def test_is_a_page_that_says_who_reads_it(self, entry, client_as) -> None:
        client = client_as("morag")
        address = f"{entry.get_absolute_url()}show/"
        assert "Everybody will read this" in client.get(address).content.decode()
        assert client.post(address, {"shows_value": "on", "version": entry.version}).status_code == 302
        entry.refresh_from_db()
        assert entry.is_shown and entry.shows_value


class TestTakingOff:
    def test_keeps_the_address_and_gives_the_ground_alone(self, shown, cast, at_nine, follow, client_as) -> None:
        hide(shown, cast, at_nine)
        follow()
        client = client_as(None, site="public")
        body = client.get(f"/plans/{shown.reference}/").content.decode()
        assert "taken off the pipeline" in body and "It has changed so much" in body
        assert "Priya" not in body and "electric vans" not in body and "Library vans" not in body
        assert shown.reference not in client.get("/plans/").content.decode()
        row = PublishedPlan.objects.get()
        assert (row.title, row.description, row.value_ex_vat) == ("", "", None)

    def test_a_dropped_entry_stays_and_says_so(self, shown, cast, at_nine, follow, client_as) -> None:
        services.drop(shown, reason="No money", by=cast.actor("morag"), at=at_nine)
        follow()
        body = client_as(None, site="public").get(f"/plans/{shown.reference}/").content.decode()
        assert "No longer planned" in body and "No money" not in body

    def test_of_what_is_not_there_is_refused(self, entry, cast, at_nine) -> None:
        with pytest.raises(Refused, match="not on the public pipeline"):
            hide(entry, cast, at_nine)


class TestReplay:
    def test_from_zero_gives_the_same(self, shown, cast, at_nine, follow) -> None:
        other = stories.entry_planned(authority=cast.wdc, owner=cast.jo, by=cast.actor("harriet"), at=at_nine)
        services.show(other, shows_value=False, by=cast.actor("harriet"), at=at_nine)
        hide(shown, cast, at_nine)
        follow()
        before = list(PublishedPlan.objects.order_by("slug").values())
        PublishedPlan.objects.all().delete()
        replay(selectors.SUBSCRIBER)
        catch_up(REGISTRY[selectors.SUBSCRIBER])
        after = list(PublishedPlan.objects.order_by("slug").values())
        assert [{**one, "id": 0} for one in before] == [{**one, "id": 0} for one in after] and len(after) == 2


class TestDataSet:
    def test_holds_what_is_on_the_pipeline(self, shown, cast, at_nine) -> None:
        run = publish_dataset("pipeline", authority=cast.eca, by=cast.actor("morag"), at=at_nine)
        assert run.rows_count == 1
        found = datasets.get("pipeline", on=at_nine.date())
        (row,) = datasets.rows(found, cast.eca)
        assert row[0] == shown.reference and len(row) == len(found.fields)
        assert all(check.says for check in datasets.checks(found, cast.eca))

    def test_is_on_the_public_site_with_its_rows(self, shown, client_as) -> None:
        client = client_as(None, site="public")
        assert "What we plan to buy" in client.get("/data/pipeline/").content.decode()
        now = b"".join(client.get("/data/pipeline/now.json").streaming_content)
        assert shown.reference.encode() in now

    def test_is_late_only_for_who_had_something_there(self, shown, cast, at_nine) -> None:
        found = datasets.get("pipeline", on=at_nine.date())
        assert not datasets.standing(found, cast.eca, at_nine).is_late
        PublishedPlan.objects.update(first_shown_at=at_nine.replace(year=2025))
        assert datasets.standing(found, cast.eca, at_nine).is_late
        assert not datasets.standing(found, cast.wdc, at_nine).is_owed


class TestCalendar:
    def test_gives_the_dates_to_everybody(self, shown, client_as) -> None:
        answer = client_as(None, site="public").get("/plans/dates.ics")
        (item,) = Calendar.from_ical(answer.content).walk("VEVENT")
        assert (str(item["summary"]), item.decoded("dtstart")) == ("Notice planned: Library vans", date(2027, 2, 8))
        assert str(item["url"]).endswith(f"/plans/{shown.reference}/")
        assert answer["Access-Control-Allow-Origin"] == "*"

"""The forward plan: an entry made from a contract's end carries everything over."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from hub.contract import services as contracts
from hub.contract.tests import stories
from hub.pipeline import services
from hub.pipeline.models import PipelineEntry
from hub.platform.acts import Refused
from hub.platform.deadlines import selectors as deadlines
from hub.platform.events.models import Event
from hub.platform.indicators import get_indicator

pytestmark = pytest.mark.django_db


@pytest.fixture
def ending(cast, shipped: None, at_nine: datetime):
    """Give a live contract that ends in August 2027."""
    return stories.contract_ending_soon(
        authority=cast.eca, by=cast.actor("morag"), at=at_nine, owner=cast.ruth, manager=cast.aisha
    )


class TestPlanNext:
    def test_carries_reference_dates_and_value_over(self, ending, cast, at_nine) -> None:
        entry = contracts.plan_next(ending, by=cast.actor("aisha"), at=at_nine)
        assert (entry.title, entry.value_ex_vat, entry.owner) == ("Grounds maintenance", Decimal(900_000), cast.ruth)
        assert (entry.origin_reference, entry.origin_ends_on) == (ending.reference, date(2027, 8, 25))
        assert (entry.needed_on, entry.start_by) == (date(2027, 8, 26), date(2026, 12, 30))
        assert entry.days_ahead == 275

    def test_is_one_click_with_an_event_on_each_record(self, ending, cast, at_nine) -> None:
        contracts.plan_next(ending, by=cast.actor("aisha"), at=at_nine)
        events = Event.objects.filter(verb__in=["contract.plan_next", "pipeline.propose"])
        assert len({event.cause for event in events}) == 1 and events.count() == 2

    def test_is_done_once_and_again_after_the_entry_was_dropped(self, ending, cast, at_nine) -> None:
        by = cast.actor("morag")
        first = contracts.plan_next(ending, by=by, at=at_nine)
        with pytest.raises(Refused, match=first.reference):
            contracts.plan_next(ending, by=by, at=at_nine)
        services.drop(first, reason="Not needed", by=by, at=at_nine)
        assert contracts.plan_next(ending, by=by, at=at_nine).reference != first.reference

    def test_needs_an_end_date(self, cast, at_nine) -> None:
        endless = stories.contract_live(
            authority=cast.eca, by=cast.actor("morag"), at=at_nine, ends_on=None, has_no_end=True
        )
        with pytest.raises(Refused, match="end date is not recorded"):
            contracts.plan_next(endless, by=cast.actor("morag"), at=at_nine)
        assert PipelineEntry.objects.count() == 0

    def test_is_a_button_on_the_contract_and_then_a_link(self, ending, client_as) -> None:
        client = client_as("aisha")
        linked = f"{ending.get_absolute_url()}linked/"
        assert "Plan what follows" in client.get(linked).content.decode()
        answer = client.post(f"{ending.get_absolute_url()}plan-next/", {"version": ending.version})
        entry = PipelineEntry.objects.get()
        assert answer["Location"] == entry.get_absolute_url()
        assert entry.get_absolute_url() in client.get(linked).content.decode()
        assert ending.get_absolute_url() in client.get(entry.get_absolute_url()).content.decode()


class TestPlan:
    def test_a_planned_entry_is_a_deadline_of_its_owner(self, ending, cast, at_nine) -> None:
        by = cast.actor("morag")
        entry = contracts.plan_next(ending, by=by, at=at_nine)
        more = {"needed_on": entry.needed_on, "value_ex_vat": Decimal(950_000), "budget_line": "4410"}
        services.plan(entry, owner=cast.priya, start_by=date(2027, 1, 4), by=by, at=at_nine, **more)
        assert [row.due_on for row in deadlines.due_for(entry)] == [date(2027, 1, 4)]
        services.start(entry, by=by, at=at_nine)
        assert deadlines.due_for(entry) == []

    def test_a_start_after_the_need_is_refused(self, ending, cast, at_nine) -> None:
        entry = contracts.plan_next(ending, by=cast.actor("morag"), at=at_nine)
        with pytest.raises(Refused, match="must start before"):
            services.plan(
                entry, owner=cast.priya, needed_on=date(2027, 1, 1), start_by=date(2027, 2, 1), value_ex_vat=None,
                by=cast.actor("morag"), at=at_nine,
            )  # fmt: skip


class TestIndicator:
    def test_only_an_entry_made_a_year_ahead_counts(self, ending, cast, at_nine) -> None:
        def read(key: str) -> str:
            return get_indicator(key).measure([cast.eca.pk], at_nine).says

        by = cast.actor("morag")
        contracts.plan_next(ending, by=by, at=at_nine)
        assert (read("BC-1.planned"), read("BC-1.kept")) == ("0% (0 of 1)", "100% (1 of 1)")
        later = stories.contract_live(
            authority=cast.eca, by=by, at=at_nine, ends_on=at_nine.date() + timedelta(days=500)
        )
        contracts.plan_next(later, by=by, at=at_nine)
        assert read("BC-1.planned") == "50% (1 of 2)"

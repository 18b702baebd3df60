"""Counts of long lists are remembered until the next event, and never longer."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hub.platform.registers import counting
from hub.platform.registers import listing as listing_module
from hub.platform.registers.address import plain
from hub.platform.registers.filters import Asking
from hub.platform.registers.listing import Listing
from hub.platform.registers.saved import save_view
from hub.platform.registers.tests.samples import Sample, SampleRegister, make

pytestmark = pytest.mark.django_db


@pytest.fixture
def listed(cast: Any, at_nine: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Give a function that works a long list out and says how many queries the counting took."""
    monkeypatch.setattr(counting, "LONG_LIST", 5)
    monkeypatch.setattr(counting, "_kept", type(counting._kept)())
    make(cast.eca, 8)

    def listing(key: str = "aisha", **params: Any) -> tuple[Listing, int]:
        asking, register = Asking(cast.actor(key), at_nine), SampleRegister()
        with CaptureQueriesContext(connection) as asked:
            found = Listing(register, asking, register.understand(plain(params), asking))
            _ = (found.count, found.facets, found.view_links)
        return found, len(asked)

    return listing


class TestMemory:
    def test_the_second_reader_of_a_long_list_costs_few_queries(self, listed: Any) -> None:
        first, cost = listed()
        again, cheap = listed()
        # What is shared with the reader, and whether anything happened.
        assert cheap == 2 < cost
        assert (again.count, again.all_count) == (first.count, first.all_count) == (8, 8)
        assert [line.label for one in again.facets for line in one.lines] == [
            line.label for one in first.facets for line in one.lines
        ]

    def test_a_search_is_remembered_however_much_it_finds(self, listed: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(listing_module, "FEW_FOUND", 3)
        many, few = "thing", "thing 1"
        found, cold = listed(q=[many])
        assert found.count > 3
        warm = listed(q=[many])[1]
        assert listed(q=[few])[1] <= cold
        assert listed(q=[few])[1] == warm == 2

    def test_an_event_makes_all_of_it_be_counted_again(self, listed: Any, cast: Any, at_nine: Any) -> None:
        listed()
        make(cast.eca, 2)
        save_view(register="sample", name="Any act", params={}, summary="", by=cast.actor("aisha"), at=at_nine)
        assert listed()[0].count == 10

    def test_another_authority_is_another_count(self, listed: Any, cast: Any) -> None:
        listed()
        make(cast.wdc, 6)
        assert listed("colin")[0].count == 6

    def test_other_filters_are_other_counts(self, listed: Any) -> None:
        assert listed()[0].count == 8
        assert listed(status="suspended")[0].count == 2
        assert listed(status="live")[0].count == 6

    def test_a_facet_for_me_is_mine(self, listed: Any, cast: Any) -> None:
        Sample.objects.update(manager=cast.priya)
        assert listed("aisha", manager="me")[0].count == 0
        assert listed("priya", manager="me")[0].count == 8

    def test_short_lists_are_counted_each_time(self, listed: Any, monkeypatch: Any) -> None:
        monkeypatch.setattr(counting, "LONG_LIST", 10_000)
        assert listed()[1] == listed()[1] > 1

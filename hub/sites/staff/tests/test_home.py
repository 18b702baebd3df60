"""The first page after sign-in shows each person what is theirs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from hub.contract.tests import stories
from hub.platform.testing.cast import Cast

pytestmark = pytest.mark.django_db


def late_contract(cast: Cast, at: datetime) -> Any:
    """Tell of a contract of Aisha's whose extension should have been decided by now."""
    ends_on = (at + timedelta(days=120)).date()
    return stories.contract_ending_soon(
        authority=cast.eca, by=cast.actor("priya"), at=at, manager=cast.aisha, ends_on=ends_on
    )


class TestHome:
    def test_shows_the_manager_what_is_due_and_where_it_is_done(
        self, cast: Cast, at_nine: datetime, client_as: Callable[..., Any]
    ) -> None:
        contract = late_contract(cast, at_nine)
        page = client_as("aisha").get("/").content.decode()
        assert contract.title in page
        assert contract.get_absolute_url() in page

    def test_shows_nobody_the_work_of_another_authority(
        self, cast: Cast, at_nine: datetime, client_as: Callable[..., Any]
    ) -> None:
        contract = late_contract(cast, at_nine)
        assert contract.title not in client_as("harriet").get("/").content.decode()

    def test_says_so_when_nothing_is_due(self, client_as: Callable[..., Any]) -> None:
        assert "Nothing is due this week" in client_as("ahmed").get("/").content.decode()

    def test_gives_the_auditor_the_way_to_the_chain(self, client_as: Callable[..., Any]) -> None:
        assert "/audit/verify/" in client_as("naomi").get("/").content.decode()
        assert "/audit/verify/" not in client_as("tom").get("/").content.decode()


class TestNew:
    def test_lists_only_what_the_person_may_begin(self, client_as: Callable[..., Any]) -> None:
        assert "/contracts/import/" in client_as("morag").get("/new/").content.decode()
        assert "/contracts/import/" not in client_as("tom").get("/new/").content.decode()

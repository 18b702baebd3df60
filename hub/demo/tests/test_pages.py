"""`hub pages` lists what works, for whom, and nothing outside the demo."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from hub.demo.pages import is_page, short_name
from hub.demo.tests.conftest import Served, hub
from hub.platform.testing.cast import BY_KEY
from hub.platform.testing.urls import all_pages

# The demo's authority keeps no dated value of its own, and nobody reads the calendar by feed, so none can be ended.
# A feed, a local value, a full export and the check of a ledger exist only once somebody has asked for them.
# No quote in which somebody with an account bids is closed, so there is no proof of that.
# Both firms of the cast have begun their bid, so neither can begin one.
NO_RECORD_YET = {"CheckView", "EndValueView", "FetchExportView", "RevokeFeed", "RootView", "StartView"}


def refusals(served: Served, asked: list[tuple[str, str, str]]) -> list[str]:
    """Open addresses as people, and give those that do not answer with a page."""
    found = []
    for site, path, key in asked:
        status, _ = served.open(site, path, key)
        if status != 200:
            found.append(f"{site} {path} as {key or 'nobody'}: {status}")
    return found


@pytest.mark.slow
class TestTheList:
    def test_each_entry_says_site_name_path_and_people(self, listed: list[dict[str, Any]]) -> None:
        assert listed
        for one in listed:
            assert set(one) == {"site", "name", "path", "as"}
            assert one["path"].startswith("/") and "<" not in one["path"]
            assert all(BY_KEY[key].site == one["site"] for key in one["as"])

    def test_no_page_of_a_site_is_left_out(self, listed: list[dict[str, Any]]) -> None:
        there = {(one["site"], one["name"]) for one in listed}
        wanted = {(page.site, short_name(page)) for page in all_pages() if is_page(page)}
        assert {name.rsplit(".", 1)[1] for _, name in wanted - there} <= NO_RECORD_YET

    def test_each_role_of_a_page_has_somebody(self, listed: list[dict[str, Any]]) -> None:
        home = next(one for one in listed if one["site"] == "staff" and one["path"] == "/")
        assert set(home["as"]) == {key for key, member in BY_KEY.items() if member.site == "staff"}

    def test_a_page_of_own_things_has_an_address_for_each_person(self, listed: list[dict[str, Any]]) -> None:
        alerts = [one for one in listed if one["name"].endswith("deadlines.AlertPage")]
        people = [key for one in alerts for key in one["as"]]
        assert len(alerts) > 3 and len(people) == len(set(people))

    def test_is_one_document_and_nothing_else(self, demo_home: Path) -> None:
        made = hub(demo_home, "pages", "--json")
        assert made.returncode == 0 and made.stderr == ""
        assert isinstance(json.loads(made.stdout), list)

    def test_nobody_is_sent_to_a_claim_for_which_their_authority_has_no_strategy(
        self, served: Served, listed: list[dict[str, Any]]
    ) -> None:
        claims = [one for one in listed if one["name"].endswith("ClaimView")]
        asked = [(one["site"], one["path"], key) for one in claims for key in one["as"]]
        assert {key for _, _, key in asked} == {"priya", "morag"}
        assert not refusals(served, asked)


def some_of(people: list[str], number: int) -> list[str]:
    """Give one in three of the people for whom a page is listed, others for the next page; at least one of them."""
    return people[number % min(3, len(people)) :: 3] if people else [""]


@pytest.mark.slow
class TestEveryAddressWorks:
    """All of some 4,000 take minutes; `HUB_TEST_PEOPLE=all` asks for every one, before work is closed."""

    def test_for_the_people_named(self, served: Served, listed: list[dict[str, Any]]) -> None:
        is_whole = os.environ.get("HUB_TEST_PEOPLE") == "all"
        asked = [
            (one["site"], one["path"], key)
            for number, one in enumerate(listed)
            for key in (one["as"] or [""] if is_whole else some_of(one["as"], number))
        ]
        assert len(asked) > 1000
        assert not refusals(served, asked)


class TestOutsideTheDemo:
    @pytest.mark.parametrize("words", [("pages", "--json"), ("demo", "--people", "--json")], ids=" ".join)
    def test_refuses_with_a_message(self, words: tuple[str, ...], tmp_path: Path) -> None:
        made = hub(tmp_path, *words)
        assert made.returncode == 2 and made.stdout == ""
        assert "There is no demo in" in made.stderr and "./dev demo" in made.stderr

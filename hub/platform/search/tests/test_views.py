"""The search page, the box's commands, and addresses that are a reference."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from urllib.parse import quote

import pytest

from hub.platform.identity.roles import EDITORS
from hub.platform.search.models import SearchMiss
from hub.platform.search.palette import Command, command, forget, matching


@pytest.fixture
def _commands() -> Any:
    command(Command("Test: new thing", "/things/new/", words=("odd thing", "add odd thing"), roles=EDITORS))
    command(Command("Test: who can", lambda rest: "/who/?q=" + quote(rest), words=("ask who",)))
    yield
    forget("Test: new thing")
    forget("Test: who can")


class TestSearchPage:
    """Everything, grouped by kind."""

    def test_shows_hits_with_the_way_to_the_register(self, added: Any, client_as: Any) -> None:
        for number in range(7):
            added(f"CON-{number}", f"Waste {number}", text="x")
        page = client_as("aisha").get("/search/", {"q": "waste"}).content.decode()
        assert "7 found." in page and page.count('href="/values/') >= 6
        assert 'href="/values/?q=waste"' in page

    def test_shows_one_kind_alone(self, added: Any, client_as: Any) -> None:
        added("CON-1", "Waste")
        page = client_as("aisha").get("/search/", {"q": "waste", "kind": "reference.entry"}).content.decode()
        assert 'aria-current="page"' in page and "Waste" in page

    def test_escapes_what_was_typed(self, client_as: Any, at_nine: datetime) -> None:
        page = client_as("aisha").get("/search/", {"q": "<script>alert(1)</script>"}).content.decode()
        assert "<script>alert" not in page

    def test_says_what_was_put_right(self, added: Any, client_as: Any) -> None:
        added("CON-1", "Grounds maintenance")
        page = client_as("aisha").get("/search/", {"q": "grounds mainteannce"}).content.decode()
        assert "grounds maintenance" in page and "mainteannce" in page

    def test_says_when_ranking_was_capped(self, added: Any, client_as: Any, monkeypatch: Any) -> None:
        from hub.platform.search import search, views

        monkeypatch.setattr(search, "MOST_RANKED", 1)
        monkeypatch.setattr(views, "MOST_RANKED", 1)
        added("CON-1", "Waste")
        added("CON-2", "Waste")
        page = client_as("aisha").get("/search/", {"q": "waste"}).content.decode()
        assert "More than 1 found." in page and "Add a word" in page

    def test_counts_a_search_without_result_and_keeps_no_words(self, client_as: Any, at_nine: datetime) -> None:
        client = client_as("aisha")
        for _ in range(2):
            client.get("/search/", {"q": "xyzzy"})
        miss = SearchMiss.objects.get()
        assert (miss.on, miss.count) == (at_nine.date(), 2)

    def test_leads_straight_to_a_reference(self, added: Any, client_as: Any) -> None:
        entry = added("CON-2026-0042", "Waste")
        answer = client_as("aisha").get("/search/", {"q": "con-2026-0042"})
        assert answer.status_code == 302 and answer["Location"] == f"/values/{entry.pk}/"

    @pytest.mark.parametrize("query", ["", "a\x00b", "%" * 300])
    def test_is_never_a_fault(self, client_as: Any, at_nine: datetime, query: str) -> None:
        assert client_as("aisha").get("/search/", {"q": query}).status_code == 200


class TestReferenceAddress:
    """/CON-2026-0042"""

    @pytest.mark.parametrize("address", ["/CON-2026-0042", "/con-2026-0042/"])
    def test_leads_to_the_record(self, added: Any, client_as: Any, address: str) -> None:
        entry = added("CON-2026-0042", "Waste")
        answer = client_as("aisha").get(address)
        assert answer.status_code == 302 and answer["Location"] == f"/values/{entry.pk}/"

    def test_is_the_same_404_for_missing_and_out_of_reach(self, added: Any, client_as: Any) -> None:
        added("CON-2026-0042", "Waste")
        client = client_as("harriet")
        assert client.get("/CON-2026-0042").status_code == client.get("/CON-2026-0043").status_code == 404


@pytest.mark.usefixtures("_commands")
class TestCommands:
    """The box takes commands too."""

    def test_are_offered_to_who_may_use_them(self, cast: Any) -> None:
        assert [one.url for one in matching("odd th", cast.actor("priya"))] == ["/things/new/"]
        assert matching("odd th", cast.actor("tom")) == []

    def test_take_the_rest_of_what_is_typed(self, cast: Any) -> None:
        (offered,) = matching("Ask who approve waivers?", cast.actor("tom"))
        assert offered.url == "/who/?q=approve%20waivers"

    def test_are_not_offered_for_one_letter(self, cast: Any) -> None:
        assert matching("n", cast.actor("priya")) == []

    def test_stand_on_the_page_and_in_the_suggestions(self, added: Any, client_as: Any) -> None:
        added("CON-1", "Odd thinking")
        client = client_as("priya")
        assert "/things/new/" in client.get("/search/", {"q": "odd thi"}).content.decode()
        box = client.get("/search/suggest/", {"q": "odd thi"}).content.decode()
        assert "/things/new/" in box and "Odd thinking" in box and "<html" not in box


class TestRebuildCommand:
    """hub search rebuild"""

    def test_prints_one_json_document(self, added: Any, capsys: Any) -> None:
        from argparse import Namespace

        from hub.platform.search.commands import rebuild

        added("CON-1", "Waste")
        capsys.readouterr()
        assert rebuild.run(Namespace(kinds=[], json=True)) == 0
        assert json.loads(capsys.readouterr().out)["entries"]["reference.entry"] >= 1

    def test_names_a_kind_that_does_not_exist(self, db: None) -> None:
        from argparse import Namespace

        from hub.cli import BadInput
        from hub.platform.search.commands import rebuild

        with pytest.raises(BadInput, match="nothing"):
            rebuild.run(Namespace(kinds=["nothing"], json=False))

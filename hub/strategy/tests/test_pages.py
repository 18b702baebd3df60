"""Pages and registers of the strategy: what they show to whom."""

import io
import re
from html import unescape

import pytest

from hub.platform.documents import services as documents
from hub.platform.documents.services import Paper, Upload
from hub.platform.registers.testing import RegisterContract, assert_queries
from hub.strategy import services
from hub.strategy.register import ActionRegister, DependencyRegister, RecommendationRegister
from hub.strategy.tests import stories

pytestmark = pytest.mark.django_db


class TestActionRegister(RegisterContract):
    register = ActionRegister
    address = "/strategy/actions/"
    reader = "naomi"
    stranger = "jo"

    @pytest.fixture
    def rows(self, telling, cast):
        rows = [
            services.add_action(row_code=code, title=f"Do {code}", **telling) for code in ("3.4-3", "3.8-1", "3.8-2")
        ]
        services.assign(rows[0], owner=cast.aisha, due_on=telling["at"].date(), by=telling["by"], at=telling["at"])
        return rows


class TestDependencyRegister(RegisterContract):
    register = DependencyRegister
    address = "/strategy/dependencies/"
    reader = "naomi"
    stranger = "jo"

    @pytest.fixture
    def rows(self, telling):
        return stories.depending(**telling)


class TestRecommendationRegister(RegisterContract):
    register = RecommendationRegister
    address = "/strategy/recommendations/"
    reader = "naomi"
    stranger = "jo"

    @pytest.fixture
    def rows(self, telling):
        return stories.recommended(**telling)


class TestReader:
    def test_shows_every_clause_with_what_stands_behind_it(self, telling, client_as) -> None:
        for action in stories.planned(**telling)[1:]:
            services.drop(action, reason="x", by=telling["by"], at=telling["at"])
        page = client_as("naomi").get("/strategy/").content.decode()
        assert page.count('id="clause-') == 77
        assert "On the way" in page and "No action" in page and "3.8-1 Information storage and access" in page

    @pytest.mark.parametrize("address", ["/strategy/", "/strategy/plan/"])
    def test_every_count_of_actions_opens_exactly_those(self, telling, client_as, address: str) -> None:
        more = {"by": telling["by"], "at": telling["at"]}
        for action in stories.planned(**telling)[:9]:
            services.drop(action, reason="x", **more)
        done = services.add_action(row_code="3.7-2", title="Only linked", **telling)
        services.finish(done, done_on=telling["at"].date(), result="x", **more)
        version = done.authority.strategy_versions.get()
        services.link_clause(
            version, number="2.3.3(f)", sort="action", target=done.reference, label="", reason="It serves it", **more
        )
        reader = client_as("naomi")
        page = unescape(reader.get(address).content.decode())
        told = re.findall(r'<a href="(/strategy/actions/\?[^"]+)">(\d+) of (\d+) done', page)
        assert len(told) > 10
        assert any("action=" in href for href, *_ in told) is (address == "/strategy/")
        for href, _, total in sorted(set(told)):
            listed = re.search(r'<li class="hub-strong">([\d,]+) action', reader.get(href).content.decode())
            assert listed is not None and listed[1] == total

    def test_without_a_strategy_only_a_lead_may_enter_one(self, cast, client_as) -> None:
        assert "/strategy/begin/" in client_as("morag").get("/strategy/").content.decode()
        assert "/strategy/begin/" not in client_as("aisha").get("/strategy/").content.decode()

    def test_a_lead_enters_the_adopted_strategy(self, cast, at_nine, client_as) -> None:
        typed = {"adopted_on": "2023-03-22", "review_on": "", "minute": "Board"}
        assert client_as("morag").post("/strategy/begin/", typed).status_code == 302
        assert cast.eca.strategy_versions.get().rows.count() == 34

    @pytest.mark.parametrize(
        "address", ["/strategy/", "/strategy/plan/", "/strategy/plan/3.8-1/", "/strategy/versions/"]
    )
    def test_its_queries_are_pinned(self, telling, client_as, address: str, request) -> None:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        stories.planned(**telling)
        client = client_as("naomi")
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(address).status_code == 200
        assert_queries(request.path.parent, address, len(asked))


class TestRow:
    def test_shows_targets_actions_dependencies_and_recommendations(self, telling, client_as) -> None:
        stories.planned(**telling)
        stories.depending(**telling)
        stories.recommended(**telling)
        page = client_as("naomi").get("/strategy/plan/3.8-1/").content.decode()
        for words in ("Target 2024: Mature", "Target 2025: Leader", "Buy the contract management module",
                      "Help from outside", "Implement a contract management tool"):  # fmt: skip
            assert words in page

    def test_of_another_authority_is_missing(self, telling, client_as) -> None:
        assert client_as("jo").get("/strategy/plan/3.8-1/").status_code == 404


class TestForms:
    def test_a_paper_that_shows_what_came_of_an_action_hangs_on_it(
        self, telling, client_as, cast, settings, tmp_path
    ) -> None:
        settings.HUB_HOME = tmp_path
        action = services.add_action(row_code="3.8-1", title="Keep it", **telling)
        paper = Paper(title="Report of the first year", paper_kind="evidence")
        file = Upload("report.txt", io.BytesIO(b"The register is kept."))
        documents.add(action, upload=file, paper=paper, by=telling["by"], at=telling["at"])
        assert "Report of the first year" in client_as("naomi").get(action.get_absolute_url()).content.decode()
        assert client_as("jo").get(action.get_absolute_url()).status_code == 404

    def test_an_action_is_added_assigned_reported_on_and_finished(self, telling, client_as, cast) -> None:
        lead = client_as("morag")
        assert (
            lead.post("/strategy/actions/new/", {"row_code": "3.8-1", "title": "Keep it", "year": "2025"}).status_code
            == 302
        )
        action = cast.eca.strategy_actions.get(title="Keep it")
        base = action.get_absolute_url()
        lead.post(f"{base}assign/", {"owner": cast.aisha.pk, "due_on": "2026-12-04"})
        client_as("aisha").post(f"{base}report/", {"progress": "40", "note": "Half way"})
        client_as("aisha").post(f"{base}finish/", {"done_on": "2026-11-20", "result": "Kept"})
        action.refresh_from_db()
        assert (action.status, action.result, action.progress) == ("done", "Kept", 100)

    def test_a_refused_finish_keeps_what_was_typed(self, telling, client_as) -> None:
        action = services.add_action(row_code="3.8-1", title="Keep it", **telling)
        answer = client_as("morag").post(
            f"{action.get_absolute_url()}finish/", {"done_on": "2026-12-24", "result": "Nearly"}
        )
        assert answer.status_code == 422
        assert "today or earlier" in answer.content.decode() and "Nearly" in answer.content.decode()

    def test_a_clause_is_reworded_from_its_own_link(self, telling, client_as) -> None:
        version = services.propose(title="Next", reason="x", **telling)
        lead, base = client_as("morag"), version.get_absolute_url()
        page = lead.get(f"{base}reword/?clause=2.3.3(f)").content.decode()
        assert "Better data, and better use of it." in page
        lead.post(
            f"{base}reword/", {"number": "2.3.3(f)", "title": "", "text": "Data that is used.", "reason": "Short"}
        )
        assert "Data that is used." in lead.get(f"{base}compare/").content.decode()

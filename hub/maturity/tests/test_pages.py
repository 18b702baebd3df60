"""Pages of maturity: what they show to whom, and what each of them asks of the database."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hub.contract import services as contracts
from hub.maturity import services
from hub.maturity.models import Evidence
from hub.maturity.register import EvidenceRegister
from hub.platform import clock
from hub.platform.documents.models import Document
from hub.platform.registers.testing import RegisterContract, assert_queries

pytestmark = pytest.mark.django_db
PAGES = (
    "/maturity/",
    "/maturity/history/",
    "/maturity/measures/",
    "/maturity/capabilities/MC-1/",
    "/maturity/behaviours/MCR-1/",
    "/maturity/rounds/",
    "/strategy/plan/3.8-1/",
)


@pytest.fixture
def attested(strategy, cast, at_nine, paper):
    """Give evidence for three parts of level tests."""
    more = {"owner": cast.daniel, "proof": "Shelf 4", "given_on": date(2026, 11, 2)}
    parts = ("SE-3-2-1", "MC-1-2-1", "PH-3-2-1")
    by = cast.actor("morag")
    return [
        services.attest(authority=cast.eca, part=part, upload=paper(part), by=by, at=at_nine, **more) for part in parts
    ]


def test_evidence_that_has_lapsed_is_listed_as_lapsed(attested, client_as, at_nine):
    first, *_ = attested
    Evidence.objects.filter(pk=first.pk).update(given_on=date(2024, 3, 1), expires_on=date(2025, 3, 1))
    with clock.frozen(at_nine):
        page = client_as("naomi").get("/maturity/evidence/").content.decode()
    (row,) = re.findall(rf">{first.reference}</a>.*?</tr>", page, re.S)
    assert "Lapsed" in row and page.count(">Counts</span>") == len(attested) - 1


class TestEvidenceRegister(RegisterContract):
    register = EvidenceRegister
    address = "/maturity/evidence/"
    reader = "naomi"
    stranger = "jo"

    @pytest.fixture
    def rows(self, attested):
        return attested


class TestPages:
    @pytest.mark.parametrize("address", PAGES)
    def test_ask_a_pinned_number_of_queries_once_computed(self, live, client_as, address: str, request) -> None:
        live()
        client = client_as("naomi")
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        assert_queries(request.path.parent, address, len(asked))

    def test_a_row_opens_its_tests_each_figure_the_records_and_a_mended_record_moves_it(
        self, live, client_as, cast, at_nine
    ) -> None:
        rows = [live(department="") for _ in range(3)] + [live()]
        client = client_as("morag")
        page = client.get("/strategy/plan/3.8-1/").content.decode()
        assert "25% (1 of 4)" in page and "/contracts/?fails=MC-1.complete" in page
        assert "3 contracts" in client.get("/contracts/?fails=MC-1.complete").content.decode()
        for mended, said in enumerate(("50% (2 of 4)", "75% (3 of 4)", "100% (4 of 4)")):
            change = {"changes": {"department": "Place"}, "reason": "Known now"}
            contracts.correct(rows[mended], by=cast.actor("morag"), at=at_nine, **change)
            assert said in client.get("/strategy/plan/3.8-1/").content.decode()

    def test_a_claim_is_made_and_evidence_attested_on_their_pages(self, strategy, client_as, cast, paper) -> None:
        client = client_as("morag")
        assert client.get("/maturity/claims/row/9.9-9/").status_code == 404
        client.post("/maturity/claims/row/3.8-1/", {"level": "3", "reason": "The module is bought"})
        assert "Mature by Morag Lennox" in client.get("/strategy/plan/3.8-1/").content.decode()
        typed = {"part": "MC-1-2-1", "owner": cast.morag.pk, "proof": "/contracts/", "given_on": "2026-11-20"}
        assert "Choose a file" in client.post("/maturity/evidence/new/", typed).content.decode()
        file = SimpleUploadedFile("register.txt", b"What the register shows")
        answer = client.post("/maturity/evidence/new/", {**typed, "file": file})
        assert answer.status_code == 302
        page = client.get(answer["Location"]).content.decode()
        assert "20 November 2027" in page and "Add a document" in page
        found = Document.objects.get()
        assert found.get_absolute_url() in page and found.versions.get().name == "register.txt"
        newer = {"file": SimpleUploadedFile("register-2.txt", b"What it shows now"), "version": found.version}
        assert client.post(f"{found.get_absolute_url()}add-version/", newer).status_code == 302
        assert found.versions.count() == 2

    def test_another_authority_sees_none_of_it(self, attested, client_as) -> None:
        client = client_as("jo")
        assert client.get(attested[0].get_absolute_url()).status_code == 404
        assert "No strategy was in force" in client.get("/maturity/").content.decode()


@pytest.mark.parametrize("path", ["behaviours/CCO-1", "capabilities/MC-1"])
def test_of_a_day_before_levels_were_known_the_overview_says_so(strategy, client_as, path) -> None:
    answer = client_as("morag").get(f"/maturity/{path}/?on=2022-12-31", follow=True)
    assert answer.redirect_chain == [("/maturity/?on=2022-12-31", 302)]
    assert "No level tests hold before" in answer.content.decode()
    assert client_as("morag").get("/maturity/behaviours/NO-1/?on=2022-12-31").status_code == 404


@pytest.mark.parametrize("path", ["", "measures/MC-1.complete/", "capabilities/MC-1/"])
@pytest.mark.parametrize("day", ["0001-01-01", "0001-12-31", "9999-12-31"])
def test_a_day_beyond_the_years_of_dates_is_now(strategy, client_as, path, day) -> None:
    answer = client_as("morag").get(f"/maturity/{path}?on={day}")
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("day", "said"), [("2031-01-01", "1 January 2031 has not come yet"), ("soon", "“soon” in the address is no day")]
)
@pytest.mark.parametrize("path", ["", "measures/", "measures/MC-1.complete/", "capabilities/MC-1/"])
def test_a_day_that_cannot_be_shown_is_said(strategy, client_as, path, day, said) -> None:
    morag = client_as("morag")
    assert said in morag.get(f"/maturity/{path}?on={day}").content.decode()
    assert "This page is as at today" not in morag.get(f"/maturity/{path}").content.decode()


def test_the_measured_can_be_listed_and_are_as_many_as_the_score_says(strategy, client_as) -> None:
    morag = client_as("morag")
    page = morag.get("/maturity/").content.decode()
    told = re.findall(r'<a href="(/maturity/\?only=measured)#\w+">(\d+) of \d+ (behaviours|rows) measured</a>', page)
    assert [kind for _, _, kind in told] == ["behaviours", "rows"] and int(told[0][1]) > 0
    answer = morag.get(told[0][0])
    assert [len(answer.context[kind]) for _, _, kind in told] == [int(count) for _, count, _ in told]
    assert morag.get("/maturity/?only=zzz").status_code == 404


def test_a_figure_as_at_a_day_beyond_the_years_of_dates_is_a_fault_of_the_filter(strategy, client_as) -> None:
    answer = client_as("morag").get("/contracts/?fails=MC-1.complete~0001-01-01")
    assert answer.status_code == 200
    assert "does not end with a date such as" in answer.content.decode()


def test_who_answers_reads_what_each_level_means_for_each_behaviour(strategy, cast, at_nine, client_as):
    made = services.open_round(authority=cast.eca, year=2026, by=cast.actor("morag"), at=at_nine)
    page = client_as("ruth").get(f"{made.get_absolute_url()}answer/").content.decode()
    assert ">Minimum: There is hardly a forward plan.</option>" in page
    assert page.count(">Innovator: ") == len(re.findall(r'<select[^>]+name="level_', page)) == 42

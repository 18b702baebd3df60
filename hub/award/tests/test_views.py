"""Pages of awards: sealed before the opening, then from a recommendation to the entry of the register."""

import re
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hub.award.models import Award
from hub.award.register import AwardRegister
from hub.award.tests import stories
from hub.award.tests.stories import LATER
from hub.bids.terms import BidState
from hub.evaluation import services as scoring
from hub.evaluation.tests import stories as scores
from hub.platform import clock
from hub.platform.registers.testing import RegisterContract, assert_queries
from hub.platform.testing.clients import without_tokens
from hub.procurement import services as procuring
from hub.procurement.services import PartTerms
from hub.tender.models import Letter
from hub.tender.tests import stories as quotes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast", "shipped", "at_nine")]
FIRMS = [row[0] for row in quotes.FIRMS]


@pytest.fixture
def later(at_nine):
    with clock.frozen(LATER):
        yield LATER


@pytest.fixture
def priya(cast):
    return cast.actor("priya")


@pytest.fixture
def morag(cast):
    return cast.actor("morag")


def page(client, address):
    return client.get(address).content.decode()


class TestRegister(RegisterContract):
    register = AwardRegister
    address = "/awards/"
    reader = "naomi"
    stranger = "jo"

    @pytest.fixture
    def rows(self, told, priya):
        titles = ("Signs", "Bollards", "Salt")
        return [stories.recommended(stories.settled(**told, title=title), by=priya) for title in titles]


class TestBeforeTheOpening:
    @pytest.mark.parametrize("part", ["award/", "award/recommend/", "award/none/", ""])
    def test_every_page_is_the_same_with_no_bid_and_with_several(self, told, client_as, part) -> None:
        one = scores.closed(**told)
        client = client_as("priya")
        empty = client.get(f"{one.get_absolute_url()}{part}")
        for status in (BidState.SUBMITTED, BidState.DRAFTING, BidState.WITHDRAWN, BidState.SUBMITTED):
            scores.bid_of(one, FIRMS[one.bids.count()], status=status)
        full = client.get(f"{one.get_absolute_url()}{part}")
        assert (empty.status_code, without_tokens(empty)) == (full.status_code, without_tokens(full))
        assert "sealed" in empty.content.decode() or not part

    def test_nothing_is_decided(self, told, client_as) -> None:
        one = scores.closed(**told)
        client = client_as("priya")
        for part in ("recommend/", "none/"):
            given = {"reason": "x", "reasons": "x", "starts_on_0": "1", "starts_on_1": "2", "starts_on_2": "2027"}
            assert client.post(f"{one.get_absolute_url()}award/{part}", given).status_code == 422
        assert not Award.objects.exists()


class TestFromScoresToTheRegister:
    def test_nothing_is_typed_twice(self, told, client_as, later, morag) -> None:
        one = stories.settled(**told)
        client, base = client_as("priya"), f"{one.get_absolute_url()}award/"
        shown = page(client, base)
        assert "has the best offer by the settled scores" in shown and "Recommend an award" in shown
        assert "PA 2023 s.50, s.51" in shown
        form = page(client, f"{base}recommend/")
        assert "Brightsign Ltd has the best total, 94 out of 100." in form and "£21,000.00 inc VAT" in form
        given = {"reasons": "Best by the scores.", **day("starts_on", form, 1, 2, 2027)}
        answer = client.post(f"{base}recommend/", given)
        found = Award.objects.get()
        assert answer["Location"] == found.get_absolute_url()
        assert "Wait for the approval" in page(client, found.get_absolute_url())
        blocked = page(client, f"{found.get_absolute_url()}inform/")
        assert "Approval waits on the procurement lead" in blocked
        stories.approved(found, lead=morag)
        told_to = page(client, f"{found.get_absolute_url()}inform/")
        assert "Brightsign Ltd, Signwell Ltd and Wickmoor Workshop" in told_to
        found.refresh_from_db()
        client.post(f"{found.get_absolute_url()}inform/", {"version": found.version})
        assert Letter.objects.filter(sort="outcome").count() == 3
        found.refresh_from_db()
        answer = client.post(f"{found.get_absolute_url()}confirm/", {"version": found.version})
        found.refresh_from_db()
        assert found.entry_reference in page(client, answer["Location"])
        case = f"{one.procurement.get_absolute_url()}linked/"
        for address in (found.get_absolute_url(), one.get_absolute_url(), case):
            assert found.entry_page in page(client, address), address
        back = page(client, f"{found.entry_page}linked/")
        assert found.get_absolute_url() in back and one.get_absolute_url() in back

    def test_says_who_answered_who_won_and_why_on_quote_and_case(self, told, client_as, later, priya, morag) -> None:
        one = stories.settled(**told)
        stories.informed(one, by=priya, lead=morag)
        for address in (one.get_absolute_url(), f"{one.procurement.get_absolute_url()}linked/"):
            shown = page(client_as("naomi"), address)
            assert "Brightsign Ltd won for £17,500 ex VAT." in shown and "has the best total" in shown
            assert "Answered: Brightsign Ltd, Signwell Ltd and Wickmoor Workshop." in shown

    def test_names_no_winner_before_suppliers_are_told(self, told, client_as, later, priya) -> None:
        one = stories.settled(**told)
        stories.recommended(one, by=priya)
        shown = page(client_as("naomi"), one.get_absolute_url())
        assert "An award is recommended and waits for approval." in shown and "won for" not in shown

    def test_somebody_else_reads_who_leads_it(self, told, client_as, later) -> None:
        one = stories.settled(**told)
        assert "Priya Shah leads the quote and recommends its award." in page(
            client_as("morag"), f"{one.get_absolute_url()}award/"
        )


class TestDecidingOtherwise:
    def test_none_is_made_on_a_page_with_a_reason(self, told, client_as, later) -> None:
        one = stories.settled(**told)
        client, base = client_as("priya"), f"{one.get_absolute_url()}award/"
        assert client.post(f"{base}none/", {"reason": ""}).status_code == 422
        assert client.post(f"{base}none/", {"reason": "All are too dear."}).status_code == 302
        assert "Nobody won." in page(client, one.get_absolute_url())
        assert "Only one award stands at a time" in page(client, f"{base}none/")

    def test_one_is_set_aside_on_a_page(self, told, client_as, later, priya) -> None:
        found = stories.recommended(stories.settled(**told), by=priya)
        given = {"reason": "The budget moved.", "version": found.version}
        assert client_as("priya").post(f"{found.get_absolute_url()}set-aside/", given).status_code == 302
        assert "The budget moved." in page(client_as("priya"), found.get_absolute_url())

    def test_a_conflict_sees_no_recommendation(self, told, client_as, later, priya, cast) -> None:
        one = scores.ready(**told)
        parts = [PartTerms(cast.tom, "service"), PartTerms(cast.priya, "procurement")]
        procuring.name_team(one.procurement, parts=parts, by=priya, at=LATER)
        scoring.declare(one, has_conflict=True, about="My sister", by=cast.actor("tom"), at=LATER)
        scores.settled(one, by=priya)
        found = stories.recommended(one, by=priya)
        client = client_as("tom")
        assert client.get(found.get_absolute_url()).status_code == 404
        for address in (f"{one.get_absolute_url()}award/", f"{one.get_absolute_url()}award/recommend/", "/awards/"):
            shown = page(client, address)
            assert "17,500" not in shown and found.reference not in shown


class TestQueries:
    def test_of_an_award_are_pinned(self, told, client_as, later, priya, morag) -> None:
        found = stories.confirmed(stories.settled(**told), by=priya, lead=morag)
        client = client_as("priya")
        for name, address in (
            ("award page", found.get_absolute_url()), ("award of a quote", f"{found.tender.get_absolute_url()}award/"),
        ):  # fmt: skip
            client.get(address)
            with CaptureQueriesContext(connection) as asked:
                assert client.get(address).status_code == 200
            assert_queries(Path(__file__).parent, name, len(asked))


def day(name, html, *parts):
    """Give the three boxes of a date of a form, filled."""
    names = sorted(set(re.findall(rf'name="({name}[^"]*)"', html)))
    return dict(zip(names, map(str, parts), strict=True))

"""The pages of scores: sealed in the same bytes whatever was received, then only for whoever declared no conflict."""

from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hub.bids.terms import BidState
from hub.evaluation import services
from hub.evaluation.models import Evaluation
from hub.evaluation.tests import stories
from hub.evaluation.tests.stories import LATER, Said
from hub.platform import clock
from hub.platform.registers.testing import assert_queries
from hub.platform.testing.clients import without_tokens
from hub.procurement import services as procuring
from hub.procurement.services import PartTerms
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


def page(client, address):
    return client.get(address).content.decode()


class TestBeforeTheOpening:
    @pytest.mark.parametrize("part", ["scores/", "scores/declare/", "scores/mark/", "scores/check/", "scores/finish/"])
    def test_every_page_is_the_same_with_no_bid_and_with_seven(self, told, client_as, part) -> None:
        one = stories.closed(**told)
        client = client_as("priya")
        empty = client.get(f"{one.get_absolute_url()}{part}")
        for status in (BidState.SUBMITTED, BidState.DRAFTING, BidState.WITHDRAWN, BidState.SUBMITTED):
            name = FIRMS[one.bids.count()]
            stories.bid_of(one, name, status=status)
        full = client.get(f"{one.get_absolute_url()}{part}")
        assert (empty.status_code, without_tokens(empty)) == (full.status_code, without_tokens(full))
        assert b"Signwell" not in empty.content

    def test_only_one_sentence_is_shown(self, told, client_as) -> None:
        quotes.firms(by=told["by"], at=told["at"])
        one = quotes.sent(**told)
        shown = page(client_as("priya"), f"{one.get_absolute_url()}scores/")
        assert "Answers are sealed until midday, Wednesday 2 December 2026 (UK time)." in shown
        assert "What you can do" not in shown

    def test_nothing_can_be_declared(self, told, client_as) -> None:
        quotes.firms(by=told["by"], at=told["at"])
        one = quotes.sent(**told)
        answer = client_as("priya").post(f"{one.get_absolute_url()}scores/declare/", {"has_conflict": "no"})
        assert answer.status_code == 422 and not Evaluation.objects.exists()


class TestWhoSeesWhat:
    @pytest.fixture
    def one(self, told):
        return stories.ready(**told)

    def test_nobody_reads_an_answer_before_declaring(self, one, client_as, later) -> None:
        client = client_as("priya")
        shown = page(client, f"{one.get_absolute_url()}scores/")
        assert "Signwell Ltd" in shown and "Declare whether you have a conflict" in shown
        assert "16,000" not in shown and "Two crews" not in shown
        client.post(f"{one.get_absolute_url()}scores/declare/", {"has_conflict": "no"})
        shown = page(client, f"{one.get_absolute_url()}scores/")
        assert "£16,000" in shown and "Two crews" in shown

    def test_a_conflict_ends_it(self, one, client_as, later, priya) -> None:
        client = client_as("priya")
        answer = client.post(f"{one.get_absolute_url()}scores/declare/", {"has_conflict": "yes", "about": ""})
        assert answer.status_code == 422 and "Say what the conflict is" in answer.content.decode()
        client.post(f"{one.get_absolute_url()}scores/declare/", {"has_conflict": "yes", "about": "My sister"})
        found = Evaluation.objects.get()
        bid = stories.bid(found, "Signwell Ltd")
        for part in ("", "declare/", "mark/", f"mark/{bid.pk}/", f"check/{bid.pk}/", "settle-tie/", "finish/"):
            shown = page(client, f"{found.get_absolute_url()}{part}")
            assert "16,000" not in shown and "Two crews" not in shown and "We begin on Monday" not in shown
            assert "take no part" in shown
        answer = client.post(f"{found.get_absolute_url()}mark/{bid.pk}/", {"points_2": "5", "why_2": "x"})
        assert answer.status_code == 422 and not found.marks.exists()

    def test_officers_outside_the_team_see_scores_once_settled(self, one, client_as, later, priya) -> None:
        found = stories.marked(stories.begun(one, by=priya), by=priya)
        client = client_as("helen")
        shown = page(client, found.get_absolute_url())
        assert "Wait for the scores" in shown and "16,000" not in shown
        stories.checked(found, by=priya)
        services.finish(found, by=priya, at=LATER)
        assert "£16,000" in page(client, found.get_absolute_url())

    def test_others_scores_are_hidden_until_ones_own_are_given(self, one, client_as, cast, later, priya) -> None:
        procuring.name_team(one.procurement, parts=[PartTerms(cast.tom, "service")], by=priya, at=LATER)
        found = stories.marked(stories.begun(one, by=priya), by=priya)
        stories.begun(one, by=cast.actor("tom"))
        client = client_as("tom")
        shown = page(client, found.get_absolute_url())
        assert "5 because of the plan" not in shown and "1 more score by others" in shown
        bid = stories.bid(found, "Brightsign Ltd")
        address = f"{found.get_absolute_url()}moderate/{bid.pk}/"
        assert "5 because of the plan" not in page(client, address)
        answer = client.post(address, {"points_2": "", "why_2": ""})
        assert answer.status_code == 422 and "5 because of the plan" not in answer.content.decode()
        stories.marked(found, by=cast.actor("tom"))
        assert "5 because of the plan" in page(client, found.get_absolute_url())

    def test_another_authority_finds_nothing(self, one, client_as, later) -> None:
        assert client_as("jo").get(f"{one.get_absolute_url()}scores/").status_code == 404


class TestScoring:
    def test_goes_from_opened_answers_to_settled_scores_on_pages(self, told, client_as, later) -> None:
        one = stories.ready(**told)
        client, base = client_as("priya"), f"{one.get_absolute_url()}scores/"
        client.post(f"{base}declare/", {"has_conflict": "no"})
        found = Evaluation.objects.get()
        listed = page(client, f"{base}mark/")
        for name, points in stories.POINTS.items():
            bid = stories.bid(found, name)
            assert f"{base}mark/{bid.pk}/" in listed
            found.refresh_from_db()
            given = {"points_2": str(points), "why_2": "The plan.", "version": found.version}
            assert client.post(f"{base}mark/{bid.pk}/", given).status_code == 302
            found.refresh_from_db()
            given = {"passes_3": "yes", "why_3": "", "version": found.version}
            assert client.post(f"{base}check/{bid.pk}/", given).status_code == 302
        shown = page(client, base)
        assert "Everything is scored and checked" in shown and "Brightsign Ltd has the best total" in shown
        assert "lowest price ÷ price × weight" in shown and "worth 30" in shown
        found.refresh_from_db()
        assert client.post(f"{base}finish/", {"version": found.version}).status_code == 302
        assert "Decide the award" in page(client, base)

    def test_keeps_what_was_typed_when_points_are_missing(self, told, client_as, later, priya) -> None:
        found = stories.begun(stories.ready(**told), by=priya)
        bid = stories.bid(found, "Signwell Ltd")
        given = {"why_2": "A good plan.", "version": found.version}
        answer = client_as("priya").post(f"{found.get_absolute_url()}mark/{bid.pk}/", given)
        shown = answer.content.decode()
        assert answer.status_code == 422 and "Select the points for question 2" in shown and "A good plan." in shown

    def test_fills_in_ones_own_scores(self, told, client_as, later, priya) -> None:
        found = stories.marked(stories.begun(stories.ready(**told), by=priya), by=priya)
        bid = stories.bid(found, "Brightsign Ltd")
        shown = page(client_as("priya"), f"{found.get_absolute_url()}mark/{bid.pk}/")
        assert "5 because of the plan." in shown and 'value="5"' in shown

    def test_a_missing_price_offers_non_compliance_alone(self, told, client_as, later, priya) -> None:
        answers = {**stories.THREE, "Signwell Ltd": Said(None)}
        found = stories.begun(stories.ready(**told, answers=answers), by=priya)
        bid = stories.bid(found, "Signwell Ltd")
        shown = page(client_as("priya"), f"{found.get_absolute_url()}check/{bid.pk}/")
        assert "There is no price that can be scored" in shown and "Not compliant" in shown
        given = {"passes_1": "no", "why_1": "", "passes_3": "yes", "why_3": "", "version": found.version}
        answer = client_as("priya").post(f"{found.get_absolute_url()}check/{bid.pk}/", given)
        assert answer.status_code == 422 and "say why it is not met" in answer.content.decode()

    def test_an_offer_that_is_not_there_is_missing(self, told, client_as, later, priya) -> None:
        found = stories.begun(stories.ready(**told), by=priya)
        assert client_as("priya").get(f"{found.get_absolute_url()}mark/999999/").status_code == 404

    def test_equal_offers_are_decided_on_a_page(self, told, client_as, later, priya) -> None:
        answers = {name: Said(Decimal(16_000)) for name in ("Signwell Ltd", "Brightsign Ltd")}
        found = stories.begun(stories.ready(**told, answers=answers), by=priya)
        stories.checked(stories.marked(found, by=priya, points=dict.fromkeys(answers, 3)), by=priya)
        client = client_as("priya")
        found.refresh_from_db()
        given = {"bid": stories.bid(found, "Signwell Ltd").pk, "reason": "Sooner.", "version": found.version}
        assert client.post(f"{found.get_absolute_url()}settle-tie/", given).status_code == 302
        assert "Sooner." in page(client, found.get_absolute_url())


class TestQueries:
    def test_do_not_grow_with_the_offers_and_are_pinned(self, told, client_as, later, priya) -> None:
        counts = []
        for answers in (dict(list(stories.THREE.items())[:2]), stories.THREE):
            one = stories.ready(**told, answers=answers, title=f"Signs {len(answers)}")
            points = {name: stories.POINTS[name] for name in answers}
            found = stories.settled(one, by=priya, points=points)
            client = client_as("priya")
            client.get(found.get_absolute_url())
            with CaptureQueriesContext(connection) as asked:
                assert client.get(found.get_absolute_url()).status_code == 200
            counts.append(len(asked))
        assert counts[0] == counts[1]
        assert_queries(Path(__file__).parent, "scores", counts[0])

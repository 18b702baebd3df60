"""A supplier finds a market engagement, answers it, changes the answer, and is told when it is too late."""

from datetime import UTC, datetime

import pytest

from hub.engagement.models import Reply
from hub.engagement.tests import stories
from hub.platform import clock
from hub.procurement.appraisal.tests.stories import case_begun

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast", "shipped")]
LATE = datetime(2026, 12, 15, 0, 0, 1, tzinfo=UTC)


@pytest.fixture
def one(cast, at_nine):
    by = cast.actor("priya")
    case = case_begun(authority=cast.eca, by=by, at=at_nine, contract_kind="goods")
    return stories.running(case, by=by, at=at_nine)


def page_of(cast, one, party="meridian"):
    return f"/engagement/{one.reference}/answer/{cast.parties[party].pk}/"


class TestAnswering:
    def test_leads_from_the_menu_to_the_sent_answers(self, cast, one, client_as):
        client = client_as("raj")
        assert 'href="/opportunities/"' in client.get("/").text
        assert f'href="/engagement/{one.reference}/"' in client.get("/opportunities/").text
        assert page_of(cast, one) in client.get(f"/engagement/{one.reference}/").text
        form = client.get(page_of(cast, one)).text
        assert stories.QUESTIONS[0] in form and "14 December 2026" in form
        answer = client.post(page_of(cast, one), {"answer_1": "<b>Ten</b>", "answer_2": ""})
        assert answer["Location"] == f"/engagement/{one.reference}/"
        page = client.get(answer["Location"]).text
        assert "&lt;b&gt;Ten&lt;/b&gt;" in page and "Not answered" in page and "Raj Patel" in page

    def test_can_be_changed_and_a_colleague_is_not_overwritten_unseen(self, cast, one, client_as):
        raj, olivia = client_as("raj"), client_as("olivia")
        raj.post(page_of(cast, one), {"answer_1": "Ten"})
        answer = olivia.post(page_of(cast, one), {"answer_1": "Eleven"})
        assert answer.status_code == 409 and "What Raj Patel sent meanwhile" in answer.text and "Eleven" in answer.text
        version = Reply.objects.get().version
        assert f'name="version" value="{version}"' in answer.text
        assert olivia.post(page_of(cast, one), {"answer_1": "Eleven", "version": version}).status_code == 302
        assert Reply.objects.get().texts == {"1": "Eleven"}
        assert "Change the answers" in raj.get(f"/engagement/{one.reference}/").text

    def test_without_any_words_is_sent_back_to_the_first_question(self, cast, one, client_as):
        answer = client_as("raj").post(page_of(cast, one), {"answer_1": " ", "answer_2": ""})
        assert answer.status_code == 422 and "Answer at least one question" in answer.text
        assert 'href="#id_answer_1"' in answer.text

    def test_is_refused_by_the_clock_at_the_door_with_what_was_typed(self, cast, one, client_as):
        with clock.frozen(LATE):
            answer = client_as("raj").post(page_of(cast, one), {"answer_1": "Ten after all"})
        assert answer.status_code == 422 and "not taken any more" in answer.text and "Ten after all" in answer.text
        assert not Reply.objects.exists()

    def test_is_for_one_s_own_organisation(self, cast, one, client_as):
        assert client_as("raj").get(page_of(cast, one, "fenland")).status_code == 404
        assert client_as("raj").get("/engagement/ENG-2026-9999/").status_code == 404
        assert "None just now" not in client_as("bartosz").get("/opportunities/").text

    def test_asks_who_is_not_signed_in_to_sign_in(self, one, client_as):
        for path in ("/opportunities/", f"/engagement/{one.reference}/"):
            assert client_as(None, site="supplier").get(path)["Location"].startswith("/sign-in/")

    def test_says_so_when_nothing_is_asked(self, cast, client_as, at_nine):
        assert "None just now" in client_as("raj").get("/opportunities/").text

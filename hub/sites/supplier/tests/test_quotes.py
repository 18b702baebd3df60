"""A supplier reads what it is asked for, asks, says whether it will answer, and takes up the invitation of a letter."""

import hashlib
import re
from datetime import timedelta
from io import BytesIO

import pytest

from hub.organisation.tests import stories as organisations
from hub.platform import clock
from hub.platform.documents.models import Document, Version
from hub.platform.documents.services import Paper, Upload
from hub.platform.documents.services import add as add_document
from hub.platform.documents.terms import Audience
from hub.platform.testing.clients import SiteClient, without_tokens
from hub.sites.supplier.quotes.base import time_left
from hub.supplier import services as supplying
from hub.tender import answering, services
from hub.tender.models import Enquiry, Participation
from hub.tender.services import Chosen
from hub.tender.tests import stories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast", "shipped", "at_nine")]


@pytest.fixture
def acting(cast, at_nine):
    return {"by": cast.actor("priya"), "at": at_nine}


@pytest.fixture(autouse=True)
def nothing_keeps_answers(monkeypatch):
    """Let quotes be sent without openers: how answers are kept is tested with the pages of bids."""
    monkeypatch.setattr(answering, "_kept", [])


@pytest.fixture
def one(cast, acting):
    """Give an open quote with a paper, for which Signwell (no account) and Meridian are asked."""
    stories.firms(**acting)
    made = supplying.add(name="Meridian FM plc", size="large", place="Wickmoor", **acting)
    supplying.link_party(made, party=cast.parties["meridian"], by=cast.actor("sam"), at=acting["at"])
    quote = stories.asked(stories.prepared(authority=cast.eca, **acting), **acting)
    paper = Paper(title="Photographs", paper_kind="drawing", audience=Audience.BIDDERS)
    add_document(quote, upload=Upload("signs.txt", BytesIO(b"bent")), paper=paper, **acting)
    firms = ("Signwell Ltd", "Wickmoor Workshop", "Meridian FM plc")
    picked = [Chosen(stories.supplier(name).pk, f"{name[:4].lower()}@firm.example") for name in firms]
    services.choose_suppliers(quote, chosen=picked, **acting)
    Version.objects.update(scan="clean")
    return services.invite(quote, **acting)


def link_of(one, name="Signwell Ltd"):
    return f"/quotes/link/{services.token_of(one.invitations.get(name=name))}/"


class TestQuotes:
    def test_are_the_first_thing_on_the_first_page_and_under_my_bids(self, one, client_as):
        client = client_as("raj")
        home = client.get("/").text
        assert home.index("Sign repairs") < home.index("My contracts</h2>") and 'href="/quotes/"' in home
        listed = client.get("/quotes/").text
        assert f'href="/quotes/{one.reference}/"' in listed and "midday, Wednesday 2 December 2026" in listed
        assert "Nothing said yet" in listed and 'aria-current="page">My bids' in listed

    def test_say_what_is_asked_until_when_and_how_it_is_judged(self, one, client_as):
        page = client_as("raj").get(f"/quotes/{one.reference}/").text
        for words in ("Closes midday, Wednesday 2 December 2026 (UK time)", "12:00:00 is late", "9 days 3 hours",
                      "Repair of 40 road signs", "Wickmoor", "500 words at most", "counts 70%", "1 February 2027",
                      hashlib.sha256(b"bent").hexdigest(), one.pack_digest, 'href="/in-time/"'):  # fmt: skip
            assert words in page, words
        assert "Signwell" not in page

    def test_say_how_answers_are_sealed_once_something_keeps_them(self, one, client_as):
        page = f"/quotes/{one.reference}/"
        assert "How your answer is kept" not in client_as("raj").get(page).text
        answering.kept_by(answering.Answers(lambda _: "Answer here.", lambda _, at: ("Sealed.", "/there/")))
        shown = client_as("raj").get(page).text
        assert "How your answer is kept" in shown and "finish within 30 minutes" in shown

    def test_are_closed_and_withdrawn_in_words(self, cast, one, acting, client_as):
        with clock.frozen(one.due_at):
            page = client_as("raj").get(f"/quotes/{one.reference}/").text
            assert "Closed since midday, Wednesday 2 December 2026" in page and "will-you-answer" not in page
            assert "Closed or withdrawn" in client_as("raj").get("/quotes/").text
        services.withdraw(one, reason="Mended by us", **acting)
        assert "Mended by us" in client_as("raj").get(f"/quotes/{one.reference}/").text

    def test_of_others_are_missing_in_the_same_words_as_those_that_do_not_exist(self, one, client_as):
        client = client_as("bartosz")
        for part in ("", "ask/", "will-you-answer/", "pack.txt"):
            theirs, nobodys = (client.get(f"/quotes/{ref}/{part}") for ref in (one.reference, "QTE-2026-9999"))
            assert theirs.status_code == nobodys.status_code == 404
            assert without_tokens(theirs) == without_tokens(nobodys)
        assert "None just now" in client.get("/quotes/").text

    def test_give_their_papers_and_the_text_under_the_fingerprint(self, one, client_as):
        client = client_as("raj")
        text = client.get(f"/quotes/{one.reference}/pack.txt")
        assert hashlib.sha256(text.content).hexdigest() == one.pack_digest
        assert "attachment" in text["Content-Disposition"]
        paper = one.pack.get()
        assert f'href="{paper.address}"' in client.get(f"/quotes/{one.reference}/").text
        assert b"".join(client.get(paper.address)) == b"bent"


class TestAsking:
    def test_sends_the_question_and_shows_it_as_ones_own(self, one, client_as):
        client = client_as("raj")
        page = f"/quotes/{one.reference}/ask/"
        assert "Everybody whom the authority asks reads it" in client.get(page).text
        assert client.post(page, {"text": " "}).status_code == 422
        assert client.post(page, {"text": "May we come by rail?"})["Location"] == f"/quotes/{one.reference}/"
        shown = client.get(f"/quotes/{one.reference}/").text
        assert "May we come by rail?" in shown and "Not answered yet" in shown and "e-mail you" in shown

    def test_is_refused_when_it_is_closed_with_what_was_typed(self, one, client_as):
        with clock.frozen(one.due_at):
            answer = client_as("raj").post(f"/quotes/{one.reference}/ask/", {"text": "Too late?"})
        assert answer.status_code == 422 and "no questions are taken" in answer.text and "Too late?" in answer.text
        assert not Enquiry.objects.exists()

    def test_is_for_owners_and_editors(self, one, client_as):
        client = client_as("beth")
        assert "You read along" in client.get(f"/quotes/{one.reference}/").text
        for part in ("ask/", "will-you-answer/"):
            assert client.get(f"/quotes/{one.reference}/{part}").status_code == 404
            assert client.post(f"/quotes/{one.reference}/{part}", {"text": "?", "says": "yes"}).status_code == 404


class TestSayingWhetherOneAnswers:
    def say(self, client, one, **sent):
        return client.post(f"/quotes/{one.reference}/will-you-answer/", sent)

    def test_asks_for_the_reason_of_a_decline_and_can_be_taken_back(self, one, client_as):
        client = client_as("raj")
        answer = self.say(client, one, says="no", reason="")
        assert answer.status_code == 422 and 'href="#id_reason"' in answer.text
        assert self.say(client, one, says="no", reason="No time before May.").status_code == 302
        assert "You said that you will not answer: No time before May." in client.get(f"/quotes/{one.reference}/").text
        assert "No time before May." in client.get(f"/quotes/{one.reference}/will-you-answer/").text
        self.say(client, one, says="yes")
        assert "You mean to answer" in client.get("/").text
        self.say(client, one, says="nothing", reason="kept?")
        row = Participation.objects.get()
        assert (row.says, row.reason) == ("nothing", "")

    def test_is_refused_when_it_is_closed(self, one, client_as):
        with clock.frozen(one.due_at):
            answer = self.say(client_as("raj"), one, says="yes")
        assert answer.status_code == 422 and "not open any more" in answer.text


class TestTheLinkOfALetter:
    def test_reads_the_quote_and_its_papers_without_an_account(self, one, client_as):
        client = client_as(None, site="supplier")
        link = link_of(one)
        answer = client.get(link)
        assert "asks Signwell Ltd" in answer.text and "Repair of 40 road signs" in answer.text
        assert "no-store" in answer["Cache-Control"] and "noindex" in answer["X-Robots-Tag"]
        paper = f"{link}papers/{one.pack.get().pk}/"
        assert f'href="{paper}"' in answer.text and b"".join(client.get(paper)) == b"bent"
        assert client.get(f"{link_of(one)}papers/999999/").status_code == 404

    def test_does_not_hand_out_a_paper_that_was_closed_since(self, one, client_as):
        Document.objects.update(is_confidential=True)
        assert client_as(None, site="supplier").get(f"{link_of(one)}papers/{one.pack.get().pk}/").status_code == 404

    def test_asks_to_sign_in_and_comes_back_to_take_the_quote_up(self, one, client_as):
        answer = client_as(None, site="supplier").get(f"{link_of(one)}take-up/")
        assert answer["Location"].startswith("/sign-in/") and "take-up" in answer["Location"]
        client = client_as("bartosz")
        assert "Answer this quote" in client.get(link_of(one)).text
        asked = client.get(f"{link_of(one)}take-up/").text
        assert "No other organisation can use this link" in asked and "The letter was to Signwell Ltd" in asked
        answer = client.post(f"{link_of(one)}take-up/")
        assert answer["Location"] == f"/quotes/{one.reference}/"
        assert "find it under My bids" in client.get(answer["Location"]).text
        assert client.get(link_of(one))["Location"] == f"/quotes/{one.reference}/"
        assert client.get(f"{link_of(one)}take-up/")["Location"] == f"/quotes/{one.reference}/"

    def test_says_so_when_another_organisation_has_it(self, one, client_as):
        answer = client_as("bartosz").get(f"{link_of(one, 'Meridian FM plc')}take-up/")
        assert (
            "Another organisation answers this quote" in answer.text
            and "<form method" not in answer.text.split("<h1")[1]
        )
        client_as("bartosz").post(f"{link_of(one, 'Meridian FM plc')}take-up/")
        assert not Participation.objects.exists()

    def test_is_taken_up_by_no_viewer(self, cast, one, client_as):
        answer = client_as("beth").get(f"{link_of(one)}take-up/")
        assert "An owner or editor has to do this" in answer.text
        client_as("beth").post(f"{link_of(one)}take-up/")
        assert not Participation.objects.exists()

    def test_leads_who_belongs_nowhere_into_an_organisation_and_back(self, one, at_nine):
        client = SiteClient("supplier").sign_in(organisations.newcomer("Nia Bowen", "nia@nene.example", at=at_nine))
        link = link_of(one)
        assert "You need an organisation to answer" in client.get(f"{link}take-up/").text
        assert "You came to answer a quote" in client.get("/organisation/join/").text
        told = {"name": "Nadia Signs", "body_kind": "", "scheme": "", "number": "", "is_small": "", "is_vcse": ""}
        answer = client.post("/organisation/new/", told)
        assert answer["Location"] == f"{link}take-up/", answer.text
        assert client.post(answer["Location"])["Location"] == f"/quotes/{one.reference}/"
        assert "You came to answer" not in client.get("/").text

    def test_remembers_for_whoever_makes_an_account(self, one, client_as):
        client = client_as(None, site="supplier")
        link = link_of(one)
        assert client.get(f"{link}account/")["Location"] == "/register/"
        assert client.session_data()["quote_link"] in link

    def test_that_is_old_says_how_to_go_on(self, one, acting, client_as):
        old = link_of(one)
        row = one.invitations.get(name="Signwell Ltd")
        services.resend(one, invitation=row, email="new@signwell.example", **acting)
        for client in (client_as(None, site="supplier"), client_as("bartosz")):
            for part in ("", "account/", "take-up/"):
                answer = client.get(old + part)
                if answer.status_code == 302:
                    assert answer["Location"].startswith("/sign-in/")
                    continue
                assert answer.status_code == 410 and "Use the link in the newest letter" in answer.text
        assert client_as("bartosz").get("/quotes/link/nonsense/").status_code == 410

    def test_that_is_closed_takes_nothing_up(self, one, client_as):
        with clock.frozen(one.due_at):
            assert "not open any more" in client_as("bartosz").get(f"{link_of(one)}take-up/").text
            assert "Answer this quote" not in client_as(None, site="supplier").get(link_of(one)).text
            assert client_as("bartosz").post(f"{link_of(one)}take-up/").status_code == 422
        assert not Participation.objects.exists()


class TestStaffPages:
    def test_tell_nothing_of_who_declines_or_takes_up(self, one, client_as):
        page, priya = f"/quotes/{one.reference}/", client_as("priya")
        pages = (page, "/quotes/", f"{page}resend/{one.invitations.first().pk}/")
        # That somebody opened the letter is shown; what they do then is not.
        client_as("bartosz").get(link_of(one))
        client_as("raj").get(page)
        before = [self.shown(priya, page) for page in pages]
        client_as("bartosz").post(f"{link_of(one)}take-up/")
        client_as("raj").post(f"{page}will-you-answer/", {"says": "no", "reason": "Full"})
        assert Participation.objects.count() == 2
        assert [self.shown(priya, page) for page in pages] == before

    def shown(self, client, page):
        """Give a page without what differs each time."""
        keys = rb'name="_\w+" value="[^"]*"|/drafts/\w+/[^"]*"'
        return re.sub(keys, b"", without_tokens(client.get(page)))


class TestTimeLeft:
    @pytest.mark.parametrize(
        "left, words",
        [
            (timedelta(days=2, hours=3, minutes=59), "2 days 3 hours"),
            (timedelta(days=1, minutes=5), "1 day"),
            (timedelta(hours=23, minutes=1, seconds=59), "23 hours 1 minute"),
            (timedelta(hours=1), "1 hour"),
            (timedelta(minutes=59, seconds=59, microseconds=999_999), "59 minutes 59 seconds"),
            (timedelta(seconds=1), "1 second"),
            (timedelta(microseconds=1), "0 seconds"),
        ],
    )
    def test_is_never_rounded_up(self, left, words):
        assert time_left(left) == words


@pytest.mark.parametrize("site", ["supplier", "public"])
class TestPlainWords:
    def test_stand_on_both_sites_for_everybody(self, client_as, site):
        client = client_as(None, site=site)
        assert "12:00:00 is late" in client.get("/in-time/").text
        assert "before anything is opened" in client.get("/sealed-bids/").text

    def test_the_verifiers_are_handed_out_with_their_digests(self, client_as, site):
        client = client_as(None, site=site)
        page = client.get("/receipts/").text
        for name in ("hub_verify.html", "hub_verify.py"):
            answer = client.get(f"/receipts/{name}")
            assert hashlib.sha256(answer.content).hexdigest() in page and name in answer["Content-Disposition"]
        assert client.get("/receipts/__init__.py").status_code == 404

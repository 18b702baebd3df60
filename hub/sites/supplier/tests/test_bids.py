"""A supplier answers a quote without a script: begins, answers every form of question, submits, changes, takes back."""

import json
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from hub.bids.models import Bid, Item, Submission
from hub.bids.tests import stories as openers
from hub.platform import clock
from hub.platform.testing.clients import without_tokens
from hub.supplier import services as supplying
from hub.tender import services
from hub.tender.rules.checking import Asked
from hub.tender.services import Chosen
from hub.tender.terms import AnswerAs
from hub.tender.tests import stories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast", "shipped", "at_nine")]
ASKED = (
    *stories.QUESTIONS,
    Asked("Which day suits you?", AnswerAs.CHOICE, listed=("Monday", "Friday"), is_required=False),
    Asked("What do the parts cost?", AnswerAs.TABLE, listed=("Item", "Pounds"), is_required=False),
    Asked("Attach your plan", AnswerAs.FILE, is_required=False),
)
PRICE, METHOD, INSURED, DAY, PARTS, PLAN = range(1, 7)
CANARY = "CANARY-77d1-our-method"


@pytest.fixture
def acting(cast, at_nine):
    return {"by": cast.actor("priya"), "at": at_nine}


@pytest.fixture
def one(cast, acting, settings, tmp_path):
    """Give an open quote that the Hub takes answers to, for which Meridian and Fenland are asked."""
    settings.HUB_HOME, settings.HUB_BID_STORE = tmp_path / "home", str(tmp_path / "bids")
    openers.in_force(cast, openers.Ring(), acting["at"])
    stories.firms(**acting)
    for name, party in (("Fenland Cycle Works", "fenland"), ("Meridian FM plc", "meridian")):
        made = supplying.add(name=name, size="sme", place="Wickmoor", **acting)
        supplying.link_party(made, party=cast.parties[party], by=cast.actor("sam"), at=acting["at"])
    quote = stories.prepared(authority=cast.eca, **acting)
    firms = ("Wickmoor Workshop", "Fenland Cycle Works", "Meridian FM plc")
    picked = [Chosen(stories.supplier(name).pk, f"{name[:4].lower()}@firm.example") for name in firms]
    services.choose_suppliers(quote, chosen=picked, **acting)
    barriers, steps = stories.SMALL
    due = stories.timing.due_at(stories.DUE, stories.time(12))
    services.ask(quote, questions=ASKED, due_at=due, barriers=barriers, steps=steps, **acting)
    return services.invite(quote, **acting)


@pytest.fixture
def raj(client_as):
    return client_as("raj")


@pytest.fixture
def page(one, raj):
    """Give the address of a bid that Meridian has begun."""
    return raj.post(f"/quotes/{one.reference}/answer/", {"submit_for_me": "yes"})["Location"]


def save(client, page, number, **sent):
    return client.post(f"{page}q/{number}/", sent)


def fill(client, page):
    """Answer everything that must be answered."""
    save(client, page, PRICE, text="17,500")
    save(client, page, METHOD, text=CANARY)
    save(client, page, INSURED, is_declared="on")


def submit(client, page, number=1, **more):
    return client.post(f"{page}check/", {"number": number, "is_true": "on", **more})


class TestBeginning:
    def test_asks_whether_to_submit_for_them_and_chooses_nothing_itself(self, one, raj):
        address = f"/quotes/{one.reference}/answer/"
        assert f'href="{address}"' in raj.get(f"/quotes/{one.reference}/").text
        assert "checked" not in raj.get(address).text
        answer = raj.post(address, {})
        assert answer.status_code == 422 and "Select whether we should submit it for you" in answer.text
        assert not Bid.objects.exists()
        page = raj.post(address, {"submit_for_me": "no"})["Location"]
        shown = raj.get(page).text
        assert "Not submitted" in shown and "only if you press Submit" in shown and "0 of 6 tasks" not in shown
        assert raj.get(address)["Location"] == page and Bid.objects.get().submit_for_me is False

    def test_the_choice_can_be_changed(self, raj, page):
        assert "we <b>submit it for you</b>" in raj.get(page).text
        assert raj.post(f"{page}choice/", {"submit_for_me": "no"})["Location"] == page
        assert "only if you press Submit" in raj.get(page).text

    def test_is_too_late_at_the_due_time(self, one, client_as):
        with clock.frozen(one.due_at):
            raj = client_as("raj")
            assert "not open any more" in raj.get(f"/quotes/{one.reference}/answer/").text
            answer = raj.post(f"/quotes/{one.reference}/answer/", {"submit_for_me": "yes"})
        assert answer.status_code == 422 and not Bid.objects.exists()

    def test_stands_with_its_state_in_the_lists(self, raj, page):
        for address in ("/", "/quotes/"):
            shown = raj.get(address).text
            assert f'href="{page}"' in shown and "Not submitted" in shown
        assert raj.get("/bids/")["Location"] == "/quotes/"


class TestAnswering:
    def test_each_form_of_answer_is_sealed_and_leads_on(self, raj, page):
        assert save(raj, page, PRICE, text="17,500")["Location"] == f"{page}q/{METHOD}/"
        save(raj, page, METHOD, text=CANARY)
        save(raj, page, INSURED, is_declared="on")
        save(raj, page, DAY, text="Friday")
        save(raj, page, PARTS, cell_0=["Posts", "Plates", ""], cell_1=["900", "1,200", ""])
        assert Item.objects.count() == 5
        shown = {number: raj.get(f"{page}q/{number}/").text for number in (PRICE, METHOD, DAY, PARTS)}
        assert "17,500" not in shown[PRICE] and "Nobody can read it now, you included" in shown[PRICE]
        assert CANARY in shown[METHOD] and "your answer has 1" in shown[METHOD]
        assert re.search(r'value="Friday"[^>]*checked', shown[DAY]) and 'value="Plates"' in shown[PARTS]
        assert "6 of 6 tasks" in raj.get(page).text and "Check and submit" in raj.get(page).text

    @pytest.mark.parametrize(
        "number, sent, said",
        [
            (PRICE, {"text": "about ten"}, "Enter a number in figures"),
            (METHOD, {"text": " "}, "Enter your answer"),
            (INSURED, {}, "Tick the box to declare this"),
            (DAY, {"text": "Sunday"}, "Choose one of the answers"),
            (PARTS, {"cell_0": ["", ""], "cell_1": ["", ""]}, "Fill in one row at least"),
            (PLAN, {}, "Choose a file"),
        ],
    )
    def test_what_is_no_answer_says_what_to_do_and_keeps_what_was_typed(self, raj, page, number, sent, said):
        answer = save(raj, page, number, **sent)
        assert answer.status_code == 422 and said in answer.text and not Item.objects.exists()
        if sent.get("text", "").strip():
            assert sent["text"] in answer.text or number == DAY

    def test_more_rows_keep_what_was_typed_and_save_nothing(self, raj, page):
        answer = save(raj, page, PARTS, cell_0=["Posts"], cell_1=["900"], more="yes")
        assert answer.status_code == 200 and 'value="Posts"' in answer.text
        assert answer.text.count('name="cell_0"') == 8 and not Item.objects.exists()

    def test_a_text_over_its_limit_is_taken_and_that_is_said(self, raj, page):
        answer = raj.post(f"{page}q/{METHOD}/", {"text": "word " * 501}, follow=True)
        assert "It has 501 words; 500 are asked for" in answer.text and Item.objects.count() == 1

    def test_files_are_sealed_as_they_arrive_and_can_be_taken_out(self, raj, page, tmp_path):
        files = [SimpleUploadedFile(f"{name}.pdf", CANARY.encode() * 200_000) for name in ("plan", "photo")]
        answer = raj.post(f"{page}q/{PLAN}/", {"files": files}, follow=True)
        assert "Nobody can read it now" in answer.text and "plan.pdf" in answer.text and "photo.pdf" in answer.text
        stored = b"".join(path.read_bytes() for path in (tmp_path / "bids").rglob("*") if path.is_file())
        assert stored and CANARY.encode() not in stored
        item = Item.objects.filter(status="whole").first()
        raj.post(f"{page}q/{PLAN}/remove/{item.name}/")
        assert raj.get(f"{page}q/{PLAN}/").text.count("Take out<") == 1
        assert raj.post(f"{page}q/{PLAN}/remove/nothing/").status_code == 404

    def test_nothing_that_is_typed_stands_readable_in_the_database(self, raj, page, django_db_blocker):
        from django.apps import apps

        fill(raj, page)
        for model in apps.get_models():
            for row in model._base_manager.values():
                text = " ".join(bytes(v).decode("latin-1") if isinstance(v, memoryview | bytes) else str(v)
                                for v in row.values())  # fmt: skip
                assert CANARY not in text, model

    def test_after_the_due_time_nothing_is_taken(self, one, page, client_as):
        with clock.frozen(one.due_at):
            raj = client_as("raj")
            for number, sent in ((PRICE, {"text": "1"}), (PLAN, {"files": SimpleUploadedFile("a.pdf", b"a")})):
                answer = save(raj, page, number, **sent)
                assert answer.status_code == 422 and "Nothing new is taken after that" in answer.text
        assert not Item.objects.exists()


class TestSubmitting:
    def test_gives_a_receipt_and_says_so_everywhere(self, raj, page):
        fill(raj, page)
        check = raj.get(f"{page}check/").text
        assert CANARY in check and "17,500" not in check and "Sealed: nobody can read it" in check
        answer = submit(raj, page)
        assert answer["Location"] == f"{page}receipt/" and raj.get("/").text.count("receipt ") >= 1
        shown = raj.get(answer["Location"]).text
        assert "Bid submitted" in shown and "09:00:00" in shown and "Save it now, in this browser" in shown
        file = json.loads(raj.get(f"{page}receipt/1.json").content)
        assert file["receipt"] and file["signature"] and len(file["answers"]) + len(file["files"]) == 3
        state = raj.get(page).text
        assert "Submitted 9:00am" in state and "Not submitted" not in state

    def test_only_the_browser_that_submitted_has_the_key_of_names_and_salts(self, raj, page, client_as):
        fill(raj, page)
        answer = submit(raj, page)
        cookie = answer.cookies["hub_receipt_1"]
        assert cookie["httponly"] and cookie["samesite"] == "Strict" and cookie["path"] == f"{page}receipt/"
        file = json.loads(client_as("olivia").get(f"{page}receipt/1.json").content)
        assert file["receipt"] and not file["files"] and not file["answers"]
        assert "Save it now" not in client_as("olivia").get(f"{page}receipt/").text

    def test_pressed_twice_submits_once(self, raj, page):
        fill(raj, page)
        for _ in range(2):
            assert submit(raj, page)["Location"] == f"{page}receipt/"
        assert Submission.objects.count() == 1

    def test_asks_whether_everything_is_true_and_what_is_missing_is_meant(self, raj, page):
        save(raj, page, PRICE, text="17,500")
        assert "Question 2: not answered" in raj.get(f"{page}check/").text
        assert "Confirm that everything is true" in raj.post(f"{page}check/", {"number": 1}).text
        answer = submit(raj, page)
        assert answer.status_code == 422 and "Question 2 is missing" in answer.text
        assert submit(raj, page, accept_missing="on").status_code == 302

    def test_a_change_leaves_the_old_version_until_it_is_submitted_again(self, raj, page):
        fill(raj, page)
        submit(raj, page)
        save(raj, page, METHOD, text="Another way")
        assert "The bid you submitted at 9am still counts until you submit again." in raj.get(page).text
        assert "It can no longer be shown" not in raj.get(f"{page}q/{METHOD}/").text
        assert "it can no longer be shown" in raj.get(f"{page}q/{INSURED}/").text.lower()
        submit(raj, page, number=2)
        shown = raj.get(f"{page}receipt/").text
        assert "Version 2" in shown and "Version 1" in shown and "Replaced" in shown
        assert raj.get(f"{page}receipt/1.json").status_code == 200

    def test_can_be_taken_back_with_a_reason_and_submitted_again(self, raj, page):
        fill(raj, page)
        submit(raj, page)
        assert raj.post(f"{page}take-back/", {"reason": ""}).status_code == 422
        assert raj.post(f"{page}take-back/", {"reason": "Wrong price"})["Location"] == page
        assert "Taken back" in raj.get(page).text
        submit(raj, page, number=2)
        assert "Submitted 9:00am" in raj.get(page).text

    def test_is_refused_at_the_due_time(self, one, raj, page, client_as):
        fill(raj, page)
        with clock.frozen(one.due_at):
            raj = client_as("raj")
            answer = submit(raj, page)
            assert answer.status_code == 422 and "Answers were due by" in answer.text
            assert "It closed without a submitted bid" in raj.get(page).text
        with clock.frozen(one.due_at - timedelta(microseconds=1)):
            assert submit(client_as("raj"), page).status_code == 302

    def test_a_copy_of_the_answers_can_be_kept_without_prices(self, raj, page):
        fill(raj, page)
        text = raj.get(f"{page}answers.txt").text
        assert CANARY in text and "Declared." in text and "17,500" not in text and "it cannot be shown" in text

    def test_receipts_and_proofs_that_are_not_there_are_missing(self, raj, page):
        for name in ("1.json", "1-closing.json"):
            assert raj.get(f"{page}receipt/{name}").status_code == 404


class TestOthers:
    PARTS = ("", "choice/", "q/1/", "check/", "answers.txt", "receipt/", "receipt/1.json", "take-back/")

    def test_find_nothing_in_the_same_words_as_for_what_never_was(self, raj, page, client_as):
        fill(raj, page)
        submit(raj, page)
        bartosz, never = client_as("bartosz"), f"/bids/{'0' * 32}/"
        for part in self.PARTS:
            for method in ("get", "post"):
                theirs, nobodys = (getattr(bartosz, method)(begin + part) for begin in (page, never))
                assert theirs.status_code == nobodys.status_code, part
                if theirs.status_code != 405:
                    assert theirs.status_code == 404 and without_tokens(theirs) == without_tokens(nobodys), part

    def test_cannot_send_a_file_into_it(self, raj, page, client_as):
        file = SimpleUploadedFile("plan.pdf", b"mine")
        assert client_as("bartosz").post(f"{page}q/{PLAN}/", {"files": file}).status_code == 404
        assert (
            client_as(None, site="supplier")
            .post(f"{page}q/{PLAN}/", {"files": file})["Location"]
            .startswith("/sign-in/")
        )
        assert not Item.objects.exists()

    def test_colleagues_who_only_read_see_it_and_change_nothing(self, raj, page, client_as):
        fill(raj, page)
        beth = client_as("beth")
        assert "You read along" in beth.get(page).text and CANARY in beth.get(f"{page}q/{METHOD}/").text
        for part, sent in (("choice/", {"submit_for_me": "no"}), ("check/", {"number": 1, "is_true": "on"}),
                           ("q/1/", {"text": "1"}), ("take-back/", {"reason": "No"})):  # fmt: skip
            assert beth.post(f"{page}{part}", sent).status_code == 404, part
        beth.post(f"{page}q/{PLAN}/", {"files": SimpleUploadedFile("plan.pdf", b"mine")})
        assert Item.objects.count() == 3 and not Submission.objects.exists()


class TestWhatAScriptFinds:
    def test_files_and_prices_go_to_the_mailbox_that_counts(self, raj, page):
        save(raj, page, PRICE, text="17,500")
        box = Bid.objects.get().mailboxes.get()
        shown = raj.get(f"{page}q/{PLAN}/").text
        assert f'data-recipient="{box.recipient}"' in shown and f'data-roster="{box.roster.digest}"' in shown
        price = raj.get(f"{page}q/{PRICE}/").text
        assert f'data-hub-seal="{page}uploads/"' in price and "data-is-price" in price and 'data-as="number"' in price
        assert "data-hub-seal" not in raj.get(f"{page}q/{METHOD}/").text, "it can be read again while it is a draft"

"""The pages of quotes: four short pages from nothing to a quote that is sent, the register, the record and its acts."""

import json
import re
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hub.platform.registers.testing import RegisterContract, assert_queries
from hub.tender import services
from hub.tender.models import Letter, Tender
from hub.tender.register import QuoteRegister
from hub.tender.tests import stories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast", "shipped", "at_nine")]

WHAT = {
    "title": "Sign repairs", "description": "Repair of 40 road signs. By hand.", "contract_kind": "services",
    "category": "Highways and street works", "amount": "18,000", "vat_basis": "ex", "vat_treatment": "standard",
    "method": "budget", "place": "Wickmoor",
}  # fmt: skip


@pytest.fixture
def told(cast, at_nine):
    return {"authority": cast.eca, "by": cast.actor("priya"), "at": at_nine}


def fields(html):
    """Give what the form of a page would send as it stands: ticked boxes, first values, chosen options."""
    form = re.search(r'<form method="post" novalidate.*?</form>', html, re.S).group(0)
    sent = {}
    for tag in re.findall(r"<input[^>]*>", form):
        found = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if "name" not in found or (found.get("type") in {"checkbox", "radio"} and " checked" not in tag):
            continue
        sent[found["name"]] = found.get("value", "on" if found.get("type") in {"checkbox", "radio"} else "")
    for name, inner in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.S):
        sent[name] = inner.strip()
    for name, inner in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'<option value="([^"]*)"[^>]*selected', inner)
        sent[name] = chosen.group(1) if chosen else ""
    return {name: value.replace("&#x27;", "'").replace("&amp;", "&") for name, value in sent.items()}


def day(form, name, when):
    """Give the three boxes of a date of a form, filled."""
    return dict(zip(sorted(each for each in form if each.startswith(f"{name}-")), when, strict=True))


class TestRegister(RegisterContract):
    register = QuoteRegister
    address = "/quotes/"
    reader = "naomi"
    stranger = "jo"

    @pytest.fixture
    def rows(self, told):
        return [stories.prepared(**told, title=title) for title in ("Signs", "Bollards", "Salt")]


class TestFourPages:
    def test_lead_from_nothing_to_three_letters_with_six_things_typed(self, client_as):
        client = client_as("priya")
        first = fields(client.get("/quotes/new/").content.decode())
        typed = {name: WHAT[name] for name in ("title", "description", "contract_kind", "category", "amount", "place")}
        typed |= day(first, "needed_on", ("1", "2", "2027"))
        answer = client.post("/quotes/new/", {**first, **typed})
        one = Tender.objects.get()
        assert answer["Location"] == f"{one.get_absolute_url()}choose-suppliers/"
        page = client.get(answer["Location"]).content.decode()
        assert "near: Wickmoor" in page and "small or medium firm" in page and "What is not known" in page
        second = fields(page)
        ticked = [name for name in second if name.startswith("pick_")]
        assert len(ticked) == 2
        other = stories.supplier("Brightsign Ltd")
        emails = {name: f"quotes-{name}@example.org" for name in second if name.startswith("email_")}
        rows = {"name~0": other.name, "email~0": "quotes@brightsign.example"}
        answer = client.post(answer["Location"], {**second, **emails, **rows})
        assert answer.status_code == 302, answer.content.decode()[:6000]
        assert answer["Location"] == f"{one.get_absolute_url()}ask/"
        page = client.get(answer["Location"]).content.decode()
        third = fields(page)
        assert third["weight~0"] == "70" and third["due_time"] == "12:00"
        answer = client.post(answer["Location"], third)
        assert answer.status_code == 302, answer.content.decode()[:6000]
        page = client.get(answer["Location"]).content.decode()
        assert "Send to 3 suppliers" in page and "Quote for Sign repairs by midday, Wednesday 2 December 2026" in page
        assert "This Hub has no sealed store for answers yet" in page
        fourth = fields(page)
        answer = client.post(f"{one.get_absolute_url()}invite/", fourth)
        assert answer["Location"] == one.get_absolute_url() and Letter.objects.count() == 3
        shown = client.get(one.get_absolute_url()).content.decode()
        assert "Waiting to be sent" in shown and "Wait until midday, Wednesday 2 December 2026" in shown

    def test_pressed_twice_the_last_one_says_that_it_was_sent(self, told, client_as):
        one = stories.ready(**told)
        client = client_as("priya")
        sent = fields(client.get(f"{one.get_absolute_url()}invite/").content.decode())
        for _ in range(2):
            answer = client.post(f"{one.get_absolute_url()}invite/", {"version": sent["version"]})
            assert answer["Location"] == one.get_absolute_url()
        assert "Nobody was written to twice" in client.get(one.get_absolute_url()).content.decode()
        assert Letter.objects.count() == 3

    def test_over_the_limit_explain_and_keep_what_was_typed(self, client_as):
        client = client_as("priya")
        first = fields(client.get("/quotes/new/").content.decode())
        date = dict(
            zip(sorted(name for name in first if name.startswith("needed_on")), ("1", "2", "2027"), strict=True)
        )
        typed = {name: value for name, value in WHAT.items() if not name.startswith("needed_on")}
        answer = client.post("/quotes/new/", {**first, **typed, **date, "amount": "60,000"})
        page = answer.content.decode()
        assert answer.status_code == 422 and "over the limit for quotes" in page and "Repair of 40 road signs" in page

    def test_from_a_case_ask_only_what_it_does_not_say(self, told, client_as):
        one = stories.prepared(**told)
        services.withdraw(one, reason="Again", by=told["by"], at=told["at"])
        case = one.procurement
        page = client_as("priya").get(f"/quotes/from/{case.reference}/").content.decode()
        assert 'name="place"' in page and 'name="amount"' not in page and 'name="title"' not in page
        assert "3 quotes, no advert" in page
        answer = client_as("priya").post(
            f"/quotes/from/{case.reference}/", {"place": "Wickmoor", "version": case.version}
        )
        assert answer.status_code == 302

    def test_show_what_is_missing_when_opened_too_early(self, told, client_as):
        one = stories.prepared(**told)
        page = client_as("priya").get(f"{one.get_absolute_url()}invite/").content.decode()
        assert "Before it can be sent" in page and "Say until when answers are taken." in page


class TestRecord:
    def test_shows_the_draw_with_promise_and_seed_and_gives_the_file(self, told, client_as):
        one = stories.prepared(**told)
        client = client_as("priya")
        assert one.draw_promise in client.get(f"{one.get_absolute_url()}draw/").content.decode()
        client.post(
            f"{one.get_absolute_url()}draw/", {"way": "lot", "count": "2", "keep_local": "on", "version": one.version}
        )
        page = client.get(one.get_absolute_url()).content.decode()
        row = one.draws.get()
        assert row.promised in page and row.seed in page
        file = json.loads(client.get(f"{one.get_absolute_url()}draws/1.json").content)
        assert file["seed"] == row.seed and file["drawn"] == row.drawn
        one.refresh_from_db()
        assert one.draw_seed not in page

    def test_leads_through_every_act_while_it_is_open(self, told, client_as):
        one = stories.sent(**told)
        client, home = client_as("priya"), one.get_absolute_url()

        def act(slug, **sent):
            one.refresh_from_db()
            answer = client.post(f"{home}{slug}/", {"version": one.version, **sent})
            assert answer.status_code == 302, answer.content.decode()[:5000]

        def day(form, when):
            names = sorted(
                name for name in fields(client.get(f"{home}{form}/").content.decode()) if name.startswith("due_on")
            )
            return dict(zip(names, when, strict=True))

        act("extend", **day("extend", ("8", "12", "2026")), due_time="12:00", reason="A drawing was missing.")
        act("answer", question="How many?", said="Forty.")
        row = one.invitations.first()
        assert "To whom?" in client.get(f"{home}resend/").content.decode()
        act(f"resend/{row.pk}", email="other@example.org")
        act("withdraw", reason="Mended already.")
        page = client.get(home).content.decode()
        assert "Withdrawn" in page and "Mended already." in page and "Forty." in page

    def test_says_closed_by_the_clock_before_any_worker_wrote_it(self, told, client_as):
        from hub.platform import clock

        one = stories.sent(**told)
        with clock.frozen(one.due_at):
            page = client_as("priya").get(one.get_absolute_url()).content.decode()
        assert "No answers are taken since" in page and "Nothing is changed after that" in page

    def test_of_another_authority_is_missing(self, told, client_as):
        one = stories.sent(**told)
        client = client_as("jo")
        for path in ("", "invite/", "answer/", f"resend/{one.invitations.first().pk}/", "draws/1.json"):
            assert client.get(f"{one.get_absolute_url()}{path}").status_code == 404
        assert client.get(f"/quotes/from/{one.procurement.reference}/").status_code == 404

    def test_of_the_case_shows_its_quotes(self, told, client_as):
        one = stories.sent(**told)
        page = client_as("priya").get(f"{one.procurement.get_absolute_url()}linked/").content.decode()
        assert one.reference in page

    def test_takes_as_many_queries_for_four_suppliers_as_for_two(self, told, client_as):
        client = client_as("priya")
        names = [row[0] for row in stories.FIRMS]
        counts = []
        for some in (names[:2], names):
            one = stories.prepared(**told, title=f"For {len(some)}")
            picked = [services.Chosen(stories.supplier(name).pk, stories.email_of(name)) for name in some]
            acting = {"by": told["by"], "at": told["at"]}
            services.choose_suppliers(one, chosen=picked, why_fewer="So few do this.", **acting)
            services.invite(stories.asked(one, **acting), **acting)
            client.get(one.get_absolute_url())
            with CaptureQueriesContext(connection) as asked:
                assert client.get(one.get_absolute_url()).status_code == 200
            counts.append(len(asked))
        assert counts[0] == counts[1]
        assert_queries(Path(__file__).parent, "quote page", counts[0])


class TestWhatIsSaidWhereNothingWasEntered:
    def test_on_the_first_page_is_a_sentence_for_each_field(self, client_as) -> None:
        page = client_as("priya").post("/quotes/new/", {})
        assert page.status_code == 422
        for said in (
            "Enter what you need", "Say in two sentences what you need", "Select what it is mainly for",
            "Enter where it is needed", "Enter by when it is needed",
        ):  # fmt: skip
            assert said in page.text

"""Intake: half a page, what is like it shown before it is sent, and what becomes of it."""

from datetime import date, timedelta
from decimal import Decimal
from html import unescape

import pytest

from hub.pipeline import services
from hub.pipeline.models import Need, PipelineEntry
from hub.pipeline.register import NeedRegister
from hub.pipeline.tests import stories
from hub.platform.acts import NotHeld, Refused, WrongState
from hub.platform.deadlines import selectors as deadlines
from hub.platform.drafts.models import Draft
from hub.platform.indicators import get_indicator
from hub.platform.registers.testing import RegisterContract

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]
TYPED = {
    "title": "Vans for the libraries",
    "description": "The vans of the mobile library fail their tests next year.",
    "current": "",
    "value_ex_vat": "£900,000",
    "needed_on": "2027-09-01",
    "department": "Libraries",
    "budget_line": "4410",
}


@pytest.fixture
def need(cast, shipped, at_nine) -> Need:
    """Give a need of Tom's."""
    return stories.need_sent(authority=cast.eca, by=cast.actor("tom"), at=at_nine)


class TestNeedRegister(RegisterContract):
    register = NeedRegister
    address = "/needs/"
    reader = "tom"
    stranger = "jo"

    @pytest.fixture
    def rows(self, cast, shipped, at_nine):
        by = cast.actor("tom")
        titles = ("Vans", "Trees for parks", "Chairs")
        return [stories.need_sent(authority=cast.eca, by=by, at=at_nine, title=one) for one in titles]


class TestSending:
    def test_is_one_page_and_says_when_one_hears(self, cast, at_nine, client_as) -> None:
        client = client_as("tom")
        answer = client.post("/needs/new/", TYPED, follow=True)
        need = Need.objects.get()
        assert answer.redirect_chain[-1][0] == need.get_absolute_url()
        assert need.answer_by == date(2026, 12, 1), "five working days; 30 November is a holiday in Scotland"
        assert "You will hear by 1 December 2026" in answer.content.decode()
        assert (need.requester, need.value_ex_vat, need.shown_alike) == (cast.tom, Decimal(900_000), [])

    def test_shows_what_is_like_it_once_before_it_is_sent(self, cast, at_nine, client_as) -> None:
        other = stories.need_sent(authority=cast.eca, by=cast.actor("ruth"), at=at_nine, title="Library vans")
        entry = stories.entry_proposed(authority=cast.eca, by=cast.actor("morag"), at=at_nine)
        client = client_as("tom")
        first = client.post("/needs/new/", TYPED)
        body = unescape(first.content.decode())
        assert first.status_code == 200 and Need.objects.count() == 1
        assert other.get_absolute_url() in body and entry.get_absolute_url() in body
        assert "Both say “vans” and “libraries”" in body and 'value="£900,000"' in body
        mark = body.split('name="seen" value="')[1].split('"')[0]
        assert client.post("/needs/new/", {**TYPED, "seen": mark}).status_code == 302
        sent = Need.objects.latest("pk")
        assert [one["reference"] for one in sent.shown_alike] == [entry.reference, other.reference]

    def test_shows_them_again_when_the_words_change(self, cast, at_nine, client_as) -> None:
        stories.entry_proposed(authority=cast.eca, by=cast.actor("morag"), at=at_nine)
        client = client_as("tom")
        body = client.post("/needs/new/", TYPED).content.decode()
        mark = body.split('name="seen" value="')[1].split('"')[0]
        changed = {**TYPED, "title": "New vans for our libraries", "seen": mark}
        assert client.post("/needs/new/", changed).status_code == 200
        assert Need.objects.count() == 0

    def test_says_that_three_of_us_are_about_to_buy_the_same(self, cast, at_nine, client_as) -> None:
        for authority, who in ((cast.wdc, "harriet"), (cast.scc, "adaeze")):
            theirs = stories.entry_proposed(authority=authority, by=cast.actor(who), at=at_nine)
            services.decide_sharing(theirs, partners=[cast.eca], reason="Ask", by=cast.actor(who), at=at_nine)
        body = unescape(client_as("tom").post("/needs/new/", TYPED).content.decode())
        said = (
            "Three of you are about to buy the same thing: Stanbridge City Council and Wickmoor District Council plan"
        )
        assert said in body

    def test_shows_nothing_that_a_partner_did_not_offer(self, cast, at_nine, client_as) -> None:
        stories.entry_proposed(authority=cast.wdc, by=cast.actor("harriet"), at=at_nine)
        stories.need_sent(authority=cast.wdc, by=cast.actor("jo"), at=at_nine)
        assert client_as("tom").post("/needs/new/", TYPED).status_code == 302

    def test_needed_today_is_refused_and_what_was_typed_stays(self, cast, at_nine, client_as) -> None:
        answer = client_as("tom").post("/needs/new/", {**TYPED, "needed_on": "2026-11-23"})
        body = answer.content.decode()
        assert answer.status_code == 422 and "must be after today" in body
        assert "Vans for the libraries" in body

    def test_is_kept_as_it_is_typed(self, cast, at_nine, client_as) -> None:
        client = client_as("tom")
        body = client.get("/needs/new/").content.decode()
        address = body.split('data-autosave-url="')[1].split('"')[0]
        client.post(address, {"title": "Vans for"})
        assert Draft.objects.get().data["title"] == ["Vans for"]
        assert 'value="Vans for"' in client.get("/needs/new/").content.decode()

    def test_without_the_setting_of_the_days_is_refused(self, cast, at_nine) -> None:
        from hub.platform.reference.models import Entry

        Entry.objects.filter(set="planning_norms", code="answer").delete()
        with pytest.raises(Refused, match="Nobody has set within how many days"):
            stories.need_sent(authority=cast.eca, by=cast.actor("tom"), at=at_nine)

    def test_a_fact_that_nobody_is_asked_for_is_a_fault(self, cast, at_nine) -> None:
        with pytest.raises(ValueError, match="colour"):
            stories.need_sent(authority=cast.eca, by=cast.actor("tom"), at=at_nine, colour="red")


class TestRevising:
    def test_is_for_who_asked_while_nobody_answered(self, need, cast, at_nine, client_as) -> None:
        address = f"{need.get_absolute_url()}revise/"
        assert client_as("ruth").post(address, {**TYPED, "version": need.version}).status_code == 422
        changed = {**TYPED, "value_ex_vat": "800000", "version": need.version}
        assert client_as("tom").post(address, changed).status_code == 302
        need.refresh_from_db()
        assert need.value_ex_vat == 800_000

    def test_that_changes_nothing_is_refused(self, need, cast, at_nine) -> None:
        with pytest.raises(Refused, match="Nothing has changed"):
            services.revise_need(need, facts={"title": need.title}, by=cast.actor("tom"), at=at_nine)


class TestAccepting:
    def test_carries_everything_over_and_the_requester_sees_it(self, need, cast, at_nine, client_as) -> None:
        client = client_as("priya")
        page = client.get(f"{need.get_absolute_url()}accept/").content.decode()
        assert "All of it is carried over" in page
        form = {"owner": cast.priya.pk, "answer": "We buy it with the partners.", "version": need.version}
        answer = client.post(f"{need.get_absolute_url()}accept/", form)
        entry = PipelineEntry.objects.get()
        assert answer["Location"] == entry.get_absolute_url()
        carried = (entry.title, entry.value_ex_vat, entry.needed_on, entry.department, entry.owner, entry.has_need)
        assert carried == (need.title, need.value_ex_vat, need.needed_on, "Libraries", cast.priya, True)
        seen = client_as("tom").get(need.get_absolute_url()).content.decode()
        assert entry.reference in seen and "We buy it with the partners." in seen
        assert need.get_absolute_url() in client.get(entry.get_absolute_url()).content.decode()

    def test_is_for_procurement_officers(self, need, cast, at_nine) -> None:
        with pytest.raises(NotHeld):
            services.accept(need, by=cast.actor("tom"), at=at_nine)

    def test_is_done_once(self, need, cast, at_nine) -> None:
        services.accept(need, by=cast.actor("priya"), at=at_nine)
        with pytest.raises(WrongState, match="on the plan"):
            services.decline(need, answer="No", by=cast.actor("priya"), at=at_nine)
        assert PipelineEntry.objects.count() == 1

    def test_leaves_nothing_behind_when_it_fails(self, need, cast, at_nine, monkeypatch) -> None:
        monkeypatch.setattr("hub.pipeline.services.needs._answer", lambda *args, **more: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            services.accept(need, by=cast.actor("priya"), at=at_nine)
        need.refresh_from_db()
        assert need.is_waiting and PipelineEntry.objects.count() == 0


class TestJoining:
    def test_begins_with_the_entry_that_was_chosen_among_those_shown(self, need, cast, at_nine, client_as) -> None:
        entry = stories.entry_proposed(authority=cast.eca, by=cast.actor("morag"), at=at_nine)
        client = client_as("priya")
        link = f"{need.get_absolute_url()}join/?entry={entry.reference}"
        assert link in client.get(need.get_absolute_url()).content.decode()
        assert f'value="{entry.reference}"' in client.get(link).content.decode()
        form = {"entry": entry.reference, "answer": "", "version": need.version}
        assert client.post(link, form).status_code == 302
        need.refresh_from_db()
        assert (need.status, need.entry) == ("joined", entry)

    def test_finds_an_entry_by_words(self, need, cast, at_nine, client_as) -> None:
        entry = stories.entry_proposed(authority=cast.eca, by=cast.actor("morag"), at=at_nine)
        form = {"entry": "library", "find": "entry", "version": need.version}
        assert entry.reference in client_as("priya").post(f"{need.get_absolute_url()}join/", form).content.decode()

    @pytest.mark.parametrize("what", ["dropped", "a partner's"])
    def test_to_an_entry_that_is(self, what, need, cast, at_nine) -> None:
        authority, who = (cast.eca, "morag") if what == "dropped" else (cast.wdc, "harriet")
        entry = stories.entry_proposed(authority=authority, by=cast.actor(who), at=at_nine)
        if what == "dropped":
            services.drop(entry, reason="Not needed", by=cast.actor(who), at=at_nine)
        with pytest.raises(Refused, match=what):
            services.join(need, entry=entry, by=cast.actor("priya"), at=at_nine)
        need.refresh_from_db()
        assert need.is_waiting


class TestDeclining:
    def test_says_why_to_who_asked(self, need, cast, at_nine, client_as) -> None:
        client = client_as("priya")
        address = f"{need.get_absolute_url()}decline/"
        assert "Enter why" in client.post(address, {"answer": "", "version": need.version}).content.decode()
        client.post(address, {"answer": "Fleet has four spare vans.", "version": need.version})
        assert "Fleet has four spare vans." in client_as("tom").get(need.get_absolute_url()).content.decode()


class TestTakingBack:
    def test_is_for_who_asked(self, need, cast, at_nine) -> None:
        with pytest.raises(NotHeld):
            services.take_back(need, reason="No", by=cast.actor("priya"), at=at_nine)
        services.take_back(need, reason="Not needed any more", by=cast.actor("tom"), at=at_nine)
        assert need.status == "withdrawn"


class TestReaching:
    def test_a_need_of_another_authority_is_missing(self, need, client_as) -> None:
        assert client_as("jo").get(need.get_absolute_url()).status_code == 404

    def test_an_outside_evaluator_reads_none(self, need, client_as) -> None:
        assert client_as("leo").get(need.get_absolute_url()).status_code in {403, 404}


class TestDeadline:
    def test_of_the_answer_ends_with_it(self, need, cast, at_nine) -> None:
        assert [row.due_on for row in deadlines.due_for(need)] == [need.answer_by]
        services.decline(need, answer="No", by=cast.actor("priya"), at=at_nine)
        assert deadlines.due_for(need) == []


class TestAnswered:
    def test_counts_answers_by_their_day(self, cast, at_nine) -> None:
        long_ago = at_nine - timedelta(days=60)
        quick, slow = (stories.need_sent(authority=cast.eca, by=cast.actor("tom"), at=long_ago) for _ in range(2))
        services.decline(quick, answer="No", by=cast.actor("priya"), at=long_ago + timedelta(days=2))
        services.decline(slow, answer="No", by=cast.actor("priya"), at=long_ago + timedelta(days=40))
        found = get_indicator("SE-5.answered").measure([cast.eca.pk], at_nine)
        assert (found.numerator, found.denominator) == (1, 2)

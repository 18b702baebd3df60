"""What suppliers see, ask and are answered; nobody reads who else is asked."""

import hashlib
import re
from dataclasses import asdict, replace
from datetime import timedelta, timezone

import pytest
from django.core import mail

from hub.platform import clock
from hub.platform.acts import Refused
from hub.platform.deadlines.models import Alert
from hub.platform.events.models import Event
from hub.supplier import services as supplying
from hub.tender import answering, portal, services
from hub.tender.services import Chosen
from hub.tender.tests import stories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast", "shipped", "at_nine")]


@pytest.fixture
def acting(cast, at_nine):
    return {"by": cast.actor("priya"), "at": at_nine}


@pytest.fixture
def one(cast, acting):
    """Give an open quote that Fenland and Meridian, whose people have accounts, are asked for."""
    for name, party in (("Fenland Cycle Works", "fenland"), ("Meridian FM plc", "meridian")):
        made = supplying.add(name=name, size="sme", place="Wickmoor", **acting)
        supplying.link_party(made, party=cast.parties[party], by=cast.actor("sam"), at=acting["at"])
    made = stories.asked(stories.prepared(authority=cast.eca, **acting), **acting)
    picked = [Chosen(stories.supplier("Signwell Ltd").pk, "quotes@signwell.example"),
              *(Chosen(stories.supplier(name).pk) for name in ("Fenland Cycle Works", "Meridian FM plc"))]  # fmt: skip
    services.choose_suppliers(made, chosen=picked, **acting)
    return services.invite(made, **acting)


def words(value):
    return str(asdict(value))


class TestQuotes:
    def test_are_read_by_those_who_are_asked_without_anybody_elses_name(self, cast, one, at_nine):
        found = portal.quote(cast.actor("bartosz"), one.reference, at=at_nine)
        assert found.is_open and found.judged.startswith("What is your price in all")
        assert [each.number for each in found.questions] == [1, 2, 3]
        assert [(each.name, each.can_act, each.says) for each in found.parts] == [(cast.parties["fenland"].name, True,
                                                                                   "nothing")]  # fmt: skip
        for name in ("Signwell", "Meridian", "Fenland", "signwell"):
            assert name not in words(replace(found, parts=()))
        assert not found.takes_answers and "nothing is answered on this page yet" in found.how
        assert [each.reference for each in portal.quotes(cast.actor("bartosz"), at=at_nine)] == [one.reference]

    def test_reach_the_account_of_a_supplier_whose_address_the_hub_knows(self, cast, one):
        row = one.invitations.get(name="Fenland Cycle Works")
        assert row.email == cast.bartosz.email

    def test_are_missing_for_staff_and_for_those_who_are_not_asked(self, cast, one, at_nine):
        services.withdraw(one, reason="Mended", by=cast.actor("priya"), at=at_nine)
        assert portal.quote(cast.actor("priya"), one.reference, at=at_nine) is None
        assert portal.quotes(cast.actor("priya"), at=at_nine) == []
        assert portal.quote(cast.actor("bartosz"), "QTE-2026-9999", at=at_nine) is None
        assert portal.quote(cast.actor("bartosz"), one.reference, at=at_nine).why_withdrawn == "Mended"

    def test_are_closed_by_the_clock(self, cast, one):
        assert not portal.quote(cast.actor("bartosz"), one.reference, at=one.due_at).is_open

    def test_that_are_not_sent_are_nobodys(self, cast, one, acting):
        services.withdraw(one, reason="Again", **acting)
        two = services.prepare(one.procurement, what=stories.what(), **acting)
        services.choose_suppliers(two, chosen=[Chosen(row.supplier_id) for row in one.invitations.all()], **acting)
        assert portal.quote(cast.actor("bartosz"), two.reference, at=acting["at"]) is None

    def test_say_how_answers_are_given_once_something_takes_them(self, cast, one, at_nine):
        answering.kept_by(answering.Answers(lambda _: "Answer on this page.", lambda _, at: ("Sealed.", "/there/")))
        found = portal.quote(cast.actor("bartosz"), one.reference, at=at_nine)
        assert found.takes_answers and found.how == "Answer on this page."


class TestLinks:
    def test_open_the_quote_for_one_supplier_and_note_that_once(self, one, at_nine):
        row = one.invitations.get(name="Signwell Ltd")
        found = portal.by_link(services.token_of(row), at=at_nine)
        assert (found.supplier, found.quote.reference) == ("Signwell Ltd", one.reference)
        portal.by_link(services.token_of(row), at=at_nine + timedelta(hours=1))
        row.refresh_from_db()
        assert row.read_at == at_nine and Event.objects.filter(verb="tender.note_reading").count() == 1

    @pytest.mark.parametrize("change", [lambda token: token[:-1], lambda token: "x" + token, lambda token: ""])
    def test_that_the_hub_did_not_sign_open_nothing(self, one, at_nine, change):
        assert portal.by_link(change(services.token_of(one.invitations.first())), at=at_nine) is None

    def test_of_the_letter_are_those_that_open_it(self, one, at_nine):
        services.send_letters(None, one.pk)
        letter = next(message for message in mail.outbox if message.to == ["quotes@signwell.example"])
        token = letter.body.split("/quotes/link/")[1].split("/")[0]
        assert portal.by_link(token, at=at_nine).supplier == "Signwell Ltd"


class TestQuestionsOfSuppliers:
    def ask(self, cast, one, at, *, who="bartosz", party="fenland", text="May we come by rail?"):
        return portal.ask(cast.actor(who), one.reference, party=cast.parties[party].pk, text=text, at=at)

    def test_are_answered_to_everybody_in_the_same_words_without_names(self, cast, one, acting, at_nine):
        self.ask(cast, one, at_nine)
        self.ask(cast, one, at_nine, who="raj", party="meridian", text="Is rail fine?")
        assert Alert.objects.filter(person=cast.priya, cause__startswith="tender.enquiry").count() == 2
        waiting = [each.pk for each in one.enquiries.all()]
        services.answer(one, question="May we come by rail?", said="Yes.", enquiries=waiting, **acting)
        services.send_letters(None, one.pk)
        answers = [message for message in mail.outbox if message.subject.startswith("New answer")]
        assert len(answers) == 3 and len({message.body.split("https://")[0] for message in answers}) == 1
        found = portal.quote(cast.actor("bartosz"), one.reference, at=at_nine)
        assert [each.answer for each in found.answers] == ["Yes."]
        assert [(each.text, each.is_answered) for each in found.own] == [("May we come by rail?", True)]

    def test_are_shown_to_officers_without_who_asked(self, cast, one, at_nine, client_as):
        self.ask(cast, one, at_nine)
        page = client_as("priya").get(f"{one.get_absolute_url()}answer/").content.decode()
        assert "May we come by rail?" in page and "Fenland" not in page and "Bartosz" not in page

    def test_an_answer_that_names_one_who_is_asked_is_refused_unless_it_means_something_else(self, one, acting):
        told = {"question": "Why?", "said": "As Signwell Ltd said.", **acting}
        with pytest.raises(Refused, match="This names Signwell Ltd"):
            services.answer(one, **told)
        services.answer(one, names_on_purpose=True, **told)

    def test_are_refused_when_it_is_too_late_not_theirs_or_empty(self, cast, one, at_nine):
        with pytest.raises(Refused, match="no questions are taken"):
            self.ask(cast, one, one.due_at)
        with pytest.raises(Refused, match="only for an organisation that you work for"):
            self.ask(cast, one, at_nine, who="bartosz", party="meridian")
        with pytest.raises(Refused, match="Only supplier: editor or supplier: owner can do this"):
            self.ask(cast, one, at_nine, who="beth", party="meridian")
        with pytest.raises(Refused, match="Enter the question"):
            self.ask(cast, one, at_nine, text="  ")
        assert not one.enquiries.exists()

    def test_can_be_asked_only_for_organisations_that_are_asked(self, cast, one):
        assert portal.organisations(cast.actor("raj"), one.reference) == [(cast.parties["meridian"].pk,
                                                                           cast.parties["meridian"].name)]  # fmt: skip
        assert portal.organisations(cast.actor("beth"), one.reference) == []


class TestTakingUp:
    def token(self, one, name="Signwell Ltd"):
        return services.token_of(one.invitations.get(name=name))

    def test_ties_a_link_to_one_organisation_which_then_reads_the_quote(self, cast, one, at_nine):
        other = self.other(one, cast, at_nine)
        token = self.token(other)
        found = portal.uptake(cast.actor("bartosz"), token, at=at_nine)
        assert (found.supplier, found.is_own, found.is_taken) == ("Signwell Ltd", False, False)
        party = cast.parties["fenland"].pk
        assert [each[0] for each in found.organisations] == [party]
        assert portal.quote(cast.actor("bartosz"), other.reference, at=at_nine) is None
        for _ in range(2):
            assert portal.take_up(cast.actor("bartosz"), token, party=party, at=at_nine) == other.reference
        assert Event.objects.filter(verb="tender_participation.take_up").count() == 1
        assert portal.quote(cast.actor("bartosz"), other.reference, at=at_nine).parts[0].party == party
        assert portal.uptake(cast.actor("bartosz"), token, at=at_nine).is_own

    def other(self, one, cast, at):
        """Give a quote for which Signwell alone is asked, so that nobody of the cast has it."""
        services.withdraw(one, reason="Again", by=cast.actor("priya"), at=at)
        made = services.prepare(one.procurement, what=stories.what(), by=cast.actor("priya"), at=at)
        stories.asked(stories.chosen(made, by=cast.actor("priya"), at=at), by=cast.actor("priya"), at=at)
        return services.invite(made, by=cast.actor("priya"), at=at)

    def test_is_refused_to_a_second_organisation(self, cast, one, at_nine):
        other = self.other(one, cast, at_nine)
        token = self.token(other)
        portal.take_up(cast.actor("bartosz"), token, party=cast.parties["fenland"].pk, at=at_nine)
        found = portal.uptake(cast.actor("raj"), token, at=at_nine)
        assert found.is_taken and found.organisations == ()
        with pytest.raises(Refused, match="Another organisation has answered"):
            portal.take_up(cast.actor("raj"), token, party=cast.parties["meridian"].pk, at=at_nine)

    def test_is_refused_where_the_hub_knows_whose_it_is(self, cast, one, at_nine):
        with pytest.raises(Refused, match="Another organisation has answered"):
            token = self.token(one, "Meridian FM plc")
            portal.take_up(cast.actor("bartosz"), token, party=cast.parties["fenland"].pk, at=at_nine)
        assert portal.uptake(cast.actor("bartosz"), self.token(one, "Fenland Cycle Works"), at=at_nine).is_own

    def test_is_refused_to_who_is_asked_already_works_elsewhere_or_only_reads(self, cast, one, at_nine):
        fenland, meridian = cast.parties["fenland"].pk, cast.parties["meridian"].pk
        with pytest.raises(Refused, match="asked for this quote already"):
            portal.take_up(cast.actor("bartosz"), self.token(one), party=fenland, at=at_nine)
        with pytest.raises(Refused, match="only for an organisation that you work for"):
            portal.take_up(cast.actor("bartosz"), self.token(one), party=meridian, at=at_nine)
        with pytest.raises(Refused, match="Only supplier"):
            portal.take_up(cast.actor("beth"), self.token(one), party=meridian, at=at_nine)

    def test_is_refused_when_it_is_too_late_or_the_link_was_replaced(self, cast, one, at_nine):
        other = self.other(one, cast, at_nine)
        token, fenland = self.token(other), cast.parties["fenland"].pk
        with pytest.raises(Refused, match="not open any more"):
            portal.take_up(cast.actor("bartosz"), token, party=fenland, at=other.due_at)
        row = other.invitations.get(name="Signwell Ltd")
        services.resend(other, invitation=row, email="new@signwell.example", by=cast.actor("priya"), at=at_nine)
        with pytest.raises(LookupError):
            portal.take_up(cast.actor("bartosz"), token, party=fenland, at=at_nine)


class TestSaying:
    def say(self, cast, one, at, says="no", reason="We are full until May."):
        portal.say(cast.actor("bartosz"), one.reference, party=cast.parties["fenland"].pk, says=says, reason=reason,
                   at=at)  # fmt: skip

    def test_can_be_changed_and_taken_back_until_the_due_time(self, cast, one, at_nine):
        for says, said in (("yes", "Will answer"), ("no", "Will not answer"), ("nothing", "Not said")):
            self.say(cast, one, at_nine, says)
            part = portal.quote(cast.actor("bartosz"), one.reference, at=at_nine).parts[0]
            assert (part.said, bool(part.reason)) == (said, says == "no")
        with pytest.raises(Refused, match="not open any more"):
            self.say(cast, one, one.due_at)

    def test_a_decline_gives_its_reason_and_only_for_ones_own(self, cast, one, at_nine):
        with pytest.raises(Refused, match="Enter why you will not answer"):
            self.say(cast, one, at_nine, reason=" ")
        with pytest.raises(Refused, match="only for an organisation that you work for"):
            portal.say(cast.actor("bartosz"), one.reference, party=cast.parties["meridian"].pk, says="yes", at=at_nine)
        with pytest.raises(LookupError):
            portal.say(cast.actor("bartosz"), "QTE-2026-9999", party=cast.parties["fenland"].pk, says="yes", at=at_nine)

    def test_officers_read_it_only_after_the_due_time(self, cast, one, at_nine, client_as):
        page = f"{one.get_absolute_url()}"
        before = client_as("priya").get(page).text
        self.say(cast, one, at_nine)
        assert comparable(client_as("priya").get(page).text) == comparable(before)
        with clock.frozen(one.due_at):
            assert "We are full until May." in client_as("priya").get(page).text

    def test_no_authority_finds_an_event_of_it(self, cast, one, at_nine):
        self.say(cast, one, at_nine)
        assert Event.objects.get(verb="tender_participation.say").authority_id is None


def comparable(page):
    """Give a page without what differs from one request to the next."""
    return re.sub(r'(csrf-token" content|csrfmiddlewaretoken" value|name="_\w+" value)="[^"]*"', "", page)


class TestPack:
    def test_the_text_that_suppliers_keep_has_the_fingerprint_that_everybody_was_sent(self, cast, one, acting, at_nine):
        later = one.due_at.astimezone(timezone(timedelta(hours=1))) + timedelta(days=7)
        services.extend(one, due_at=later, reason="More time", **acting)
        found = portal.quote(cast.actor("bartosz"), one.reference, at=at_nine)
        text = portal.pack_text(cast.actor("bartosz"), one.reference)
        assert hashlib.sha256(text).hexdigest() == found.pack_digest
        assert portal.pack_text(cast.actor("priya"), one.reference) is None

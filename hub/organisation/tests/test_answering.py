"""Answers are given once, keep every version and their papers, and people hear before they end."""

import io
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core import mail as outbox

from hub.organisation import portal, services
from hub.organisation.models import Answer
from hub.organisation.services import Said, answering
from hub.organisation.terms import QUESTIONS, Kind, Standing
from hub.organisation.tests import stories
from hub.platform.act_table import NotHeld, Refused, Stale
from hub.platform.clock import london
from hub.platform.documents.models import Document, Version
from hub.platform.documents.services import Upload
from hub.platform.documents.terms import Scan
from hub.platform.events.models import Event

pytestmark = pytest.mark.django_db
INSURANCE = "public-liability"
PDF = b"%PDF-1.7\n%a certificate\n%%EOF\n"


def paper(name="certificate.pdf", content=PDF):
    file = io.BytesIO(content)
    file.size = len(content)
    return Upload(name, file)


@pytest.fixture
def meridian(cast, at_nine):
    return stories.of(cast.parties["meridian"], at=at_nine)


@pytest.fixture
def give(cast, meridian, at_nine):
    def do(key=INSURANCE, *, by="raj", at=at_nine, seen=None, **said):
        said = {"cover": Decimal(5_000_000), "ends_on": date(2027, 3, 31), **said} if key == INSURANCE else said
        return services.answer(meridian, key, Said(**said), by=cast.actor(by), at=at, seen=seen)

    return do


class TestVersions:
    def test_a_new_answer_is_a_new_version_and_keeps_the_paper(self, give, meridian):
        first = give(upload=paper())
        second = give(cover=Decimal(10_000_000))
        assert (first.number, second.number) == (1, 2)
        assert (second.document, second.file_number) == (first.document, 1)
        third = give(upload=paper("new.pdf", PDF + b"x"))
        assert third.document == first.document and third.file_number == 2
        assert [row.file_number for row in Answer.objects.order_by("number")] == [1, 1, 2]
        assert Event.objects.filter(verb="organisation_answer.give").count() == 3

    def test_a_paper_is_taken_off_and_the_same_file_may_be_sent_again(self, give):
        give(upload=paper())
        assert give(drops_file=True).file_number is None
        assert give(upload=paper()).file_number == 1

    def test_two_who_answer_at_once_do_not_overwrite_each_other_unseen(self, give):
        give(seen=0)
        with pytest.raises(Stale):
            give(seen=0, by="olivia")
        assert give(seen=1, by="olivia").number == 2

    def test_what_is_taken_out_is_no_answer_and_stays_for_bids_that_used_it(self, cast, give, meridian, at_nine):
        give()
        later = at_nine + timedelta(days=2)
        services.retire(meridian, INSURANCE, by=cast.actor("raj"), at=later)
        assert portal.answers_for(meridian.party_id, london(later).date()) == {}
        assert portal.answers_for(meridian.party_id, london(at_nine).date())[INSURANCE].number == 1
        with pytest.raises(Refused, match="no answer"):
            services.retire(meridian, INSURANCE, by=cast.actor("raj"), at=later)


class TestForABid:
    def test_an_answer_names_its_date_version_and_paper_as_of_a_day(self, give, meridian, at_nine):
        give(upload=paper())
        give(at=at_nine + timedelta(days=10), cover=Decimal(1))
        on = london(at_nine).date()
        before, after = (
            portal.answers_for(meridian.party_id, on + timedelta(days=days))[INSURANCE] for days in (9, 10)
        )
        assert (before.number, before.given_on, before.cover) == (1, on, Decimal(5_000_000))
        assert (after.number, after.given_on, after.cover) == (2, on + timedelta(days=10), Decimal(1))
        assert before.file.name == "certificate.pdf" and len(before.file.sha256) == 64

    @pytest.mark.parametrize(
        ("on", "standing"),
        [(date(2027, 1, 29), Standing.GOOD), (date(2027, 3, 31), Standing.SOON), (date(2027, 4, 1), Standing.LAPSED)],
    )
    def test_it_says_whether_it_still_holds_on_the_day(self, give, meridian, on, standing):
        give()
        found = portal.answers_for(meridian.party_id, on)[INSURANCE]
        assert found.standing == standing and found.is_good is (standing != Standing.LAPSED)

    def test_an_organisation_that_said_nothing_has_no_answers(self, cast, at_nine):
        assert portal.answers_for(cast.parties["fenland"].pk, at_nine.date()) == {}
        assert portal.answers_for(999_999, at_nine.date()) == {}


class TestRefusals:
    @pytest.mark.parametrize("key", ["beth", "bartosz"])
    def test_a_viewer_and_a_stranger_do_not_answer(self, cast, give, meridian, key, at_nine):
        with pytest.raises((Refused, NotHeld)):
            give(by=key)
        give()
        with pytest.raises((Refused, NotHeld)):
            services.retire(meridian, INSURANCE, by=cast.actor(key), at=at_nine)

    @pytest.mark.parametrize(
        ("said", "why"),
        [
            ({"cover": None}, "covered for"),
            ({"ends_on": None}, "last day"),
            ({"ends_on": date(2026, 11, 22)}, "today or later"),
        ],
    )
    def test_what_is_missing_or_over_is_said(self, give, said, why):
        with pytest.raises(Refused, match=why):
            give(**said)
        assert not Answer.objects.exists()

    def test_a_declaration_of_yes_says_what_happened(self, give):
        with pytest.raises(Refused, match="what happened"):
            give("debarment", choice="yes")
        with pytest.raises(Refused, match="yes or no"):
            give("debarment", text="Well")
        assert give("debarment", choice="no").ends_on == date(2027, 11, 22)

    def test_a_file_that_is_not_what_it_says_is_refused_and_nothing_is_kept(self, give):
        with pytest.raises(Refused, match="not a PDF"):
            give(upload=paper("certificate.pdf", b"<html>hello</html>"))
        assert not Answer.objects.exists() and not Document.objects.exists()

    def test_a_file_that_is_too_large_is_refused(self, give, monkeypatch):
        monkeypatch.setattr(answering, "MOST_FILE_BYTES", 10)
        with pytest.raises(Refused, match="larger than 25 MB"):
            give(upload=paper())

    def test_an_organisation_fills_its_own_room_only(self, cast, give, monkeypatch, at_nine):
        monkeypatch.setattr(answering, "MOST_BYTES", len(PDF) + 5)
        give(upload=paper())
        with pytest.raises(Refused, match="250 MB"):
            give(upload=paper("other.pdf", PDF + b"x"))
        fenland = stories.of(cast.parties["fenland"], at=at_nine)
        said = Said(cover=Decimal(1), ends_on=date(2027, 1, 1), upload=paper())
        assert services.answer(fenland, INSURANCE, said, by=cast.actor("bartosz"), at=at_nine).file_number == 1


class TestPapers:
    def test_its_people_read_it_and_nobody_else_does(self, cast, give, client_as):
        version = Version.objects.get(document=give(upload=paper()).document)
        assert client_as("raj").get(version.download_url).status_code == 409, "not before it was checked"
        version.scan = Scan.CLEAN
        version.save(update_fields=["scan"])
        for key in ("olivia", "raj", "beth"):
            assert client_as(key).get(version.download_url).status_code == 200, key
        assert client_as("bartosz").get(version.download_url).status_code == 404
        for key in ("priya", "morag", "sam", "naomi", "daniel"):
            assert client_as(key).get(version.download_url).status_code == 404, key


class TestWarnings:
    def test_owners_and_editors_are_told_once_for_each_lead(self, give, at_nine):
        give(ends_on=date(2027, 1, 31))
        outbox.outbox.clear()
        told = []
        for days in range(80):
            services.warn_of_ends(at=at_nine + timedelta(days=days))
            told.append(len(outbox.outbox))
        # 60, 30 and 7 days before; the viewer is not told, and after the end nobody is.
        steps = [day for day in range(1, 80) if told[day] > told[day - 1]]
        assert steps == [9, 39, 62] and told[-1] == 6
        assert {one.to[0] for one in outbox.outbox} == {"olivia.grant@meridian.example", "raj.patel@meridian.example"}

    def test_what_was_replaced_or_taken_out_warns_nobody(self, cast, give, meridian, at_nine):
        give(ends_on=date(2026, 12, 1))
        give(ends_on=date(2027, 12, 1))
        assert services.warn_of_ends(at=at_nine) == 0
        give(ends_on=date(2026, 12, 1))
        services.retire(meridian, INSURANCE, by=cast.actor("raj"), at=at_nine)
        assert services.warn_of_ends(at=at_nine) == 0


class TestQuestions:
    def test_each_has_its_own_key_and_a_kind_that_the_form_knows(self):
        assert len({one.key for one in QUESTIONS}) == len(QUESTIONS)
        assert {one.kind for one in QUESTIONS} == set(Kind)

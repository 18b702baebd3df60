"""The pack reads as an officer would write it, says what the record says, and keeps its exempt part apart."""

import io
import re

import pytest
from docx import Document
from pypdf import PdfReader

from hub.gateway import selectors, services
from hub.gateway.services import Submission
from hub.gateway.tests import stories
from hub.governance import services as governance
from hub.platform import gates
from hub.platform.events.models import Event
from hub.platform.gates import Lesson
from hub.platform.papers.paper import Para, Section, to_plain
from hub.procurement import services as procurement

pytestmark = pytest.mark.django_db


@pytest.fixture
def drafted(ground, due):
    return services.draft(due, told=Submission(note="The service agrees."), by=ground.priya, at=ground.at)


def texts(value):
    """Give every text in some plain values."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        value = value.values()
    return [said for one in value or [] for said in texts(one)] if not isinstance(value, bool) else []


class TestTheReport:
    def test_has_the_parts_of_a_report_in_their_order(self, drafted) -> None:
        headings = [one.heading for one in drafted.paper.sections]
        assert headings[:3] == ["Purpose", "Recommendations", "Why it is needed"]
        for wanted in (
            "Financial implications", "Legal implications and procedure", "Timetable", "Risk and conflicts of interest",
            "Delegation trail", "Evidence", "Further information from the author", "Background papers",
        ):  # fmt: skip
            assert wanted in headings

    def test_recommends_in_sentences_what_is_decided(self, drafted) -> None:
        points = drafted.paper.sections[1].blocks[0]
        assert points.text == "The Gateway committee is recommended to:"
        assert points.items[0] == (
            "approve the strategy for Bus shelter cleaning, by the open procedure, at an estimated value of "
            "£1,200,000 excluding VAT;"
        )
        assert points.items[-1].endswith(".")

    def test_says_nothing_unfinished(self, drafted) -> None:
        for said in texts(to_plain(drafted.paper)):
            assert said not in {"None", "False", "True"}
            assert not re.search(r"\{\}|  |\.\.|undefined| ,| \.|^ ", said), said

    def test_follows_the_record_and_leaves_the_pinned_pack(self, ground, due) -> None:
        stories.submitted(due, ground.priya, ground.at)
        before = selectors.pack_of(due).paper
        facts = {"title": "Bus shelter care"}
        procurement.revise(ground.case, changes=facts, by=ground.priya, at=ground.at)
        due.procurement.refresh_from_db()
        fresh = services.draft(due, told=Submission(), by=ground.priya, at=ground.at)
        assert fresh.paper.title.startswith("Bus shelter care")
        assert selectors.pack_of(due).paper == before

    def test_takes_in_what_later_packages_write_and_ask(self, ground, due) -> None:
        kind = ground.case.kind()
        gates.part("t.part", kind=kind, gates=["strategy"], write=lambda c, a: Section("x", "Options", [Para("Five.")]))
        gates.evidence(
            "t.ask",
            kind=kind,
            gates=["strategy"],
            question="Tested?",
            look=lambda c, a: gates.Answer(False, "Not yet."),
        )

        def give(record, gate, at):
            return [Lesson("Ask early", "Firms had no time.")]

        gates.lessons(give)
        try:
            made = services.draft(due, told=Submission(), by=ground.priya, at=ground.at)
        finally:
            for key in ("t.part", "t.ask"):
                gates.forget(key=key)
            gates.forget(give=give)
        assert "Options" in [one.heading for one in made.paper.sections]
        assert ("Tested?", False, False) in [(one.question, one.holds, one.must) for one in made.asked]
        assert [one.title for one in made.lessons] == ["Ask early"]


class TestTheExemptPart:
    @pytest.fixture
    def review(self, ground, due):
        return stories.submitted(
            due, ground.priya, ground.at, exemption="business", exempt_part="Tollgate asks £9 a shelter."
        )

    @pytest.mark.parametrize(("key", "reads"), [("victor", True), ("gwen", True), ("priya", True), ("aisha", False)])
    def test_is_read_by_those_who_decide_and_no_others(self, review, client_as, key, reads) -> None:
        client, page = client_as(key), review.get_absolute_url()
        shown = client.get(f"{page}pack/").content.decode()
        word = Document(io.BytesIO(client.get(f"{page}pack.docx").content))
        pdf = PdfReader(io.BytesIO(client.get(f"{page}pack.pdf").content))
        for said in (shown, "\n".join(one.text for one in word.paragraphs), pdf_words(pdf)):
            assert ("Tollgate asks" in said) is reads
            assert ("exempt from publication" in said) is True

    @pytest.mark.parametrize("form", ["page", "docx", "pdf"])
    def test_who_read_it_and_when_is_on_record(self, review, client_as, cast, form) -> None:
        address = "pack/" if form == "page" else f"pack.{form}"
        for key in ("victor", "aisha"):
            assert client_as(key).get(f"{review.get_absolute_url()}{address}").status_code == 200
        event = Event.objects.get(verb="gateway.read_exempt")
        assert (event.actor_id, event.subject_id) == (cast.victor.pk, review.pk)
        assert (event.facts["pack"], event.detail_row.data["facts"]["form"]) == (1, form)

    def test_is_shut_to_who_declared_an_interest_in_the_item(self, review, ground, client_as) -> None:
        from datetime import date

        held = stories.meeting(ground.body, ground.cast, ground.at, on=date(2026, 12, 15))
        services.put(review, meeting=held, by=ground.priya, at=ground.at)
        governance.declare(review.item, nature="A brother works there.", by=ground.cast.actor("victor"), at=ground.at)
        shown = client_as("victor").get(f"{review.get_absolute_url()}pack/").content.decode()
        assert "Tollgate asks" not in shown and "left out of this copy" in shown
        assert not Event.objects.filter(verb="gateway.read_exempt").exists()

    def test_is_named_with_its_reason_on_the_agenda(self, review, ground) -> None:
        from datetime import date

        held = stories.meeting(ground.body, ground.cast, ground.at, on=date(2026, 12, 15))
        services.put(review, meeting=held, by=ground.priya, at=ground.at)
        assert (review.item.is_exempt, review.item.exemption) == (True, "business")


def pdf_words(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_the_files_carry_the_fingerprint_on_each_page(small, client_as) -> None:
    reader = PdfReader(io.BytesIO(client_as("morag").get(f"{small.get_absolute_url()}pack.pdf").content))
    digest = small.packs.get().short_digest
    assert all(digest in " ".join(page.extract_text().split()) for page in reader.pages)


def test_shipped_gates_name_evidence_that_somebody_registers(cast, shipped, at_nine) -> None:
    known = {one.key for one in gates.known_evidence()}
    wanted = {
        key for gate in selectors.gates_on(at_nine.date(), cast.eca) for one in gate.required for key in [one.key]
    }
    assert wanted <= known

"""Papers: kept as plain values, the same in each form, with what is exempt left out where it must be."""

import io
from dataclasses import replace

import pytest
from django.template.loader import render_to_string
from pypdf import PdfReader

from hub.platform.papers.drawing import parts, to_docx, to_pdf
from hub.platform.papers.paper import (
    Facts,
    Grid,
    Paper,
    Para,
    Points,
    Section,
    Span,
    Spans,
    exempt_alone,
    fingerprint,
    from_plain,
    to_plain,
    without_exempt,
)

PAPER = Paper(
    title="Grounds maintenance: strategy",
    kicker="Eastmere Combined Authority",
    author="Priya Shah",
    made_on="2026-11-23",
    facts=[("To", "Gateway committee"), ("From", "Priya Shah & team")],
    sections=[
        Section(
            "purpose",
            "Purpose",
            [Para("To decide <how> to buy #this *now*."), Points("It is recommended:", ["A", "B"])],
        ),
        Section("money", "Money", [Facts([("Estimate", "£1,200,000")]), Grid("Costs", ["Year", "£"], [["2027", "1"]])]),
        Section("secret", "Prices of bidders", [Para("Tollgate Ltd bids £9.")], is_exempt=True),
        Section("times", "Timetable", [Para("See below.")], is_appendix=True),
    ],
    mark="Draft",
)


def words_of_docx(data: bytes) -> str:
    from docx import Document

    document = Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def words_of_pdf(data: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages).split())


class TestBars:
    DRAWN = replace(
        PAPER,
        sections=[
            Section(
                "steps",
                "Steps",
                [
                    Spans("1 Jan 2027", "31 Mar 2027", [Span("Evaluation", 0, 400, True), Span("Standstill", 400, 3)]),
                    Grid("Every step", ["Step", "Ends"], [["Evaluation", "5 Feb 2027"]]),
                ],
            )
        ],
    )

    def test_of_a_plan_are_drawn_in_the_pdf_above_the_table_that_says_the_same(self) -> None:
        said = words_of_pdf(to_pdf(self.DRAWN))
        assert said.index("1 Jan 2027") < said.index("Standstill") < said.index("Every step")

    def test_are_kept_and_left_out_where_only_words_are_read(self) -> None:
        assert from_plain(to_plain(self.DRAWN)).sections[0].blocks[0] == self.DRAWN.sections[0].blocks[0]
        assert "Standstill" not in words_of_docx(to_docx(self.DRAWN))
        shown = render_to_string("ui/paper.html", {"paper": self.DRAWN, "parts": parts(self.DRAWN)})
        assert "Standstill" not in shown and "Every step" in shown


class TestPaper:
    def test_is_the_same_after_being_kept(self) -> None:
        assert from_plain(to_plain(PAPER)) == from_plain(to_plain(from_plain(to_plain(PAPER))))
        assert fingerprint(from_plain(to_plain(PAPER))) == fingerprint(PAPER)

    def test_has_another_fingerprint_when_a_word_changes_but_not_for_its_foot(self) -> None:
        assert fingerprint(replace(PAPER, title="Grounds")) != fingerprint(PAPER)
        assert fingerprint(replace(PAPER, mark="Final")) == fingerprint(PAPER)

    def test_numbers_its_paragraphs_and_letters_its_appendices(self) -> None:
        found = parts(PAPER)
        assert [part.number for part in found] == ["1", "2", "3", "Appendix A"]
        assert [one.number for one in found[0].blocks] == ["1.1", "1.2"]
        assert [one.number for one in found[3].blocks] == ["A.1"]

    def test_tells_where_an_exempt_part_was_left_out(self) -> None:
        told = str(to_plain(without_exempt(PAPER)))
        assert "Tollgate" not in told
        assert "exempt from publication" in told


@pytest.mark.parametrize(("draw", "read"), [(to_pdf, words_of_pdf), (to_docx, words_of_docx)])
class TestFiles:
    def test_say_everything_that_the_paper_says(self, draw, read) -> None:
        said = " ".join(read(draw(PAPER)).split())
        for words in (
            "Grounds maintenance: strategy", "Priya Shah & team", "To decide <how> to buy #this *now*.", "(b)",
            "£1,200,000", "Costs", "Prices of bidders (exempt)", "Tollgate Ltd bids £9.", "Appendix A",
        ):  # fmt: skip
            assert words in said

    def test_leave_out_what_is_exempt(self, draw, read) -> None:
        assert "Tollgate" not in read(draw(without_exempt(PAPER)))

    def test_give_what_is_exempt_as_a_paper_of_its_own(self, draw, read) -> None:
        said = read(draw(exempt_alone(PAPER)))
        assert "Tollgate" in said and "exempt part, not for publication" in said
        assert "It is recommended" not in said and "£1,200,000" not in said


def test_a_pdf_is_tagged_and_in_british_english() -> None:
    root = PdfReader(io.BytesIO(to_pdf(PAPER))).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).startswith("en")
    assert root["/StructTreeRoot"]


class TestLongTables:
    """A table that does not fit on the rest of a page goes on over it."""

    def test_leave_no_page_half_empty_and_say_their_header_again(self) -> None:
        rows = [[f"Step {number}", "Why it is so"] for number in range(60)]
        paper = replace(PAPER, sections=[Section("times", "Timetable", [Grid("Every step", ["Step", "Why"], rows)])])
        pages = [page.extract_text() for page in PdfReader(io.BytesIO(to_pdf(paper))).pages]
        assert "Every step" in pages[0] and "Step 0" in pages[0]
        assert "Step 59" in pages[-1]
        assert all("Step Why" in page for page in pages)

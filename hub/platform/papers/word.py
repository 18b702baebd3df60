"""The parts of a Word document: title, numbered paragraphs, tables with headings, a foot with page numbers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from docx import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from hub.platform.papers.drawing import Part
from hub.platform.papers.paper import Grid, Paper

LANGUAGE = "en-GB"
HANGING = Cm(1.2)


class WordPaper:
    """A Word document that is being written."""

    def __init__(self, paper: Paper) -> None:
        """Write what stands above the first section.

        :param paper: its title, facts and foot; the sections are drawn one by one.
        """
        self.document: Any = Document()
        self._set_up(paper)
        self.document.add_paragraph(paper.kicker)
        self.document.add_paragraph(paper.title, style="Title")
        self.facts(paper.facts)
        self._foot(paper.mark)

    def heading(self, part: Part) -> None:
        """Begin a section."""
        colon = ":" if part.section.is_appendix else ""
        exempt = " (exempt)" if part.section.is_exempt else ""
        self.document.add_heading(f"{part.number}{colon} {part.section.heading}{exempt}", level=1)

    def numbered(self, number: str, text: str, *, deep: bool = False) -> None:
        """Write a paragraph that hangs beside its number.

        :param deep: whether it is a point under another paragraph.
        """
        paragraph = self.document.add_paragraph()
        shape = paragraph.paragraph_format
        shape.left_indent = HANGING * 2 if deep else HANGING
        shape.first_line_indent = -HANGING
        shape.tab_stops.add_tab_stop(shape.left_indent)
        paragraph.add_run(f"{number}\t{text}")

    def facts(self, rows: Sequence[tuple[str, str]]) -> None:
        """Write labels with their values as a table of two columns."""
        table = self.document.add_table(rows=0, cols=2, style="Table Grid")
        for label, value in rows:
            cells = table.add_row().cells
            cells[0].width, cells[1].width = Cm(4.5), Cm(11.5)
            cells[0].paragraphs[0].add_run(label).bold = True
            cells[1].text = value
        self.document.add_paragraph()

    def grid(self, block: Grid) -> None:
        """Write a table whose headings are repeated on each page."""
        caption = self.document.add_paragraph(block.caption, style="Caption")
        caption.paragraph_format.keep_with_next = True
        table = self.document.add_table(rows=1, cols=len(block.head), style="Table Grid")
        for cell, text in zip(table.rows[0].cells, block.head, strict=True):
            cell.paragraphs[0].add_run(text).bold = True
        _repeated(table.rows[0])
        for row in block.rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
        self.document.add_paragraph()

    def _set_up(self, paper: Paper) -> None:
        known = self.document.core_properties
        known.title, known.author, known.language = paper.title, paper.author, LANGUAGE
        known.created = known.modified = datetime.fromisoformat(paper.made_on)
        normal = self.document.styles["Normal"]
        normal.font.name, normal.font.size = "Arial", Pt(11)
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), LANGUAGE)
        normal.element.get_or_add_rPr().append(language)
        for section in self.document.sections:
            section.page_width, section.page_height = Cm(21), Cm(29.7)
            section.left_margin = section.right_margin = Cm(2.4)

    def _foot(self, mark: str) -> None:
        paragraph = self.document.sections[0].footer.paragraphs[0]
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(16.2), WD_TAB_ALIGNMENT.RIGHT)
        paragraph.add_run(f"{mark}\tPage ").font.size = Pt(8)
        _field(paragraph, "PAGE")
        paragraph.add_run(" of ").font.size = Pt(8)
        _field(paragraph, "NUMPAGES")


def _repeated(row: Any) -> None:
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _field(paragraph: Any, name: str) -> None:
    run = paragraph.add_run()
    run.font.size = Pt(8)
    for sort, text in (("begin", ""), ("", name), ("end", "")):
        part = OxmlElement("w:fldChar" if sort else "w:instrText")
        if sort:
            part.set(qn("w:fldCharType"), sort)
        else:
            part.text = text
        run._r.append(part)

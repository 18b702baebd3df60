"""Number the paragraphs of a paper, and draw it as PDF and as a Word document."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from hub.platform.papers.paper import NAMES, Block, Facts, Grid, Paper, Para, Points, Section

TEMPLATE = Path(__file__).parent / "data" / "paper.typ"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class Numbered:
    """A block with the number of its paragraph, where it has one."""

    block: Block
    number: str = ""

    @property
    def sort(self) -> str:
        """Give the sort of block, as templates ask."""
        return NAMES[type(self.block)]

    @property
    def lettered(self) -> list[tuple[str, str]]:
        """Give the points with their letters."""
        return [(f"({chr(97 + place)})", item) for place, item in enumerate(getattr(self.block, "items", ()))]

    @property
    def labelled(self) -> list[list[tuple[str, str]]]:
        """Give the rows of a table, each cell with the heading of its column, for narrow screens."""
        head = getattr(self.block, "head", ())
        return [list(zip(head, row, strict=True)) for row in getattr(self.block, "rows", ())]


@dataclass(frozen=True)
class Part:
    """A section with its number and its numbered paragraphs."""

    number: str
    section: Section
    blocks: list[Numbered]


def parts(paper: Paper) -> list[Part]:
    """Give the sections in order, then the appendices, with every paragraph numbered."""
    found = [Part(number, one, list(_numbered(one, f"{number}."))) for number, one in paper.body]
    lettered = [Part(number, one, list(_numbered(one, f"{number[-1]}."))) for number, one in paper.appendices]
    return found + lettered


def _numbered(section: Section, prefix: str) -> Iterator[Numbered]:
    count = 0
    for block in section.blocks:
        if isinstance(block, Para | Points):
            count += 1
            yield Numbered(block, f"{prefix}{count}")
        else:
            yield Numbered(block)


def to_pdf(paper: Paper) -> bytes:
    """Draw a paper as tagged PDF (PDF/UA-1), which screen readers can follow."""
    import typst

    told = {
        **{name: getattr(paper, name) for name in ("title", "kicker", "author", "made_on", "facts", "mark")},
        "parts": [_told(part) for part in parts(paper)],
    }
    given = {"paper": json.dumps(told)}
    return bytes(typst.compile(TEMPLATE.read_bytes(), format="pdf", sys_inputs=given, pdf_standards=["ua-1"]))


def _told(part: Part) -> dict[str, Any]:
    blocks = []
    for one in part.blocks:
        values = {**asdict(one.block), "is": one.sort, "number": one.number}
        if isinstance(one.block, Points):
            values["items"] = one.lettered
        blocks.append(values)
    section = part.section
    return {
        "number": part.number,
        "heading": section.heading,
        "is_exempt": section.is_exempt,
        "is_appendix": section.is_appendix,
        "blocks": blocks,
    }


def to_docx(paper: Paper) -> bytes:
    """Draw a paper as a Word document with real headings, table headers and page numbers."""
    from hub.platform.papers.word import WordPaper

    drawn = WordPaper(paper)
    for part in parts(paper):
        drawn.heading(part)
        for one in part.blocks:
            _draw(drawn, one)
    file = io.BytesIO()
    drawn.document.save(file)
    return file.getvalue()


def _draw(drawn: Any, one: Numbered) -> None:
    block = one.block
    if isinstance(block, Para):
        drawn.numbered(one.number, block.text)
    elif isinstance(block, Points):
        drawn.numbered(one.number, block.text)
        for letter, item in one.lettered:
            drawn.numbered(letter, item, deep=True)
    elif isinstance(block, Facts):
        drawn.facts(block.rows)
    elif isinstance(block, Grid):
        drawn.grid(block)

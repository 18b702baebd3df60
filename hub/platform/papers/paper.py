"""What a paper consists of: plain frozen values, which can be kept as JSON and drawn in every form alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from hub.platform import canon

DOMAIN = "hub/paper/v1"


@dataclass(frozen=True)
class Para:
    """A paragraph. Papers number them, so that people in a meeting can name one."""

    text: str


@dataclass(frozen=True)
class Points:
    """Lettered points under a sentence that introduces them, such as recommendations."""

    text: str
    items: Sequence[str]


@dataclass(frozen=True)
class Facts:
    """Labels with their values."""

    rows: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Grid:
    """A table with a caption and a row of headings."""

    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Span:
    """One bar of a plan: where it begins and how long it is, in thousandths of the days drawn."""

    label: str
    begins: int
    length: int
    is_critical: bool = False


@dataclass(frozen=True)
class Spans:
    """A plan over time as bars. It is drawn on paper alone and repeats, for the eye, the table that follows it.

    :param first: the first day drawn, in words; `last` the last one.
    """

    first: str
    last: str
    rows: Sequence[Span]


Block = Para | Points | Facts | Grid | Spans
BLOCKS: dict[str, type[Any]] = {"para": Para, "points": Points, "facts": Facts, "grid": Grid, "spans": Spans}
NAMES = {kind: name for name, kind in BLOCKS.items()}


@dataclass(frozen=True)
class Section:
    """One numbered part of a paper.

    :param key: unique in the paper; the anchor of its heading.
    :param is_exempt: whether it stays out of what the public and most officers read.
    :param is_appendix: whether it follows the report, lettered instead of numbered.
    """

    key: str
    heading: str
    blocks: Sequence[Block]
    is_exempt: bool = False
    is_appendix: bool = False


@dataclass(frozen=True)
class Paper:
    """A whole paper.

    :param kicker: the line above the title, such as the authority.
    :param facts: the block under the title: who reports what to whom, and when.
    :param made_on: the day on which it was written, as ISO text.
    :param mark: what stands at the foot of each page besides its number, such as "Draft" or the fingerprint.
    """

    title: str
    kicker: str
    author: str
    made_on: str
    facts: Sequence[tuple[str, str]]
    sections: Sequence[Section]
    mark: str = ""

    @property
    def body(self) -> list[tuple[str, Section]]:
        """Give the numbered sections with their numbers."""
        return [(str(number), one) for number, one in enumerate(_some(self, False), start=1)]

    @property
    def has_exempt_part(self) -> bool:
        """Say whether a part of it needs leave to read."""
        return any(one.is_exempt for one in self.sections)

    @property
    def appendices(self) -> list[tuple[str, Section]]:
        """Give the appendices with their letters."""
        return [(f"Appendix {chr(64 + number)}", one) for number, one in enumerate(_some(self, True), start=1)]


def _some(paper: Paper, wanted: bool) -> list[Section]:
    return [one for one in paper.sections if one.is_appendix == wanted]


def to_plain(paper: Paper) -> dict[str, Any]:
    """Give a paper as plain values for JSON."""
    sections = [
        {**asdict(one), "blocks": [{"is": NAMES[type(block)], **asdict(block)} for block in one.blocks]}
        for one in paper.sections
    ]
    return canon.plain({**asdict(paper), "sections": sections})  # type: ignore[no-any-return]


def from_plain(kept: Mapping[str, Any]) -> Paper:
    """Give the paper that was kept as plain values."""
    sections = [Section(**{**one, "blocks": [_block(block) for block in one["blocks"]]}) for one in kept["sections"]]
    facts = [(label, value) for label, value in kept["facts"]]
    return Paper(**{**kept, "sections": sections, "facts": facts})


def _block(kept: Mapping[str, Any]) -> Block:
    values = {name: value for name, value in kept.items() if name != "is"}
    if kept["is"] == "spans":
        values["rows"] = [Span(**one) for one in values["rows"]]
    return BLOCKS[kept["is"]](**values)  # type: ignore[no-any-return]


def fingerprint(paper: Paper) -> str:
    """Give the SHA-256 of what a paper says, in hexadecimal; the foot of its pages is left out."""
    said = {name: value for name, value in to_plain(paper).items() if name != "mark"}
    return canon.digest(said, domain=DOMAIN)


def without_exempt(paper: Paper) -> Paper:
    """Give the part of a paper that needs no special leave to read; the place of what is left out is told."""
    sections = [_hidden(one) if one.is_exempt else one for one in paper.sections]
    return Paper(paper.title, paper.kicker, paper.author, paper.made_on, paper.facts, sections, paper.mark)


def exempt_alone(paper: Paper) -> Paper:
    """Give only the parts of a paper that are exempt from publication, marked so; the rest is a paper of its own."""
    sections = [one for one in paper.sections if one.is_exempt]
    title = f"{paper.title} (exempt part, not for publication)"
    return Paper(title, paper.kicker, paper.author, paper.made_on, paper.facts, sections, paper.mark)


def _hidden(section: Section) -> Section:
    told = (
        "This part is exempt from publication and left out of this copy. The members who decide, and the officers who "
        "may read confidential papers, have it in theirs."
    )
    return Section(section.key, section.heading, [Para(told)], section.is_exempt, section.is_appendix)

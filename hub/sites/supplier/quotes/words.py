"""What is asked in a quote, in the words of its page."""

from __future__ import annotations

from dataclasses import dataclass

from hub.platform.words import lower_first, percent, plural
from hub.tender import portal

FORMS = {
    "text": "Answered with text",
    "number": "Answered with a number",
    "choice": "Answered with a choice",
    "file": "Answered with a file",
    "table": "Answered with a table",
    "declaration": "Answered with a declaration",
}
ENVELOPES = {"quality": "Opened with the quality answers", "price": "Opened with the prices, after the quality answers"}


@dataclass(frozen=True)
class AskedRow:
    """One question as the page shows it: its text, its help, and in one line how it is answered and what it counts."""

    number: int
    text: str
    help: str
    line: str
    listed: tuple[str, ...]
    is_table: bool


def asked_rows(quote: portal.Quote) -> list[AskedRow]:
    """Give the questions of a quote in words."""
    return [
        AskedRow(one.number, one.text, one.help, _line(one), one.listed, one.answer_as == "table")
        for one in quote.questions
    ]


def _line(one: portal.Asked) -> str:
    parts = [FORMS.get(one.answer_as, f"Answered with {lower_first(one.answer_as)}")]
    if one.word_limit:
        parts.append(f"{plural(one.word_limit, 'word')} at most")
    parts.append("must be answered" if one.is_required else "may be left out")
    parts.append(f"counts {percent(one.weight)}" if one.weight is not None else "does not count towards the score")
    sentence = ", ".join(parts)
    more = [f"Asked for lot {one.lot} alone"] if one.lot else []
    if one.envelope in ENVELOPES:
        more.append(ENVELOPES[one.envelope])
    return ". ".join([sentence, *more]) + "."

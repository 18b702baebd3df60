"""What each notice has to say, and where the Act and the regulations set it out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from hub.law.answers import Answer, bad, check, inform, undecided
from hub.law.facts import Ask, facts, result
from hub.law.findings import Finding
from hub.law.registry import rule
from hub.law.start import before_the_act
from hub.law.tables import Row, Tables
from hub.law.terms import NoticeType

TABLE = "notice_types"


@facts
class ContentsFacts:
    """Which notice is to be written."""

    on: Annotated[date, Ask("When is the notice published?")]
    notice: Annotated[NoticeType, Ask("Which notice?")]
    below_threshold: Annotated[bool, Ask("Is it for a contract below the threshold?")] = False


@result
class Contents:
    """What the notice stands on, where its contents are listed, and what it has to say, in order."""

    statute: str
    regulation: str
    contents: tuple[str, ...]


@rule(
    "notice-contents",
    title="What must this notice say?",
    citation="PA 2023 s.95",
    topic="Notices",
)
def notice_contents(facts: ContentsFacts, *, tables: Tables) -> Answer[Contents]:
    """List what a notice has to say.

    Each notice has the content that the Act names and that regulations specify (PA 2023 s.95). The regulations list it
    notice by notice (PR 2024 regs 15 to 41). A tender notice and a contract details notice have a shorter form below
    the threshold (PA 2023 s.87). National security and sensitive commercial information may be left out, and the notice
    says so (PA 2023 s.94). What was changed from 1 October 2026 on was not read, and the answer says so
    (PA 2023 s.95(1)).
    """
    if early := list(before_the_act(tables, on=facts.on)):
        return undecided(*early)
    row = tables.row(TABLE, facts.notice, on=facts.on)
    form = row.data.get("below_threshold") if facts.below_threshold else row.data
    if form is None:
        said = f"There is no {facts.notice.label.lower()} below the threshold. Correct one of the two."
        return undecided(bad("below_threshold", said, "PA 2023 s.87"))
    answer = Contents(statute=form["statute"], regulation=form["regulation"], contents=tuple(form["content"]))
    amended = next((one for one in tables.on("scope_periods", facts.on) if one.code == "notice_amendments"), None)
    return Answer(answer, tuple(_said(facts, row, answer, amended)), answer.regulation)


def _said(facts: ContentsFacts, row: Row, answer: Contents, amended: Row | None) -> Iterator[Finding]:
    yield inform("stands_on", f"{facts.notice}: the Act asks for it in {answer.statute}.", answer.statute)
    yield inform("listed_in", f"{facts.notice}: {answer.regulation} lists what it says.", answer.regulation)
    for point in () if facts.below_threshold else row.data.get("points", ()):
        yield check(point["code"], point["says"], point["citation"])
    if row.is_unconfirmed:
        yield check("unconfirmed", row.data["note"], row.data["citation"])
    if amended is not None and amended.is_unconfirmed:
        yield check("amendments", amended.data["note"], amended.data["citation"])
    yield inform("withholding", "To leave anything out, ask `withholding`; the notice then says so.", "PA 2023 s.94")

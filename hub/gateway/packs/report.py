"""Put the pack of a gate together: who is asked what, the report, its appendices and its exempt part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from hub.gateway import selectors
from hub.gateway.packs import backing, parts
from hub.gateway.rules import Gate
from hub.gateway.selectors import Asked
from hub.governance.terms import Exemption
from hub.platform import gates
from hub.platform.gates import Lesson
from hub.platform.papers.paper import Block, Facts, Grid, Paper, Para, Section
from hub.platform.words import date_long, lower_first
from hub.procurement.models import Procurement


@dataclass(frozen=True)
class Ask:
    """What a pack is written from besides the record.

    :param reasons: why the gate applies, in words.
    :param deciders: names who decides, such as "the gateway committee".
    :param author: who submits it.
    :param note: what the record does not say, in the author's words.
    :param exemption: why the exempt part is exempt; empty where there is none.
    """

    gate: Gate
    reasons: Sequence[str]
    deciders: str
    author: str
    asked: Sequence[Asked]
    note: str = ""
    exemption: str = ""
    exempt_part: str = ""
    urgent_reason: str = ""
    lessons: Sequence[Lesson] = ()
    at: datetime | None = None
    on: date | None = None


def write(case: Procurement, ask: Ask, at: datetime) -> Paper:
    """Write the pack of a gate from the record, as it is now."""
    on = selectors.today(at)
    # A package that writes one of these parts itself knows more of it than the record page does.
    told = {one.key: one for one in gates.parts_for(case, ask.gate.code, at)}
    about, steps = told.pop("about", None), told.pop("timetable", None)
    sections = [
        parts.purpose(case, ask),
        parts.recommendations(case, ask),
        parts.need(case, about),
        *told.values(),
        parts.money(case),
        parts.law(case),
        steps or parts.timetable(case),
        parts.risks(case),
        parts.people_and_place(case),
        backing.councillors(case),
        *_note(ask),
        _lessons(ask),
        backing.delegation(case, ask, on),
        _questions(ask),
        *backing.appendices(case, has_steps=steps is not None),
        *_exempt(case, ask),
    ]
    return Paper(
        title=f"{case.title}: {lower_first(ask.gate.label)}",
        kicker=f"{case.authority.name}. {ask.gate.name}",
        author=ask.author,
        made_on=on.isoformat(),
        facts=_facts(case, ask, on),
        sections=[one for one in sections if one.blocks],
    )


def _facts(case: Procurement, ask: Ask, on: date) -> list[tuple[str, str]]:
    owner = case.owner.name if case.owner else "Not named yet"
    key = {True: "Yes", False: "No", None: "Not decided yet"}[case.is_key_decision]
    exempt = Exemption(ask.exemption).label if ask.exemption else "Nothing"
    return [
        ("To", ask.deciders[:1].upper() + ask.deciders[1:]),
        ("Report of", ask.author),
        ("Date", date_long(on)),
        ("Procurement", f"{case.reference}, led by {owner}"),
        ("Key decision", key),
        ("Exempt part", exempt),
    ]


def _note(ask: Ask) -> Iterator[Section]:
    if ask.note.strip():
        lines = [line.strip() for line in ask.note.splitlines() if line.strip()]
        yield Section("note", "Further information from the author", [Para(line) for line in lines])


def _lessons(ask: Ask) -> Section:
    if not ask.lessons:
        told = "The Hub offered no lessons of earlier procurements for this gate."
        return Section("lessons", "Lessons of earlier work", [Para(told)])
    rows = [(one.title, one.advice) for one in ask.lessons]
    return Section(
        "lessons", "Lessons of earlier work", [Grid("Lessons offered for this gate", ["Lesson", "Advice"], rows)]
    )


def _questions(ask: Ask) -> Section:
    rows = [(one.question, "Yes" if one.holds else "Gap", one.says) for one in ask.asked]
    open_ones = [one.question for one in ask.asked if not one.holds]
    told = (
        f"Of {len(rows)} questions, {len(open_ones)} {'is' if len(open_ones) == 1 else 'are'} still open: "
        f"{'; '.join(lower_first(one).rstrip('?') for one in open_ones)}."
        if open_ones
        else "Every question that this gate asks is answered by the record."
    )
    grid = Grid("What this gate asks, and the evidence", ["Question", "Answered", "Evidence"], rows)
    return Section("evidence", "Evidence", [Para(told), grid] if rows else [])


def _exempt(case: Procurement, ask: Ask) -> Iterator[Section]:
    named = backing.named_interests(case)
    if not ask.exemption and not named:
        return
    reason = Exemption(ask.exemption) if ask.exemption else Exemption.INDIVIDUAL
    law = "Part 1 of Schedule 12A to the Local Government Act 1972"
    lines = [line.strip() for line in ask.exempt_part.splitlines() if line.strip()]
    blocks: list[Block] = [Para(f"This part is exempt from publication ({law}): {lower_first(reason.label)}.")]
    blocks += [Para(line) for line in lines]
    if named:
        blocks += [Para("These persons declared an interest:"), Facts(named)]
    yield Section("exempt", "Exempt information", blocks, is_exempt=True, is_appendix=True)

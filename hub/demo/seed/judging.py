"""How mature the authority found itself: evidence, claims, two yearly assessments, and each month end since 2025."""

from __future__ import annotations

import calendar
import io
from datetime import date, datetime, timedelta
from typing import Any

from hub.demo import selectors
from hub.demo.seed.papers import pdf
from hub.demo.seed.script import Script, Step
from hub.demo.seed.stage import Stage
from hub.maturity import services
from hub.maturity.terms import Subject
from hub.platform.actors import SYSTEM
from hub.platform.documents.services import Upload
from hub.platform.usage import services as usage

FIRST_END, LAST_END = date(2025, 5, 31), date(2026, 10, 31)
# Part of a level test, who answers for it, the paper, the day. Some have lapsed.
EVIDENCE = (
    ("ST-1-2-1", "morag", "/strategy/", date(2026, 3, 9)),
    ("MC-1-2-1", "morag", "/contracts/", date(2026, 3, 9)),
    ("MC-1-3-1", "sam", "Note to all staff of 2 June 2025", date(2025, 6, 2)),
    ("MC-3-3-1", "daniel", "Standard terms 2026, clause 31", date(2026, 2, 16)),
    ("ST-11-2-1", "morag", "/publications/", date(2026, 1, 19)),
    ("SV-1-2-1", "ruth", "Social value policy, board of 21 March 2024", date(2024, 3, 21)),
    ("SE-2-3-1", "gwen", "Terms of reference of the gateway committee, 2026", date(2026, 4, 14)),
    ("PH-3-2-1", "daniel", "Legal template library, front page", date(2026, 5, 11)),
    ("ST-7-2-1", "morag", "Feedback form on the public site", date(2025, 10, 6)),
)
CLAIMS = (
    (Subject.ROW, "3.8-1", 3, "The module is bought and the register is live for all staff."),
    (Subject.ROW, "3.6-1", 2, "The plan is kept, but few entries are made a year ahead."),
    (Subject.BEHAVIOUR, "MCR-1", 3, "The register is live and everybody can search it."),
    (Subject.BEHAVIOUR, "MCR-3", 2, "Newer contracts have the clause."),
    (Subject.BEHAVIOUR, "CCO-1", 2, "The plan is kept, but few entries are made a year ahead."),
)
ANSWERS = {
    "morag": {"MCR-1": 3, "MCR-2": 2, "CCO-1": 2, "ESM": 3, "OSV-1": 2},
    "aisha": {"MCR-1": 4, "MCR-2": 1, "CCO-1": 1, "ESM": 2, "OSV-1": 2},
    "helen": {"MCR-1": 2, "MCR-2": 2, "CCO-1": 1, "ESM": 2, "OSV-1": 1},
    "gwen": {"MCR-1": 3, "ESM": 4, "OSV-1": 2},
}
# Who opened which dashboard; the others have not been there yet.
READ = (
    ("morag", "maturity", date(2026, 9, 28)), ("helen", "spend", date(2026, 10, 6)),
    ("morag", "spend", date(2026, 10, 6)), ("aisha", "quality", date(2026, 11, 3)),
    ("helen", "spend", date(2026, 11, 5)), ("morag", "plan", date(2026, 11, 9)),
    ("gwen", "maturity", date(2026, 11, 12)), ("priya", "spend", date(2026, 11, 16)),
)  # fmt: skip


def write(script: Script, stage: Stage) -> None:
    """Write evidence, claims, assessments and month ends into the script."""
    for part, who, proof, day in EVIDENCE:
        script.on(day, attest(stage, part, who, proof))
    for who, dashboard, day in READ:
        script.on(day, read(stage, who, dashboard))
    script.on(date(2026, 9, 28), claim(stage))
    for year, day in ((2025, date(2025, 11, 3)), (2026, date(2026, 11, 2))):
        script.on(day, open_round(stage, year))
        script.on(day + timedelta(days=10), answer(stage, year))
    script.on(date(2025, 12, 1), lock(stage, 2025))
    day = FIRST_END
    while day <= LAST_END:
        script.on(day + timedelta(days=1), keep(stage, day), hour=2)
        first = day + timedelta(days=1)
        day = first.replace(day=calendar.monthrange(first.year, first.month)[1])


def read(stage: Stage, who: str, dashboard: str) -> Step:
    """Let somebody open a dashboard."""

    def do(at: datetime) -> None:
        usage.note(dashboard, by=stage.actor(who), session={}, at=at)

    return do


def attest(stage: Stage, part: str, who: str, proof: str) -> Step:
    """Let somebody attest a part of a level test."""

    def do(at: datetime) -> None:
        facts: dict[str, Any] = {"part": part, "owner": stage.cast.people[who], "proof": proof}
        facts["upload"] = Upload(f"{part.lower()}.pdf", io.BytesIO(pdf([f"Evidence for {part}", proof])))
        services.attest(authority=stage.home, given_on=at.date(), by=stage.actor("morag"), at=at, **facts)

    return do


def claim(stage: Stage) -> Step:
    """Let the lead claim levels."""

    def do(at: datetime) -> None:
        for subject, code, level, reason in CLAIMS:
            services.claim(
                authority=stage.home, subject=subject, code=code, level=level, reason=reason,
                person=stage.cast.people["morag"], by=stage.actor("morag"), at=at,
            )  # fmt: skip

    return do


def open_round(stage: Stage, year: int) -> Step:
    """Open a year's assessment."""

    def do(at: datetime) -> None:
        closes_on = at.date() + timedelta(days=35)
        services.open_round(authority=stage.home, year=year, closes_on=closes_on, by=stage.actor("morag"), at=at)

    return do


def answer(stage: Stage, year: int) -> Step:
    """Let several people answer; they differ."""

    def do(at: datetime) -> None:
        found = selectors.assessment_of(stage.home, year)
        for who, levels in ANSWERS.items():
            answers = {code: (level, "As I see it in my work.") for code, level in levels.items()}
            services.answer(found, person=stage.cast.people[who], answers=answers, by=stage.actor(who), at=at)

    return do


def lock(stage: Stage, year: int) -> Step:
    """Lock a year's assessment."""

    def do(at: datetime) -> None:
        services.lock(selectors.assessment_of(stage.home, year), by=stage.actor("morag"), at=at)

    return do


def keep(stage: Stage, on: date) -> Step:
    """Keep the levels of a month end, as the worker does in the night after it."""

    def do(at: datetime) -> None:
        services.take(authority=stage.home, on=on, by=SYSTEM, at=at)

    return do

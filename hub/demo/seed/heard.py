"""How councillors of Eastmere were engaged: scored, briefed, heard, answered, awarded and rated."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from hub.demo.seed.script import Script, Step
from hub.demo.seed.stage import Stage
from hub.governance import services
from hub.governance.models import Engagement
from hub.governance.rules import Subject
from hub.platform.clock import london

NAMES = ("risk", "political", "wards", "novelty")
SCORED = (
    (date(2025, 12, 1), "Highways framework", 4_200_000, (4, 4, 3, 1)),
    (date(2026, 2, 3), "Adult learning", 1_350_000, (3, 3, 2, 0)),
    (date(2026, 6, 2), "Passenger information screens", 900_000, (2, 4, 3, 1)),
    (date(2026, 9, 1), "Facilities management", 6_800_000, (4, 3, 2, 1)),
    (date(2026, 9, 15), "Catering", 205_000, (1, 1, 0, 0)),
)
BRIEFED = (
    (date(2025, 12, 10), "Highways framework", "options"),
    (date(2025, 12, 15), "Highways framework", "scrutiny"),
    (date(2026, 2, 18), "Adult learning", "options"),
)
VIEWS = (
    (date(2026, 1, 8), "Highways framework", "award", "Small firms should bid for each district."),
    (date(2026, 4, 9), "Adult learning", "award", "Keep the evening courses in Wickmoor."),
    (date(2026, 6, 16), "Passenger information screens", "options", "Ask people who cannot see the screens."),
    (date(2026, 11, 17), "Facilities management", "options", "Which sites could be run with the districts?"),
)
ANSWERS = (
    (date(2026, 1, 12), "Highways framework", "The work is split into three lots.", "changed"),
    (date(2026, 4, 13), "Adult learning", "They are in the specification.", "confirmed"),
    (date(2026, 6, 22), "Passenger information screens", "The access group is asked first.", "changed"),
)
Scored = dict[str, Engagement]


def write(script: Script, stage: Stage) -> None:
    """Write the engagement of councillors into the script."""
    held: Scored = {}
    for day, title, value, scales in SCORED:
        script.on(day, score(stage, held, title, (value, scales)), hour=10)
    for day, title, when in BRIEFED:
        script.on(day, brief(stage, held, title, when), hour=17)
    for day, title, *view in VIEWS:
        script.on(day, hear(stage, held, title, (view[0], view[1])), hour=12)
    for day, title, *answer in ANSWERS:
        script.on(day, reply(stage, held, title, (answer[0], answer[1])), hour=12)
    script.on(date(2026, 4, 29), award(stage, held, "Adult learning"))
    script.on(date(2026, 11, 2), rate(stage, held, "Adult learning"))


def score(stage: Stage, held: Scored, title: str, facts: tuple[int, tuple[int, int, int, int]]) -> Step:
    """Score a procurement."""
    value, scales = facts

    def do(at: datetime) -> None:
        portfolio = "Transport" if "way" in title or "screen" in title else "Services"
        said = {"title": title, "value_ex_vat": Decimal(value), "is_key": value >= 1_000_000, "portfolio": portfolio}
        said |= dict(zip(NAMES, scales, strict=True))
        about = next((one for one in stage.contracts.values() if one.title == title), None)
        subject = (
            Subject(about.kind(), about.pk, about.reference, about.title, about.get_absolute_url()) if about else None
        )
        held[title] = services.councillors.score(
            authority=stage.home, facts=said, subject=subject, by=stage.actor("priya"), at=at
        )

    return do


def brief(stage: Stage, held: Scored, title: str, stage_name: str) -> Step:
    """Brief councillors."""
    return lambda at: services.councillors.brief(
        held[title], stage=stage_name, held_on=london(at).date(), attended="Cllr Idris and five others",
        summary="The options, what each costs, and who gains.", by=stage.actor("priya"), at=at,
    )  # fmt: skip


def hear(stage: Stage, held: Scored, title: str, said: tuple[str, str]) -> Step:
    """Let the councillor give a view."""
    return lambda at: services.councillors.give_view(
        held[title], stage=said[0], text=said[1], by=stage.actor("ahmed"), at=at
    )


def reply(stage: Stage, held: Scored, title: str, said: tuple[str, str]) -> Step:
    """Answer it."""

    def do(at: datetime) -> None:
        made = held[title]
        view = made.views.latest("pk")
        services.councillors.answer(made, view=view, text=said[0], made_what=said[1], by=stage.actor("priya"), at=at)

    return do


def award(stage: Stage, held: Scored, title: str) -> Step:
    """Record the award."""
    return lambda at: services.councillors.award(
        held[title], awarded_on=london(at).date(), by=stage.actor("priya"), at=at
    )


def rate(stage: Stage, held: Scored, title: str) -> Step:
    """Rate what engagement was worth."""
    return lambda at: services.councillors.rate(
        held[title], rating=4, note="Evening courses stayed, and the bids were the better for it.",
        by=stage.actor("ahmed"), at=at,
    )  # fmt: skip

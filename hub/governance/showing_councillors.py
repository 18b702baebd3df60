"""How the engagement of councillors is put into words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hub.governance.models import Briefing, CouncillorView, Engagement
from hub.governance.terms import EngagementState, Stage
from hub.platform.ui.parts import Row, Tag
from hub.platform.words import date_long, list_of, money

SCALES = {
    "value": "Value",
    "risk": "Risk",
    "political": "Political or public interest",
    "wards": "Wards or communities",
    "novelty": "New or joint",
}


@dataclass(frozen=True)
class StageLine:
    """One stage: whether it is asked for, and whether councillors were engaged."""

    label: str
    tag: Tag
    day: str


def engagement_tag(made: Engagement) -> Tag:
    """Give where it stands as a tag."""
    if made.status == EngagementState.ENDED:
        return Tag("Ended", "grey")
    if not made.is_asked:
        return Tag("Not asked for", "grey")
    return Tag("Engaged", "green") if made.is_engaged else Tag("Waits for engagement", "yellow")


def engagement_facts(made: Engagement) -> list[Row]:
    """Give what is known of an engagement."""
    about = made.subject_reference or ""
    return [
        Row("Reference", made.reference),
        *([Row("About", about, href=made.subject_page)] if about else []),
        Row("Value, ex VAT", money(made.value_ex_vat)),
        Row("Score", f"{made.score} points: {made.band}"),
        Row("Key decision", "Yes" if made.is_key else "No"),
        Row("Wards", made.ward_names),
        Row("Portfolio", made.portfolio),
        Row("Seen to by", made.owner.name),
        *([Row("Awarded on", date_long(made.awarded_on))] if made.awarded_on else []),
        *([Row("Benefit to be rated by", date_long(made.rating_by))] if made.rating_by else []),
    ]


def points_of(made: Engagement) -> str:
    """Say how the score adds up: "Value 4, risk 3 and wards 2"."""
    said = [f"{label.lower() if place else label} {made.points.get(key, 0)}"
            for place, (key, label) in enumerate(SCALES.items())]  # fmt: skip
    return list_of(said)


def stages_of(made: Engagement, briefings: Sequence[Briefing], views: Sequence[CouncillorView]) -> list[StageLine]:
    """Give the stages that the criterion asks for, each with how it stands."""
    engaged = {one.stage for one in briefings} | {one.stage for one in views}
    days = {Stage.OPTIONS: made.options_by, Stage.AWARD: made.award_by, Stage.SCRUTINY: made.award_by}
    lines = []
    for stage in Stage:
        if stage in made.stages:
            day = days[stage]
            tag = Tag("Engaged", "green") if stage in engaged else Tag("Waits", "yellow")
            lines.append(StageLine(stage.label, tag, date_long(day) if day else ""))
    return lines

"""How one duty is put into words, on its own page and on that of its record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from hub.duty import acts, selectors
from hub.duty.asking import tables_in_force
from hub.duty.models import Duty
from hub.duty.rules import Paying
from hub.duty.terms import State
from hub.law.tables import Tables
from hub.law.terms import NoticeType
from hub.platform.actors import Actor
from hub.platform.acts import held
from hub.platform.clock import london
from hub.platform.ui.offers import act_url
from hub.platform.ui.panels import Shown, panel
from hub.platform.ui.parts import Row, Tag
from hub.platform.words import date_with_day, plural

Pays = Callable[[Any, Tables], Paying | None]
COLOURS = {State.DONE: "green", State.NEEDS_FACTS: "yellow", State.OPEN: "blue"}
PANEL = "duties"
# What an authority publishes for all of its contracts together.
FOR_ALL = (NoticeType.UK17, NoticeType.UK8)


@dataclass(frozen=True)
class Line:
    """One duty as the panel of its record shows it."""

    duty: Duty
    tag: Tag
    when: str
    prove: str = ""

    @property
    def owner(self) -> str:
        """Say who answers for it while it is to be met; "" once it is not."""
        if not self.duty.is_standing:
            return ""
        return self.duty.owner.name if self.duty.owner else nobody(self.duty)


def tag_of(duty: Duty, on: date) -> Tag:
    """Give the state as a tag."""
    if duty.is_late(on):
        return Tag("Overdue", "red")
    colour: Any = COLOURS.get(State(duty.status), "grey")
    return Tag(duty.get_status_display(), colour)


def when(duty: Duty, on: date) -> str:
    """Say by when, counted for people."""
    if duty.status == State.DONE and duty.published_on:
        return f"Done on {date_with_day(duty.published_on)}"
    if duty.status == State.NOT_NEEDED:
        return "Not needed"
    if duty.by is None:
        return f"Before {duty.before}" if duty.before else "No day yet"
    return f"{date_with_day(duty.by)}, {counted(duty.by, on)}"


def counted(by: date, on: date) -> str:
    """Count the days to or from a day: "12 days left", "today", "3 days late"."""
    days = (by - on).days
    if days == 0:
        return "today"
    return f"{plural(days, 'day')} left" if days > 0 else f"{plural(-days, 'day')} late"


def facts(duty: Duty, on: date, *, short: bool = False) -> list[Row]:
    """Give what is known of a duty.

    :param short: only what an act is about.
    """
    rows = [
        Row("What to do", duty.label),
        Row("About", f"{duty.subject_reference} {duty.subject_title}", href=duty.subject_page),
        Row("Last day", when(duty, on)),
        Row("Section", duty.citation),
    ]
    if short:
        return rows
    return [
        *rows,
        *([Row("Must come before", duty.before)] if duty.before else []),
        *([Row("Good to know", duty.note)] if duty.note else []),
        Row("Owner", duty.owner.name if duty.owner else "", empty=nobody(duty)),
        *([Row("Number of the notice", duty.notice_number)] if duty.notice_number else []),
        *([Row("Address of the notice", duty.notice_url, href=duty.notice_url)] if duty.notice_url else []),
        *([Row("Reason", duty.why)] if duty.why else []),
        Row("Reference", duty.reference),
    ]


def nobody(duty: Duty) -> str:
    """Say who hears of a duty that nobody owns."""
    if duty.status == State.NEEDS_FACTS and duty.is_of_authority:
        return "Nobody yet: finance and the procurement lead are asked"
    return "Nobody yet: those who publish hear of it" if duty.status == State.OPEN and duty.by else "Nobody"


def what_the_law_asks(
    record: Any, actor: Actor, at: datetime, *, pays: Pays | None = None
) -> Mapping[str, object] | None:
    """Give what the law asks about a record, with what this person can do about each.

    :param pays: says what the law asks of paying under it.
    """
    on = london(at).date()
    found = selectors.of_record(record, actor)
    if not found:
        return None
    lines = [
        Line(one, tag_of(one, on), when(one, on), act_url(acts.PROVE, one) if _may_prove(one, actor) else "")
        for one in found
    ]
    paying = pays(record, tables_in_force()) if pays else None
    codes = [code for code in FOR_ALL if paying and code in paying.codes]
    for_all = selectors.of_authority(record.authority, codes) if codes else []
    return {
        "lines": lines,
        "for_all": [Line(one, tag_of(one, on), when(one, on)) for one in for_all],
        "paying": paying,
    }


def to_meet(panels: Iterable[Shown]) -> list[Duty]:
    """Give the duties with a day that are still to be met, nearest first, from the panels of a record's page.

    They are read already, so this does not query.
    """
    lines: Any = next((each.context["lines"] for each in panels if each.panel.name == PANEL), [])
    return [line.duty for line in lines if line.duty.status == State.OPEN and line.duty.by is not None]


def _may_prove(duty: Duty, actor: Actor) -> bool:
    return duty.is_standing and held(acts.PROVE, duty, actor)


def show_on(kind: str, *, pays: Pays | None = None) -> None:
    """Hang the panel on a kind of record.

    :param pays: says what the law asks of paying under a record, by the tables of the law; it must not query.
    """
    panel(
        kind,
        PANEL,
        title="What the law asks",
        order=5,
        template="duty/_panel.html",
        context=partial(what_the_law_asks, pays=pays),
    )

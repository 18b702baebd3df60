"""Reads over risk screens and over the dated questions that they ask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q

from hub.platform.actors import Actor
from hub.platform.clock import london
from hub.platform.identity.models import Person
from hub.platform.identity.roles import OFFICERS
from hub.platform.indicators import history
from hub.platform.reference import lookup
from hub.platform.tenancy.models import Authority
from hub.risk import rules
from hub.risk.models import Ask, Screen
from hub.risk.terms import Answer, Level, State, Topic

QUESTIONS, LEVELS, ASKS = "risk_questions", "risk_levels", "risk_asks"


@dataclass(frozen=True)
class Sheet:
    """What a topic asks on a day: its questions, its bounds, what it may ask for, and its times.

    :param review_days: days that the review may take.
    :param again_months: months after which it is done again.
    """

    topic: Topic
    questions: list[rules.Question]
    bounds: rules.Bounds
    asks: list[rules.Asked]
    review_days: int
    again_months: int


@dataclass(frozen=True)
class Standing:
    """How one topic stands on one record.

    :param screen: None while nobody answered it.
    :param is_in_date: whether it was reviewed and still holds.
    """

    topic: Topic
    screen: Screen | None
    is_in_date: bool


def screens(actor: Actor) -> Any:
    """Give the screens that an officer may read."""
    if actor.is_system:
        return Screen.objects.all()
    reach = [party for party in actor.reach if actor.holds(OFFICERS, party)]
    found = Screen.objects.visible_to(actor).filter(authority__in=reach)
    return found.select_related("authority", "reviewer", "screened_by")


def screen(actor: Actor, reference: str) -> Screen | None:
    """Give one screen, or None."""
    return screens(actor).filter(reference=reference).first()  # type: ignore[no-any-return]


def screen_of(record: Any, topic: str) -> Screen | None:
    """Give the screen of a record on a topic, if there is one."""
    return Screen.objects.about(record.kind(), [record.pk]).filter(topic=topic).first()  # type: ignore[no-any-return]


def asks_of(one: Screen) -> list[Ask]:
    """Give what a screen asks for."""
    return list(one.asks.filter(is_asked=True).select_related("done_by").order_by("pk"))


def ask(one: Screen, number: int) -> Ask | None:
    """Give one thing that a screen asks for."""
    return one.asks.filter(is_asked=True, pk=number).first()


def standings(record: Any, *, on: date) -> list[Standing]:
    """Give how each topic stands on a record, in the order of the topics."""
    known = {one.topic: one for one in Screen.objects.about(record.kind(), [record.pk]).select_related("reviewer")}
    return [Standing(topic, one := known.get(topic), one is not None and is_in_date(one, on)) for topic in Topic]


def is_in_date(one: Screen, on: date) -> bool:
    """Say whether a screen was reviewed and need not be done again yet."""
    return one.status == State.REVIEWED and one.again_on is not None and one.again_on > on


def screens_missing(record: Any, *, on: date) -> list[Topic]:
    """Give the topics on which a record has no reviewed screen in date: what a gate asks about."""
    return [each.topic for each in standings(record, on=on) if not each.is_in_date]


def screened(kind: str, *, at: datetime, topics: Collection[str] = tuple(Topic)) -> Any:
    """Give the numbers of the records of a kind with all these topics reviewed and in date, as at a moment."""
    on = london(at).date()
    if history.is_past(at):
        in_date = Q(status=State.REVIEWED, again_on__gt=on, subject_kind=kind, topic__in=list(topics))
        found = Counter(one.subject_id for one in history.met_at(Screen, in_date, at))
        return sorted(number for number, count in found.items() if count == len(topics))
    rows = Screen.objects.in_date(on).filter(subject_kind=kind, topic__in=list(topics)).values("subject_id")
    return rows.annotate(found=Count("pk")).filter(found=len(topics)).order_by().values("subject_id")


def sheet(topic: str, *, on: date, authority: Authority) -> Sheet:
    """Give what a topic asks on a day.

    :raises lookup.NoSuchValue: when no levels are set for it on that day.
    """
    settings = lookup.value(LEVELS, topic, on=on, authority=authority)
    rows = [row for row in lookup.get(QUESTIONS, on=on, authority=authority) if row.data["screen"] == topic]
    asked = [row for row in lookup.get(ASKS, on=on, authority=authority) if row.data["screen"] == topic]
    return Sheet(
        Topic(topic),
        [_question(row) for row in rows],
        rules.Bounds(int(settings["medium_from"]), int(settings["high_from"])),
        [_asked(row) for row in asked],
        int(settings["review_days"]),
        int(settings["again_months"]),
    )


def _question(row: Any) -> rules.Question:
    data = row.data
    decides = Level(data["decides"]) if data.get("decides") else None
    return rules.Question(
        row.code, row.label, data.get("help", ""), Answer(data.get("counts_on", Answer.YES)),
        int(data.get("points", 1)), data["because"], decides,
    )  # fmt: skip


def _asked(row: Any) -> rules.Asked:
    data = row.data
    level = Level(data["from_level"]) if data.get("from_level") else None
    return rules.Asked(
        row.code, row.label, data.get("citation", ""), level, tuple(data.get("any_of", ())),
        int(data.get("at_least", 1)),
    )  # fmt: skip


def stale_candidates(kind: str, ids: Iterable[int]) -> list[Screen]:
    """Give the screens of some records that a change of the record may make out of date."""
    rows = Screen.objects.about(kind, list(ids)).exclude(status=State.OUTDATED)
    return list(rows.order_by("pk"))


def records_of(model: type[Any], ids: Iterable[int]) -> dict[int, Any]:
    """Give the records that screens are about, by number."""
    return model._base_manager.in_bulk(list(ids))  # type: ignore[no-any-return]


def to_review(person: Person) -> list[Screen]:
    """Give the screens that wait for a person's review."""
    return list(
        Screen.objects.filter(reviewer=person, status=State.SCREENED).select_related("authority").order_by("pk")
    )


def to_index(ids: Any) -> Any:
    """Give the screens that search indexes."""
    return Screen.objects.filter(pk__in=list(ids)).select_related("authority")


def deadlines_of(record: Any) -> Q:
    """Give a filter over the deadlines of the screens of a record."""
    return Q(kind=Screen.kind(), record_id__in=Screen.objects.about(record.kind(), [record.pk]).values("pk"))

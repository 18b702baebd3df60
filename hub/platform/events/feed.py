"""Events as sentences: the timeline of a record and the activity of an authority."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from hub.platform import clock
from hub.platform.act_table import REGISTRY
from hub.platform.actors import SYSTEM, Actor
from hub.platform.events.models import Event
from hub.platform.recorded import Recorded

Formatter = Callable[[Event, dict[str, Any]], str]
# Of some things (numbers of one kind), those of which an actor may not learn more than that something was done.
Veil = Callable[[set[int], Actor], set[int]]
_formatters: dict[str, Formatter] = {}
_veils: dict[str, tuple[str, Veil]] = {}

DECISION, MESSAGE, PAPER, OTHER = "decision", "message", "paper", "other"
_kinds = {"document": PAPER, "alert": MESSAGE, "approval": DECISION}


def formatter(verb: str) -> Callable[[Formatter], Formatter]:
    """Register the sentence of a verb where its label alone does not say enough."""

    def register(function: Formatter) -> Formatter:
        _formatters[verb] = function
        return function

    return register


def veil(kind: str, name: str) -> Callable[[Veil], Veil]:
    """Register what hides the names and reasons of some things from people who may not read these.

    :param kind: the kind of thing that events are about, such as ``documents.document``.
    :param name: what stands in its place ("A confidential paper").
    """

    def register(function: Veil) -> Veil:
        _veils[kind] = (name, function)
        return function

    return register


@dataclass(frozen=True)
class Line:
    """One event as people read it."""

    number: int
    at: datetime
    sentence: str
    who: str
    note: str
    kind: str
    verb: str
    subject: str
    changes: dict[str, Any]
    erased: bool

    @property
    def by(self) -> str:
        """Name who did it within a sentence: "by the system"."""
        return "the system" if self.who == SYSTEM.name else self.who

    @property
    def day(self) -> date:
        """Give the London day."""
        return clock.london(self.at).date()


def line(event: Event) -> Line:
    """Give one event as a line."""
    data = event.detail_row.data
    act = REGISTRY.get(event.verb)
    label = act.label if act else event.verb
    sentence = _formatters[event.verb](event, data) if event.verb in _formatters else label
    return Line(
        number=event.number,
        at=event.at,
        sentence=sentence,
        who=data.get("actor", "") or ("Somebody whose name was erased" if event.actor_id else SYSTEM.name),
        note=data.get("note", ""),
        kind=kind_of(event.verb, bool(act and act.moves)),
        verb=event.verb,
        subject=data.get("subject", ""),
        changes=data.get("changes", {}),
        erased=not event.detail_row.text,
    )


def kind_of(verb: str, moves: bool) -> str:
    """Sort an event for the timeline's filter: decision, message, paper or other."""
    return _kinds.get(verb.split(".")[0], DECISION if moves else OTHER)


def timeline(root: Recorded, *, actor: Actor, kind: str = "", before: int | None = None, size: int = 50) -> list[Line]:
    """Give the newest events of a record and its parts, newest first, as ``actor`` may read them.

    :param before: goes on from an event number.
    """
    events = Event.objects.filter(root_kind=root.kind(), root_id=root.pk).select_related("detail_row")
    if before is not None:
        events = events.filter(number__lt=before)
    if kind:
        events = events.filter(
            verb__in=[name for name, act in REGISTRY.items() if kind_of(name, bool(act.moves)) == kind]
        )
    return lines_for(actor, events.order_by("-number")[:size])


def recent(actor: Actor, *, size: int = 20) -> list[Line]:
    """Give the newest events of the authorities within reach."""
    events = Event.objects.filter(authority__in=actor.reach).select_related("detail_row")
    return lines_for(actor, events.order_by("-number")[:size])


def lines_for(actor: Actor, events: Iterable[Event]) -> list[Line]:
    """Give events as lines, without the names and reasons of what the actor may not read."""
    found = list(events)
    hidden: dict[str, set[int]] = {}
    for kind, (_, veiled) in _veils.items():
        ids = {event.subject_id for event in found if event.subject_kind == kind}
        hidden[kind] = veiled(ids, actor) if ids else set()
    return [
        behind(line(event), _veils[event.subject_kind][0])
        if event.subject_id in hidden.get(event.subject_kind, ())
        else line(event)
        for event in found
    ]


def behind(one: Line, name: str) -> Line:
    """Give a line of which only act, time and person are told."""
    act = REGISTRY.get(one.verb)
    return replace(one, sentence=act.label if act else one.verb, subject=name, note="", changes={})


def by_day(lines: Iterable[Line]) -> list[tuple[date, list[Line]]]:
    """Group lines by London day, keeping their order."""
    days: dict[date, list[Line]] = {}
    for one in lines:
        days.setdefault(one.day, []).append(one)
    return list(days.items())

"""Reads over approvals: the route that holds, who decides, what waits on whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from statistics import median
from typing import Any
from urllib.parse import urlencode

from django.db.models import Max

from hub.platform import clock
from hub.platform.act_table import Act
from hub.platform.actors import Actor
from hub.platform.approvals import rules
from hub.platform.approvals.declare import REGISTRY, Approval
from hub.platform.approvals.models import Request, Step
from hub.platform.approvals.rules import Band, Content, StepRule
from hub.platform.approvals.terms import Decision, RequestState
from hub.platform.identity.models import Deputy, Membership, Person
from hub.platform.identity.roles import Role
from hub.platform.reference import lookup
from hub.platform.tenancy.models import Authority

SET = "scheme_of_delegation"
CHUNK = 500


@dataclass(frozen=True)
class StandIn:
    """Somebody who may decide in another's place, until a day."""

    person: Person
    in_place_of: Person
    until: date | None


@dataclass(frozen=True)
class RouteStep:
    """One step of a route, with the people behind it."""

    role: Role
    limit: Decimal | None
    holders: Sequence[Person]
    deputies: Sequence[StandIn]

    @property
    def is_unheld(self) -> bool:
        """Say whether nobody can decide this step."""
        return not self.holders and not self.deputies


@dataclass(frozen=True)
class Route:
    """Who approves something of some value on a day, and by which line of the scheme."""

    band: Band
    steps: Sequence[RouteStep]


def scheme(*, on: date, authority: Authority) -> list[Band]:
    """Give the scheme of delegation of an authority on a day, as readable lines."""
    entries = lookup.get(SET, on=on, authority=authority)
    return [
        rules.band_of(entry.code, entry.label, entry.data, valid_from=entry.valid_from, source=entry.source)
        for entry in entries
    ]


def band_for(key: str, content: Content, *, on: date, authority: Authority) -> Band | None:
    """Give the line of the scheme that holds for some content on a day."""
    return rules.choose(scheme(on=on, authority=authority), key=key, content=content)


def who_approves(
    key: str, *, value: Decimal | None, on: date, authority: Authority, value_inc: Decimal | None = None
) -> Route | None:
    """Say who approves a key at a value on a day: the line of the scheme, its steps, holders and deputies.

    :param value: ex VAT; ``value_inc`` is asked for lines of the scheme that count VAT.
    """
    band = band_for(key, Content({}, value, value_inc), on=on, authority=authority)
    if band is None:
        return None
    return Route(band, route_steps(band, on=on, authority=authority))


def route_steps(band: Band, *, on: date, authority: Authority) -> list[RouteStep]:
    """Give the steps of a line of the scheme with the people behind each on a day."""
    return [_route_step(step, on=on, authority=authority) for step in band.steps]


def _route_step(step: StepRule, *, on: date, authority: Authority) -> RouteStep:
    holders = holders_of(step.role, on=on, authority_id=authority.pk)
    deputies = stand_ins(holders, on=on) if step.allows_deputies else []
    return RouteStep(step.role, step.limit, holders, deputies)


def holders_of(role: Role | str, *, on: date, authority_id: int) -> list[Person]:
    """Give the people who hold a role at an authority on a day."""
    grants = Membership.objects.in_force(on).filter(role=role, party_id=authority_id)
    return list(Person.objects.filter(pk__in=grants.values("person_id")).order_by("name", "pk"))


def stand_ins(people: Iterable[Person], *, on: date) -> list[StandIn]:
    """Give the deputies of some people on a day; a deputy must still be somebody's staff."""
    rows = Deputy.objects.in_force(on).filter(person__in=[person.pk for person in people])
    return [StandIn(row.deputy, row.person, row.ends_on) for row in rows.select_related("deputy", "person")]


def deciding_as(step: Step, by: Actor, *, at: datetime) -> tuple[bool, Person | None]:
    """Say whether a person may decide a step, and in whose place if as a deputy."""
    authority_id = step.request.authority_id
    if by.holds({Role(step.role)}, authority_id):
        return True, None
    if not step.allows_deputies or authority_id not in by.reach:
        return False, None
    on = clock.london(at).date()
    for one in stand_ins(holders_of(step.role, on=on, authority_id=authority_id), on=on):
        if one.person.pk == by.person_id and one.in_place_of.pk != step.request.asked_by_id:
            return True, one.in_place_of
    return False, None


def waiting_on(actor: Actor, *, at: datetime) -> list[Request]:
    """Give the requests whose next decision this person may take, the longest waiting first."""
    asked = Request.objects.filter(authority__in=actor.reach, status=RequestState.ASKED)
    rows = asked.exclude(asked_by_id=actor.person_id).prefetch_related("steps").select_related("asked_by")
    found = []
    for request in rows.order_by("waits_since", "pk"):
        step = request.next_step()
        decided = {one.decided_by_id for one in request.steps.all()}
        if step is not None and actor.person_id not in decided and deciding_as(step, actor, at=at)[0]:
            found.append(request)
    return found


def requests(actor: Actor) -> Any:
    """Give every request within the actor's reach."""
    return Request.objects.visible_to(actor)


def chosen(actor: Actor, keys: Sequence[int]) -> list[Request]:
    """Give some requests within the actor's reach, the longest waiting first."""
    rows = requests(actor).filter(pk__in=keys).prefetch_related("steps").select_related("asked_by", "authority")
    return list(rows.order_by("waits_since", "pk"))


def next_steps(rows: Iterable[Request]) -> dict[int, Step]:
    """Give the step that waits of each request, in one query."""
    waiting = Step.objects.filter(request__in=[row.pk for row in rows if row.is_asked], decision="")
    return {step.request_id: step for step in waiting.order_by("-position")}


def neighbours(actor: Actor, request: Request, *, at: datetime) -> tuple[Request | None, Request | None]:
    """Give the requests before and after this one among those that wait on a person."""
    queue = waiting_on(actor, at=at)
    place = next((index for index, one in enumerate(queue) if one.pk == request.pk), None)
    if place is None:
        return None, queue[0] if queue else None
    return (queue[place - 1] if place else None), (queue[place + 1] if place + 1 < len(queue) else None)


def last_change(actor: Actor) -> datetime | None:
    """Give when something was last asked, decided or ended within the actor's reach."""
    rows = requests(actor)
    found = rows.aggregate(asked=Max("asked_at"), ended=Max("ended_at"))
    decided = Step.objects.filter(request__in=rows.values("pk")).aggregate(at=Max("decided_at"))
    return max(filter(None, [*found.values(), decided["at"]]), default=None)


def request_for(actor: Actor | None, reference: Any) -> Request | None:
    """Give a request within the actor's reach, or nothing."""
    if actor is None or not str(reference).isdecimal():
        return None
    rows = Request.objects.visible_to(actor).prefetch_related("steps__decided_by", "steps__stood_in_for")
    return rows.select_related("asked_by").filter(pk=int(reference)).first()  # type: ignore[no-any-return]


def current_request(verb: str, record: Any) -> Request | None:
    """Give the request for an act on a record that is asked or approved and not used up."""
    rows = Request.objects.on_record(record.kind(), record.pk).filter(verb=verb)
    return rows.filter(status__in=[RequestState.ASKED, RequestState.APPROVED]).first()  # type: ignore[no-any-return]


def current_requests(verb: str, records: Sequence[Any]) -> dict[int, Request]:
    """Give the standing requests, asked or approved and not used up, for an act on some records of one kind.

    :returns: one by the number of its record; the oldest where there are several.
    """
    found: dict[int, Request] = {}
    for start in range(0, len(records), CHUNK):
        some = records[start : start + CHUNK]
        rows = Request.objects.filter(verb=verb, status__in=[RequestState.ASKED, RequestState.APPROVED])
        rows = rows.filter(
            subject_kind=some[0].kind(), subject_id__in=[each.pk for each in some if each.pk is not None]
        )
        for request in rows.order_by("-pk"):
            found[request.subject_id] = request
    return found


def approved_terms(verb: str, record: Any) -> dict[str, Any]:
    """Give the terms by name with which an act on a record is asked for or approved; none where nothing stands."""
    request = current_request(verb, record)
    return dict(request.terms) if request is not None else {}


def requests_about(record: Any) -> Sequence[Request]:
    """Give every request about a record, newest first."""
    return list(
        Request.objects.on_record(record.kind(), record.pk).prefetch_related("steps").order_by("-asked_at", "-pk")
    )


def ask_link(act: Act, record: Any) -> str:
    """Give the address at which the approval of an act on a record is asked."""
    return "/approvals/ask/?" + urlencode({"act": act.name, "kind": record.kind(), "id": record.pk})


def subject_of(request: Request) -> Any:
    """Give the record that a request is about, as it is now; none when it is gone."""
    model = REGISTRY[request.key].of
    return model._base_manager.filter(pk=request.subject_id).first()


def changes_since(request: Request) -> list[tuple[str, Any, Any]]:
    """Give the fields that differ from what was asked, each with the frozen and the present value."""
    record = subject_of(request)
    approval: Approval | None = REGISTRY.get(request.key)
    if record is None or approval is None:
        return []
    now = approval.content_of(record, request.terms)
    found = rules.differing(request.content, now.fields)
    if now.value != request.value:
        found.append(("Value for the route, ex VAT", request.value, now.value))
    return found


@dataclass(frozen=True)
class Approvals:
    """How approvals went in a period (ST-10)."""

    decided: int
    in_limit: int
    median_days: float | None


def how_it_went(authorities: Iterable[int], *, since: datetime, until: datetime) -> Approvals:
    """Give how many approvals of a period lay within the limit, and the median days to the last decision."""
    steps = Step.objects.filter(
        request__authority__in=list(authorities),
        decision=Decision.APPROVED,
        decided_at__gte=since,
        decided_at__lt=until,
    ).select_related("request")
    rows = list(steps)
    ended = {step.request.pk: step.request for step in rows}.values()
    days = [(one.ended_at - one.asked_at).total_seconds() / 86400 for one in ended if one.ended_at is not None]
    in_limit = sum(step.is_within_limit(step.request.value) for step in rows)
    return Approvals(len(rows), in_limit, median(days) if days else None)

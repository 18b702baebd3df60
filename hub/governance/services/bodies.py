"""What can be done to bodies and their members, one function for each act."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from hub.governance import acts, rules
from hub.governance.models import Body, BodyMember
from hub.law.findings import Finding
from hub.platform.actors import Actor
from hub.platform.acts import Refused, create, perform
from hub.platform.clock import london
from hub.platform.identity.models import Person
from hub.platform.numbering.services import take
from hub.platform.tenancy.models import Authority

SERIES = "BOD"


def set_up(
    *,
    authority: Authority,
    name: str,
    code: str,
    quorum: int,
    quorum_functions: Collection[str] = (),
    papers_days: int = 5,
    purpose: str = "",
    is_public: bool = True,
    by: Actor,
    at: datetime,
) -> Body:
    """Set up a body.

    :param code: what the scheme of delegation calls it.
    :param quorum: how many members must be there for it to decide.
    :param quorum_functions: functions that must be among them.
    :param papers_days: how many working days before a meeting its papers are due.
    :raises Refused: when another body has the code, or the numbers cannot be.
    """
    on = london(at).date()
    body = Body(authority=authority, name=name, code=code, purpose=purpose, is_public=is_public, set_up_on=on)
    body.quorum, body.quorum_functions, body.papers_days = quorum, sorted(quorum_functions), papers_days
    found = [*_bars_to_shape(body), *_bars_to_code(body)]
    if found:
        raise Refused(acts.SET_UP, found)
    with create(acts.SET_UP, body, by=by, at=at):
        body.reference = take(SERIES, authority, year=on.year)[0]
        body.save()
    return body


def revise(
    body: Body,
    *,
    name: str,
    quorum: int,
    quorum_functions: Collection[str],
    papers_days: int,
    purpose: str,
    is_public: bool,
    reason: str,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Body:
    """Change what a body is for, its quorum or when it needs its papers; meetings that are planned keep their days."""
    with perform(acts.REVISE_BODY, body, by=by, at=at, version=version) as done:
        body.name, body.purpose, body.is_public = name, purpose, is_public
        body.quorum, body.quorum_functions, body.papers_days = quorum, sorted(quorum_functions), papers_days
        if found := list(_bars_to_shape(body)):
            raise Refused(acts.REVISE_BODY, found)
        done.note(reason)
    return body


def _bars_to_shape(body: Body) -> Iterator[Finding]:
    if body.quorum < 1:
        yield Finding("quorum", "At least one member is needed for a quorum.", cure="quorum")
    if not 0 <= body.papers_days <= rules.MOST_PAPERS_DAYS:
        message = f"Papers are due 0 to {rules.MOST_PAPERS_DAYS} working days before a meeting."
        yield Finding("papers_days", message, cure="papers_days")


def _bars_to_code(body: Body) -> Iterator[Finding]:
    known = Body.objects.filter(authority=body.authority, code=body.code).first()
    if known is not None:
        message = f"{known.name} has the code {body.code} already. Choose another."
        yield Finding("code", message, cure="code")


def seat(
    body: Body,
    *,
    person: Person,
    function: str,
    starts_on: date,
    ends_on: date | None = None,
    has_vote: bool = True,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Body:
    """Seat a person on a body in one function, from a day and until one where it is known.

    :raises Refused: when they hold that function then, or the days cannot be.
    """
    with perform(acts.SEAT, body, by=by, at=at, version=version) as done:
        fresh = BodyMember(body=body, person=person, function=function, starts_on=starts_on, ends_on=ends_on)
        fresh.has_vote = has_vote
        if found := list(_bars_to_seat(fresh)):
            raise Refused(acts.SEAT, found)
        fresh.save()
        done.changed(f"{fresh.get_function_display()}: {person.pk}", None, starts_on)
        done.note(function=function, person=person.pk)
    return body


def _bars_to_seat(fresh: BodyMember) -> Iterator[Finding]:
    if fresh.ends_on is not None and fresh.ends_on < fresh.starts_on:
        yield Finding("order", "The last day must not be before the first.", cure="ends_on")
    same = BodyMember.objects.filter(body=fresh.body, person=fresh.person, function=fresh.function)
    for held in same:
        if (held.ends_on is None or held.ends_on >= fresh.starts_on) and (
            fresh.ends_on is None or fresh.ends_on >= held.starts_on
        ):
            message = f"{fresh.person.name} holds that function on this body then already."
            yield Finding("seated", message, cure="person")


def unseat(
    body: Body, *, member: BodyMember, ends_on: date, by: Actor, at: datetime, version: int | None = None
) -> Body:
    """End a member's seat after a last day; what they decided stays theirs.

    :raises Refused: when the day is before their first, or they are no member of this body.
    """
    with perform(acts.UNSEAT, body, by=by, at=at, version=version) as done:
        held = BodyMember.objects.filter(pk=member.pk, body=body).first()
        if held is None:
            raise Refused(acts.UNSEAT, [Finding("no_member", "That is no member of this body.", cure="member")])
        if ends_on < held.starts_on:
            raise Refused(acts.UNSEAT, [Finding("order", "The last day must not be before the first.", cure="ends_on")])
        done.changed(f"{held.get_function_display()}: {held.person_id}", held.ends_on, ends_on)
        held.ends_on = ends_on
        held.save()
    return body


def hand_over(body: Body, *, person: Person, successor: Person, by: Actor, at: datetime) -> Body:
    """Give every open seat of a person on a body to a successor: the one ends today, the other begins tomorrow."""
    on = london(at).date()
    with perform(acts.UNSEAT, body, by=by, at=at) as done:
        for held in BodyMember.objects.filter(body=body, person=person, ends_on__isnull=True):
            held.ends_on = max(on, held.starts_on)
            held.save()
            fresh = BodyMember(body=body, person=successor, function=held.function, has_vote=held.has_vote)
            fresh.starts_on = held.ends_on + timedelta(days=1)
            if not list(_bars_to_seat(fresh)):
                fresh.save()
            done.changed(f"{held.get_function_display()}: {person.pk}", None, held.ends_on)
        done.note(successor=successor.pk)
    return body


def dissolve(body: Body, *, reason: str, by: Actor, at: datetime, version: int | None = None) -> Body:
    """Dissolve a body: its meetings and decisions stay on the record.

    :raises Refused: while a meeting of it is still to come.
    """
    with perform(acts.DISSOLVE, body, by=by, at=at, version=version) as done:
        if coming := body.meetings.ahead().order_by("meets_on").first():
            message = f"Its meeting {coming.reference} is still to come. Cancel that first."
            raise Refused(acts.DISSOLVE, [Finding("meetings", message, cure=coming.get_absolute_url())])
        body.dissolved_on = london(at).date()
        done.note(reason)
    return body


def facts_of(body: Body) -> dict[str, Any]:
    """Give what a form of a body begins with."""
    names = ("name", "quorum", "quorum_functions", "papers_days", "purpose", "is_public")
    return {name: getattr(body, name) for name in names}

"""Read the facts of the deadline rule: every instant checked, requests in the order of their stamps, the due time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from hub.bids.rules.history import Kind, Lot, Request, TimelinessFacts
from hub.bids.rules.impairment import Served
from hub.bids.rules.moments import NoMoment, milliseconds, moment
from hub.bids.rules.uploads import Stamped
from hub.law.answers import bad
from hub.law.findings import Finding

RULE = "The deadline rule"
ABOUT_AN_ITEM = (Kind.CREATE, Kind.BYTES, Kind.FORM, Kind.ANSWER, Kind.REMOVE)
AFTER_THE_DUE_TIME = "it was made when the due time had come (R8)."
NOT_LATER = "a due time can only become later (R8)."


@dataclass(frozen=True, slots=True)
class Read:
    """The facts with their instants read (UTC)."""

    due: datetime
    grace: timedelta
    requests: tuple[Stamped, ...]
    lots: tuple[Lot, ...]
    minutes: tuple[Served, ...]
    # When an extension was made that moves nothing, and why it does not.
    without_effect: tuple[tuple[datetime, str], ...]


def faults(facts: TimelinessFacts) -> list[Finding]:
    """Name every fact that cannot be right."""
    found = [*_instants(facts), *_requests(facts)]
    if facts.grace_seconds < 0:
        found.append(bad("grace_seconds", "A length of time cannot be below 0.", RULE))
    names = [lot.lot for lot in facts.lots]
    found += [
        bad(f"lots.{place}.lot", f"The lot {lot} stands twice.", RULE)
        for place, lot in enumerate(names)
        if lot in names[:place]
    ]
    for place, one in enumerate(facts.minutes):
        if min(one.unreachable_seconds, one.requests, one.failed, one.submit_p95_ms, one.refused_uploads) < 0:
            found.append(bad(f"minutes.{place}", "What is counted cannot be below 0.", RULE))
        if one.failed > one.requests:
            found.append(bad(f"minutes.{place}.failed", "More requests failed than there were.", RULE))
    return found


def read(facts: TimelinessFacts) -> Read:
    """Read facts in which :func:`faults` found nothing."""
    due = moment(facts.due_at)
    idle: list[tuple[datetime, str]] = []
    for made, later in sorted((moment(one.made_at), moment(one.due_at)) for one in facts.extensions):
        if made >= due:
            idle.append((made, AFTER_THE_DUE_TIME))
        elif later <= due:
            idle.append((made, NOT_LATER))
        else:
            due = later
    requests = sorted((_stamped(one) for one in facts.requests), key=lambda one: one.at)
    minutes = tuple(
        Served(moment(m.at), m.unreachable_seconds, m.requests, m.failed, m.submit_p95_ms, m.refused_uploads)
        for m in facts.minutes
    )
    grace = timedelta(seconds=facts.grace_seconds)
    return Read(due, grace, tuple(requests), facts.lots, minutes, tuple(idle))


def _stamped(one: Request) -> Stamped:
    at = moment(one.stamp)
    return Stamped(
        at=at,
        kind=one.kind,
        item=one.item,
        error=milliseconds(one.clock_error_ms),
        ended=moment(one.ended_at) if one.ended_at else at,
        is_whole=one.is_whole,
        is_bound=one.is_bound or one.kind is Kind.FORM,
        longest_pause=timedelta(seconds=one.longest_pause_seconds),
        submit_for_me=one.submit_for_me,
    )


def _instants(facts: TimelinessFacts) -> Iterator[Finding]:
    named = [("due_at", facts.due_at)]
    named += [(f"requests.{place}.stamp", one.stamp) for place, one in enumerate(facts.requests)]
    named += [(f"requests.{p}.ended_at", one.ended_at) for p, one in enumerate(facts.requests) if one.ended_at]
    named += [(f"extensions.{place}.made_at", one.made_at) for place, one in enumerate(facts.extensions)]
    named += [(f"extensions.{place}.due_at", one.due_at) for place, one in enumerate(facts.extensions)]
    named += [(f"minutes.{place}.at", one.at) for place, one in enumerate(facts.minutes)]
    for name, text in named:
        try:
            moment(text)
        except NoMoment as fault:
            yield bad(name, str(fault), RULE)


def _requests(facts: TimelinessFacts) -> Iterator[Finding]:
    for place, one in enumerate(facts.requests):
        where = f"requests.{place}"
        if one.kind in ABOUT_AN_ITEM and not one.item:
            yield bad(f"{where}.item", "Say which file or answer the request is about.", RULE)
        if one.kind is Kind.CHOOSE and one.submit_for_me is None:
            yield bad(f"{where}.submit_for_me", "Say what was chosen: true or false.", RULE)
        if one.clock_error_ms < 0 or one.longest_pause_seconds < 0:
            yield bad(where, "A length of time cannot be below 0.", RULE)
        if one.ended_at and _ends_first(one):
            yield bad(f"{where}.ended_at", "The last byte cannot have come before the first line.", RULE)


def _ends_first(one: Request) -> bool:
    try:
        return moment(one.ended_at or one.stamp) < moment(one.stamp)
    except NoMoment:
        return False

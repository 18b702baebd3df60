"""Private calendar feeds: make, revoke, read."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from hub.law.findings import Finding
from hub.platform import clock
from hub.platform.actors import Actor
from hub.platform.acts import Refused, create, perform
from hub.platform.calendars import Item, to_ics
from hub.platform.deadlines import acts, selectors
from hub.platform.deadlines.email import absolute
from hub.platform.deadlines.models import Feed
from hub.platform.identity.roles import OFFICERS
from hub.platform.identity.selectors import actor_for

# Outlook shows what a feed holds; a year back keeps the record, two years ahead is how far people plan.
BACK = timedelta(days=365)
AHEAD = timedelta(days=730)
MOST = 2000

Find = Callable[[Actor, date, date], Iterable[Item]]


@dataclass(frozen=True)
class Sort:
    """What a feed can hold besides deadlines; a package registers it.

    :param name: short and stable, it is stored with the feed.
    :param label: as the form offers it.
    :param find: gives the items that an actor may read between two days, both counted in.
    """

    name: str
    label: str
    find: Find


_sorts: dict[str, Sort] = {}


def feed_sort(name: str, *, label: str, find: Find) -> Sort:
    """Register what a feed can hold.

    :raises ValueError: when the name is taken by another.
    """
    made = Sort(name, label, find)
    if _sorts.setdefault(name, made) != made:
        raise ValueError(f"The sort of feed {name} is registered twice.")
    return made


def sorts() -> list[Sort]:
    """Give what feeds can hold besides deadlines, by name."""
    return [_sorts[name] for name in sorted(_sorts)]


def forget(name: str) -> None:
    """Take a sort back; for tests that add one."""
    _sorts.pop(name, None)


def make_feed(*, by: Actor, at: datetime, label: str, is_mine_only: bool = True, sort: str = "") -> tuple[Feed, str]:
    """Make a feed and give it with its secret, which is shown once and never stored.

    :param sort: what it holds, as registered; empty for deadlines.
    """
    if by.home_id is None:
        raise Refused(acts.MAKE_FEED, [Finding("no_home", "Only staff of an authority have a calendar.")])
    token = secrets.token_urlsafe(32)
    feed = Feed(
        authority_id=by.home_id,
        person_id=by.person_id or 0,
        label=label,
        is_mine_only=is_mine_only,
        sort=sort,
        token_digest=digest(token),
        made_at=at,
    )
    with create(acts.MAKE_FEED, feed, by=by, at=at):
        feed.save()
    return feed, token


def revoke_feed(feed: Feed, *, by: Actor, at: datetime) -> Feed:
    """Revoke a feed; its address answers nothing from now on."""
    with perform(acts.REVOKE_FEED, feed, by=by, at=at):
        feed.revoked_at = feed.revoked_at or at
    return feed


def digest(token: str) -> str:
    """Give the digest under which a feed's secret is known."""
    return hashlib.sha256(token.encode()).hexdigest()


def read(token: str, *, at: datetime) -> bytes | None:
    """Give the calendar behind a secret, with what its person may read today; none when it is unknown or revoked."""
    feed = (
        Feed.objects.select_related("person")
        .filter(token_digest=digest(token), revoked_at__isnull=True, person__is_active=True)
        .first()
    )
    if feed is None:
        return None
    on = clock.london(at).date()
    actor = actor_for(feed.person, on=on)
    if not actor.has_any(OFFICERS):
        return None
    Feed.objects.filter(pk=feed.pk).update(last_read_at=at)
    if feed.sort:
        found = _sorts.get(feed.sort)
        items = found.find(actor, on - BACK, on + AHEAD) if found else ()
        return to_ics(islice(items, MOST), product="Feed", name=feed.label, at=at)
    rows = selectors.coming(actor, on=on - BACK, until=on + AHEAD, mine=feed.is_mine_only)[:MOST]
    return calendar(selectors.in_words(rows), name=feed.label, at=at)


def calendar(lines: list[selectors.Coming], *, name: str, at: datetime) -> bytes:
    """Write deadlines as an iCalendar file of all-day items, each with its act and its link."""
    items = (
        Item(
            f"{line.row.name}-{line.row.record_id}-{line.row.key or 0}",
            line.sentence,
            line.row.due_on,
            line.row.due_on,
            absolute(line.link),
        )
        for line in lines
    )
    return to_ics(items, product="Deadlines", name=name, at=at)

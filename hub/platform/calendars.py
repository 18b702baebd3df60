"""Write iCalendar files of whole-day items: the one place that knows the format."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event


@dataclass(frozen=True)
class Item:
    """A whole-day item of a calendar.

    Args:
        key: stable for what the item is about, so that a calendar program replaces what it knows.
        said: what the calendar shows.
        starts_on: its first day, London.
        ends_on: its last day, counted in.
        link: the whole address of the page behind it.
        why: said above the link in the item's description.
    """

    key: str
    said: str
    starts_on: date
    ends_on: date
    link: str
    why: str = ""


def to_ics(items: Iterable[Item], *, product: str, name: str, at: datetime) -> bytes:
    """Write items as an iCalendar file (RFC 5545); they leave the reader's day free.

    Args:
        items: in the order of the file.
        product: which part of the Hub writes, in one word.
        name: what a calendar program calls the calendar.
        at: the instant of writing, aware.
    """
    found = Calendar()
    found.add("prodid", f"-//Procurement Hub//{product}//EN")
    found.add("version", "2.0")
    found.add("x-wr-calname", name)
    for item in items:
        found.add_component(_event(item, at))
    return bytes(found.to_ical())


def _event(item: Item, at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{item.key}@procurement-hub")
    event.add("summary", item.said)
    event.add("dtstart", item.starts_on)
    # The format's end is the first day after (RFC 5545, 3.6.1).
    event.add("dtend", item.ends_on + timedelta(days=1))
    event.add("dtstamp", at)
    event.add("url", item.link)
    event.add("description", f"{item.why} {item.link}".strip())
    event.add("transp", "TRANSPARENT")
    return event

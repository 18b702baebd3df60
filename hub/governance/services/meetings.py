"""What can be done to meetings, one function for each act."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, time

from hub.governance import acts, rules, selectors
from hub.governance.models import Attendance, Body, Meeting
from hub.governance.services.agenda import bars_to_keys
from hub.governance.services.filing import file_agenda, file_minutes
from hub.governance.terms import BodyState, ItemState, MeetingState, Presence
from hub.law.findings import Finding
from hub.platform.act_table import bars
from hub.platform.actors import Actor
from hub.platform.acts import Refused, create, perform
from hub.platform.clock import london
from hub.platform.deadlines.services import close_cause, tell
from hub.platform.numbering.services import take
from hub.platform.reference.statute import statute
from hub.platform.words import date_with_day, plural

SERIES = "MTG"


def plan(
    body: Body, *, meets_on: date, starts_at: time, place: str = "", reason: str = "", by: Actor, at: datetime
) -> Meeting:
    """Plan a meeting; the day by which its papers are due follows from the body's working days.

    :param reason: why it meets in a recess, where it does.
    :raises Refused: when the body cannot meet on that day.
    """
    meeting = Meeting(authority=body.authority, body=body, place=place, reason=reason)
    meeting.starts_at = f"{starts_at:%H:%M}"
    found = list(_set_day(meeting, meets_on, at))
    if body.status != BodyState.SITTING:
        found.append(Finding("dissolved", f"{body.name} is dissolved and meets no more."))
    if found:
        raise Refused(acts.PLAN, found)
    with create(acts.PLAN, meeting, by=by, at=at):
        meeting.reference = take(SERIES, body.authority, year=meets_on.year)[0]
        meeting.save()
    return meeting


def _set_day(meeting: Meeting, meets_on: date, at: datetime) -> Iterable[Finding]:
    """Set the day and that of the papers, and say what stands in its way."""
    on, tables = london(at).date(), statute(meeting.authority)
    closed = selectors.recesses(meeting.authority, on=on)
    meeting.meets_on = meets_on
    meeting.papers_by = rules.papers_due(meets_on, meeting.body.papers_days, tables=tables, recesses=closed)
    yield from rules.bars_to_a_day(meets_on, on=on, tables=tables, recesses=closed, reason=meeting.reason)
    others = Meeting.objects.filter(body=meeting.body, meets_on=meets_on).exclude(pk=meeting.pk)
    for other in others.exclude(status=MeetingState.CANCELLED):
        message = f"{meeting.body.name} meets on that day already. Use that meeting, or choose another day."
        yield Finding("same_day", message, cure=other.get_absolute_url())


@bars(acts.MOVE)
def papers_are_out(meeting: Meeting, by: Actor, at: datetime) -> Iterable[Finding]:
    """A meeting whose papers are out is called again, not moved."""
    return rules.bars_to_moving(meeting.status, reference=meeting.reference)


def move(
    meeting: Meeting,
    *,
    meets_on: date,
    starts_at: time,
    place: str = "",
    reason: str = "",
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Meeting:
    """Move a meeting whose papers are not out; the day of the papers moves with it.

    :raises Refused: when the papers are out, or the body cannot meet on that day.
    """
    with perform(acts.MOVE, meeting, by=by, at=at, version=version) as done:
        meeting.starts_at, meeting.place, meeting.reason = f"{starts_at:%H:%M}", place, reason
        if found := [*_set_day(meeting, meets_on, at), *bars_to_keys(meeting, at)]:
            raise Refused(acts.MOVE, found)
        done.note(reason)
    return meeting


def convene(meeting: Meeting, *, by: Actor, at: datetime, version: int | None = None) -> Meeting:
    """Send the papers: the members are told, and the day stands.

    :raises Refused: when there is nothing on the agenda, or nobody sits on the body.
    """
    with perform(acts.CONVENE, meeting, by=by, at=at, version=version):
        items = selectors.items_of(meeting)
        if not items:
            message = "There is nothing on the agenda. Put an item on it, or cancel the meeting."
            raise Refused(acts.CONVENE, [Finding("no_items", message)])
        expected = expect(meeting)
        if not expected:
            message = f"Nobody sits on {meeting.body.name} on that day. Seat its members first."
            raise Refused(acts.CONVENE, [Finding("no_members", message, cure=meeting.body.get_absolute_url())])
        if found := list(bars_to_keys(meeting, at, is_now=True)):
            raise Refused(acts.CONVENE, found)
        meeting.papers_sent_at = at
    minutes = sum(one.minutes for one in items)
    file_agenda(meeting, at=at)
    how_long = f"{plural(len(items), 'item')}, {plural(minutes, 'minute')}"
    said = f"Papers for {meeting.body.name} on {date_with_day(meeting.meets_on)}: {how_long}"
    _tell(meeting, "papers", expected, said, at=at)
    return meeting


def reconvene(
    meeting: Meeting,
    *,
    meets_on: date,
    starts_at: time,
    place: str = "",
    reason: str,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Meeting:
    """Call a meeting again for another day after its papers went out: members and those who ask are all told.

    :raises Refused: without a reason, or when the body cannot meet on that day.
    """
    before = meeting.meets_on
    with perform(acts.RECONVENE, meeting, by=by, at=at, version=version) as done:
        if not reason.strip():
            raise Refused(acts.RECONVENE, [Finding("no_reason", "Enter why it meets on another day.", cure="reason")])
        meeting.starts_at, meeting.place, meeting.reason = f"{starts_at:%H:%M}", place, reason
        if found := [*_set_day(meeting, meets_on, at), *bars_to_keys(meeting, at)]:
            raise Refused(acts.RECONVENE, found)
        everyone = {*expect(meeting), *(one.asked_by_id for one in selectors.items_of(meeting))}
        done.note(reason, told=len(everyone))
    said = f"{meeting.body.name} meets on {date_with_day(meets_on)}, not on {date_with_day(before)}"
    _tell(meeting, f"reconvened:{meets_on}", everyone, said, at=at)
    return meeting


def cancel(meeting: Meeting, *, reason: str, by: Actor, at: datetime, version: int | None = None) -> Meeting:
    """Cancel a meeting; members and those whose items stood on it are told, and can put them on another."""
    with perform(acts.CANCEL, meeting, by=by, at=at, version=version) as done:
        everyone = {one.asked_by_id for one in selectors.items_of(meeting)}
        if meeting.has_papers_out:
            everyone |= {one.person_id for one in selectors.attendances_of(meeting)}
        meeting.reason = reason
        done.note(reason, told=len(everyone))
    said = f"Cancelled: {meeting.body.name} on {date_with_day(meeting.meets_on)}"
    _tell(meeting, "cancelled", everyone, said, at=at)
    return meeting


def expect(meeting: Meeting) -> set[int]:
    """Write down who is expected on the meeting's day, within an open act; who came already stays."""
    seats = selectors.bodies_seats(meeting.body, on=meeting.meets_on)
    Attendance.objects.filter(meeting=meeting, presence=Presence.EXPECTED).exclude(person__in=list(seats)).delete()
    known = {one.person_id: one for one in Attendance.objects.filter(meeting=meeting)}
    for person, rows in seats.items():
        row = known.get(person) or Attendance(meeting=meeting, person_id=person)
        row.functions = sorted(one.function for one in rows)
        row.has_vote = any(one.has_vote for one in rows)
        row.save()
    meeting.expected_count = len(seats)
    return set(seats)


def open_meeting(
    meeting: Meeting, *, present: Collection[int], by: Actor, at: datetime, version: int | None = None
) -> Meeting:
    """Open a meeting with those who are there; without a quorum it can discuss and not decide.

    :param present: numbers of the persons who came.
    :raises Refused: before its day.
    """
    with perform(acts.OPEN, meeting, by=by, at=at, version=version) as done:
        if london(at).date() < meeting.meets_on:
            message = f"It meets on {date_with_day(meeting.meets_on)}. It cannot be opened before that day."
            raise Refused(acts.OPEN, [Finding("too_early", message)])
        expect(meeting)
        meeting.opened_at = at
        _mark(meeting, present, at)
        quorum = selectors.quorum_at(meeting)
        meeting.was_quorate = quorum.is_met
        done.note(present=quorum.present, needed=quorum.needed, quorate=quorum.is_met)
    # What called people to the meeting has done its work.
    for what in ("papers", f"reconvened:{meeting.meets_on}"):
        close_cause(f"meeting:{meeting.pk}:{what}", at=at)
    return meeting


def attend(
    meeting: Meeting, *, present: Collection[int], by: Actor, at: datetime, version: int | None = None
) -> Meeting:
    """Record who is in the room now; who was there and is not named any more has left."""
    with perform(acts.ATTEND, meeting, by=by, at=at, version=version) as done:
        _mark(meeting, present, at)
        quorum = selectors.quorum_at(meeting)
        done.note(present=quorum.present, needed=quorum.needed, quorate=quorum.is_met)
    return meeting


def _mark(meeting: Meeting, present: Collection[int], at: datetime) -> None:
    for row in Attendance.objects.filter(meeting=meeting):
        before = row.presence
        if row.person_id in present:
            row.presence, row.came_at, row.left_at = Presence.PRESENT, row.came_at or at, None
        elif before == Presence.PRESENT:
            row.presence, row.left_at = Presence.LEFT, at
        elif before == Presence.EXPECTED:
            row.presence = Presence.APOLOGIES
        if row.presence != before:
            row.save()
    meeting.present_count = Attendance.objects.filter(meeting=meeting, came_at__isnull=False).count()


def close(meeting: Meeting, *, notes: str = "", by: Actor, at: datetime, version: int | None = None) -> Meeting:
    """Close a meeting: its minutes are drafted from what was recorded.

    What an inquorate meeting could not decide lapses, and those who asked are told to put it on another agenda.

    :raises Refused: while an item is neither decided nor noted although there is a quorum.
    """
    left = []
    with perform(acts.CLOSE, meeting, by=by, at=at, version=version) as done:
        left = [one for one in selectors.items_of(meeting) if one.status == ItemState.LISTED]
        quorum = selectors.quorum_at(meeting)
        if left and quorum.is_met:
            message = f"Item {left[0].position}, “{left[0].title}”, is neither decided nor noted. Defer it, or note it."
            raise Refused(acts.CLOSE, [Finding("open_item", message, cure=left[0].get_absolute_url())])
        for one in left:
            one.status = ItemState.LAPSED
            one.save()
        meeting.notes, meeting.closed_at = notes, at
        done.note(lapsed=[one.reference for one in left])
    for one in left:
        said = f"Not decided for want of a quorum: {one.title}. Put it on another agenda"
        _tell(meeting, f"lapsed:{one.pk}", [one.asked_by_id], said, at=at)
    return meeting


def sign(meeting: Meeting, *, by: Actor, at: datetime, version: int | None = None) -> Meeting:
    """Sign the minutes as a correct record."""
    with perform(acts.SIGN, meeting, by=by, at=at, version=version):
        meeting.signed_by_id, meeting.signed_at = by.person_id, at
    file_minutes(meeting, at=at)
    return meeting


def _tell(meeting: Meeting, what: str, people: Iterable[int], sentence: str, *, at: datetime) -> None:
    tell(
        cause=f"meeting:{meeting.pk}:{what}", people=sorted(people), authority=meeting.authority,
        sentence=sentence, at=at, link=meeting.get_absolute_url(), about=meeting,
    )  # fmt: skip

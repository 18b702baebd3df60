"""What can be done to items of an agenda, one function for each act."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from hub.governance import acts, rules, selectors
from hub.governance.models import AgendaItem, DeclaredInterest, Meeting
from hub.governance.rules import Subject
from hub.governance.services.filing import file_agenda
from hub.governance.terms import ItemState, MeetingState
from hub.law.findings import Finding
from hub.platform.act_table import Act, bars
from hub.platform.actors import Actor
from hub.platform.acts import Refused, create, perform
from hub.platform.clock import london
from hub.platform.deadlines.services import tell
from hub.platform.reference.statute import statute
from hub.platform.words import date_with_day

LATE = "LGA 1972 s.100B(4)(b)"
# What somebody says of an item, besides the record that it is about.
FACTS = frozenset({
    "title", "recommendation", "summary", "alternatives", "minutes", "wants_decision", "value_ex_vat", "value_inc_vat",
    "route", "risk", "is_key", "key_route", "key_notice_on", "key_reason", "is_exempt", "exemption", "exempt_part",
    "why_late", "stand_for_it",
})  # fmt: skip


def put(
    meeting: Meeting,
    *,
    facts: Mapping[str, Any],
    subject: Subject | None = None,
    by: Actor,
    at: datetime,
) -> AgendaItem:
    """Put an item on the agenda of a meeting; whoever does asks for the decision, and does not take part in it.

    :param facts: of ``FACTS``; ``title`` at least.
    :param subject: the record that it is about, if it is about one.
    :raises Refused: when the meeting takes no more items, or the record stands on its agenda already.
    """
    if unknown := set(facts) - FACTS:
        raise ValueError(f"These are not facts of an item: {sorted(unknown)}")
    item = AgendaItem(meeting=meeting, asked_by_id=by.person_id or 0, asked_at=at, **_settled(facts))
    _take_subject(item, subject)
    _keep_notice(item)
    with create(acts.PUT, item, by=by, at=at):
        # The meeting is locked, so that two items never get one number.
        held = Meeting.objects.select_for_update().get(pk=meeting.pk)
        if found := [*_bars_to_agenda(held, item, at), *_bars_to_exemption(item), *bars_to_key(item, held, at)]:
            raise Refused(acts.PUT, found)
        every = AgendaItem.objects.filter(meeting=held)
        item.position = every.standing().count() + 1
        item.reference = f"{held.reference}-{every.count() + 1}"
        item.save()
    return item


def _take_subject(item: AgendaItem, subject: Subject | None) -> None:
    if subject is not None:
        item.subject_kind, item.subject_id = subject.kind, subject.pk
        item.subject_reference, item.subject_title = subject.reference, subject.title[:400]
        item.subject_page = subject.page


def _settled(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Give the facts without an exempt part where none is named."""
    found = dict(facts)
    if not found.get("is_exempt"):
        found |= {"exemption": "", "exempt_part": ""}
    return found


def _keep_notice(item: AgendaItem) -> None:
    """Take the notice of a key decision over from an earlier agenda on which the record stood."""
    if item.wants_key_notice and not item.key_route and item.subject_id is not None:
        rows = AgendaItem.objects.about(item.subject_kind, item.subject_id).exclude(key_route="")
        if known := rows.order_by("-asked_at", "-pk").first():
            item.key_route, item.key_notice_on, item.key_reason = (
                known.key_route, known.key_notice_on, known.key_reason
            )  # fmt: skip


def bars_to_key(item: AgendaItem, meeting: Meeting, at: datetime, *, is_now: bool = False) -> Iterable[Finding]:
    """Give what stands between a key decision and a meeting: its notice and the clear days after it.

    :param is_now: whether the notice must be there by now.
    """
    if item.wants_key_notice:
        yield from rules.bars_to_key_decision(
            item.key_notice, decides_on=meeting.meets_on, on=london(at).date(),
            tables=statute(meeting.authority), is_now=is_now,
        )  # fmt: skip


def bars_to_keys(meeting: Meeting, at: datetime, *, is_now: bool = False) -> Iterable[Finding]:
    """Give the same for every item of a meeting that asks for a key decision, each with its name."""
    for item in selectors.items_of(meeting):
        for one in bars_to_key(item, meeting, at, is_now=is_now):
            message = f"Item {item.position}, “{item.title}”: {one.message}"
            yield replace(one, message=message, cure=f"{item.get_absolute_url()}give-notice/")


def _bars_to_agenda(meeting: Meeting, item: AgendaItem, at: datetime) -> Iterable[Finding]:
    """A meeting takes items until it sits, and late ones for a reason; a record stands once on its agenda."""
    if not meeting.is_ahead:
        state = meeting.get_status_display().lower()
        yield Finding("agenda_closed", f"The meeting is {state}. Put the item on a later one.", cure="/meetings/")
    late = meeting.has_papers_out or london(at).date() > meeting.papers_by
    if meeting.is_ahead and late and not item.why_late.strip():
        message = (
            f"Papers were due by {date_with_day(meeting.papers_by)}. Put it on a later meeting, or enter the special "
            "circumstances for which the chair takes it as urgent."
        )
        yield Finding("late", message, LATE, cure="why_late")
    if item.subject_id is not None:
        rows = AgendaItem.objects.about(item.subject_kind, item.subject_id).standing().filter(meeting=meeting)
        if known := rows.first():
            message = f"{item.subject_reference} stands on this agenda already, as item {known.position}."
            yield Finding("on_agenda", message, cure=known.get_absolute_url())


def _bars_to_exemption(item: AgendaItem) -> Iterable[Finding]:
    if item.is_exempt and not item.exemption:
        message = "Choose why the public may not see the exempt part."
        yield Finding("exemption", message, "LGA 1972 Sch 12A", cure="exemption")


def revise(
    item: AgendaItem, *, facts: Mapping[str, Any], by: Actor, at: datetime, version: int | None = None
) -> AgendaItem:
    """Change what an item says.

    :param facts: of ``FACTS``.
    :raises Refused: when its meeting sits already.
    """
    with perform(acts.REVISE_ITEM, item, by=by, at=at, version=version):
        for name, value in _settled(facts).items():
            setattr(item, name, value)
        if found := [*_bars_to_exemption(item), *bars_to_key(item, item.meeting, at)]:
            raise Refused(acts.REVISE_ITEM, found)
    _say_changed(item, at)
    return item


def _say_changed(item: AgendaItem, at: datetime) -> None:
    """Where the papers are out, file the agenda anew and tell the members what changed in it."""
    meeting = item.meeting
    if meeting.has_papers_out:
        file_agenda(meeting, at=at)
        tell(
            cause=f"agenda:{item.pk}:{item.version}", authority=meeting.authority,
            people=[one.person_id for one in selectors.attendances_of(meeting)],
            sentence=f"Changed after the papers went out: {item.title[:200]}", at=at,
            link=item.get_absolute_url(), about=meeting,
        )  # fmt: skip


def give_notice(
    item: AgendaItem, *, key_route: str, key_notice_on: date, key_reason: str = "", by: Actor, at: datetime,
    version: int | None = None,
) -> AgendaItem:  # fmt: skip
    """Record how the public was told of a key decision.

    :param key_route: of ``KeyRoute``.
    :raises Refused: when the meeting comes before the days of the notice are over, with the article.
    """
    with perform(acts.GIVE_NOTICE, item, by=by, at=at, version=version):
        item.key_route, item.key_notice_on, item.key_reason = key_route, key_notice_on, key_reason
        if found := list(bars_to_key(item, item.meeting, at, is_now=True)):
            raise Refused(acts.GIVE_NOTICE, found)
    return item


def take_off(item: AgendaItem, *, reason: str, by: Actor, at: datetime, version: int | None = None) -> AgendaItem:
    """Take an item off the agenda; those after it move up."""
    with perform(acts.TAKE_OFF, item, by=by, at=at, version=version) as done:
        done.note(reason)
        for place, other in enumerate(_others(item), start=1):
            if other.position != place:
                other.position = place
                other.save()
    return item


def move_up(item: AgendaItem, *, by: Actor, at: datetime, version: int | None = None) -> AgendaItem:
    """Move an item one place up the agenda.

    :raises Refused: when it is the first.
    """
    with perform(acts.RAISE, item, by=by, at=at, version=version):
        before = next((one for one in reversed(_others(item)) if one.position < item.position), None)
        if before is None:
            raise Refused(acts.RAISE, [Finding("first", "It is the first item already.")])
        before.position, item.position = item.position, before.position
        before.save()
    return item


def _others(item: AgendaItem) -> list[AgendaItem]:
    return [one for one in selectors.items_of(item.meeting) if one.pk != item.pk]


def declare(item: AgendaItem, *, nature: str, by: Actor, at: datetime, version: int | None = None) -> AgendaItem:
    """Declare an interest of one's own in an item: one takes no part in it from then on.

    :raises Refused: when it is declared already, or nothing is said of it.
    """
    with perform(acts.DECLARE, item, by=by, at=at, version=version) as done:
        _declare(item, person_id=by.person_id or 0, nature=nature, at=at)
        done.note(person=by.person_id)
    return item


def declare_for(
    item: AgendaItem, *, person: Any, nature: str, by: Actor, at: datetime, version: int | None = None
) -> AgendaItem:
    """Write down an interest that a member declared aloud at the meeting.

    :raises Refused: when it is declared already.
    """
    with perform(acts.MINUTE_INTEREST, item, by=by, at=at, version=version) as done:
        _declare(item, person_id=person.pk, nature=nature, at=at)
        done.note(person=person.pk)
    return item


def _declare(item: AgendaItem, *, person_id: int, nature: str, at: datetime) -> None:
    if DeclaredInterest.objects.filter(item=item, person=person_id).exists():
        raise Refused(acts.DECLARE, [Finding("declared", "That interest is declared already.")])
    DeclaredInterest(meeting=item.meeting, item=item, person_id=person_id, nature=nature, declared_at=at).save()


def note(item: AgendaItem, *, by: Actor, at: datetime, version: int | None = None) -> AgendaItem:
    """Note an item without a decision; no quorum is needed for that."""
    with perform(acts.NOTE_ITEM, item, by=by, at=at, version=version):
        pass
    return item


def sits(item: AgendaItem, by: Actor, at: datetime) -> Iterable[Finding]:
    """Items are decided and noted while their meeting sits."""
    if item.status == ItemState.LISTED and item.meeting.status != MeetingState.OPEN:
        message = "The meeting does not sit. Open it first; items are decided while it sits."
        yield Finding("not_sitting", message, cure=item.meeting.get_absolute_url())


def sits_not_yet(item: AgendaItem, by: Actor, at: datetime) -> Iterable[Finding]:
    """The agenda is changed before its meeting sits."""
    if item.status == ItemState.LISTED and not item.meeting.is_ahead:
        yield Finding("sitting", "The meeting has begun. Its agenda stands as it is; defer or note the item.")


def is_theirs(item: AgendaItem, by: Actor, at: datetime) -> Iterable[Finding]:
    """Who asked for an item changes it, and so does who keeps the agenda."""
    if not item.is_own(by.person_id) and not by.holds(acts.CLERKS, item.meeting.authority_id):
        message = "Somebody else asked for this item. They or the clerk can change it."
        yield Finding("not_theirs", message)


@bars(acts.GIVE_NOTICE)
def is_key(item: AgendaItem, by: Actor, at: datetime) -> Iterable[Finding]:
    """Only a key decision has such a notice."""
    if not item.wants_key_notice:
        yield Finding("not_key", "No key decision is asked for here.")


SITTING: tuple[Act, ...] = (acts.DECIDE_ITEM, acts.NOTE_ITEM, acts.MINUTE_INTEREST)
for _act in SITTING:
    bars(_act)(sits)
for _act in (acts.REVISE_ITEM, acts.TAKE_OFF):
    bars(_act)(is_theirs)
for _act in (acts.REVISE_ITEM, acts.TAKE_OFF, acts.RAISE):
    bars(_act)(sits_not_yet)

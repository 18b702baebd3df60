"""How bodies, meetings, items and decisions are put into words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from hub.governance import rules, selectors
from hub.governance.models import AgendaItem, Body, Decision, Meeting
from hub.governance.rules import quorum_in_words
from hub.governance.selectors.scheme import cited
from hub.governance.terms import KeyRoute, MeetingState, Outcome, Presence
from hub.law.governance import KEY_DECISION
from hub.law.terms import Procedure
from hub.platform.clock import london
from hub.platform.reference.statute import statute
from hub.platform.ui.parts import Row, Tag
from hub.platform.words import date_long, date_with_day, list_of, moment, money, plural, time_of

MEETING_COLOURS: dict[str, Any] = {
    MeetingState.PLANNED: "grey",
    MeetingState.CONVENED: "blue",
    MeetingState.OPEN: "yellow",
    MeetingState.CLOSED: "blue",
    MeetingState.SIGNED: "green",
    MeetingState.CANCELLED: "grey",
}
PRESENCE_COLOURS: dict[str, Any] = {
    Presence.EXPECTED: "grey",
    Presence.PRESENT: "green",
    Presence.APOLOGIES: "grey",
    Presence.LEFT: "yellow",
}
OUTCOME_COLOURS: dict[str, Any] = {
    Outcome.APPROVED: "green",
    Outcome.WITH_CONDITIONS: "green",
    Outcome.DEFERRED: "yellow",
    Outcome.REFUSED: "red",
}


def quorum_rule(body: Body) -> str:
    """Say what a body needs to decide: "4 members, among them finance and legal"."""
    functions = [one.label.lower() for one in body.functions_needed]
    return plural(body.quorum, "member") + (f", among them {list_of(functions)}" if functions else "")


def body_facts(body: Body) -> list[Row]:
    """Give what is known of a body."""
    return [
        Row("Reference", body.reference),
        Row("Code in the scheme of delegation", body.code),
        Row("Terms of reference", body.purpose),
        Row("Quorum", quorum_rule(body)),
        Row("Papers due", f"{plural(body.papers_days, 'working day')} before a meeting"),
        Row("Decides in public", "Yes" if body.is_public else "No"),
        Row("Set up", date_long(body.set_up_on)),
        *([Row("Dissolved", date_long(body.dissolved_on))] if body.dissolved_on else []),
    ]


def meeting_tag(meeting: Meeting) -> Tag:
    """Give a meeting's state as a tag."""
    return Tag(meeting.get_status_display(), MEETING_COLOURS.get(meeting.status, "grey"))


def meeting_facts(meeting: Meeting) -> list[Row]:
    """Give what is known of a meeting."""
    return [
        Row("Body", meeting.body.name, href=meeting.body.get_absolute_url()),
        Row("When", f"{date_with_day(meeting.meets_on)}, {time_of(meeting.time)}"),
        Row("Where", meeting.place),
        Row("Papers due by", date_with_day(meeting.papers_by)),
        Row("Quorum", quorum_rule(meeting.body)),
        *([Row("Why on this day", meeting.reason)] if meeting.reason else []),
    ]


def procedure_in_words(code: str) -> str:
    """Give a procedure in words, whatever was kept."""
    return next((one.label for one in Procedure if one == code), code)


def item_facts(item: AgendaItem) -> list[Row]:
    """Give what is known of an item."""
    return [
        Row("Asked to decide", item.recommendation),
        Row("Summary", item.summary),
        *about(item),
        Row("Asked by", item.asked_by.name),
        Row("Time to read", plural(item.minutes, "minute")),
        *([Row("Why it comes late", item.why_late)] if item.why_late else []),
    ]


def about(thing: AgendaItem | Decision) -> list[Row]:
    """Give the record, value, procedure and risk of an item or a decision, as far as they are known."""
    said = f"{thing.subject_reference} {thing.subject_title}".strip()
    found = [Row("About", said, href=thing.subject_page)] if said else []
    if thing.value_ex_vat is not None:
        found.append(Row("Value, ex VAT", money(thing.value_ex_vat)))
    if thing.value_inc_vat is not None:
        found.append(Row("Value, inc VAT", money(thing.value_inc_vat)))
    if thing.route:
        found.append(Row("Procedure", procedure_in_words(thing.route)))
    if thing.risk:
        found.append(Row("Risk", thing.risk.capitalize()))
    if thing.is_key:
        found.append(Row("Key decision", "Yes"))
        found.append(Row("Its notice", notice_said(thing), empty="None recorded yet"))
    return found


def notice_said(thing: AgendaItem | Decision) -> str:
    """Say how the public was told of a key decision, and why not 28 days before, where it was not."""
    if not thing.key_route or thing.key_notice_on is None:
        return ""
    said = f"{KeyRoute(thing.key_route).label}, {date_long(thing.key_notice_on)}"
    return f"{said}: {thing.key_reason}" if thing.key_reason else said


def notice_wanted(item: AgendaItem) -> str:
    """Say by when the notice of a key decision must be published for the meeting; nothing where it is there."""
    meeting = item.meeting
    if not item.wants_key_notice or item.key_route or not meeting.is_ahead:
        return ""
    by = rules.key_notice_by(meeting.meets_on, tables=statute(meeting.authority))
    return (
        f"This is a key decision. Publish its notice by {date_long(by)}, at least 28 clear days before the meeting "
        f"({KEY_DECISION}), and record it here."
    )


def decision_tag(decision: Decision) -> Tag:
    """Give what was decided as a tag."""
    return Tag(decision.get_outcome_display(), OUTCOME_COLOURS.get(decision.outcome, "grey"))


def decision_facts(decision: Decision) -> list[Row]:
    """Give what is known of a decision."""
    by = decision.body.name if decision.body else decision.taken_by.name if decision.taken_by else ""
    where = decision.meeting.get_absolute_url() if decision.meeting else ""
    return [
        Row("Reference", decision.reference),
        Row("Decided by", by, href=where),
        Row("Decided on", date_with_day(decision.decided_on)),
        *about(decision),
        Row("Decision", decision.text),
        Row("Reasons", decision.reasons),
        Row("Other options, and why they were rejected", decision.alternatives),
        Row("Under which powers", scheme_said(decision)),
        *([Row("Outside those powers", "The scheme of that day names another body")] if outside(decision) else []),
        *(
            [Row("Quorum", f"{decision.quorum['present']} took part, {decision.quorum['needed']} needed")]
            if decision.quorum
            else []
        ),
        *([Row("Votes", votes_said(decision))] if decision.votes else []),
        *([Row("Interests declared", interests_said(decision))] if decision.interests else []),
        *([Row("Asked by", decision.asked_by.name)] if decision.asked_by else []),
        *([Row("Background papers", decision.papers)] if decision.papers else []),
        Row("Published", date_long(london(decision.published_at)) if decision.published_at else "", empty="Not yet"),
        *call_in_rows(decision),
    ]


def decision_gist(decision: Decision) -> list[Row]:
    """Give what an act on a decision needs in sight: who decided what and when, and where its call-in stands."""
    by = decision.body.name if decision.body else decision.taken_by.name if decision.taken_by else ""
    return [
        Row("Decision", decision.text, href=decision.get_absolute_url()),
        Row("Decided by", f"{by}, {date_with_day(decision.decided_on)}"),
        *call_in_rows(decision),
    ]


def call_in_rows(decision: Decision) -> list[Row]:
    """Give until when a key decision can be called in, and what overview and scrutiny did."""
    rows = []
    if (found := selectors.call_in_of(decision)) is not None:
        # Called in, it takes effect at no moment that is known, so only the day is said.
        until = date_with_day(found.call_in_by) if decision.called_in_on else moment(selectors.effect_at(found))
        rows.append(Row("Can be called in until", until))
    if decision.called_in_on is not None:
        rows.append(Row("Called in", f"{date_long(decision.called_in_on)}: {decision.call_in_reason}"))
    if decision.released_on is not None:
        rows.append(Row("Call-in ended", f"{date_long(decision.released_on)}: {decision.release_note}"))
    return rows


def outside(decision: Decision) -> bool:
    """Say whether the scheme of the decision's day names another body."""
    return decision.is_within_powers is False


def scheme_said(decision: Decision) -> str:
    """Say under which powers something was decided."""
    if decision.authorised_by_id and decision.authorised_by:
        return f"Decision {decision.authorised_by.reference} of {date_long(decision.authorised_by.decided_on)}"
    return cited(decision.delegation) or "No line of the scheme of that day"


def votes_said(decision: Decision) -> str:
    """Say how members voted: "4 for, 1 against"."""
    names = [name for name in ("for", "against", "abstained") if decision.votes.get(name)]
    return ", ".join(f"{decision.votes[name]} {name}" for name in names)


def interests_said(decision: Decision) -> str:
    """Name those who declared an interest, and which."""
    names = selectors.names_of(one.get("person") for one in decision.interests)
    said = [(names.get(one.get("person") or 0, ""), one["nature"]) for one in decision.interests]
    return "; ".join(f"{name}: {nature}" if name else nature for name, nature in said)


@dataclass(frozen=True)
class Chair:
    """One member in the room, as the page shows them."""

    person: int
    name: str
    functions: str
    tag: Tag


@dataclass(frozen=True)
class Room:
    """Who is there, and whether they can decide."""

    chairs: list[Chair]
    said: str
    is_quorate: bool


def sitting(meeting: Meeting, item: AgendaItem | None = None) -> Room:
    """Give the room as it stands, for one item or for the meeting as a whole."""
    apart = selectors.apart_from(item) if item else set()
    declared = {one.person_id for one in selectors.interests_of(meeting) if item and one.item_id == item.pk}
    quorum = selectors.quorum_at(meeting, apart=apart)
    chairs = []
    for one in selectors.attendances_of(meeting):
        tag = Tag(Presence(one.presence).label, PRESENCE_COLOURS[one.presence])
        if one.person_id in declared:
            tag = Tag("Declared an interest", "red")
        elif one.person_id in apart:
            tag = Tag("Asked for it" if item and item.is_own(one.person_id) else "Stands for it", "yellow")
        chairs.append(Chair(one.person_id, one.person.name, ", ".join(selectors.function_labels(one)), tag))
    return Room(chairs, quorum_in_words(quorum), quorum.is_met)


def seats_in_words(meeting: Meeting) -> list[tuple[str, str]]:
    """Give the members of a meeting as choices: number, and name with functions."""
    return [
        (str(one.person_id), f"{one.person.name}, {', '.join(selectors.function_labels(one)).lower()}")
        for one in selectors.attendances_of(meeting)
    ]


def conditions_of(decision: Decision) -> list[Row]:
    """Give the conditions of a decision, each with who sees to it and by when."""
    names = selectors.names_of(one.get("owner") for one in decision.conditions)
    return [
        Row(
            one["text"],
            " ".join(
                filter(
                    None,
                    [
                        names.get(one.get("owner") or 0, ""),
                        f"by {date_long(date.fromisoformat(one['due_on']))}" if one.get("due_on") else "",
                    ],
                )
            ),
            empty="No owner and no day",
        )
        for one in decision.conditions
    ]


def record_rule(decision: Decision) -> list[Row]:
    """Give what the law asks of the record of an officer's decision: whether it is published, and until when."""
    if not decision.is_of_officer:
        return []
    answer = rules.what_the_record_needs(
        decided_on=decision.decided_on, is_express=decision.authorised_by_id is not None, effect=decision.effect,
        tables=statute(decision.authority),
    )  # fmt: skip
    found = answer.result
    if found is None:
        return []
    if not found.record_needed:
        return [Row("Must be published", f"No, an everyday decision ({answer.citation})")]
    return [
        Row("Must be published", f"Yes, as soon as reasonably practicable ({answer.citation})"),
        Row("Notice due by", date_long(decision.notice_by) if decision.notice_by else ""),
        Row("Open to inspection until", date_long(found.record_kept_until) if found.record_kept_until else ""),
        Row("Its background papers until", date_long(found.papers_kept_until) if found.papers_kept_until else ""),
    ]

"""How bodies, meetings, items and decisions are put into words."""

from __future__ import annotations

from typing import Any

from hub.governance.models import AgendaItem, Body, Decision, Meeting
from hub.governance.terms import MeetingState, Outcome
from hub.law.terms import Procedure
from hub.platform.ui.parts import Row, Tag
from hub.platform.words import date_long, date_with_day, list_of, money, plural, time_of

MEETING_COLOURS: dict[str, Any] = {
    MeetingState.PLANNED: "grey",
    MeetingState.CONVENED: "blue",
    MeetingState.OPEN: "yellow",
    MeetingState.CLOSED: "blue",
    MeetingState.SIGNED: "green",
    MeetingState.CANCELLED: "grey",
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
    return found


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
        Row("Under which powers", decision.delegation.get("citation", ""), empty="No line of the scheme of that day"),
    ]

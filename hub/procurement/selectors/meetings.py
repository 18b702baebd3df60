"""The meetings of the bodies that decide a case, out of the authority's calendar of committees."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db.models import Max, Q

from hub.governance import selectors as governance
from hub.governance.models import Body, Meeting
from hub.governance.selectors.scheme import Case, who_decides
from hub.law.findings import Finding
from hub.law.planning.terms import Meeting as PlannedMeeting
from hub.law.planning.terms import StepName
from hub.platform.tenancy.models import Authority
from hub.platform.words import date_long
from hub.procurement.deciding import approved_on, approving_body
from hub.procurement.models import PlanVersion, Procurement
from hub.procurement.rules.planning import RowKind, TypedPlan

# Which field of a plan names the body that decides a step.
DECIDED_BY = {"approval_body": StepName.APPROVAL, "award_body": StepName.AWARD_DECISION}
DECISION = {"approval_body": "decision to go ahead", "award_body": "decision to award"}
NO_MEETING = "It has no meeting ahead in the calendar. "


def bodies(authority: Authority) -> list[Body]:
    """Give the bodies that can decide a case of an authority."""
    return list(Body.objects.filter(authority=authority).sitting().order_by("name", "pk"))


def usual_bodies(case: Procurement, *, on: date) -> dict[str, tuple[str, date]]:
    """Give the bodies that decide a case by the gates and by the scheme of delegation, each with its last meeting.

    They stand by the field of a plan. A body without a meeting ahead is left out: nothing can be planned with it.
    """
    found = deciding(case, on=on)
    last = _last_meetings(case.authority, set(found.values()), on)
    return {name: (code, last[code]) for name, code in found.items() if code in last}


def not_waited_for(case: Procurement, typed: TypedPlan, *, on: date) -> list[str]:
    """Say which bodies decide a case and are not waited for by some dates, and until when their meetings are planned.

    Without it a calendar that ends early would make a timetable that looks safe and is not.
    """
    if not case.is_going_on:
        return []
    settled = {one.step for one in typed.days if one.sort != RowKind.PLANNED}
    taken = {"approval_body": approved_on(case), "award_body": case.awarded_on}
    left = {
        name: code
        for name, code in deciding(case, on=on).items()
        if not getattr(typed, name) and DECIDED_BY[name] not in settled and taken[name] is None
    }
    if not left:
        return []
    last = _last_meetings(case.authority, set(left.values()), on)
    names = {body.code: body.name for body in bodies(case.authority)}
    return [
        f"{names.get(code, code)} takes the {DECISION[name]}, but these dates count as if an officer did. "
        + (f"Its last meeting in the calendar is on {date_long(last[code])}. " if code in last else NO_MEETING)
        + "Plan its meetings, then plan these dates again."
        for name, code in left.items()
    ]


def deciding(case: Procurement, *, on: date) -> dict[str, str]:
    """Give the codes of the bodies that decide a case by gates and scheme on a day, by the field of a plan."""
    worth = Case(case.estimate_ex_vat, case.estimate_inc_vat, case.procedure or case.intended_procedure,
                 case.risk_level)  # fmt: skip
    band = who_decides(worth, on=on, authority=case.authority).band
    found = {"approval_body": approving_body(case, on), "award_body": band.body if band else ""}
    return {name: code for name, code in found.items() if code}


def _last_meetings(authority: Authority, codes: set[str], on: date) -> dict[str, date]:
    """Give the last day in the calendar on which each of some bodies meets; one that does not meet is left out."""
    if not codes:
        return {}
    ahead = Meeting.objects.ahead().filter(authority=authority, meets_on__gte=on, body__code__in=codes)
    return dict(ahead.values_list("body__code").annotate(last=Max("meets_on")).order_by())


def bodies_of_meetings(latest: Mapping[int, datetime]) -> dict[Body, datetime]:
    """Give the bodies of some meetings, each with the latest moment.

    :param latest: moments by the numbers of the meetings.
    """
    found: dict[Body, datetime] = {}
    for meeting in Meeting.objects.filter(pk__in=list(latest)).select_related("body__authority").order_by("pk"):
        found[meeting.body] = max(latest[meeting.pk], found.get(meeting.body, latest[meeting.pk]))
    return found


def planned_on_lost_days(body: Body) -> list[tuple[Procurement, date]]:
    """Give the cases that go on and wait for a body on a day on which it meets no more, each with that day.

    Their newest timetable decides: a decision that is done stays where it is.
    """
    going_on = Procurement.objects.going_on().filter(authority=body.authority_id)
    named = Q(facts__approval_body=body.code) | Q(facts__award_body=body.code)
    plans = PlanVersion.objects.filter(procurement__in=going_on).filter(named).order_by("procurement", "-number")
    newest = dict(going_on.annotate(last=Max("plans__number")).values_list("pk", "last"))
    meets = set(Meeting.objects.ahead().filter(body=body).values_list("meets_on", flat=True))
    found = []
    for plan in plans.select_related("procurement__authority", "procurement__owner"):
        if plan.number != newest[plan.procurement_id]:
            continue
        days = [day for day in _waits_on(plan, body.code) if day not in meets]
        if days:
            found.append((plan.procurement, min(days)))
    return found


def _waits_on(plan: PlanVersion, code: str) -> list[date]:
    """Give the days on which a body decides by a timetable, as far as that is still to come."""
    steps = {str(step) for field, step in DECIDED_BY.items() if plan.facts.get(field) == code}
    typed = {one["on"] for one in plan.facts.get("days", ()) if one["sort"] == RowKind.MEETING}
    return [
        date.fromisoformat(one["ends_on"])
        for one in plan.steps
        if one["step"] in steps and not one["done"] and one["ends_on"] not in typed
    ]


def meetings_for(authority: Authority, typed: TypedPlan, *, on: date) -> tuple[list[PlannedMeeting], list[Finding]]:
    """Give the meetings ahead of the bodies that decide, and a finding for each body that has none in the calendar."""
    known = {body.code: body for body in bodies(authority)} if typed.approval_body or typed.award_body else {}
    found: list[PlannedMeeting] = []
    wrong: list[Finding] = []
    for field, step in DECIDED_BY.items():
        code = getattr(typed, field)
        body = known.get(code)
        rows = governance.ahead(authority, on=on, body=body) if body else []
        found += [PlannedMeeting(step=step.value, meets_on=row.meets_on, papers_by=row.papers_by) for row in rows]
        if code and not rows:
            name = body.name if body else "This body"
            words = f"{name} has no meeting ahead in the calendar. Plan its meetings, or let an officer decide."
            wrong.append(Finding("no_meetings", f"{field}: {words}", cure=field))
    return found, wrong

"""The meetings of the bodies that decide a case, out of the authority's calendar of committees."""

from __future__ import annotations

from datetime import date

from hub.governance import selectors as governance
from hub.governance.models import Body
from hub.law.findings import Finding
from hub.law.planning.terms import Meeting, StepName
from hub.platform.tenancy.models import Authority
from hub.procurement.rules.planning import TypedPlan

# Which field of a plan names the body that decides a step.
DECIDED_BY = {"approval_body": StepName.APPROVAL, "award_body": StepName.AWARD_DECISION}


def bodies(authority: Authority) -> list[Body]:
    """Give the bodies that can decide a case of an authority."""
    return list(Body.objects.filter(authority=authority).sitting().order_by("name", "pk"))


def meetings_for(authority: Authority, typed: TypedPlan, *, on: date) -> tuple[list[Meeting], list[Finding]]:
    """Give the meetings ahead of the bodies that decide, and a finding for each body that has none in the calendar."""
    known = {body.code: body for body in bodies(authority)} if typed.approval_body or typed.award_body else {}
    found: list[Meeting] = []
    wrong: list[Finding] = []
    for field, step in DECIDED_BY.items():
        code = getattr(typed, field)
        body = known.get(code)
        rows = governance.ahead(authority, on=on, body=body) if body else []
        found += [Meeting(step=step.value, meets_on=row.meets_on, papers_by=row.papers_by) for row in rows]
        if code and not rows:
            name = body.name if body else "This body"
            words = f"{name} has no meeting ahead in the calendar. Plan its meetings, or let an officer decide."
            wrong.append(Finding("no_meetings", f"{field}: {words}", cure=field))
    return found, wrong

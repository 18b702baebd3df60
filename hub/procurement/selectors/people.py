"""Who takes part in a case, what they declared as far as somebody may read it, and what the law asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from hub.law import conflicts
from hub.law.terms import NoticeType, Procedure
from hub.platform.actors import Actor
from hub.platform.identity.roles import EDITORS, Role
from hub.platform.tenancy.models import Authority
from hub.platform.words import date_long
from hub.procurement.models import ConflictsAssessment, Interest, Procurement, TeamMember
from hub.procurement.selectors.planning import standing_of, tables_for
from hub.procurement.terms import NOT_OVER, WANTED_ROLES, InterestKind, InterestOutcome, TeamRole

# Who reads what somebody declared; everybody else sees that they did, and the outcome.
READERS = EDITORS | {Role.LEGAL, Role.AUDITOR}


@dataclass(frozen=True)
class Member:
    """Somebody's part, with whether they declared their interests."""

    part: TeamMember
    declared: bool


@dataclass(frozen=True)
class Declared:
    """One declaration as a person may read it."""

    who: str
    what: str
    about: str
    declared_on: date
    outcome: str
    steps: str
    is_waiting: bool


def team_now(procurement: Procurement) -> list[TeamMember]:
    """Give the parts that are held now."""
    return list(procurement.team.filter(left_on__isnull=True).select_related("person"))


def members(procurement: Procurement) -> list[Member]:
    """Give everybody's part, past ones too, with whether they declared."""
    declared = set(procurement.interests.filter(is_current=True).values_list("person_id", flat=True))
    rows = procurement.team.select_related("person").order_by("left_on", "pk")
    return [Member(row, row.person_id in declared) for row in rows]


def missing_roles(procurement: Procurement) -> list[TeamRole]:
    """Give the roles of a whole team that nobody holds now (BC-4)."""
    held = {row.role for row in team_now(procurement)}
    return [role for role in WANTED_ROLES if role not in held]


def declarations(procurement: Procurement, actor: Actor) -> list[Declared]:
    """Give the declarations that hold, each as far as the person may read it."""
    may = actor.is_system or actor.holds(READERS, procurement.authority_id)
    rows = procurement.interests.filter(is_current=True).select_related("person")
    return [_declared(row, may or row.person_id == actor.person_id) for row in rows]


def _declared(row: Interest, may: bool) -> Declared:
    is_none = row.interest_kind == InterestKind.NONE
    return Declared(
        who=row.person.name,
        what=row.get_interest_kind_display() if may or is_none else "Declared an interest",
        about=row.about if may else "",
        declared_on=row.declared_on,
        outcome="" if is_none else row.get_outcome_display(),
        steps=row.steps if may else "",
        is_waiting=row.outcome == InterestOutcome.WAITING,
    )


def waiting_interests(procurement: Procurement) -> list[Interest]:
    """Give the declarations that nobody has decided."""
    rows = procurement.interests.filter(outcome=InterestOutcome.WAITING, is_current=True)
    return list(rows.select_related("person").order_by("pk"))


def first_conflicts(procurement: Procurement) -> dict[str, str]:
    """Give what a first conflicts assessment begins with: what people declared and what was decided about it."""
    rows = procurement.interests.filter(is_current=True).exclude(interest_kind=InterestKind.NONE)
    told = list(rows.select_related("person"))
    if not told:
        return {"conflicts": "", "steps": ""}
    said = "\n".join(f"{row.person.name}: {row.about}" for row in told)
    steps = "\n".join(
        f"{row.person.name}: {row.get_outcome_display().lower()}{f'. {row.steps}' if row.steps else ''}" for row in told
    )
    return {"conflicts": said, "steps": steps}


def revisions(procurement: Procurement) -> Sequence[ConflictsAssessment]:
    """Give the revisions of the conflicts assessment, newest first."""
    return list(procurement.assessments.select_related("made_by"))


def conflict_duties(procurement: Procurement) -> list[str]:
    """Give what the law asks of the conflicts assessment before the first notice, in sentences."""
    known = standing_of(procurement)
    rows = list(procurement.assessments.order_by("number"))
    first = NoticeType.UK5 if procurement.procedure == Procedure.DIRECT_AWARD else NoticeType.UK4
    facts = conflicts.ConflictsAssessmentFacts(
        covered=bool(known and known.covered),
        notices=(conflicts.ConflictNotice(notice=first, published_on=procurement.competed_on, confirmed=False),),
        prepared_on=rows[0].made_on if rows else None,
        revised_on=rows[-1].made_on if len(rows) > 1 else None,
    )
    answer = conflicts.conflicts_assessment(facts, tables=tables_for(procurement))
    if answer.result is None:
        return [one.message for one in answer.findings]
    said = [f"{one.duty.label}: {one.notice.label.lower()} ({one.citation})." for one in answer.result.missing]
    if not said and rows:
        return [f"Prepared on {date_long(rows[0].made_on)}. Keep it under review until the contract ends (s.83(5))."]
    return said or [f"{one.message} ({one.citation})" for one in answer.findings[:1]]


def other_authorities(procurement: Procurement) -> Any:
    """Give the authorities that could join a case."""
    return Authority.objects.exclude(pk=procurement.authority_id).order_by("name")


def parts_of(person: Any) -> list[TeamMember]:
    """Give the parts that somebody holds in cases that are not over."""
    rows = TeamMember.objects.filter(person=person, left_on__isnull=True, procurement__status__in=sorted(NOT_OVER))
    return list(rows.select_related("procurement").order_by("pk"))


def reviews(cases: list[Procurement], at: datetime) -> dict[int, date | None]:
    """Give by when the conflicts assessments of many cases are looked at again, by the number of the case."""
    rows = ConflictsAssessment.objects.filter(procurement__in=[case.pk for case in cases]).order_by("number")
    # The newest revision is read last and stands.
    return dict(rows.values_list("procurement_id", "review_on"))

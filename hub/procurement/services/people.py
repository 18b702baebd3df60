"""Who takes part, what they declare, what is decided about it, and the one conflicts assessment."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from hub.law.findings import Finding
from hub.platform.act_guards import refuse
from hub.platform.actors import Actor
from hub.platform.acts import Refused, perform
from hub.platform.clock import london
from hub.platform.identity.models import Person
from hub.platform.tenancy.models import Authority, Share
from hub.procurement import acts
from hub.procurement.models import ConflictsAssessment, Interest, Partner, Procurement, TeamMember
from hub.procurement.terms import InterestKind, InterestOutcome, TeamRole


@dataclass(frozen=True)
class PartTerms:
    """Somebody's part in the team."""

    person: Person
    role: str


def name_team(
    procurement: Procurement, *, parts: Sequence[PartTerms], by: Actor, at: datetime, version: int | None = None
) -> Procurement:
    """Say anew who takes part in which role; whoever is left out ended today, and both stay on record.

    :raises Refused: when somebody stands twice in one role.
    """
    on = london(at).date()
    with perform(acts.NAME_TEAM, procurement, by=by, at=at, version=version) as done:
        wanted = [(each.person.pk, str(each.role)) for each in parts]
        twice = sorted({each.person.name for each in parts if wanted.count((each.person.pk, str(each.role))) > 1})
        refuse(acts.NAME_TEAM, [Finding("twice", f"{name} stands twice in one role. Take one out.") for name in twice])
        held = list(procurement.team.filter(left_on__isnull=True).select_related("person"))
        before = [_part_words(row) for row in held]
        for row in held:
            if (row.person_id, row.role) not in wanted:
                row.left_on = on
                row.save()
        known = {(row.person_id, row.role) for row in held}
        for each in parts:
            if (each.person.pk, str(each.role)) not in known:
                TeamMember(procurement=procurement, person=each.person, role=each.role, joined_on=on).save()
        procurement.save()
        now = procurement.team.filter(left_on__isnull=True).select_related("person")
        done.changed("team", before, [_part_words(row) for row in now])
    return procurement


def take_part_over(part: TeamMember, *, to: Person, by: Actor, at: datetime) -> Procurement:
    """Give somebody's part in the team to another person; whoever holds it already keeps it once."""
    held = part.procurement.team.filter(left_on__isnull=True).select_related("person")
    kept = [PartTerms(row.person, row.role) for row in held if row.pk != part.pk]
    if not any(each.person == to and each.role == part.role for each in kept):
        kept.append(PartTerms(to, part.role))
    return name_team(part.procurement, parts=kept, by=by, at=at)


def _part_words(row: TeamMember) -> str:
    return f"{row.person.name}, {TeamRole(row.role).label.lower()}"


def declare(
    procurement: Procurement,
    *,
    interest_kind: str,
    about: str = "",
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Procurement:
    """Declare an interest, or that there is none; the person declares for themselves.

    :raises Refused: when an interest is declared without saying what it is.
    """
    on = london(at).date()
    with perform(acts.DECLARE, procurement, by=by, at=at, version=version) as done:
        if by.person_id is None:
            raise Refused(acts.DECLARE, [Finding("person", "Only a person has interests to declare.")])
        if interest_kind != InterestKind.NONE and not about:
            words = "Say what the interest is, and with whom."
            raise Refused(acts.DECLARE, [Finding("about", words, "PA 2023 s.81(2)", cure="about")])
        for row in procurement.interests.filter(person=by.person_id, is_current=True):
            row.is_current = False
            row.save()
        is_none = interest_kind == InterestKind.NONE
        Interest(
            procurement=procurement,
            person_id=by.person_id,
            interest_kind=interest_kind,
            about="" if is_none else about,
            declared_on=on,
            outcome=InterestOutcome.NO_CONFLICT if is_none else InterestOutcome.WAITING,
        ).save()
        procurement.save()
        # What it is stands in the declaration alone, which fewer people read than the timeline.
        done.note(has_interest=not is_none)
    return procurement


def decide_interest(
    procurement: Procurement,
    *,
    interest: Interest,
    outcome: str,
    steps: str = "",
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Procurement:
    """Decide whether a declared interest is a conflict, and what is done about it.

    :raises Refused: when it is one's own, was decided or replaced, or steps are missing.
    """
    with perform(acts.DECIDE_INTEREST, procurement, by=by, at=at, version=version) as done:
        interest.refresh_from_db()
        found = []
        if interest.person_id == by.person_id:
            words = "This is your own declaration. Ask another procurement lead or legal to decide about it."
            found.append(Finding("own", words))
        if interest.outcome != InterestOutcome.WAITING or not interest.is_current:
            found.append(Finding("decided", "This declaration was decided or replaced meanwhile. Open the newest."))
        if outcome == InterestOutcome.WAITING:
            found.append(Finding("outcome", "Say what you decide.", cure="outcome"))
        if outcome == InterestOutcome.MANAGED and not steps:
            found.append(Finding("steps", "Say which steps are taken.", "PA 2023 s.82(1)-(2)", cure="steps"))
        refuse(acts.DECIDE_INTEREST, found)
        interest.outcome, interest.steps = outcome, steps
        interest.decided_on, interest.decided_by_id = london(at).date(), by.person_id
        interest.save()
        procurement.save()
        done.note(outcome=str(outcome))
    return procurement


def assess_conflicts(
    procurement: Procurement,
    *,
    conflicts: str,
    steps: str,
    perceived: str = "",
    review_on: date | None = None,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Procurement:
    """Prepare the conflicts assessment, or review the one there is; it is kept from the plan to the contract's end.

    :raises Refused: while a declared interest is not decided, or the next look is not in the future.
    """
    on = london(at).date()
    with perform(acts.ASSESS_CONFLICTS, procurement, by=by, at=at, version=version) as done:
        waiting = procurement.interests.filter(outcome=InterestOutcome.WAITING, is_current=True).count()
        found = []
        if waiting:
            words = "A declared interest is not decided yet. Decide about it first, so that the assessment can say so."
            found.append(Finding("waiting", words, "PA 2023 s.83(3)", cure="procurement.decide_interest"))
        if review_on is not None and review_on <= on:
            found.append(Finding("review", "The next look must be on a day to come.", cure="review_on"))
        refuse(acts.ASSESS_CONFLICTS, found)
        newest = procurement.assessments.first()
        row = ConflictsAssessment(
            procurement=procurement,
            number=(newest.number if newest else 0) + 1,
            made_on=on,
            made_by_id=by.person_id,
            conflicts=conflicts,
            steps=steps,
            perceived=perceived,
            review_on=review_on,
        )
        row.save()
        procurement.save()
        done.note(revision=row.number)
    return procurement


def set_partners(
    procurement: Procurement,
    *,
    partners: Collection[tuple[Authority, str]],
    reason: str,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Procurement:
    """Say which partner authorities take part; their officers then read the case.

    :raises Refused: when one stands twice or is the authority itself.
    """
    with perform(acts.SET_PARTNERS, procurement, by=by, at=at, version=version) as done:
        numbers = [authority.pk for authority, _ in partners]
        found = []
        if procurement.authority_id in numbers:
            found.append(Finding("own", "This is the authority's own case. Choose a partner authority."))
        if len(set(numbers)) < len(numbers):
            found.append(Finding("twice", "An authority stands twice. Take one out."))
        refuse(acts.SET_PARTNERS, found)
        held = list(procurement.partners.select_related("authority"))
        readers = Share.objects.filter(subject_kind=procurement.kind(), subject_id=procurement.pk)
        readers.filter(authority__in=[row.authority_id for row in held]).delete()
        for row in held:
            row.delete()
        for authority, note in partners:
            Partner(procurement=procurement, authority=authority, note=note).save()
            Share.objects.get_or_create(subject_kind=procurement.kind(), subject_id=procurement.pk, authority=authority)
        procurement.save()
        before = [row.authority.name for row in held]
        done.changed("partners", before, [authority.name for authority, _ in partners])
        done.note(reason)
    return procurement

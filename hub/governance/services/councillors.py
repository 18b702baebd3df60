"""What can be done to the engagement of councillors, one function for each act."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from hub.governance import acts, rules
from hub.governance.models import BenefitRating, Briefing, CouncillorView, Engagement
from hub.governance.rules import Subject
from hub.governance.selectors import councillors as selectors
from hub.governance.terms import EngagementState, Made
from hub.law.findings import Finding
from hub.platform.actors import Actor
from hub.platform.acts import Refused, create, perform
from hub.platform.clock import london
from hub.platform.deadlines.services import close_cause, tell
from hub.platform.identity.models import Person
from hub.platform.numbering.services import take
from hub.platform.tenancy.models import Authority

SERIES = "CNL"
SCALES = {"risk": 5, "political": 5, "wards": 3, "novelty": 2}
FACTS = frozenset({
    "title", "value_ex_vat", "risk", "political", "wards", "novelty", "ward_names", "portfolio", "is_key", "options_by",
    "award_by",
})  # fmt: skip
# Where the criterion has no row for it.
USUAL_DAYS = 10


def score(
    *,
    authority: Authority,
    facts: Mapping[str, Any],
    subject: Subject | None = None,
    owner: Person | None = None,
    by: Actor,
    at: datetime,
) -> Engagement:
    """Score a procurement by the criterion of today, which says whether and when councillors are engaged.

    :param facts: of ``FACTS``; title, value and the four scales at least.
    :param subject: the record that it is about, if it is about one.
    :param owner: who sees to it; else who scores it.
    :raises Refused: when the record is scored already, or a number lies outside its scale.
    """
    if unknown := set(facts) - FACTS:
        raise ValueError(f"These are not facts for councillors: {sorted(unknown)}")
    made = Engagement(authority=authority, owner=owner, **facts)
    if owner is None:
        made.owner_id = by.person_id or 0
    if subject is not None:
        made.subject_kind, made.subject_id = subject.kind, subject.pk
        made.subject_reference, made.subject_page = subject.reference, subject.page
    if found := [*_bars_to_scales(made), *_bars_to_twice(made)]:
        raise Refused(acts.SCORE, found)
    on = london(at).date()
    _apply(made, on)
    with create(acts.SCORE, made, by=by, at=at) as done:
        made.reference = take(SERIES, authority, year=on.year)[0]
        made.save()
        done.note(score=made.score)
    return made


def _bars_to_scales(made: Engagement) -> Iterator[Finding]:
    for name, most in SCALES.items():
        if not 0 <= getattr(made, name) <= most:
            label = str(made._meta.get_field(name).verbose_name).split(",")[0]  # type: ignore[union-attr]
            yield Finding("scale", f"{label.capitalize()} is scored from 0 to {most}.", cure=name)
    if made.value_ex_vat < 0:
        yield Finding("value", "The value must be £0 or more.", cure="value_ex_vat")


def _bars_to_twice(made: Engagement) -> Iterator[Finding]:
    if made.subject_id is None:
        return
    known = selectors.engagement_about(made.subject_kind, made.subject_id)
    if known is not None and known.pk != made.pk:
        message = f"{made.subject_reference} is scored already, as {known.reference}. Score that one again."
        yield Finding("scored", message, cure=known.get_absolute_url())


def _apply(made: Engagement, on: date) -> None:
    """Write down what the criterion of a day asks for."""
    facts = rules.ForCouncillors(
        made.value_ex_vat, made.risk, made.political, made.wards, made.novelty, bool(made.is_key)
    )
    asked = rules.scored(facts, selectors.criterion(on=on, authority=made.authority))
    made.points, made.score, made.band = asked.points, asked.score, asked.band
    made.stages, made.rating_months = [str(one) for one in asked.stages], list(asked.ratings)
    made.is_asked = asked.is_asked
    _settle(made)


def _settle(made: Engagement) -> None:
    """Work out what follows from briefings, views and ratings."""
    views = selectors.views_of(made) if made.pk else []
    briefings = selectors.briefings_of(made) if made.pk else []
    made.briefings_count = len(briefings)
    stages = {one.stage for one in views} | {one.stage for one in briefings}
    made.missing = rules.stages_missing(made.stages, stages)
    made.is_engaged = made.is_asked and not made.missing
    waiting = [one.answer_by for one in views if one.answered_at is None]
    made.views_count, made.is_answered, made.answer_by = len(views), not waiting, min(waiting, default=None)
    made.made_difference = any(one.made in (Made.CHANGED, Made.CONFIRMED) for one in views)
    if made.awarded_on is not None:
        ratings = selectors.ratings_of(made)
        made.rating_by = rules.rating_due(made.awarded_on, made.rating_months, [one.rated_on for one in ratings])
        made.is_rated, made.last_rating = bool(ratings), ratings[-1].rating if ratings else None


def rescore(
    made: Engagement, *, facts: Mapping[str, Any], reason: str, by: Actor, at: datetime, version: int | None = None
) -> Engagement:
    """Score it again with other facts, by the criterion of today."""
    with perform(acts.RESCORE, made, by=by, at=at, version=version) as done:
        for name, value in facts.items():
            setattr(made, name, value)
        if found := list(_bars_to_scales(made)):
            raise Refused(acts.RESCORE, found)
        _apply(made, london(at).date())
        done.note(reason, score=made.score)
    return made


def brief(
    made: Engagement,
    *,
    stage: str,
    held_on: date,
    attended: str,
    summary: str,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Engagement:
    """Record that councillors were told at a stage: when, who was there, and what was said.

    :raises Refused: for a day to come.
    """
    with perform(acts.BRIEF, made, by=by, at=at, version=version) as done:
        if held_on > london(at).date():
            raise Refused(acts.BRIEF, [Finding("future", "Record a briefing once it was held.", cure="held_on")])
        Briefing(engagement=made, stage=stage, held_on=held_on, attended=attended, summary=summary).save()
        _settle(made)
        done.note(stage=str(stage))
    return made


def give_view(
    made: Engagement, *, stage: str, text: str, interest: str = "", by: Actor, at: datetime, version: int | None = None
) -> Engagement:
    """Give a councillor's view; whoever sees to the procurement owes an answer within the days of the criterion."""
    on = london(at).date()
    rows = {code: data for code, _, data in selectors.criterion(on=on, authority=made.authority)}
    days = int(rows.get("answer", {}).get("days", USUAL_DAYS))
    with perform(acts.GIVE_VIEW, made, by=by, at=at, version=version) as done:
        view = CouncillorView(engagement=made, stage=stage, text=text, interest=interest, given_at=at)
        view.councillor_id, view.answer_by = by.person_id or 0, on + timedelta(days=days)
        view.save()
        _settle(made)
        done.note(stage=str(stage))
    tell(
        cause=f"councillors:{view.pk}:view", people=[made.owner_id], authority=made.authority, at=at,
        sentence=f"A councillor gave a view: {made.title}", link=made.get_absolute_url(), about=made,
    )  # fmt: skip
    return made


def answer(
    made: Engagement, *, view: CouncillorView, text: str, made_what: str, by: Actor, at: datetime,
    version: int | None = None,
) -> Engagement:  # fmt: skip
    """Answer a councillor's view, and say what it led to.

    :param made_what: of ``Made``.
    :raises Refused: when it is answered already, or is a view on something else.
    """
    with perform(acts.ANSWER, made, by=by, at=at, version=version) as done:
        held = CouncillorView.objects.filter(pk=view.pk, engagement=made, answered_at__isnull=True).first()
        if held is None:
            raise Refused(acts.ANSWER, [Finding("answered", "That view is answered already.", cure="view")])
        held.answer, held.made, held.answered_at, held.answered_by_id = text, made_what, at, by.person_id
        held.save()
        _settle(made)
        done.note(view=held.pk, led_to=str(made_what))
    close_cause(f"councillors:{held.pk}:view", at=at)
    tell(
        cause=f"councillors:{held.pk}:answer", people=[held.councillor_id], authority=made.authority, at=at,
        sentence=f"Your view was answered: {made.title}", link=made.get_absolute_url(), about=made,
    )  # fmt: skip
    return made


def award(made: Engagement, *, awarded_on: date, by: Actor, at: datetime, version: int | None = None) -> Engagement:
    """Record the day of the award, from which the ratings of the benefit count.

    :raises Refused: for a day to come.
    """
    with perform(acts.AWARD, made, by=by, at=at, version=version):
        if awarded_on > london(at).date():
            raise Refused(acts.AWARD, [Finding("future", "Record the award once it was made.", cure="awarded_on")])
        made.awarded_on = awarded_on
        _settle(made)
    return made


def rate(
    made: Engagement, *, rating: int, note: str, by: Actor, at: datetime, version: int | None = None
) -> Engagement:
    """Rate what the engagement of councillors was worth, from 1 to 5.

    :raises Refused: outside the scale, or by who saw to the procurement.
    """
    with perform(acts.RATE, made, by=by, at=at, version=version) as done:
        if not 1 <= rating <= 5:
            raise Refused(acts.RATE, [Finding("scale", "Rate it from 1 to 5.", cure="rating")])
        if made.is_own(by.person_id):
            message = "You saw to this procurement. Somebody else rates what engagement was worth."
            raise Refused(acts.RATE, [Finding("own", message)])
        fresh = BenefitRating(engagement=made, rating=rating, note=note, rated_on=london(at).date())
        fresh.rated_by_id = by.person_id or 0
        fresh.save()
        _settle(made)
        done.note(rating=rating)
    return made


def assign(
    made: Engagement, *, owner: Person, reason: str = "", by: Actor, at: datetime, version: int | None = None
) -> Engagement:
    """Give it to somebody else, who then owes the answers."""
    with perform(acts.ASSIGN, made, by=by, at=at, version=version) as done:
        made.owner = owner
        done.note(reason)
    return made


def end(made: Engagement, *, reason: str, by: Actor, at: datetime, version: int | None = None) -> Engagement:
    """End it: the procurement goes no further, or its contract is over."""
    with perform(acts.END, made, by=by, at=at, version=version) as done:
        made.rating_by, made.answer_by = None, None
        done.note(reason)
    return made


def facts_of(made: Engagement) -> dict[str, Any]:
    """Give what a form of it begins with."""
    return {name: getattr(made, name) for name in FACTS}


STANDING = frozenset({EngagementState.OPEN, EngagementState.AWARDED})

"""What a procurement is for beyond the purchase: objectives, social value, small and medium firms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from hub.law.findings import Finding
from hub.platform.act_guards import refuse
from hub.platform.actors import Actor
from hub.platform.acts import perform
from hub.platform.clock import london
from hub.procurement import acts, selectors
from hub.procurement.models import Objective, Procurement
from hub.procurement.rules import aims
from hub.procurement.terms import Innovation
from hub.strategy.models import Clause


@dataclass(frozen=True)
class ObjectiveTerms:
    """One objective that a procurement serves, with how anybody will know.

    Args:
        text: the objective; empty for the words of the clause.
        clause: the clause of the strategy that it comes from, or None.
    """

    text: str
    measure: str
    clause: Clause | None = None
    baseline: str = ""
    target: str = ""
    measure_on: date | None = None


def set_objectives(
    procurement: Procurement,
    *,
    objectives: Sequence[ObjectiveTerms],
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Procurement:
    """Name the corporate objectives that it serves, each with an outcome measure (ST-12).

    :raises Refused: when an objective has no words or no measure.
    """
    with perform(acts.SET_OBJECTIVES, procurement, by=by, at=at, version=version) as done:
        found = [Finding("measure", f"Say how anybody will know that “{_said(one)}” was reached.", cure="measure")
                 for one in objectives if not one.measure]  # fmt: skip
        if any(not _said(one) for one in objectives):
            found.append(Finding("text", "Name the objective, or choose a clause of the strategy.", cure="text"))
        refuse(acts.SET_OBJECTIVES, found)
        before = [_words(row) for row in procurement.objectives.all()]
        for row in procurement.objectives.all():
            row.delete()
        for one in objectives:
            Objective(
                procurement=procurement, clause=one.clause, text=_said(one), measure=one.measure,
                baseline=one.baseline, target=one.target, measure_on=one.measure_on,
            ).save()  # fmt: skip
        procurement.save()
        done.changed("objectives", before, [_words(row) for row in procurement.objectives.all()])
    return procurement


def _said(one: ObjectiveTerms) -> str:
    if one.text:
        return one.text
    if one.clause is None:
        return ""
    return (one.clause.title or one.clause.text)[:300]


def _words(row: Objective) -> str:
    return f"{row.text}: {row.measure}{f', target {row.target}' if row.target else ''}"


def decide_social_value(
    procurement: Procurement,
    *,
    decision: str,
    weight: Decimal | None,
    reason: str,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Procurement:
    """Decide whether social value is part of the award criteria, and with which weight (SV-1, SV-3).

    :param weight: per cent of the award criteria; None when it is out.
    :param reason: why in or out; below the usual weight, why so little.
    :raises Refused: when the authority's rule wants it in, or a weight is missing or too small, without a reason.
    """
    on = london(at).date()
    with perform(acts.DECIDE_SOCIAL_VALUE, procurement, by=by, at=at, version=version) as done:
        rule = selectors.social_value_rule(procurement, on=on)
        refuse(acts.DECIDE_SOCIAL_VALUE, aims.bars_to_social_value(decision, weight, reason, rule))
        procurement.social_value, procurement.social_value_reason = decision, reason
        procurement.social_value_weight = weight
        procurement.social_value_decided_on = on
        procurement.save()
        done.note(reason)
    return procurement


def invite_ideas(
    procurement: Procurement,
    *,
    innovation: Innovation,
    reason: str,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Procurement:
    """Decide whether and how the market is invited to offer something new (NX-3), and why."""
    with perform(acts.INVITE_IDEAS, procurement, by=by, at=at, version=version) as done:
        procurement.innovation, procurement.innovation_reason = innovation, reason
        procurement.innovation_decided_on = london(at).date()
        procurement.save()
        done.note(reason)
    return procurement


def consider_smes(
    procurement: Procurement, *, barriers: str, steps: str, by: Actor, at: datetime, version: int | None = None
) -> Procurement:
    """Record what keeps small and medium firms from competing, and what is done about it (PA 2023 s.12(4), s.86)."""
    with perform(acts.CONSIDER_SMES, procurement, by=by, at=at, version=version):
        procurement.sme_barriers, procurement.sme_steps = barriers, steps
        procurement.smes_considered_on = london(at).date()
        procurement.save()
    return procurement

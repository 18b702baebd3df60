"""What the public may know of decisions that were published: plain values, without exempt parts and personal names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from hub.governance import rules
from hub.governance.models import Decision
from hub.governance.selectors.scheme import cited
from hub.governance.selectors.taken import call_in_of, effect_at, names_of
from hub.governance.terms import DecisionState, KeyRoute, Maker
from hub.platform.identity.roles import Role
from hub.platform.reference.statute import statute
from hub.platform.words import date_long, moment


@dataclass(frozen=True)
class PublicDecision:
    """A decision that is or was on the public site."""

    decision_id: int
    authority_id: int
    reference: str
    title: str
    maker: str
    decided_by: str
    outcome: str
    decided_on: date
    published_at: datetime
    is_withdrawn: bool
    value_ex_vat: Decimal | None = None
    is_key: bool = False
    has_exempt_part: bool = False
    kept_until: date | None = None
    facts: dict[str, Any] = field(default_factory=dict)


def public_decisions(ids: Iterable[int]) -> list[PublicDecision]:
    """Give what may be shown of those of some decisions that were ever published."""
    rows = Decision.objects.filter(pk__in=list(ids), published_at__isnull=False)
    return [_public(one) for one in rows.select_related("authority", "body", "meeting", "authorised_by", "taken_by")]


def _public(decision: Decision) -> PublicDecision:
    return PublicDecision(
        decision.pk,
        decision.authority_id,
        decision.reference,
        decision.title,
        str(decision.maker),
        _who(decision),
        str(decision.outcome),
        decision.decided_on,
        decision.published_at,  # type: ignore[arg-type]
        decision.status == DecisionState.WITHDRAWN,
        decision.value_ex_vat,
        decision.is_key,
        decision.is_exempt,
        _kept_until(decision),
        _facts(decision),
    )


def _who(decision: Decision) -> str:
    """Name the body, or the post of the officer: a notice says in which office somebody decided."""
    if decision.body is not None:
        return str(decision.body.name)
    if decision.maker == Maker.MEMBER and decision.taken_by is not None:
        return str(decision.taken_by.name)
    roles = decision.delegation.get("roles") or []
    return Role(roles[-1]).label if roles else "Officer with delegated powers"


def _kept_until(decision: Decision) -> date | None:
    if not decision.is_of_officer:
        return None
    answer = rules.what_the_record_needs(
        decided_on=decision.decided_on, is_express=decision.authorised_by_id is not None, effect=decision.effect,
        tables=statute(decision.authority),
    )  # fmt: skip
    return answer.result.record_kept_until if answer.result else None


def _key_notice(decision: Decision) -> str:
    """Say how the public was told of a key decision; the reason for an exception is published with it."""
    if not decision.is_key or decision.key_notice_on is None:
        return ""
    said = f"{KeyRoute(decision.key_route).label}, {date_long(decision.key_notice_on)}"
    return f"{said}: {decision.key_reason}" if decision.key_reason else said


def _call_in(decision: Decision) -> str:
    """Say until when a key decision can be called in, or what came of a call-in."""
    if decision.released_on is not None:
        return f"It was called in; the call-in ended on {date_long(decision.released_on)}"
    if decision.called_in_on is not None:
        return f"It was called in on {date_long(decision.called_in_on)} and waits"
    found = call_in_of(decision)
    return f"Until {moment(effect_at(found))}; it takes effect then, unless it is called in" if found else ""


def _facts(decision: Decision) -> dict[str, Any]:
    """Give the words of the decision; members who declared an interest are named, as the law asks (reg 7(3)(d))."""
    names = names_of(one.get("person") for one in decision.interests)
    declared = [names.get(one.get("person") or 0, "") or one["nature"] for one in decision.interests]
    under = decision.authorised_by
    return {
        "text": decision.text,
        "reasons": decision.reasons,
        "alternatives": decision.alternatives,
        "conditions": [one["text"] for one in decision.conditions],
        "interests": declared,
        "powers": f"Decision {under.reference}" if under else cited(decision.delegation),
        "papers": decision.papers,
        "key_notice": _key_notice(decision),
        "call_in": _call_in(decision),
        "exempt_because": decision.get_exemption_display() if decision.is_exempt else "",
        "about": decision.subject_reference,
    }

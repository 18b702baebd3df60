"""The records behind the figures that an assessment gives of itself: rows, behaviours, yearly assessments, people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from hub.maturity.models import Round
from hub.maturity.selectors.results import Assessment, Placed, Row
from hub.platform.clock import london
from hub.platform.words import date_long, plural

# Label, address, and what is to be said of it.
Told = tuple[str, str, str]


def counted(key: str, found: Assessment, *, is_met: bool) -> list[Told]:
    """Give the rows or behaviours that a figure counts, the widest gap first.

    :param key: ``ST-2.gap_mean``, ``ST-3.claim_gap`` or ``ST-3.auto_share``.
    :param is_met: those without a gap, or with a level; else the others.
    """
    if key == "ST-3.auto_share":
        behaviours = [each for each in found.behaviours if (each.computed is not None) is is_met]
        return [(_name(each), _address(each), _level(each)) for each in behaviours]
    placed: Sequence[Placed] = found.rows if key == "ST-2.gap_mean" else found.behaviours
    gap = gap_to_target if key == "ST-2.gap_mean" else gap_to_claim
    told = [(gap(each), each) for each in placed]
    measured = [(wide, each) for wide, each in told if wide is not None and (wide == 0) is is_met]
    measured.sort(key=lambda pair: (-pair[0], pair[1].code))
    return [(_name(each), _address(each), f"{_level(each)}. Gap {wide.normalize():f}") for wide, each in measured]


def gap_to_target(each: Placed) -> Decimal | None:
    """Give how far a row is from its target, never below nothing; None where it has no target or no level."""
    if each.target is None or each.computed is None:
        return None
    return max(Decimal(0), each.target - each.computed)


def gap_to_claim(each: Placed) -> Decimal | None:
    """Give how far a claim lies off what is computed; None where there is no claim or no level."""
    if each.claimed is None or each.computed is None:
        return None
    return abs(each.claimed.level - each.computed)


def locked(authorities: Sequence[int], at: datetime, *, is_last: bool, by_person: bool) -> list[Told]:
    """Give the yearly assessments that were locked by a day, the last first; or only that, or who answered it."""
    rows = Round.objects.filter(authority__in=list(authorities), locked_on__lte=london(at).date())
    rounds = list(rows.order_by("-locked_on").prefetch_related("answers__person"))
    rounds = rounds[:1] if is_last else rounds
    if by_person:
        people = {answer.person for each in rounds for answer in each.answers.all()}
        return [(one.name, rounds[0].get_absolute_url(), "") for one in sorted(people, key=lambda one: one.name)]
    return [(str(each), each.get_absolute_url(), _locked(each)) for each in rounds]


def _locked(each: Round) -> str:
    people = {answer.person_id for answer in each.answers.all()}
    locked_on = date_long(each.locked_on) if each.locked_on else "no day"
    return f"Locked on {locked_on}, {plural(len(people), 'person', 'people')}"


def _name(each: Placed) -> str:
    return f"{each.code} {each.title}"


def _address(each: Placed) -> str:
    """Give the page that says why it stands where it stands."""
    return f"/strategy/plan/{each.code}/" if isinstance(each, Row) else f"/maturity/behaviours/{each.code}/"


def _level(each: Placed) -> str:
    if each.computed is None:
        return "No level is computed"
    claimed = f", claimed {each.claimed.level.normalize():f}" if each.claimed else ""
    target = f", target {each.target.normalize():f}" if each.target is not None else ""
    return f"Computed {each.computed}{claimed}{target}"

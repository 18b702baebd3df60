"""What the scores come to, as plain values: worked out anew while people score, kept as it was once one is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from typing import Any

from hub.procurement.appraisal import rules
from hub.procurement.appraisal.models import Option
from hub.procurement.appraisal.selectors import Whole
from hub.procurement.appraisal.sensitivity import Sensitivity, Turn, sensitivity
from hub.procurement.appraisal.terms import Delivery

STEPS = range(0, 101, 10)
MOST_LINES = 3


@dataclass(frozen=True)
class Frozen:
    """The results with the two facts that registers read."""

    results: dict[str, Any]
    is_best: bool
    holds: bool


def freeze(whole: Whole, *, chosen: Option) -> Frozen:
    """Give the results on the day of the choice."""
    found = results(whole)
    best = [row["code"] for row in found["ranking"] if row["place"] == 1]
    return Frozen(found, chosen.code in best, bool(found["holds"]) and best == [chosen.code])


def results(whole: Whole) -> dict[str, Any]:
    """Work everything out from the complete sheets, as values that JSON keeps."""
    case = whole.case()
    by_code = {one.code: one for one in whole.short}
    found = sensitivity(case) if whole.complete else None
    return {
        "ranking": [_ranked(one, by_code[one.option.code]) for one in rules.ranking(case)],
        "criteria": [_criterion(one) for one in whole.criteria],
        "appraisers": [
            {"name": one.sheet.person.name, "authority": one.sheet.authority.name,
             "is_partner": one.sheet.authority_id != whole.appraisal.authority_id}
            for one in whole.complete
        ],
        "said": _said(whole),
        "winner": found.winner if found else None,
        "holds": found.holds_against({one.code for one in whole.short if not one.fails}) if found else None,
        "weights": _turns(found.weights if found else ()),
        "scores": _turns(found.scores if found else ()),
        "rates": _turns(found.rates if found else ()),
        "costs": _turns(found.costs if found else ()),
        "line": _line(case, found),
    }  # fmt: skip


def rounded(value: Fraction, places: int = 2) -> str:
    """Write an exact number with a few places."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return str(exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_EVEN))


def _ranked(one: rules.Ranked, option: Option) -> dict[str, Any]:
    return {
        "code": option.code,
        "title": option.title,
        "delivery": Delivery(option.delivery).label,
        "place": one.place,
        "total": rounded(one.total),
        "present_cost": str(one.present_cost),
        "points": {code: rounded(value) for code, value in one.points.items()},
        "fails": list(option.fails),
        "by_year": [str(value) for value in one.option.costs],
    }


def _criterion(one: Any) -> dict[str, Any]:
    return {
        "code": one.code, "label": one.label, "group": one.group, "group_label": one.get_group_display(),
        "weight": f"{one.weight.normalize():f}", "basis": one.basis,
    }  # fmt: skip


def _said(whole: Whole) -> list[dict[str, Any]]:
    """Give every score with its reason and the name of whoever gave it."""
    return [
        {
            "option": option.code, "title": option.title, "criterion": one.label, "name": sheet.sheet.person.name,
            "points": sheet.points[option.pk, one.pk], "reason": sheet.reasons[option.pk, one.pk],
        }
        for option in whole.short for one in whole.judged for sheet in whole.complete
    ]  # fmt: skip


def _turns(turns: tuple[Turn, ...]) -> list[dict[str, str]]:
    return [{"what": one.what, "now": rounded(one.now), "at": rounded(one.at), "to": one.to} for one in turns]


def _line(case: rules.Case, found: Sensitivity | None) -> dict[str, Any] | None:
    """Give the totals for every weight of the criterion that turns first, or of the heaviest if none does."""
    if found is None:
        return None
    nearest = min(found.weights, key=lambda turn: turn.step, default=None)
    heaviest = max(case.criteria, key=lambda one: Fraction(one.weight))
    code = nearest.what if nearest else heaviest.code
    ranked = [one.option.code for one in rules.ranking(case)]
    first = [found.winner, *([nearest.to] if nearest else [])]
    shown = [*first, *(one for one in ranked if one not in first)][:MOST_LINES]
    at = {step: rules.totals(rules.with_weight(case, code, step)) for step in STEPS}
    return {
        "criterion": code,
        "steps": list(STEPS),
        "series": [{"code": one, "values": [rounded(at[step][one]) for step in STEPS]} for one in shown],
    }

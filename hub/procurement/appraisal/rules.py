"""Score options, discount what they cost, and say whether the best one stays best.

Numbers are exact fractions inside, so that a turning point is a point and not a range of rounding.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from hub.law.findings import Finding, Severity
from hub.procurement.appraisal.terms import Basis, Delivery, Group

Number = Decimal | Fraction | int
WHOLE = 100
LEAST_OPTIONS = 3
LONGEST_YEARS = 30


@dataclass(frozen=True)
class Criterion:
    """One thing that options are scored on.

    :param weight: its share of the whole, in per cent.
    """

    code: str
    label: str
    group: Group
    weight: Number
    basis: Basis = Basis.JUDGED


@dataclass(frozen=True)
class CostLine:
    """What something costs in each of some years.

    :param amount: pounds without VAT in each year, at today's prices; income is below nothing.
    :param from_year: the first year; the first of all is 0.
    :param to_year: the last year, included.
    """

    label: str
    amount: Decimal
    from_year: int
    to_year: int


@dataclass(frozen=True)
class Option:
    """One way of meeting the need, with the points it was given.

    :param points: points by the code of a criterion; those worked out from costs are left out.
    :param costs: pounds by year, from year 0.
    """

    code: str
    title: str
    points: Mapping[str, Number]
    costs: Sequence[Number] = ()


@dataclass(frozen=True)
class Case:
    """Everything that the ranking rests on.

    :param rate: the yearly discount, in per cent.
    :param top: the most points on a criterion.
    """

    options: tuple[Option, ...]
    criteria: tuple[Criterion, ...]
    rate: Number
    top: int


@dataclass(frozen=True)
class Ranked:
    """An option in its place; those with the same total share it.

    :param total: per cent of all the points there are.
    """

    option: Option
    total: Fraction
    place: int
    present_cost: Decimal
    points: Mapping[str, Fraction]


def by_year(lines: Iterable[CostLine], *, years: int) -> list[Decimal]:
    """Give the pounds of each year from some lines; what lies after the last year is left out."""
    found = [Decimal(0)] * years
    for line in lines:
        for year in range(max(line.from_year, 0), min(line.to_year, years - 1) + 1):
            found[year] += line.amount
    return found


def spread(value: Decimal, label: str, *, years: int) -> CostLine:
    """Spread a value evenly over all years.

    :param value: pounds without VAT for all years together.
    """
    return CostLine(label, (value / years).quantize(Decimal("0.01")), 0, years - 1)


def present_cost(costs: Sequence[Number], rate: Number) -> Decimal:
    """Give what costs of several years are worth in year 0, to the penny.

    :param costs: pounds by year; year 0 is not discounted.
    :param rate: the yearly discount, in per cent.
    """
    exact = exact_present(costs, rate)
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(Decimal("0.01"))


def exact_present(costs: Sequence[Number], rate: Number) -> Fraction:
    """Give the same without rounding."""
    factor, total, held = 1 + Fraction(rate) / WHOLE, Fraction(0), Fraction(1)
    for cost in costs:
        total += Fraction(cost) / held
        held *= factor
    return total


def cost_points(costs: Mapping[str, Fraction], top: int) -> dict[str, Fraction]:
    """Give points for costs: all for an option without cost, none for the dearest, in proportion between.

    The points are the share of the dearest option's cost that an option saves; one that brings income gets all.
    """
    dearest = max(costs.values(), default=Fraction(0))
    if dearest <= 0:
        return dict.fromkeys(costs, Fraction(top))
    return {code: top * (1 - max(cost, Fraction(0)) / dearest) for code, cost in costs.items()}


def points_of(case: Case) -> dict[str, dict[str, Fraction]]:
    """Give the points of every option on every criterion, those worked out from costs included."""
    worked = cost_points({one.code: exact_present(one.costs, case.rate) for one in case.options}, case.top)
    return {
        one.code: {
            criterion.code: worked[one.code]
            if criterion.basis is Basis.COST
            else Fraction(one.points.get(criterion.code, 0))
            for criterion in case.criteria
        }
        for one in case.options
    }


def totals(case: Case) -> dict[str, Fraction]:
    """Give each option's weighted total, in per cent of all the points there are."""
    return _totals(points_of(case), case)


def _totals(points: Mapping[str, Mapping[str, Fraction]], case: Case) -> dict[str, Fraction]:
    whole = sum((Fraction(one.weight) for one in case.criteria), Fraction(0)) * case.top
    if not whole:
        return dict.fromkeys(points, Fraction(0))
    weights = {one.code: Fraction(one.weight) for one in case.criteria}
    return {
        code: sum((weights[name] * value for name, value in own.items()), Fraction(0)) * WHOLE / whole
        for code, own in points.items()
    }


def ranking(case: Case) -> list[Ranked]:
    """Rank the options, best first; equal totals share a place."""
    points = points_of(case)
    found = _totals(points, case)
    ordered = sorted(case.options, key=lambda one: -found[one.code])
    return [
        Ranked(
            one,
            found[one.code],
            1 + sum(1 for other in found.values() if other > found[one.code]),
            present_cost(one.costs, case.rate),
            points[one.code],
        )
        for one in ordered
    ]


def winners(case: Case) -> frozenset[str]:
    """Give the codes of the best option, or of those that share the first place."""
    found = totals(case)
    best = max(found.values(), default=Fraction(0))
    return frozenset(code for code, total in found.items() if total == best)


def with_weight(case: Case, code: str, weight: Number) -> Case:
    """Give one criterion another weight; the others share the rest as they did before.

    :param weight: in per cent, from 0 to 100.
    """
    others = [one for one in case.criteria if one.code != code]
    before = sum((Fraction(one.weight) for one in others), Fraction(0))
    rest = WHOLE - Fraction(weight)
    kept = []
    for one in case.criteria:
        if one.code == code:
            new = Fraction(weight)
        else:
            new = rest * Fraction(one.weight) / before if before else rest / len(others)
        kept.append(replace(one, weight=new))
    return replace(case, criteria=tuple(kept))


def with_points(case: Case, option: str, criterion: str, points: Number) -> Case:
    """Give one option other points on one criterion."""
    changed = [
        replace(one, points={**one.points, criterion: points}) if one.code == option else one for one in case.options
    ]
    return replace(case, options=tuple(changed))


def with_costs(case: Case, option: str, share: Number) -> Case:
    """Let one option cost more or less in every year.

    :param share: the change in per cent: 10 is a tenth more.
    """
    factor = 1 + Fraction(share) / WHOLE
    changed = [
        replace(one, costs=[Fraction(cost) * factor for cost in one.costs]) if one.code == option else one
        for one in case.options
    ]
    return replace(case, options=tuple(changed))


def weights_sum(weights: Iterable[Decimal]) -> Iterable[Finding]:
    """The weights of the criteria add up to 100."""
    total = sum(weights, Decimal(0))
    if total != WHOLE:
        more = "more" if total > WHOLE else "less"
        by = abs(total - WHOLE).normalize()
        yield Finding("weights", f"The weights add up to {total.normalize():f}, {by:f} {more} than 100. Change them.")


def groups_missing(criteria: Iterable[Criterion]) -> list[Group]:
    """Give the sides on which nothing is weighed: every appraisal looks at commercial, social and risk."""
    weighed = {one.group for one in criteria if one.weight > 0}
    return [group for group in Group if group not in weighed]


def range_of_options(deliveries: Sequence[str]) -> Iterable[Finding]:
    """A good short list has three options or more, and doing nothing is one of them."""
    if len(deliveries) < LEAST_OPTIONS:
        message = (
            f"The short list has fewer than {LEAST_OPTIONS} options. With so few, a better way may be missed and the "
            "gate may send it back. Add one, or say why there is none."
        )
        yield Finding("few_options", message, severity=Severity.WARN)
    if Delivery.DO_NOTHING not in deliveries:
        message = "Doing nothing is not on the short list. It shows what each other option adds. Add it."
        yield Finding("no_do_nothing", message, severity=Severity.WARN)
    if deliveries and not set(deliveries) - {Delivery.DO_NOTHING, Delivery.DO_LATER}:
        yield Finding("only_waiting", "The short list has no option that meets the need. Add one.")

"""Say what would have to change for another option to be best: a weight, a score, the discount rate, or a cost.

Weights and scores move totals in straight lines, so their turning points are exact. Rates and costs do not; they are
tried in small steps and then narrowed down.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from hub.procurement.appraisal import rules
from hub.procurement.appraisal.rules import WHOLE, Case
from hub.procurement.appraisal.terms import Basis

HIGHEST_RATE = 10
CHEAPEST, DEAREST = -50, 100
NARROW = Fraction(1, 200)
# A weight that may be ten points off without another winner is what "holds" means to a gate (BC-2).
MARGIN = 10


@dataclass(frozen=True)
class Turn:
    """A value at which another option becomes best, or as good.

    :param what: the code of what changes: a criterion, an option, or both as ``option/criterion``.
    :param now: its value now.
    :param at: its value at the turn.
    :param to: the code of the option that takes the lead.
    """

    what: str
    now: Fraction
    at: Fraction
    to: str

    @property
    def step(self) -> Fraction:
        """Give how far the value must move."""
        return abs(self.at - self.now)


@dataclass(frozen=True)
class Sensitivity:
    """Every turn there is; what is missing in a list never changes the winner within its range."""

    winner: str
    weights: tuple[Turn, ...]
    scores: tuple[Turn, ...]
    rates: tuple[Turn, ...]
    costs: tuple[Turn, ...]

    def holds_against(self, rivals: Collection[str]) -> bool:
        """Say whether the winner stays before some options when any one weight is ten points more or less.

        :param rivals: the codes of those that could be chosen instead; one that fails a must could not.
        """
        return all(turn.step > MARGIN for turn in self.weights if turn.to in rivals)


def sensitivity(case: Case) -> Sensitivity | None:
    """Work out every turn; none while two options share the first place or there is only one."""
    best = rules.winners(case)
    if len(best) != 1 or len(case.options) < 2:
        return None
    winner = next(iter(best))
    return Sensitivity(
        winner,
        tuple(weight_turns(case, winner)),
        tuple(score_turns(case, winner)),
        tuple(rate_turns(case, winner)),
        tuple(cost_turns(case, winner)),
    )


def weight_turns(case: Case, winner: str) -> Iterator[Turn]:
    """Give for each criterion the nearest weights, below and above, at which another option draws level."""
    whole = sum((Fraction(one.weight) for one in case.criteria), Fraction(0))
    for criterion in case.criteria:
        now = Fraction(criterion.weight) * WHOLE / whole
        without = rules.totals(rules.with_weight(case, criterion.code, 0))
        alone = rules.totals(rules.with_weight(case, criterion.code, WHOLE))
        met: list[tuple[Fraction, str]] = []
        for rival in without:
            if rival == winner:
                continue
            low, high = without[winner] - without[rival], alone[winner] - alone[rival]
            if low != high and 0 <= (share := low / (low - high)) <= 1:
                met.append((share * WHOLE, rival))
        yield from _nearest(criterion.code, now, met)


def score_turns(case: Case, winner: str) -> Iterator[Turn]:
    """Give for each judged score the points at which another option draws level, where the scale has them."""
    points, found = rules.points_of(case), rules.totals(case)
    second = max((code for code in found if code != winner), key=lambda code: found[code])
    whole = sum((Fraction(one.weight) for one in case.criteria), Fraction(0))
    for option in case.options:
        rival = second if option.code == winner else option.code
        gap = found[winner] - found[rival]
        for criterion in case.criteria:
            if criterion.basis is Basis.COST or not criterion.weight:
                continue
            step = gap * whole * case.top / (WHOLE * Fraction(criterion.weight))
            now = points[option.code][criterion.code]
            at = now - step if option.code == winner else now + step
            if 0 <= at <= case.top:
                yield Turn(f"{option.code}/{criterion.code}", now, at, rival)


def rate_turns(case: Case, winner: str) -> Iterator[Turn]:
    """Give the nearest discount rates, down to 0 and up to 10 per cent, at which another option is best."""
    by_costs = _by_costs(case)

    def best(rate: Fraction) -> frozenset[str]:
        return by_costs({one.code: rules.exact_present(one.costs, rate) for one in case.options})

    now = Fraction(case.rate)
    for end in (Fraction(0), Fraction(HIGHEST_RATE)):
        yield from _search("rate", best, winner, (now, end, Fraction(1, 4)))


def cost_turns(case: Case, winner: str) -> Iterator[Turn]:
    """Give for each option the change of its costs, from half to double, at which another option is best."""
    by_costs = _by_costs(case)
    present = {one.code: rules.exact_present(one.costs, case.rate) for one in case.options}
    for option in case.options:
        if not present[option.code]:
            continue

        def best(share: Fraction, code: str = option.code) -> frozenset[str]:
            return by_costs({**present, code: present[code] * (1 + share / WHOLE)})

        for end in (Fraction(CHEAPEST), Fraction(DEAREST)):
            yield from _search(option.code, best, winner, (Fraction(0), end, Fraction(1)))


def _by_costs(case: Case) -> Callable[[Mapping[str, Fraction]], frozenset[str]]:
    """Give a quick way to tell the winners when only what options cost today changes."""
    judged = tuple(one for one in case.criteria if one.basis is not Basis.COST)
    points = rules.points_of(case)
    base = {
        code: sum((Fraction(one.weight) * points[code][one.code] for one in judged), Fraction(0)) for code in points
    }
    weight = sum((Fraction(one.weight) for one in case.criteria if one.basis is Basis.COST), Fraction(0))

    def best(present: Mapping[str, Fraction]) -> frozenset[str]:
        worked = rules.cost_points(present, case.top)
        found = {code: base[code] + weight * worked[code] for code in base}
        most = max(found.values())
        return frozenset(code for code, total in found.items() if total == most)

    return best


def _nearest(what: str, now: Fraction, met: list[tuple[Fraction, str]]) -> Iterator[Turn]:
    below = [one for one in met if one[0] < now]
    above = [one for one in met if one[0] > now]
    if below:
        place, rival = max(below)
        yield Turn(what, now, place, rival)
    if above:
        place, rival = min(above)
        yield Turn(what, now, place, rival)


def _search(
    what: str, best: Callable[[Fraction], frozenset[str]], winner: str, span: tuple[Fraction, Fraction, Fraction]
) -> Iterator[Turn]:
    """Go from now to an end in steps until another option is best, then narrow the step down."""
    now, end, step = span
    held, way = now, 1 if end > now else -1
    while held != end:
        tried = min(held + step, end) if way > 0 else max(held - step, end)
        if winner not in best(tried):
            break
        held = tried
    else:
        return
    while abs(tried - held) > NARROW:
        middle = (held + tried) / 2
        if winner in best(middle):
            held = middle
        else:
            tried = middle
    yield Turn(what, now, tried, min(best(tried)))

"""Data quality of cases before the market is asked (ST-9): complete, valid and fresh, and which facts count.

Once the market is asked the facts of a case stand, and nobody may put them right any more: later cases are not judged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from hub.platform.clock import london
from hub.platform.events.models import Event
from hub.platform.indicators import conditions
from hub.platform.indicators.related import stood_at
from hub.procurement.models import Procurement
from hub.procurement.terms import BEFORE_MARKET

YEAR = timedelta(days=365)
# Name, whether it is recorded, and the page that records it.
REQUIRED: tuple[tuple[str, Q, str], ...] = (
    ("owner", Q(owner__isnull=False), "transfer/"),
    ("department", ~Q(department=""), "revise/what/"),
    ("budget line", ~Q(budget_line=""), "revise/what/"),
    ("what it is mainly for", ~Q(contract_kind=""), "revise/what/"),
    ("CPV code", ~Q(main_cpv=""), "revise/what/"),
    ("estimate", Q(estimate_ex_vat__isnull=False) | Q(is_beyond_estimate=True), "estimate/"),
    ("day from which it is needed", Q(needed_on__isnull=False), "revise/when/"),
)
FIELDS = len(REQUIRED)


@dataclass(frozen=True)
class Judged:
    """One case with its good fields.

    :param missing: names of the required facts that are not recorded.
    :param faults: why nothing of it counts: facts that cannot be true, or a case that nobody works on.
    :param mend: the address where the first of these is put right.
    """

    case: Procurement
    missing: tuple[str, ...]
    faults: tuple[str, ...]
    mend: str

    @property
    def good(self) -> int:
        """Count the required facts that are recorded, in a record that is valid and fresh."""
        return 0 if self.faults else FIELDS - len(self.missing)

    @property
    def why(self) -> str:
        """Say what is to be put right."""
        missing = f"not recorded: {', '.join(self.missing)}" if self.missing else ""
        return "; ".join([*self.faults, *([missing] if missing else [])])


def before_the_market(at: datetime) -> Q:
    """Give the condition of the cases that are judged."""
    return Q(status__in=sorted(BEFORE_MARKET))


def _complete() -> Q:
    found = Q()
    for _, is_recorded, _ in REQUIRED:
        found &= is_recorded
    return found


def _need_lies_ahead(at: datetime) -> Q:
    return Q(needed_on__isnull=True) | Q(needed_on__gte=london(at).date())


def _value_can_be() -> Q:
    return Q(estimate_ex_vat__isnull=True) | Q(estimate_ex_vat__gt=0)


def _owner_works_here() -> Q:
    return Q(owner__isnull=True) | Q(owner__is_active=True)


def _is_worked_on(at: datetime) -> Q:
    """Give the condition of cases on which somebody acted in the last 365 days."""
    acted = Event.objects.filter(root_kind=Procurement.kind(), at__gt=at - YEAR, at__lte=at).order_by()
    return Q(pk__in=acted.values("root_id"))


def has_nothing_to_mend(at: datetime) -> Q:
    """Give the condition of a case all of whose required facts are recorded, can be true, and are worked on."""
    return _complete() & _need_lies_ahead(at) & _value_can_be() & _owner_works_here() & _is_worked_on(at)


def judged(authorities: Sequence[int], at: datetime) -> list[Judged]:
    """Judge every case before the market is asked, as at a moment; few enough to be read one by one."""
    stood = stood_at(Procurement, authorities, at, _owner_works_here())
    answers: conditions.Answers = {}
    then = stood.met(before_the_market(at), answers)
    rows = stood.unchanged.filter(before_the_market(at)).select_related("owner")
    asked = (
        ("the day from which it is needed is past", _need_lies_ahead(at), "revise/when/"),
        ("it is estimated at nothing", _value_can_be(), "estimate/"),
        ("its owner no longer works here", _owner_works_here(), "transfer/"),
        ("nobody acted on it in the last 365 days", _is_worked_on(at), ""),
    )
    found = [_judge(one, asked, answers, is_lost=one.pk in stood.lost) for one in (*then, *rows.order_by("pk"))]
    return sorted(found, key=lambda each: each.case.reference)


def _judge(
    case: Procurement, asked: Sequence[tuple[str, Q, str]], answers: conditions.Answers, *, is_lost: bool
) -> Judged:
    missing = [(name, page) for name, held, page in REQUIRED if not conditions.holds(held, case, answers)]
    faults = [(name, page) for name, held, page in asked if not conditions.holds(held, case, answers)]
    if is_lost:
        faults.append(("what was recorded of it then was erased", ""))
    page = next((page for _, page in (*faults, *missing)), "")
    return Judged(
        case, tuple(name for name, _ in missing), tuple(name for name, _ in faults), f"{case.get_absolute_url()}{page}"
    )


def mend(case: Procurement) -> str:
    """Give the page where the first missing fact of a case is recorded, else the case itself."""
    answers: conditions.Answers = {}
    page = next((page for _, held, page in REQUIRED if not conditions.holds(held, case, answers)), "")
    return f"{case.get_absolute_url()}{page}"

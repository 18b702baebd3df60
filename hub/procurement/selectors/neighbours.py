"""Purchases that look like a case: those of this package and of the plan, and what was decided about them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q

from hub.law.terms import ContractKind, Procedure
from hub.pipeline import selectors as pipeline
from hub.pipeline.terms import OPEN as ENTRIES_OPEN
from hub.platform.actors import Actor
from hub.procurement import beside
from hub.procurement.models import Neighbour, Procurement
from hub.procurement.rules.standing import kind_of
from hub.procurement.selectors.finding import procurements, vat_percent
from hub.procurement.terms import NOT_OVER, State, VatTreatment

# Purchases of a year before and after are looked at: longer ago or further off, they are hardly one contract.
WINDOW = timedelta(days=365)
CASES, ENTRIES = "procurement", "pipeline"
# Until quotes are records of their own, a purchase on quotes is a case below its threshold.
QUOTES = "Bought on quotes, below the threshold"


@dataclass(frozen=True)
class Found:
    """A purchase that looks like a case, with what was decided about it."""

    purchase: beside.Purchase
    decided: Neighbour | None

    @property
    def counts(self) -> bool:
        """Say whether it was decided that the two count together."""
        return self.decided is not None and self.decided.counts_together


def wanted_for(case: Procurement, *, on: date) -> beside.Wanted:
    """Give what is looked for beside a case."""
    middle = case.needed_on or on
    return beside.Wanted(
        authority=case.authority_id,
        case=case.pk,
        entry=case.entry_id,
        cpv_class=case.main_cpv[: beside.CLASS] if len(case.main_cpv) >= beside.CLASS else "",
        category=case.category,
        since=min(on, middle) - WINDOW,
        until=max(on, middle) + WINDOW,
    )


def alike(wanted: beside.Wanted) -> Q:
    """Give the condition of the same class of CPV codes or the same category."""
    found = Q()
    if wanted.cpv_class:
        found |= Q(main_cpv__startswith=wanted.cpv_class)
    if wanted.category:
        found |= Q(category__iexact=wanted.category)
    return found


def neighbours(case: Procurement, actor: Actor, *, on: date) -> list[Found]:
    """Give the purchases that look like a case, each with what was decided about it."""
    decided = {f"{row.source}:{row.source_id}": row for row in case.neighbours.all()}
    found = beside.purchases(wanted_for(case, on=on), actor)
    seen = {one.token for one in found}
    # What was decided stays on the list though it no longer looks alike, or the person may not read it.
    kept = [_kept(row) for token, row in decided.items() if token not in seen]
    return [Found(one, decided.get(one.token)) for one in (*found, *kept)]


def undecided(case: Procurement, actor: Actor, *, on: date) -> int:
    """Give how many purchases look like a case that nobody has judged yet."""
    return waiting(case, neighbours(case, actor, on=on))


def waiting(case: Procurement, found: Sequence[Found]) -> int:
    """Give how many of some purchases nobody has judged; a new estimate asks for all of them again."""
    return sum(1 for one in found if case.aggregated_on is None or one.decided is None)


def _kept(row: Neighbour) -> beside.Purchase:
    return beside.Purchase(row.source, row.source_id, row.reference, row.title, row.page, row.value_inc_vat)


def with_vat(value_ex_vat: Decimal | None, *, on: date) -> Decimal | None:
    """Add the standard rate, where only a value without VAT is known: the higher sum is the careful one."""
    if value_ex_vat is None:
        return None
    return (value_ex_vat * (1 + vat_percent(VatTreatment.STANDARD, on=on) / 100)).quantize(Decimal("0.01"))


def _cases(wanted: beside.Wanted, actor: Actor) -> Iterator[beside.Purchase]:
    recent = Q(status__in=sorted(NOT_OVER)) | Q(status=State.CLOSED, awarded_on__gte=wanted.since)
    rows = procurements(actor).filter(alike(wanted), recent, authority=wanted.authority)
    rows = rows.exclude(pk=wanted.case).filter(Q(needed_on__isnull=True) | Q(needed_on__lte=wanted.until))
    for row in rows.order_by("reference")[: beside.MOST]:
        kind = kind_of(row.contract_kind, row.is_light_touch)
        page, note = row.get_absolute_url(), QUOTES if row.procedure == Procedure.BELOW_THRESHOLD else ""
        yield beside.Purchase(CASES, str(row.pk), row.reference, row.title, page, row.estimate_inc_vat, kind, note)


def _entries(wanted: beside.Wanted, actor: Actor) -> Iterator[beside.Purchase]:
    rows = pipeline.entries(actor).filter(alike(wanted), authority=wanted.authority, status__in=sorted(ENTRIES_OPEN))
    rows = rows.exclude(pk=wanted.entry).filter(Q(needed_on__isnull=True) | Q(needed_on__lte=wanted.until))
    for row in rows.order_by("reference")[: beside.MOST]:
        value = with_vat(row.value_ex_vat, on=wanted.until)
        kind = _kind(row)
        note = "VAT at the standard rate added"
        yield beside.Purchase(ENTRIES, str(row.pk), row.reference, row.title, row.get_absolute_url(), value, kind, note)


def _kind(entry: Any) -> ContractKind | None:
    return kind_of(getattr(entry, "contract_kind", "") or "", getattr(entry, "is_light_touch", None))


beside.source(CASES, label="Another procurement", find=_cases, order=10)
beside.source(ENTRIES, label="Pipeline", find=_entries, order=20)

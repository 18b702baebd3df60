"""What an award rests on: the settled scores, the price beside its limits, the usual days of the contract."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from hub.award.models import Award
from hub.award.rules import barring, results
from hub.award.rules.barring import Priced
from hub.award.rules.results import Scored
from hub.award.selectors.finding import standing_of
from hub.evaluation import selectors as scoring
from hub.evaluation.models import Evaluation
from hub.evaluation.terms import Stance
from hub.evaluation.terms import State as Scoring
from hub.law.findings import Finding
from hub.platform.actors import Actor
from hub.platform.reference import lookup
from hub.platform.tenancy.models import Authority
from hub.procurement import rules as case_rules
from hub.procurement import selectors as cases
from hub.procurement.rules import Typed
from hub.procurement.terms import OPEN, VatTreatment
from hub.supplier.models import Supplier
from hub.tender.models import Tender
from hub.tender.selectors import questions_of, route_at

SETTINGS = "award_settings"


@dataclass(frozen=True)
class Beginning:
    """What a recommendation would be.

    :param bars: everything that stands against it.
    """

    winner: Scored | None
    rows: list[Scored]
    supplier: Supplier | None
    price_inc_vat: Decimal | None
    reasons: str
    starts_on: date | None
    ends_on: date | None
    bars: list[Finding]


def scored(one: Tender, found: Evaluation | None) -> list[Scored]:
    """Give the offers as they were settled, best first; none while they are not."""
    if found is None or found.status != Scoring.DONE:
        return []
    return results.read(found.result, {row.number: row.text for row in questions_of(one)})


def tolerance(authority: Authority, *, on: date) -> Decimal:
    """Give by how many per cent a price may be above the estimate."""
    for row in lookup.layered(SETTINGS, on=on, authority=authority):
        if row.code == "over_estimate":
            return Decimal(str(row.data["percent"]))
    raise lookup.NoSuchValue(f"No value over_estimate in {SETTINGS} holds on {on.isoformat()}.")


def priced(one: Tender, ex_vat: Decimal, *, on: date) -> tuple[Decimal, Priced]:
    """Give a price with VAT, as the case says that VAT is charged, and beside what it must stay within."""
    case = one.procurement
    treatment = case.vat_treatment or VatTreatment.STANDARD
    if treatment == VatTreatment.MIXED:
        inc = barring.inc_vat(ex_vat, estimate_ex=case.estimate_ex_vat, estimate_inc=case.estimate_inc_vat)
    else:
        found = case_rules.amounts(
            Typed(amount=ex_vat, treatment=treatment), cases.vat_percent(treatment, on=on)
        ).inc_vat  # fmt: skip
        inc = found if found is not None else ex_vat
    route = route_at(case, ex_vat, inc, on=on)
    limit = Priced(
        ex_vat, route.is_quote, route.why_not, not route.is_quote and not route.band, case.estimate_ex_vat,
        tolerance(one.authority, on=on),
    )  # fmt: skip
    return inc, limit


def ends_by(starts_on: date | None, months: int | None) -> date | None:
    """Give the last day of a contract of some months; None where one of the two is not known."""
    if starts_on is None or not months:
        return None
    year, month = divmod(starts_on.month - 1 + months, 12)
    first = date(starts_on.year + year, month + 1, 1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    day = min(starts_on.day, (following - first).days)
    return first.replace(day=day) - timedelta(days=1)


def why_not_begin(one: Tender, found: Evaluation | None, by: Actor) -> Iterator[Finding]:
    """Give what stands against any decision on a quote: sealed answers, a conflict, an award that stands, its case."""
    if not scoring.is_opened(one):
        yield Finding("sealed", "The answers are not opened yet, so nothing is awarded.")
        return
    if scoring.stance(one, found, by.person_id) == Stance.CONFLICT:
        told = "You take no part in this award, because of a conflict of interest."
        yield Finding("interest", told, "PA 2023 s.81")
        return
    if (known := standing_of(one)) is not None:
        told = f"{known.reference} stands: {known.get_status_display().lower()}. Only one award stands at a time."
        yield Finding("stands", told, cure=known.get_absolute_url())
    if one.procurement.status not in OPEN:
        now = one.procurement.get_status_display().lower()
        yield Finding("case", f"{one.procurement.reference} is {now}, so nothing is awarded in it any more.")


def beginning(one: Tender, by: Actor, *, on: date) -> Beginning:
    """Work out what would be recommended, with everything that stands against it."""
    found = scoring.of_tender(one)
    bars = list(why_not_begin(one, found, by))
    rows = scored(one, found)
    winner = results.first(rows)
    if not any(each.code == "sealed" for each in bars):
        bars += _bars_to_scores(found, rows)
    candidate = scoring.candidate(one, winner.bid) if winner is not None else None
    supplier = _supplier_of(candidate)
    if winner is not None and supplier is None:
        told = f"{winner.name} is tied to no supplier of the register. Tie its account to one first."
        bars.append(Finding("no_supplier", told))
    inc = None
    if winner is not None and winner.price is None:
        bars.append(Finding("no_price", f"{winner.name} gave no price that can be awarded."))
    elif winner is not None and winner.price is not None:
        inc, limit = priced(one, winner.price, on=on)
        bars += barring.bars_to_price(limit)
    case = one.procurement
    starts = case.needed_on
    why = results.reasons(winner, rows) if winner is not None else ""
    return Beginning(winner, rows, supplier, inc, why, starts, ends_by(starts, case.term_months), bars)


def _bars_to_scores(found: Evaluation | None, rows: list[Scored]) -> Iterator[Finding]:
    if found is None or found.status != Scoring.DONE:
        yield Finding("scoring", "The scores are not settled yet. Settle them first.")
    elif not any(row.place for row in rows):
        yield Finding("nobody", "No offer is compliant, so none can win. Make no award, with the reason.")


def _supplier_of(candidate: scoring.Candidate | None) -> Supplier | None:
    if candidate is None:
        return None
    if candidate.invitation is not None:
        return candidate.invitation.supplier.standing  # type: ignore[no-any-return]
    found: Supplier | None = Supplier.objects.filter(party=candidate.bid.party_id).first()
    return found.standing if found is not None else None


def totals_in_words(one: Award) -> str:
    """Give the totals of all offers, for whoever approves."""
    rows = scored(one.tender, scoring.of_tender(one.tender))
    return "; ".join(
        f"{row.name} {results.points(row.total)}" if row.total is not None else f"{row.name} not compliant"
        for row in rows
    )  # fmt: skip

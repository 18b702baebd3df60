"""The authority's own bands and settings, and the route that a case takes by them."""

from __future__ import annotations

from copy import copy
from datetime import date
from decimal import Decimal
from typing import Any

from hub.law.below_threshold import BelowThreshold, BelowThresholdFacts, below_threshold
from hub.platform.reference import lookup
from hub.platform.tenancy.models import Authority
from hub.procurement import rules as case_rules
from hub.procurement import selectors as cases
from hub.procurement.models import Procurement
from hub.tender.rules import routing
from hub.tender.rules.checking import Asked
from hub.tender.terms import AnswerAs

BANDS, SETTINGS, QUESTIONS, CATEGORIES = "quote_bands", "quote_settings", "quote_questions", "contract_categories"


def route_of(case: Procurement, *, on: date) -> routing.Route:
    """Say how a case is asked for: by the authority's bands, and by what the law adds below the threshold."""
    known = cases.standing_of(case)
    bands = [
        routing.band_of(row.code, row.label, row.data) for row in lookup.get(BANDS, on=on, authority=case.authority)
    ]
    covered = known.covered if known is not None else None
    value = case.estimate_ex_vat
    if value is not None and case.aggregate_inc_vat is not None and case.estimate_inc_vat:
        # What counts together counts for the bands too: the value grows in the same proportion.
        value = (value * case.aggregate_inc_vat / case.estimate_inc_vat).quantize(Decimal("0.01"))
    return routing.route(value, bands, covered=covered, below=_below(case) if covered is False else None)


def route_at(case: Procurement, ex_vat: Decimal, inc_vat: Decimal, *, on: date) -> routing.Route:
    """Say how a case would have been asked for, had its estimate been the price that came back.

    What counts together with it still does.
    """
    beside = Decimal(0)
    if case.aggregate_inc_vat is not None and case.estimate_inc_vat is not None:
        beside = max(case.aggregate_inc_vat - case.estimate_inc_vat, Decimal(0))
    priced = copy(case)
    priced.estimate_ex_vat, priced.estimate_inc_vat, priced.is_beyond_estimate = ex_vat, inc_vat, False
    priced.aggregate_inc_vat = inc_vat + beside if beside else None
    return route_of(priced, on=on)


def _below(case: Procurement) -> BelowThreshold | None:
    kind, known = case_rules.kind_of(case.contract_kind, case.is_light_touch), cases.standing_of(case)
    if kind is None or known is None or known.counted_inc_vat is None:
        return None
    facts = BelowThresholdFacts(
        on=case.rules_on, kind=kind, value_inc_vat=known.counted_inc_vat, openly_advertised=False
    )
    return below_threshold(facts, tables=cases.tables_for(case)).result


def setting(code: str, name: str, *, on: date, authority: Authority) -> Any:
    """Give one of the settings of quotes; code by code the authority's own, else everybody's.

    :raises lookup.NoSuchValue: when nobody set it.
    """
    for row in lookup.layered(SETTINGS, on=on, authority=authority):
        if row.code == code:
            return row.data[name]
    raise lookup.NoSuchValue(f"No value {code} in {SETTINGS} holds on {on.isoformat()}.")


def home_places(authority: Authority, *, on: date) -> tuple[str, ...]:
    """Give the places that count as local besides the one asked for."""
    return tuple(str(one) for one in setting("home", "places", on=on, authority=authority))


def ready_questions(authority: Authority, *, on: date) -> list[Asked]:
    """Give the questions with which a quote begins."""
    return [_ready(row.label, row.data) for row in lookup.get(QUESTIONS, on=on, authority=authority)]


def _ready(text: str, data: dict[str, Any]) -> Asked:
    weight = data.get("weight")
    return Asked(
        text=text,
        answer_as=AnswerAs(data.get("answer_as", AnswerAs.TEXT)),
        listed=tuple(data.get("listed", ())),
        weight=Decimal(str(weight)) if weight is not None else None,
        help=str(data.get("help", "")),
        word_limit=data.get("words"),
        is_price=bool(data.get("price")),
    )


def categories(authority: Authority, *, on: date) -> list[str]:
    """Give the categories that the authority sorts what it buys by."""
    return [row.label for row in lookup.get(CATEGORIES, on=on, authority=authority)]

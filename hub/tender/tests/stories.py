"""Reach the states of a quote by performing the real acts. Tests and the demo's samples are built from these."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from hub.platform.clock import london
from hub.procurement import rules as case_rules
from hub.procurement.terms import EstimateMethod, VatTreatment
from hub.supplier import services as supplying
from hub.supplier.models import Supplier
from hub.tender import services
from hub.tender.models import Tender
from hub.tender.rules import timing
from hub.tender.rules.checking import Asked
from hub.tender.services import Chosen, What
from hub.tender.terms import AnswerAs

FIRMS = (
    ("Signwell Ltd", "Wickmoor", "sme", False),
    ("Brightsign Ltd", "Stanbridge", "sme", False),
    ("Wickmoor Workshop", "Wickmoor", "sme", True),
    ("National Signs plc", "Leeds", "large", False),
)
SMALL = ("Long forms and accounts.", "Few questions, no accounts.")
QUESTIONS = (
    Asked("What is your price in all, in pounds without VAT?", AnswerAs.NUMBER, weight=Decimal(70), is_price=True),
    Asked("How will you do it, and by when?", AnswerAs.TEXT, weight=Decimal(30), word_limit=500),
    Asked("Will you be insured when the contract is signed?", AnswerAs.DECLARATION),
)
VALUE = case_rules.Typed(
    amount=Decimal(18_000), treatment=VatTreatment.STANDARD, method=EstimateMethod.BUDGET
)  # fmt: skip
DUE = date(2026, 12, 2)


def firms(*, by: Any, at: datetime) -> None:
    """Enter firms of a place and size in the register, unless they are there."""
    there = set(Supplier.objects.values_list("name", flat=True))
    for name, place, size, is_vcse in FIRMS:
        if name not in there:
            supplying.add(name=name, place=place, size=size, is_vcse=is_vcse, by=by, at=at)


def what(**more: Any) -> What:
    """Give what the first page asks for."""
    told: dict[str, Any] = {
        "title": "Sign repairs", "description": "Repair of 40 road signs after the storm.", "place": "Wickmoor",
        "contract_kind": "services", "category": "Highways and street works", "needed_on": date(2027, 2, 1),
        "estimate": VALUE,
    }  # fmt: skip
    return What(**{**told, **more})


def prepared(*, authority: Any, by: Any, at: datetime, **more: Any) -> Tender:
    """Give a quote that was begun with its case."""
    return services.prepare_new(what(**more), authority=authority, by=by, at=at)


def supplier(name: str) -> Supplier:
    """Give a firm by its name."""
    return Supplier.objects.get(name=name)  # type: ignore[no-any-return]


def chosen(one: Tender, *, by: Any, at: datetime, names: Any = None) -> Tender:
    """Choose three firms, one of them small and local."""
    picked = [Chosen(supplier(name).pk, email_of(name)) for name in names or [row[0] for row in FIRMS[:3]]]
    return services.choose_suppliers(one, chosen=picked, by=by, at=at)


def email_of(name: str) -> str:
    """Give the address of a firm."""
    return f"quotes@{name.split()[0].lower()}.example"


def asked(one: Tender, *, by: Any, at: datetime, due: datetime | None = None) -> Tender:
    """Write three questions and the return date."""
    barriers, steps = SMALL
    moment = due or timing.due_at(DUE, time(12))
    return services.ask(one, questions=QUESTIONS, due_at=moment, barriers=barriers, steps=steps, by=by, at=at)


def ready(*, authority: Any, by: Any, at: datetime, **more: Any) -> Tender:
    """Give a quote that only waits to be sent."""
    one = chosen(prepared(authority=authority, by=by, at=at, **more), by=by, at=at)
    return asked(one, by=by, at=at)


def sent(*, authority: Any, by: Any, at: datetime, **more: Any) -> Tender:
    """Give a quote that is open."""
    return services.invite(ready(authority=authority, by=by, at=at, **more), by=by, at=at)


def on(at: datetime) -> date:
    """Give the London day of an instant."""
    return london(at).date()

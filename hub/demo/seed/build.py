"""Play the demo authority's history: who loaded, signed, extended, suspended, ended and shared what, and when."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction

from hub.contract import services as contracts
from hub.contract.reading import SupplierRef
from hub.contract.services.derived import Part
from hub.contract.services.loading import load_new
from hub.demo.seed import (
    accounts,
    awarding,
    bidding,
    cases,
    deciding,
    duties,
    gating,
    generated,
    governing,
    heard,
    intake,
    judging,
    later,
    law,
    loading,
    options,
    papers,
    planning,
    publishing,
    quotes,
    sealing,
    spending,
)
from hub.demo.seed.names import FIRMS, Firm
from hub.demo.seed.screens import NAMED, Named
from hub.demo.seed.script import Script
from hub.demo.seed.stage import Stage
from hub.platform import clock
from hub.platform.actors import SYSTEM
from hub.platform.numbering.services import go_on_after
from hub.platform.testing.cast import Cast, make_cast
from hub.supplier import services as supplying

CAST_MADE = datetime(2015, 1, 5, 9, tzinfo=UTC)
OLD_LIST_LOADED = date(2025, 5, 12)
# What nobody could complete then was found again in a service's own list, and is being completed now.
REST_LOADED = date(2026, 10, 7)
NO_MANAGER_ENTERED = date(2026, 10, 21)


def build(*, start: datetime) -> Cast:
    """Build everything that happened before ``start``.

    :param start: the demo's first moment.
    """
    with clock.frozen(CAST_MADE), transaction.atomic():
        cast = make_cast(CAST_MADE)
        suppliers = load_suppliers()
        tie_accounts(cast, suppliers)
    stage = Stage(cast, suppliers)
    script = Script()
    for one in NAMED:
        enter(script, stage, one)
    script.on(OLD_LIST_LOADED, lambda at: load_old_list(stage, at, complete=True), hour=14)
    script.on(REST_LOADED, lambda at: load_old_list(stage, at, complete=False), hour=11)
    later.write(script, stage)
    deciding.write(script, stage)
    papers.write(script, stage)
    loading.write(script, stage)
    publishing.write(script, stage)
    planning.write(script, stage)
    intake.write(script, stage)
    cases.write(script, stage)
    spending.write(script, stage)
    judging.write(script, stage)
    law.write(script, stage)
    duties.write(script, stage)
    options.write(script, stage)
    gating.write(script, stage)
    governing.write(script, stage)
    heard.write(script, stage)
    sealing.write(script, stage)
    quotes.write(script, stage)
    awarding.write(script, stage)
    accounts.write(script, stage)
    bidding.write(script, stage)
    script.play(until=start)
    return cast


def load_suppliers() -> dict[str, Any]:
    """Enter the invented firms."""
    refs = [reference(firm) for firm in FIRMS]
    found = supplying.find_or_create(refs, by=SYSTEM, at=CAST_MADE)
    return {firm.name: supplier for firm, supplier in zip(FIRMS, found, strict=True)}


def tie_accounts(cast: Cast, suppliers: dict[str, Any]) -> None:
    """Tie the firms whose people sign in to their organisation's account."""
    for party in cast.parties.values():
        if party.name in suppliers:
            supplying.link_party(suppliers[party.name], party=party, by=SYSTEM, at=CAST_MADE)


def reference(firm: Firm) -> SupplierRef:
    """Give a firm as a file names one."""
    numbers = (supplying_identifier(firm.number),) if firm.number else ()
    return SupplierRef(name=firm.name, identifiers=numbers, is_sme=firm.is_small, is_vcse=firm.is_vcse)


def supplying_identifier(number: str) -> Any:
    """Give a company number as an identifier."""
    from hub.supplier.rules import Identifier

    return Identifier("GB-COH", number)


def enter(script: Script, stage: Stage, one: Named) -> None:
    """Let a named contract be added, signed and started on its own dates."""
    if not one.manager:
        script.on(NO_MANAGER_ENTERED, lambda at: enter_late(stage, one, at))
        return
    awarded = one.starts_on - timedelta(days=38)
    script.on(awarded, lambda at: add_named(stage, one, at))
    script.on(
        one.starts_on - timedelta(days=12),
        lambda at: contracts.sign(stage[one.reference], signed_on=at.date(), by=stage.actor("priya"), at=at),
    )
    script.on(one.starts_on, lambda at: contracts.start(stage[one.reference], by=SYSTEM, at=at), hour=0, minute=5)


def enter_late(stage: Stage, one: Named, at: datetime) -> None:
    """Enter a contract that ran for years before anybody put it on the register; nobody manages it yet."""
    add_named(stage, one, at)
    by = stage.actor("priya")
    contracts.sign(stage[one.reference], signed_on=one.starts_on - timedelta(days=12), by=by, at=at)
    contracts.start(stage[one.reference], by=by, at=at)


def add_named(stage: Stage, one: Named, at: datetime) -> None:
    """Add one named contract with its extension options."""
    firm = next(firm for firm in FIRMS if firm.name == one.firm)
    people = stage.cast.people
    # The end is included: 1 September to 31 August two years later is 24 months, not 729 days.
    after = one.ends_on + timedelta(days=1)
    months = (after.year - one.starts_on.year) * 12 + after.month - one.starts_on.month
    facts = {
        "title": one.title, "description": f"{one.title} for {one.department.lower()}, supplied by {one.firm}.",
        "department": one.department, "main_cpv": one.cpv, "nature": one.nature,
        "owner": people[one.owner], "manager": people[one.manager] if one.manager else None,
        "tier": one.tier, "route": one.route, "value_ex_vat": Decimal(one.value),
        "value_inc_vat": Decimal(one.value) * Decimal("1.2"),
        "annual_value_ex_vat": (Decimal(one.value) * 12 / months).quantize(Decimal(1)),
        "regime": "act_2023" if one.starts_on >= date(2025, 2, 24) else "pcr_2015",
        "awarded_on": one.starts_on - timedelta(days=38), "starts_on": one.starts_on, "ends_on": one.ends_on,
        "is_sme": firm.is_small, "is_vcse": firm.is_vcse, "funding_source": "Revenue", **one.more,
    }  # fmt: skip
    by = stage.actor("priya")
    part = Part(stage.suppliers[one.firm])
    contract = contracts.add(authority=stage.home, facts=facts, suppliers=[part], reference=one.reference, by=by, at=at)
    for months, decide_by in one.options:
        contracts.add_option(contract, months=months, decide_by=decide_by, clause="Clause 4.2", by=by, at=at)
    stage.keep(contract)


def load_old_list(stage: Stage, at: datetime, *, complete: bool) -> None:
    """Load what the authority had listed elsewhere: what the list told in full on the first day, the rest later."""
    every = generated.old_list(stage.cast, stage.suppliers)
    made = [one for one in every if one.is_complete == complete]
    load_new([one.loaded for one in made], by=stage.actor("morag"), at=at)
    for year, last in generated.LAST_NUMBERS.items():
        go_on_after("CON", stage.home, year=year, last=last)
    for one in made:
        stage.keep(one.loaded.contract)

"""What can be wrong with the facts of a change to a contract."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from hub.law.answers import bad
from hub.law.calendar import beyond_calendar
from hub.law.contract_periods import spoken
from hub.law.findings import Finding
from hub.law.modification_grounds import TABLE, Ground
from hub.law.start import before_the_act
from hub.law.tables import Tables
from hub.law.terms import ContractKind, Regime

if TYPE_CHECKING:
    from hub.law.modifications import ModificationFacts


def faults(facts: ModificationFacts, ground: Ground | None, tables: Tables) -> list[Finding]:
    """Name everything that cannot be right, all at once."""
    found = [*_dates(facts, tables), *_grounds(facts, ground, tables)]
    if facts.kind is ContractKind.LIGHT_TOUCH and not facts.light_touch:
        found.append(bad("light_touch", "The kind says light touch and this says not. Correct one of the two."))
    if facts.value_inc_vat <= 0:
        found.append(bad("value_inc_vat", "Give the value on award; it has to be more than nothing.", "PA 2023 s.4"))
    elif facts.ends_on >= facts.starts_on:
        found += _running(facts)
    return found


def _dates(facts: ModificationFacts, tables: Tables) -> Iterator[Finding]:
    dates = {"starts_on": facts.starts_on, "changed_on": facts.changed_on, "commenced_on": facts.commenced_on}
    if facts.regime is Regime.PA23:
        yield from before_the_act(tables, **dates)
    yield from beyond_calendar(**dates, ends_on=facts.ends_on)
    if facts.ends_on < facts.starts_on:
        yield bad("ends_on", "The contract would end before it starts. Correct one of the two dates.")
    if facts.commenced_on is not None and facts.changed_on < facts.commenced_on:
        yield bad("changed_on", "The change would apply before the procurement commenced. Correct one of the dates.")
    if facts.commenced_on is not None and facts.commenced_on > facts.starts_on:
        yield bad("commenced_on", "The contract would start before its procurement. Correct one of the two dates.")


def _grounds(facts: ModificationFacts, ground: Ground | None, tables: Tables) -> Iterator[Finding]:
    if facts.regime is Regime.PA23:
        return
    stated = [(f"previous.{n}.ground", one.ground) for n, one in enumerate(facts.previous, start=1)]
    stated.append(("ground", facts.ground))
    known = {row.code: row.valid_from for row in tables.all(TABLE)}
    for name, code in stated:
        if f"{facts.regime}.{code}" not in known:
            law = facts.regime.label
            yield bad(name, f"The {law} have no ground {code}. Choose one of theirs, or correct the regime.")
    if ground is None and (begins := known.get(f"{facts.regime}.{facts.ground}")):
        yield bad("changed_on", f"The old regulations began on {spoken(begins)}. Correct the date.", "PCR 2015 reg 1")


def _running(facts: ModificationFacts) -> Iterator[Finding]:
    value, days = facts.value_inc_vat, (facts.ends_on - facts.starts_on).days + 1
    for n, one in enumerate(facts.previous, start=1):
        value, days = value + one.value_delta_inc_vat, days + one.term_delta_days
        if value <= 0:
            yield bad(f"previous.{n}.value_delta_inc_vat", "This change would have left a contract worth nothing.")
        if days < 1:
            yield bad(f"previous.{n}.term_delta_days", "This change would have left a contract of no days.")
    if (facts.changed_on - facts.starts_on).days >= days:
        yield bad(
            "changed_on", "The contract had ended by then. Correct the date, or add the changes that extended it."
        )
    if value + facts.value_delta_inc_vat < 0:
        yield bad("value_delta_inc_vat", "This change would leave a contract worth less than nothing.")
    if days + facts.term_delta_days < 1:
        yield bad("term_delta_days", "This change would leave a contract of no days. End the contract instead.")

"""When the next competition for a contract must start, and what the contract needs until then."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from hub.contract import rules
from hub.contract.models import Contract, ExtensionOption
from hub.contract.terms import Need, OptionState
from hub.platform.clock import london
from hub.platform.reference import lookup
from hub.platform.tenancy.models import Authority

LEAD_TIMES = "lead_times"


@dataclass
class LeadTable:
    """The dated lead times of some authorities, asked for once for a batch of contracts."""

    on: date
    known: dict[int, dict[str, rules.LeadTimes]] = field(default_factory=dict)

    def of(self, contract: Contract) -> rules.LeadTimes | None:
        """Give the lead times of a contract: by route and tier, else by route, else the usual ones, if any hold."""
        table = self.known[contract.authority_id]
        for code in (f"{contract.route}-{contract.tier}", contract.route, "usual"):
            if code in table:
                return table[code]
        return None


def lead_times(contracts: Iterable[Contract], *, on: date) -> LeadTable:
    """Read the lead times that hold on a day for the authorities of some contracts."""
    table = LeadTable(on)
    for contract in contracts:
        if contract.authority_id not in table.known:
            table.known[contract.authority_id] = _read(contract.authority, on)
    return table


def _read(authority: Authority, on: date) -> dict[str, rules.LeadTimes]:
    rows = lookup.layered(LEAD_TIMES, on=on, authority=authority)
    return {row.code: rules.LeadTimes(**row.data, source=row.source) for row in rows}


def countback(contract: Contract, *, on: date) -> rules.Countback | None:
    """Count back from the contract's end to the last safe start of the next competition."""
    times = lead_times([contract], on=on).of(contract)
    return rules.next_competition(contract.facts(), times) if times else None


@dataclass
class Endings:
    """What the ends of some contracts depend on, read for all of them at once."""

    on: date
    table: LeadTable
    options: dict[int, list[rules.Option]]

    def back(self, contract: Contract) -> rules.Countback | None:
        """Count back from a contract's end."""
        times = self.table.of(contract)
        return rules.next_competition(contract.facts(), times) if times else None

    def options_of(self, contract: Contract) -> list[rules.Option]:
        """Give the extension options of a contract."""
        return self.options.get(contract.pk, [])

    def need(self, contract: Contract) -> Need | None:
        """Give the one word that the register shows beside a contract."""
        return rules.need_of(contract.facts(), self.options_of(contract), self.back(contract), on=self.on)


def endings(contracts: list[Contract], *, on: date) -> Endings:
    """Read lead times and options of a batch of contracts, in two queries and one for each authority."""
    found: dict[int, list[rules.Option]] = {}
    rows = ExtensionOption.objects.filter(contract__in=[each.pk for each in contracts]).order_by("number")
    for pk, number, months, decide_by, state in rows.values_list("contract", "number", "months", "decide_by", "state"):
        found.setdefault(pk, []).append(rules.Option(number, months, decide_by, state))
    return Endings(on, lead_times(contracts, on=on), found)


def load_endings(contracts: list[Contract], at: datetime) -> Endings:
    """Read what the deadlines of a batch depend on."""
    return endings(contracts, on=london(at).date())


def next_step(contract: Contract, *, on: date) -> rules.NextStep | None:
    """Give what the contract needs first within three months."""
    known = endings([contract], on=on)
    return rules.next_step(contract.facts(), known.options_of(contract), known.back(contract), on=on)


def attach_needs(rows: list[Any], *, on: date) -> None:
    """Give each row of a page of the register its ``need`` and its ``open_options``."""
    known = endings(rows, on=on)
    for row in rows:
        row.need = known.need(row)
        found = known.options_of(row)
        row.open_options = [(each.months, each.decide_by) for each in found if each.state == OptionState.OPEN]

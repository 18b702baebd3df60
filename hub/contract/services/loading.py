"""Write what a list of contracts brings, in bulk: one event for each record, constant queries for each batch.

The caller splits a list into batches of a few thousand inside one transaction, so that a file loads whole or not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from hub.contract import acts, rules
from hub.contract.models import Contract, ContractSupplier, ExtensionOption, Lot, Withdrawal
from hub.contract.services.derived import Part, supplier_line
from hub.contract.services.entering import next_references
from hub.contract.terms import OptionState, State, WithdrawalGround
from hub.platform import bulk
from hub.platform.actors import Actor
from hub.platform.acts import Act, perform_many
from hub.platform.clock import london

CHUNK = 500
# What is kept with a contract of where its newest notice left it (importing.newest).
AWARDED, NOT_AWARDED = "state", "state: draft"
FIXED = frozenset({"id", "authority", "reference", "address"})
CHANGEABLE = [f.name for f in Contract._meta.concrete_fields if f.name not in FIXED]


@dataclass
class Loaded:
    """A contract as a list gives it.

    :param contract: without number when new; fetched and changed in memory when known.
    :param parts: its suppliers; None leaves them as they are.
    :param lots: number and title of each.
    :param options: months and decision day of each extension that is open; None leaves them as they are.
    :param what: why its end or value is other than recorded, one of ``Moved``; kept in the event.
    """

    contract: Contract
    parts: list[Part] | None = None
    lots: list[tuple[str, str]] = field(default_factory=list)
    options: Sequence[tuple[int, date | None]] | None = None
    what: str = ""


def load_new(items: Sequence[Loaded], *, by: Actor, at: datetime, batch: int | None = None) -> list[Contract]:
    """Store contracts that the register does not hold yet, with references of their authority's series.

    An empty ``status`` is filled by what the dates say. Must run inside a transaction.

    :param batch: number of the load, kept in each event.
    """
    on = london(at).date()
    unnumbered: dict[int, list[Contract]] = defaultdict(list)
    for item in items:
        contract = item.contract
        contract.supplier_name = supplier_line(item.parts or [])
        contract.recorded_on = contract.recorded_on or on
        _latest_end(item)
        if not contract.status:
            # Only time keeps it a draft: the list does not say that nothing was awarded.
            contract.is_let_by_list = bool(contract.source and contract.supplier_name)
            contract.status = rules.state_on(contract.facts(), on=on)
        if not contract.reference:
            unnumbered[contract.authority_id].append(contract)
        _count(contract)
    for contracts in unnumbered.values():
        numbers = next_references(contracts[0].authority, year=london(at).year, count=len(contracts))
        for contract, number in zip(contracts, numbers, strict=True):
            contract.reference = number
    for item in items:
        item.contract.name_address()

    def write(contracts: list[Contract]) -> None:
        bulk.insert(contracts, numbered=True)
        _write_parts(items)
        _write_options(items)

    return _perform(acts.IMPORT, items, write, by=by, at=at, batch=batch)


def load_changed(items: Sequence[Loaded], *, by: Actor, at: datetime, batch: int | None = None) -> list[Contract]:
    """Store what a list says anew about contracts that the register holds."""
    return _change(acts.IMPORT_UPDATE, items, by=by, at=at, batch=batch)


def undo_changed(items: Sequence[Loaded], *, by: Actor, at: datetime, batch: int | None = None) -> list[Contract]:
    """Store the values that contracts had before a load; the caller has put them back in memory."""
    return _change(acts.IMPORT_UNDO, items, by=by, at=at, batch=batch)


def undo_new(contracts: Sequence[Contract], *, by: Actor, at: datetime, batch: int | None = None) -> list[Contract]:
    """Withdraw contracts that a load brought. Their keys are free again: another load makes new entries."""
    on = london(at).date()
    for contract in contracts:
        contract.status = State.WITHDRAWN
        contract.source_key = contract.source_digest = ""
        contract.version += 1
        _count(contract)

    def write(changed: list[Contract]) -> None:
        _upsert(changed)
        Withdrawal.objects.bulk_create(
            [Withdrawal(contract=each, happened_on=on, ground=WithdrawalGround.IMPORT_UNDONE) for each in changed],
            batch_size=CHUNK,
        )

    return _perform(acts.IMPORT_UNDO, [Loaded(each) for each in contracts], write, by=by, at=at, batch=batch)


def _change(act: Act, items: Sequence[Loaded], *, by: Actor, at: datetime, batch: int | None) -> list[Contract]:
    for item in items:
        if item.parts is not None:
            item.contract.supplier_name = supplier_line(item.parts)
        _follow_notices(item.contract)
        item.contract.version += 1
        _count(item.contract)

    def write(contracts: list[Contract]) -> None:
        _upsert(contracts)
        renewed = [item for item in items if item.parts is not None]
        ContractSupplier.objects.filter(contract__in=[item.contract.pk for item in renewed]).delete()
        _write_parts(renewed)
        _write_options(items)

    return _perform(act, items, write, by=by, at=at, batch=batch)


def _perform(
    act: Act, items: Sequence[Loaded], write: Any, *, by: Actor, at: datetime, batch: int | None
) -> list[Contract]:
    contracts = [item.contract for item in items]
    named = {id(item.contract): [part.supplier.pk for part in item.parts] for item in items if item.parts is not None}
    why = {id(item.contract): item.what for item in items if item.what}

    def facts(contract: Contract) -> dict[str, Any]:
        said = {"batch": batch, "suppliers": named.get(id(contract)), "what": why.get(id(contract))}
        return {name: value for name, value in said.items() if value is not None}

    perform_many(act, contracts, by=by, at=at, write=write, facts=facts)
    return contracts


def _upsert(contracts: Sequence[Contract]) -> None:
    """Change many columns of many rows in one statement: an update by cases would be many times slower."""
    Contract.objects.bulk_create(
        contracts, batch_size=CHUNK, update_conflicts=True, unique_fields=["id"], update_fields=CHANGEABLE
    )


def _write_parts(items: Sequence[Loaded]) -> None:
    """Write lots and suppliers; a lot that is known is kept."""
    ids = [item.contract.pk for item in items if item.lots or any(part.lot_number for part in item.parts or [])]
    known = {(lot.contract_id, lot.number): lot for lot in Lot.objects.filter(contract__in=ids)}
    new = {
        (item.contract.pk, number): Lot(contract=item.contract, number=number, title=title)
        for item in items
        for number, title in item.lots
        if (item.contract.pk, number) not in known
    }
    Lot.objects.bulk_create(new.values(), batch_size=CHUNK)
    lots = known | new
    parts: dict[tuple[Any, ...], ContractSupplier] = {}
    for item in items:
        for part in item.parts or []:
            lot = lots.get((item.contract.pk, part.lot_number))
            key = (item.contract.pk, part.supplier.pk, part.role, part.lot_number if lot else "")
            parts.setdefault(
                key,
                ContractSupplier(
                    contract=item.contract,
                    supplier=part.supplier,
                    role=part.role,
                    share_percent=part.share_percent,
                    lot=lot,
                    named_as=part.named_as,
                ),
            )
    bulk.insert(list(parts.values()))


def _write_options(items: Sequence[Loaded]) -> None:
    """Replace the options that are open; those that were decided stay, and a clause stays with its option."""
    wanted = {item.contract.pk: item.options for item in items if item.options is not None}
    if not wanted:
        return
    stored: dict[int, list[ExtensionOption]] = defaultdict(list)
    for option in ExtensionOption.objects.filter(contract__in=wanted).order_by("number"):
        stored[option.contract_id].append(option)
    ExtensionOption.objects.filter(contract__in=wanted, state=OptionState.OPEN).delete()
    new = []
    for pk, options in wanted.items():
        decided = max((each.number for each in stored[pk] if each.state != OptionState.OPEN), default=0)
        were = [each for each in stored[pk] if each.state == OptionState.OPEN]
        for place, (months, day) in enumerate(options):
            clause = were[place].clause if place < len(were) and were[place].months == months else ""
            new.append(
                ExtensionOption(contract_id=pk, number=decided + place + 1, months=months, decide_by=day, clause=clause)
            )
    ExtensionOption.objects.bulk_create(new, batch_size=CHUNK)


def _latest_end(item: Loaded) -> None:
    """Work out the last end from the options, where the list does not say it itself."""
    contract = item.contract
    if item.options and contract.ends_on and contract.latest_end_on is None:
        contract.latest_end_on = rules.add_months(contract.ends_on, sum(months for months, _ in item.options))


def _follow_notices(contract: Contract) -> None:
    """Hold a contract for let, or not, as the newest notice says; a row of a list says nothing new about this."""
    said = {name for names in contract.source_dates.values() for name in names}
    if AWARDED in said or NOT_AWARDED in said:
        contract.is_let_by_list = NOT_AWARDED not in said and bool(contract.supplier_name)


def _count(contract: Contract) -> None:
    contract.missing_count = len(rules.missing(contract.facts()))

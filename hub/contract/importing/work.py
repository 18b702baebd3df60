"""One contract that a load will write, and what undoing it needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hub.contract import rules
from hub.contract.models import Contract
from hub.contract.reading import SupplierRef
from hub.contract.reading.options import OptionSaid
from hub.contract.selectors import loading as known_in
from hub.contract.terms import State

# Time moves a contract between these; an officer's act put it into the others, and a list does not undo that.
BY_TIME = frozenset({State.DRAFT, State.LIVE, State.EXPIRED})
NOT_YOURS = (
    "You are neither owner nor manager of {reference}, so you cannot change it. Ask its manager or procurement, "
    "or take the row out of the file."
)


@dataclass
class Work:
    """One contract to be written.

    :param contract: fetched and changed in memory; None when it is new.
    :param refs: its suppliers; None leaves them as they are.
    :param options: the extension options that are open from now on; None leaves them as they are.
    :param before: the stored values that it replaces, for undoing.
    :param what: why the end or value is other than recorded, as the list says it; one of ``Moved`` or "".
    """

    fields: dict[str, Any]
    contract: Contract | None = None
    refs: tuple[SupplierRef, ...] | None = None
    status: str = ""
    before: dict[str, Any] = field(default_factory=dict)
    options: tuple[OptionSaid, ...] | None = None
    what: str = ""


# By either name of a link to another record: ``manager`` and ``manager_id``.
COLUMNS = {name: field for field in Contract._meta.concrete_fields for name in (field.name, field.attname)}


def before_of(contract: Contract, names: Iterable[str], *, parts: bool, options: bool = False) -> dict[str, Any]:
    """Keep the values that a load replaces, as JSON."""
    kept: dict[str, Any] = {}
    for name in [*names, "status"]:
        stored = COLUMNS[name]
        value = stored.value_from_object(contract)
        kept[name] = (
            value if value is None or isinstance(value, bool | int | list | dict) else stored.value_to_string(contract)
        )
    before: dict[str, Any] = {"fields": kept, "parts": _parts_of(contract) if parts else None}
    if options:
        before["options"] = [
            [months, day.isoformat() if day else None] for months, day in known_in.open_options(contract)
        ]
    return before


def _parts_of(contract: Contract) -> list[list[Any]]:
    """Keep each supplier's number, role, name as given, lot and share in percent."""
    lots = {lot.pk: lot.number for lot in contract.lots.all()}
    return [
        [
            each.supplier_id,
            each.role,
            each.named_as,
            lots.get(each.lot_id, ""),
            None if each.share_percent is None else str(each.share_percent),
        ]
        for each in known_in.suppliers_of(contract)
    ]


def state_after(contract: Contract, was: str, *, on: date, is_draft: bool = False) -> str:
    """Give the state that a changed contract has: time's word, unless an act put it where it is.

    :param is_draft: the newest notice says that nothing was awarded.
    """
    if was not in BY_TIME:
        return was
    if is_draft:
        return State.DRAFT
    return str(rules.state_on(contract.facts(), on=on))

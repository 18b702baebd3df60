"""Read back a list that the Hub wrote to be edited: one row is one contract, one edited cell is one change."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from hub.contract import acts
from hub.contract.importing.facts import FOREIGN, LENGTHS, fault_of
from hub.contract.importing.facts import MONEY as SUMS
from hub.contract.importing.wording import field_label, in_words
from hub.contract.importing.work import NOT_YOURS, Work, before_of
from hub.contract.models import Contract
from hub.contract.reading import SupplierRef
from hub.contract.reading.moving import MOVED_FIELD, moved_because
from hub.contract.reading.options import OptionSaid, read_options
from hub.contract.reading.options import in_words as options_in_words
from hub.contract.register import ContractRegister
from hub.contract.rules import GUARDED
from hub.contract.selectors import loading as known_in
from hub.contract.terms import ContractKind, Nature, Regime, Route, State, Tier
from hub.platform.registers.columns import ROW_HEADING, VERSION_HEADING, Column
from hub.platform.registers.export import DANGEROUS, plain_text
from hub.platform.registers.importing.loader import Change, Planned
from hub.platform.registers.importing.terms import Outcome
from hub.platform.registers.workbook import CUT
from hub.platform.tabular import amounts, currencies, dates
from hub.platform.tabular.formulas import FORMULA, is_formula
from hub.platform.tabular.results import BadValue, Fault, Reject, Row, shown

if TYPE_CHECKING:
    from hub.contract.importing.planning import ContractPlanner

STALE = (
    "Somebody changed {reference} after you exported this list (version {theirs}, now {ours}). "
    "Export the list again and make your change there."
)
MISSING = "There is no contract {row} that you may change in this authority. Do not change the hidden columns."
FIXED = "This column is kept by the Hub, so it cannot be changed by a list. Put “{now}” back."
OVER_NOW = "{reference} is {state}, so only its description can still be changed. Put “{now}” back."
WHY = MOVED_FIELD.label
COMPUTED = frozenset({"needs", "missing_count"})
TERMS = {"agreement_kind": ContractKind, "tier": Tier, "route": Route, "regime": Regime, "nature": Nature}
TEXTS = frozenset(
    {
        "title", "department", "category", "main_cpv", "funding_source", "funding_conditions", "framework_reference",
        "location", "description",
    }
)  # fmt: skip
MONEY = frozenset(SUMS)
IN_POUNDS = MONEY - frozenset(FOREIGN)
DATES = frozenset({"starts_on", "ends_on", "review_on", "latest_end_on", "awarded_on", "signed_on"})
FLAGS = frozenset({"is_sme", "is_vcse", "has_social_value", "has_distress_clause"})
PEOPLE = frozenset({"manager", "owner"})


@dataclass(frozen=True)
class EditedRow:
    """A row of such a list: whose it is, and its cells by heading."""

    number: int
    pk: int
    version: int
    cells: dict[str, str]


def is_ours(headings: Sequence[str]) -> bool:
    """Say whether a table carries the two columns by which the Hub knows its own rows."""
    return ROW_HEADING in headings and VERSION_HEADING in headings


def row_of(row: Row) -> EditedRow | Reject:
    """Take a row's number and version, or reject a row that was added by hand."""
    said = {name: str(row.cells.get(name, "")).strip() for name in (ROW_HEADING, VERSION_HEADING)}
    if all(re.fullmatch(r"\d{1,15}", text) for text in said.values()):
        cells = {str(name): str(cell) for name, cell in row.cells.items()}
        return EditedRow(row.number, int(said[ROW_HEADING]), int(said[VERSION_HEADING]), cells)
    reason = "This row was not in the exported list. Add new contracts by a list of their own, or by hand."
    return Reject(row.number, ROW_HEADING, shown(said[ROW_HEADING]), reason, cells=dict(row.cells))


def plan(rows: Sequence[EditedRow], planner: ContractPlanner) -> list[Planned]:
    """Compare the cells with the contracts as they are now."""
    stored = known_in.whole([row.pk for row in rows])
    return [_one(row, stored.get(row.pk), planner) for row in rows]


def _one(row: EditedRow, contract: Contract | None, planner: ContractPlanner) -> Planned:
    if contract is None or contract.authority_id != planner.authority.pk or contract.status == State.WITHDRAWN:
        return rejected(row.number, [Fault(ROW_HEADING, str(row.pk), MISSING.format(row=row.pk))], row.cells)
    if first := planner.is_met(contract.pk, row.number):
        return repeats(row.number, first, contract, row.cells)
    return compared(row.number, row.cells, contract, planner, version=row.version)


def repeats(number: int, first: int, contract: Contract, cells: Mapping[str, str]) -> Planned:
    """Reject a second row about the same contract."""
    reason = f"Row {number} repeats row {first}. Delete one of them."
    return rejected(number, [Fault("Reference", contract.reference, reason)], cells)


def compared(
    number: int, cells: Mapping[str, str], contract: Contract, planner: ContractPlanner, *, version: int | None = None
) -> Planned:
    """Say what the cells of one of our own rows change.

    :param version: of the contract when the list was exported, where the list says it.
    """
    contract.open_options = known_in.open_options(contract)  # type: ignore[attr-defined]
    fields, refs, faults = _differences(cells, contract, planner)
    label = f"{contract.reference} {contract.title}"
    if not fields and refs is None and not faults:
        return Planned(number, Outcome.UNCHANGED, label=label)
    if version not in (None, contract.version):
        stale = STALE.format(reference=contract.reference, theirs=version, ours=contract.version)
        faults = [Fault(VERSION_HEADING, str(version), stale)]
    elif not planner.may_change(contract):
        faults = [Fault("Reference", contract.reference, NOT_YOURS.format(reference=contract.reference))]
    elif not faults:
        faults = _barred(cells, contract, planner, fields)
    if faults:
        return rejected(number, faults, cells)
    planned = _update(number, contract, (fields, refs), label)
    planned.item.what = moved_because(cells.get(WHY, "")) if fields.keys() & set(GUARDED) else ""
    return planned


def _barred(
    cells: Mapping[str, str], contract: Contract, planner: ContractPlanner, fields: Mapping[str, Any]
) -> list[Fault]:
    try:
        what = moved_because(cells.get(WHY, ""))
    except BadValue as bad:
        return [Fault(WHY, shown(cells[WHY]), bad.reason)]
    fault = fault_of({**_kept(contract), **fields}) or planner.bar_to_moving(contract, fields, what=what)
    return [_as_typed(fault, cells)] if fault else []


def _as_typed(fault: tuple[str, str, str], cells: Mapping[str, str]) -> Fault:
    """Name a fault of a fact by the list's own heading and by the cell as it was typed, where the list has it."""
    name, value, reason = fault
    headings = (column.heading for column in ContractRegister.columns if column.key == name)
    heading = next((one for one in headings if one in cells), "")
    return Fault(heading, shown(cells[heading]), reason) if heading else Fault(field_label(name), value, reason)


def _kept(contract: Contract) -> dict[str, Any]:
    """Give the facts that must stand together with what the row changes."""
    return {name: getattr(contract, name) for name in ("starts_on", "ends_on", "currency", *FOREIGN)}


def _update(
    number: int, contract: Contract, edits: tuple[dict[str, Any], tuple[SupplierRef, ...] | None], label: str
) -> Planned:
    fields, refs = dict(edits[0]), edits[1]
    options = fields.pop("options", None)
    changes = [Change(field_label(n), in_words(contract, n), _after(contract, n, v)) for n, v in fields.items()]
    if refs is not None:
        changes.append(Change("Supplier", contract.supplier_name, " and ".join(ref.name for ref in refs)))
    if options is not None:
        stored = known_in.open_options(contract)
        changes.append(Change("Extension options", options_in_words(stored), options_in_words(options)))
    before = before_of(contract, fields, parts=refs is not None, options=options is not None)
    work = Work(fields, contract, refs, before=before, options=options)
    return Planned(number, Outcome.UPDATED, work, label, tuple(changes))


def _after(contract: Contract, name: str, value: Any) -> str:
    if name in ("owner_id", "manager_id"):
        return "nobody" if value is None else str(known_in.person_name(value))
    return in_words(contract, name, value)


def _differences(
    cells: Mapping[str, str], contract: Contract, planner: ContractPlanner
) -> tuple[dict[str, Any], tuple[SupplierRef, ...] | None, list[Fault]]:
    fields: dict[str, Any] = {}
    refs: tuple[SupplierRef, ...] | None = None
    faults: list[Fault] = []
    for column in ContractRegister.columns:
        cell = cells.get(column.heading)
        if cell is None or column.key in COMPUTED or is_same(cell, column, contract):
            continue
        now = shown(plain_text(column.exported(contract)) if column.exported(contract) is not None else "")
        try:
            if column.key == "supplier_name":
                refs = _suppliers(cell)
            elif column.key == "options":
                fields["options"] = _options(_unescaped(cell))
                _check_state(contract, column.key, now)
            else:
                name, value = _read(column.key, _unescaped(cell), planner, now)
                if value != getattr(contract, name):
                    fields[name] = value
                    _check_state(contract, column.key, now)
        except BadValue as fault:
            faults.append(Fault(column.heading, shown(cell), fault.reason))
    return fields, refs, faults


def is_same(cell: str, column: Column, contract: Contract) -> bool:
    """Compare with the cell that an export would write now."""
    value = column.exported(contract)
    text = "" if value is None else plain_text(value) if not isinstance(value, str) else value
    held, now = _plain(_unescaped(cell)), _plain(text.replace("\x00", ""))
    if held == now:
        return True
    if cell.endswith(CUT):
        # A cell holds no more than this, so it says nothing of the rest.
        return now.startswith(_plain(cell.removesuffix(CUT)))
    if isinstance(value, bool):
        return cell.strip().lower() == ("yes" if value else "no")
    return value is None and cell.strip().lower() in {"none", ""}


def _plain(text: str) -> str:
    return " ".join(text.split())


def _unescaped(cell: str) -> str:
    """Take off the apostrophe that an export puts before words that a spreadsheet would run."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in DANGEROUS else cell


def _check_state(contract: Contract, key: str, now: str) -> None:
    allowed = acts.EDITABLE[State(contract.status)]
    if allowed == "all" or (allowed == "description" and key == "description"):
        return
    state = contract.get_status_display().lower()
    raise BadValue(OVER_NOW.format(reference=contract.reference, state=state, now=now))


def _read(key: str, cell: str, planner: ContractPlanner, now: str) -> tuple[str, Any]:
    """Read an edited cell; an emptied cell empties the field."""
    text = cell.strip()
    if key in TEXTS:
        return key, _words(key, text)
    if key in PEOPLE:
        return f"{key}_id", _person(text, planner)
    readers = ((IN_POUNDS, _pounds), (FOREIGN, _foreign), (DATES, _day), (FLAGS, _flag))
    reader: Callable[[str], Any] | None = next((reader for keys, reader in readers if key in keys), None)
    if reader is not None:
        return key, reader(text) if text else None
    if key in TERMS:
        return key, _term(key, text)
    if key == "currency":
        return key, _currency(text)
    if key == "notice_period_days":
        return key, _whole(text) if text else None
    raise BadValue(FIXED.format(now=now))


def _words(key: str, text: str) -> str:
    if key == "title" and not text:
        raise BadValue("A contract needs a title. Write what it is for.")
    if is_formula(text):
        raise BadValue(FORMULA.format(value=shown(text)))
    if len(text) > LENGTHS.get(key, len(text)):
        raise BadValue(f"This must be {LENGTHS[key]} characters or fewer.")
    return text


def _person(text: str, planner: ContractPlanner) -> int | None:
    if not text or text.lower() == "none":
        return None
    found = planner.names.find(text)
    if found is None:
        reason = "Nobody of the authority has this name or e-mail address, or several have. Write the e-mail address."
        raise BadValue(reason)
    return found


def _pounds(text: str) -> Decimal:
    return _amount(text, ("GBP",), "This column holds pounds. Write other money in the columns for its own currency.")


def _foreign(text: str) -> Decimal:
    others = tuple(sorted(currencies.CODES - {"GBP"}))
    return _amount(text, others, "This column holds no pounds. Write pounds in the columns without “its own currency”.")


def _amount(text: str, codes: tuple[str, ...], otherwise: str) -> Decimal:
    """Read an amount whose cell says no more than its column does."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        amount = amounts.parse_amount(text)
        if amount is None:
            raise BadValue("Write an amount such as 1200.50.") from None
        if amount.says_currency and amount.currency not in codes:
            raise BadValue(otherwise) from None
        if amount.vat or amount.is_annual:
            reason = f"This says more than an amount. Write {amount.value:f} under the heading that it belongs to."
            raise BadValue(reason) from None
        value = amount.value
    if not value.is_finite() or value < 0:
        raise BadValue("An amount cannot be negative. Write 0 or more.")
    return value.quantize(Decimal("0.01"))


def _day(text: str) -> date:
    found = dates.parse_date(text)
    if found is None:
        raise BadValue("Write a date, such as 31/03/2027.")
    return found


def _flag(text: str) -> bool:
    if text.lower() not in {"yes", "no"}:
        raise BadValue("Write Yes or No, or leave the cell empty if it is not known.")
    return text.lower() == "yes"


def _term(key: str, text: str) -> str:
    found = next((term for term in TERMS[key] if text.lower() in {term.value, term.label.lower()}), None)
    if found is not None:
        return str(found)
    if not text and key != "agreement_kind":
        return ""
    raise BadValue(f"Write one of: {', '.join(term.label for term in TERMS[key])}.")


def _currency(text: str) -> str:
    if code := currencies.code_of(text or "GBP"):
        return code
    raise BadValue("Write the code of the currency, of three letters, such as GBP, EUR or USD.")


def _whole(text: str) -> int:
    if not re.fullmatch(r"\d{1,5}(\.0+)?", text):
        raise BadValue("Write a number of days, such as 90.")
    return int(float(text))


def _options(cell: str) -> tuple[OptionSaid, ...]:
    """Read the options that are open; an emptied cell means that there are none."""
    if not cell.strip() or cell.strip().lower() == "none":
        return ()
    found = read_options(cell)
    if found is None:
        raise BadValue("Write each option as months, such as: 12 months, decide by 30/06/2027; 12 months.")
    return found


def _suppliers(cell: str) -> tuple[SupplierRef, ...]:
    name = " ".join(cell.split())
    if is_formula(name):
        raise BadValue(FORMULA.format(value=shown(name)))
    if not name:
        raise BadValue("Write the name of the supplier. To record that there is none, withdraw or correct the entry.")
    return (SupplierRef(name=name[:300]),)


def rejected(number: int, faults: list[Fault], cells: Mapping[str, str]) -> Planned:
    """Reject a row of ours with every fault in it, and with the column in which to answer when one asks."""
    if any(WHY in fault.reason for fault in faults):
        cells = {**cells, WHY: cells.get(WHY, "")}
    return Planned(number, Outcome.REJECTED, reject=Reject.of(number, faults, cells))

"""The loader of the contract register: reads every format, writes through the bulk services, undoes exactly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from hub.contract import acts
from hub.contract.importing import edited, exported, newest
from hub.contract.importing.planning import ContractPlanner
from hub.contract.importing.work import COLUMNS, Work, state_after
from hub.contract.models import Contract
from hub.contract.reading import ContainedReading, ContractRow, read_contained
from hub.contract.reading.fields import FIELDS, LABELS
from hub.contract.reading.raw import read_cells, read_pairs
from hub.contract.selectors import loading as known_in
from hub.contract.services.derived import Part, supplier_line
from hub.contract.services.loading import Loaded, load_changed, load_new, undo_changed, undo_new
from hub.contract.terms import State
from hub.platform import bulk
from hub.platform.actors import Actor
from hub.platform.clock import london
from hub.platform.registers.importing.loader import Head, Loader, Planned, Planner, Progress, Written, declare
from hub.platform.registers.importing.models import ImportBatch, ImportedRow
from hub.platform.registers.importing.rejects import ROW, WRONG
from hub.platform.registers.importing.terms import Outcome
from hub.platform.tabular.headings import fingerprint
from hub.platform.tabular.limits import Limits
from hub.platform.tabular.results import Reject, Row, Skipped
from hub.platform.tenancy.models import Authority
from hub.supplier.models import Supplier
from hub.supplier.services import find_or_create, look_for_near_names

DECIDING = frozenset({"starts_on", "ends_on", "ended_on", "signed_on", "awarded_on", "source_dates"})
EDITED, EXPORTED = "edited", "exported"


class ContractLoader(Loader):
    """Lists of contracts: registers, notices, and our own export with edited cells."""

    register = "contract"
    title = "Import contracts"
    noun = ("contract", "contracts")
    menu = "contracts"
    act = acts.IMPORT
    fields = FIELDS
    base = "/contracts/import/"
    formats = (
        "An Excel workbook or CSV file with any column names, or notices from Contracts Finder or Find a Tender as JSON"
    )

    def head(self, path: Path, *, limits: Limits, choices: Mapping[str, str] | None = None) -> Head:
        """Look at a file; see Loader."""
        reading = read_contained(path, mapping=choices, limits=limits)
        if reading.mapping is None:
            return Head(reading.kind, notes=reading.notes)
        headings = list(reading.mapping.as_dict())
        if edited.is_ours(headings):
            return Head(EDITED, sample=reading.sample, sheet=reading.sheet, notes=reading.notes)
        if exported.is_ours(headings):
            notes = exported.with_extras(headings, reading.notes)
            return Head(EXPORTED, sample=reading.sample, sheet=reading.sheet, notes=notes)
        # Rejects that come back mended have two columns more than the list they come from.
        layout = fingerprint(name for name in headings if name not in (ROW, WRONG))
        guesses = tuple(reading.mapping.guesses)
        missing = tuple(LABELS[key] for key in reading.missing)
        return Head(reading.kind, guesses, layout, missing, reading.sample, reading.sheet, reading.notes)

    def read(
        self, path: Path, *, head: Head, choices: Mapping[str, str], limits: Limits, progress: Progress | None = None
    ) -> Iterable[Any | Reject | Skipped]:
        """Read the records; see Loader."""
        if head.kind == EDITED:
            return _edited_rows(path, limits, head.sheet)
        if head.kind == EXPORTED:
            return exported.rows_of(read_pairs(path, limits=limits, sheet=head.sheet))
        mapping = {name: ("" if name in (ROW, WRONG) else key) for name, key in choices.items()}
        return _Digested(read_contained(path, mapping=mapping, limits=limits, sheet=head.sheet, progress=progress))

    def planner(self, authority: Authority, *, by: Actor, at: datetime) -> Planner:
        """Give a planner; see Loader."""
        return ContractPlanner(authority, by=by, at=at)

    def write(self, planned: Sequence[Planned], *, batch: ImportBatch, by: Actor, at: datetime) -> list[Written]:
        """Write contracts, their suppliers and everything that hangs on them; see Loader."""
        works: list[Work] = [one.item for one in planned]
        make = bulk.maker(Contract)
        parts = iter(_parts(works, by=by, at=at))
        new: list[Loaded] = []
        changed: list[Loaded] = []
        before: dict[int, dict[str, Any]] = {}
        for work in works:
            own = None if work.refs is None else [next(parts) for _ in work.refs]
            if work.contract is None:
                contract = make({"status": work.status, **work.fields})
                contract.authority = batch.authority
                new.append(Loaded(contract, own or [], options=work.options))
            else:
                before[work.contract.pk] = work.before
                changed.append(_changed(work, own, at=at))
        load_new(new, by=by, at=at, batch=batch.pk)
        load_changed(changed, by=by, at=at, batch=batch.pk)
        made = [Written(each.contract.pk, True, each.contract.version) for each in new]
        return made + [Written(e.contract.pk, False, e.contract.version, before[e.contract.pk]) for e in changed]

    def undo(self, rows: Sequence[ImportedRow], *, batch: ImportBatch, by: Actor, at: datetime) -> int:
        """Withdraw what is new and put back what was changed; see Loader."""
        stored = known_in.whole([row.object_id for row in rows])
        good = [
            row
            for row in rows
            if (found := stored.get(row.object_id))
            and found.version == row.after_version
            and found.status != State.WITHDRAWN
        ]
        undo_new([stored[row.object_id] for row in good if row.is_new], by=by, at=at, batch=batch.pk)
        changed = [row for row in good if not row.is_new]
        suppliers = known_in.suppliers({part[0] for row in changed for part in row.before.get("parts") or []})
        items = [_restored(stored[row.object_id], row.before, suppliers) for row in changed]
        undo_changed(items, by=by, at=at, batch=batch.pk)
        return len(rows) - len(good)

    def finish(self, *, at: datetime) -> None:
        """Offer suppliers whose names are nearly the same for merging."""
        look_for_near_names(at=at)

    def missing_from(self, keys: set[str]) -> str:
        """Ask for a column that says what each contract is for; see Loader."""
        if keys & {"title", "description"}:
            return ""
        return "No column is taken for the title. Choose the column that says what each contract is for"

    def found_at(self, batch: ImportBatch, outcome: Outcome) -> str:
        """Give the register under the filter of the load; see Loader."""
        return f"/contracts/?load={batch.pk}-{outcome}"

    def after_links(self, batch: ImportBatch) -> Sequence[tuple[str, str]]:
        """Lead on to what the load brought or changed, and to the suppliers that may be one."""
        outcome = Outcome.ACCEPTED if batch.accepted else Outcome.UPDATED
        seen = ("See the contracts", self.found_at(batch, outcome))
        return (seen, ("Suppliers that may be the same", "/suppliers/duplicates/"))


@dataclass
class _Digested:
    """A reading that works out each row's digest, while the process that reads the file is busy with the next rows."""

    reading: ContainedReading

    @property
    def notes(self) -> tuple[str, ...]:
        """Give what was assumed of the file; complete once it has been read."""
        return self.reading.notes

    def __iter__(self) -> Iterator[Any]:
        for each in self.reading:
            if isinstance(each, ContractRow):
                each.fingerprint()
            yield each


def _edited_rows(path: Path, limits: Limits, sheet: str) -> Iterator[Any]:
    for each in read_cells(path, limits=limits, sheet=sheet):
        yield edited.row_of(each) if isinstance(each, Row) else each


def _parts(works: Sequence[Work], *, by: Actor, at: datetime) -> list[Part]:
    """Find or create the suppliers of all works in one go."""
    refs = [ref for work in works for ref in work.refs or ()]
    if not refs:
        return []
    found = find_or_create(refs, by=by, at=at)
    return [Part(supplier, named_as=ref.name[:300]) for supplier, ref in zip(found, refs, strict=True)]


def _changed(work: Work, parts: list[Part] | None, *, at: datetime) -> Loaded:
    contract = work.contract
    assert contract is not None  # nosec B101: for the type checker
    was = contract.status
    for name, value in work.fields.items():
        setattr(contract, name, value)
    if parts is not None:
        contract.supplier_name = supplier_line(parts)
    # Only a notice says whether there is a contract yet; a list of cells leaves that to time.
    is_draft = "source_dates" in work.fields and newest.is_draft(contract)
    after = state_after(contract, was, on=london(at).date(), is_draft=is_draft)
    # A draft begins because its dates or its suppliers are told anew, not because its title is.
    is_left = was == State.DRAFT and parts is None and not DECIDING & work.fields.keys()
    contract.status = work.status or (was if is_left else after)
    return Loaded(contract, parts, options=work.options, what=work.what)


def _restored(contract: Contract, before: Mapping[str, Any], suppliers: Mapping[int, Supplier]) -> Loaded:
    for name, value in before["fields"].items():
        stored = COLUMNS[name]
        setattr(
            contract, name, value if value is None or isinstance(value, list | dict | bool) else stored.to_python(value)
        )
    parts, options = before.get("parts"), before.get("options")
    return Loaded(
        contract,
        None if parts is None else [_part(each, suppliers) for each in parts],
        options=None if options is None else [(months, day and date.fromisoformat(day)) for months, day in options],
    )


def _part(kept: Sequence[Any], suppliers: Mapping[int, Supplier]) -> Part:
    """Give a supplier's part as ``before_of`` kept it; earlier loads kept neither lot nor share."""
    pk, role, name, *more = kept
    lot, share = more or ("", None)
    return Part(suppliers[pk], role, None if share is None else Decimal(share), lot_number=lot, named_as=name)


LOADER = declare(ContractLoader())

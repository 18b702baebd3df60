"""Compare the rows of a list with the register: which are new, which say something else, which say the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from hub.contract import acts
from hub.contract.importing import edited, exported, newest
from hub.contract.importing.facts import FOREIGN, POUNDS, REGISTER, Said, fault_of, key_of, said, source_of
from hub.contract.importing.same import anothers, is_another, same_suppliers
from hub.contract.importing.standing import Statuses, done_by_list
from hub.contract.importing.standing import changed as standing_changed
from hub.contract.importing.wording import field_label, in_words
from hub.contract.importing.work import NOT_YOURS, Work, before_of
from hub.contract.models import Contract
from hub.contract.reading import ContractRow
from hub.contract.reading.fields import LABELS
from hub.contract.reading.options import OptionSaid
from hub.contract.reading.options import in_words as options_in_words
from hub.contract.reading.row import SPREADSHEET
from hub.contract.rules import GUARDED, moved
from hub.contract.selectors import loading as known_in
from hub.contract.selectors.loading import Known
from hub.contract.services.entering import bars_to_listing, bars_to_listing_what, bars_to_moving
from hub.contract.terms import OVER, State
from hub.platform.actors import Actor
from hub.platform.acts import held
from hub.platform.clock import london
from hub.platform.ocid import reference_in
from hub.platform.registers.importing.loader import Change, Planned
from hub.platform.registers.importing.terms import Outcome
from hub.platform.tabular.results import Reject, shown
from hub.platform.tenancy.models import Authority
from hub.platform.words import date_short
from hub.supplier.rules import match_key

NO_CURRENCY = (
    "Contract {reference} is in {currency}, and the row does not say in which currency its sums are. Add a column "
    "“Currency”, or write the sign before each sum, such as €1000 or £860."
)
TWICE = "Row {row} means the same contract as row {first}. Delete one of them, or give each its own reference."


class ContractPlanner:
    """Plans one file."""

    def __init__(self, authority: Authority, *, by: Actor, at: datetime) -> None:
        self.authority, self.by, self.at = authority, by, at
        self.on = london(at).date()
        self.names = known_in.names_of(authority, on=self.on)
        self._met_keys: dict[str, int] = {}
        self._met_ids: dict[int, int] = {}
        self._of_lists: dict[int, int] = {}
        # Emptied cells of our own lists, which say nothing.
        self.left_empty = 0
        self._buyers: Counter[str] = Counter()
        self._statuses = Statuses()

    def plan(self, records: Sequence[Any]) -> list[Planned]:
        """Say what will become of each record, in order."""
        if records and isinstance(records[0], edited.EditedRow):
            return edited.plan(records, self)
        if records and isinstance(records[0], exported.ExportedRow):
            return exported.plan(records, self)
        return self.plan_read(records)

    def plan_read(self, records: Sequence[ContractRow]) -> list[Planned]:
        """Say what will become of records of any list or notice, in order."""
        matched = self._match(records)
        planned = [self._one(row, matched.get(row.number)) for row in records]
        self._compare([(row, one) for row, one in zip(records, planned, strict=True) if isinstance(one.item, Known)])
        return planned

    def notes(self) -> list[str]:
        """Say which other buyers the file names: real files are often a neighbour's."""
        own = match_key(self.authority.name)
        others = [(name, count) for name, count in self._buyers.most_common(5) if match_key(name) != own]
        return (
            exported.left_empty(self.left_empty)
            + self._statuses.notes()
            + [
                f"{count:,} {'record names' if count == 1 else 'records name'} {name} as the buyer. "
                f"{'It is' if count == 1 else 'They are'} loaded for {self.authority.name}."
                for name, count in others
            ]
        )

    def may_change(self, contract: Contract) -> bool:
        """Say whether the person may change a contract by a list."""
        return held(acts.IMPORT_UPDATE, contract, self.by)

    def bar_to_moving(
        self, contract: Contract, fields: Mapping[str, Any], state: str = "", *, what: str | None = ""
    ) -> tuple[str, str, str] | None:
        """Give the field, its value and why a list may not do this to a contract, or None.

        It moves no end or value of a contract in force, ends or suspends none, and hands none over.

        :param state: what the list says that it becomes; "" leaves that to its dates.
        :param what: why the end or value is other, as the list says it; None for a notice, which says what was
            published and is not asked.
        """
        found = bars_to_moving(contract, fields, by=self.by)
        if not found and what is not None:
            found = bars_to_listing_what(contract, fields, what, by=self.by)
        if found:
            names = moved({name: getattr(contract, name) for name in GUARDED}, fields)
            name = found[0].cure if found[0].cure in names else names[0]
            return name, str(fields[name]), f"{found[0].message} Contract {contract.reference}."
        does = done_by_list(contract, fields, state)
        if found := bars_to_listing(contract, does, by=self.by):
            name = does[found[0].cure.removeprefix("contract.")]
            value = fields.get(name)
            said = f"{value:%d/%m/%Y}" if isinstance(value, date) else ""
            return name, said, f"{found[0].message} Contract {contract.reference}."
        return None

    def is_met(self, pk: int, row: int) -> int:
        """Give the earlier row that meant the same contract, or 0, and remember this one."""
        first = self._met_ids.setdefault(pk, row)
        return 0 if first == row else first

    def _match(self, rows: Sequence[ContractRow]) -> dict[int, Known]:
        """Find each row's contract by the key of its source, else by its reference or the id of its process."""
        found: dict[int, Known] = {}
        for source in {source_of(row) for row in rows}:
            here = [row for row in rows if source_of(row) == source]
            known = known_in.by_key(self.authority, source, {key_of(row) for row in here})
            found |= {row.number: known[key_of(row)] for row in here if key_of(row) in known}
        left = [row for row in rows if row.reference and row.number not in found and source_of(row) == REGISTER]
        named = known_in.by_reference(self.authority, {row.reference for row in left}) if left else {}
        met = {row.number: named[row.reference.lower()] for row in left if row.reference.lower() in named}
        found |= met
        left = [row for row in rows if row.number not in found and row.ocid]
        return found | self._of_notice(left) | self._of_process(left)

    def _of_notice(self, rows: Sequence[ContractRow]) -> dict[int, Known]:
        """Find, for rows of a list that tell a process, the contract that its notice brought.

        A list may have several rows of one process, such as its lots: the first is the notice's contract, and the
        others are contracts of their own, which later readings know by their keys.
        """
        listed = [row for row in rows if source_of(row) == REGISTER]
        known = known_in.by_ocid(self.authority, {row.ocid for row in listed}, but=REGISTER) if listed else {}
        met: dict[int, Known] = {}
        for row in listed:
            one = known.get(row.ocid)
            if one is not None and self._of_lists.setdefault(one.pk, row.number) == row.number:
                met[row.number] = one
        return met

    def _of_process(self, rows: Sequence[ContractRow]) -> dict[int, Known]:
        """Find the contracts of processes that came another way: entered by hand, or listed with the id."""
        notices = [row for row in rows if source_of(row) != REGISTER]
        known = known_in.by_ocid(self.authority, {row.ocid for row in notices}) if notices else {}
        met = {row.number: known[row.ocid] for row in notices if row.ocid in known}
        # What we published ourselves is the contract that it came from, not a second one.
        ours = {row.number: reference_in(row.ocid) for row in notices if row.number not in met}
        own = known_in.by_reference(self.authority, set(filter(None, ours.values())))
        return met | {number: own[reference] for number, reference in ours.items() if reference in own}

    def _one(self, row: ContractRow, known: Known | None) -> Planned:
        if row.buyer_name:
            self._buyers[row.buyer_name] += 1
        key = f"{source_of(row)}|{key_of(row)}"
        first = self._met_keys.setdefault(key, row.number)
        if first == row.number and known is not None:
            first = self.is_met(known.pk, row.number) or row.number
        if first != row.number:
            return _rejected(row, "reference", row.reference, TWICE.format(row=row.number, first=first))
        if known is not None and (known.digest == row.fingerprint() or known.status == State.WITHDRAWN):
            return Planned(row.number, Outcome.UNCHANGED, label=row.title)
        told = said(row, self.names, on=self.on)
        if known is None:
            self._statuses.meet(row, told.state)
            if fault := fault_of(told.fields):
                return _rejected(row, *fault)
            return Planned(row.number, Outcome.ACCEPTED, _new(row, told), label=row.title, remarks=told.remarks)
        return Planned(row.number, Outcome.UPDATED, known, label=row.title, remarks=told.remarks)

    def _compare(self, pairs: list[tuple[ContractRow, Planned]]) -> None:
        """Look at the stored contracts of the rows that read differently."""
        stored = known_in.whole([one.item.pk for _, one in pairs])
        for row, one in pairs:
            contract = stored[one.item.pk]
            told = said(row, self.names, on=self.on)
            work, changes = changed(contract, told, row)
            if remark := standing_changed(contract, row, told.state, told.fields, on=self.on)[1]:
                one.remarks += (remark,)
            if not changes:
                self._statuses.meet(row, work.status)
                one.outcome, one.item = Outcome.UNCHANGED, None
                continue
            after = {**{name: getattr(contract, name) for name in ("starts_on", "ends_on")}, **work.fields}
            reject = None
            if fault := fault_of(after):
                reject = _rejected(row, *fault).reject
            elif not self.may_change(contract):
                reason = NOT_YOURS.format(reference=contract.reference)
                reject = _rejected(row, "reference", contract.reference, reason).reject
            elif contract.is_foreign and row.currency_is_assumed and "currency" in work.fields:
                reason = NO_CURRENCY.format(reference=contract.reference, currency=contract.currency)
                reject = _rejected(row, "currency", "", reason).reject
            elif is_another(contract, row):
                reject = _rejected(row, "reference", row.reference, anothers(contract)).reject
            elif fault := self.bar_to_moving(contract, work.fields, work.status, what=_why(row)):
                reject = _rejected(row, *_as_listed(fault, row)).reject
            if reject:
                one.outcome, one.item, one.reject = Outcome.REJECTED, None, reject
                continue
            self._statuses.meet(row, work.status)
            one.item, one.changes, one.label = work, changes, f"{contract.reference} {contract.title}"


def _why(row: ContractRow) -> str | None:
    return row.moved_because if row.source_kind == SPREADSHEET else None


def changed(contract: Contract, told: Said, row: ContractRow) -> tuple[Work, tuple[Change, ...]]:
    """Compare what a row says with a stored contract; what it does not say stays."""
    fields = {name: value for name, value in told.fields.items() if getattr(contract, name) != value}
    if row.said_at:
        newer, moments = newest.newly_said(contract, told, row)
    else:
        newer, moments = (fields.keys() - told.assumed) | {newest.SUPPLIERS}, {}
    fields = {name: value for name, value in fields.items() if name in newer}
    # Only the source that an entry came from says where it came from; our own reference names no source.
    is_its_source = contract.source in ("", source_of(row)) and row.reference.lower() != contract.reference.lower()
    if not is_its_source:
        fields.pop("source_reference", None)
    state = _restated(contract, told, row, fields)
    changes = [Change(field_label(n), in_words(contract, n), in_words(contract, n, v)) for n, v in fields.items()]
    if state not in ("", contract.status):
        changes.append(Change("Status", contract.get_status_display(), State(state).label))
    refs = row.suppliers if row.suppliers and not same_suppliers(contract, row.suppliers) else None
    if refs is not None and newest.SUPPLIERS not in newer:
        refs = None
    if refs is not None:
        changes.append(Change("Supplier", contract.supplier_name, " and ".join(ref.name for ref in refs)))
    options = new_options(contract, told.options)
    if options is not None:
        stored = known_in.open_options(contract)
        changes.append(Change("Extension options", options_in_words(stored), options_in_words(options)))
    if row.said_at and newest.packed(moments) != contract.source_dates:
        fields["source_dates"] = newest.packed(moments)
        changes = changes or [Change("Notice of", "", date_short(date.fromisoformat(row.said_at[:10])))]
    if not changes:
        return Work({}), ()
    if is_its_source:
        fields |= {"source": source_of(row), "source_key": key_of(row), "source_digest": row.fingerprint()}
    before = before_of(contract, fields, parts=refs is not None, options=options is not None)
    what = row.moved_because if fields.keys() & set(GUARDED) else ""
    work = Work(fields, contract, refs, status=state, before=before, options=options, what=what)
    return work, tuple(changes)


def _restated(contract: Contract, told: Said, row: ContractRow, fields: dict[str, Any]) -> str:
    """Give the state that a list's status brings, and drop or empty the fields that do not go with it."""
    state, _ = standing_changed(contract, row, told.state, told.fields, on=told.on)
    if "ended_on" in fields and (contract.status in OVER or (row.source_kind == SPREADSHEET and state != State.ENDED)):
        # An end that is on record stands; the day of the load is never a better one.
        del fields["ended_on"]
    elif state == State.ENDED and contract.status not in OVER:
        fields["ended_on"] = told.fields["ended_on"]
    # A price that is now said in another currency was never in the first one.
    if "currency" in fields:
        gone = POUNDS if fields["currency"] != "GBP" else FOREIGN
        fields |= {name: None for name in gone if name not in told.fields and getattr(contract, name) is not None}
    return state


def new_options(contract: Contract, said: tuple[OptionSaid, ...] | None) -> tuple[OptionSaid, ...] | None:
    """Give the options that a list changes; of which it says no decision day, that day stays. None when none does."""
    if said is None:
        return None
    stored = known_in.open_options(contract)
    kept = {place: day for place, (months, day) in enumerate(stored) if place < len(said) and said[place][0] == months}
    wanted = tuple((months, day or kept.get(place)) for place, (months, day) in enumerate(said))
    return None if list(wanted) == stored else wanted


def _new(row: ContractRow, told: Said) -> Work:
    fields = told.fields | {
        "source": source_of(row), "source_key": key_of(row), "source_digest": row.fingerprint(),
        "source_dates": newest.of_new(told, row),
    }  # fmt: skip
    # A signature says that there is a contract, whatever the status of its notice.
    is_signed = bool(row.said_at and fields.get("signed_on"))
    return Work(fields, refs=row.suppliers, status="" if is_signed else told.state, options=told.options)


def _as_listed(fault: tuple[str, str, str], row: ContractRow) -> tuple[str, str, str]:
    """Name a fault of a status or a person by the column that said it and by its words."""
    name, value, reason = fault
    if name == "status" and not row.status_text:
        name, value = "ended_on", f"{row.ended_on:%d/%m/%Y}" if row.ended_on else ""
    return name, value or str(getattr(row, "status_text" if name == "status" else name, "")), reason


def _rejected(row: ContractRow, name: str, value: str, reason: str) -> Planned:
    cells = cells_of(row)
    if edited.WHY in reason:
        # Who mends the rows finds the column in which to answer.
        cells.setdefault(edited.WHY, "")
    reject = Reject(row.number, LABELS.get(name, field_label(name)), shown(value), reason, cells=cells)
    return Planned(row.number, Outcome.REJECTED, reject=reject)


def cells_of(row: ContractRow) -> dict[str, str]:
    """Give a row that was read under our own headings, so that it can be mended and loaded again."""
    held = {
        key: getattr(row, key, "")
        for key in LABELS
        if key not in {"supplier", "cpv", "status", "social_value", "buyer"} and not key.startswith("option")
    }
    held |= {"supplier": "; ".join(ref.name for ref in row.suppliers), "cpv": "; ".join(row.cpv_codes)}
    if row.currency_is_assumed:
        # Who mends the row says it; what was only assumed must not come back as said.
        held["currency"] = ""
    if row.options:
        held["extension_text"] = options_in_words(row.options)
    held |= {"buyer": row.buyer_name, "status": row.status_text, "social_value": row.social_value}
    return {LABELS[key]: _text(value) for key, value in held.items() if value not in (None, "", ())}


def _text(value: Any) -> str:
    return ("Yes" if value else "No") if isinstance(value, bool) else str(value)

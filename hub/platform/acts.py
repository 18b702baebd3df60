"""Acts: permission, transition, guard and audit in one table, and the one way to perform them."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from hub.law.findings import Finding
from hub.platform.act_table import AS_IT_STOOD, REGISTRY, Act, NotHeld, Refused, Stale, WrongState, all_acts, get_act
from hub.platform.actors import Actor
from hub.platform.events.models import Event
from hub.platform.events.record import Draft, append
from hub.platform.gates import declare as gates
from hub.platform.recorded import Recorded, SavedOutsideAct, opened, snapshot
from hub.platform.tenancy import reach

__all__ = [
    "REGISTRY", "Act", "Entry", "Finding", "NotHeld", "Recorded", "Refused", "SavedOutsideAct", "Stale", "WrongState",
    "after_act", "all_acts", "check", "create", "get_act", "perform", "perform_many", "together",
]  # fmt: skip

AfterAct = Callable[[list[Recorded], datetime], None]
Terms = Mapping[str, Any]
ApprovalCheck = Callable[[Act, Sequence[Recorded], datetime, Terms | None], None]

_after: list[AfterAct] = []
_approval_checks: list[ApprovalCheck] = []
_cause: ContextVar[str] = ContextVar("cause", default="")
_gathered: ContextVar[dict[Any, Recorded] | None] = ContextVar("gathered", default=None)


def after_act(hook: AfterAct) -> AfterAct:
    """Register what is rebuilt from the roots after every act (deadlines, search), inside the transaction."""
    _after.append(hook)
    return hook


def approval_check(hook: ApprovalCheck) -> ApprovalCheck:
    """Register the check that raises when an act that needs an approval has none for one of some records."""
    _approval_checks.append(hook)
    return hook


UNCHANGED = Finding("unchanged", "Nothing has changed, so nothing was recorded. Change something first, or go back.")


@dataclass
class Entry:
    """What the one event of an act will say."""

    act: Act
    subject: Recorded
    text: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    changes: dict[str, Any] = field(default_factory=dict)
    event: Event | None = None

    def note(self, text: str = "", **facts: Any) -> None:
        """Add free text (erasable) and structured facts; facts that are plain text are kept erasable too."""
        self.text = text or self.text
        self.facts.update(facts)

    def changed(self, name: str, before: Any, after: Any) -> None:
        """Add a change that lies outside the record's own fields, such as its suppliers."""
        self.changes[name] = [before, after]


@contextmanager
def perform(
    act: Act,
    record: Recorded,
    *,
    by: Actor,
    at: datetime,
    version: int | None = None,
    terms: Terms | None = None,
) -> Iterator[Entry]:
    """Perform one act on one record: lock, check, move, open, run the block, write exactly one event, commit.

    :param version: the version that the person saw; a newer one is a conflict.
    :param terms: what the act does beyond the record itself, by name, where an approval covers that too.
    :raises NotHeld, WrongState, Stale, Refused: before anything is changed.
    """
    try:
        with reach.of_act(by), transaction.atomic(), caused():
            record.refresh_from_db(from_queryset=type(record)._base_manager.select_for_update())
            check(act, record, by=by, at=at, version=version, terms=terms)
            before = snapshot(record)
            _move(act, [record])
            entry = Entry(act, record)
            with opened([record]):
                yield entry
                _save_rest(record)
            entry.changes = {**differences(before, snapshot(record)), **entry.changes}
            if act.must_change and all(old == new for old, new in entry.changes.values()):
                raise Refused(act, [UNCHANGED])
            _finish([entry], by=by, at=at)
    except BaseException:
        # The object in memory may carry the refused change; nobody may render it (examples.md §I).
        if record.pk is not None:
            record.refresh_from_db(from_queryset=type(record)._base_manager.all())
        raise


@contextmanager
def create(act: Act, record: Recorded, *, by: Actor, at: datetime) -> Iterator[Entry]:
    """Perform an act that brings a record into being; the block or the end of it saves the record."""
    with reach.of_act(by), transaction.atomic(), caused():
        check(act, record, by=by, at=at)
        _move(act, [record])
        entry = Entry(act, record)
        with opened([record]):
            yield entry
            if record.pk is None:
                record.save()
        entry.changes = {**first_values(record), **entry.changes}
        _finish([entry], by=by, at=at)


def perform_many(
    act: Act,
    records: list[Any],
    *,
    by: Actor,
    at: datetime,
    write: Callable[[list[Any]], object],
    facts: Callable[[Any], dict[str, Any]] | None = None,
    changes: Callable[[Any], dict[str, Any]] | None = None,
    text: str = "",
) -> list[Event]:
    """Perform one act on many records in one transaction, with one event for each.

    ``write`` receives the records, already moved, and stores them in bulk. Permission is checked once for each
    authority, an approval that the act needs for each record; new records (without number) and changed ones may be
    mixed. ``text`` stands in each event, and so do the ``changes`` that lie outside a record's own fields, by name with
    the value before and after.
    """
    if not records:
        return []
    with reach.of_act(by), transaction.atomic(), caused():
        before = _lock_many(records)
        _check_many(act, records, by=by, at=at)
        entries = [Entry(act, record, text, facts(record) if facts else {}) for record in records]
        with opened(records):
            write(records)
        for entry in entries:
            old = before.get(id(entry.subject))
            new = first_values(entry.subject) if old is None else differences(old, snapshot(entry.subject))
            entry.changes = {**new, **(changes(entry.subject) if changes else {}), **entry.changes}
        return _finish(entries, by=by, at=at)


def check(
    act: Act,
    record: Recorded,
    *,
    by: Actor,
    at: datetime,
    version: int | None = None,
    terms: Terms | None = None,
) -> None:
    """Raise the first reason why ``by`` may not perform ``act`` on ``record`` at ``at``.

    :param terms: with which terms; without them an approval is looked at for the record alone.
    """
    if not held(act, record, by):
        raise NotHeld(act)
    if act.moves and record.pk is not None and record.status not in act.moves[0]:  # type: ignore[attr-defined]
        raise WrongState(act, record)
    if version is not None and version != record.version:  # type: ignore[attr-defined]
        raise Stale(act)
    if findings := act.findings(record, by, at):
        raise Refused(act, findings)
    if act.after_gate:
        gates.check(act, [record], at)
    if act.needs:
        for hook in _approval_checks:
            hook(act, [record], at, terms)


def held(act: Act, record: Recorded, by: Actor) -> bool:
    """Say whether ``by`` holds ``act`` on this record's authority, or on this record because it is theirs."""
    party_id = getattr(record.root, "authority_id", None)
    if by.is_system:
        return by.holds(act.held_by, party_id or 0)
    if party_id is None:
        return by.has_any(act.held_by)
    if by.holds(act.held_by, party_id):
        return True
    return by.holds(act.own, party_id) and record.root.is_own(by.person_id)


@contextmanager
def together() -> Iterator[None]:
    """Put several acts into one transaction and rebuild deadlines and search once, at its end."""
    gathered: dict[Any, Recorded] = {}
    with transaction.atomic(), caused():
        token = _gathered.set(gathered)
        try:
            yield
        finally:
            _gathered.reset(token)
        _run_after(list(gathered.values()), at=None)


@contextmanager
def caused() -> Iterator[str]:
    """Give everything that one click caused the same mark."""
    held_cause = _cause.get()
    if held_cause:
        yield held_cause
        return
    token = _cause.set(uuid.uuid4().hex)
    try:
        yield _cause.get()
    finally:
        _cause.reset(token)


def differences(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """Give the fields that changed, each with its value before and after."""
    return {name: [old, after[name]] for name, old in before.items() if old != after[name]}


def first_values(record: Recorded) -> dict[str, Any]:
    """Give the filled fields of a new record, each with nothing before."""
    return {name: [None, value] for name, value in snapshot(record).items() if value not in (None, "", [], {})}


def _save_rest(record: Recorded) -> None:
    """Save what the block left unsaved, with the next version: a moved status must never stay in memory."""
    if any(f.name == "version" for f in record._meta.concrete_fields):
        record.version += 1  # type: ignore[attr-defined]
    record.save()


def _lock_many(records: list[Any]) -> dict[int, dict[str, Any]]:
    """Lock the existing records and give their stored values; new ones have none."""
    stored = [record for record in records if record.pk is not None]
    if not stored:
        return {}
    found: dict[Any, dict[str, Any]] = {}
    manager = type(stored[0])._base_manager
    for start in range(0, len(stored), 500):
        keys = [record.pk for record in stored[start : start + 500]]
        rows = manager.select_for_update().filter(pk__in=keys).order_by("pk")
        found.update({row.pk: snapshot(row) for row in rows})
    return {id(record): found[record.pk] for record in stored}


def _check_many(act: Act, records: list[Any], *, by: Actor, at: datetime) -> None:
    """Raise the first reason why the act may not be performed on one of the records; only then move them all."""
    checked: set[Any] = set()
    for record in records:
        party_id = getattr(record.root, "authority_id", None)
        if party_id not in checked and not (act.own and not by.holds(act.held_by, party_id or 0)):
            if not held(act, record, by):
                raise NotHeld(act)
            checked.add(party_id)
        elif party_id not in checked and not held(act, record, by):
            raise NotHeld(act)
        if act.moves and record.pk is not None and record.status not in act.moves[0]:
            raise WrongState(act, record)
        # Guards look at the record as it is, as in ``check``: before it moves.
        if record.pk is not None and (findings := act.findings(record, by, at)):
            raise Refused(act, findings)
    if act.after_gate:
        gates.check(act, _as_stored(records), at)
    if act.needs:
        for hook in _approval_checks:
            hook(act, _as_stored(records), at, None)
    _move(act, records)


def _move(act: Act, records: Iterable[Any]) -> None:
    """Give records the state to which an act leads; back to where they stood only its service can."""
    if act.moves and act.moves[1] != AS_IT_STOOD:
        for record in records:
            record.status = str(act.moves[1])


def _as_stored(records: list[Any]) -> list[Any]:
    """Give records as the database has them, which is what somebody approved; new ones as they are."""
    keys = [record.pk for record in records if record.pk is not None]
    if not keys:
        return records
    stored: dict[Any, Any] = {}
    for start in range(0, len(keys), 500):
        stored |= type(records[0])._base_manager.in_bulk(keys[start : start + 500])
    return [stored.get(record.pk, record) for record in records]


def _log_of(root: Recorded) -> int | None:
    """Give the authority in whose log a record's events stand: its own, else the one that it was sent to."""
    sent_to = getattr(root, "sent_to_id", None)
    return sent_to if sent_to is not None else getattr(root, "authority_id", None)


def _finish(entries: list[Entry], *, by: Actor, at: datetime) -> list[Event]:
    """Write the events, then rebuild what hangs on the roots."""
    drafts = [
        Draft(
            authority_id=_log_of(entry.subject.root),
            verb=entry.act.name,
            subject=(entry.subject.kind(), entry.subject.pk, str(entry.subject)),
            root=(entry.subject.root.kind(), entry.subject.root.pk),
            actor=by,
            at=at,
            cause=_cause.get(),
            facts=entry.facts,
            changes=entry.changes,
            note=entry.text,
        )
        for entry in entries
    ]
    events = append(drafts)
    for entry, event in zip(entries, events, strict=True):
        entry.event = event
    _run_after([entry.subject.root for entry in entries], at=at)
    return events


def _run_after(roots: Iterable[Recorded], at: datetime | None) -> None:
    gathered = _gathered.get()
    unique = {(root.kind(), root.pk): root for root in roots}
    if gathered is not None:
        gathered.update(unique)
        return
    from hub.platform import clock

    if unique:
        for hook in _after:
            hook(list(unique.values()), at or clock.now())

"""Upload, check, load and undo lists. All of a file is loaded in one transaction, or nothing of it."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from hub.law.findings import Finding
from hub.platform import bulk
from hub.platform.act_table import Act, bars
from hub.platform.actors import SYSTEM, Actor
from hub.platform.acts import create, perform
from hub.platform.events.models import Head as LogHead
from hub.platform.identity.roles import EDITORS
from hub.platform.registers.importing import acts
from hub.platform.registers.importing.loader import Head, Loader, Planned, loader_of
from hub.platform.registers.importing.matching import check_given, choices_for, matched, remember
from hub.platform.registers.importing.models import ImportBatch, ImportedRow, ImportReject
from hub.platform.registers.importing.staging import Staging
from hub.platform.registers.importing.tally import Tally, clean
from hub.platform.registers.importing.terms import BatchState, Outcome
from hub.platform.tabular.limits import BROWSER, Limits
from hub.platform.tabular.results import Reject, Skipped, Unreadable, shown
from hub.platform.tenancy.models import Authority

CHUNK = 1000
STORED_REJECTS = 200_000
# So many rows with not one good among them are no list, whatever the file is called.
HOPELESS = 10_000
SELDOM = (100_000, 50, 100)
Report = Callable[..., None]
NO_ROWS = (
    "There are no rows under the headings, or no entries, so there is nothing to load. "
    "Check that this is the right file and, in a workbook, the right sheet."
)


def new_batch(loader: Loader, *, authority: Authority, by: Actor, at: datetime, **facts: Any) -> ImportBatch:
    """Record that somebody brings a file.

    :param facts: file_name, sha256, size, is_stored.
    :raises Refused: when they may not load into this register there.
    """
    batch = ImportBatch(authority=authority, register=loader.register, uploaded_at=at, **facts)
    batch.uploaded_by_id = by.person_id
    with create(acts.UPLOAD, batch, by=by, at=at) as entry:
        entry.note(register=loader.register)
    return batch


def may_load(batch: Any, by: Actor, at: datetime) -> list[Finding]:
    """Say that only the holders of the register's own act load into it."""
    act = loader_of(batch.register).act
    if by.holds(act.held_by, batch.authority_id):
        return []
    return [Finding("not_held", f"You cannot load {loader_of(batch.register).noun[1]} for this authority.")]


def may_undo(batch: Any, by: Actor, at: datetime) -> list[Finding]:
    """Say that a load is undone by whoever made it, or by procurement."""
    if by.is_system or batch.is_own(by.person_id) or by.holds(EDITORS, batch.authority_id):
        return []
    return [Finding("not_yours", "Only the person who loaded this list, or procurement, can undo it.")]


for _act in (acts.START_UNDO, acts.UNDO):
    bars(_act)(may_undo)
for _act in (acts.UPLOAD, acts.MATCH, acts.START, acts.LOAD, acts.START_UNDO, acts.UNDO):
    bars(_act)(may_load)


def match(batch: ImportBatch, *, head: Head, choices: dict[str, str], by: Actor, at: datetime) -> ImportBatch:
    """Keep how the columns are matched, for this file and for the next with the same headings."""
    with perform(acts.MATCH, batch, by=by, at=at):
        batch.mapping, batch.layout, batch.error = choices, head.layout, ""
        batch.save(update_fields=["mapping", "layout", "error"])
        if head.layout:
            remember(batch.authority, batch.register, head.layout, choices=choices, by=by, at=at)
    return batch


def check(batch: ImportBatch, path: Path, *, by: Actor, at: datetime, report: Report | None = None) -> Tally | None:
    """Find out what loading the file would do, without doing it; a file that cannot be read fails.

    :param by: who would load it: some may change fewer records than others.
    :returns: None when the file cannot be read; the batch says why.
    """
    loader = loader_of(batch.register)
    try:
        with Staging() as refused:
            tally, head, choices = _check(loader, batch, path, refused, by=by, at=at, report=report)
            with perform(acts.CHECK, batch, by=SYSTEM, at=at):
                _describe(batch, head, choices, tally)
                _store_rejects(batch, refused)
                batch.save()
    except Unreadable as fault:
        fail(batch, fault.sentence, at=at)
        return None
    return tally


def fail(batch: ImportBatch, sentence: str, *, at: datetime) -> None:
    """Say on the batch why the file cannot be read."""
    with perform(acts.FAIL, batch, by=SYSTEM, at=at):
        batch.error = sentence
        batch.save(update_fields=["error"])


def _check(
    loader: Loader, batch: ImportBatch, path: Path, refused: Staging, *, by: Actor, at: datetime, report: Report | None
) -> tuple[Tally, Head, dict[str, str]]:
    head = loader.head(path, limits=BROWSER, choices=batch.mapping or None)
    choices = choices_for(loader, head, authority=batch.authority, given=batch.mapping)
    tally = Tally()
    planner = loader.planner(batch.authority, by=by, at=at)
    with Staging() as rows:
        _stage(loader, path, head, choices, rows=rows, refused=refused, tally=tally, report=report)
        for records in rows.batches():
            for reject in tally.add(planner.plan(records)):
                refused.add(reject)
    tally.notes += planner.notes()
    return tally, head, choices


def plan_file(
    loader: Loader,
    path: Path,
    *,
    authority: Authority,
    by: Actor,
    at: datetime,
    limits: Limits = BROWSER,
    given: dict[str, str] | None = None,
) -> Tally:
    """Count what loading a file would do; nothing is written, not even that somebody asked.

    :param given: heading → field where the loader of the files says it, "" for a column that is left out.
    :raises Unreadable: when the file cannot be read.
    """
    head = loader.head(path, limits=limits, choices=given or None)
    check_given(head, given or {})
    choices = choices_for(loader, head, authority=authority, given=given or {})
    planner = loader.planner(authority, by=by, at=at)
    tally = Tally(columns=matched(head, choices, given=given or {}))
    with Staging() as rows, Staging() as refused:
        _stage(loader, path, head, choices, rows=rows, refused=refused, tally=tally, limits=limits)
        for records in rows.batches():
            tally.add(planner.plan(records))
    tally.notes += planner.notes()
    return _sorted(tally)


def load(
    batch: ImportBatch, path: Path, *, by: Actor, at: datetime, limits: Limits = BROWSER, report: Report | None = None
) -> Tally:
    """Load the good rows of a file: all of them, or on any fault none.

    Reading and cleaning come first; only then the one transaction begins, so others wait as short as can be.

    :raises Unreadable, Refused: before anything is written.
    """
    loader = loader_of(batch.register)
    head, given = loader.head(path, limits=limits, choices=batch.mapping or None), batch.mapping
    if batch.pk is None:
        check_given(head, given)
    choices = choices_for(loader, head, authority=batch.authority, given=given)
    tally = Tally(columns=matched(head, choices, given=given))
    with Staging() as rows, Staging() as refused:
        _stage(loader, path, head, choices, rows=rows, refused=refused, tally=tally, limits=limits, report=report)
        with few_collections(), transaction.atomic():
            # The next load begins when this one has ended, so that both see the same register.
            LogHead.objects.select_for_update().get(pk=1)
            if batch.pk is None:
                with create(acts.UPLOAD, batch, by=by, at=at):
                    batch.save()
            with perform(acts.LOAD, batch, by=by, at=at) as entry:
                planner = loader.planner(batch.authority, by=by, at=at)
                for written, planned in _write_all(loader, planner, batch, rows, by=by, at=at, report=report):
                    _remember_rows(batch, written)
                    for reject in tally.add(planned):
                        refused.add(reject)
                tally.notes += planner.notes()
                _describe(batch, head, choices, tally)
                _store_rejects(batch, refused)
                batch.loaded_at = at
                batch.save()
                loader.finish(at=at)
                entry.note("", **tally.counts())
    return _sorted(tally)


def load_path(
    loader: Loader,
    path: Path,
    *,
    authority: Authority,
    sha256: str,
    by: Actor,
    at: datetime,
    limits: Limits,
    given: dict[str, str] | None = None,
) -> Tally:
    """Load a file of the command line: one transaction holds the batch too, so a file that fails leaves no trace.

    :param given: heading → field where the loader of the files says it; kept for the next file with these headings.
    :raises Unreadable, Refused: before anything is written.
    """
    facts = {"file_name": path.name[:255], "sha256": sha256, "size": path.stat().st_size, "is_stored": False}
    batch = ImportBatch(authority=authority, register=loader.register, uploaded_at=at, **facts)
    batch.uploaded_by_id, batch.mapping = by.person_id, given or {}
    tally = load(batch, path, by=by, at=at, limits=limits)
    if given and batch.layout:
        remember(authority, batch.register, batch.layout, choices=batch.mapping, by=by, at=at)
    return tally


def _stage(
    loader: Loader,
    path: Path,
    head: Head,
    choices: dict[str, str],
    *,
    rows: Staging,
    refused: Staging,
    tally: Tally,
    limits: Limits = BROWSER,
    report: Report | None = None,
) -> None:
    """Read and clean the whole file; records go to one place, rejects to another."""

    def progress(done: int) -> None:
        if report:
            report(done=done, message=f"Read {done:,} rows")

    results = loader.read(path, head=head, choices=choices, limits=limits, progress=progress)
    for result in results:
        if isinstance(result, Skipped):
            tally.skipped += 1
        elif isinstance(result, Reject):
            tally.refuse(result)
            refused.add(result)
            _give_up_on_rubbish(result, good=rows.count, bad=refused.count)
        else:
            rows.add(result)
    # What was assumed of the whole file, such as how its dates are written, is known only now.
    tally.notes += getattr(results, "notes", head.notes)
    if not rows.count and not refused.count:
        tally.notes.append(NO_ROWS)


def _give_up_on_rubbish(last: Reject, *, good: int, bad: int) -> None:
    """Stop at a file that is no list: reading all of it would fill the disk with rejects that nobody mends.

    :raises Unreadable: when none of the first rows is good, or more are bad than can be given back to be mended.
    """
    told = f"row {last.row}, column {last.column or 'none'}, has “{shown(last.value)}”: {last.reason}"
    if bad >= HOPELESS and not good:
        raise Unreadable(
            f"Not one of the first {bad:,} rows can be loaded, so this is not a list that can be read. The last of "
            f"them, {told} Check that this is the right file, and that its columns are matched."
        )
    if bad > STORED_REJECTS:
        raise Unreadable(
            f"More than {STORED_REJECTS:,} rows of this file are wrong, more than can be given back to be mended. The "
            f"last of them, {told} Mend the list where it came from."
        )


def _write_all(
    loader: Loader, planner: Any, batch: ImportBatch, rows: Staging, *, by: Actor, at: datetime, report: Report | None
) -> Iterator[tuple[list[Any], list[Planned]]]:
    done = 0
    for records in rows.batches():
        planned = planner.plan(records)
        todo = [one for one in planned if one.outcome in (Outcome.ACCEPTED, Outcome.UPDATED)]
        yield loader.write(todo, batch=batch, by=by, at=at), planned
        done += len(records)
        if report:
            report(done=done, total=rows.count, message=f"Loaded {done:,} of {rows.count:,} rows")


def _remember_rows(batch: ImportBatch, written: list[Any]) -> None:
    names = ("batch_id", "object_id", "is_new", "after_version", "before")
    rows = ((batch.pk, one.object_id, one.is_new, one.version, one.before) for one in written)
    bulk.insert_values(ImportedRow, names, rows)


def _describe(batch: ImportBatch, head: Head, choices: dict[str, str], tally: Tally) -> None:
    batch.format, batch.sheet, batch.layout, batch.mapping = head.kind, head.sheet[:120], head.layout, choices
    batch.error = ""
    for name, count in tally.counts().items():
        setattr(batch, name, count)
    batch.preview = tally.preview()


def _store_rejects(batch: ImportBatch, refused: Staging) -> None:
    """Keep the rejects, so that they can be downloaded and mended."""
    batch.rejects.all().delete()
    stored = 0
    for rejects in refused.batches():
        if stored >= STORED_REJECTS:
            break
        ImportReject.objects.bulk_create([_stored(batch, one) for one in rejects], batch_size=CHUNK)
        stored += len(rejects)


def _stored(batch: ImportBatch, reject: Reject) -> ImportReject:
    return ImportReject(
        batch=batch,
        row=reject.row,
        column=clean(reject.column)[:300],
        value=shown(reject.value)[:300],
        reason=clean(reject.reason),
        more=[[clean(each.column), shown(each.value), clean(each.reason)] for each in reject.more],
        cells={clean(name): clean(cell) for name, cell in reject.cells.items()},
    )


def _sorted(tally: Tally) -> Tally:
    tally.rejects.sort(key=lambda reject: reject.row)
    return tally


def start(batch: ImportBatch, *, by: Actor, at: datetime) -> ImportBatch:
    """Ask the worker to load the good rows."""
    with perform(acts.START, batch, by=by, at=at):
        pass
    return batch


def start_undo(batch: ImportBatch, *, by: Actor, at: datetime) -> ImportBatch:
    """Ask the worker to undo a load."""
    with perform(acts.START_UNDO, batch, by=by, at=at):
        pass
    return batch


def undo(batch: ImportBatch, *, by: Actor, at: datetime, report: Report | None = None) -> ImportBatch:
    """Take back everything that a load brought, in one transaction; what somebody changed since is left."""
    loader = loader_of(batch.register)
    with transaction.atomic():
        LogHead.objects.select_for_update().get(pk=1)
        with perform(acts.UNDO, batch, by=by, at=at) as entry:
            last, kept, done = 0, 0, 0
            while rows := list(batch.rows.filter(pk__gt=last).order_by("pk")[:CHUNK]):
                last, done = rows[-1].pk, done + len(rows)
                kept += loader.undo(rows, batch=batch, by=by, at=at)
                if report:
                    report(done=done, message=f"Undid {done:,}")
            batch.kept_back, batch.undone_at = kept, at
            entry.note(undone=done - kept, kept=kept)
    return batch


@contextmanager
def few_collections() -> Iterator[None]:
    """Look for cycles of garbage more rarely: a load makes millions of objects that have none."""
    usual = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


@contextmanager
def together_then_back() -> Iterator[None]:
    """Let several loads see each other, and take all of them back at the end: the exact dry run of many files."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


__all__ = [
    "Act", "BatchState", "check", "choices_for", "fail", "load", "match", "new_batch", "plan_file", "start",
    "start_undo", "together_then_back", "undo",
]  # fmt: skip

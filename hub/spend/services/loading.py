"""Load ledger files: each whole, in one act with one event, or not at all; and undo a load."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction

from hub.platform.act_table import NotHeld
from hub.platform.actors import Actor
from hub.platform.acts import create, held
from hub.platform.analytics import parts
from hub.platform.clock import london
from hub.platform.events.models import Head as LogHead
from hub.platform.events.record import Digest
from hub.platform.tabular.results import Reject, Unreadable
from hub.platform.tenancy.models import Authority
from hub.platform.words import list_of, plural
from hub.spend import acts
from hub.spend.models import Load, LoadReject, Part
from hub.spend.reading.fields import CELLS, PAYEE
from hub.spend.reading.layout import Layout
from hub.spend.selectors import loads as known
from hub.spend.selectors.people import rejects_without_people
from hub.spend.services import staging
from hub.spend.services.columns import File, layout_of
from hub.spend.services.comparing import Ask, Compared, compare
from hub.spend.services.recounting import recount, standing_part, with_holders
from hub.spend.services.staging import Report, Staged
from hub.spend.services.standing import settle_contracts, settle_payees
from hub.spend.services.totals import settle_numbers, settle_totals
from hub.spend.terms import LoadState, PartKind

# A payment run of tomorrow is often in today's file.
AHEAD = timedelta(days=1)


@dataclass
class Result:
    """What became of one file."""

    load: Load | None = None
    accepted: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0
    skipped: int = 0
    net_total: Decimal = Decimal("0.00")
    gross: bool = False
    rejects: list[Reject] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def records(self) -> int:
        """Count every row that was met."""
        return self.accepted + self.updated + self.unchanged + self.rejected + self.skipped

    def counts(self) -> dict[str, int]:
        """Give the counts by name; `records` is the sum of the others."""
        names = ("records", "accepted", "updated", "unchanged", "rejected", "skipped")
        return {name: getattr(self, name) for name in names}


def load_file(
    file: File,
    *,
    authority: Authority,
    by: Actor,
    at: datetime,
    choices: dict[str, str] | None = None,
    is_plan: bool = False,
    counts: bool = True,
    corrects: int | None = None,
    report: Report | None = None,
) -> Result:
    """Load one file, or say what loading it would do.

    :param choices: heading → field, where a person corrected the guess.
    :param is_plan: write nothing.
    :param corrects: number of the load whose place the file takes, 0 when it takes none; found out unless given.
    :param counts: count what was paid under contracts; who loads several files does it once, after the last.
    :raises Unreadable, Refused: before anything is written.
    """
    if not held(acts.LOAD, Load(authority=authority), by):
        raise NotHeld(acts.LOAD)
    if (again := known.same_file(authority, file.sha256)) is not None:
        return _here_already(again)
    _must_count(authority, corrects)
    layout = layout_of(file, authority=authority, choices=choices)
    ask = Ask(layout.period, file.source, file.name, said=corrects)
    folder = staging.folder_of(file.sha256, layout)
    with staging.alone(folder):
        latest = london(at).date() + AHEAD
        staged = staging.stage(file.path, layout, sha256=file.sha256, latest=latest, report=report)
        try:
            _must_be_a_ledger_of(authority, staged, layout, file.name)
            if report:
                report(done=staged.count, message=f"Comparing {staged.count:,} lines with those that are here")
            result = _planned(layout, staged, authority, ask) if is_plan else None
            result = result or _write(file, layout, staged, ask, authority=authority, by=by, at=at, counts=counts)
        finally:
            staged.drop()
    return result


def _must_be_a_ledger_of(authority: Authority, staged: Staged, layout: Layout, file_name: str) -> None:
    other = known.other_authority_named(authority, staged.bodies)
    if other is not None:
        name, lines = other
        raise Unreadable(
            f"{lines:,} lines of this file are of {name}, not of {authority.name}. Nothing was loaded. "
            f"Choose {name} to load it there, or choose the right file."
        )
    titled = known.other_authority_in(authority, f"{layout.title} | {file_name}", staged.bodies)
    if titled is not None:
        raise Unreadable(
            f"The title or the name of this file says that it is of {titled}, not of {authority.name}. Nothing was "
            f"loaded. Choose {titled} to load it there, or choose the right file. If it is {authority.name}'s all the "
            "same, change its title or its name and load it again."
        )
    if not staged.count and staged.rejected:
        (first,) = rejects_without_people(staged.rejects[:1], authority.pk)
        raise Unreadable(
            f"None of the {staged.rejected:,} lines of this file can be read, so nothing was loaded. "
            f"Row {first.row}, {first.column or 'the whole row'}: {first.reason}"
        )
    if not staged.count:
        raise Unreadable("There is no line with a payee and a sum in this file. Nothing was loaded.")


def _notes(layout: Layout, staged: Staged, compared: Compared, authority: Authority) -> list[str]:
    found = [*layout.notes, *compared.notes]
    if staged.foreign:
        told = list_of([f"{plural(lines, 'line')} in {code}" for code, lines in sorted(staged.foreign.items())])
        found.append(
            f"Left out because sums are held in pounds: {told}. Add what was paid in pounds and load it again."
        )
    if staged.worked_out:
        what = "net sum, which was worked out as gross less VAT" if layout.is_net else "gross sum: it is net and VAT"
        found.append(f"{plural(staged.worked_out, 'line')} had no {what}. Each says so on its page.")
    if staged.parted:
        found.append(
            f"{plural(staged.parted, 'row')} had the date in one cell with what belongs beside it, such as "
            "“25/06/2012900”. They were taken apart, because every other date of the column is written in full. Each "
            "says so on its page."
        )
    if staged.bodies:
        name = max(staged.bodies, key=lambda each: staged.bodies[each])
        if name.lower() not in (authority.name.lower(), authority.code.lower()):
            found.append(f"The file says that its lines are of “{name}”. Check that it is {authority.name}'s.")
    return found


def _here_already(load: Load) -> Result:
    lines = load.accepted + load.updated + load.unchanged
    rejects = [
        Reject(each.row, each.column, each.value, each.reason, cells={PAYEE: each.payee})
        for each in known.rejects_of(load)
    ]
    note = f"This very file was loaded before, as load {load.pk} ({load.file_name}). It adds nothing."
    if load.replaced_by is not None:
        note += f" {load.replaced_by.file_name} has taken its place; undo that load to go back."
    result = Result(load, unchanged=lines, rejected=load.rejected, skipped=load.skipped, gross=not load.is_net)
    result.rejects, result.notes = rejects, [note]
    return result


def _must_count(authority: Authority, corrects: int | None) -> None:
    if corrects and corrects not in {load.pk for load in known.counting(authority)}:
        raise Unreadable(
            f"There is no ledger load {corrects} of {authority.name} whose lines count, so nothing can take its place. "
            "The list of ledger files shows their numbers. Nothing was loaded."
        )


def _planned(layout: Layout, staged: Staged, authority: Authority, ask: Ask) -> Result:
    compared = compare(staged.files, loads=known.counting(authority), ask=ask)
    return _result(layout, staged, compared, authority)


def _result(layout: Layout, staged: Staged, compared: Compared, authority: Authority) -> Result:
    return Result(
        None, compared.more, compared.updates, compared.again, staged.rejected, staged.skipped, compared.more_amount,
        not layout.is_net, staged.rejects, _notes(layout, staged, compared, authority),
    )  # fmt: skip


def _write(
    file: File, layout: Layout, staged: Staged, ask: Ask, *, authority: Authority, by: Actor, at: datetime, counts: bool
) -> Result:
    """Publish the drafts and record the load: one transaction, one event."""
    compared = compare(staged.files, loads=known.counting(authority), ask=ask)
    stamp = _stamp(authority)
    with transaction.atomic():
        # The next load begins when this one has ended, so that both see the same ledger.
        LogHead.objects.select_for_update().get(pk=1)
        if _stamp(authority) != stamp:
            compared = compare(staged.files, loads=known.counting(authority), ask=ask)
        result = _result(layout, staged, compared, authority)
        load = _new_load(file, layout, compared, result, authority=authority, by=by, at=at)
        with create(acts.LOAD, load, by=by, at=at) as entry:
            load.save()
            pieces = with_holders(staged, compared.holders, known.counting(authority))
            rows = _publish(load, pieces)
            rows += take_places(load, compared.corrects, at=at)
            if compared.corrects:
                rows += recount(authority, changed=compared.corrects, but=load)
            entry.note(
                lines=load.accepted + load.updated + load.unchanged, counted=result.accepted + result.updated,
                corrects=[each.pk for each in compared.corrects], file=Digest(load.sha256),
                parts=[Digest(part.sha256) for part in rows],
            )  # fmt: skip
        _name_event(rows, entry.event)
        _keep_rejects(load, staged.rejects)
        settle_totals(authority, list({row.load_id: row.load for row in rows}.values()))
        if compared.corrects:
            settle_payees(authority, compared.corrects)
            settle_numbers(authority, compared.corrects)
        if counts:
            settle_contracts(authority, at=at)
    result.load = load
    return result


def take_places(load: Load, corrected: list[Load], *, at: datetime) -> list[Part]:
    """Let a load stand in place of others; give the parts that say so, and those of loads that count anew."""
    rows = []
    for each in corrected:
        each.replaced_by = load
        each.save(update_fields=["replaced_by"])
        state = LoadState.REPLACED
        rows.append(standing_part(load, file=each.sha256, standing=state, at=at, by_file=load.sha256))
    return rows


def _stamp(authority: Authority) -> tuple[Any, ...]:
    """Give what changes whenever the loads that count change."""
    return tuple(load.pk for load in known.counting(authority))


def _new_load(
    file: File, layout: Layout, compared: Compared, result: Result, *, authority: Authority, by: Actor, at: datetime
) -> Load:
    return Load(
        authority=authority, file_name=file.name[:255], sha256=file.sha256, size=file.path.stat().st_size,
        source=file.source[:120], is_net=layout.is_net, period=layout.period, first_on=compared.first,
        last_on=compared.last, headings=list(layout.headings), mapping=layout.mapping.as_dict(),
        layout=layout.fingerprint, sheet=layout.sheet[:120], net_total=result.net_total, notes=result.notes,
        difference=compared.difference, doubts=compared.doubts, loaded_by_id=by.person_id, loaded_at=at,
        **result.counts(),
    )  # fmt: skip


def _publish(load: Load, pieces: list[tuple[Path, parts.Part, Path, parts.Part]]) -> list[Part]:
    """Give the drafts their names for ever and note them."""
    rows = []
    for place, (lines, part, originals, text) in enumerate(pieces):
        for draft, one, kind in ((lines, part, PartKind.LINES), (originals, text, PartKind.ORIGINAL)):
            parts.publish(draft, one.sha256)
            rows.append(Part(load=load, kind=kind, place=place, sha256=one.sha256, size=one.size, rows=one.rows))
    return Part.objects.bulk_create(rows)


def _name_event(rows: list[Part], event: Any) -> None:
    Part.objects.filter(pk__in=[row.pk for row in rows]).update(event=event.number)


def _keep_rejects(load: Load, rejects: list[Reject]) -> None:
    rows = [
        LoadReject(load=load, row=each.row, column=_clean(each.column)[:300], value=_clean(each.value)[:300],
                   reason=_clean(each.reason), payee=_clean(each.cells.get(PAYEE, ""))[:300],
                   cells=[_clean(cell) for cell in json.loads(each.cells.get(CELLS, "[]"))])
        for each in rejects
    ]  # fmt: skip
    LoadReject.objects.bulk_create(rows, batch_size=500)


def _clean(text: str) -> str:
    return text.replace("\x00", "�").encode("utf-8", "replace").decode()


@contextmanager
def rehearsal() -> Iterator[None]:
    """Let several loads see each other and take all of them back: the exact dry run of many files."""
    made: list[str] = []
    with transaction.atomic():
        before = set(Part.objects.values_list("sha256", flat=True))
        yield
        made = [each for each in Part.objects.values_list("sha256", flat=True) if each not in before]
        transaction.set_rollback(True)
    for sha256 in made:
        parts.path_of(sha256).unlink(missing_ok=True)


__all__ = ["File", "Result", "load_file", "rehearsal"]

"""Which lines count when several files hold the same ones, and counting them again when a load comes or goes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db.models import Min

from hub.platform.analytics import parts
from hub.platform.tenancy.models import Authority
from hub.spend.models import Load, Part
from hub.spend.selectors import loads as known
from hub.spend.selectors.parts import line_files
from hub.spend.services.comparing import Ask, compare
from hub.spend.services.staging import Staged
from hub.spend.terms import LoadState, PartKind

Pieces = list[tuple[Path, parts.Part, Path, parts.Part]]


def with_holders(staged: Staged, holders: Any, loads: Sequence[Load]) -> Pieces:
    """Give the drafts of a load; those with lines that another load holds already are written anew, marked so.

    :param holders: a table of row and the SHA-256 of the file that holds it, or None.
    """
    found: Pieces = []
    for place, piece in enumerate(staged.pieces):
        draft = staged.draft(place, "lines")
        part = piece.lines
        if holders is not None:
            draft, part = _marked(draft, part, _numbered(holders, loads))
        found.append((draft, part, staged.draft(place, "original"), piece.originals))
    return found


def _numbered(holders: Any, loads: Sequence[Load]) -> Any:
    """Give row and number of the load, in the order of rows."""
    import pyarrow as pa

    numbers = {load.sha256: load.pk for load in loads}
    coded = holders["holder"].combine_chunks().dictionary_encode()
    known_as = pa.array([numbers[each] for each in coded.dictionary.to_pylist()], pa.int64())
    return pa.table({"row": holders["row"].combine_chunks(), "load": known_as.take(coded.indices)})


def _marked(draft: Path, part: parts.Part, numbered: Any) -> tuple[Path, parts.Part]:
    """Write a draft anew with the loads that hold its lines; one without such lines stays as it is."""
    import pyarrow.parquet as pq

    table = pq.read_table(draft)
    marked = marks(table, numbered)
    if marked.equals(table["held_by"].combine_chunks()):
        return draft, part
    target = draft.with_suffix(".held")
    with parts.Draft(table.schema, target) as out:
        out.write(table.set_column(table.schema.get_field_index("held_by"), "held_by", marked))
        return target, out.finish()


def marks(table: Any, numbered: Any) -> Any:
    """Give, for each line of a table, the load that holds it already, or 0."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if numbered is None or not numbered.num_rows:
        return pa.repeat(pa.scalar(0, pa.int64()), table.num_rows)
    rows = table["row"].combine_chunks()
    places = pc.index_in(rows, numbered["row"].combine_chunks())
    return pc.fill_null(numbered["load"].combine_chunks().take(places), 0)


def standing_part(load: Load, *, file: str, standing: LoadState, at: datetime, by_file: str = "") -> Part:
    """Write a part that says that a file's lines count no more: the parts alone tell which lines stand."""
    import pyarrow as pa

    told = {"file": [file], "standing": [str(standing)], "by_file": [by_file], "at": [at]}
    fresh = parts.write_part(pa.table(told))
    return Part.objects.create(
        load=load, kind=PartKind.STANDING, place=0, sha256=fresh.sha256, size=fresh.size, rows=fresh.rows
    )


def recount(authority: Authority, *, changed: Sequence[Load], but: Load | None = None) -> list[Part]:
    """Count again the lines of loads that share days with loads whose standing has changed; give the new parts.

    Loads are looked at in the order in which they came, each against those before it, so the outcome is the same
    whatever was undone in between. Replaced loads hold on to the lines of those that came while they stood.

    :param but: a load whose lines were just compared; it is looked at only if an earlier one changed.
    """
    made: list[Part] = []
    live = known.live(authority)
    replaced = _Replaced(live)
    first = min((each.pk for each in changed), default=0)
    touched = list(changed)
    for place, load in enumerate(live):
        is_near = load.pk > first and any(_share_days(load, each) for each in touched)
        if not is_near or (load == but and not made):
            continue
        rows = _counted_anew(load, [each for each in live[:place] if replaced.stood_for(each, load)])
        if rows:
            made += rows
            touched.append(load)
    return made


class _Replaced:
    """When loads were replaced: a line that was here when its like came goes on holding it when it is corrected.

    Otherwise the old sum of a restated line would count again from another file that has the same payments.
    """

    def __init__(self, live: Sequence[Load]) -> None:
        self.by = {load.pk: load.replaced_by_id for load in live}
        self.since = _replaced_since([load for load in live if load.replaced_by_id])
        rows = Part.objects.filter(load__in=[load.pk for load in live], kind=PartKind.LINES) if self.since else None
        self.born = dict(rows.values_list("load").annotate(first=Min("pk"))) if rows is not None else {}

    def stood_for(self, earlier: Load, load: Load) -> bool:
        """Say whether a load came while an earlier one stood, or stands; never of one that takes its place."""
        number: int | None = self.by[earlier.pk]
        if number is None:
            return True
        while number is not None and number != load.pk:
            number = self.by.get(number)
        return number is None and self.since.get(earlier.pk, 0) > self.born.get(load.pk, 0)


def _replaced_since(loads: Sequence[Load]) -> dict[int, int]:
    """Give, for each replaced load, the number of the part that says so; parts are numbered as they are made."""
    import pyarrow.parquet as pq

    by_file = {(load.replaced_by_id, load.sha256): load.pk for load in loads}
    rows = Part.objects.filter(load__in={number for number, _ in by_file}, kind=PartKind.STANDING).order_by("pk")
    found = {}
    for part in rows:
        for told in pq.read_table(parts.path_of(part.sha256)).to_pylist():
            if (part.load_id, told["file"]) in by_file:
                found[by_file[part.load_id, told["file"]]] = part.pk
    return found


def _share_days(one: Load, other: Load) -> bool:
    if one.first_on is None or other.first_on is None or one.last_on is None or other.last_on is None:
        return one.first_on is None and other.first_on is None and one.period == other.period
    return one.first_on <= other.last_on and one.last_on >= other.first_on


def _counted_anew(load: Load, earlier: Sequence[Load]) -> list[Part]:
    """Write parts of a load anew where other lines than before are held by earlier loads."""
    import pyarrow.parquet as pq

    compared = compare(line_files([load]), loads=earlier, ask=Ask(load.period, load.source, may_correct=False))
    holders = compared.holders
    numbered = _numbered(holders, earlier) if holders is not None else None
    made = []
    for part in Part.objects.filter(load=load, kind=PartKind.LINES, is_current=True):
        table = pq.read_table(parts.path_of(part.sha256))
        marked = marks(table, numbered)
        if marked.equals(table["held_by"].combine_chunks()):
            continue
        fresh = parts.write_part(table.set_column(table.schema.get_field_index("held_by"), "held_by", marked))
        Part.objects.filter(pk=part.pk).update(is_current=False)
        made.append(
            Part(load=load, kind=part.kind, place=part.place, sha256=fresh.sha256, size=fresh.size, rows=fresh.rows)
        )
    return Part.objects.bulk_create(made)

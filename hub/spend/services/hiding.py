"""Ledger parts and records without the names of people who are paid, for whoever is not finance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from hub.platform.analytics import parts
from hub.platform.tenancy.models import Authority
from hub.spend.models import Load, LoadReject, Part, Payee
from hub.spend.selectors.people import KEPT_BACK, KEY, Known, changes_without_people, known_of
from hub.spend.terms import A_PERSON, HIDDEN, NAMES_A_PERSON, PartKind

OF_A_PAYEE = (
    "key", "supplier_number", "company_number", "charity_number", "contract_reference", "order_number", "reason",
)  # fmt: skip
BATCH = 65_536


@dataclass(frozen=True)
class Hiding:
    """Who is hidden: the people whom one authority, or any, pays, and who may be one."""

    people: Known

    @classmethod
    def of(cls, authority: Authority | None) -> Hiding:
        """Hide all people whom an authority pays."""
        return cls(known_of(authority))

    def record(self, kind: str, row: dict[str, Any]) -> dict[str, Any]:
        """Give a row of a table without what could name a person.

        :param kind: the table's name, such as ``spend.payee``.
        """
        if kind == Payee._meta.label_lower and row["payee_kind"] in HIDDEN:
            return {**row, **dict.fromkeys(OF_A_PAYEE, ""), "name": A_PERSON}
        if kind == LoadReject._meta.label_lower:
            # A cell that could not be read may hold anything.
            quotes = row["value"] and row["value"] in row["reason"]
            return {**row, "value": "", "payee": "", "cells": [], **({"reason": KEPT_BACK} if quotes else {})}
        if kind == Load._meta.label_lower and row["difference"]:
            return {**row, "difference": self._changes(row["difference"])}
        return row

    def part(self, sha256: str, target: IO[bytes]) -> bool:
        """Write a part without the people in it; False, and nothing is written, where nobody is in it."""
        found = Part.objects.filter(sha256=sha256).select_related("load").order_by("pk").first()
        if found is None or found.kind == PartKind.STANDING:
            return False
        if found.kind == PartKind.ORIGINAL:
            rows = self._rows_of_people(found)
            return bool(rows) and _write(sha256, target, lambda batch: _without(batch, rows))
        if not any(self._of_people(batch).true_count for batch in _batches(sha256, self._telling(found))):
            return False
        return _write(sha256, target, self._masked)

    def _changes(self, difference: dict[str, Any]) -> dict[str, Any]:
        lists = {name: changes_without_people(difference.get(name, []), self.people) for name in ("now", "before")}
        return {**difference, **lists}

    def _telling(self, part: Part) -> list[str]:
        return ["payee_key"] if part.kind == PartKind.TOTALS else ["payee_key", "is_person"]

    def _of_people(self, batch: Any) -> Any:
        """Say for each line of a batch whether a person was paid."""
        import pyarrow.compute as pc

        keys = pc.utf8_slice_codeunits(batch.column("payee_key"), 0, KEY)
        found = _among(keys, self.people.hidden)
        if "is_person" in batch.schema.names:
            looks = pc.fill_null(batch.column("is_person"), False)
            found = pc.or_(found, pc.and_not(looks, _among(keys, self.people.cleared)))
        return found

    def _rows_of_people(self, original: Part) -> list[int]:
        """Give the rows of the file in which a person was paid, of the lines that an original text belongs to."""
        lines = Part.objects.filter(load=original.load, kind=PartKind.LINES, place=original.place).first()
        if lines is None:
            return []
        batches = _batches(lines.sha256, ["row", *self._telling(lines)])
        return [row for batch in batches for row in batch.filter(self._of_people(batch)).column("row").to_pylist()]

    def _masked(self, batch: Any) -> Any:
        import pyarrow.compute as pc

        people = self._of_people(batch)
        for name, told in (("payee", A_PERSON), *((each, "") for each in NAMES_A_PERSON)):
            if (place := batch.schema.get_field_index(name)) >= 0:
                masked = pc.if_else(people, told, batch.column(place))
                batch = batch.set_column(place, batch.schema.field(place), masked)
        return batch


def _among(keys: Any, wanted: frozenset[str]) -> Any:
    import pyarrow as pa
    import pyarrow.compute as pc

    return pc.fill_null(pc.is_in(keys, pa.array(sorted(wanted), pa.string())), False)


def _without(batch: Any, rows: list[int]) -> Any:
    """Leave some rows out of a batch of original text."""
    import pyarrow as pa
    import pyarrow.compute as pc

    return batch.filter(pc.invert(pc.is_in(batch.column("row"), pa.array(rows, pa.int32()))))


def _batches(sha256: str, columns: list[str]) -> Iterator[Any]:
    import pyarrow.parquet as pq

    with pq.ParquetFile(parts.path_of(sha256)) as file:
        yield from file.iter_batches(BATCH, columns=columns)


def _write(sha256: str, target: IO[bytes], change: Any) -> bool:
    """Write a part anew, batch by batch."""
    import pyarrow.parquet as pq

    with (
        pq.ParquetFile(parts.path_of(sha256)) as file,
        pq.ParquetWriter(target, file.schema_arrow, compression=parts.COMPRESSION, store_schema=False) as out,
    ):
        for number in range(file.num_row_groups):
            group = file.read_row_group(number).combine_chunks()
            for batch in group.to_batches():
                out.write_batch(change(batch))
    return True

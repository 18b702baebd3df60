"""Read a file of contracts in a child process that has little memory and no network."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hub.contract.reading.reading import Counts, Progress, Result, read_file
from hub.platform.tabular import sandbox
from hub.platform.tabular.headings import Mapping
from hub.platform.tabular.limits import BROWSER, Limits
from hub.platform.tabular.results import Row

_REPORT_EVERY = 1000


@dataclass(frozen=True, slots=True)
class Head:
    """What is known of a file before its records are read."""

    kind: str
    mapping: Mapping | None
    missing: tuple[str, ...]
    sample: tuple[Row, ...]
    sheet: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Foot:
    """What is known only after all records are read."""

    notes: tuple[str, ...]


class ContainedReading:
    """A reading whose records come from a child process; used as `Reading` is."""

    def __init__(self, arguments: dict[str, Any], limits: Limits, progress: Progress | None = None) -> None:
        self._arguments, self._limits, self._progress = arguments, limits, progress
        head = next(sandbox.run(_TARGET, arguments | {"is_head_only": True}, limits))
        self.kind: str = head.kind
        self.mapping: Mapping | None = head.mapping
        self.missing: tuple[str, ...] = head.missing
        self.sample: tuple[Row, ...] = head.sample
        self.sheet: str = head.sheet
        self.notes: tuple[str, ...] = head.notes
        self.counts = Counts()

    def __iter__(self) -> Iterator[Result]:
        self.counts = counts = Counts()
        for each in sandbox.run(_TARGET, self._arguments, self._limits):
            if isinstance(each, Head):
                continue
            if isinstance(each, Foot):
                self.notes = each.notes
                continue
            counts.add(each)
            if self._progress and counts.records % _REPORT_EVERY == 0:
                self._progress(counts.records)
            yield each
        if self._progress:
            self._progress(counts.records)


_TARGET = "hub.contract.reading.contained:in_child"


def read_contained(
    path: Path | str,
    *,
    mapping: Mapping | MappingOf[str, str] | None = None,
    limits: Limits = BROWSER,
    progress: Progress | None = None,
    sheet: str = "",
) -> ContainedReading:
    """Open a file as `read_file` does, in a child process; for anything that a person or a web page hands in.

    Raises:
        Unreadable: as `read_file`, and when the file needs more memory or time than it may have.
    """
    choices = mapping.as_dict() if isinstance(mapping, Mapping) else dict(mapping) if mapping else None
    return ContainedReading({"path": str(path), "mapping": choices, "sheet": sheet}, limits, progress)


def in_child(
    *, path: str, mapping: dict[str, str] | None, sheet: str, limits: Limits, is_head_only: bool = False
) -> Iterator[Head | Foot | Result]:
    """Read the file; runs in the child."""
    reading = read_file(path, mapping=mapping, limits=limits, sheet=sheet)
    yield Head(reading.kind, reading.mapping, reading.missing, reading.sample, reading.sheet, reading.notes)
    if not is_head_only:
        yield from reading
        yield Foot(reading.notes)

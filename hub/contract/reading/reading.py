"""Open any file of contracts and yield exactly one result for each of its records."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass
from pathlib import Path

from hub.contract.reading import own_json
from hub.contract.reading.notices import NoticeFile, open_notices
from hub.contract.reading.row import SPREADSHEET, ContractRow
from hub.contract.reading.sheets import Sheet, open_sheet
from hub.platform.tabular.headings import Mapping
from hub.platform.tabular.limits import BROWSER, Limits
from hub.platform.tabular.results import Reject, Row, Skipped, Unreadable
from hub.platform.tabular.sniff import FileKind, refuse_unless, sniff

Result = ContractRow | Reject | Skipped
Progress = Callable[[int], None]
_REPORT_EVERY = 1000


@dataclass(slots=True)
class Counts:
    """What became of the records so far; `records` is always the sum of the other three."""

    accepted: int = 0
    rejected: int = 0
    skipped: int = 0

    @property
    def records(self) -> int:
        """Count every record met."""
        return self.accepted + self.rejected + self.skipped

    def add(self, result: Result) -> None:
        """Count one result."""
        if isinstance(result, Reject):
            self.rejected += 1
        elif isinstance(result, Skipped):
            self.skipped += 1
        else:
            self.accepted += 1


class Reading:
    """A file whose kind is known and whose records can be read, again and again, by iterating.

    Attributes:
        kind: "ocds", "cf_notice", "cf_register" or "spreadsheet".
        mapping: the meaning of each heading; None for notices.
        missing: fields without a column that must have one, ("title",) or nothing.
        sample: up to 200 rows of a spreadsheet, to show beside the headings.
        notes: what was assumed about the file; complete once it has been iterated.
        counts: what became of the records of the latest iteration.
    """

    def __init__(self, source: NoticeFile | Sheet, progress: Progress | None = None) -> None:
        self._source = source
        self._progress = progress
        self.counts = Counts()
        self.kind: str = source.kind if isinstance(source, NoticeFile) else SPREADSHEET
        self.mapping: Mapping | None = None if isinstance(source, NoticeFile) else source.mapping
        self.missing: tuple[str, ...] = () if isinstance(source, NoticeFile) else source.missing
        self.sample: tuple[Row, ...] = () if isinstance(source, NoticeFile) else source.sample
        self.sheet: str = "" if isinstance(source, NoticeFile) else source.name
        self.notes: tuple[str, ...] = _notes(source)

    def __iter__(self) -> Iterator[Result]:
        self.counts = counts = Counts()
        self.notes = _notes(self._source)
        for result in self._results():
            counts.add(result)
            if self._progress and counts.records % _REPORT_EVERY == 0:
                self._progress(counts.records)
            yield result
        if self._progress:
            self._progress(counts.records)

    def _results(self) -> Iterator[Result]:
        if isinstance(self._source, NoticeFile):
            yield from self._source.rows()
            return
        survey = self._source.survey()
        if survey.order.note:
            self.notes += (survey.order.note,)
        yield from self._source.rows(survey)


def read_file(
    path: Path | str,
    *,
    mapping: Mapping | MappingOf[str, str] | None = None,
    limits: Limits = BROWSER,
    progress: Progress | None = None,
    sheet: str = "",
) -> Reading:
    """Open a file of contracts: OCDS or Contracts Finder JSON, CSV or XLSX, told apart by their bytes.

    Args:
        mapping: heading → field where a person corrected the guess ("" leaves a column out); ignored for notices.
        limits: how large a file may be and what it may hold.
        progress: called with the number of records read so far.
        sheet: the sheet of a workbook to read; the likeliest unless given.

    Returns:
        A reading; iterate it for one ContractRow, Reject or Skipped per record. Iterating may raise Unreadable too,
        when the fault lies deeper in the file: results already given must then be dropped.

    Raises:
        Unreadable: the file as a whole cannot be read; `sentence` says why and what to do.
    """
    path = Path(path)
    sniffed = sniff(path)
    refuse_unless(sniffed, FileKind.CSV, FileKind.XLSX, FileKind.JSON)
    if sniffed.size > limits.file_bytes:
        size = limits.file_bytes // 1024**2
        raise Unreadable(f"This file is larger than {size} MB. Split it, or load it with hub import contracts.")
    if sniffed.kind is FileKind.JSON and not own_json.is_own(path, sniffed, limits):
        return Reading(open_notices(path, sniffed, limits), progress)
    choices = mapping.as_dict() if isinstance(mapping, Mapping) else mapping
    return Reading(open_sheet(path, sniffed, limits, sheet=sheet, choices=choices), progress)


def _notes(source: NoticeFile | Sheet) -> tuple[str, ...]:
    if isinstance(source, NoticeFile):
        return (source.sniffed.note,) if source.sniffed.note else ()
    return source.notes

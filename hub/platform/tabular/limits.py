"""How much one file may ask of us. Sources: the project's security design, section 9, "Parsing"."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one reading; sizes in bytes, times in seconds."""

    file_bytes: int = 500 * MEGABYTE
    columns: int = 500
    rows: int | None = 5_000_000
    field_chars: int = 32_000
    line_bytes: int = 4 * MEGABYTE
    archive_entries: int = 10_000
    archive_bytes: int = 2 * 1024 * MEGABYTE
    archive_ratio: int = 200
    workbook_cells: int = 12_000_000
    json_item_bytes: int = 32 * MEGABYTE
    memory_bytes: int = 512 * MEGABYTE
    cpu_seconds: int | None = None


# In the browser; imports run as jobs, so they have no processor limit.
BROWSER = Limits()
# A preview is looked at while a person waits.
PREVIEW = Limits(cpu_seconds=30)
# On the command line the operator decides how large a file may be; memory stays bounded.
COMMAND_LINE = Limits(file_bytes=16 * 1024 * MEGABYTE, rows=None)

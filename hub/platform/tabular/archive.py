"""Check a zip container before anything opens it for real: size, nesting, names and XML tricks."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from hub.platform.tabular.limits import Limits
from hub.platform.tabular.results import Unreadable

CHUNK = 1 << 20
_ENTITIES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ARCHIVES = (b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
_RESAVE = "Open it in your spreadsheet program, save a fresh copy, and load that."


def names(path: Path) -> list[str]:
    """List the entries of a zip file.

    Raises:
        Unreadable: the file begins like a zip but is damaged.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Unreadable(f"This file is damaged: its list of parts cannot be read. {_RESAVE}") from error


def check(path: Path, limits: Limits) -> None:
    """Refuse a container that is a bomb, hides another archive, points outside itself or uses XML entities.

    Raises:
        Unreadable: with the reason and what to do.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _check_directory(archive, limits)
            total = 0
            for entry in archive.infolist():
                for chunk in _scan(archive, entry):
                    total += len(chunk)
                    if total > limits.archive_bytes:
                        raise Unreadable(_too_large(limits))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise Unreadable(f"This file is damaged or protected by a password. {_RESAVE}") from error


def _check_directory(archive: zipfile.ZipFile, limits: Limits) -> None:
    entries = archive.infolist()
    if len(entries) > limits.archive_entries:
        raise Unreadable(
            f"This file holds {len(entries):,} parts; at most {limits.archive_entries:,} are read. {_RESAVE}"
        )
    if sum(entry.file_size for entry in entries) > limits.archive_bytes:
        raise Unreadable(_too_large(limits))
    for entry in entries:
        _check_entry(entry, limits)


def _check_entry(entry: zipfile.ZipInfo, limits: Limits) -> None:
    # A small part compresses well for honest reasons, so the ratio only counts from a megabyte.
    if entry.file_size > 1 << 20 and entry.file_size > limits.archive_ratio * max(entry.compress_size, 1):
        raise Unreadable(
            f"A part of this file unpacks to more than {limits.archive_ratio} times its size, as a zip bomb does. "
            "It was not opened. Save the table as CSV and load that."
        )
    if entry.flag_bits & 0x1:
        raise Unreadable("This file is protected by a password. Remove the password, save it, and load it again.")
    parts = entry.filename.replace("\\", "/").split("/")
    if entry.filename.startswith(("/", "\\")) or ".." in parts or (entry.external_attr >> 16) & 0o170000 == 0o120000:
        raise Unreadable(f"A part of this file points outside the file. It was not opened. {_RESAVE}")


def _scan(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """Read one entry in chunks, refusing nested archives and XML entity declarations on the way."""
    is_xml = entry.filename.lower().endswith((".xml", ".rels", ".vml"))
    tail = b""
    with archive.open(entry) as stream:
        first = True
        while chunk := stream.read(CHUNK):
            if first and chunk.startswith(_ARCHIVES):
                raise Unreadable(f"This file has another archive inside it. It was not opened. {_RESAVE}")
            # UTF-16 would hide a declaration from a search for ASCII bytes.
            if is_xml and _ENTITIES.search((tail + chunk).replace(b"\x00", b"")):
                raise Unreadable(
                    "This workbook declares XML entities, which can pull in other files. It was not opened. "
                    "Save the table as CSV and load that."
                )
            tail, first = chunk[-64:], False
            yield chunk


def _too_large(limits: Limits) -> str:
    size = limits.archive_bytes // (1024**3)
    return f"This file unpacks to more than {size} GB. It was not opened. Save the table as CSV and load that."

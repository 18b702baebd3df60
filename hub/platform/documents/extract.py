"""Read the words of a file, for search and preview. Runs in the confined child process only."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

from hub.platform.tabular import archive
from hub.platform.tabular.limits import Limits
from hub.platform.tabular.results import Unreadable

LONGEST = 400_000
PAGES = 2000
WORD_TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SHEET_TEXT = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
SLIDE_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def words(path: str, extension: str, limits: Limits) -> Iterator[str]:
    """Yield the words of a file in pieces, at most 400,000 characters in all.

    :raises Unreadable: when it is damaged, locked or made to do harm.
    """
    left = LONGEST
    for piece in _READERS.get(extension, _nothing)(Path(path), limits):
        text = " ".join(piece.split())
        if text:
            yield text[:left]
            left -= len(text) + 1
        if left <= 0:
            return


def _nothing(path: Path, limits: Limits) -> Iterator[str]:
    yield from ()


def _pdf(path: Path, limits: Limits) -> Iterator[str]:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(str(path))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("This file is protected by a password, so its words cannot be searched.")
        for page in reader.pages[:PAGES]:
            yield page.extract_text()
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError) as fault:
        raise Unreadable("The words of this PDF could not be read.") from fault


def _docx(path: Path, limits: Limits) -> Iterator[str]:
    yield from _office(path, limits, wanted=("word/document.xml", "word/footnotes.xml"), tag=f"{WORD_TEXT}t")


def _xlsx(path: Path, limits: Limits) -> Iterator[str]:
    yield from _office(path, limits, wanted=("xl/sharedStrings.xml",), tag=f"{SHEET_TEXT}t")


def _pptx(path: Path, limits: Limits) -> Iterator[str]:
    archive.check(path, limits)
    slides = tuple(sorted(name for name in archive.names(path) if name.startswith("ppt/slides/slide")))
    yield from _office(path, limits, wanted=slides, tag=f"{SLIDE_TEXT}t")


def _open_document(path: Path, limits: Limits) -> Iterator[str]:
    yield from _office(path, limits, wanted=("content.xml",), tag="")


def _office(path: Path, limits: Limits, *, wanted: tuple[str, ...], tag: str) -> Iterator[str]:
    """Yield the text of some parts of a zipped document; every element's where no tag is given."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import ParseError, iterparse

    archive.check(path, limits)
    try:
        with zipfile.ZipFile(path) as parts:
            held = set(parts.namelist())
            for name in wanted:
                if name not in held:
                    continue
                with parts.open(name) as part:
                    for _, element in iterparse(part, events=("end",), forbid_dtd=True):
                        if element.text and (not tag or element.tag == tag):
                            yield element.text
                        if not tag and element.tail:
                            yield element.tail
                        element.clear()
    except (DefusedXmlException, ParseError, zipfile.BadZipFile, OSError, RuntimeError) as fault:
        raise Unreadable("The words of this file could not be read.") from fault


def _text(path: Path, limits: Limits) -> Iterator[str]:
    yield _decoded(path)


def _csv(path: Path, limits: Limits) -> Iterator[str]:
    try:
        for row in csv.reader(io.StringIO(_decoded(path))):
            yield " ".join(row)
    except csv.Error as fault:
        raise Unreadable("The rows of this file could not be read.") from fault


def _decoded(path: Path) -> str:
    with path.open("rb") as file:
        raw = file.read(4 * LONGEST)
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace").replace("\x00", " ")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", "replace")
    return text.replace("\x00", " ")


_READERS = {
    "pdf": _pdf,
    "docx": _docx,
    "xlsx": _xlsx,
    "pptx": _pptx,
    "odt": _open_document,
    "ods": _open_document,
    "csv": _csv,
    "txt": _text,
}

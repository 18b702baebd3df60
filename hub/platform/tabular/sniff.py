"""Find out what a file really is, from its bytes and never from its name."""

from __future__ import annotations

import codecs
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from hub.platform.tabular import archive
from hub.platform.tabular.results import Unreadable

SAMPLE = 1 << 16
CHUNK = 1 << 20
_AFTER_BRACKET = tuple('{["]-0123456789tfn')
_HIGH = bytes(range(0x80, 0x100))
_UNDEFINED = b"\x81\x8d\x8f\x90\x9d"


class FileKind(StrEnum):
    """What the bytes say the file is."""

    CSV = "csv"
    XLSX = "xlsx"
    ODS = "ods"
    XLS = "xls"
    JSON = "json"
    PDF = "pdf"
    ZIP = "zip"
    WORD = "word"
    HTML = "html"
    XML = "xml"
    IMAGE = "image"
    EMPTY = "empty"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Sniffed:
    """A file's kind and, for text, its encoding; `mixed` when some lines are UTF-8 and some Windows-1252."""

    kind: FileKind
    encoding: str = ""
    bom: int = 0
    mixed: bool = False
    size: int = 0

    @property
    def note(self) -> str:
        """Say how the text was decoded when that was not plain UTF-8."""
        if self.mixed:
            return "This file mixes UTF-8 and Windows-1252 text. Each line was read in the encoding that fits it."
        if self.encoding == "cp1252":
            return "This file is not UTF-8; it was read as Windows-1252. Check accents and pound signs."
        return f"This file was read as {self.encoding.upper()}." if self.encoding.startswith("utf-16") else ""


_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF", FileKind.PDF),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileKind.XLS),
    (b"\x89PNG", FileKind.IMAGE),
    (b"\xff\xd8\xff", FileKind.IMAGE),
    (b"GIF8", FileKind.IMAGE),
    (b"Rar!", FileKind.ZIP),
    (b"7z\xbc\xaf", FileKind.ZIP),
    (b"\x1f\x8b", FileKind.ZIP),
    (b"SQLite format 3\x00", FileKind.OTHER),
    (b"\x7fELF", FileKind.OTHER),
    (b"PAR1", FileKind.OTHER),
    (b"{\\rtf", FileKind.WORD),
)

SENTENCES = {
    FileKind.EMPTY: "This file is empty. Choose the file again, or export it again from where it came.",
    FileKind.PDF: (
        "This file is a PDF, whatever its name says. Ask for the table as CSV or XLSX, or for the notice as JSON."
    ),
    FileKind.XLS: (
        "This is an old Excel workbook (.xls) or one with a password. "
        "Open it, choose Save As, Excel Workbook (.xlsx), and load that."
    ),
    FileKind.ODS: "This is an OpenDocument spreadsheet. Save it as XLSX or CSV and load that.",
    FileKind.ZIP: "This is an archive. Unpack it and load the files inside one by one.",
    FileKind.WORD: "This is a text document, not a table. Save its table as CSV or XLSX and load that.",
    FileKind.HTML: "This is a web page, not a table. Download the data itself as CSV, XLSX or JSON.",
    FileKind.XML: "This is an XML file. Ask for the same data as JSON (OCDS), CSV or XLSX.",
    FileKind.IMAGE: "This is a picture. Ask for the table as CSV or XLSX.",
    FileKind.OTHER: "This file is not text, a workbook or JSON, so there is no table in it to read. Export it again.",
}


def sniff(path: Path) -> Sniffed:
    """Tell what a file is by its leading bytes and, for text, how it is encoded.

    Raises:
        Unreadable: a zip container so damaged that its kind cannot be told, or a file that cannot be opened.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(SAMPLE)
    except OSError as error:
        raise Unreadable(f"This file cannot be opened: {error.strerror or error}.") from error
    if not head.strip(b"\x00 \t\r\n") or not head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00"):
        return Sniffed(FileKind.EMPTY if size <= SAMPLE else FileKind.OTHER, size=size)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return Sniffed(_container(path), size=size)
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            return Sniffed(kind, size=size)
    return _sniff_text(path, head, size)


def refuse_unless(sniffed: Sniffed, *kinds: FileKind) -> None:
    """Refuse a file that is none of the kinds asked for.

    Raises:
        Unreadable: with what the file is and what to do.
    """
    if sniffed.kind not in kinds:
        raise Unreadable(SENTENCES.get(sniffed.kind, SENTENCES[FileKind.OTHER]))


def _container(path: Path) -> FileKind:
    inside = set(archive.names(path))
    if "xl/workbook.xml" in inside or "xl/workbook.bin" in inside:
        return FileKind.XLSX
    if "content.xml" in inside and "mimetype" in inside:
        return FileKind.ODS
    if "word/document.xml" in inside:
        return FileKind.WORD
    return FileKind.ZIP


def _sniff_text(path: Path, head: bytes, size: int) -> Sniffed:
    encoding, bom = _by_bom(head)
    if not encoding:
        encoding = _by_zeros(head)
    if encoding.startswith(("utf-16", "utf-32")):
        text = head[bom:].decode(encoding, "ignore")
        return Sniffed(_text_kind(text), encoding, bom, size=size)
    if _is_binary(head):
        return Sniffed(FileKind.OTHER, size=size)
    kind = _text_kind(head[bom:].decode("utf-8", "replace"))
    if kind not in (FileKind.CSV, FileKind.JSON):
        return Sniffed(kind, size=size)
    encoding, mixed = _utf8_or_windows(path, bom)
    return Sniffed(kind, encoding, bom, mixed, size)


def _by_bom(head: bytes) -> tuple[str, int]:
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            return encoding, len(mark)
    return "", 0


def _by_zeros(head: bytes) -> str:
    """Notice UTF-16 or UTF-32 without a mark: in Western text nearly every other byte is then zero."""
    sample = head[:4096]
    quarter = len(sample) // 4
    if quarter < 4:
        return ""
    zeros = [sample[lane::4].count(0) / quarter for lane in range(4)]
    for encoding, lanes in (
        ("utf-32-le", (0, 1, 1, 1)),
        ("utf-32-be", (1, 1, 1, 0)),
        ("utf-16-le", (0, 1, 0, 1)),
        ("utf-16-be", (1, 0, 1, 0)),
    ):
        if all((share > 0.8) == bool(want) for share, want in zip(zeros, lanes, strict=True)):
            return encoding
    return ""


def _is_binary(head: bytes) -> bool:
    control = sum(head.count(bytes([code])) for code in range(32) if code not in (9, 10, 12, 13, 27))
    return control > len(head) * 0.02 and control > 4


def _text_kind(text: str) -> FileKind:
    start = text.lstrip("\ufeff \t\r\n\x00")[:2000]
    lower = start.lower()
    if lower.startswith(("<!doctype html", "<html", "<head", "<table")):
        return FileKind.HTML
    if lower.startswith(("<?xml", "<!doctype")):
        return FileKind.HTML if "<html" in lower else FileKind.XML
    if start.startswith("{") or (start.startswith("[") and start[1:].lstrip()[:1] in _AFTER_BRACKET):
        return FileKind.JSON
    return FileKind.CSV


def _utf8_or_windows(path: Path, bom: int) -> tuple[str, bool]:
    """Decide between UTF-8 and Windows-1252 by the whole file; a file with both kinds of line is mixed."""
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    try:
        with path.open("rb") as stream:
            stream.seek(bom)
            while chunk := stream.read(CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        return "utf-8", False
    except UnicodeDecodeError:
        return _windows_or_mixed(path, bom)


def _windows_or_mixed(path: Path, bom: int) -> tuple[str, bool]:
    has_utf8, high, undefined = bool(bom), 0, 0
    with path.open("rb") as stream:
        stream.seek(bom)
        while line := stream.readline(CHUNK):
            if line.isascii():
                continue
            if _is_utf8(line):
                has_utf8 = True
            else:
                high += len(line) - len(line.translate(None, _HIGH))
                undefined += len(line) - len(line.translate(None, _UNDEFINED))
    # Windows-1252 leaves five bytes without a meaning; a file that uses them often is in some other encoding.
    if undefined > max(3, high // 50):
        raise Unreadable(
            "The letters in this file are in an encoding that cannot be told from its bytes. "
            "Open it in the program it came from and save it as CSV UTF-8."
        )
    return "cp1252", has_utf8


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def decode_line(line: bytes, sniffed: Sniffed) -> str:
    """Decode one line of a file that is UTF-8, Windows-1252 or a mixture of the two."""
    if sniffed.encoding == "utf-8" or sniffed.mixed:
        with suppress(UnicodeDecodeError):
            return line.decode("utf-8")
    return line.decode("cp1252", "replace")

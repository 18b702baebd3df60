"""What sorts of files are taken: the leading bytes and the extension must agree (security.md §9)."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

OOXML = "application/vnd.openxmlformats-officedocument"
ODF = "application/vnd.oasis.opendocument"
HEAD = 4096
# The end mark of a zip lies in its last 64 kB; in another sort of file it means a second file inside the first.
TAIL = 65_557
ZIP_END = b"PK\x05\x06"
MARKUP = (b"<!doctype", b"<html", b"<script", b"<svg", b"<?xml", b"<body", b"<iframe")


class NotTaken(Exception):
    """The file is not of a sort that is taken; the message says why and what to do."""


@dataclass(frozen=True)
class FileType:
    """One sort of file."""

    extension: str
    label: str
    content_type: str
    fits: Callable[[BinaryIO, bytes], bool]


def _begins(*signatures: bytes) -> Callable[[BinaryIO, bytes], bool]:
    def fits(file: BinaryIO, head: bytes) -> bool:
        return head.startswith(signatures) and not _hides_zip(file)

    return fits


def _hides_zip(file: BinaryIO) -> bool:
    file.seek(0, 2)
    file.seek(max(0, file.tell() - TAIL))
    return ZIP_END in file.read(TAIL)


def _office(part: str) -> Callable[[BinaryIO, bytes], bool]:
    """Fit an Office file: a zip that begins at the first byte, names its parts and carries no macros."""

    def fits(file: BinaryIO, head: bytes) -> bool:
        names = _zip_names(file, head)
        return "[Content_Types].xml" in names and any(name.startswith(part) for name in names)

    return fits


def _open_document(kind: str) -> Callable[[BinaryIO, bytes], bool]:
    def fits(file: BinaryIO, head: bytes) -> bool:
        return head.startswith(b"PK\x03\x04") and f"mimetype{ODF}.{kind}".encode() in head[:200]

    return fits


def _zip_names(file: BinaryIO, head: bytes) -> frozenset[str]:
    if not head.startswith(b"PK\x03\x04"):
        return frozenset()
    try:
        file.seek(0)
        with zipfile.ZipFile(file) as archive:
            return frozenset(archive.namelist()[:20_000])
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return frozenset()


def _is_zip(file: BinaryIO, head: bytes) -> bool:
    return bool(_zip_names(file, head))


def _is_text(file: BinaryIO, head: bytes) -> bool:
    """Fit plain text: no NUL unless marked UTF-16, and not the beginning of a page or a program."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    bare = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    programs = (b"%pdf", b"mz\x90", b"\x7felf", b"pk\x03\x04", b"#!", *MARKUP)
    return b"\x00" not in head and not bare.startswith(programs)


TYPES = {
    one.extension: one
    for one in (
        FileType("pdf", "PDF", "application/pdf", _begins(b"%PDF-")),
        FileType("docx", "Word", f"{OOXML}.wordprocessingml.document", _office("word/")),
        FileType("xlsx", "Excel", f"{OOXML}.spreadsheetml.sheet", _office("xl/")),
        FileType("pptx", "PowerPoint", f"{OOXML}.presentationml.presentation", _office("ppt/")),
        FileType("odt", "OpenDocument text", f"{ODF}.text", _open_document("text")),
        FileType("ods", "OpenDocument spreadsheet", f"{ODF}.spreadsheet", _open_document("spreadsheet")),
        FileType("csv", "CSV", "text/csv", _is_text),
        FileType("txt", "plain text", "text/plain", _is_text),
        FileType("png", "PNG picture", "image/png", _begins(b"\x89PNG\r\n\x1a\n")),
        FileType("jpg", "JPEG picture", "image/jpeg", _begins(b"\xff\xd8\xff")),
        FileType("zip", "zip archive", "application/zip", _is_zip),
    )
}
TAKEN = tuple(extension for extension in TYPES if extension != "zip")
OTHER_NAMES = {"jpeg": "jpg", "text": "txt"}
DOWNLOAD_TYPES = frozenset(one.content_type for one in TYPES.values())


def taken_words(*, with_zip: bool = False) -> str:
    """Give the list of extensions for a hint: "pdf, docx … or jpg"."""
    names = [*TAKEN, "zip"] if with_zip else list(TAKEN)
    return f"{', '.join(names[:-1])} or {names[-1]}"


def type_of(name: str, file: BinaryIO, *, with_zip: bool = False) -> FileType:
    """Give the sort of a file whose extension and bytes agree.

    :raises NotTaken: with the reason and what to do.
    """
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    extension = OTHER_NAMES.get(extension, extension)
    found = TYPES.get(extension)
    if found is None or (extension == "zip" and not with_zip):
        raise NotTaken(f"“{name}” is not a sort of file we take. Send {taken_words(with_zip=with_zip)}.")
    file.seek(0)
    head = file.read(HEAD)
    if not head:
        raise NotTaken(f"“{name}” is empty. Choose the file again.")
    if not found.fits(file, head):
        raise NotTaken(
            f"“{name}” is not a {found.label} file, whatever its name says. Open it in its own program, save it as "
            f"{found.label}, and send that."
        )
    if any("vbaproject" in part.lower() for part in _zip_names(file, head)):
        raise NotTaken(f"“{name}” holds macros, which we do not take. Save it without macros and send that.")
    return found

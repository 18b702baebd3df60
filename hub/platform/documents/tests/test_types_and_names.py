"""Which files are taken, and what becomes of their names."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from hub.platform.documents.names import clean_name, disposition
from hub.platform.documents.types import NotTaken, type_of

PDF = b"%PDF-1.4\n%%EOF"


def zipped(*names: str, mimetype: str = "") -> bytes:
    """Give a zip with some empty parts."""
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, b"x")
    return held.getvalue()


DOCX = zipped("[Content_Types].xml", "word/document.xml")


class TestSortsOfFiles:
    """The bytes and the extension must agree."""

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("a.pdf", PDF),
            ("a.PDF", PDF),
            ("a.docx", DOCX),
            ("a.xlsx", zipped("[Content_Types].xml", "xl/workbook.xml")),
            ("a.pptx", zipped("[Content_Types].xml", "ppt/presentation.xml")),
            ("a.odt", zipped("content.xml", mimetype="application/vnd.oasis.opendocument.text")),
            ("a.ods", zipped("content.xml", mimetype="application/vnd.oasis.opendocument.spreadsheet")),
            ("a.csv", b"a,b\n1,2\n"),
            ("a.txt", "Grüße".encode()),
            ("a.png", b"\x89PNG\r\n\x1a\n...."),
            ("a.jpeg", b"\xff\xd8\xff\xe0...."),
        ],
    )
    def test_taken(self, name: str, content: bytes) -> None:
        assert type_of(name, BytesIO(content)).content_type

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("a.exe", b"MZ\x90\x00"),
            ("a", PDF),
            ("a.pdf", b"<html>%PDF-1.4"),
            ("a.pdf", b"\n%PDF-1.4"),
            ("a.pdf", PDF + zipped("evil.class")),
            ("a.png", b"\x89PNG\r\n\x1a\n" + zipped("evil")),
            ("a.csv", PDF),
            ("a.csv", b"  <script>alert(1)</script>"),
            ("a.txt", b"MZ\x90\x00\x03"),
            ("a.txt", b"a\x00b"),
            ("a.docx", zipped("xl/workbook.xml", "[Content_Types].xml")),
            ("a.docx", b"PK\x03\x04 not a zip"),
            ("a.docm", DOCX),
            ("a.docx", zipped("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")),
            ("a.zip", zipped("a.txt")),
            ("a.pdf", b""),
        ],
    )
    def test_refused_with_what_to_do(self, name: str, content: bytes) -> None:
        with pytest.raises(NotTaken) as refusal:
            type_of(name, BytesIO(content))
        assert any(word in str(refusal.value) for word in ("Send", "save", "Save", "Choose"))

    def test_a_zip_is_taken_where_it_is_asked_for(self) -> None:
        assert type_of("a.zip", BytesIO(zipped("a.txt")), with_zip=True).extension == "zip"


class TestNames:
    """Names are labels, never paths."""

    @pytest.mark.parametrize(
        ("sent", "kept"),
        [
            ("../../etc/passwd", "_.._etc_passwd"),
            ("C:\\temp\\a.pdf", "C__temp_a.pdf"),
            ("a\x00b\r\n.pdf", "a_b__.pdf"),
            ("invoice\u202efdp.exe", "invoice_fdp.exe"),
            ("  ", "unnamed"),
            ("Cafe\u0301.pdf", "Café.pdf"),
        ],
    )
    def test_are_cleaned(self, sent: str, kept: str) -> None:
        assert clean_name(sent) == kept

    def test_are_cut_before_their_extension(self) -> None:
        cut = clean_name("a" * 500 + ".pdf")
        assert len(cut) == 200 and cut.endswith("a.pdf")

    def test_are_told_to_old_and_new_clients_without_breaking_the_header(self) -> None:
        header = disposition('Grüße "x"\n; y.pdf')
        assert "\n" not in header and header.count('"') == 2
        assert header.startswith("attachment; ")
        assert "filename*=UTF-8''Gr%C3%BC%C3%9Fe%20%22x%22%0A%3B%20y.pdf" in header

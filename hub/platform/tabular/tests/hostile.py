"""Files that mean harm or are merely broken, made for the tests."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

WORKBOOK_PARTS = {
    "[Content_Types].xml": (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/xl/workbook.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        '<Override PartName="/xl/worksheets/sheet1.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Target="xl/workbook.xml" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
    ),
    "xl/_rels/workbook.xml.rels": (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Target="worksheets/sheet1.xml" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/></Relationships>'
    ),
    "xl/workbook.xml": (
        '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<sheets><sheet name="Register" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
}


def sheet_xml(cells: str, *, before: str = "") -> str:
    """Write the XML of a sheet around some cells."""
    return (
        f'<?xml version="1.0"?>{before}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{cells}</sheetData></worksheet>"
    )


def raw_workbook(path: Path, sheet: str, extra: Mapping[str, bytes | str] | None = None) -> Path:
    """Write a workbook whose one sheet is the XML given."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (WORKBOOK_PARTS | {"xl/worksheets/sheet1.xml": sheet} | dict(extra or {})).items():
            archive.writestr(name, text)
    return path


def entity_workbook(path: Path) -> Path:
    """Write a workbook that asks for another file through an external entity."""
    doctype = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    cells = '<row r="1"><c r="A1" t="inlineStr"><is><t>&e;</t></is></c></row>'
    return raw_workbook(path, sheet_xml(cells, before=doctype))


def bomb(path: Path, megabytes: int = 64) -> Path:
    """Write a workbook with a part that unpacks to a thousand times its size."""
    return raw_workbook(path, sheet_xml(""), {"xl/media/bomb.bin": b"\x00" * (megabytes << 20)})

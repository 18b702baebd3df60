"""The columns of a line, in Arrow's words and in those of the questions asked of them."""

from __future__ import annotations

import pyarrow as pa

MONEY = pa.decimal128(18, 2)
TEXT = pa.string()
# One list, so that what is written and what is asked cannot drift apart: name, Arrow's type, Ibis' type.
_COLUMNS: tuple[tuple[str, pa.DataType, str], ...] = (
    ("file", TEXT, "string"),  # SHA-256 of the file it came from
    ("row", pa.int32(), "int32"),  # as a spreadsheet numbers it
    ("paid_on", pa.date32(), "date"),
    ("month", pa.int32(), "int32"),  # 202603; 0 when the file tells none
    ("amount", MONEY, "decimal(18, 2)"),  # the sum that counts: net where the file says so, else as paid
    ("net", MONEY, "decimal(18, 2)"),
    ("gross", MONEY, "decimal(18, 2)"),
    ("vat", MONEY, "decimal(18, 2)"),
    ("payee", TEXT, "string"),
    ("payee_key", TEXT, "string"),
    ("is_person", pa.bool_(), "boolean"),
    ("supplier_number", TEXT, "string"),
    ("company_number", TEXT, "string"),
    ("charity_number", TEXT, "string"),
    ("reference", TEXT, "string"),
    ("order_number", TEXT, "string"),
    ("contract_reference", TEXT, "string"),
    ("department", TEXT, "string"),
    ("category", TEXT, "string"),
    ("description", TEXT, "string"),
    ("body", TEXT, "string"),
    ("held_by", pa.int64(), "int64"),  # the load that holds the same line already; 0 when it counts
)
LINES = pa.schema([(name, kind) for name, kind, _ in _COLUMNS])
# What reading yields of a line; the rest is the same for all lines of a file on their way in.
READ = pa.schema([field for field in LINES if field.name not in ("file", "held_by")])
# Columns whose values are told anew by most lines.
_EVER_NEW = frozenset({"row", "amount", "net", "reference", "description"})
CODED = tuple(name for name in LINES.names if name not in _EVER_NEW)
LINE_TYPES = {name: asked for name, _, asked in _COLUMNS}


def originals(width: int) -> pa.Schema:
    """Give the columns of a part of original text: the row's number and its cells as they came."""
    return pa.schema([("row", pa.int32()), *((f"c{index}", TEXT) for index in range(width))])

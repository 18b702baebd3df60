"""The columns in which a list says each extension option by itself."""

from __future__ import annotations

from hub.platform.tabular.headings import Field

# Options with columns of their own; more are written in one cell.
OPTION_COLUMNS = range(1, 6)


def _fields(number: int) -> tuple[Field, Field]:
    months = (
        f"option {number} months, option {number} length, option {number}, extension {number} months, extension option "
        f"{number}, extension {number}, extension period {number}, option {number} period, "
        f"extension option {number} months, extension {number} length months"
    )
    decide_by = (
        f"extension option {number} decide by, option {number} decision date, extension {number} decision date, "
        f"option {number} decision by, extension option {number} decision date, option {number} notice by, "
        f"extension {number} decide by"
    )
    return (
        Field(f"option{number}_months", f"Extension option {number} (months)", tuple(months.split(", "))),
        Field(f"option{number}_decide_by", f"Option {number} decide by", tuple(decide_by.split(", "))),
    )


OPTION_FIELDS = tuple(field for number in OPTION_COLUMNS for field in _fields(number))

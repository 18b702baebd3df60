"""Tell words that a spreadsheet would run from words that only begin with such a sign."""

from __future__ import annotations

import re

FORMULA = (
    "“{value}” is a formula, which a spreadsheet would run. Paste the words it shows in its place, "
    "or take away the sign at its beginning."
)
# "=SUM(A1)", "=A1", "@SUM(A1)", "+HYPERLINK(…)", "=cmd|' /C calc'!A0"; not "-20 °C stores", "+44 …" or "== Scope ==".
_FORMULA = re.compile(
    r"^\s*'?(?:=\s*[-+@\"'(\w\[{$#]|[-+@][A-Za-z][A-Za-z0-9.]*\(|[-+@]\s*[\w.\s]+\|.*!)", re.ASCII | re.DOTALL
)


def is_formula(text: str) -> bool:
    """Say whether a spreadsheet would run a cell with this text."""
    return bool(_FORMULA.match(text[:2000])) if text[:1] in "=+-@' \t" else False

"""Fold text into plain words, the same for what is stored and for what is asked, on both databases."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

WORD = re.compile(r"[^\W_]+")
LONGEST_WORD = 60
# PostgreSQL refuses a vector above 1 MB; this much text stays well below it, whatever the words.
LONGEST_TEXT = 200_000


def words(text: str) -> list[str]:
    """Give the words of ``text`` in lower case and without accents; all else only parts them."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return [word[:LONGEST_WORD] for word in WORD.findall(text.lower())]


def folded(*texts: str) -> str:
    """Give the words of some texts in one line."""
    return " ".join(words(" ".join(texts)))[:LONGEST_TEXT]


def folded_references(references: Iterable[str]) -> str:
    """Give references as their parts and as one word: CON-2026-0042 is found by both and by 0042."""
    line: list[str] = []
    for reference in references:
        parts = words(reference)
        line.extend(parts)
        if len(parts) > 1:
            line.append("".join(parts)[:LONGEST_WORD])
    return " ".join(line)

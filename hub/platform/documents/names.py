"""Names of files are labels that people read, never paths."""

from __future__ import annotations

import unicodedata
from urllib.parse import quote

LONGEST = 200
# Controls of writing direction make "exe.pdf" read as "fdp.exe".
TURNERS = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c\ufeff")
FORBIDDEN = frozenset('/\\:*?"<>|')


def clean_name(name: str) -> str:
    """Give a safe label of at most 200 characters that keeps its extension."""
    text = unicodedata.normalize("NFC", name)
    text = "".join("_" if _is_unsafe(character) else character for character in text).strip(" .")
    if not text:
        return "unnamed"
    if len(text) <= LONGEST:
        return text
    stem, dot, extension = text.rpartition(".")
    if not dot or len(extension) > 10:
        return text[:LONGEST]
    return f"{stem[: LONGEST - len(extension) - 1]}.{extension}"


def _is_unsafe(character: str) -> bool:
    return character in FORBIDDEN or character in TURNERS or unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}


def disposition(name: str) -> str:
    """Give the Content-Disposition of a download: plain ASCII for old clients, RFC 8187 for all others."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = "".join(c if c.isalnum() or c in " .-_()" else "_" for c in plain).strip() or "file"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"

"""Names of files as bidders give them: labels that people read, never paths (security.md §9)."""

from __future__ import annotations

import unicodedata

LONGEST = 200
IN_PATHS = frozenset("/\\:\0")
NO_NAME = "file"
# Control characters, format characters (all that turn the direction of text among them), surrogates, private use,
# unassigned, and separators of lines and paragraphs.
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def label(name: str) -> str:
    """Give a name as it is kept and shown: NFC, at most 200 characters, what misleads or separates as ``_``."""
    shown = "".join("_" if misleads(one) else one for one in unicodedata.normalize("NFC", name))
    shown = shown.strip(" .") or NO_NAME
    if len(shown) <= LONGEST:
        return shown
    stem, dot, ending = shown.rpartition(".")
    if dot and len(ending) < 10:
        return stem[: LONGEST - len(ending) - 1] + dot + ending
    return shown[:LONGEST]


def misleads(character: str) -> bool:
    """Say whether a character is invisible, turns the direction of text, or has a meaning in paths."""
    return character in IN_PATHS or unicodedata.category(character) in UNSEEN

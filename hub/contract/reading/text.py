"""Clean the words of notices and registers: entities, lost line breaks, control characters, truncation, yes and no."""

from __future__ import annotations

import html
import re
import unicodedata
from contextlib import suppress
from functools import lru_cache

# A title that the register cannot hold in full is kept in the description.
TITLE_LENGTH, TEXT_LENGTH = 4_000, 32_000
# One public copy of Contracts Finder cuts descriptions at this length.
TRUNCATED_AT = 500

_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200b\u3000]+")
_UNUSUAL = re.compile(r"[&\\]|rn|  ")
_BREAKS = re.compile(r"\n[ ]*(?:\n[ ]*)+")
# "\r\n" that lost its backslashes: the letters "rn" after the end of a sentence or word and before a new beginning.
_LOST_BREAKS = re.compile(
    r"(?<=[.;:,!?)*/\]\s])(?:rn)+(?=[\sA-Z0-9*\-(]|[^\x00-\x7f]|https?:|[a-z]{1,3}[.)]|$)|(?:rn){2,}(?![a-z]{4})|(?:rn)+(?=https?:)"
)
_LOST_BREAK_IN_WORD = re.compile(r"(?<=[A-Za-z0-9])rn(?=[A-Z0-9*-]|[^\x00-\x7f]|\s{2,})")
_LOST_TAB = re.compile(r"(?<=[•·])t(?=[A-Z])")
# In addresses the same loss leaves "rn" or, from another system, a bare "n".
_ADDRESS_RN = re.compile(r"rn(?=[A-Z0-9]| {4})|(?<=[ ,])rn(?= )")
_ADDRESS_N = re.compile(r"n(?=[A-Z0-9]| {4})")
# UTF-8 that was once read as Windows-1252: "â€¢" for a bullet, "Â£" for a pound sign.
_GARBLED = re.compile(r"[ÂÃâ][\x80-\xff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{1,2}")
_ESCAPED = re.compile(r"(?:\\r)?\\n|\\r")


@lru_cache(maxsize=16384)
def line(text: str, length: int = TITLE_LENGTH) -> str:
    """Clean a one-line text such as a title or a name of a place."""
    return _SPACES.sub(" ", paragraph(text, length * 2).replace("\n", " ")).strip(" ,;")[:length]


def paragraph(text: str, length: int = TEXT_LENGTH) -> str:
    """Clean a text of several lines: entities decoded, line breaks restored, control characters dropped."""
    if not text:
        return ""
    if text.isascii() and text.isprintable() and not _UNUSUAL.search(text):
        return text.strip()[:length]
    if "&" in text:
        text = html.unescape(html.unescape(text))
    if "â" in text or "Â" in text or "Ã" in text:
        text = _GARBLED.sub(_ungarbled, text)
    text = _ESCAPED.sub("\n", text) if "\\" in text else text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "rn" in text:
        text = lost_breaks(text)
    if not text.isascii() or not text.isprintable():
        text = unicodedata.normalize("NFC", "".join(filter(_is_kept, text)))
    text = _SPACES.sub(" ", text)
    return _BREAKS.sub("\n\n", text).strip()[:length]


def _ungarbled(found: re.Match[str]) -> str:
    for end in (3, 2):
        with suppress(UnicodeError):
            return found[0][:end].encode("cp1252").decode("utf-8") + found[0][end:]
    return found[0]


def lost_breaks(text: str) -> str:
    """Turn the literal letters "rn", left of a line break that lost its backslashes, back into line breaks.

    A single one inside a word is believed only when the text shows the loss elsewhere, because "pattern A" also has it.
    """
    repaired = _LOST_BREAKS.sub(_as_breaks, text)
    if repaired != text:
        repaired = _LOST_TAB.sub(" ", _LOST_BREAK_IN_WORD.sub("\n", repaired))
    return repaired


def _as_breaks(found: re.Match[str]) -> str:
    return "\n" * (len(found[0]) // 2)


@lru_cache(maxsize=8192)
def address(text: str) -> str:
    """Clean an address onto one line; line breaks that were lost become commas."""
    with_r, bare = len(_ADDRESS_RN.findall(text)), len(_ADDRESS_N.findall(text))
    # An address lost all its breaks the same way, so "Towern21" is read by what the rest of it shows.
    if with_r and with_r >= bare:
        text = _ADDRESS_RN.sub("\n", text)
    elif bare > 1 or "n    " in text:
        text = _ADDRESS_N.sub("\n", text)
    parts = [line(part, 200) for part in re.split(r"[\n,]+", paragraph(text, 1000))]
    kept: list[str] = []
    for part in parts:
        if part and (not kept or kept[-1].lower() != part.lower()):
            kept.append(part)
    joined = ", ".join(kept)
    return "" if joined.lower() in ("n/a", "na", "-", "none", "tbc") else joined[:500]


def _is_kept(char: str) -> bool:
    return (
        char == "\n" or char == "\t" or unicodedata.category(char) not in ("Cc", "Cs", "Cn", "Cf") or char == "\u200d"
    )


def is_truncated(text: str) -> bool:
    """Tell whether a description was probably cut off by the system that passed it on."""
    return len(text) == TRUNCATED_AT and not text.rstrip().endswith((".", "!", "?", '"', ")"))


_YES = frozenset(
    {
        "yes",
        "y",
        "true",
        "1",
        "t",
        "sme",
        "vcse",
        "vcs",
        "voluntary",
        "✓",
        "x",
        "yes - sme",
        "yes (sme)",
        "micro",
        "small",
        "medium",
    }
)
_NO = frozenset(
    {"no", "n", "false", "0", "f", "large", "neither", "none", "not sme", "non-sme", "non sme", "not an sme"}
)


@lru_cache(maxsize=1024)
def yes_or_no(text: str) -> bool | None:
    """Read a yes or no; None when the text says neither."""
    word = text.strip().strip(".").lower()
    if word in _YES:
        return True
    if word in _NO:
        return False
    first = word.replace(",", " ").split(" ")[0] if word else ""
    return {"yes": True, "no": False}.get(first)


_CPV = re.compile(r"(?<!\d)(\d{8})(?:-\d)?(?:\.0)?(?!\d)")
_SHORT_CPV = re.compile(r"^\s*(\d{7})\s*$")


def cpv_codes(text: str) -> tuple[str, ...]:
    """Find the CPV codes in a text, each once, without check digits; a lost leading zero is put back."""
    short = _SHORT_CPV.match(text)
    if short and short[1].startswith(("3", "9")):  # 03… agriculture and 09… energy are the only divisions below 10
        return ("0" + short[1],)
    return tuple(dict.fromkeys(_CPV.findall(text)))

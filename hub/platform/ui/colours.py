"""Judge colours by the contrast they give, as WCAG 2.2 measures it."""

import re

LEAST_FOR_TEXT = 4.5
WHITE = "#ffffff"


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours written "#rrggbb": 1 is none, 21 is black on white.

    Raises:
        ValueError: a colour is written another way.
    """
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def accent_ok(accent: str) -> bool:
    """Say whether white words can be read on this accent (and the accent on white): 4.5:1 or more."""
    return bool(_HEX.fullmatch(accent)) and contrast(accent, WHITE) >= LEAST_FOR_TEXT


def mixed(one: str, other: str, part: float) -> str:
    """Mix two colours written "#rrggbb"; `part` is the share of the second, from 0 to 1."""
    pairs = [(int(one[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in pairs)


_HEX = re.compile(r"#[0-9a-fA-F]{6}")


def _luminance(colour: str) -> float:
    if not _HEX.fullmatch(colour):
        raise ValueError(f"Write a colour as # and six digits, like #12434a; {colour!r} is not.")
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

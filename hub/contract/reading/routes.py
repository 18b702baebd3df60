"""Read the many names of procurement procedures as one of a few routes."""

from __future__ import annotations

import re
from functools import lru_cache

OPEN, FLEXIBLE, RESTRICTED, DIRECT, CALL_OFF, QUOTES, BELOW, NEGOTIATED, MARKET, OTHER = ROUTES = (
    "open", "competitive_flexible", "restricted", "direct_award", "call_off", "quotes", "below_threshold", "negotiated",
    "dynamic_market", "other",
)  # fmt: skip

# The first pattern that matches decides, so the narrower words come first.
_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), route)
    for pattern, route in (
        # Dynamic purchasing systems are older: they were called off from like frameworks. So are words for both.
        (r"^(?!.*(?:framework|call[\s-]*off)).*dynamic market", MARKET),
        (
            r"direct award from a framework|call[\s-]*off|further competition|mini[\s-]*comp|framework|"
            r"dynamic (?:purchasing|market)|\bdps\b|from a catalogue",
            CALL_OFF,
        ),
        (
            r"direct award|single tender|single source|sole (?:source|supplier)|waiver|exempt|negotiated without|"
            r"without (?:prior )?(?:publication|competition|a call)|no competition|\bsta\b",
            DIRECT,
        ),
        (r"quot|\brfq\b|\bitq\b|three quotes|3 quotes", QUOTES),
        (r"competitive flexible|flexible procedure", FLEXIBLE),
        (r"restricted|two[\s-]*stage|selective", RESTRICTED),
        (r"negotiat|competitive dialogue|innovation partnership", NEGOTIATED),
        (r"below[\s-]*threshold (?:-|without)|^below[\s-]*threshold", BELOW),
        (
            r"\bopen\b|competitive (?:tender|procedure)|full tender|^tender(?:ed|ing)?$|invitation to tender|"
            r"\bitt\b|\bojeu\b",
            OPEN,
        ),
        (r"below[\s-]*threshold", BELOW),
        (r"direct$", DIRECT),
    )
)  # fmt: skip
# Names that the Contracts Finder API runs together, such as SingleTenderActionNonOJEU.
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NOTHING = frozenset(
    {"", "other", "other -", "other - other", "not specified", "none", "n/a", "notspecified", "unknown", "tbc"}
)
_METHODS = {"open": OPEN, "selective": RESTRICTED, "limited": QUOTES, "direct": DIRECT}


@lru_cache(maxsize=4096)
def route_of(details: str, method: str = "") -> str:
    """Name the route that a source's words mean.

    Args:
        details: the source's own words; they decide when they say anything.
        method: the OCDS procurementMethod, used when the words say nothing.

    Returns:
        One of ROUTES, or "" when the source says nothing at all.
    """
    words = _CAMEL.sub(" ", details).strip()
    if words.lower() not in _NOTHING:
        for pattern, route in _PATTERNS:
            if pattern.search(words):
                return route
    if method.strip().lower() in _METHODS:
        return _METHODS[method.strip().lower()]
    return (
        OTHER
        if words and words.lower() not in ("not specified", "notspecified", "n/a", "unknown", "none", "tbc")
        else ""
    )


_NATURES = (
    (re.compile(r"\b(?:works?|construction)\b", re.I), "works"),
    (re.compile(r"\bservices?\b", re.I), "services"),
    (re.compile(r"\b(?:goods|products?|supply|supplies)\b", re.I), "goods"),
)


def nature_of(words: str) -> str:
    """Tell whether goods, services or works are bought; "" when the words name none of them or several."""
    found = [nature for pattern, nature in _NATURES if pattern.search(words)]
    return found[0] if len(found) == 1 else ""

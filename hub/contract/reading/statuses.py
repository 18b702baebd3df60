"""Read what a register writes in its column of statuses; whole words only, because "Extended" holds "end"."""

from __future__ import annotations

import re
from functools import lru_cache

from hub.contract.reading import row as words

# The first that fits holds: "Live, extended to 2027" is live, and "No longer active" is over.
_STATUSES = tuple(
    (re.compile(rf"\b(?:{pattern})\b"), meaning)
    for pattern, meaning in (
        (
            r"no longer (?:active|live|in (?:force|use)|current)|inactive|not (?:active|live|in force|current)",
            words.ENDED,
        ),
        (r"not (?:yet )?(?:started|signed|begun)|un-?signed|awaiting (?:signature|start)", words.PLANNED),
        (r"(?:on|under) hold|on-hold|suspended|paused|dormant", words.SUSPENDED),
        (r"terminated|closed|complete|completed|ended|ceased|finished|concluded|archived|historic", words.ENDED),
        (r"expired|lapsed", words.EXPIRED),
        (r"cancelled|canceled|withdrawn|abandoned|not awarded|unsuccessful", words.CANCELLED),
        (r"live|active|current|ongoing|on-going|in force|in-force|running|in progress|started|signed", words.LIVE),
        (r"extended|renewed|rolled over|rolling|extension|in extension|varied", words.LIVE),
        (r"draft|pipeline|planned|planning|plan|proposed|future|forthcoming|upcoming|pre-procurement", words.PLANNED),
        (r"awarded|award", words.AWARDED),
        (r"tender|tendering|in procurement|evaluation|evaluating|advertised", words.COMPETING),
    )
)
# What will be, or what is asked for, is no status yet.
_UNSURE = re.compile(r"\b(?:to be|due|will|soon|about to|pending|subject to|if|or|\?)\b|\?")


@lru_cache(maxsize=1024)
def hint_of(given: str) -> str:
    """Give one of ``row.STATUS_HINTS``; `UNKNOWN` for words that mean none of them, "" for no words."""
    lower = " ".join(given.lower().split())
    if not lower:
        return ""
    if not _UNSURE.search(lower):
        for pattern, meaning in _STATUSES:
            if pattern.search(lower):
                return meaning
    return words.UNKNOWN

"""Reads over awards."""

from hub.award.selectors.finding import (
    award,
    awards,
    deadlines_of,
    for_contract,
    for_tender,
    newest,
    of_case,
    own_offer,
    standing_of,
    to_index,
    with_authority,
)
from hub.award.selectors.judging import (
    Beginning,
    beginning,
    ends_by,
    priced,
    scored,
    totals_in_words,
    why_not_begin,
)

__all__ = [
    "Beginning",
    "award",
    "awards",
    "beginning",
    "deadlines_of",
    "ends_by",
    "for_contract",
    "for_tender",
    "newest",
    "of_case",
    "own_offer",
    "priced",
    "scored",
    "standing_of",
    "to_index",
    "totals_in_words",
    "why_not_begin",
    "with_authority",
]

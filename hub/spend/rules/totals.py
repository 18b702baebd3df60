"""Tell lines that only add up other lines from payments, by the words that stand where the payee should."""

from __future__ import annotations

import re
from functools import lru_cache

_WORDS = re.compile(r"[a-z0-9£]+")
_TOTALS = frozenset("total totals subtotal subtotals grandtotal".split())
# Words that say of what a total is. A firm has one more word in its name: "Total Gas & Power", "Total Payments Ltd".
_OF = frozenset(
    """
    grand sub page report overall section running batch file sheet supplier suppliers vendor
    month months monthly year yearly annual quarter quarterly week weekly period periods ytd date to day daily
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec
    ex exc excl excluding exclusive inc incl including inclusive vat net nett gross
    payment payments invoice invoices spend spending spent paid made expenditure amount amounts value transactions
    for of all the in this over and gbp
    """.split()
)
# These add up other lines only where nothing else tells that somebody was paid: a firm may be called so too.
_SUMS = frozenset({"sum", "sums"})
_NUMBER = re.compile(r"^(?:£?\d+|[qpw]\d{1,2}|fy\d{2,4})$")
_FOR = re.compile(r"^(?:(?:grand|sub|overall|report|page|section) )*(?:sub)?totals? (?:for|of)\b")
_MAYBE = re.compile(
    r"^(?:grand|sub|overall|report|page|running|batch|file|sheet|section)?[\s-]*totals?\b[\s:]*"
    r"(?:for\b.*|£.*|\(.*|(?:spend|spent|payments?|paid|expenditure|amount|value)\b.*)?$",
    re.I,
)
_OF_A_GROUP = re.compile(r"\S\s+(?:sub[\s-]*)?totals?\s*:?$", re.I)
_GRAND = re.compile(r"^(?:grand|sub) ?totals?\b")


@lru_cache(maxsize=4096)
def is_surely_a_total(payee: str) -> bool:
    """Say whether nobody is paid under such a name, whatever date and reference stand beside it."""
    text = _bare(payee)
    words = text.split()
    if _TOTALS.isdisjoint(words):
        return False
    return bool(_FOR.match(text)) or all(word in _TOTALS or word in _OF or _NUMBER.match(word) for word in words)


def begins_as_a_total(text: str) -> bool:
    """Say whether any cell, not only the payee's, announces a grand total or a subtotal."""
    return bool(_GRAND.match(_bare(text)))


def may_be_a_total(text: str) -> bool:
    """Say whether a cell may announce a total: a line with a date and a reference counts in spite of it."""
    return bool(_MAYBE.match(text) or _MAYBE.match(_bare(text)))


def is_total_of_a_group(text: str) -> bool:
    """Say whether a cell ends like the total of what it names ("Housing Total"), which some firms' names do too."""
    return bool(_OF_A_GROUP.search(_bare(text)))


@lru_cache(maxsize=4096)
def is_named_sum(payee: str) -> bool:
    """Say whether a cell holds the word "Sum" and nothing else: with neither date nor reference it is a total."""
    return _bare(payee) in _SUMS


def reads_like_a_total(payee: str) -> bool:
    """Say whether a payee is any of these, so that its row needs a look."""
    if "total" not in payee.lower():
        return is_named_sum(payee)
    told = (is_surely_a_total, begins_as_a_total, may_be_a_total, is_total_of_a_group)
    return any(test(payee) for test in told)


def _bare(text: str) -> str:
    """Give the words alone: asterisks, dashes, brackets and full stops around a total are decoration."""
    return " ".join(_WORDS.findall(text.lower()))

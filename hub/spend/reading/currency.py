"""Which currency a ledger's sums are in: only pounds are added up, so what is in another currency must be noticed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hub.platform.tabular.amounts import is_absent
from hub.platform.tabular.results import Unreadable, shown

_POUNDS = frozenset({"£", "gbp", "pound", "pounds", "sterling", "stg", "ukp", "ukl", "uk", "gb", "british"})
_CODES = "EUR|USD|CHF|JPY|AUD|NZD|CAD|SEK|NOK|DKK|PLN|CZK|HUF|CNY|HKD|SGD|INR|ZAR|AED"
_FOREIGN = re.compile(
    rf"(?<![a-z])(?:(?P<code>{_CODES})|(?P<euro>euros?)|(?P<dollar>(?:us\s+)?dollars?))(?![a-z])|(?P<mark>[€$])", re.I
)
_SAYS_POUNDS = re.compile(r"£|(?<![a-z])(?:gbp|pounds?|sterling)(?![a-z])", re.I)
_ALL_IN = re.compile(r"\b(?:all|amounts?|sums?|values?|figures?|currency|payments?)\b", re.I)
IN_POUNDS = "Sums are held in pounds; enter what was paid in pounds."


def is_pounds(text: str) -> bool:
    """Say whether a cell of a currency column means pounds: it says so in any usual way, or says nothing."""
    if is_absent(text):
        return True
    words = re.findall(r"£|[a-z]+", text.lower())
    return bool(words) and set(words) <= _POUNDS


def foreign_in(text: str) -> str:
    """Give the currency other than pounds that a heading names, such as "EUR", or nothing.

    A heading that names pounds as well ("EUR in GBP") is one of pounds.
    """
    found = _FOREIGN.search(text)
    if found is None or _SAYS_POUNDS.search(text):
        return ""
    if found["code"]:
        return found["code"].upper()
    return "EUR" if found["euro"] or found["mark"] == "€" else "USD"


def refuse_foreign_title(preamble: Sequence[str], sums: Sequence[str]) -> None:
    """Refuse a file whose title says that all its sums are in another currency.

    :param preamble: the cells above the headings.
    :param sums: the headings of the sums; where one names pounds the title speaks of something else.
    :raises Unreadable: with what to do.
    """
    if any(_SAYS_POUNDS.search(heading) for heading in sums):
        return
    for cell in preamble:
        code = foreign_in(cell)
        if code and _ALL_IN.search(cell):
            raise Unreadable(
                f"The title of this file says that its sums are in {code} (“{shown(cell)}”). {_cure('The file')}"
            )


def refuse_foreign_sums(foreign: dict[str, str]) -> None:
    """Refuse a file that has sums in other currencies only.

    :param foreign: heading → currency.
    :raises Unreadable: with what to do.
    """
    if foreign:
        heading, code = next(iter(foreign.items()))
        raise Unreadable(f"The column “{shown(heading)}” is in {code}, and no other holds sums. {_cure('The file')}")


def _cure(what: str) -> str:
    return f"{what} was not loaded: sums are held in pounds. Export it with what was paid in pounds and load that."


def left_out(code: str) -> str:
    """Say why a line in another currency is left out."""
    return f"This sum is in {shown(code)}. {IN_POUNDS}"

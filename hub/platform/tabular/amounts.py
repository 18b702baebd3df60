"""Read sums of money as people type them; what could mean two things is refused with what to write instead."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from hub.platform.tabular import currencies
from hub.platform.tabular.results import BadValue, shown

PENNY = Decimal("0.01")
LARGEST = Decimal(10) ** 13

# Words that stand for "no figure"; the row is good without one.
ABSENT = frozenset(
    {
        "-", "--", "---", "–", "—", ".", "n/a", "na", "n.a.", "n.a", "nil", "none", "null", "tbc", "tba", "tbd",
        "unknown", "variable", "varies", "various", "rates", "redacted", "confidential", "exempt", "?",
        "not applicable", "not known", "not available", "not stated", "not specified", "not disclosed",
        "not yet available", "to be confirmed", "to be determined", "to be agreed", "schedule of rates",
        "as per rates", "demand led", "demand-led", "call off", "spot purchase", "see notes", "see description",
        "commercially sensitive", "commercially confidential", "commercial in confidence", "no value", "nil value",
        "as required", "ad hoc",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money and what its text said about it.

    Args:
        value: pounds and pence, or the unit of `currency`.
        currency: ISO 4217 code; GBP unless the text says otherwise.
        vat: "ex", "inc" or "" when the text does not say.
        is_annual: whether the text says "a year".
        is_estimate: whether the text says "about".
        says_currency: whether the text names the currency, by a sign, a code or a name.
    """

    value: Decimal
    currency: str = "GBP"
    vat: str = ""
    is_annual: bool = False
    is_estimate: bool = False
    says_currency: bool = False


@dataclass(frozen=True, slots=True)
class Basis:
    """What words beside an amount, such as the heading of its column, say about it.

    Args:
        currencies: ISO 4217 codes that are named.
        vat: "ex", "inc" or "" when they do not say.
        is_annual: whether they say "a year" and not at the same time that it is for the whole life.
    """

    currencies: tuple[str, ...] = ()
    vat: str = ""
    is_annual: bool = False


@dataclass(frozen=True, slots=True)
class AmountRange:
    """Two sums with a value between them; either end may be open."""

    low: Decimal | None
    high: Decimal | None
    currency: str = "GBP"
    vat: str = ""
    is_annual: bool = False
    says_currency: bool = False


_EX = re.compile(
    r"\b(?:(?:ex|exc|excl|exclusive|excluding|net)\.?(?:\s+of)?\s*v\.?a\.?t\.?|plus\s+vat|no vat)\b\.?|"
    r"\+\s*vat\b|\bnet\b",
    re.I,
)
_INC = re.compile(r"\b(?:inc|incl|inclusive|including|gross)\.?(?:\s+of)?\s*v\.?a\.?t\.?\b|\bgross\b", re.I)
_ANNUAL = re.compile(
    r"\b(?:per\s+(?:annum|year)|p\.?\s?a\.?(?=\W|$)|a year|/\s?(?:yr|year)|annually|annual|each year|pa)\b\.?", re.I
)
# A heading says "annual" in ways that a cell does not.
_YEARLY = re.compile(r"\b(?:annual|annually|yearly|per annum|per year|each year|a year|pa)\b", re.I)
_WHOLE = re.compile(r"\b(?:life|lifetime|total|whole|overall|term)\b", re.I)
_NOT_WORDS = re.compile(r"[^\w]+")
_ESTIMATE = re.compile(
    r"\b(?:circa|approx(?:imately)?|around|about|est(?:imated)?|c(?=[\s.£\d]))(?:\.|(?![a-z]))|~", re.I
)
_TOTAL = re.compile(r"\b(?:total|in total|over (?:the )?(?:life|term)|whole[- ]life)\b", re.I)
# What most cells hold; these need none of the care that follows.
_USUAL = re.compile(r"^£?\s?(\d{1,10}(?:\.\d{1,2})?|\d{1,3}(?:,\d{3}){1,3}(?:\.\d{1,2})?)$", re.ASCII)
_WORD_SCALE = {"k": 3, "thousand": 3, "m": 6, "mn": 6, "million": 6, "mill": 6, "bn": 9, "billion": 9, "b": 9}
_SCALED = re.compile(r"^(\d[\d.,]*)\s*(k|thousand|mn|million|mill|m|bn|billion|b)$", re.I)
_PLAIN = re.compile(r"^\d+(?:\.\d*)?$|^\.\d+$")
_GROUPED = re.compile(r"^\d{1,3}(?:,\d{3})+(?:\.\d*)?$")
_SPACED = re.compile(r"^\d{1,3}(?:[ '’]\d{3})+(?:\.\d*)?$")
_CONTINENTAL = re.compile(r"^\d{1,3}(?:[. ]\d{3})*,\d{1,2}$|^\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?$")
_POWER = re.compile(r"^\d(?:\.\d+)?e\+?\d{1,9}$", re.I)
# As accountants write a credit, before the sum or behind it.
_CREDIT = re.compile(
    r"^(?:\(?(?:cr|credit)(?![a-z])\)?[.:]?\s*(?P<before>.+)|(?P<after>.+?)\s*\(?(?:cr|credit)\)?\.?)$", re.I
)
_DEBIT = re.compile(
    r"^(?:\(?(?:dr|debit)(?![a-z])\)?[.:]?\s*(?P<before>.+)|(?P<after>.+?)\s*\(?(?:dr|debit)\)?\.?)$", re.I
)
_BRACKETS = re.compile(r"^\(([^()]*)\)$")
_MINUS = re.compile(r"^[-\u2010-\u2015]\s*(.+)$|^(.+?)\s*[-\u2010-\u2015]$")
_RANGE = re.compile(
    r"^(?:between\s+|from\s+)?(?P<low>[£€$]?\s*\d[\d,.]*\s*(?:k|m|bn|million|thousand)?)\s*(?:-|–|—|to|and)\s*"
    r"(?P<high>[£€$]?\s*\d[\d,.]*\s*(?:k|m|bn|million|thousand)?)$",
    re.I,
)
_UP_TO = re.compile(
    r"^(?:up to|under|below|less than|maximum(?: of)?|max\.?|no more than|not exceeding|<=?|≤)\s*(?P<high>.+)$", re.I
)
_OVER = re.compile(
    r"^(?:over|above|more than|minimum(?: of)?|min\.?|at least|>=?|≥)\s*(?P<low>.+)$|"
    r"^(?P<low2>[£€$]?\s*\d[\d,.]*\s*[km]?)\s*\+$",
    re.I,
)


def is_absent(text: str) -> bool:
    """Tell whether a cell says that there is no figure, such as "TBC", "n/a" or a dash."""
    stripped = text.strip().strip("*£ ").lower()
    return not stripped or stripped in ABSENT


@lru_cache(maxsize=65536)
def parse_amount(text: str) -> Amount | None:
    """Read one sum of money.

    Brackets, a minus of any length on either side and CR mean negative, also together, as in "-(1.00)" and "(3.00) CR";
    k, m and bn multiply; the currency, "ex VAT" and "a year" are kept.
    More than two decimal places are rounded to the penny.

    Returns:
        The amount, or None when the text says there is none.

    Raises:
        BadValue: the text is no single amount or could mean two; the reason says what to write.
    """
    if usual := _USUAL.match(text):
        value = Decimal(usual[1].replace(",", "")).quantize(PENNY)
        return Amount(value, says_currency=text.startswith("£"))
    if is_absent(text):
        return None
    words = _Words(text)
    value = _number(words.rest, text)
    if words.is_negative:
        value = -value
    return Amount(value, words.currency, words.vat, words.is_annual, words.is_estimate, words.says_currency)


@lru_cache(maxsize=65536)
def parse_range(text: str) -> AmountRange | None:
    """Read "£10,000 to £20,000", "up to £50k" or "over £5,000"; None when the text is no range.

    Raises:
        BadValue: it is a range whose ends cannot be read.
    """
    if not any(char.isdigit() for char in text):
        return None
    words = _Words(text, keep_sign=True)
    low = high = None
    if found := _RANGE.match(words.rest):
        low, high = _end(found["low"], text), _end(found["high"], text)
        if low is not None and high is not None and low > high:
            raise BadValue(f"“{shown(text)}” runs from the higher to the lower sum. Write the lower one first.")
    elif found := _UP_TO.match(words.rest):
        high = _end(found["high"], text)
    elif found := _OVER.match(words.rest):
        low = _end(found["low"] or found["low2"], text)
    else:
        return None
    return AmountRange(low, high, words.currency, words.vat, words.is_annual, words.says_currency)


@lru_cache(maxsize=1024)
def basis_of(words: str) -> Basis:
    """Read what a heading says about the amounts under it: "Annual value (EUR, inc VAT)"."""
    plain = _NOT_WORDS.sub(" ", words)
    is_whole = bool(_WHOLE.search(plain))
    return Basis(currencies.all_in(words), _vat(words), bool(_YEARLY.search(plain)) and not is_whole)


def _vat(text: str) -> str:
    return "ex" if _EX.search(text) else "inc" if _INC.search(text) else ""


def _end(text: str, whole: str) -> Decimal:
    return _number(_Words(text).rest, whole)


class _Words:
    """Take the words and signs off an amount, leaving its digits in `rest`."""

    def __init__(self, text: str, *, keep_sign: bool = False) -> None:
        rest = (
            unicodedata.normalize("NFKC", text)
            .replace("\u2212", "-")
            .replace("Â", "")
            .strip()
            .strip("'\"*\ufffd")
            .strip()
        )
        self.vat = _vat(rest)
        rest = _INC.sub(" ", _EX.sub(" ", rest))
        self.is_annual = bool(_ANNUAL.search(rest))
        self.is_estimate = bool(_ESTIMATE.search(rest))
        rest = _TOTAL.sub(" ", _ESTIMATE.sub(" ", _ANNUAL.sub(" ", rest)))
        named = currencies.all_in(rest)
        if len(named) > 1:
            raise BadValue(
                f"“{shown(text)}” names {' and '.join(named)}, so it could mean two sums. Write it in one of them."
            )
        self.says_currency = bool(named)
        self.currency = named[0] if named else currencies.GBP
        rest = currencies.without(rest) if named else rest
        rest = " ".join(rest.replace("()", " ").split())
        self.is_negative = False
        self.rest = rest if keep_sign else self._take_sign(rest)

    def _take_sign(self, rest: str) -> str:
        """Take off what says debit or credit, brackets and one minus, in whatever order they stand."""
        for pattern in (_CREDIT, _DEBIT):
            if found := pattern.match(rest):
                self.is_negative = pattern is _CREDIT
                rest = (found["before"] or found["after"]).strip()
                break
        signed = False
        while found := _BRACKETS.match(rest) or (None if signed else _MINUS.match(rest)):
            signed = signed or found.re is _MINUS
            self.is_negative, rest = True, next(each for each in found.groups() if each is not None).strip()
        # A second minus is a slip, not a sum; it stays in and is refused.
        return rest[1:].strip() if rest.startswith("+") and not self.is_negative else rest


def _number(digits: str, text: str) -> Decimal:
    scale = 0
    if found := _SCALED.match(digits):
        digits, scale = found[1], _WORD_SCALE[found[2].lower()]
    if scale == 0:
        _refuse_ambiguous(digits, text)
    if _PLAIN.match(digits) or (_POWER.match(digits) and not scale):
        number = Decimal(digits)
    elif _GROUPED.match(digits):
        number = Decimal(digits.replace(",", ""))
    elif _SPACED.match(digits):
        number = Decimal(re.sub(r"[ '’]", "", digits))
    else:
        raise BadValue(_not_a_sum(digits, text, scale))
    if number.adjusted() + scale > LARGEST.adjusted():
        raise BadValue(f"“{shown(text)}” is too large to be a sum of money. Check the number of digits.")
    return (number.scaleb(scale)).quantize(PENNY, ROUND_HALF_UP)


def _refuse_ambiguous(digits: str, text: str) -> None:
    if _CONTINENTAL.match(digits):
        whole, _, pence = digits.rpartition(",") if "," in digits else (digits, "", "")
        as_written = re.sub(r"[. ]", "", whole) + (f".{pence}" if pence else "")
        raise BadValue(
            f"“{shown(text)}” uses points and commas the continental way, so it could mean two sums. "
            f"If it means {as_written}, write {as_written}."
        )
    if re.match(r"^[1-9]\d{0,2}\.\d{3}$", digits):
        joined = digits.replace(".", "")
        raise BadValue(
            f"“{shown(text)}” could mean {joined} or {digits[:-1]}. "
            f"Write {joined} for the first or {digits[:-1]} for the second."
        )


def _not_a_sum(digits: str, text: str, scale: int) -> str:
    if scale and re.match(r"^\d+,\d{1,2}$", digits):
        point, joined = digits.replace(",", "."), digits.replace(",", "")
        first, second = (f"{Decimal(each).scaleb(scale):f}" for each in (point, joined))
        return (
            f"“{shown(text)}” could mean {first} or {second}. Write {first} for the first or {second} for the second."
        )
    if re.match(r"^,*\d[\d,]*(?:\.\d+)?$", digits):
        joined = f"{Decimal(digits.replace(',', '')).scaleb(scale):f}"
        return f"The commas of “{shown(text)}” are not at the thousands. If it means {joined}, write {joined}."
    if digits.startswith("="):
        return f"“{shown(text)}” is a formula, not its result. Paste the value in its place."
    # A letter between digits, as in 12o.00, is a slip of the typist and parts no sums.
    if len(re.findall(r"\d[\d,.]*", re.sub(r"(?<=\d)[A-Za-z](?=[\d.])", "", digits))) > 1:
        return (
            f"“{shown(text)}” holds more than one sum. Write one, such as 1200.00, and put the rest in the description."
        )
    return f"“{shown(text)}” is not a sum of money. Write digits such as 1200.00, or leave the cell empty."

"""Rules about suppliers' names and register numbers: cleaning, comparing, checking. Plain Python."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

COMPANIES_HOUSE, CHARITY, CHARITY_SCOTLAND, CHARITY_NI, PPON = "GB-COH", "GB-CHC", "GB-SC", "GB-NIC", "GB-PPON"

# Ids that a platform gives for its own use; two of them never prove that two suppliers are one.
LOCAL_SCHEMES = frozenset({"GB-CFS", "GB-FTS", "GB-SRS", "GB-GOR"})

# Letters that may begin a Companies House number. Source: Companies House, list of number prefixes (OGL v3).
COMPANY_PREFIXES = frozenset(
    "AC ZC FC GE LP OC SE SA SZ SF GS SL SO SC ES NA NZ NF GN NL NC R0 NI EN IP SP IC SI NP NV RC SR NR NO "
    # Not in that list but met: registered societies, charities, overseas entities, branches.
    "RS CE CS PC OE BR".split()
)

_PPON = re.compile(r"^[A-Z]{4}-\d{4}-[A-Z]{4}$")
_SPACES = re.compile(r"\s+")
_FLOAT_TAIL = re.compile(r"^(\d+)\.0+$")


SCHEMES = (
    (COMPANIES_HOUSE, "Companies House number"),
    (PPON, "Public procurement organisation number (PPON)"),
    (CHARITY, "Charity number, England and Wales"),
    (CHARITY_SCOTLAND, "Charity number, Scotland"),
    (CHARITY_NI, "Charity number, Northern Ireland"),
)


class BadIdentifier(ValueError):
    """Say why a register number cannot be right and what to write."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Identifier:
    """A number in a register of organisations, such as GB-COH 01234567."""

    scheme: str
    id: str

    def __str__(self) -> str:
        return f"{self.scheme}-{self.id}"


@lru_cache(maxsize=65536)
def clean_name(name: str) -> str:
    """Tidy a supplier's name: entities decoded, quotes straightened, spaces collapsed, stray ends removed."""
    text = unicodedata.normalize("NFC", html.unescape(html.unescape(name)))
    text = "".join(char if char.isprintable() else " " for char in text)
    text = text.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"').replace("\u00ad", "")
    text = _SPACES.sub(" ", text).strip(" ,;*")
    if len(text) > 1 and text[0] == text[-1] == '"':
        text = text[1:-1].strip()
    return text[:300]


_TRADING_AS = re.compile(
    r"\s*[,(]?\s*\b(?:trading\s+(?:name\s+)?as|trading\s+name|t\s?/\s?a|t\.a\.|T A|TA)\b[\s:.-]*", re.I
)
_TA_CAPITALS = re.compile(r"\s(?:TA|T A)\s")


@lru_cache(maxsize=65536)
def trading_as(name: str) -> tuple[str, str]:
    """Split "Legal Name Ltd T/A Brand" into the legal and the trading name; the second is empty without one.

    A bare "TA" counts only in capitals with a name on either side, because it can be part of a name.
    """
    for found in _TRADING_AS.finditer(name):
        word = found[0].strip(" ,(:.-")
        if word.upper() in ("TA", "T A") and not _TA_CAPITALS.search(name):
            continue
        legal, brand = name[: found.start()].strip(" ,("), name[found.end() :].strip(" ,)")
        if legal and brand:
            return legal, brand
    return name, ""


_LEGAL_FORMS = {
    "limited": "ltd", "ltd": "ltd", "incorporated": "inc", "company": "co", "and": "and", "&": "and", "plc": "plc",
    "corporation": "corp", "llp": "llp", "cic": "cic", "cio": "cio", "brothers": "bros",
}  # fmt: skip
_PHRASES = (
    ("public limited company", "plc"),
    ("limited liability partnership", "llp"),
    ("community interest company", "cic"),
    ("charitable incorporated organisation", "cio"),
)
_ENDINGS = frozenset({"ltd", "plc", "llp", "inc", "cic", "cio", "co", "lp"})
_PUNCTUATION = re.compile(r"[^\w&+ ]+")


@lru_cache(maxsize=65536)
def match_key(name: str) -> str:
    """Reduce a name to the key under which likely duplicates meet: legal form, case, accents and punctuation dropped.

    "A&G Landscapes Ltd", "A & G LANDSCAPES LIMITED" and "A and G Landscapes" share a key. Equal keys are an offer to
    merge, not a proof: "Smith Ltd" and "Smith LLP" are two bodies.
    """
    legal, _ = trading_as(clean_name(name))
    text = unicodedata.normalize("NFKD", legal).casefold()
    text = "".join(char for char in text if not unicodedata.combining(char))
    text = text.replace("'", "").replace("(uk)", " uk ").replace("u.k.", "uk").replace("&", " & ")
    text = _SPACES.sub(" ", _PUNCTUATION.sub(" ", text)).strip()
    for phrase, short in _PHRASES:
        text = text.replace(phrase, short)
    words = [_LEGAL_FORMS.get(word, word) for word in text.split()]
    words = _join_initials(words)
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    while len(words) > 1 and words[-1] in _ENDINGS:
        words.pop()
    return " ".join(words)


def _join_initials(words: list[str]) -> list[str]:
    """Write "a c entertainment" and "ac entertainment" the same way."""
    joined: list[str] = []
    run = ""
    for word in words:
        if len(word) == 1 and word.isalpha():
            run += word
            continue
        if run:
            joined.append(run)
            run = ""
        joined.append(word)
    if run:
        joined.append(run)
    return joined


_FORM = re.compile(r"\b(ltd|limited|plc|public limited company|llp|lp|cic|cio|inc|incorporated)\b\.?\s*$", re.I)
_SHORT_FORMS = {"limited": "ltd", "public limited company": "plc", "incorporated": "inc"}


def legal_form(name: str) -> str:
    """Give the legal form with which a name ends, in short: "Smith Limited" is "ltd"; empty where it says none."""
    legal, _ = trading_as(clean_name(name))
    met = _FORM.search(legal)
    form = met[1].lower() if met else ""
    return _SHORT_FORMS.get(form, form)


def are_two_forms(first: str, second: str) -> bool:
    """Tell whether two names end in two legal forms, so that they are two bodies: "Smith Ltd" and "Smith LLP"."""
    forms = {legal_form(first), legal_form(second)} - {""}
    return len(forms) == 2


_NOBODY = re.compile(
    r"^(?:n/?\s?a\b.*|none|nil|not applicable|not known|unknown|tbc|tba|to be (?:confirmed|announced|determined)|"
    r"various|"
    r"multiple(?: suppliers?| awards?)?|multiple suppliers?\b.*|see (?:below|attached|description|notes?).*|"
    r"various suppliers?\b.*|abandoned|cancelled|withdrawn|no award|tender (?:abandoned|cancelled|withdrawn)|"
    r"(?:contract |the contract )?(?:has |was )?not (?:been )?awarded.*|date now passed.*|"
    r"no (?:suitable )?(?:bids?|supplier|tenders?|submissions?).*|name withheld.*|redacted.*|"
    r"-+|\.+|\?+|test|tbd|pending)$",
    re.IGNORECASE,
)


@lru_cache(maxsize=65536)
def is_nobody(name: str) -> bool:
    """Tell whether a supplier's name says that there is none, such as "NOT AWARDED TO SUPPLIER" or "n/a"."""
    return not name.strip() or bool(_NOBODY.match(clean_name(name)))


_NOT_AWARDED = re.compile(
    r"^(?:abandoned|cancelled|withdrawn|no award|tender (?:abandoned|cancelled|withdrawn)|"
    r"(?:contract |the contract )?(?:has |was )?not (?:been )?awarded.*|date now passed.*|"
    r"no (?:suitable )?(?:bids?|supplier|tenders?|submissions?).*)$",
    re.IGNORECASE,
)


def says_not_awarded(name: str) -> bool:
    """Tell whether a supplier's name says that nothing was awarded, rather than that the name is withheld."""
    return bool(_NOT_AWARDED.match(clean_name(name)))


@lru_cache(maxsize=65536)
def company_number(text: str) -> str:
    """Check a Companies House number and write it with eight characters: "7590785" becomes "07590785".

    Raises:
        BadIdentifier: it cannot be a company number.
    """
    number = _SPACES.sub("", _without_float_tail(text)).upper().replace("-", "").replace(".", "")
    if number.isascii() and number.isdigit() and 0 < len(number) <= 8 and int(number):
        return number.zfill(8)
    letters, digits = number[:2], number[2:]
    if letters in COMPANY_PREFIXES and digits.isascii() and digits.isdigit() and 0 < len(digits) <= 6:
        return letters + digits.zfill(6)
    # Industrial and provident societies carry a letter at the end: IP12345R, SP1234RS.
    if re.match(r"^(?:IP|SP|NP)\w{4,6}$", number) and len(number) == 8:
        return number
    raise BadIdentifier(
        f"“{text.strip()[:40]}” is not a company number. "
        "Write eight digits, or two letters and six digits, as Companies House shows it."
    )


def charity_number(text: str) -> str:
    """Check a number of the Charity Commission for England and Wales: five to seven digits, with an optional "-1".

    Raises:
        BadIdentifier: it cannot be such a number.
    """
    number = _SPACES.sub("", _without_float_tail(text)).removesuffix("-0")
    if re.match(r"^\d{5,7}(?:-\d{1,3})?$", number):
        return number.lstrip("0")
    raise BadIdentifier(f"“{text.strip()[:40]}” is not a charity number. Write five to seven digits.")


def ppon(text: str) -> str:
    """Check a public procurement organisation number: four letters, four digits, four letters, with hyphens.

    Raises:
        BadIdentifier: it has another shape.
    """
    number = _SPACES.sub("", text).upper().removeprefix("GB-PPON-").removeprefix("GB-PPON:")
    if re.match(r"^[A-Z]{4}\d{4}[A-Z]{4}$", number):
        number = f"{number[:4]}-{number[4:8]}-{number[8:]}"
    if _PPON.match(number):
        return number
    raise BadIdentifier(f"“{text.strip()[:40]}” is not a PPON. Write it like ABCD-1234-EFGH.")


def identifier(scheme: str, number: str) -> Identifier | None:
    """Check one identifier; None for a platform's own ids, which identify nobody elsewhere.

    Raises:
        BadIdentifier: the scheme is known and the number cannot belong to it.
    """
    scheme, number = scheme.strip().upper(), _without_float_tail(number)
    if not scheme or not number or scheme in LOCAL_SCHEMES:
        return None
    if scheme == COMPANIES_HOUSE:
        return Identifier(scheme, company_number(number))
    if scheme == CHARITY:
        return Identifier(scheme, charity_number(number))
    if scheme == PPON:
        return Identifier(scheme, ppon(number))
    if scheme in (CHARITY_SCOTLAND, "GB-SHR"):
        digits = number.upper().removeprefix("SC")
        if digits.isdigit():
            return Identifier(scheme, "SC" + digits.zfill(6))
        raise BadIdentifier(f"“{number[:40]}” is not a Scottish charity number. Write SC and six digits.")
    return Identifier(scheme, _SPACES.sub(" ", number)[:100])


def _without_float_tail(text: str) -> str:
    """Undo what a spreadsheet does to a number that was meant as text: "11111111.0" is 11111111."""
    stripped = text.strip().strip("'")
    found = _FLOAT_TAIL.match(stripped)
    return found[1] if found else stripped


_POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})\b", re.I)


def postcode_in(text: str) -> str:
    """Find the last postcode in an address and write it with its space; empty when there is none."""
    found = _POSTCODE.findall(text)
    return f"{found[-1][0].upper()} {found[-1][1].upper()}" if found else ""

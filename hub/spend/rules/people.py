"""Tell payees who are people from organisations: their names are shown to finance only and never published."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from hub.spend.rules import names
from hub.spend.terms import HIDDEN, Payees
from hub.supplier.rules import match_key

_TITLE = re.compile(
    r"^(?:the\s+(?:late|estate of|executors? of)\b|(?:mr|mrs|miss|ms|mx|mstr|master|dr|rev|revd|reverend|sir|dame|"
    r"lady|lord|prof|professor|cllr|councillor|capt|captain|sister|fr|judge)\b\.?\s*(?:&|and|/|\s)\s*\S|"
    r"executors?\b|exors?\b|personal representatives?\b|estate of\b)",
    re.I,
)
# "Child of A Brown" is somebody; "Children of the World Trust" is told by its other words.
_RELATION = re.compile(
    r"^(?:the\s+)?(?:child(?:ren)?|parents?(?:\s*/\s*(?:carer|guardian)s?)?|guardians?|mother|father|family|"
    r"sons?|daughters?|widow(?:er)?|dependants?|carers?|next of kin|beneficiar(?:y|ies)|estate|executors?|exors?|"
    r"executrix|administrators?|trustees? of the estate)\s+of\s+",
    re.I,
)
_TITLE_LAST = re.compile(
    r"[,(]\s*(?:mr|mrs|miss|ms|mx|dr|rev|sir|dame|prof)\.?\s*(?:[A-Z]\.?\s*){0,3}\)?$|"
    r"\b(?:mr|mrs|miss)\.?$",
    re.I,
)
_REDACTED = re.compile(
    r"\bredact(?:ed|ion)?\b|\bpersonal (?:data|information|details?)\b|\bname withheld\b|\bwithheld\b|"
    r"\bdata protection\b|\bgdpr\b|"
    r"\bprivate individuals?\b|\bnamed? individuals?\b|^individuals?\b|\bconfidential\b|\bexempt\b.*\bperson",
    re.I,
)
# Payments to people that ledgers gather under one name; nobody is told by it, and nobody outside needs it.
_GATHERED = re.compile(
    r"\bfoster(?:ing)?\s*(?:care|carer|carers|allowances?|payments?|parents?)\b|\b(?:carers?|client|"
    r"claimant|pupil|student|"
    r"tenant|employee|member|volunteer|adopter|adoption|kinship|guardianship)s?'?\s+(?:allowances?|payments?|refunds?|"
    r"expenses|reimbursements?)\b|\bdirect payments?\b|\bhousing benefits?\b|\bcouncil tax (?:refunds?|rebates?)\b|"
    r"\b(?:rent|nndr|tenant) refunds?\b|\bspecial guardian|\bresidence order|\bsection 17\b|\bstaff expenses\b|"
    r"\bvarious\b.*\bexpenses\b",
    re.I,
)
# Agencies that place foster children are firms; only the payments to carers themselves are people's.
_COMPANY = re.compile(r"\b(?:ltd|limited|plc|llp|cic|cio|agency)\b", re.I)
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ.-]+[^\W\d_]+)*")
_ASIDE = re.compile(r"\([^)]*\)?")
_COUPLE = re.compile(r"\s*(?:&|\band\b|\+)\s*", re.I)
_SLASH = re.compile(r"(?<=\w\w)\s*/\s*(?=\w\w)")
_POSSESSIVE = re.compile(r"\w['’](?:s)?\b(?:\s|$)", re.I)
_VOWELS = frozenset("aeiouy")
LATIN = 0x24F
_PARTICLES = frozenset("al bin binti bint da das de del della den der di dos du el ibn la le san ter van von".split())
# A person is named in so many words; particles between them are not counted.
FEWEST, MOST = 2, 4
# Full names of some origins have more; these may be people's, if no word speaks for an organisation.
LONGEST = 7
KNOWN = 131_072


@lru_cache(maxsize=KNOWN)
def payee_kind(name: str) -> Payees:
    """Tell what sort of payee a name is, whatever its origin; in doubt it may be a person's.

    A title, a redaction or a payment to people under one name means a person. A word that organisations are called by
    means an organisation. Of what is left, a name that begins like a person's is one, and two to seven words that could
    be a name are doubtful: hidden like a person's, because what was shown cannot be unseen, until finance says
    otherwise.

    :param name: as the ledger writes it.
    """
    text = " ".join(name.split())
    if not any(char.isalpha() for char in text):
        return Payees.UNNAMED
    if is_surely_a_person(text):
        return Payees.PERSON
    words = [word.replace(".", "").casefold() for word in _WORD.findall(text)]
    if " ".join(words) in names.BODIES or text.lower().startswith(("the ", "st ", "st.", "saint ")):
        return Payees.ORGANISATION
    organised = _organised(text, words)
    halves = _SLASH.split(text)
    if organised == {"/"} and len(halves) == 2 and all(len(_full_words(half)) >= FEWEST for half in halves):
        return _couple(*halves)
    if organised:
        may_be = organised <= names.SURNAMES_TOO and len(words) <= MOST and _begins_like_a_person(words)
        return Payees.DOUBTFUL if may_be else Payees.ORGANISATION
    return _by_shape(text)


def payee_key(name: str) -> str:
    """Give the key under which one payee's spellings meet; people whose names are kept back have one in common."""
    return match_key(name) if any(char.isalnum() for char in name) else ""


def is_person(name: str) -> bool:
    """Say whether a payee's name is a person's, may be one, or stands for people whose names are kept back."""
    return payee_kind(name) in HIDDEN and payee_kind(name) is not Payees.UNNAMED


def is_surely_a_person(name: str) -> bool:
    """Say whether a name bears a title, is kept back, or gathers payments to people; no number outweighs it."""
    text = " ".join(name.split())
    if _REDACTED.search(text) or (_GATHERED.search(text) and not _COMPANY.search(text)):
        return True
    if _is_relation(text) or (_TITLE.match(text) and not _is_firm_with_title(text)):
        return True
    return bool(_TITLE_LAST.search(text)) and not _organised(text, [])


def _is_relation(text: str) -> bool:
    """Say whether somebody is named by whose child, parent or executor they are."""
    found = _RELATION.match(text)
    if not found:
        return False
    rest = text[found.end() :]
    words = [word.replace(".", "").casefold() for word in _WORD.findall(rest)]
    organised = _organised(rest, words)
    return bool(words) and (not organised or (organised <= names.SURNAMES_TOO and _begins_like_a_person(words)))


def _is_firm_with_title(text: str) -> bool:
    """Say whether it is a firm called after a title, such as "Mr Clutch Ltd" or "Dr Smith & Partners"."""
    firm = r"\b(?:ltd|limited|plc|llp|partners?|practice|surgery|school|hospital|trust|aviation|centres?|hire|t/a)\b"
    return bool(re.search(firm, text, re.I))


def _organised(text: str, words: list[str]) -> set[str]:
    """Give the words by which an organisation is known; surnames among them show nothing."""
    found = {match.group().lower() for match in names.ORGANISED.finditer(text)}
    found |= names.ORGANISED_TOO.intersection(words)
    if _POSSESSIVE.search(text):
        found.add("'s")
    return found - names.SURNAMES


def _begins_like_a_person(words: list[str]) -> bool:
    """Say whether initials or a well-known forename stand beside another word."""
    return len(words) >= FEWEST and (
        words[0] in names.FORENAMES or words[-1] in names.FORENAMES or any(len(word) == 1 for word in words)
    )


def _by_shape(text: str) -> Payees:
    """Tell by the shape of a name in which no word speaks for an organisation."""
    aside = " ".join(_WORD.findall(" ".join(_ASIDE.findall(text))))
    rest = _ASIDE.sub(" ", text)
    if aside.casefold() in names.FORENAMES:
        rest = f"{rest} {aside}"
    halves = _COUPLE.split(rest)
    if len(halves) == 2:
        return _couple(*halves)
    words = _full_words(rest)
    if len(words) == 1 and any(ord(char) > LATIN for char in words[0]):
        return Payees.DOUBTFUL
    if not FEWEST <= len(words) <= LONGEST or not all(_could_be_a_name(word) for word in words):
        return Payees.ORGANISATION
    if len(words) > MOST:
        return Payees.DOUBTFUL
    bare = [word.strip(".").casefold() for word in words]
    if all(len(word.replace(".", "")) == 1 for word in bare):
        return Payees.ORGANISATION
    return Payees.PERSON if _is_known_name(text, bare) else Payees.DOUBTFUL


def _full_words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text) if word.casefold() not in _PARTICLES]


def _couple(first: str, second: str) -> Payees:
    """Tell whether two people are named together ("A & B Khan"); "Smith & Jones" is a firm."""
    left, right = _full_words(first), _full_words(second)
    if not 1 <= len(left) <= 3 or not 1 <= len(right) <= 3 or not all(map(_could_be_a_name, left + right)):
        return Payees.ORGANISATION
    if len(left) >= FEWEST and len(right) >= FEWEST:
        both = all(_begins_like_a_person([word.casefold() for word in half]) for half in (left, right))
        return Payees.PERSON if both else Payees.DOUBTFUL
    if len(left) > 2:
        return Payees.ORGANISATION
    if left[0].casefold() in names.FORENAMES and len(right) >= FEWEST:
        return Payees.PERSON
    return Payees.DOUBTFUL if all(len(word) == 1 for word in left) and len(right) >= FEWEST else Payees.ORGANISATION


def _could_be_a_name(word: str) -> bool:
    """Say whether a word can be spoken as a name; letters alone are an organisation's short form."""
    letters = unicodedata.normalize("NFKD", word.replace(".", "")).casefold()
    if len(letters) < 3 or "." in word or any(ord(char) > LATIN and char.isalpha() for char in letters):
        return True
    return not _VOWELS.isdisjoint(letters)


def _is_known_name(text: str, bare: list[str]) -> bool:
    if any(word in names.FORENAMES for word in bare[:-1]):
        return True
    if text.count(",") == 1 and any(word in names.FORENAMES for word in bare):
        return True
    # "J SMITH" or "SMITH J": initials and one surname, and no word that firms use.
    whole = [word for word in bare if len(word.replace(".", "")) > 2]
    return len(whole) == 1 and any(len(part) == 1 for word in bare for part in word.split("."))

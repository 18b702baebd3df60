"""Tell the currency that a text names, by its sign, its code or its name; pounds where it names none."""

from __future__ import annotations

import re
import unicodedata

GBP = "GBP"
# ISO 4217, the active codes of money that is spent; funds, metals and test codes are left out.
CODES = frozenset(
    """AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF
    CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF
    IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK
    MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR
    SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES
    VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG""".split()
)
# Codes that are also English words are believed in a column of currencies, not inside an amount.
_WORDS = frozenset({"ALL", "TOP", "TRY", "CUP", "MOP"})
_NAMES = {
    "£": GBP, "pound": GBP, "pounds": GBP, "sterling": GBP, "pound sterling": GBP, "pounds sterling": GBP,
    "british pound": GBP, "british pounds": GBP, "uk pounds": GBP, "€": "EUR", "euro": "EUR", "euros": "EUR",
    "$": "USD", "us$": "USD", "us dollar": "USD", "us dollars": "USD", "dollars": "USD", "dollar": "USD",
    "swiss francs": "CHF", "swiss franc": "CHF", "¥": "JPY", "yen": "JPY",
}  # fmt: skip
_NAMED = re.compile(r"US\$|[£€$]|\b(?:pounds?(?: sterling)?|sterling|euros?|us dollars?|dollars?)\b", re.I)
_CODE = re.compile(r"(?<![A-Za-z])(" + "|".join(sorted(CODES - _WORDS)) + r")(?![A-Za-z])")
# People type the two codes that they know in small letters too.
_USUAL_CODE = re.compile(r"(?<![A-Za-z])(gbp|eur|usd)(?![A-Za-z])", re.I)


def code_of(text: str) -> str:
    """Give the ISO 4217 code that a cell of a column of currencies means, or "" when it is none."""
    word = " ".join(unicodedata.normalize("NFKC", text).split()).strip(" .()")
    return _NAMES.get(word.lower(), word.upper() if word.upper() in CODES else "")


def all_in(text: str) -> tuple[str, ...]:
    """Give every currency that a text names, each once, in the order of their signs, names and codes."""
    named = [_NAMES[" ".join(each.lower().split())] for each in _NAMED.findall(text)]
    coded = [each.upper() for each in (*_CODE.findall(text), *_USUAL_CODE.findall(text))]
    return tuple(dict.fromkeys((*named, *coded)))


def without(text: str) -> str:
    """Take signs, names and codes of currencies out of a text."""
    return _USUAL_CODE.sub(" ", _CODE.sub(" ", _NAMED.sub(" ", text)))

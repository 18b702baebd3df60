"""The base of every enumeration in the Hub, and the law's own words."""

from enum import StrEnum
from typing import Self


class Term(StrEnum):
    """A word of the field with the label that people read.

    Plain Python, so that rules may use it; Django reads ``choices()``.
    """

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """Keep the label beside the stored value."""
        term = str.__new__(cls, value)
        term._value_ = value
        term.label = label or value.replace("_", " ").capitalize()
        return term

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Give the pairs that a model field or a form takes."""
        return [(term.value, term.label) for term in cls]


class Regime(Term):
    """Which law governs a procurement and the contract that comes of it (SI 2024/716 reg 5)."""

    PA23 = "PA23", "Procurement Act 2023"
    PCR15 = "PCR15", "Public Contracts Regulations 2015"


class ContractKind(Term):
    """What a contract is mainly for, in the words of the thresholds (PA 2023 Sch 1)."""

    GOODS = "goods", "Goods"
    SERVICES = "services", "Services"
    WORKS = "works", "Works"
    LIGHT_TOUCH = "light_touch", "Light touch services"
    CONCESSION = "concession", "Concession"


class Procedure(Term):
    """How a contract is awarded (PA 2023 ss.20, 34, 41 to 45, 84)."""

    OPEN = "open", "Open procedure"
    COMPETITIVE_FLEXIBLE = "competitive_flexible", "Competitive flexible procedure"
    DIRECT_AWARD = "direct_award", "Direct award"
    CALL_OFF = "call_off", "Call-off under a framework"
    DYNAMIC_MARKET = "dynamic_market", "Award by reference to a dynamic market"
    BELOW_THRESHOLD = "below_threshold", "Below-threshold procedure"


class NoticeType(Term):
    """The notices of the Procurement Regulations 2024, by their published codes."""

    UK1 = "UK1", "Pipeline notice"
    UK2 = "UK2", "Preliminary market engagement notice"
    UK3 = "UK3", "Planned procurement notice"
    UK4 = "UK4", "Tender notice"
    UK5 = "UK5", "Transparency notice"
    UK6 = "UK6", "Contract award notice"
    UK7 = "UK7", "Contract details notice"
    UK8 = "UK8", "Contract payment notice"
    UK9 = "UK9", "Contract performance notice"
    UK10 = "UK10", "Contract change notice"
    UK11 = "UK11", "Contract termination notice"
    UK12 = "UK12", "Procurement termination notice"
    UK13 = "UK13", "Dynamic market intention notice"
    UK14 = "UK14", "Dynamic market establishment notice"
    UK15 = "UK15", "Dynamic market modification notice"
    UK16 = "UK16", "Dynamic market cessation notice"
    UK17 = "UK17", "Payments compliance notice"


class Duty(Term):
    """Whether something has to be done."""

    MUST = "must", "You must"
    MAY = "may", "You may"
    NO = "no", "No"

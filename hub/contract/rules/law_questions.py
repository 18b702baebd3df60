"""What must be known of a contract before the law can say what it asks, in plain words with the page that mends it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from hub.contract.terms import Nature, Regime, Route
from hub.duty.rules import Question, day
from hub.law.findings import Finding, Severity
from hub.law.light_touch import DIGITS, LightTouchFacts
from hub.law.light_touch import light_touch as is_light_touch
from hub.law.start import act_began
from hub.law.tables import Tables

if TYPE_CHECKING:
    from hub.contract.rules.lawful import Lawful

# The facts of the rules: what the record calls them, and which group of facts mends them.
FIELDS = {
    "entered_on": ("Date of signing", "dates"),
    "ended_on": ("End date", "dates"),
    "award_decided_on": ("Date of award", "dates"),
    "last_assessed_on": ("Date of the last assessment", "dates"),
    "starts_on": ("Start date", "dates"),
    "ends_on": ("End date", "dates"),
    "changed_on": ("Start date", "dates"),
    "commenced_on": ("Date of award", "dates"),
    "value_inc_vat": ("Value over its life, inc VAT", "value"),
    "procedure": ("Procurement route", "let"),
    "regime": ("Law it was let under", "let"),
    "cpv": ("Main CPV code", "about"),
}
ISO = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
FACT = re.compile(r"\s*\((?:events\.)?[a-z_]+\)")
NAMED = re.compile(r"`?\b(?:events\.)?([a-z]+(?:_[a-z]+)+)\b`?")
RULE = re.compile(r"Ask the rule `[a-z-]+` first\.")


@dataclass(frozen=True)
class Asking:
    """A question whose page is not known yet."""

    text: str
    field: str
    group: str

    def at(self, page: str) -> Question:
        """Give the question with the page of one contract."""
        return Question(self.text, self.field, f"{page}correct/{self.group}/")


@dataclass(frozen=True)
class Light:
    """Whether a contract is for light touch services; None while that is not known."""

    answer: bool | None
    questions: tuple[Question, ...] = ()


WHICH_LAW = Asking(
    "Which law was the contract let under? It was awarded since the Procurement Act 2023 began, and it is large enough "
    "for a notice.",
    *FIELDS["regime"],
)
NO_VALUE = Asking("What is the contract worth over its life, including VAT?", *FIELDS["value_inc_vat"])
NOT_SIGNED = Asking("On which day was the contract signed by the last party?", *FIELDS["entered_on"])
NO_CPV = Asking(
    "What is the main CPV code? It says whether these are light touch services, which have longer times.",
    *FIELDS["cpv"],
)
NO_ROUTE = Asking("How was the contract let?", *FIELDS["procedure"])
NO_NATURE = Asking("Is the contract for goods, services or works?", "Goods, services or works", "about")
NO_END = Asking("On which day does the contract end, every extension counted?", *FIELDS["ends_on"])
NO_START = Asking("On which day does the contract start?", *FIELDS["starts_on"])


# No rate of VAT is stated in the law's tables, and none has ever come near to doubling a price.
NEVER_SO_MUCH = 2


def of_value(given: Lawful) -> list[Question]:
    """Ask for the value with VAT, by which the law counts."""
    if given.value_inc_vat is not None:
        return []
    if given.value_ex_vat is None:
        return [NO_VALUE.at(given.page)]
    text = f"What is the contract worth including VAT? Only £{given.value_ex_vat:,.0f} without VAT is recorded."
    return [Asking(text, *FIELDS["value_inc_vat"]).at(given.page)]


def of_small_value(given: Lawful, limit: Decimal) -> list[Question]:
    """Ask for the value with VAT where that without it, or none at all, does not say whether a limit is reached.

    :param limit: pounds, VAT included.
    """
    if given.value_ex_vat is None:
        return [NO_VALUE.at(given.page)]
    if given.value_ex_vat * NEVER_SO_MUCH < limit:
        return []
    text = (
        f"What is the contract worth including VAT? £{given.value_ex_vat:,.2f} without VAT is recorded, and notices "
        f"begin at £{limit:,.0f} including VAT."
    )
    return [Asking(text, *FIELDS["value_inc_vat"]).at(given.page)]


def of_signing(given: Lawful) -> list[Question]:
    """Ask for the day of signing."""
    return [] if given.signed_on is not None else [NOT_SIGNED.at(given.page)]


def of_change(given: Lawful) -> list[Question]:
    """Ask for what is needed to judge a change."""
    found = [] if given.nature else [NO_NATURE.at(given.page)]
    if given.starts_on is None:
        found.append(NO_START.at(given.page))
    if given.awarded_until is None and given.changes and given.changes[0].ended_before is None:
        found.append(NO_END.at(given.page))
    return found


def route(given: Lawful) -> Question:
    """Ask how the contract was let, or say that the route and the law do not fit."""
    if not given.route or given.route == Route.OTHER:
        return NO_ROUTE.at(given.page)
    text = (
        f"The record says “{Route(given.route).label}” and “{Regime(given.regime).label}”. The Act knows no such route "
        "for a contract over the threshold. Correct the route or the law."
    )
    return Asking(text, *FIELDS["procedure"]).at(given.page)


def not_covered(value: Decimal, least: Decimal, page: str) -> Question:
    """Say that a contract is worth too little for the whole Act to count.

    :param value: pounds, VAT included.
    :param least: the threshold in pounds, VAT included.
    """
    text = (
        f"The record says “{Regime.ACT_2023.label}”, but £{value:,.2f} including VAT is below the threshold of "
        f"£{least:,.0f}. Was it let below the threshold? Correct the law that it was let under, or the value. If it is "
        "covered all the same, as one lot of a larger procurement is, Legal or the lead says that this is not needed."
    )
    return Asking(text, *FIELDS["regime"]).at(page)


def not_below(least: Decimal, page: str) -> Question:
    """Say that a contract is worth too much to be below the threshold."""
    text = (
        f"The record says that the contract was let below the threshold, but its value reaches £{least:,.0f}. Correct "
        "the law that it was let under, or the value."
    )
    return Asking(text, *FIELDS["regime"]).at(page)


def light_touch(given: Lawful, tables: Tables) -> Light:
    """Say by the law's list whether the contract is for light touch services, or ask for its code."""
    if given.nature in (Nature.GOODS, Nature.WORKS):
        return Light(False)
    code = given.main_cpv.split("-")[0].strip()
    if not code:
        return Light(None, (NO_CPV.at(given.page),))
    on = max(given.awarded_on or given.signed_on or date.min, act_began(tables))
    answer = is_light_touch(LightTouchFacts(on=on, cpv=code.ljust(DIGITS, "0")), tables=tables)
    if answer.result is None:
        return Light(None, tuple(of_findings(answer.findings, given.page)))
    return Light(answer.result.light_touch)


def of_findings(findings: Iterable[Finding], page: str) -> list[Question]:
    """Give what a rule found missing or impossible as questions that name the field and its page."""
    found: dict[tuple[str, str], Question] = {}
    for one in findings:
        if one.severity != Severity.BLOCK:
            continue
        fact, text = _split(one.message)
        label, group = FIELDS.get(fact, ("Facts of the contract", "dates"))
        said = f"{label}: {in_words(text)}"
        found[label, said] = Question(said, label, f"{page}correct/{group}/")
    return list(found.values())


def _split(message: str) -> tuple[str, str]:
    head, _, rest = message.removeprefix("Give ").partition(": ")
    return (head.removeprefix("events."), rest) if rest else ("", message)


def in_words(text: str) -> str:
    """Give a rule's sentence without the words of its facts: days as people read them, fields by their labels."""
    plain = ISO.sub(lambda found: day(date.fromisoformat(found[0])), text)
    plain = RULE.sub("Check the law that the contract was let under.", plain)
    plain = FACT.sub("", plain)
    plain = NAMED.sub(lambda found: f"“{FIELDS.get(found[1], (found[1].replace('_', ' '), ''))[0]}”", plain)
    return plain[:1].upper() + plain[1:]

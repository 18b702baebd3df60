"""What a set of award criteria, a specification and a suspiciously low price have to satisfy."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated

from hub.law.answers import Answer, bad, check, inform, undecided, warn
from hub.law.facts import Ask, facts, result
from hub.law.findings import Finding
from hub.law.registry import rule
from hub.law.start import before_the_act
from hub.law.tables import Tables
from hub.law.terms import Term

HUNDRED = Decimal(100)
CRITERIA = "PA 2023 s.23(2)"
METHOD = "PA 2023 s.23(3)(a)"
IMPORTANCE = "PA 2023 s.23(3)(b)"
LOTS = "PA 2023 s.23(4)"
SUBJECT = "PA 2023 s.23(5)"
SUBJECT_LIGHT = "PA 2023 s.23(6)"


class Importance(Term):
    """How the importance of criteria is shown (PA 2023 s.23(3)(b))."""

    PERCENTAGES = "percentages", "As percentages"
    RANKING = "ranking", "In an order"
    DESCRIPTION = "description", "In another way"
    NONE = "none", "Not shown"


class Subject(Term):
    """What a criterion is about."""

    SUPPLY = "supply", "The goods, services or works, or how and when they are supplied"
    STAFF = "staff", "The staff, where they make a material difference to quality"
    PRICE = "price", "Price, other costs or value for money"
    USERS = "users", "The views or needs of service users or their carers, or being near them"
    OTHER = "other", "Something else"


@facts
class Criterion:
    """One award criterion."""

    title: Annotated[str, Ask("What is it called?")]
    weight_percent: Annotated[Decimal | None, Ask("What is its weight in per cent?", "Only for percentages.")]
    subject: Annotated[Subject, Ask("What is it about?")]
    clear: Annotated[bool, Ask("Is it clear, measurable and specific?")]
    proportionate: Annotated[bool, Ask("Is it proportionate to the contract?")]


@facts
class AwardCriteriaFacts:
    """A set of award criteria."""

    on: Annotated[date, Ask("When are the criteria set?")]
    light_touch: Annotated[bool, Ask("Is it a light touch contract?")]
    criteria: Annotated[tuple[Criterion, ...], Ask("Which criteria are there?")]
    importance: Annotated[Importance, Ask("How is their importance shown?")]
    method_described: Annotated[bool, Ask("Is it described how tenders are assessed against them?")]
    pass_or_fail_stated: Annotated[bool, Ask("Is it said whether failing a criterion disqualifies a tender?")]
    lots_limited: Annotated[bool, Ask("Is the number of lots for one supplier limited?")]
    lots_rule_objective: Annotated[
        bool, Ask("Is there an objective way to choose when a supplier would pass the limit?")
    ]


@result
class AwardCriteria:
    """Whether the set is in order, and the total of its weights."""

    in_order: bool
    total_percent: Decimal | None


@rule(
    "award-criteria",
    title="Are our award criteria in order?",
    citation="PA 2023 s.23",
    topic="Duties",
)
def award_criteria(facts: AwardCriteriaFacts, *, tables: Tables) -> Answer[AwardCriteria]:
    """Check a set of award criteria.

    Criteria relate to the subject-matter of the contract, are clear, measurable and specific, keep to the rules on
    technical specifications, and are proportionate (PA 2023 s.23(2)). The authority describes how tenders are assessed
    and whether failing a criterion disqualifies (PA 2023 s.23(3)(a)). Where there is more than one criterion it shows
    their importance by percentages, an order, or otherwise (PA 2023 s.23(3)(b)). A limit on lots for one supplier needs
    an objective way to choose (PA 2023 s.23(4)). The subject-matter is what is supplied and how, staff where they make
    a material difference, and price or costs (PA 2023 s.23(5)); for light touch contracts also the views and needs of
    users and being near them (PA 2023 s.23(6)).
    """
    if wrong := list(_criteria_wrong(facts, tables)):
        return undecided(*wrong)
    weights = [one.weight_percent for one in facts.criteria if one.weight_percent is not None]
    total = sum(weights, Decimal(0)) if facts.importance is Importance.PERCENTAGES else None
    faults = [*_set_faults(facts, total), *_criterion_faults(facts)]
    specifications = check(
        "specifications",
        "Taken as met: no criterion breaks the rules on technical specifications.",
        "PA 2023 s.23(2)(c)",
    )
    given = AwardCriteria(in_order=not faults, total_percent=total)
    return Answer(given, (*faults, specifications), faults[0].citation if faults else CRITERIA)


def _criteria_wrong(facts: AwardCriteriaFacts, tables: Tables) -> Iterator[Finding]:
    yield from before_the_act(tables, on=facts.on)
    for number, one in enumerate(facts.criteria, 1):
        if one.weight_percent is not None and not 0 <= one.weight_percent <= HUNDRED:
            yield bad(f"criteria.{number}.weight_percent", "A weight lies between 0 and 100 per cent.", IMPORTANCE)


def _set_faults(facts: AwardCriteriaFacts, total: Decimal | None) -> Iterator[Finding]:
    if not facts.criteria:
        yield Finding("no_criteria", "Set at least one award criterion.", CRITERIA)
    if not facts.method_described:
        yield Finding("describe_method", "Describe how tenders are assessed against the criteria.", METHOD)
    if not facts.pass_or_fail_stated:
        yield Finding("state_pass_or_fail", "Say whether failing a criterion disqualifies a tender.", METHOD)
    if len(facts.criteria) > 1 and facts.importance is Importance.NONE:
        yield Finding("show_importance", "Show how important each criterion is.", IMPORTANCE)
    if facts.importance is Importance.PERCENTAGES:
        if any(one.weight_percent is None for one in facts.criteria):
            yield Finding("weigh_every_criterion", "Give every criterion its percentage.", IMPORTANCE)
        elif facts.criteria and total != HUNDRED:
            yield Finding("weights_total", f"The weights add up to {total}. Make them 100.", IMPORTANCE)
    if facts.lots_limited and not facts.lots_rule_objective:
        yield Finding("lots_rule", "Give an objective way to choose which lots a supplier keeps.", LOTS)


def _criterion_faults(facts: AwardCriteriaFacts) -> Iterator[Finding]:
    for one in facts.criteria:
        if one.subject is Subject.OTHER:
            yield Finding("not_linked", f"“{one.title}” is not about the contract. Change or drop it.", SUBJECT)
        if one.subject is Subject.USERS and not facts.light_touch:
            yield Finding(
                "light_touch_only", f"“{one.title}” may be a criterion of light touch contracts only.", SUBJECT_LIGHT
            )
        if not one.clear:
            yield Finding("unclear", f"Make “{one.title}” clear, measurable and specific.", "PA 2023 s.23(2)(b)")
        if not one.proportionate:
            yield Finding("too_much", f"Make “{one.title}” proportionate to the contract.", "PA 2023 s.23(2)(d)")


@facts
class TechnicalSpecificationFacts:
    """What a specification refers to."""

    on: Annotated[date, Ask("When are the documents given out?")]
    describes_design: Annotated[bool, Ask("Does it describe design, licensing or characteristics?")]
    performance_possible: Annotated[bool, Ask("Could it say instead what is to be achieved?")]
    uk_standard: Annotated[bool, Ask("Does it refer to a United Kingdom standard?")]
    international_equivalent: Annotated[bool, Ask("Is there an internationally recognised equivalent?")]
    standard_adopts_it: Annotated[bool, Ask("Does the United Kingdom standard adopt that equivalent?")]
    equivalents_accepted: Annotated[bool, Ask("Does it say that equivalent standards are accepted?")]
    brand: Annotated[bool, Ask("Does it name a trademark, patent, type, origin, producer or supplier?")]
    brand_necessary: Annotated[bool, Ask("Is that necessary to make the requirements understood?")]
    brand_equivalents_accepted: Annotated[
        bool, Ask("Does it say that equivalent quality or performance is not at a disadvantage?")
    ]


@result
class TechnicalSpecification:
    """Whether the specification keeps to the rules."""

    in_order: bool


@rule(
    "technical-specification",
    title="Does our specification keep to the rules?",
    citation="PA 2023 s.56",
    topic="Duties",
)
def technical_specification(facts: TechnicalSpecificationFacts, *, tables: Tables) -> Answer[TechnicalSpecification]:
    """Check what a specification refers to.

    Design, a licensing model or characteristics may not be described where performance or function could be
    (PA 2023 s.56(2)). A United Kingdom standard may be named only where it adopts an internationally recognised
    equivalent or there is none (PA 2023 s.56(3)), and then equivalent standards from elsewhere must be accepted
    (PA 2023 s.56(4)). A trademark, patent, type, origin, producer or supplier may be named only where that is necessary
    to be understood (PA 2023 s.56(7)), and then equivalent quality or performance must not be at a disadvantage
    (PA 2023 s.56(8)).
    """
    if early := list(before_the_act(tables, on=facts.on)):
        return undecided(*early)
    faults = tuple(_specification_faults(facts))
    certificates = inform(
        "evidence", "You may ask for a certificate or other evidence that a standard is met.", "PA 2023 s.56(6)"
    )
    given = TechnicalSpecification(in_order=not faults)
    said = (*faults, certificates) if facts.uk_standard else faults
    return Answer(given, said, faults[0].citation if faults else "PA 2023 s.56(1)")


def _specification_faults(facts: TechnicalSpecificationFacts) -> Iterator[Finding]:
    if facts.describes_design and facts.performance_possible:
        yield Finding("say_performance", "Say what is to be achieved, not how it is made.", "PA 2023 s.56(2)")
    if facts.uk_standard and facts.international_equivalent and not facts.standard_adopts_it:
        yield Finding("use_international", "Refer to the international standard instead.", "PA 2023 s.56(3)")
    if facts.uk_standard and not facts.equivalents_accepted:
        yield Finding("accept_standards", "Say that equivalent standards are accepted.", "PA 2023 s.56(4)")
    if facts.brand and not facts.brand_necessary:
        yield Finding("drop_brand", "Drop the name of the make, origin or supplier.", "PA 2023 s.56(7)")
    if facts.brand and not facts.brand_equivalents_accepted:
        yield Finding(
            "accept_equivalents", "Say that equivalent quality or performance is accepted.", "PA 2023 s.56(8)"
        )


@facts
class AbnormallyLowFacts:
    """What was done about a price."""

    on: Annotated[date, Ask("On which day do you decide?")]
    considered_low: Annotated[bool, Ask("Do you consider the price abnormally low?")]
    supplier_told_on: Annotated[date | None, Ask("When did you tell the supplier?", "Leave empty if you did not.")]
    reply_by: Annotated[date | None, Ask("By when could it show that it can perform at that price?")]
    shown: Annotated[bool | None, Ask("Did it show that it can?", "Leave empty while there is no answer.")]


@result
class AbnormallyLow:
    """Whether the tender may be disregarded for its price."""

    may_disregard: bool


@rule(
    "abnormally-low",
    title="May we disregard this tender for its low price?",
    citation="PA 2023 s.19(3)(c), s.19(4)-(5)",
    topic="Duties",
)
def abnormally_low(facts: AbnormallyLowFacts, *, tables: Tables) -> Answer[AbnormallyLow]:
    """Say whether a tender may be disregarded because its price is abnormally low.

    A tender may be disregarded that offers a price that the authority considers abnormally low for performing the
    contract (PA 2023 s.19(3)(c)). Before that, the authority tells the supplier so and gives it a reasonable
    opportunity to show that it can perform at that price (PA 2023 s.19(4)). If it shows that, its tender may not be
    disregarded for its price (PA 2023 s.19(5)).
    """
    if wrong := list(_low_wrong(facts, tables)):
        return undecided(*wrong)
    no = AbnormallyLow(may_disregard=False)
    if not facts.considered_low:
        said = inform("not_low", "You do not consider the price abnormally low.", "PA 2023 s.19(3)(c)")
        return Answer(no, (said,), "PA 2023 s.19(3)(c)")
    if facts.supplier_told_on is None:
        block = Finding("tell_supplier", "Tell the supplier, and let it show that it can perform.", "PA 2023 s.19(4)")
        return Answer(no, (block,), "PA 2023 s.19(4)")
    if facts.shown:
        block = Finding("shown", "The supplier showed that it can perform. Assess its tender.", "PA 2023 s.19(5)")
        return Answer(no, (block,), "PA 2023 s.19(5)")
    if facts.shown is None and (facts.reply_by is None or facts.on <= facts.reply_by):
        block = Finding("wait_for_answer", "Wait until the supplier's time to answer is over.", "PA 2023 s.19(4)(b)")
        return Answer(no, (block,), "PA 2023 s.19(4)(b)")
    return Answer(AbnormallyLow(may_disregard=True), tuple(_low_said(facts)), "PA 2023 s.19(3)(c)")


def _low_wrong(facts: AbnormallyLowFacts, tables: Tables) -> Iterator[Finding]:
    yield from before_the_act(tables, on=facts.on)
    told, reply = facts.supplier_told_on, facts.reply_by
    if told and told > facts.on:
        yield bad(
            "supplier_told_on", "The supplier is told before you decide. Correct one of the dates.", "PA 2023 s.19(4)"
        )
    if told and reply and reply < told:
        yield bad("reply_by", "The time to answer cannot end before the supplier is told.", "PA 2023 s.19(4)(b)")
    if told is None and facts.shown is not None:
        yield bad("shown", "A supplier that was not told cannot have shown anything.", "PA 2023 s.19(4)")


def _low_said(facts: AbnormallyLowFacts) -> Iterator[Finding]:
    if facts.shown is None:
        yield warn("no_answer", "The supplier did not answer in its time. Record that.", "PA 2023 s.19(4)(b)")
    yield check("time_reasonable", "Taken as met: the time to answer was reasonable.", "PA 2023 s.19(4)(b)")

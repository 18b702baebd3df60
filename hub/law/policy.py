"""Social value, procurement policy notes and modern slavery statements: what binds whom, and what may be adopted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated

from hub.law.answers import Answer, bad, check, inform, needs, undecided
from hub.law.facts import Ask, facts, result
from hub.law.figures import TESTS
from hub.law.findings import Finding
from hub.law.registry import rule
from hub.law.tables import Row, Tables
from hub.law.terms import Duty

NOTES = "policy_notes"
FIGURES = "law_figures"
TOPIC = "Policy duties"
CONSIDER = "SVA 2012 s.1(3)"
REACH = "SVA 2012 s.1(13)"


@facts
class SocialValueFacts:
    """What decides whether social value has to be considered before the procurement."""

    on: Annotated[date, Ask("When does the procurement start?", "The first notice, advertisement or contact.")]
    services: Annotated[bool, Ask("Does it buy services, alone or together with goods or works?")]
    covered: Annotated[bool, Ask("Does the contract reach the threshold?", "Ask `threshold`.")]
    call_off: Annotated[bool, Ask("Is it a call-off under a framework?")]
    framework: Annotated[bool, Ask("Is it a framework itself?")]
    services_greater_part: Annotated[
        bool | None,
        Ask("Are services likely to be the greater part by value of what is called off?", "Only for a framework."),
    ] = None
    urgent: Annotated[bool, Ask("Does an urgent need make it impractical to consider this first?")] = False
    own_delay: Annotated[bool, Ask("Is the time short because of undue delay of your own?")] = False


@result
class SocialValue:
    """Whether social value, and a consultation about it, must be considered before the procurement starts."""

    must_consider: bool
    consider_consultation: bool


@rule("social-value", title="Must we consider social value first?", citation="SVA 2012 s.1", topic=TOPIC)
def social_value(facts: SocialValueFacts, *, tables: Tables) -> Answer[SocialValue]:
    """Say whether social value must be considered before a procurement starts.

    Before it starts to procure services, alone or with goods or works, an authority considers how what it buys might
    improve the economic, social and environmental well-being of its area, and how it might act to that end
    (SVA 2012 s.1(3)). It considers only what is relevant and proportionate (SVA 2012 s.1(6)), and whether to consult
    (SVA 2012 s.1(7)). A call-off under a framework is left out (SVA 2012 s.1(1)(a)). A framework counts if services are
    likely to be the greater part by value (SVA 2012 s.1(1)(b)). The duty is for contracts to which the procurement
    regulations apply (SVA 2012 s.1(13)). An urgent need sets it aside as far as there is no time (SVA 2012 s.1(8)), but
    not where the authority's own undue delay made it so (SVA 2012 s.1(9)).
    """
    if wrong := list(_social_wrong(facts, tables)):
        return undecided(*wrong)
    row = tables.row(NOTES, "social_value_act", on=facts.on)
    left_out = _left_out(facts)
    said = [check("unconfirmed", row.data["note"], REACH)] if left_out is None or left_out.citation == REACH else []
    if left_out is not None:
        return Answer(
            SocialValue(must_consider=False, consider_consultation=False), (left_out, *said), left_out.citation
        )
    said.append(check("proportionate", "Consider only what is relevant, and in proportion.", "SVA 2012 s.1(6)"))
    said.append(inform("consultation", "Consider whether to consult on it.", "SVA 2012 s.1(7)"))
    if facts.urgent:
        said.append(inform("own_delay", "Time that your own delay took is no reason to leave it.", "SVA 2012 s.1(9)"))
    return Answer(SocialValue(must_consider=True, consider_consultation=True), tuple(said), CONSIDER)


def _left_out(facts: SocialValueFacts) -> Finding | None:
    """Say why the duty does not apply, if it does not."""
    if not facts.services:
        return inform("no_services", "The duty is for contracts that buy services.", "SVA 2012 s.1(1)")
    if facts.call_off:
        return inform("call_off", "The duty lay with the framework, not with a call-off.", "SVA 2012 s.1(1)(a)")
    if facts.framework and not facts.services_greater_part:
        return inform("lesser_part", "Services are the lesser part of the framework.", "SVA 2012 s.1(1)(b)")
    if not facts.covered:
        return inform("below_threshold", "Below the threshold the duty does not apply; you may follow it.", REACH)
    if facts.urgent and not facts.own_delay:
        said = "The urgent need sets the duty aside as far as there is no time for it. Record why."
        return inform("urgent", said, "SVA 2012 s.1(8)")
    return None


def _social_wrong(facts: SocialValueFacts, tables: Tables) -> Iterator[Finding]:
    first = min(row.valid_from for row in tables.all(NOTES) if row.code == "social_value_act")
    if facts.on < first:
        said = f"{facts.on.isoformat()} is before {first.isoformat()}, when the duty began. Check the year."
        yield bad("on", said, "SVA 2012 s.1")
    if facts.call_off and facts.framework:
        yield bad("framework", "A call-off cannot be a framework. Correct one of the two.", "PA 2023 s.45(8)(b)")
    if facts.own_delay and not facts.urgent:
        yield bad("own_delay", "Without an urgent need no delay matters. Correct one of the two.", "SVA 2012 s.1(9)")
    if facts.framework and facts.services and facts.services_greater_part is None:
        yield needs("services_greater_part", "it decides whether the duty reaches a framework.", "SVA 2012 s.1(1)(b)")


@facts
class PolicyFacts:
    """A procurement, and which policy notes the authority has adopted."""

    on: Annotated[date, Ask("When does the procurement commence?")]
    central: Annotated[bool, Ask("Is the buyer a central government body?", "A combined authority is not one.")]
    services: Annotated[bool, Ask("Does it buy services?")]
    value_inc_vat: Annotated[Decimal, Ask("What is its estimated value in pounds, including VAT?")]
    value_per_year_inc_vat: Annotated[Decimal, Ask("How much is that in a year, in pounds, including VAT?")]
    adopted: Annotated[
        tuple[str, ...], Ask("Which policy notes has your authority adopted?", "None, or notes such as PPN 006.")
    ] = ()


@result
class PolicyNote:
    """One policy note, whether it binds, whether it is followed here, and what it asks."""

    note: str
    title: str
    duty: Duty
    followed: bool


@result
class PolicyNotes:
    """Every policy note of the day."""

    notes: tuple[PolicyNote, ...]


@rule(
    "policy-notes",
    title="Which procurement policy notes apply?",
    citation="PPN 002, PPN 005, PPN 006, PPN 009, PPN 018, PPN 021, PPN 024",
    topic=TOPIC,
)
def policy_notes(facts: PolicyFacts, *, tables: Tables) -> Answer[PolicyNotes]:
    """List the procurement policy notes, and say which bind and which may be followed.

    Procurement policy notes bind central government bodies; other authorities may adopt them (PPN 002). The Social
    Value Model has a weight of at least 10 per cent in the award criteria (PPN 002). A supplier of more than £5 million
    a year has a Carbon Reduction Plan (PPN 006) and pays its own suppliers promptly (PPN 018). Contracts may be
    reserved below the threshold (PPN 005). Modern slavery is looked for in supply chains (PPN 009). Suppliers' payment
    of their own suppliers is checked on the spot (PPN 021). From 1 April 2027 services of more than £1 million have a
    public interest test (PPN 024).
    """
    if wrong := list(_policy_wrong(facts, tables)):
        return undecided(*wrong)
    rows = [row for row in tables.on(NOTES, facts.on) if row.data["note_of_policy"]]
    notes = tuple(_note(row, facts, tables) for row in rows)
    said = [inform("asks", f"{row.code}: {row.data['asks']}", row.data["citation"]) for row in rows]
    said += [check("unconfirmed", row.data["note"], row.data["citation"]) for row in rows if row.is_unconfirmed]
    return Answer(PolicyNotes(notes=notes), tuple(said), "PPN 002")


def _note(row: Row, facts: PolicyFacts, tables: Tables) -> PolicyNote:
    reached = _reaches(row, facts, tables)
    bound = facts.central and reached
    adopted = row.code in facts.adopted and reached
    duty = Duty.MUST if bound else Duty.MAY if reached else Duty.NO
    return PolicyNote(note=row.code, title=row.label, duty=duty, followed=bound or adopted)


def _reaches(row: Row, facts: PolicyFacts, tables: Tables) -> bool:
    if row.data["services_only"] and not facts.services:
        return False
    if row.data["figure"] is None:
        return True
    figure = tables.row(FIGURES, row.data["figure"], on=facts.on)
    value = facts.value_per_year_inc_vat if row.data["per_year"] else facts.value_inc_vat
    return TESTS[figure.data["test"]](value, figure.amount)


def _policy_wrong(facts: PolicyFacts, tables: Tables) -> Iterator[Finding]:
    known = [row.code for row in tables.all(NOTES) if row.data["note_of_policy"]]
    first = min(row.valid_from for row in tables.all(NOTES) if row.data["note_of_policy"])
    if facts.on < first:
        said = f"{facts.on.isoformat()} is before {first.isoformat()}, when these notes began. Check the year."
        yield bad("on", said, "PPN 002")
    for name, value in {
        "value_inc_vat": facts.value_inc_vat,
        "value_per_year_inc_vat": facts.value_per_year_inc_vat,
    }.items():
        if value < 0:
            yield bad(name, "A contract cannot be worth less than nothing.", "PA 2023 s.4(1)")
    if 0 <= facts.value_inc_vat < facts.value_per_year_inc_vat:
        # A contract of less than a year is counted for what it is worth, not for a whole year.
        said = "A contract is worth no more in a year than altogether. Correct one of the two."
        yield bad("value_per_year_inc_vat", said, "PPN 006")
    for name in facts.adopted:
        if name not in known:
            yield bad("adopted", f"“{name}” is not a note known here. Known: {', '.join(known)}.", "PPN 002")


@facts
class StatementFacts:
    """What decides whether an organisation owes a modern slavery statement."""

    on: Annotated[date, Ask("On which day does its financial year end?")]
    commercial: Annotated[bool, Ask("Is it a commercial organisation that supplies goods or services?")]
    business_in_uk: Annotated[bool, Ask("Does it carry on business, or part of one, in the United Kingdom?")]
    turnover: Annotated[Decimal, Ask("What is its total turnover in that year, in pounds?", "With its subsidiaries.")]


@result
class Statement:
    """Whether the organisation owes a statement for the year."""

    required: bool


@rule(
    "modern-slavery-statement",
    title="Does this supplier owe a modern slavery statement?",
    citation="MSA 2015 s.54",
    topic=TOPIC,
)
def modern_slavery_statement(facts: StatementFacts, *, tables: Tables) -> Answer[Statement]:
    """Say whether an organisation has to publish a slavery and human trafficking statement.

    A commercial organisation prepares a statement for each financial year (MSA 2015 s.54(1)). It is one that supplies
    goods or services, carries on business in the United Kingdom (MSA 2015 s.54(12)) and has a total turnover of at
    least £36 million (MSA 2015 s.54(2)).
    """
    if facts.turnover < 0:
        return undecided(bad("turnover", "A turnover cannot be less than nothing.", "MSA 2015 s.54(2)"))
    row = tables.row(FIGURES, "modern_slavery_turnover", on=facts.on)
    said = (check("unconfirmed", row.data["note"], row.data["citation"]),) if row.is_unconfirmed else ()
    if not (facts.commercial and facts.business_in_uk):
        found = inform("not_commercial", "It is no commercial organisation with business here.", "MSA 2015 s.54(12)")
        return Answer(Statement(required=False), (found,), "MSA 2015 s.54(12)")
    required = TESTS[row.data["test"]](facts.turnover, row.amount)
    return Answer(Statement(required=required), said, "MSA 2015 s.54(1)" if required else row.data["citation"])

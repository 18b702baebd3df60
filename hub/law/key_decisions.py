"""Which decisions of a combined authority are key decisions, and who sits on its audit committee."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated

from hub.law.answers import Answer, bad, check, inform, undecided
from hub.law.calendar import beyond_calendar
from hub.law.facts import Ask, facts, result
from hub.law.findings import Finding
from hub.law.registry import rule
from hub.law.tables import Tables

FIGURES = "law_figures"
TOPIC = "Decisions and scrutiny"
MONEY = "SI 2017/68 art 11(1)(a)(i)"
EFFECT = "SI 2017/68 art 11(1)(a)(ii)"
VIEW = "SI 2017/68 art 11(1)(a)"


@facts
class KeyDefinitionFacts:
    """What a decision costs, saves and does, and what overview and scrutiny thinks of it."""

    on: Annotated[date, Ask("When is the decision to be made?")]
    amount: Annotated[
        Decimal, Ask("How much would be spent or saved by it, in pounds?", "Spending and saving both count above zero.")
    ]
    significant_effect: Annotated[
        bool, Ask("Is its effect on people who live or work in the area likely to be significant?")
    ]
    wards: Annotated[int, Ask("How many wards or electoral divisions does that effect reach?")]
    committee_view: Annotated[
        bool | None,
        Ask(
            "Does the overview and scrutiny committee see it as a key decision?",
            "Leave empty if it has not said; its view decides.",
        ),
    ] = None


@result
class KeyDefinition:
    """Whether the decision is a key decision, and by which limbs."""

    key_decision: bool
    by_money: bool
    by_effect: bool


@rule("is-key-decision", title="Is this a key decision?", citation="SI 2017/68 art 11(1)", topic=TOPIC)
def is_key_decision(facts: KeyDefinitionFacts, *, tables: Tables) -> Answer[KeyDefinition]:
    """Say whether a decision is a key decision.

    A key decision is one that in the view of the overview and scrutiny committee is likely to bring significant
    spending or savings, having regard to the budget of the service (SI 2017/68 art 11(1)(a)(i)). It is one too if it is
    likely to have a significant effect on people who live or work in two or more wards or electoral divisions
    (SI 2017/68 art 11(1)(a)(ii)). The decisions of a mayor and of those who act for the mayor count as well
    (SI 2017/68 art 11(1)(b)). What is significant in money the Order leaves to the committee, so the amount is a
    setting (SI 2017/68 art 11(1)(a)).
    """
    if wrong := list(_key_wrong(facts, tables)):
        return undecided(*wrong)
    figure = tables.row(FIGURES, "key_decision", on=facts.on)
    wards = tables.row(FIGURES, "key_decision_wards", on=facts.on).data["count"]
    by_money = facts.amount >= figure.amount
    by_effect = facts.significant_effect and facts.wards >= wards
    is_key = facts.committee_view if facts.committee_view is not None else by_money or by_effect
    found = [] if facts.committee_view is None else [_decided(facts.committee_view)]
    if facts.committee_view is None and figure.is_unconfirmed:
        said = f"Counted as significant: £{figure.amount:,.0f} or more (a setting). {figure.data['note']}"
        found.append(check("unconfirmed", said, MONEY))
    if is_key:
        said = "Publish the notice in time: ask `key-decision` for the first day for the decision."
        found.append(inform("notice_needed", said, "SI 2017/68 art 11(2)"))
    answer = KeyDefinition(key_decision=is_key, by_money=by_money, by_effect=by_effect)
    return Answer(answer, tuple(found), _key_citation(facts, by_money, by_effect))


def _decided(view: bool) -> Finding:
    seen = "a key decision" if view else "no key decision"
    return inform("committee_view", f"The committee sees {seen} in it, and its view decides.", VIEW)


def _key_citation(facts: KeyDefinitionFacts, by_money: bool, by_effect: bool) -> str:
    if facts.committee_view is not None:
        return VIEW
    return MONEY if by_money or not by_effect else EFFECT


def _key_wrong(facts: KeyDefinitionFacts, tables: Tables) -> Iterator[Finding]:
    first = min(row.valid_from for row in tables.all(FIGURES) if row.code == "key_decision")
    if facts.on < first:
        said = f"{facts.on.isoformat()} is before {first.isoformat()}, when the Order began. Check the year."
        yield bad("on", said, MONEY)
    yield from beyond_calendar(on=facts.on)
    if facts.amount < 0:
        yield bad("amount", "Give what is spent or saved as an amount above zero.", MONEY)
    if facts.wards < 0:
        yield bad("wards", "There cannot be fewer wards than none.", EFFECT)
    if facts.significant_effect and not facts.wards:
        yield bad("wards", "A significant effect on people in the area reaches at least one ward.", EFFECT)


@facts
class AuditFacts:
    """Who sits on the audit committee."""

    members: Annotated[int, Ask("How many members does the audit committee have?")]
    independent: Annotated[int, Ask("How many of them are independent persons?")]
    balanced: Annotated[
        bool, Ask("Does it reflect the balance of parties in the constituent councils, as far as practicable?")
    ]


@result
class Audit:
    """Whether the committee is made up as the Order asks."""

    lawful: bool


@rule(
    "audit-committee",
    title="Is our audit committee made up as it must be?",
    citation="SI 2017/68 art 14",
    topic=TOPIC,
)
def audit_committee(facts: AuditFacts, *, tables: Tables) -> Answer[Audit]:
    """Check who sits on the audit committee of a combined authority.

    At least one member is an independent person (SI 2017/68 art 14). The members together reflect, as far as reasonably
    practicable, the balance of parties among the members of the constituent councils (SI 2017/68 art 14(1)).
    """
    if not 0 <= facts.independent <= facts.members:
        said = "The independent persons are among the members. Correct one of the two numbers."
        return undecided(bad("independent", said, "SI 2017/68 art 14"))
    found = []
    if not facts.independent:
        found.append(Finding("no_independent", "Appoint at least one independent person.", "SI 2017/68 art 14"))
    if not facts.balanced:
        said = "Let the members reflect the balance of parties as far as practicable."
        found.append(Finding("not_balanced", said, "SI 2017/68 art 14(1)"))
    return Answer(Audit(lawful=not found), tuple(found), found[0].citation if found else "SI 2017/68 art 14")

"""What an entry on the debarment list means on a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from hub.law.answers import Answer, bad, check, inform, needs, undecided, warn
from hub.law.exclusion_terms import ExclusionGround, Standing
from hub.law.facts import Ask, facts, result
from hub.law.findings import Finding
from hub.law.registry import rule
from hub.law.spans import last_day
from hub.law.start import before_the_act
from hub.law.tables import Tables

LISTED = "PA 2023 s.57(1)(b)"
LISTED_DISCRETIONARY = "PA 2023 s.57(2)(b)"
DESCRIBED = "PA 2023 s.57(3)"
LIST = "PA 2023 s.62"
END_DATE = "PA 2023 s.62(4)(d)"
APPEAL = "PA 2023 s.65(2)(c)"


@facts
class DebarmentFacts:
    """One entry of the list."""

    on: Annotated[date, Ask("On which day do you look?", "The day on which you checked the list.")]
    ground: Annotated[ExclusionGround, Ask("Which ground does the entry give?")]
    entered_on: Annotated[date, Ask("When was the entry made?")]
    removed_on: Annotated[date | None, Ask("When was the entry removed?", "Leave empty if it is still there.")]
    expected_end_on: Annotated[date | None, Ask("When does the entry expect the ground to end?")]
    contract_described: Annotated[
        bool | None,
        Ask(
            "Does the entry describe contracts of this kind?",
            "Needed for the mandatory ground of national security only.",
        ),
    ] = None
    supplier_knew_on: Annotated[
        date | None, Ask("When did the supplier first know of the Minister's decision?", "To date its appeal.")
    ] = None


@result
class Debarment:
    """Whether the entry counts, what it makes of the supplier, and the last day for an appeal."""

    listed: bool
    effect: Standing
    appeal_by: date | None


@rule(
    "debarment",
    title="What does this entry on the debarment list mean?",
    citation="PA 2023 ss.57, 62, 65",
    topic="Suppliers",
)
def debarment(facts: DebarmentFacts, *, tables: Tables) -> Answer[Debarment]:
    """Say what an entry on the debarment list makes of a supplier on a day.

    A supplier on the list by a mandatory ground is excluded, whether or not the circumstances continue
    (PA 2023 s.57(1)(b)). One on the list by a discretionary ground is excludable (PA 2023 s.57(2)(b)). An entry by the
    mandatory ground of national security counts only for contracts of the kind that it describes (PA 2023 s.57(3)).
    The entry gives the day on which the ground is expected to end, but counts until a Minister removes it
    (PA 2023 s.62(4)(d), s.62(8)). The supplier may appeal within 30 days that begin with the day on which it knew, or
    ought to have known, of the decision (PA 2023 s.65(2)(c)).
    """
    if wrong := list(_wrong(facts, tables)):
        return undecided(*wrong)
    mandatory = tables.row("exclusion_grounds", facts.ground, on=facts.on).data["mandatory"]
    listed = facts.entered_on <= facts.on and (facts.removed_on is None or facts.on < facts.removed_on)
    elsewhere = facts.ground is ExclusionGround.M15 and not facts.contract_described
    effect = Standing.CLEAR
    if listed and not elsewhere:
        effect = Standing.EXCLUDED if mandatory else Standing.EXCLUDABLE
    appeal_by = None
    if facts.supplier_knew_on:
        appeal_by = last_day(facts.supplier_knew_on, days=tables.days("duty_periods", "debarment_appeal", on=facts.on))
    given = Debarment(listed=listed, effect=effect, appeal_by=appeal_by)
    return Answer(given, tuple(_remarks(facts, given)), _citation(given, elsewhere, mandatory))


def _wrong(facts: DebarmentFacts, tables: Tables) -> Iterator[Finding]:
    yield from before_the_act(tables, on=facts.on, entered_on=facts.entered_on)
    if facts.removed_on and facts.removed_on < facts.entered_on:
        yield bad("removed_on", "An entry cannot be removed before it is made. Correct one of the dates.", LIST)
    if facts.expected_end_on and facts.expected_end_on < facts.entered_on:
        yield bad("expected_end_on", "An entry cannot expect to end before it is made. Correct one of the dates.", LIST)
    if facts.ground is ExclusionGround.M15 and facts.contract_described is None:
        yield needs(
            "contract_described",
            "an entry for national security counts only for the contracts that it describes.",
            DESCRIBED,
        )


def _citation(given: Debarment, elsewhere: bool, mandatory: bool) -> str:
    if not given.listed:
        return LIST
    if elsewhere:
        return DESCRIBED
    return LISTED if mandatory else LISTED_DISCRETIONARY


def _remarks(facts: DebarmentFacts, given: Debarment) -> Iterator[Finding]:
    if given.listed and facts.expected_end_on and facts.expected_end_on < facts.on:
        yield warn(
            "past_expected_end",
            "The expected end has passed, but the entry counts until it is removed. Check the list again.",
            END_DATE,
        )
    if not given.listed:
        yield inform("not_listed", "The name is not on the list on this day.", LIST)
    yield check("list_current", "Taken as met: the list was looked at on this day.", "PA 2023 s.62(11)")
    if given.appeal_by:
        yield inform("appeal", f"The supplier may appeal until {given.appeal_by.isoformat()}.", APPEAL)
    if facts.supplier_knew_on:
        yield check(
            "appeal_grounds",
            "Taken as met: the supplier is a United Kingdom or treaty state supplier and claims a material mistake of "
            "law.",
            "PA 2023 s.65(2)(a)-(b)",
        )

"""Direct award: the grounds, what each asks for, and what has to be published."""

from __future__ import annotations

import difflib
from datetime import date
from typing import Annotated

from hub.law.answers import Answer, bad, check, needs, undecided, warn
from hub.law.facts import Ask, facts, result
from hub.law.findings import Finding
from hub.law.registry import rule
from hub.law.spans import first_day_of, years
from hub.law.start import act_began, before_the_act
from hub.law.tables import Row, Tables
from hub.law.terms import Regime

SIMILAR, SWITCH = "similar", "s.43"


@facts
class DirectAwardFacts:
    """A direct award that is considered."""

    on: Annotated[date, Ask("For which day do you ask?")]
    ground: Annotated[str, Ask("On which ground?", "For example urgency, exclusive_rights, similar or switch.")]
    light_touch: Annotated[bool, Ask("Is the contract light touch?")]
    supplier_excluded: Annotated[
        bool, Ask("Is the supplier an excluded supplier?", "On a mandatory ground, or on the debarment list for one.")
    ]
    overriding_public_interest: Annotated[
        bool, Ask("If so: is there an overriding public interest in awarding to it all the same?")
    ] = False
    supplier_excludable: Annotated[bool, Ask("Is the supplier an excludable supplier?")] = False
    defence: Annotated[bool, Ask("Is it a defence and security contract?")] = False
    under_open_framework: Annotated[bool, Ask("Is it a framework under an open framework?")] = False
    transparency_notice_on: Annotated[
        date | None, Ask("When was or will the transparency notice be published?", "Needed for more of the same.")
    ] = None
    earlier_award_on: Annotated[
        date | None, Ask("When was the earlier contract awarded?", "Needed for more of the same.")
    ] = None
    earlier_regime: Annotated[Regime, Ask("Which law governed the earlier contract?")] = Regime.PA23
    goods: Annotated[bool, Ask("Are goods bought?")] = False


@result
class DirectAward:
    """Whether the award is allowed, what has to be true for it, and what has to be published first."""

    allowed: bool
    conditions: tuple[str, ...]
    transparency_notice: bool
    award_notice: bool
    standstill: bool


def unknown_ground(ground: str, tables: Tables, on: date) -> list[Finding]:
    """Name a ground that the table does not know, with those that it does."""
    known = [row.code for row in tables.on("direct_award_grounds", on)]
    if ground in known:
        return []
    close = difflib.get_close_matches(ground, known, n=1)
    hint = f"Did you mean {close[0]}?" if close else f"Say one of {', '.join(known)}."
    return [bad("ground", f"“{ground}” is no ground for a direct award. {hint}", "PA 2023 Sch 5")]


@rule(
    "direct-award",
    title="May we award this directly, and what must we publish?",
    citation="PA 2023 ss.41-44, Sch 5",
    topic="Procedure",
)
def direct_award(facts: DirectAwardFacts, *, tables: Tables) -> Answer[DirectAward]:
    """Say whether a ground carries a direct award.

    A contract may be awarded directly if a ground of the Schedule applies (PA 2023 s.41(1), Sch 5), if regulations to
    protect life say so (PA 2023 s.42), or if a competition brought nothing suitable (PA 2023 s.43(1)). An excluded
    supplier may only have it where an overriding public interest calls for it (PA 2023 s.41(2)), and never after a
    switch (PA 2023 s.43(1)). Whether the supplier is excludable must be considered first (PA 2023 ss.41(4), 43(6)).
    More of the same needs an earlier competitive award in the five years that end with the transparency notice
    (PA 2023 Sch 5 para 8(a)). If the earlier contract was under the 2015 Regulations, that covers services and works
    but not goods (SI 2024/716 reg 6(2)). A framework under an open framework is never awarded directly
    (PA 2023 s.49(10)). A transparency notice comes first, except where a user chooses (PA 2023 s.44). The mandatory
    standstill applies except for extreme urgency, protection of life and light touch contracts (PA 2023 s.51(3)). A
    user choice contract needs no contract award notice (PA 2023 s.50(6)(b)).
    """
    if wrong := _wrong(facts, tables):
        return undecided(*wrong)
    row = tables.row("direct_award_grounds", facts.ground, on=facts.on)
    if facts.ground == SIMILAR and (open_facts := _open_facts(facts)):
        return undecided(*open_facts)
    barred = [*_bars(facts, row), *_too_old(facts, tables)]
    answer = DirectAward(
        allowed=not barred,
        conditions=tuple(row.data["conditions"]),
        transparency_notice=row.data["transparency_notice"],
        award_notice=row.data["award_notice"],
        standstill=row.data["standstill"] and not facts.light_touch,
    )
    found = (*barred, *_considered(facts, row))
    return Answer(answer, found, barred[0].citation if barred else row.data["citation"])


def _wrong(facts: DirectAwardFacts, tables: Tables) -> list[Finding]:
    found = list(before_the_act(tables, on=facts.on, transparency_notice_on=facts.transparency_notice_on))
    if found:
        return found
    found += unknown_ground(facts.ground, tables, facts.on)
    earlier, notice = facts.earlier_award_on, facts.transparency_notice_on
    if earlier and notice and earlier > notice:
        words = f"The earlier award cannot come after the transparency notice of {notice.isoformat()}."
        found.append(bad("earlier_award_on", words, "PA 2023 Sch 5 para 8(a)"))
    if earlier and facts.earlier_regime is Regime.PA23 and earlier < act_began(tables):
        words = "An award from before the 2023 Act was under the 2015 Regulations. Correct the date or the regime."
        found.append(bad("earlier_regime", words, "SI 2024/716 reg 6"))
    if facts.overriding_public_interest and not facts.supplier_excluded:
        words = "This matters only for an excluded supplier. Say false, or say that the supplier is excluded."
        found.append(bad("overriding_public_interest", words, "PA 2023 s.41(2)"))
    return found


def _open_facts(facts: DirectAwardFacts) -> list[Finding]:
    found = []
    if facts.earlier_award_on is None:
        found.append(needs("earlier_award_on", "when was the earlier contract awarded?", "PA 2023 Sch 5 para 8(a)"))
    if facts.transparency_notice_on is None:
        words = "when is the transparency notice published?"
        found.append(needs("transparency_notice_on", words, "PA 2023 Sch 5 para 8(a)"))
    return found


def _bars(facts: DirectAwardFacts, row: Row) -> list[Finding]:
    found = []
    if facts.supplier_excluded and row.data["route"] == SWITCH:
        words = "After a switch an excluded supplier can never be chosen. Choose another supplier."
        found.append(Finding("excluded_supplier", words, "PA 2023 s.43(1)"))
    elif facts.supplier_excluded and not facts.overriding_public_interest:
        words = "The supplier is excluded. Choose another, or record the overriding public interest."
        found.append(Finding("excluded_supplier", words, "PA 2023 s.41(1)-(2)"))
    if facts.under_open_framework:
        words = "A framework under an open framework cannot be awarded directly. Hold a competition."
        found.append(Finding("open_framework", words, "PA 2023 s.49(10)"))
    if row.data["only"] == "light_touch" and not facts.light_touch:
        words = "This ground is for light touch services only. Choose another ground."
        found.append(Finding("light_touch_only", words, row.data["citation"]))
    if row.data["only"] == "defence" and not facts.defence:
        words = "This ground is for defence and security contracts only. Choose another ground."
        found.append(Finding("defence_only", words, row.data["citation"]))
    return found


def _too_old(facts: DirectAwardFacts, tables: Tables) -> list[Finding]:
    notice, earlier = facts.transparency_notice_on, facts.earlier_award_on
    if facts.ground != SIMILAR or notice is None or earlier is None:
        return []
    found = []
    window = first_day_of(notice, years(tables, "similar_supply", on=facts.on))
    if earlier < window:
        words = (
            f"The earlier contract was awarded on {earlier.isoformat()}. It must have been awarded on or after "
            f"{window.isoformat()}. Hold a competition, or find another ground."
        )
        found.append(Finding("too_old", words, "PA 2023 Sch 5 para 8(a)"))
    if facts.earlier_regime is Regime.PCR15 and facts.goods:
        words = "A contract under the 2015 Regulations carries more services or works, not goods."
        found.append(Finding("goods_not_carried", words, "SI 2024/716 reg 6(2)"))
    return found


def _considered(facts: DirectAwardFacts, row: Row) -> list[Finding]:
    section = "PA 2023 s.43(6)" if row.data["route"] == SWITCH else "PA 2023 s.41(4)"
    found = [
        check(
            "conditions",
            "Taken as met: every condition of the ground. Record why each one is met.",
            row.data["citation"],
        )
    ]
    if facts.supplier_excluded and facts.overriding_public_interest:
        words = "Taken as met: one of the four reasons that make an overriding public interest. Record which."
        found.append(check("public_interest", words, "PA 2023 s.41(5)"))
    if facts.supplier_excludable:
        words = "The supplier is excludable. You may award to it, but record why you do."
        found.append(warn("excludable_supplier", words, section))
    else:
        found.append(check("excludable", "Taken as met: you considered whether the supplier is excludable.", section))
    return found

"""Whether one ground for exclusion applies to a supplier on the day of decision."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from hub.law.answers import Answer, bad, check, inform, needs, undecided
from hub.law.exclusion_terms import ExclusionGround, Limb, Person, Standing
from hub.law.facts import Ask, facts, result
from hub.law.findings import Finding
from hub.law.registry import rule
from hub.law.spans import first_day, last_day
from hub.law.start import before_the_act
from hub.law.tables import Row, Tables

MEANING = "PA 2023 s.57(1)(a)"
MEANING_DISCRETIONARY = "PA 2023 s.57(2)(a)"
HEARING = "PA 2023 s.58(2)"
MONTHS = 12


@facts
class ExclusionGroundFacts:
    """What was found about a supplier, when it happened and when it became known."""

    decision_on: Annotated[date, Ask("On which day do you decide whether the ground applies?")]
    ground: Annotated[ExclusionGround, Ask("Which ground for exclusion may apply?")]
    event_on: Annotated[
        date, Ask("When did the event happen?", "The day of the conviction, penalty, decision, ruling or failure.")
    ]
    known_on: Annotated[
        date | None,
        Ask(
            "When did the authority first know of the event, or when should it have known?",
            "The earlier of the two. Needed for discretionary grounds; leave empty for mandatory ones.",
        ),
    ]
    continuing_or_likely: Annotated[
        bool, Ask("Are the circumstances continuing, or likely to happen again?", "Weigh what the supplier says first.")
    ]
    person: Annotated[Person, Ask("Who did it?")] = Person.SUPPLIER
    limb: Annotated[
        Limb | None, Ask("Is it one of these special cases?", "Only for theft, slavery and published notices.")
    ] = None
    main_ground: Annotated[
        ExclusionGround | None,
        Ask("Which ground does the main offence, penalty or decision belong to?", "Only for M13, M14 and M22."),
    ] = None
    immunity: Annotated[
        bool, Ask("Was there immunity from the penalty or from prosecution?", "Only for competition grounds.")
    ] = False
    final: Annotated[
        bool, Ask("Can the penalty or finding no longer be appealed or challenged?", "Only for tax grounds.")
    ] = True


@result
class ExclusionGroundResult:
    """Whether the ground applies and what the supplier is because of it."""

    applies: bool
    standing: Standing
    look_back_from: date
    not_before: date | None
    counts_until: date


@rule(
    "exclusion-ground",
    title="Does this ground for exclusion apply?",
    citation="PA 2023 s.57, Sch 6, Sch 7",
    topic="Suppliers",
)
def exclusion_ground(facts: ExclusionGroundFacts, *, tables: Tables) -> Answer[ExclusionGroundResult]:
    """Decide whether a ground applies and makes the supplier excluded or excludable.

    A supplier is excluded when a mandatory ground applies to it and the circumstances are continuing or likely to
    happen again (PA 2023 s.57(1)(a)). It is excludable when that is so of a discretionary ground (PA 2023 s.57(2)(a)).
    A mandatory ground leaves out of account events before the five years that end with the decision
    (PA 2023 Sch 6 para 44(1)). A discretionary ground leaves out events that the authority knew of, or should have
    known of, before the five years that end with the decision (PA 2023 Sch 7 para 15(1)); for some grounds, before the
    three years (PA 2023 Sch 7 para 15(2)). Some grounds leave out events before the Schedules came into force, or
    before the three years that ended then (PA 2023 Sch 6 para 44(3)-(4), Sch 7 para 15(4)). A cartel decision is no
    ground where immunity meant no penalty (PA 2023 Sch 6 para 41(2)). A tax penalty is no ground while it can still be
    appealed (PA 2023 Sch 6 para 36(2)). The mandatory ground of national security works through the debarment list
    only (PA 2023 Sch 6 para 35(3)). Before deciding, the supplier must have a reasonable opportunity to be heard
    (PA 2023 s.58(2)).
    """
    if early := list(before_the_act(tables, decision_on=facts.decision_on)):
        return undecided(*early)
    own = tables.row("exclusion_grounds", facts.ground, on=facts.decision_on)
    if wrong := [*_wrong_dates(facts, own), *_wrong_kind(facts, own)]:
        return undecided(*wrong)
    row = _row(facts, own, tables)
    counted = (facts.known_on or facts.event_on) if row.data["basis"] == "known" else facts.event_on
    months = MONTHS * row.data["years"]
    look_back_from = first_day(facts.decision_on, months=months)
    reasons = list(_reasons(facts, own, row, too_old=counted < look_back_from))
    standing = _standing(own, applies=not reasons, continuing=facts.continuing_or_likely)
    given = ExclusionGroundResult(
        applies=not reasons,
        standing=standing,
        look_back_from=look_back_from,
        not_before=_not_before(row),
        counts_until=last_day(counted, months=months),
    )
    if reasons:
        return Answer(given, tuple(reasons), reasons[0].citation)
    cited = own if facts.main_ground else row
    return Answer(given, tuple(_remarks(facts, own, row, standing)), cited.data["citation"])


def _standing(own: Row, *, applies: bool, continuing: bool) -> Standing:
    if not (applies and continuing):
        return Standing.CLEAR
    return Standing.EXCLUDED if own.data["mandatory"] else Standing.EXCLUDABLE


def _row(facts: ExclusionGroundFacts, own: Row, tables: Tables) -> Row:
    """Give the row whose dates count: that of the main offence, and of its limb."""
    code = str(facts.main_ground or facts.ground)
    if facts.limb is not None:
        return tables.row("exclusion_grounds", f"{code}.{facts.limb}", on=facts.decision_on)
    return own if facts.main_ground is None else tables.row("exclusion_grounds", code, on=facts.decision_on)


def _wrong_dates(facts: ExclusionGroundFacts, own: Row) -> Iterator[Finding]:
    if facts.event_on > facts.decision_on:
        yield bad(
            "event_on",
            "The event cannot be after the decision about it. Correct one of the dates.",
            own.data["citation"],
        )
    if facts.known_on is None:
        if own.data["basis"] == "known":
            yield needs(
                "known_on",
                "a discretionary ground counts from when the authority knew, or should have known, of the event.",
                own.data["look_back_citation"],
            )
        return
    if facts.known_on < facts.event_on:
        yield bad(
            "known_on",
            "The authority cannot have known before it happened. Correct one of the dates.",
            own.data["citation"],
        )
    if facts.known_on > facts.decision_on:
        yield bad(
            "known_on",
            "The authority must have known by the day it decides. Correct one of the dates.",
            own.data["citation"],
        )


def _wrong_kind(facts: ExclusionGroundFacts, own: Row) -> Iterator[Finding]:
    follows = own.data.get("follows", ())
    if follows and facts.main_ground is None:
        yield needs("main_ground", f"{facts.ground} follows the dates of its main ground.", own.data["citation"])
    if facts.main_ground is not None and facts.main_ground not in follows:
        said = f"Say one of {', '.join(follows)}." if follows else f"{facts.ground} stands alone. Leave it empty."
        yield bad("main_ground", said, own.data["citation"])
    limbs = LIMBS.get(facts.main_ground or facts.ground, ())
    if facts.limb is None and facts.ground is ExclusionGround.D14:
        yield needs(
            "limb",
            "a notice about a breach counts for another time than one about poor performance.",
            own.data["citation"],
        )
    if facts.limb is not None and facts.limb not in limbs:
        said = f"Say {' or '.join(limbs)}." if limbs else "This ground has no special case. Leave it empty."
        yield bad("limb", said, own.data["citation"])


# Which special cases the dated rows of a ground know; the codes of those rows are the ground, a dot and the limb.
LIMBS: dict[ExclusionGround, tuple[Limb, ...]] = {
    ExclusionGround.M03: (Limb.BLACKMAIL,),
    ExclusionGround.M08: (Limb.BREACH_OF_ORDER,),
    ExclusionGround.D14: (Limb.CONTRACT_BREACH, Limb.POOR_PERFORMANCE),
}


def _not_before(row: Row) -> date | None:
    """Give the day before which events are left out, where the ground has one."""
    stored = row.data["not_before"]
    return date.fromisoformat(stored) if stored else None


def _reasons(facts: ExclusionGroundFacts, own: Row, row: Row, *, too_old: bool) -> Iterator[Finding]:
    """Say why the ground does not apply."""
    if citation := own.data.get("by_debarment_only"):
        yield inform(
            "debarment_only", "Only an entry on the debarment list counts for this ground. Check the list.", citation
        )
        yield inform("ground", f"The ground itself: {own.label}.", own.data["citation"])
    if facts.person is Person.CONNECTED and not own.data["connected"]:
        yield inform("supplier_only", "This ground looks at the supplier itself only.", own.data["citation"])
    if facts.immunity and (citation := row.data.get("immunity_citation")):
        yield inform("immunity", "Immunity means that this is no ground for exclusion.", citation)
    if not facts.final and (citation := row.data.get("final_citation")):
        yield inform("not_final", "This is no ground until it can no longer be appealed or challenged.", citation)
    if too_old:
        yield inform(
            "too_old",
            f"The event is older than the {row.data['years']} years that count. Leave it out of account.",
            row.data["look_back_citation"],
        )
    not_before = _not_before(row)
    if not_before and facts.event_on < not_before:
        yield inform(
            "too_early",
            f"Events before {not_before.isoformat()} are left out of account for this ground.",
            own.data.get("follow_citations", {}).get(row.data["not_before"], row.data["not_before_citation"]),
        )


def _remarks(facts: ExclusionGroundFacts, own: Row, row: Row, standing: Standing) -> Iterator[Finding]:
    """Say what the answer takes as met."""
    meaning = MEANING if own.data["mandatory"] else MEANING_DISCRETIONARY
    if standing is Standing.CLEAR:
        yield inform("not_continuing", "The ground applies, but it is over and not likely to happen again.", meaning)
    yield check(
        "supplier_heard",
        "Taken as met: the supplier had a reasonable opportunity to make representations and give evidence.",
        HEARING,
    )
    if facts.immunity and "immunity_citation" not in row.data:
        yield inform("immunity_no_matter", "Immunity makes no difference to this ground.", own.data["citation"])
    if not facts.final and "final_citation" not in row.data:
        yield inform("appeal_no_matter", "A pending appeal makes no difference to this ground.", own.data["citation"])
    if facts.ground is ExclusionGround.D16:
        yield check(
            "minister_first",
            "Tell a Minister and wait for agreement before you act on this ground.",
            "PA 2023 s.29(2)",
        )

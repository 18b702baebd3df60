"""What a supplier is when all that was found is put together, and what has to be done before acting on it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any

from hub.law.answers import Answer, check, inform, undecided
from hub.law.debarment import DebarmentFacts, debarment
from hub.law.exclusion_terms import ExclusionGround, Limb, Person, Standing, gravest
from hub.law.exclusions import ExclusionGroundFacts, exclusion_ground
from hub.law.facts import Ask, facts, result
from hub.law.findings import Finding
from hub.law.registry import rule
from hub.law.tables import Tables
from hub.law.terms import Duty, Term


class Stage(Term):
    """What the authority is about to do with the supplier."""

    PARTICIPATION = "participation", "Let it go beyond the first stage of a competitive flexible procedure"
    ASSESSMENT = "assessment", "Assess its tender"
    DIRECT_AWARD = "direct_award", "Award it a contract directly"
    CALL_OFF = "call_off", "Award it a contract under a framework"
    MEMBERSHIP = "membership", "Keep it on a dynamic market"


class Step(Term):
    """What has to be done, in this order."""

    NOTIFY_MINISTER = "notify_minister", "Tell a Minister and wait for agreement"
    HEAR_SUPPLIER = "hear_supplier", "Give the supplier a chance to make representations"
    LET_REPLACE_ASSOCIATED = "let_replace_associated", "Tell the supplier and let it replace the associated person"
    LET_REPLACE_SUB_CONTRACTOR = (
        "let_replace_sub_contractor",
        "Tell the supplier and let it find another sub-contractor",
    )
    EXCLUDE = "exclude", "Exclude the supplier or disregard its tender"
    CONSIDER = "consider", "Consider whether to exclude the supplier or disregard its tender"


@facts
class GroundFound:
    """One ground that was found."""

    person: Annotated[Person, Ask("Who did it?")]
    ground: Annotated[ExclusionGround, Ask("Which ground for exclusion may apply?")]
    event_on: Annotated[date, Ask("When did the event happen?")]
    known_on: Annotated[date | None, Ask("When did the authority know, or when should it have known?")]
    continuing_or_likely: Annotated[bool, Ask("Are the circumstances continuing, or likely to happen again?")]
    limb: Annotated[Limb | None, Ask("Is it one of these special cases?")] = None
    main_ground: Annotated[ExclusionGround | None, Ask("Which ground does the main offence belong to?")] = None
    immunity: Annotated[bool, Ask("Was there immunity?")] = False
    final: Annotated[bool, Ask("Can it no longer be appealed or challenged?")] = True


@facts
class EntryFound:
    """One entry of the debarment list."""

    person: Annotated[Person, Ask("Whose name is on the list?")]
    ground: Annotated[ExclusionGround, Ask("Which ground does the entry give?")]
    entered_on: Annotated[date, Ask("When was the entry made?")]
    removed_on: Annotated[date | None, Ask("When was it removed?", "Leave empty if it is still there.")]
    expected_end_on: Annotated[date | None, Ask("When does the entry expect the ground to end?")]
    contract_described: Annotated[bool | None, Ask("Does the entry describe contracts of this kind?")] = None


@facts
class SupplierStandingFacts:
    """All that was found about a supplier and the persons around it."""

    decision_on: Annotated[date, Ask("On which day do you decide?")]
    stage: Annotated[Stage, Ask("What are you about to do?")]
    grounds: Annotated[tuple[GroundFound, ...], Ask("Which grounds were found?", "Leave empty if none was.")]
    entries: Annotated[tuple[EntryFound, ...], Ask("Which entries of the debarment list were found?")]


@result
class SupplierStanding:
    """What the supplier is, whether it must or may be excluded, and the steps in their order."""

    standing: Standing
    exclusion: Duty
    steps: tuple[Step, ...]
    grounds: tuple[ExclusionGround, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class _Counted:
    """One thing found that counts."""

    person: Person
    ground: ExclusionGround
    standing: Standing
    listed: bool


# Where each stage gets its duty and its power from.
SECTIONS = {
    Stage.PARTICIPATION: ("PA 2023 s.27(2)", "PA 2023 s.27(3)"),
    Stage.ASSESSMENT: ("PA 2023 s.26(1)", "PA 2023 s.26(2)"),
    Stage.DIRECT_AWARD: ("PA 2023 s.41(1)(a)", "PA 2023 s.41(4)"),
    Stage.CALL_OFF: ("PA 2023 s.45(6)(a)", "PA 2023 s.48(1)"),
    Stage.MEMBERSHIP: ("PA 2023 s.37(1)", "PA 2023 s.37(2)"),
}
COMPETITIVE = (Stage.PARTICIPATION, Stage.ASSESSMENT)
REPLACING = (*COMPETITIVE, Stage.CALL_OFF)
OWN = (Person.SUPPLIER, Person.CONNECTED)


@rule(
    "supplier-standing",
    title="Must or may we exclude this supplier?",
    citation="PA 2023 ss.26 to 28, 57",
    topic="Suppliers",
)
def supplier_standing(facts: SupplierStandingFacts, *, tables: Tables) -> Answer[SupplierStanding]:
    """Put together what was found about a supplier and say what must be done about it.

    A supplier is excluded or excludable through itself, its connected persons and its associated persons
    (PA 2023 s.57(1)-(2), Sch 6 para 45). The tender of an excluded supplier must be disregarded (PA 2023 s.26(1)). The
    tender of an excludable supplier may be disregarded, after considering it (PA 2023 s.26(2)). An excluded supplier
    must be kept out of a competitive flexible procedure (PA 2023 s.27(2)) and an excludable one may be
    (PA 2023 s.27(3)). A supplier whose only fault is an associated person must first be told and allowed to replace
    that person (PA 2023 s.26(3), s.27(4), s.48(3)). In a competitive procedure an intended sub-contractor makes the
    supplier what the sub-contractor is (PA 2023 s.28(3)-(4)), after the supplier was told and could find another
    (PA 2023 s.28(5)). A contract may not be awarded directly to an excluded supplier, save for an overriding public
    interest (PA 2023 s.41(1)(a), s.41(2), s.41(5)), and whether the supplier is excludable must be considered
    (PA 2023 s.41(4)). Nor may it be awarded to one under a framework (PA 2023 s.45(6)(a)). A
    supplier debarred on a mandatory ground must leave a dynamic market (PA 2023 s.37(1)); another excluded or newly
    excludable one may be removed (PA 2023 s.37(2)). The supplier must be heard before the authority decides that a
    ground applies (PA 2023 s.58(2)), and a Minister told first where the ground is national security
    (PA 2023 s.29(2)).
    """
    found, faults = _counted(facts, tables)
    if faults:
        return undecided(*faults)
    reached = [one for one in found if facts.stage in COMPETITIVE or one.person is not Person.SUB_CONTRACTOR]
    standing = gravest(*(one.standing for one in reached))
    exclusion = _exclusion(standing, reached, facts.stage)
    decisive = [one for one in reached if one.standing is standing]
    given = SupplierStanding(
        standing=standing,
        exclusion=exclusion,
        steps=tuple(_steps(decisive, exclusion, facts.stage)),
        grounds=tuple(dict.fromkeys(one.ground for one in reached)),
    )
    said = [*_remarks(standing, facts.stage), *_unreached(found, reached)]
    return Answer(given, tuple(said), _citation(exclusion, facts.stage))


def _counted(facts: SupplierStandingFacts, tables: Tables) -> tuple[list[_Counted], list[Finding]]:
    """Judge each thing found by its own rule; what is wrong with one is said with its number."""
    found: list[_Counted] = []
    faults: list[Finding] = []
    for number, ground in enumerate(facts.grounds, 1):
        person = Person.SUPPLIER if ground.person is not Person.CONNECTED else ground.person
        stated = {one.name: getattr(ground, one.name) for one in dataclasses.fields(ground)} | {"person": person}
        said = exclusion_ground(ExclusionGroundFacts(decision_on=facts.decision_on, **stated), tables=tables)
        faults += _numbered("grounds", number, said) if said.result is None else []
        if said.result and said.result.standing is not Standing.CLEAR:
            found.append(_Counted(ground.person, ground.ground, said.result.standing, listed=False))
    for number, entry in enumerate(facts.entries, 1):
        stated = {one.name: getattr(entry, one.name) for one in dataclasses.fields(entry) if one.name != "person"}
        listed = debarment(DebarmentFacts(on=facts.decision_on, **stated), tables=tables)
        faults += _numbered("entries", number, listed) if listed.result is None else []
        if listed.result and listed.result.effect is not Standing.CLEAR:
            found.append(_Counted(entry.person, entry.ground, listed.result.effect, listed=True))
    return found, faults


def _numbered(name: str, number: int, said: Answer[Any]) -> list[Finding]:
    return [dataclasses.replace(one, message=f"{name}.{number}: {one.message}") for one in said.findings]


def _exclusion(standing: Standing, found: list[_Counted], stage: Stage) -> Duty:
    if standing is Standing.CLEAR:
        return Duty.NO
    if standing is Standing.EXCLUDABLE:
        return Duty.MAY
    if stage is Stage.MEMBERSHIP and not any(one.listed and one.standing is standing for one in found):
        return Duty.MAY
    return Duty.MUST


def _steps(decisive: list[_Counted], exclusion: Duty, stage: Stage) -> Iterator[Step]:
    """Give the steps; ``decisive`` are the findings as grave as the standing itself."""
    if exclusion is Duty.NO:
        return
    if all(one.ground is ExclusionGround.D16 for one in decisive):
        yield Step.NOTIFY_MINISTER
    if not any(one.listed for one in decisive):
        yield Step.HEAR_SUPPLIER
    if not any(one.person in OWN for one in decisive):
        people = {one.person for one in decisive}
        if Person.ASSOCIATED in people and stage in REPLACING:
            yield Step.LET_REPLACE_ASSOCIATED
        if Person.SUB_CONTRACTOR in people:
            yield Step.LET_REPLACE_SUB_CONTRACTOR
    yield Step.EXCLUDE if exclusion is Duty.MUST else Step.CONSIDER


def _citation(exclusion: Duty, stage: Stage) -> str:
    must, may = SECTIONS[stage]
    return {Duty.MUST: must, Duty.MAY: may, Duty.NO: "PA 2023 s.57(1)-(2)"}[exclusion]


def _remarks(standing: Standing, stage: Stage) -> Iterator[Finding]:
    if standing is Standing.EXCLUDED and stage is Stage.DIRECT_AWARD:
        yield check(
            "public_interest",
            "Taken as not met: an overriding public interest in awarding the contract to this supplier.",
            "PA 2023 s.41(2), s.41(5)",
        )
    if standing is Standing.EXCLUDABLE and stage in (Stage.CALL_OFF, Stage.MEMBERSHIP):
        yield check(
            "newly_excludable",
            "Taken as met: the supplier became excludable, or was found to be, since it was admitted.",
            SECTIONS[stage][1],
        )
    if stage in COMPETITIVE:
        yield check(
            "sub_contractors_checked",
            "Taken as met: you asked about intended sub-contractors and looked for each on the debarment list.",
            "PA 2023 s.28(1)",
        )


def _unreached(found: list[_Counted], reached: list[_Counted]) -> Iterator[Finding]:
    if len(reached) < len(found):
        yield inform(
            "sub_contractor_no_matter",
            "A sub-contractor makes a supplier excluded or excludable in a competitive procedure only.",
            "PA 2023 s.28(3)-(4)",
        )

"""Contracts outside the Procurement Act 2023."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated

from hub.law.answers import Answer, bad, check, inform, needs, undecided, warn
from hub.law.facts import Ask, facts, result
from hub.law.findings import Finding
from hub.law.registry import rule
from hub.law.start import before_the_act
from hub.law.tables import Row, Tables
from hub.law.terms import Term

SEVERABLE = "PA 2023 Sch 2 para 7(2)"
NOT_EXEMPT = "PA 2023 s.3(6), Sch 2"
CONTROL = "PA 2023 Sch 2 para 2(2)(c)"
COOPERATION = "PA 2023 Sch 2 para 3(2)(b)"
UTILITY = "PA 2023 Sch 4 para 4"
HEALTH = "PR 2024 reg 43"


class Exemption(Term):
    """Kinds of exempted contract that an authority meets (PA 2023 Sch 2)."""

    VERTICAL = "vertical", "With a body that the authority controls"
    HORIZONTAL = "horizontal", "Between authorities that cooperate"
    LAND = "land", "Land and buildings, and rights over them"
    BROADCASTING = "broadcasting", "Material for broadcast, and its broadcast"
    DISPUTE_RESOLUTION = "dispute_resolution", "Arbitration, mediation and conciliation"
    LEGAL_SERVICES = "legal_services", "Legal representation, advice about proceedings, notarial certification"
    LOAN = "loan", "Loans to the authority"
    INVESTMENT = "investment", "Investment services"
    EMPLOYMENT = "employment", "Contracts of employment and workers' contracts"
    PUBLIC_OFFICE = "public_office", "Pay of those appointed to public office"
    EMERGENCY_SERVICES = "emergency_services", "Emergency services by an organisation not run for profit"
    PUBLIC_SERVICE_OBLIGATION = "public_service_obligation", "Public passenger transport under its own regulations"
    PASSENGER_CONCESSION = "passenger_concession", "Concession for public passenger transport"
    RESEARCH = "research", "Research and development for the benefit of the public"
    NATIONAL_SECURITY = "national_security", "Contracts kept out of the Act for national security"


class Condition(Term):
    """What the kinds of exempted contract ask for."""

    PARENT_UNDERTAKING = "parent_undertaking", "The authority, or authorities jointly, are its parent undertaking"
    NO_OTHER_DECISIVE_INFLUENCE = "no_other_decisive_influence", "Nobody else has a decisive influence on it"
    NO_PRIVATE_SHARES = "no_private_shares", "Only public authorities hold shares in it"
    ONLY_AUTHORITIES = "only_authorities", "Only contracting authorities are parties"
    COMMON_PUBLIC_FUNCTIONS = (
        "common_public_functions",
        "It serves objectives that they share in their public functions",
    )
    SOLELY_PUBLIC_INTEREST = "solely_public_interest", "It is solely in the public interest"
    ACQUIRES_OR_CONCERNS_LAND = (
        "acquires_or_concerns_land",
        "It acquires or concerns land, buildings or rights over them",
    )
    FOR_THE_GENERAL_PUBLIC = "for_the_general_public", "The broadcast is the authority's, to the general public"
    ABOUT_PROCEEDINGS = "about_proceedings_or_required_by_law", "It is about proceedings, or required by law"
    LENDS_MONEY = "lends_money_to_the_authority", "It lends money to the authority"
    BY_AN_INVESTMENT_FIRM = (
        "by_an_investment_firm_or_credit_institution",
        "An investment firm or credit institution supplies it",
    )
    INDIVIDUAL_APPOINTED = "individual_appointed_by_the_authority", "The authority appoints the individual"
    NOT_FOR_PROFIT = "not_for_profit", "The supplier is not run for profit"
    MUST_FOLLOW_REGULATIONS = "must_follow_those_regulations", "It must be awarded under those regulations"
    IS_A_CONCESSION = "is_a_concession", "The supplier is paid by the right to exploit and bears the risk"
    BENEFITS_THE_PUBLIC = "benefits_the_public", "It is for, or leads to, benefit to the public"
    NO_GOODS_OR_WORKS = "no_goods_or_works", "It provides no goods or works"
    AUTHORITY_HAS_DETERMINED = "authority_has_determined_so", "The authority has determined so, in those interests"


@facts
class ExemptedContractFacts:
    """What the contract is, and which conditions it meets."""

    on: Annotated[date, Ask("On which day did the procurement begin?")]
    kind: Annotated[Exemption | None, Ask("Which kind of exempted contract may it be?", "Leave empty if none.")]
    met: Annotated[tuple[Condition, ...], Ask("Which of these conditions does it meet?")]
    own_activity_share: Annotated[
        Decimal | None,
        Ask("What share of its activities does the controlled body carry out for the authorities?", "0.8 is 80%."),
    ]
    other_activity_share: Annotated[
        Decimal | None,
        Ask("What share of the activities is for other than the authorities' public functions?", "0.2 is 20%."),
    ]
    main_purpose_separable: Annotated[
        bool, Ask("Could its main purpose reasonably be supplied under a contract of its own that is not exempt?")
    ]
    bus_network: Annotated[bool, Ask("Is it mainly for running a bus, tram or rail network for the public?")]
    joint_control: Annotated[bool, Ask("Do several authorities control the body jointly?")] = False
    health_services: Annotated[bool, Ask("Are they health services of the Provider Selection Regime?")] = False


@result
class ExemptedContract:
    """Whether the contract is exempt, what it fails, and whether it is a utilities contract."""

    exempt: bool
    not_met: tuple[Condition, ...]
    utilities: bool


@rule(
    "exempted-contract",
    title="Is this contract outside the Procurement Act?",
    citation="PA 2023 s.3(6), Sch 2",
    topic="Which law",
)
def exempted_contract(facts: ExemptedContractFacts, *, tables: Tables) -> Answer[ExemptedContract]:
    """Say whether a contract is an exempted contract.

    Schedule 2 lists the exempted contracts (PA 2023 s.3(6), Sch 2). A contract with a body that the authority controls
    is exempt when more than 80 per cent of what the body does is for the authorities that control it
    (PA 2023 Sch 2 para 2(2)(c)) and nobody but public authorities holds shares in it (PA 2023 Sch 2 para 2(3)). A
    contract between authorities that cooperate is exempt when no more than 20 per cent of the activities are for
    anything but their public functions (PA 2023 Sch 2 para 3(2)(b)). A contract that is exempt by its subject-matter
    alone is not exempt when its main purpose could reasonably be supplied under a separate contract that is not exempt
    (PA 2023 Sch 2 para 7(2)). A network for public transport by bus, tram or rail is a utility activity
    (PA 2023 Sch 4 para 4), so that other thresholds and rules apply (PA 2023 s.6). Regulated health services follow
    their own regime (PR 2024 reg 43).
    """
    row = tables.row("exempted_contracts", facts.kind, on=max(facts.on, _began(tables))) if facts.kind else None
    if wrong := [*before_the_act(tables, on=facts.on), *_wrong(facts, row)]:
        return undecided(*wrong)
    if facts.health_services:
        given = ExemptedContract(exempt=True, not_met=(), utilities=False)
        said = check("provider_selection", "Follow the Provider Selection Regime instead.", HEALTH)
        return Answer(given, (said,), HEALTH)
    if row is None:
        given = ExemptedContract(exempt=False, not_met=(), utilities=facts.bus_network)
        said = inform("no_kind", "No kind of exempted contract was named, so the Act applies.", NOT_EXEMPT)
        return Answer(given, (said, *_transport(facts, exempt=False)), NOT_EXEMPT)
    not_met = tuple(Condition(one) for one in row.data["conditions"] if one not in facts.met)
    faults = [*_shares(facts, row), *_severed(facts, row)]
    exempt = not not_met and not faults
    given = ExemptedContract(exempt=exempt, not_met=not_met, utilities=facts.bus_network and not exempt)
    missing = [Finding("condition_not_met", f"Not met: {one.label}.", row.data["citation"]) for one in not_met]
    said_all = (*missing, *faults, *_taken(facts, exempt), *_transport(facts, exempt=exempt))
    return Answer(given, said_all, faults[0].citation if faults and not missing else row.data["citation"])


def _began(tables: Tables) -> date:
    return min(row.valid_from for row in tables.all("exempted_contracts"))


def _wrong(facts: ExemptedContractFacts, row: Row | None) -> Iterator[Finding]:
    for name in ("own_activity_share", "other_activity_share"):
        share = getattr(facts, name)
        if share is not None and not 0 <= share <= 1:
            yield bad(name, "A share lies between 0 and 1: write 0.8 for 80 per cent.", NOT_EXEMPT)
    if row is None:
        return
    if "own_share_over" in row.data and facts.own_activity_share is None:
        yield needs("own_activity_share", "what the body does for the authorities decides.", CONTROL)
    if "other_share_up_to" in row.data and facts.other_activity_share is None:
        yield needs("other_activity_share", "what the arrangement does besides decides.", COOPERATION)


def _shares(facts: ExemptedContractFacts, row: Row) -> Iterator[Finding]:
    if "own_share_over" in row.data:
        assert facts.own_activity_share is not None, "facts without the share were refused"
        if facts.own_activity_share <= Decimal(row.data["own_share_over"]):
            yield Finding("too_little_for_authority", "The body does too little for the authorities.", CONTROL)
    if "other_share_up_to" in row.data:
        assert facts.other_activity_share is not None, "facts without the share were refused"
        if facts.other_activity_share > Decimal(row.data["other_share_up_to"]):
            yield Finding("too_much_besides", "Too much of it is for other than public functions.", COOPERATION)


def _severed(facts: ExemptedContractFacts, row: Row) -> Iterator[Finding]:
    if row.data["part"] == SUBJECT_MATTER and facts.main_purpose_separable:
        yield Finding("separable", "Its main purpose could be a contract of its own, so it is not exempt.", SEVERABLE)


# The part of Schedule 2 whose contracts are exempt by what they are about.
SUBJECT_MATTER = 2


def _taken(facts: ExemptedContractFacts, exempt: bool) -> Iterator[Finding]:
    if exempt and facts.joint_control:
        yield check(
            "joint_control",
            "Taken as met: each authority is represented on the board, and nothing goes against one of them.",
            "PA 2023 Sch 2 para 2(2)(d)",
        )


def _transport(facts: ExemptedContractFacts, *, exempt: bool) -> Iterator[Finding]:
    if facts.bus_network and exempt:
        yield check("transport_exempt", "Record why this contract for transport is exempt.", NOT_EXEMPT)
    elif facts.bus_network:
        yield warn(
            "utility_activity",
            "This is a utility activity: other thresholds and caps apply, and the rules below the threshold do not.",
            UTILITY,
        )

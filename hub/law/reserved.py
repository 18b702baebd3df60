"""Reserving a contract: by place, for smaller suppliers, for supported employment, for public service mutuals."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

from hub.law.answers import Answer, bad, check, needs, undecided
from hub.law.facts import Ask, facts, result
from hub.law.findings import Finding
from hub.law.registry import rule
from hub.law.spans import first_day_of, last_day_of, years
from hub.law.start import before_the_act
from hub.law.tables import Tables
from hub.law.terms import Procedure, Term

ORDER, ORDER_STATED = "SI 2026/94 art 3", "SI 2026/94 art 3(8)"


class Reservation(Term):
    """For whom a contract is reserved."""

    UNITED_KINGDOM = "united_kingdom", "Suppliers based in the United Kingdom"
    LOCAL_AREA = "local_area", "Suppliers based in the local area"
    SME_VCSE = "sme_vcse", "Small and medium-sized enterprises or voluntary and social enterprises"
    SUPPORTED_EMPLOYMENT = "supported_employment", "Supported employment providers"
    PUBLIC_SERVICE_MUTUAL = "public_service_mutual", "Public service mutuals"


BY_PLACE = (Reservation.UNITED_KINGDOM, Reservation.LOCAL_AREA)
BELOW_ONLY = (*BY_PLACE, Reservation.SME_VCSE)


@facts
class ReservedFacts:
    """A reservation that is considered."""

    on: Annotated[date, Ask("When is the reservation decided?")]
    reserved_for: Annotated[Reservation, Ask("For whom is the contract to be reserved?")]
    covered: Annotated[bool, Ask("Does the contract reach its threshold?")]
    procedure: Annotated[Procedure, Ask("By which procedure is it awarded?")]
    before_inviting: Annotated[bool, Ask("Is this decided before tenders are invited?")]
    stated: Annotated[
        bool, Ask("Does the notice, or below £30,000 the advertisement, say so?", "For the local area: with the areas.")
    ]
    reservable_service: Annotated[
        bool | None, Ask("For a mutual: is the CPV code one that may be reserved?", "Ask the rule light-touch.")
    ] = None
    starts_on: Annotated[date | None, Ask("For a mutual: when does the contract start?")] = None
    ends_on: Annotated[date | None, Ask("For a mutual: when does it end at the latest, extensions included?")] = None
    awarded_on: Annotated[date | None, Ask("For a mutual: when is the contract awarded?")] = None
    comparable_on: Annotated[
        date | None, Ask("For a mutual: when did it last enter into such a reserved contract with you?")
    ] = None
    workforce_share: Annotated[
        Decimal | None,
        Ask("For supported employment: what share of the workforce is disabled or disadvantaged?", "0.3 is 30%."),
    ] = None


@result
class Reserved:
    """Whether the reservation is allowed; each finding that blocks says why not."""

    allowed: bool


@facts
class SmeFacts:
    """The size of a supplier."""

    on: Annotated[date, Ask("For which day do you ask?")]
    staff: Annotated[int, Ask("How many people work for the supplier?")]
    turnover: Annotated[Decimal | None, Ask("What is its yearly turnover in pounds?", "Null if you do not know.")]
    balance_sheet: Annotated[
        Decimal | None, Ask("What is its balance sheet total in pounds?", "Null if you do not know.")
    ]


@result
class Sme:
    """Whether the supplier is a small or medium-sized enterprise."""

    sme: bool


@rule(
    "reserved-contract",
    title="May we reserve this contract?",
    citation="PA 2023 ss.32-33, SI 2026/94 art 3",
    topic="Below the threshold",
)
def reserved_contract(facts: ReservedFacts, *, tables: Tables) -> Answer[Reserved]:
    """Say whether a contract may be reserved to some suppliers.

    From 4 February 2026 a best value authority may decide, before it invites tenders for a below-threshold contract,
    that only suppliers based in the United Kingdom or in the local area take part (SI 2026/94 art 3(2)-(3)). It says so
    in the below-threshold tender notice or else in the advertisement, with the areas (SI 2026/94 art 3(8)). A
    below-threshold notice also says if only smaller or voluntary suppliers may take part (PR 2024 reg 24(2)(l)). A
    competitive flexible procedure may be reserved to supported employment providers, at least 30 per cent of whose
    workforce is disabled or disadvantaged (PA 2023 s.32). It may be reserved to public service mutuals if the service
    is reservable and the contract runs for five years at most (PA 2023 s.33(1)-(2)). The mutual must not have entered
    into a comparable contract in the three years that end with the award (PA 2023 s.33(5)).
    """
    if wrong := _wrong(facts, tables):
        return undecided(*wrong)
    if facts.reserved_for in BELOW_ONLY:
        found, citation = _below(facts, tables)
    elif facts.reserved_for is Reservation.SUPPORTED_EMPLOYMENT:
        found, citation = _supported(facts, tables), "PA 2023 s.32(1)"
    else:
        found, citation = _mutual(facts, tables), "PA 2023 s.33(1)"
    checks = _checks(facts) if not found else []
    return Answer(Reserved(allowed=not found), (*found, *checks), found[0].citation if found else citation)


def _wrong(facts: ReservedFacts, tables: Tables) -> list[Finding]:
    found = list(before_the_act(tables, on=facts.on))
    if facts.covered and facts.procedure is Procedure.BELOW_THRESHOLD:
        words = "A contract that reaches its threshold has no below-threshold procedure."
        found.append(bad("procedure", words, "PA 2023 s.84(1)"))
    if facts.starts_on and facts.ends_on and facts.ends_on < facts.starts_on:
        found.append(bad("ends_on", "A contract cannot end before it starts.", "PA 2023 s.33(1)(b)"))
    if facts.workforce_share is not None and not 0 <= facts.workforce_share <= 1:
        found.append(bad("workforce_share", "A share lies between 0 and 1: write 0.3 for 30%.", "PA 2023 s.32(4)"))
    needed: tuple[tuple[str, object, str], ...] = ()
    if facts.reserved_for is Reservation.SUPPORTED_EMPLOYMENT:
        words = "what share of the workforce is disabled or disadvantaged?"
        needed = (("workforce_share", facts.workforce_share, words),)
    if facts.reserved_for is Reservation.PUBLIC_SERVICE_MUTUAL:
        needed = (
            ("reservable_service", facts.reservable_service, "is the service one that may be reserved?"),
            ("starts_on", facts.starts_on, "when does the contract start?"),
            ("ends_on", facts.ends_on, "when does the contract end at the latest?"),
            ("awarded_on", facts.awarded_on, "when is the contract awarded?"),
        )
    return found + [needs(name, words, "PA 2023 ss.32-33") for name, value, words in needed if value is None]


def _below(facts: ReservedFacts, tables: Tables) -> tuple[list[Finding], str]:
    by_place = facts.reserved_for in BY_PLACE
    citation = ORDER if by_place else "PR 2024 reg 24(2)(l)"
    stated = ORDER_STATED if by_place else citation
    found = []
    if facts.covered:
        words = "Only a contract below its threshold may be reserved like this. Open it to all suppliers."
        found.append(Finding("covered", words, "LGA 1988 s.17(5)(e)" if by_place else citation))
    began = next(row.valid_from for row in tables.all("scope_periods") if row.code == "reserve_by_location")
    if by_place and facts.on < began:
        words = f"Contracts may be reserved by place only from {began.isoformat()}."
        found.append(Finding("too_early", words, "LGA 1988 s.17(5)(e)"))
    if by_place and not facts.before_inviting:
        words = "This has to be decided before tenders are invited. It is too late for this procurement."
        found.append(Finding("decided_late", words, ORDER))
    if not facts.stated:
        words = "Say in the notice or advertisement for whom the contract is reserved."
        found.append(Finding("not_stated", words, stated))
    return found, citation


def _supported(facts: ReservedFacts, tables: Tables) -> list[Finding]:
    found = _flexible_only(facts, "PA 2023 s.32(1)")
    row = tables.row("scope_periods", "supported_workforce", on=facts.on)
    least = Decimal(row.data["share"])
    assert facts.workforce_share is not None, "facts without the share were refused"
    if facts.workforce_share < least:
        words = f"At least {least:.0%} of the workforce must be disabled or disadvantaged. This supplier has fewer."
        found.append(Finding("workforce_too_small", words, row.data["citation"]))
    return found


def _mutual(facts: ReservedFacts, tables: Tables) -> list[Finding]:
    found = _flexible_only(facts, "PA 2023 s.33(2)")
    if not facts.reservable_service:
        words = "This service is not one that may be reserved to public service mutuals."
        found.append(Finding("not_reservable", words, "PA 2023 s.33(1)(a)"))
    assert facts.starts_on is not None, "facts without the start were refused"
    assert facts.ends_on is not None, "facts without the end were refused"
    assert facts.awarded_on is not None, "facts without the award were refused"
    latest = last_day_of(facts.starts_on, years(tables, "mutual_term", on=facts.on))
    if facts.ends_on > latest:
        words = f"The contract would run too long to be reserved. End it on {latest.isoformat()} at the latest."
        found.append(Finding("too_long", words, "PA 2023 s.33(1)(b)"))
    window = first_day_of(facts.awarded_on, years(tables, "mutual_comparable", on=facts.on))
    if facts.comparable_on is not None and window <= facts.comparable_on <= facts.awarded_on:
        words = f"This mutual entered into a comparable reserved contract on {facts.comparable_on.isoformat()}."
        found.append(Finding("comparable_contract", words, "PA 2023 s.33(5)"))
    return found


def _flexible_only(facts: ReservedFacts, citation: str) -> list[Finding]:
    if not facts.covered or facts.procedure is Procedure.COMPETITIVE_FLEXIBLE:
        return []
    words = "Only a competitive flexible procedure can shut others out. Use that, or open the contract to all."
    return [Finding("not_flexible", words, citation)]


def _checks(facts: ReservedFacts) -> list[Finding]:
    if facts.reserved_for in BY_PLACE:
        words = (
            "Taken as met: you are a best value authority, and “based” asks for real operations there, not ownership."
        )
        return [check("based_there", words, "SI 2026/94 art 3(4)")]
    if facts.reserved_for in BELOW_ONLY:
        return []
    if not facts.covered:
        words = "Taken as met: your own contract procedure rules allow this. Below the threshold the Act is silent."
        return [check("own_rules", words, "PA 2023 s.84(1)")]
    return []


@rule(
    "sme", title="Is this supplier a small or medium-sized enterprise?", citation="PA 2023 s.123(1)", topic="Suppliers"
)
def sme(facts: SmeFacts, *, tables: Tables) -> Answer[Sme]:
    """Say whether a supplier is a small or medium-sized enterprise.

    It is one if it has fewer than 250 staff and either a turnover of no more than £44 million or a balance sheet total
    of no more than £38 million (PA 2023 s.123(1)).
    """
    wrong = list(before_the_act(tables, on=facts.on))
    for name, number in (("staff", facts.staff), ("turnover", facts.turnover), ("balance_sheet", facts.balance_sheet)):
        if number is not None and number < 0:
            wrong.append(bad(name, "This cannot be less than nothing.", "PA 2023 s.123(1)"))
    if wrong:
        return undecided(*wrong)
    few = facts.staff < int(tables.row("law_figures", "sme_staff", on=facts.on).data["count"])
    if not few:
        return Answer(Sme(sme=False))
    small = [
        number <= tables.amount("law_figures", code, on=facts.on)
        for code, number in (("sme_turnover", facts.turnover), ("sme_balance", facts.balance_sheet))
        if number is not None
    ]
    if any(small):
        return Answer(Sme(sme=True))
    missing = {"turnover": facts.turnover, "balance_sheet": facts.balance_sheet}
    asked = [
        needs(name, "it may decide this.", "PA 2023 s.123(1)") for name, number in missing.items() if number is None
    ]
    return undecided(*asked) if asked else Answer(Sme(sme=False))

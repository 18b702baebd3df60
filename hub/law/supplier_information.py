"""Core supplier information on the central digital platform, and what of it may be published."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from hub.law.answers import Answer, bad, check, inform, needs, undecided
from hub.law.facts import Ask, facts, result
from hub.law.findings import Finding
from hub.law.registry import rule
from hub.law.start import before_the_act
from hub.law.tables import NoRow, Row, Tables
from hub.law.terms import Duty, NoticeType, Procedure, Term

TENDERING = "PR 2024 reg 6(3)"
BEFORE_AWARD = "PR 2024 reg 6(4)"
FURTHER = "PR 2024 reg 6(6)-(7)"
PLATFORM = "PR 2024 reg 7(1)-(3)"
URGENT = "PR 2024 reg 7(4)"
PROCEDURES = "PR 2024 reg 6(2)"
STEPS = "PR 2024 reg 6(5)"


class Urgency(Term):
    """Direct awards that cannot wait."""

    NONE = "none", "No"
    EXTREME = "extreme", "Extreme and unavoidable urgency (Sch 5 para 13)"
    PROTECT_LIFE = "protect_life", "Regulations to protect life (s.42)"


class Awaits(Term):
    """What waits for a supplier's confirmation."""

    TENDERING_END = "tendering_period_ends", "The end of the tendering period"
    AWARD = "award", "The award of the contract"
    DETAILS_NOTICE = "details_notice", "The contract details notice"


@facts
class CoreSupplierInformationFacts:
    """How and when the contract is awarded."""

    procedure: Annotated[Procedure, Ask("How is the contract awarded?")]
    award_on: Annotated[date, Ask("When is the contract to be awarded?")]
    tendering_ends_on: Annotated[
        date | None, Ask("When does the tendering period end?", "Needed for open and competitive flexible procedures.")
    ]
    competitive_selection: Annotated[
        bool, Ask("Is there a competitive selection among the suppliers?", "For call-offs: a mini-competition.")
    ]
    urgency: Annotated[Urgency, Ask("Is it a direct award that cannot wait?")]
    details_notice_on: Annotated[
        date | None, Ask("When is the contract details notice to be published?", "For urgent direct awards.")
    ] = None
    platform_down: Annotated[
        bool, Ask("Did the platform not work properly before the end of the tendering period?")
    ] = False
    changed: Annotated[bool, Ask("Did the supplier's information change after it was given?")] = False


@result
class CoreSupplierInformation:
    """Whether a confirmation is owed, before what, by which day, and whether a further one is."""

    confirmation: Duty
    before: Awaits | None
    by: date | None
    further_confirmation: bool
    identifier_by_award: bool


@rule(
    "core-supplier-information",
    title="By when must the supplier confirm its information on the platform?",
    citation="PR 2024 regs 6, 7",
    topic="Suppliers",
)
def core_supplier_information(
    facts: CoreSupplierInformationFacts, *, tables: Tables
) -> Answer[CoreSupplierInformation]:
    """Say when an authority must have a supplier's confirmation about its core information.

    The duty is for open and competitive flexible procedures, direct awards and competitive selections under frameworks
    (PR 2024 reg 6(2)). The supplier confirms that it registered on the platform, put its information there up to date,
    and shared it through the platform (PR 2024 reg 6(5)). In an open or competitive flexible procedure the authority
    has the confirmation before the tendering period ends (PR 2024 reg 6(3)); in a direct award or a selection under a
    framework, before the award (PR 2024 reg 6(4)). Information that changes before the award is confirmed again before
    it (PR 2024 reg 6(6)-(7)). Where the platform did not work, the confirmation may come later, but before the award
    (PR 2024 reg 7(1)-(3)). In a direct award of extreme urgency, and since 24 March 2026 in one under regulations to
    protect life, it comes before the contract details notice, and there is no further one (PR 2024 reg 7(4)). The
    supplier of a below-threshold contract needs an identifier of the platform by the award, since 1 April 2026
    (PR 2024 reg 36).
    """
    if wrong := list(_wrong(facts, tables)):
        return undecided(*wrong)
    if facts.procedure is Procedure.BELOW_THRESHOLD:
        return _below_threshold(facts, tables)
    if facts.procedure is Procedure.CALL_OFF and not facts.competitive_selection:
        none = CoreSupplierInformation(
            confirmation=Duty.NO, before=None, by=None, further_confirmation=False, identifier_by_award=False
        )
        said = inform(
            "no_selection", "A call-off without a competitive selection asks for no confirmation.", PROCEDURES
        )
        return Answer(none, (said,), PROCEDURES)
    before, by, citation = _awaits(facts, tables)
    further = facts.changed and before is not Awaits.DETAILS_NOTICE
    given = CoreSupplierInformation(
        confirmation=Duty.MUST, before=before, by=by, further_confirmation=further, identifier_by_award=False
    )
    return Answer(given, tuple(_said(facts, further)), citation)


def _awaits(facts: CoreSupplierInformationFacts, tables: Tables) -> tuple[Awaits, date | None, str]:
    if facts.procedure not in (Procedure.DIRECT_AWARD, Procedure.CALL_OFF):
        if facts.platform_down:
            return Awaits.AWARD, facts.award_on, PLATFORM
        return Awaits.TENDERING_END, facts.tendering_ends_on, TENDERING
    if facts.urgency is not Urgency.NONE and _setting(tables, facts.urgency, facts.award_on):
        return Awaits.DETAILS_NOTICE, facts.details_notice_on, URGENT
    return Awaits.AWARD, facts.award_on, BEFORE_AWARD


def _setting(tables: Tables, code: str, on: date) -> Row | None:
    """Give a dated relief or duty, or None where it has not begun."""
    try:
        return tables.row("supplier_information", code, on=on)
    except NoRow:
        return None


def _below_threshold(facts: CoreSupplierInformationFacts, tables: Tables) -> Answer[CoreSupplierInformation]:
    row = _setting(tables, "below_threshold_identifier", facts.award_on)
    given = CoreSupplierInformation(
        confirmation=Duty.NO, before=None, by=None, further_confirmation=False, identifier_by_award=row is not None
    )
    if row is None:
        said = inform("no_confirmation", "A below-threshold contract asks for no confirmation.", PROCEDURES)
        return Answer(given, (said,), PROCEDURES)
    citation = row.data["citation"]
    both = (
        check("identifier", "Make sure that the supplier has an identifier of the platform by the award.", citation),
        check("unconfirmed", row.data["note"], citation),
    )
    return Answer(given, both, citation)


def _wrong(facts: CoreSupplierInformationFacts, tables: Tables) -> Iterator[Finding]:
    yield from before_the_act(tables, award_on=facts.award_on)
    competitive = facts.procedure not in (Procedure.DIRECT_AWARD, Procedure.CALL_OFF, Procedure.BELOW_THRESHOLD)
    if competitive and facts.tendering_ends_on is None:
        yield needs("tendering_ends_on", "the confirmation must be there before the tendering period ends.", TENDERING)
    if facts.tendering_ends_on and facts.award_on < facts.tendering_ends_on:
        yield bad("award_on", "The award cannot be before the tendering period ends.", TENDERING)
    if facts.urgency is not Urgency.NONE and facts.procedure is not Procedure.DIRECT_AWARD:
        yield bad("urgency", "Only a direct award can be of this kind. Say none, or change the procedure.", URGENT)
    if facts.details_notice_on and facts.details_notice_on < facts.award_on:
        yield bad("details_notice_on", "The contract details notice cannot be before the award.", URGENT)


def _said(facts: CoreSupplierInformationFacts, further: bool) -> Iterator[Finding]:
    yield check(
        "shared_by_platform",
        "Taken as met: the supplier registered, is up to date and shares by a code or file of the platform.",
        STEPS,
    )
    if further:
        yield check("confirm_again", "Get a further confirmation of what changed, before the award.", FURTHER)


class ConnectedKind(Term):
    """How a person is connected with a supplier (PR 2024 reg 11)."""

    CONTROLLER = "controller", "A registrable person with significant control"
    LEGAL_ENTITY = "legal_entity", "A registrable legal entity with significant control"
    DIRECTOR = "director", "A director or shadow director who is an individual"
    CORPORATE_DIRECTOR = "corporate_director", "A director or shadow director that is not an individual"
    GROUP = "group", "A parent or subsidiary undertaking"
    PREDECESSOR = "predecessor", "A predecessor company"
    INFLUENCE = "influence", "Someone else with significant influence or control, or under that of the supplier"


@facts
class ConnectedPersonDataFacts:
    """Whose data, for which notice."""

    on: Annotated[date, Ask("When is the notice published?")]
    notice: Annotated[NoticeType, Ask("On which notice?")]
    kind: Annotated[ConnectedKind, Ask("How is the person connected with the supplier?")]
    protected: Annotated[
        bool,
        Ask(
            "Are the person's details protected?",
            "Left out of the public register of controllers, or confirmed in writing as a risk of violence.",
        ),
    ]


@result
class ConnectedPersonData:
    """Whether the data are published, and which of them."""

    publish: bool
    fields: tuple[str, ...]
    held_back: tuple[str, ...]


@rule(
    "connected-person-data",
    title="What may we publish about a connected person?",
    citation="PR 2024 regs 11, 27",
    topic="Suppliers",
)
def connected_person_data(facts: ConnectedPersonDataFacts, *, tables: Tables) -> Answer[ConnectedPersonData]:
    """List what a contract award notice gives about a connected person.

    The contract award notice gives the supplier's connected person information (PR 2024 reg 27(2)(e)). Of the date of
    birth it gives the month and the year only (PR 2024 reg 27(2)(e)(vii)). Information that is protected is left out
    (PR 2024 reg 27(4)-(6)). What is given depends on how the person is connected with the supplier (PR 2024 reg 11).
    Nothing in the Act requires what the data protection legislation forbids (PA 2023 s.99(1)).
    """
    if early := list(before_the_act(tables, on=facts.on)):
        return undecided(*early)
    row = tables.row("connected_person_fields", facts.kind, on=facts.on)
    shared = tuple(row.data["fields"])
    if facts.notice is not NoticeType.UK6:
        given = ConnectedPersonData(publish=False, fields=(), held_back=shared)
        said = inform(
            "other_notice",
            "Only the contract award notice gives connected persons. Publish nothing.",
            "PA 2023 s.99(1)",
        )
        return Answer(given, (said,), "PA 2023 s.99(1)")
    if facts.protected and row.data["protectable"]:
        given = ConnectedPersonData(publish=False, fields=(), held_back=shared)
        said = check("protected", "Leave this person out, and keep the proof of protection.", "PR 2024 reg 27(4)-(6)")
        return Answer(given, (said,), "PR 2024 reg 27(4)-(6)")
    return Answer(
        ConnectedPersonData(
            publish=True,
            fields=tuple(MONTH_ONLY if one == BIRTH else one for one in shared),
            held_back=tuple(one for one in shared if one == BIRTH),
        ),
        (
            *_publishing(facts, shared),
            inform("shared", f"{row.label}: the regulations list what the platform holds.", row.data["citation"]),
        ),
        "PR 2024 reg 27(2)(e)(vii)" if BIRTH in shared else row.data["citation"],
    )


BIRTH = "date of birth"
MONTH_ONLY = "month and year of birth"


def _publishing(facts: ConnectedPersonDataFacts, shared: tuple[str, ...]) -> Iterator[Finding]:
    if BIRTH in shared:
        yield check("no_day_of_birth", "Never publish the day of birth.", "PR 2024 reg 27(2)(e)(vii)")
    if facts.protected:
        yield check(
            "protection_no_matter",
            "The regulations protect persons with significant control only. Ask for advice before you publish.",
            "PR 2024 reg 27(4)-(6)",
        )

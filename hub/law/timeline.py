"""The shortest periods that suppliers must be given, and what shortens them."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from hub.law.answers import Answer, bad, check, inform, needs, undecided, warn
from hub.law.calendar import deadline, outside
from hub.law.facts import Ask, facts, result
from hub.law.findings import Finding
from hub.law.planned_notice import Window, window
from hub.law.registry import rule
from hub.law.tables import Row, Tables

PERIODS = "law_periods"
DEFINITIONS = "PA 2023 s.54"
TENDER_NOTICE = "PA 2023 s.21(1)"
STATED = "PR 2024 reg 18(2)(s)"
# Said of every period; made once, because rules answer thousands of times a second.
ALWAYS = (
    check("same_for_all", "Taken as met: every supplier has the same time limit.", DEFINITIONS),
    check(
        "time_enough",
        "Taken as met: the time also suits the contract’s nature and complexity, site visits, subcontracting and "
        "changes to the notice or documents, without needless delay.",
        "PA 2023 s.54(1)",
    ),
)


@facts
class ParticipationFacts:
    """What decides how long suppliers have to ask to take part."""

    invited_on: Annotated[
        date, Ask("When were suppliers invited to ask to take part?", "Usually the day of the tender notice.")
    ]
    light_touch: Annotated[bool, Ask("Is it a light touch contract?", "The CPV codes of the contract decide.")]
    urgent: Annotated[bool, Ask("Is there a state of urgency that makes the usual period impractical?")]


@result
class Period:
    """The shortest period, and the first day that the deadline may be."""

    min_days: Annotated[int, Ask("The shortest period in days")]
    earliest_deadline_on: Annotated[date, Ask("The first day that may be the deadline")]
    entry: Annotated[int, Ask("The entry of the table in the Act that applies")]


@facts
class TenderingFacts:
    """What decides how long suppliers have to tender."""

    invited_on: Annotated[
        date, Ask("When were tenders invited?", "In an open procedure, the day of the tender notice.")
    ]
    light_touch: Annotated[bool, Ask("Is it a light touch contract?", "The CPV codes of the contract decide.")]
    negotiated: Annotated[bool, Ask("Did you agree the period with the suppliers who may tender?")]
    preselected_only: Annotated[
        bool,
        Ask(
            "May only pre-selected suppliers tender?",
            "Those found to meet the conditions of participation, or members of the dynamic market.",
        ),
    ]
    planned_notice_on: Annotated[
        date | None, Ask("When was a planned procurement notice (UK3) published?", "Leave empty if there was none.")
    ]
    tender_notice_on: Annotated[
        date | None, Ask("When was the tender notice (UK4) published?", "Leave empty if it is not published yet.")
    ]
    urgent: Annotated[bool, Ask("Is there a state of urgency that makes the usual period impractical?")]
    dynamic_market: Annotated[bool, Ask("Is the contract awarded by reference to a dynamic market?")]
    electronic: Annotated[bool, Ask("Can tenders be submitted electronically?")]
    documents_with_notice: Annotated[bool, Ask("Were all tender documents provided together with the tender notice?")]


@rule(
    "participation-period",
    title="How long must suppliers have to ask to take part?",
    citation="PA 2023 s.54(3)",
    topic="Days and periods",
)
def participation_period(facts: ParticipationFacts, *, tables: Tables) -> Answer[Period]:
    """Find the shortest participation period.

    There is no least period for a light touch contract (PA 2023 s.54(3) entry 1). In a state of urgency that makes the
    usual period impractical it is 10 days (PA 2023 s.54(3) entry 2). In any other case it is 25 days (PA 2023 s.54(3)
    entry 3). The period begins on the day after suppliers are invited and ends with the deadline day (PA 2023 s.54).
    """
    if faults := outside(tables, invited_on=facts.invited_on):
        return undecided(*faults)
    found = ["participation_3"]
    if facts.urgent:
        found.append("participation_2")
    if facts.light_touch:
        found.append("participation_1")
    row = _shortest(found, on=facts.invited_on, tables=tables)
    extra = {"participation_1": (_light_touch(row), _no_minimum(row)), "participation_2": (_urgency(row),)}
    return _answer(row, facts.invited_on, *extra.get(row.code, ()))


@rule(
    "tendering-period",
    title="When can the tender deadline be?",
    citation="PA 2023 s.54(4)",
    topic="Days and periods",
)
def tendering_period(facts: TenderingFacts, *, tables: Tables) -> Answer[Period]:
    """Find the shortest tendering period.

    The shortest of the entries that apply is the least period, and the lowest entry among equal ones is named
    (PA 2023 s.54(4)). There is none for a light touch contract (PA 2023 s.54(4) entry 1). There is none where the
    period was agreed with pre-selected suppliers (PA 2023 s.54(4) entry 2), which takes that only they may tender
    (PA 2023 s.54(5)). It is 10 days
    where only pre-selected suppliers may tender (PA 2023 s.54(4) entry 3). It is 10 days after a qualifying planned
    procurement notice (PA 2023 s.54(4) entry 4). It is 10 days in a state of urgency (PA 2023 s.54(4) entry 5). It is
    10 days for an award by reference to a dynamic market (PA 2023 s.54(4) entry 6). It is 25 days where tenders may be
    submitted electronically and all documents came with the tender notice (PA 2023 s.54(4) entry 7). It is 30 days
    where they may, and documents came later (PA 2023 s.54(4) entry 8). It is 30 days where they may not, and all
    documents came with the notice (PA 2023 s.54(4) entry 9). It is 35 days where neither holds (PA 2023 s.54(4)
    entry 10). The period begins on the day after tenders are invited and ends with the deadline day (PA 2023 s.54). A
    tender notice that relies on entry 2, 3, 4 or 5 names it (PR 2024 reg 18(2)(s)). Tenders cannot be invited before
    the tender notice is published (PA 2023 s.21(1)). A planned procurement notice comes before the tender notice
    (PA 2023 s.15(1)).
    """
    if faults := _tendering_faults(facts, tables):
        return undecided(*faults)
    planned = (
        window(facts.planned_notice_on, tables=tables) if facts.planned_notice_on and facts.tender_notice_on else None
    )
    found = _entries(facts, planned)
    row = _shortest(found, on=facts.invited_on, tables=tables)
    if facts.planned_notice_on and not facts.tender_notice_on:
        fourth = tables.row(PERIODS, "tendering_4", on=facts.invited_on)
        if _first([row, fourth]) is fourth:
            why = "it decides whether the planned procurement notice shortens the period."
            return undecided(needs("tender_notice_on", why, fourth.data["citation"]))
    return _answer(row, facts.invited_on, *_tendering_findings(facts, row, planned))


def _tendering_faults(facts: TenderingFacts, tables: Tables) -> list[Finding]:
    planned, notice, invited = facts.planned_notice_on, facts.tender_notice_on, facts.invited_on
    faults = outside(tables, invited_on=invited, planned_notice_on=planned, tender_notice_on=notice)
    if notice and notice > invited:
        faults.append(
            bad(
                "tender_notice_on",
                f"The tender notice is of {notice.isoformat()}, after tenders were invited on {invited.isoformat()}. "
                "Tenders can only be invited by the notice or after it: correct one of the two days.",
                TENDER_NOTICE,
            )
        )
    latest, said = (notice, "tender notice") if notice else (invited, "invitation")
    if planned and planned > latest:
        faults.append(
            bad(
                "planned_notice_on",
                f"The planned procurement notice is of {planned.isoformat()}, after the {said} of "
                f"{latest.isoformat()}. It can only come before: correct one of the two days.",
                "PA 2023 s.15(1)",
            )
        )
    return faults


def _entries(facts: TenderingFacts, planned: Window | None) -> list[str]:
    applies = {
        "tendering_1": facts.light_touch,
        "tendering_2": facts.negotiated,
        "tendering_3": facts.preselected_only,
        "tendering_4": planned is not None and planned.holds(facts.tender_notice_on),
        "tendering_5": facts.urgent,
        "tendering_6": facts.dynamic_market,
        "tendering_7": facts.electronic and facts.documents_with_notice,
        "tendering_8": facts.electronic and not facts.documents_with_notice,
        "tendering_9": not facts.electronic and facts.documents_with_notice,
        "tendering_10": not facts.electronic and not facts.documents_with_notice,
    }
    return [code for code, holds in applies.items() if holds]


def _tendering_findings(facts: TenderingFacts, row: Row, planned: Window | None) -> list[Finding]:
    entry, found = row.data["entry"], []
    if entry == 1:
        found.append(_light_touch(row))
    if entry in {2, 3}:
        said = "Taken as met: the authority is not a central government authority, or it is a utilities contract."
        found.append(check("not_central", said, row.data["citation"]))
    if entry == 2:
        said = "Taken as met: every pre-selected supplier agreed to the period."
        found.append(check("all_agreed", said, DEFINITIONS))
    if facts.negotiated and not facts.preselected_only:
        found.append(_agreed_with_whom())
    if entry == 5:
        found.append(_urgency(row))
    if row.data.get("stated"):
        said = f"The tender notice must say that the period is short because of entry {entry} of the table."
        found.append(inform("state_in_notice", said, STATED))
    if entry in {7, 9}:
        said = "Taken as met: every document of the tender was provided at the same time as the tender notice."
        found.append(check("all_documents", said, row.data["citation"]))
    if not row.days:
        found.append(_no_minimum(row))
    if planned is not None and not planned.holds(facts.tender_notice_on):
        found.append(planned.why_not())
    if facts.tender_notice_on is None:
        said = "Taken as met: the tender notice is published no later than the day on which tenders are invited."
        found.append(check("tender_notice_first", said, TENDER_NOTICE))
    return found


def _agreed_with_whom() -> Finding:
    said = (
        "You said that a period is agreed and that others than pre-selected suppliers may tender. It can only be "
        "agreed with those, and where none but they may tender; that is taken as meant. If others may tender, nothing "
        "can be agreed: answer again without it."
    )
    return warn("preselected_only", said, "PA 2023 s.54(5)")


def _shortest(codes: list[str], *, on: date, tables: Tables) -> Row:
    return _first([tables.row(PERIODS, code, on=on) for code in codes])


def _first(rows: list[Row]) -> Row:
    return min(rows, key=lambda row: (row.days, row.data["entry"]))


def _answer(row: Row, invited_on: date, *found: Finding) -> Answer[Period]:
    period = Period(min_days=row.days, earliest_deadline_on=deadline(invited_on, row.days), entry=row.data["entry"])
    return Answer(period, (*found, *ALWAYS), row.data["citation"])


def _light_touch(row: Row) -> Finding:
    return check("light_touch_codes", "Taken as met: the contract is for light touch services.", "PR 2024 reg 42")


def _urgency(row: Row) -> Finding:
    said = "Taken as met: there is a state of urgency that makes any longer period impractical. Record why."
    return check("urgency", said, row.data["citation"])


def _no_minimum(row: Row) -> Finding:
    return inform("no_minimum", "The Act sets no least period here: give a reasonable one.", row.data["citation"])

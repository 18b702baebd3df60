"""Which of the seventeen notices a procurement and its contract need, and by when."""

from __future__ import annotations

from collections.abc import Iterator

from hub.law.answers import Answer, check, undecided, warn
from hub.law.calendar import start_after
from hub.law.contract_periods import spoken
from hub.law.findings import Finding
from hub.law.notice_duties import Duties, NoticeDuty, Notices, covered_duties, part_six_duties
from hub.law.notice_events import NoticesFacts, faults, last_known
from hub.law.registry import rule
from hub.law.standstill import EXEMPT, MANDATORY, mandatory_end
from hub.law.tables import Tables
from hub.law.terms import NoticeType, Procedure, Regime
from hub.law.value_range import EXEMPTED, covered_findings, reaches_all, uncovered_findings

OLD_NOTICES = check(
    "old_notices",
    "None of these notices is for it. Publish those of the old regulations: contract notice, contract award notice "
    "and, after a change for additional supply or unforeseeable circumstances, modification notice. They are stated "
    "from general knowledge and are not yet confirmed.",
    "SI 2024/716 reg 5",
)
# Light touch contracts, call-offs and awards by dynamic markets need none (PA 2023 s.51(3)).
NEED_STANDSTILL = frozenset({Procedure.OPEN, Procedure.COMPETITIVE_FLEXIBLE, Procedure.DIRECT_AWARD})
CITED = {
    Procedure.OPEN: "PA 2023 s.21(1)(a)",
    Procedure.COMPETITIVE_FLEXIBLE: "PA 2023 s.21(1)(b)",
    Procedure.DIRECT_AWARD: "PA 2023 s.44(1)",
    Procedure.CALL_OFF: "PA 2023 s.50(1)",
    Procedure.DYNAMIC_MARKET: "PA 2023 s.39",
}


@rule(
    "notices",
    title="What must we publish?",
    citation="PA 2023 ss.15, 17, 21, 39, 44, 50, 53, 55, 69 to 71, 75, 80, 87, 93",
    topic="Notices",
)
def notices(facts: NoticesFacts, *, tables: Tables) -> Answer[Notices]:
    """Give the duty to publish each of the seventeen notices, in the order of their codes.

    A pipeline notice is for authorities that expect to pay more than £100 million in a year, and may be published by
    others (PA 2023 s.93(1)). After market engagement a notice of it comes before the tender notice, or the tender
    notice says why not (PA 2023 s.17(1)). A planned procurement notice may come before a tender notice
    (PA 2023 s.15(1)). A tender notice invites suppliers to an open or competitive flexible procedure
    (PA 2023 s.21(1)). A transparency notice comes before a direct award (PA 2023 s.44(1)). A contract award notice
    comes before entry into any public contract, call-offs included (PA 2023 s.50(1)). A contract details notice follows
    within 30 days, or 120 for a light touch contract (PA 2023 s.53(1)). Payments of more than £30,000 are published
    within 30 days of the end of their quarter (PA 2023 s.70(2)). Where indicators were needed, performance is published
    in every twelve months and on termination (PA 2023 s.71(2)). A contract change notice comes before a change
    (PA 2023 s.75(1)). None is needed for a light touch contract (PA 2023 s.75(6)(b)). A contract termination notice
    follows every ending within 30 days (PA 2023 s.80(1)). A procurement termination notice follows a decision not to
    award once a tender or transparency notice was published (PA 2023 s.55(1)). A dynamic market has a notice before it
    is established, and one after it is established, is modified and ceases (PA 2023 s.39). Compliance with payment
    terms is published within 30 days of the end of each half-year (PA 2023 s.69(1)).

    An entry before the end of the shortest standstill is warned of: that standstill begins with the award notice, which
    cannot come before the award is decided (PA 2023 s.51(1)(a), (2)). A direct award may be exempt (PA 2023 s.51(3)).

    Below the threshold a contract of £30,000 or more needs a tender notice before it is advertised to everybody
    (PA 2023 s.87(1)). After entry into it a contract details notice follows as soon as reasonably practicable
    (PA 2023 s.87(3)). A contract that is worth its threshold and is not covered is an exempted one, which needs none of
    these notices (PA 2023 s.3(2), Sch 2). None of these notices is for contracts under the old regulations
    (SI 2024/716 reg 5).

    What has to wait for a notice is named; a notice that follows an event has a day (PA 2023 ss.21, 44, 50, 53, 75,
    80). Where the Act says as soon as reasonably practicable, the day is that of the event (PA 2023 ss.39, 55(2),
    87(3)). A dynamic market whose day is not stated counts as established by its first use, and never after an award by
    it (PA 2023 ss.34(1), 39(3)). An event that is still to come leaves the day open, and a finding asks for it (PA 2023
    ss.53, 69 to 71, 80). Where performance, large payments or payment terms are concerned, the day is the first on
    which the notice can fall due (PA 2023 ss.69 to 71).
    """
    if wrong := faults(facts, tables):
        return undecided(*wrong)
    duties = Duties()
    citation = _found(facts, duties, tables)
    return Answer(duties.result(), tuple(duties.findings), citation)


def _found(facts: NoticesFacts, duties: Duties, tables: Tables) -> str:
    """Find the duties of a contract, and give the section that they stand on."""
    if facts.regime is Regime.PCR15:
        duties.say(OLD_NOTICES)
        return "SI 2024/716 reg 5"
    value, on, light = facts.value_inc_vat, last_known(facts.events), facts.light_touch
    if facts.covered:
        duties.say(*covered_findings(value, on, light_touch=light, tables=tables))
        covered_duties(facts, duties, tables)
        duties.say(*_inside_the_standstill(facts, tables))
        return CITED[facts.procedure]
    duties.say(*uncovered_findings(value, on, light_touch=light, tables=tables))
    if reaches_all(value, on, light_touch=light, tables=tables):
        return EXEMPTED
    part_six_duties(facts, duties, tables)
    return "PA 2023 s.87"


def _inside_the_standstill(given: NoticesFacts, tables: Tables) -> Iterator[Finding]:
    """Warn of an entry too early for any standstill: the award notice cannot come before the award is decided."""
    awarded, entered = given.events.award_decided_on or given.events.tender_on, given.events.entered_on
    if awarded is None or entered is None or given.light_touch or given.procedure not in NEED_STANDSTILL:
        return
    earliest = start_after(mandatory_end(awarded, tables=tables))
    if entered < earliest:
        said = (
            f"The contract was entered into on {spoken(entered)}. The award notice cannot come before "
            f"{spoken(awarded)}, so {spoken(earliest)} was the first day after the shortest standstill."
        )
        if given.procedure is Procedure.DIRECT_AWARD:
            yield check(
                "inside_standstill", f"{said} Only some direct awards need none: ask `standstill-needed`.", EXEMPT
            )
        else:
            yield warn("inside_standstill", f"{said} Correct the dates, or ask for legal advice.", MANDATORY)


__all__ = ["NoticeDuty", "NoticeType", "Notices", "notices"]

"""The duty to publish each notice, for public contracts and for those below the threshold."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Annotated

from hub.law.answers import check, inform
from hub.law.calendar import last_day
from hub.law.contract_entered import FIGURES, TABLE
from hub.law.contract_periods import period_end, spoken
from hub.law.facts import Ask, result
from hub.law.findings import Finding
from hub.law.kpis import next_assessment
from hub.law.notice_events import Events, NoticesFacts
from hub.law.payments_terms import commenced_from, unconfirmed
from hub.law.start import act_began
from hub.law.tables import Row, Tables
from hub.law.terms import Duty, NoticeType, Procedure

ESTABLISHED = "PA 2023 s.39(3)"
COMPETITIVE = frozenset({Procedure.OPEN, Procedure.COMPETITIVE_FLEXIBLE, Procedure.DYNAMIC_MARKET})


@result
class NoticeDuty:
    """Whether one notice is published, by when, and what has to wait for it."""

    notice: Annotated[NoticeType, Ask("The notice by its published code")]
    duty: Annotated[Duty, Ask("Whether it has to be published")]
    by: Annotated[date | None, Ask("The last day for it")]
    before: Annotated[str | None, Ask("The event that has to wait for it")]


@result
class Notices:
    """The duty of each of the seventeen notices."""

    notices: tuple[NoticeDuty, ...]


NONE = {one: NoticeDuty(notice=one, duty=Duty.NO, by=None, before=None) for one in NoticeType}
UK1 = check(
    "uk1",
    "UK1: needed only if your authority's spending is large enough for a pipeline notice and so is this contract. Ask "
    "`pipeline-notice`.",
    "PA 2023 s.93(1)",
)
UK2 = check(
    "uk2", "UK2: publish it before the tender notice, or say in the tender notice why you do not.", "PA 2023 s.17(1)"
)
UK2_MAY = inform("uk2", "UK2: there is no tender notice here, so nothing asks for it.", "PA 2023 s.17(1)(a)")
UK3 = inform("uk3", "UK3: published in good time it shortens the tendering period.", "PA 2023 s.15(3)")
UK4 = inform("uk4", "UK4: it invites suppliers; advertise nowhere else before.", "PA 2023 s.21(1)")
CONFLICTS = check(
    "conflicts_assessed", "Taken as met: a conflicts assessment was prepared first.", "PA 2023 s.83(1), (2)"
)
UK5 = check(
    "not_user_choice", "Taken as met: this is not a direct award by user choice, which needs none.", "PA 2023 s.44(3)"
)
UK6 = inform("uk6", "UK6: publish it before signing; the standstill runs from it.", "PA 2023 s.50(1)")
SUMMARIES = check(
    "summaries_sent", "Taken as met: every assessed supplier is sent its summary before UK6.", "PA 2023 s.50(3)"
)
UK9_ON_BREACH = check(
    "uk9_on_breach",
    "UK9: nothing regular is due. If a breach has an outcome or the supplier fails to improve, ask "
    "`performance-notice`.",
    "PA 2023 s.71(5)",
)
KPIS_SET = check(
    "kpis_set", "UK9: taken as met that the contract needed key performance indicators.", "PA 2023 s.71(1)"
)
UK10 = check("uk10", "UK10: some small changes need none. Ask `modification`.", "PA 2023 s.75(2)")
CONVERTIBLE = check(
    "convertible", "If the change lifts the contract to the threshold, ask `modification`.", "PA 2023 s.74(1)"
)
PAID = check(
    "paid",
    "UK8 and UK17: taken as met that something is paid or falls due, for UK8 in a sum large enough, and that this is "
    "neither a concession nor a school's contract.",
    "PA 2023 ss.69, 70",
)
UK12_UK5 = check("uk12", "UK12: taken as met that the transparency notice had been published.", "PA 2023 s.55(1)")
NOT_NOTIFIABLE = inform(
    "not_notifiable", "The contract is too small for notices; your own rules may ask for more.", "PA 2023 s.87(4)(b)"
)
REGULATED = check("regulated", "Taken as met: this is no concession, utilities or exempt contract.", "PA 2023 s.84(1)")
OPENLY = check(
    "openly_advertised",
    "UK4: taken as met that you advertise to everybody. If you invite only chosen suppliers, none is needed.",
    "PA 2023 s.87(2)",
)


@dataclass
class Duties:
    """The duties found so far; those not named stay at no."""

    rows: dict[NoticeType, NoticeDuty] = field(default_factory=lambda: dict(NONE))
    findings: list[Finding] = field(default_factory=list)

    def say(self, *findings: Finding) -> None:
        """Add what there is to say."""
        self.findings += findings

    def gate(self, notice: NoticeType, before: str, duty: Duty = Duty.MUST) -> None:
        """Note a notice for which an event has to wait."""
        self.rows[notice] = NoticeDuty(notice=notice, duty=duty, by=None, before=before)

    def due(self, notice: NoticeType, by: date | None, event: str, citation: str) -> None:
        """Note a notice that follows an event; without a day, ask for that of the event."""
        self.rows[notice] = NoticeDuty(notice=notice, duty=Duty.MUST, by=by, before=None)
        if by is None:
            said = f"{notice}: the day is not known yet. Give events.{event} once it is."
            self.say(inform("date_needed", said, citation))

    def soon(self, notice: NoticeType, day: date | None, event: str, citation: str) -> None:
        """Note a notice that follows an event as soon as reasonably practicable."""
        self.due(notice, day, event, citation)
        if day is not None:
            said = f"{notice}: publish as soon as reasonably practicable after {spoken(day)}; the Act sets no number."
            self.say(inform("as_soon_as_practicable", said, citation))

    def result(self) -> Notices:
        """Give all seventeen in the order of their codes."""
        return Notices(notices=tuple(self.rows.values()))


def covered_duties(given: NoticesFacts, duties: Duties, tables: Tables) -> None:
    """Find the duties of a public contract."""
    terminated = given.events.terminated_procurement_on is not None
    _planning(given, duties)
    if given.procedure is Procedure.DYNAMIC_MARKET:
        _market(given, duties)
    if terminated:
        _terminated(given, duties)
        return
    _award(given, duties)
    for step in (_details, _payments, _performance, _change, _ending):
        step(given, duties, tables)


def part_six_duties(given: NoticesFacts, duties: Duties, tables: Tables) -> None:
    """Find the duties of a contract below the threshold."""
    events = given.events
    on = events.entered_on or events.award_decided_on or events.tender_on or act_began(tables)
    if given.value_inc_vat < tables.amount(FIGURES, "notifiable_below_threshold", on=on):
        duties.say(NOT_NOTIFIABLE)
        return
    duties.say(REGULATED)
    if given.procedure in _OPENLY and given.openly_advertised is not False and _is_open(given):
        duties.gate(NoticeType.UK4, "tender_on")
        if given.openly_advertised is None:
            duties.say(OPENLY)
    if events.terminated_procurement_on is None:
        duties.soon(NoticeType.UK7, events.entered_on, "entered_on", "PA 2023 s.87(3)")
    if events.changed_on is not None:
        duties.say(CONVERTIBLE)


# Below the threshold: who is invited is decided by the procedure, unless the facts say.
_OPENLY = frozenset({Procedure.OPEN, Procedure.COMPETITIVE_FLEXIBLE, Procedure.BELOW_THRESHOLD})


def _is_open(given: NoticesFacts) -> bool:
    return given.events.terminated_procurement_on is None or given.events.tender_on is not None


def _planning(given: NoticesFacts, duties: Duties) -> None:
    if given.procedure is not Procedure.CALL_OFF:
        duties.gate(NoticeType.UK1, "tender_on" if given.procedure in COMPETITIVE else "award_decided_on", Duty.MAY)
        duties.say(UK1)
    if given.procedure in COMPETITIVE:
        if not _is_open(given):
            return
        if given.market_engaged:
            duties.gate(NoticeType.UK2, "tender_on")
            duties.say(UK2)
        duties.gate(NoticeType.UK3, "tender_on", Duty.MAY)
        duties.gate(NoticeType.UK4, "tender_on")
        duties.say(UK3, UK4, CONFLICTS)
    elif given.market_engaged:
        duties.gate(NoticeType.UK2, "award_decided_on", Duty.MAY)
        duties.say(UK2_MAY)


def _market(given: NoticesFacts, duties: Duties) -> None:
    events = given.events
    duties.gate(NoticeType.UK13, "market_established_on")
    _established(events, duties)
    if events.market_modified_on is not None:
        duties.soon(NoticeType.UK15, events.market_modified_on, "market_modified_on", "PA 2023 s.39(4)")
    if events.market_ceased_on is not None:
        duties.soon(NoticeType.UK16, events.market_ceased_on, "market_ceased_on", "PA 2023 s.39(5)")


def _established(events: Events, duties: Duties) -> None:
    """Date the notice of establishment; a market that has a tender or an award is established by then."""
    used = events.tender_on or events.award_decided_on or events.entered_on
    if events.market_established_on is not None or used is None:
        duties.soon(NoticeType.UK14, events.market_established_on, "market_established_on", ESTABLISHED)
        return
    duties.due(NoticeType.UK14, used, "market_established_on", ESTABLISHED)
    said = (
        f"UK14: taken as met that the market was established by {spoken(used)}, because it is used from then on; the "
        "notice follows as soon as reasonably practicable. Give events.market_established_on for its own day."
    )
    duties.say(check("market_established", said, ESTABLISHED))


def _terminated(given: NoticesFacts, duties: Duties) -> None:
    events = given.events
    direct = given.procedure is Procedure.DIRECT_AWARD
    if direct or (given.procedure in COMPETITIVE and events.tender_on is not None):
        duties.soon(NoticeType.UK12, events.terminated_procurement_on, "terminated_procurement_on", "PA 2023 s.55(2)")
    if direct:
        duties.say(UK12_UK5)
        if events.award_decided_on is not None:
            duties.gate(NoticeType.UK5, "award_decided_on")


def _award(given: NoticesFacts, duties: Duties) -> None:
    if given.procedure is Procedure.DIRECT_AWARD:
        duties.gate(NoticeType.UK5, "award_decided_on")
        duties.say(UK5, CONFLICTS)
    duties.gate(NoticeType.UK6, "entered_on")
    duties.say(UK6)
    if given.procedure in COMPETITIVE:
        duties.say(SUMMARIES)


def _details(given: NoticesFacts, duties: Duties, tables: Tables) -> None:
    code = "details_notice_light_touch" if given.light_touch else "details_notice"
    _within(NoticeType.UK7, code, "entered_on", given, duties=duties, tables=tables)


def _ending(given: NoticesFacts, duties: Duties, tables: Tables) -> None:
    _within(NoticeType.UK11, "termination_notice", "ended_on", given, duties=duties, tables=tables)


def _within(notice: NoticeType, code: str, event: str, given: NoticesFacts, *, duties: Duties, tables: Tables) -> None:
    row = _row(tables, code)
    day: date | None = getattr(given.events, event)
    by = None if day is None else last_day(day, row.days)
    duties.due(notice, by, event, row.data["citation"])
    if by is not None:
        said = f"{notice}: within {row.days} days, {spoken(by)} being the last."
        duties.say(inform(notice.lower(), said, row.data["citation"]))


def _payments(given: NoticesFacts, duties: Duties, tables: Tables) -> None:
    events = given.events
    cutoff = _row(tables, "payment_information_cutoff")
    commenced = events.tender_on or events.award_decided_on or events.entered_on
    reported = commenced is None or commenced >= commenced_from(cutoff)
    duties.say(PAID, unconfirmed(cutoff))
    if reported:
        codes = ("payment_information", "quarter_ends", "payments_over_30k")
        _first_period(NoticeType.UK8, codes, given, duties=duties, tables=tables)
    codes = ("payments_compliance", "half_year_ends", "payments_compliance")
    _first_period(NoticeType.UK17, codes, given, duties=duties, tables=tables)


def _first_period(
    notice: NoticeType, codes: tuple[str, str, str], given: NoticesFacts, *, duties: Duties, tables: Tables
) -> None:
    duty = _row(tables, codes[0])
    entered, ended = given.events.entered_on, given.events.ended_on
    if ended is not None and ended < duty.valid_from:
        return
    by = None
    if entered is not None:
        ends = period_end(max(entered, duty.valid_from), duty.data[codes[1]])
        by = last_day(ends, tables.days("law_periods", codes[2], on=ends))
    duties.due(notice, by, "entered_on", duty.data["citation"])


def _performance(given: NoticesFacts, duties: Duties, tables: Tables) -> None:
    events, duty = given.events, _row(tables, "kpi_assessment")
    if given.light_touch or (events.ended_on is not None and events.ended_on < duty.valid_from):
        return
    on = events.entered_on or duty.valid_from
    if given.value_inc_vat <= tables.amount(FIGURES, "kpis", on=on):
        duties.say(UK9_ON_BREACH)
        return
    by = None
    if events.entered_on is not None:
        by = next_assessment(events.entered_on, None, duty)
        by = min(by, events.ended_on) if events.ended_on is not None else by
    duties.say(KPIS_SET)
    duties.due(NoticeType.UK9, by, "entered_on", duty.data["citation"])


def _change(given: NoticesFacts, duties: Duties, tables: Tables) -> None:
    if given.events.changed_on is not None and not given.light_touch:
        duties.gate(NoticeType.UK10, "changed_on")
        duties.say(UK10)


def _row(tables: Tables, code: str) -> Row:
    return _rows(tables)[code]


@lru_cache(maxsize=8)
def _rows(tables: Tables) -> dict[str, Row]:
    return {row.code: row for row in tables.all(TABLE)}

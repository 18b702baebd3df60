"""Judge a timetable by asking the rules, the calendar and the meetings themselves, without the planner."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hub.law import (
    assessment_summaries,
    calendar,
    contract_entered,
    governance,
    procedures,
    standstill,
    timeline,
)
from hub.law.tables import shipped
from hub.law.terms import ContractKind, Procedure

TABLES = shipped()
DAY = timedelta(days=1)
COMPETITIONS = ("open", "competitive_flexible", "dynamic_market")
ONE_DAY = (
    "tender_notice", "transparency_notice", "invitation", "assessment_summaries", "award_notice",
    "contract_signature", "contract_details",
)  # fmt: skip
ORDER = (
    "approval", "call_in_approval", "preparation", "tender_notice", "transparency_notice", "participation", "selection",
    "invitation", "tendering", "evaluation", "award_decision", "call_in_award", "assessment_summaries", "award_notice",
    "standstill", "contract_signature", "mobilisation",
)  # fmt: skip
STARTS_WITH = {"participation": "tender_notice", "standstill": "award_notice"}


def days_between(first: date, last: date) -> list[date]:
    return [first + DAY * number for number in range((last - first).days + 1)]


def is_working(day: date) -> bool:
    given = calendar.WorkingDaysFacts(starts_on=day, days=1)
    return calendar.working_days(given, tables=TABLES).sure().ends_on == day


class Checker:
    """One timetable, with its facts, as the outside sees it: JSON with dates."""

    def __init__(self, facts: dict[str, Any], steps: list[dict[str, Any]]) -> None:
        self.facts = facts
        self.closed = {date.fromisoformat(day) for day in facts["closed_days"]}
        self.spans = {
            one["step"]: (date.fromisoformat(one["starts_on"]), date.fromisoformat(one["ends_on"])) for one in steps
        }
        self.light_touch = facts["light_touch"]
        self.procedure = Procedure(facts["procedure"])

    def faults(self) -> list[str]:
        """Name every rule that the timetable breaks."""
        checks = (
            self.order, self.open_days, self.periods, self.decisions, self.call_ins, self.award, self.work, self.notices
        )  # fmt: skip
        return [fault for check in checks for fault in check()]

    def order(self) -> Iterator[str]:
        before = None
        for name in (one for one in ORDER if one in self.spans):
            first, last = self.spans[name]
            if last < first:
                yield f"{name} ends before it starts"
            if before:
                with_it = STARTS_WITH.get(name) == before or (name == "tendering" and before in ONE_DAY)
                if first < self.spans[before][1] + (0 if with_it else 1) * DAY:
                    yield f"{name} starts before {before} is over"
            elif first < date.fromisoformat(self.facts["start_on"]):
                yield f"{name} starts before the start"
            before = name

    def open_days(self) -> Iterator[str]:
        for name in ONE_DAY:
            if name in self.spans:
                day = self.spans[name][0]
                if not is_working(day) or day in self.closed:
                    yield f"{name} on {day}, which is no open day"

    def periods(self) -> Iterator[str]:
        if "participation" in self.spans:
            invited, deadline = self.spans["participation"]
            given = timeline.ParticipationFacts(
                invited_on=invited, light_touch=self.light_touch, urgent=self.facts.get("urgent", False)
            )
            if deadline < timeline.participation_period(given, tables=TABLES).sure().earliest_deadline_on:
                yield "too little time to ask to take part"
        if "tendering" in self.spans and self.facts["procedure"] in COMPETITIONS:
            invited, deadline = self.spans["tendering"]
            if deadline < self._tendering(invited).earliest_deadline_on:
                yield "too little time to tender"

    def _tendering(self, invited: date) -> Any:
        planned = self.facts.get("planned_notice_on")
        noticed = self.spans["tender_notice"][0]
        before = date.fromisoformat(planned) if planned and date.fromisoformat(planned) <= noticed else None
        given = timeline.TenderingFacts(
            invited_on=invited,
            light_touch=self.light_touch,
            negotiated=False,
            preselected_only=self.facts.get("preselected_only", False),
            planned_notice_on=before,
            tender_notice_on=noticed,
            urgent=self.facts.get("urgent", False),
            dynamic_market=self.facts["procedure"] == "dynamic_market",
            electronic=self.facts.get("electronic", True),
            documents_with_notice=self.facts.get("documents_with_notice", True),
        )
        return timeline.tendering_period(given, tables=TABLES).sure()

    def decisions(self) -> Iterator[str]:
        decided = [name for name in ("approval", "award_decision") if name in self.spans]
        if self.facts["key_decision"]:
            given = governance.KeyDecisionFacts(published_on=self.spans["key_decision_notice"][0])
            earliest = governance.key_decision(given, tables=TABLES).sure().earliest_decision_on
            if self.spans[decided[0]][0] < earliest:
                yield f"{decided[0]} before the notice of the key decision allows it"
        for name in decided:
            day = self.spans[name][0]
            meetings = [one for one in self.facts["committees"] if one["step"] == name]
            if not meetings:
                if not is_working(day) or day in self.closed:
                    yield f"{name} on {day}, which is no open day"
                continue
            ready = self._over_before(name) + DAY
            suits = [
                one
                for one in meetings
                if date.fromisoformat(one["meets_on"]) == day and date.fromisoformat(one["papers_by"]) >= ready
            ]
            if not suits or day in self.closed:
                yield f"{name} on {day}: no meeting whose papers can be ready after {ready}"

    def _over_before(self, name: str) -> date:
        earlier = [self.spans[one][1] for one in ORDER[: ORDER.index(name)] if one in self.spans]
        return max(earlier, default=date.fromisoformat(self.facts["start_on"]) - DAY)

    def call_ins(self) -> Iterator[str]:
        count = self.facts["call_in_working_days"]
        for name, decision in (("call_in_approval", "approval"), ("call_in_award", "award_decision")):
            if not count or decision not in self.spans:
                continue
            first, last = self.spans[decision][0] + DAY, self.spans[name][1]
            open_days = [day for day in days_between(first, last) if is_working(day) and day not in self.closed]
            if len(open_days) < count:
                yield f"{name} has {len(open_days)} working days instead of {count}"

    @property
    def covered(self) -> bool:
        noticed = next((self.spans[one][0] for one in ONE_DAY[:3] if one in self.spans), None)
        given = procedures.ProceduresFacts(
            on=noticed or date.fromisoformat(self.facts["start_on"]),
            kind=ContractKind.LIGHT_TOUCH
            if self.light_touch and self.facts["kind"] == "services"
            else ContractKind(self.facts["kind"]),
            value_inc_vat=Decimal(self.facts["value_inc_vat"]),
            framework_available=True,
            dynamic_market_available=True,
            direct_award_ground=None,
            openly_advertised=True,
        )
        return procedures.procedures(given, tables=TABLES).sure().covered

    def award(self) -> Iterator[str]:
        signed, decided = self.spans["contract_signature"][0], self.spans["award_decision"][0]
        if not self.covered:
            return
        direct = self.procedure is Procedure.DIRECT_AWARD
        needed = standstill.standstill_needed(
            standstill.NeededFacts(
                procedure=self.procedure,
                light_touch=self.light_touch,
                ground=standstill.AwardGround.OTHER if direct else None,
            ),
            tables=TABLES,
        ).sure()
        if needed.award_notice:
            noticed = self.spans["award_notice"][0]
            given = standstill.StandstillFacts(award_notice_on=noticed, exempt=not needed.required)
            if signed < standstill.standstill(given, tables=TABLES).sure().earliest_contract_on or signed <= noticed:
                yield "the contract is signed before it may be"
        sent = self.spans.get("assessment_summaries", (None, None))[0]
        told = assessment_summaries.assessment_summaries(
            assessment_summaries.SummariesFacts(
                procedure=self.procedure, award_decided_on=decided, summaries_sent_on=sent,
                award_notice_on=self.spans.get("award_notice", (None, None))[0],
            ),
            tables=TABLES,
        ).sure()  # fmt: skip
        if told.required and not told.in_time:
            yield "the assessment summaries do not come before the contract award notice"

    def work(self) -> Iterator[str]:
        for name in ("preparation", "selection", "evaluation", "mobilisation"):
            wanted = self.facts.get(f"{name}_days", 0)
            if name == "selection" and self.facts["procedure"] != "competitive_flexible":
                continue
            found = [day for day in days_between(*self.spans[name]) if day not in self.closed] if wanted else []
            if wanted and len(found) < wanted:
                yield f"{name} has {len(found)} days instead of {wanted}"

    def notices(self) -> Iterator[str]:
        direct = self.covered and self.procedure is Procedure.DIRECT_AWARD
        if direct and self.spans["transparency_notice"][0] > self.spans["award_decision"][0]:
            yield "the transparency notice comes after the award"
        if self.covered:
            signed = self.spans["contract_signature"][0]
            given = contract_entered.EnteredFacts(
                entered_on=signed,
                light_touch=self.light_touch,
                value_inc_vat=Decimal(self.facts["value_inc_vat"]),
            )
            by = contract_entered.contract_entered(given, tables=TABLES).sure().details_notice_by
            if not signed <= self.spans["contract_details"][0] <= by:
                yield "the contract details notice is late"

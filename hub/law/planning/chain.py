"""The steps of a procurement as a chain: each gives, for the day on which it could begin, its first and its last day.

No step ends earlier for a later day, so the chain can be followed forwards from a start and backwards from a need date.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hub.law.answers import warn
from hub.law.findings import Finding
from hub.law.planning import asking
from hub.law.planning.case import COMPETITIONS, Case
from hub.law.planning.days import NEVER, OpenDays
from hub.law.planning.terms import REASONABLE_DAYS, FixedStep, Rests, StepName
from hub.law.start import act_began
from hub.law.terms import Procedure

CONSTITUTION = "Authority’s constitution"
OWN_PLAN = "Authority’s own plan"
CALL_IN = "LDEDCA 2009 Sch 5A para 1(4)"
IMPOSSIBLE = (NEVER, NEVER)
Run = Callable[[int], tuple[int, int]]


@dataclass
class Link:
    """One step of the chain.

    Args:
        step: its name.
        run: from the first day on which it could begin, its first and last day; `NEVER` where it cannot be done.
        citation: the section or the local rule.
        rests_on: who sets its length.
        why: the reason for its days.
        same_day: it begins on the last day of the step before, not on the day after.
        told: what the law told for its first day, where its length is asked.
        least: from its first day, the first on which it may end, where rounding up to an open day is only our habit.
        free: the same as `run`, without the days that were typed.
        fixed: the days that were typed, or on which it happened.
    """

    step: StepName
    run: Run
    citation: str = OWN_PLAN
    rests_on: Rests = Rests.OWN
    why: str = ""
    same_day: bool = False
    told: Callable[[int], asking.Told] | None = None
    least: Callable[[int], int] | None = None
    free: Run | None = None
    fixed: FixedStep | None = None


class Chain:
    """The chain of one case; `floor` is the first day on which a key decision may be made."""

    def __init__(self, case: Case, days: OpenDays) -> None:
        self.case, self.days = case, days
        self.floor = self.announced = 0
        self.began = act_began(case.tables)
        self._terms = _terms(case)
        self.links = [self._held(link) for link in self._unheld()]
        names = [link.step for link in self.links]
        decisions = [name for name in (StepName.APPROVAL, StepName.AWARD_DECISION) if name in names]
        self.key = decisions[0] if case.facts.key_decision else None
        self.names = names

    def _unheld(self) -> list[Link]:
        facts, found = self.case.facts, []
        if StepName.APPROVAL in self.case.sittings or StepName.APPROVAL in self.case.fixed:
            found += [self._decision(StepName.APPROVAL), *self._call_in(StepName.CALL_IN_APPROVAL)]
        found += self._work(StepName.PREPARATION, facts.preparation_days)
        found += self._competing()
        found += self._work(StepName.EVALUATION, facts.evaluation_days)
        found += [self._decision(StepName.AWARD_DECISION), *self._call_in(StepName.CALL_IN_AWARD)]
        found += self._awarding()
        found += self._work(StepName.MOBILISATION, facts.mobilisation_days)
        return found

    def _competing(self) -> list[Link]:
        facts = self.case.facts
        if facts.procedure is Procedure.DIRECT_AWARD:
            return [self._point(StepName.TRANSPARENCY_NOTICE, "PA 2023 s.44(1)")] * self.case.transparency_notice
        found = []
        if self.case.tender_notice:
            found.append(self._tender_notice())
        if facts.procedure is Procedure.COMPETITIVE_FLEXIBLE:
            found += [self._participation(), *self._work(StepName.SELECTION, facts.selection_days)]
        if facts.procedure is Procedure.COMPETITIVE_FLEXIBLE or not self.case.tender_notice:
            found.append(self._point(StepName.INVITATION, OWN_PLAN, rests_on=Rests.OWN))
        return [*found, self._tendering()]

    def _awarding(self) -> list[Link]:
        case, found = self.case, []
        if case.covered and asking.needs_summaries(case.facts.procedure, case.start, tables=case.tables):
            found.append(self._point(StepName.ASSESSMENT_SUMMARIES, "PA 2023 s.50(3)"))
        if case.covered and case.award_notice:
            found.append(self._point(StepName.AWARD_NOTICE, "PA 2023 s.50(1)"))
            if case.standstill or case.facts.voluntary_standstill:
                found.append(self._standstill())
        section = "PA 2023 s.51(1)" if case.covered and case.award_notice else OWN_PLAN
        return [*found, self._point(StepName.CONTRACT_SIGNATURE, section, rests_on=Rests.OWN)]

    def _point(self, step: StepName, citation: str, *, rests_on: Rests = Rests.LAW) -> Link:
        def run(ready: int) -> tuple[int, int]:
            day = self.days.open_from(ready)
            return day, day

        return Link(step, run, citation, rests_on)

    def _work(self, step: StepName, count: int) -> list[Link]:
        def run(ready: int) -> tuple[int, int]:
            first = self.days.open_from(ready)
            return first, self.days.worked(first, count)

        return [Link(step, run, why=f"{count} days of work, closed days left out")] if count else []

    def _decision(self, step: StepName) -> Link:
        sittings = self.case.sittings.get(step)

        def sits(ready: int) -> tuple[int, int]:
            meets = sittings.first(ready, self._floor(step)) if sittings else None
            return IMPOSSIBLE if meets is None else (meets, meets)

        def decides(ready: int) -> tuple[int, int]:
            day = self.days.open_from(max(ready, self._floor(step)))
            return day, day

        if sittings:
            return Link(step, sits, CONSTITUTION, Rests.LOCAL, "The first meeting whose papers can be ready")
        return Link(step, decides, CONSTITUTION, Rests.LOCAL, "Decided by an officer")

    def _floor(self, step: StepName) -> int:
        return self.floor if step is self.key else 0

    def _call_in(self, step: StepName) -> list[Link]:
        count = self.case.facts.call_in_working_days

        def run(ready: int) -> tuple[int, int]:
            return self.days.open_from(ready), self.days.open_after(ready - 1, count)

        words = f"{count} working days after the decision"
        return [Link(step, run, CALL_IN, Rests.LOCAL, words)] if count else []

    def _tender_notice(self) -> Link:
        planned = self.case.facts.planned_notice_on
        waits_for = asking.qualifying_from(planned, tables=self.case.tables) if planned else 0
        is_open = self.case.facts.procedure is Procedure.OPEN

        def run(ready: int) -> tuple[int, int]:
            day = self.days.open_from(ready)
            if is_open and day < waits_for:
                # Where waiting for the planned notice to count brings the deadline forward, it is worth it.
                later = self.days.open_from(waits_for)
                if self._deadline(later) < self._deadline(day):
                    day = later
            return day, day

        return Link(StepName.TENDER_NOTICE, run, self.case.tender_notice_citation, Rests.LAW)

    def _deadline(self, invited: int) -> int:
        told = asking.tendering(invited, self._terms, tables=self.case.tables)
        return self.days.open_from(_longer(told, invited, self.case.facts.tendering_days))

    def _participation(self) -> Link:
        facts = self.case.facts

        def told(first: int) -> asking.Told:
            return asking.participation(first, facts.light_touch, facts.urgent, tables=self.case.tables)

        def least(first: int) -> int:
            return _longer(told(first), first, facts.participation_days)

        def run(ready: int) -> tuple[int, int]:
            return ready, self.days.open_from(least(ready))

        section = "PA 2023 s.54(3)"
        return Link(StepName.PARTICIPATION, run, section, Rests.LAW, same_day=True, told=told, least=least)

    def _tendering(self) -> Link:
        planned = self.case.facts.tendering_days

        def told(first: int) -> asking.Told:
            return asking.tendering(first, self._terms, tables=self.case.tables)

        def least(first: int) -> int:
            return _longer(told(first), first, planned)

        def agreed(first: int) -> int:
            return first + (REASONABLE_DAYS if planned is None else planned)

        def run_least(ready: int) -> tuple[int, int]:
            return ready, self.days.open_from(least(ready))

        def run_agreed(ready: int) -> tuple[int, int]:
            return ready, self.days.open_from(agreed(ready))

        step = StepName.TENDERING
        if self.case.facts.procedure not in COMPETITIONS:
            words = "The Act sets no least period here"
            return Link(step, run_agreed, OWN_PLAN, Rests.OWN, words, same_day=True, least=agreed)
        return Link(step, run_least, "PA 2023 s.54(4)", Rests.LAW, same_day=True, told=told, least=least)

    def _standstill(self) -> Link:
        exempt = not self.case.standstill

        def told(first: int) -> asking.Told:
            return asking.standstill_end(first, exempt, tables=self.case.tables)

        def run(ready: int) -> tuple[int, int]:
            return ready, told(ready).day

        section = "PA 2023 s.51(5)" if exempt else "PA 2023 s.51(2)"
        return Link(StepName.STANDSTILL, run, section, Rests.LAW, same_day=True, told=told)

    def _held(self, link: Link) -> Link:
        """Hold a step to the days that were typed for it, or on which it happened."""
        fixed = self.case.fixed.get(link.step)
        if fixed is None:
            return link
        ends = fixed.ends_on.toordinal()
        starts = fixed.starts_on.toordinal() if fixed.starts_on else None
        free = link.run

        def happened(ready: int) -> tuple[int, int]:
            begins = ends if link.step not in SPANS else min(ready, ends)
            return (begins if starts is None else starts, ends)

        def held(ready: int) -> tuple[int, int]:
            last = free(ready)[1]
            may = last == ends or (last < ends and self.may_be(link.step, ready, ends))
            return (ends, ends) if may and starts in {None, ends} else IMPOSSIBLE

        def held_span(ready: int) -> tuple[int, int]:
            begins = ready if starts is None else starts
            if begins < ready or (link.same_day and begins != ready):
                return IMPOSSIBLE
            first, last = free(begins)
            if link.least:
                last = link.least(begins)
            return (first, ends) if last <= ends and starts in {None, first} else IMPOSSIBLE

        link.run = happened if fixed.done else held_span if link.step in SPANS else held
        link.free, link.fixed = free, fixed
        return link

    @staticmethod
    def starts_of_done(link: Link, ready: int) -> int:
        """Give the first day of a step that is done."""
        return link.run(ready)[0]

    def may_be(self, step: StepName, ready: int, day: int) -> bool:
        """Say whether a step of one day may be on a day: when its body meets, or else when the authority is open."""
        sittings = self.case.sittings.get(step)
        if sittings is None:
            return self.days.is_open(day)
        return any(papers >= ready for papers in sittings.papers_of(day))

    def findings(self, starts: dict[StepName, int]) -> list[Finding]:
        """Give what the law said of the first days that were chosen, and where it asks for more than was typed."""
        found: list[Finding] = []
        typed = {
            StepName.PARTICIPATION: self.case.facts.participation_days,
            StepName.TENDERING: self.case.facts.tendering_days,
        }
        for link in self.links:
            if link.told is None or link.step not in starts:
                continue
            told, days = link.told(starts[link.step]), typed.get(link.step)
            found += told.findings
            if days is not None and starts[link.step] + days < told.day and link.fixed is None:
                found.append(_lengthened(link.step, days, told.day - starts[link.step], told.citation or link.citation))
        return found


def _lengthened(step: StepName, typed: int, least: int, citation: str) -> Finding:
    words = (
        f"{step.label}: {typed} days were asked for and the law asks for at least {least} here, so the plan has "
        f"{least}. Leave the number out, or give a longer one."
    )
    return warn("lengthened", words, citation)


def _longer(told: asking.Told, first: int, planned: int | None) -> int:
    """Give the later of the law's first day and the planned one; a reasonable one where neither says."""
    if planned is None:
        planned = 0 if told.days else REASONABLE_DAYS
    return max(told.day, first + planned)


def _terms(case: Case) -> asking.TenderTerms:
    facts = case.facts
    return asking.TenderTerms(
        light_touch=facts.light_touch,
        negotiated=facts.negotiated,
        preselected_only=facts.preselected_only,
        # Only in an open procedure are tenders invited by the notice itself; elsewhere the longer period is planned.
        planned_notice_on=facts.planned_notice_on if facts.procedure is Procedure.OPEN else None,
        urgent=facts.urgent,
        dynamic_market=facts.procedure is Procedure.DYNAMIC_MARKET,
        electronic=facts.electronic,
        documents_with_notice=facts.documents_with_notice,
    )


SPANS = frozenset({
    StepName.CALL_IN_APPROVAL, StepName.PREPARATION, StepName.PARTICIPATION, StepName.SELECTION, StepName.TENDERING,
    StepName.EVALUATION, StepName.CALL_IN_AWARD, StepName.STANDSTILL, StepName.MOBILISATION,
})  # fmt: skip

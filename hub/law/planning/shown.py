"""The steps as they are given: those of the chain, and those that run beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hub.law.answers import bad
from hub.law.findings import Finding
from hub.law.governance import KEY_DECISION
from hub.law.planning import asking
from hub.law.planning.chain import OWN_PLAN, Chain
from hub.law.planning.terms import FixedStep, PlannedStep, Rests, StepName

STANDSTILL_ROW = "standstill"
BROKEN = "broken_minimum"
BELOW_DETAILS = "PA 2023 s.87(3)"
# By when the contract details notice is due, its section, and what the law found.
Details = tuple[date, str, tuple[Finding, ...]] | None


@dataclass(frozen=True, slots=True)
class Drawn:
    """The chain with its days, and what was found about each link."""

    chain: Chain
    starts: Sequence[int]
    ends: Sequence[int]
    slack: Sequence[int | None]
    critical: Sequence[bool]

    def span(self, step: StepName) -> tuple[int, int, int | None]:
        """Give first day, last day and slack of a step of the chain."""
        place = self.chain.names.index(step)
        return self.starts[place], self.ends[place], self.slack[place]


def shown(drawn: Drawn, *, announced: int | None, details: Details) -> tuple[list[PlannedStep], list[Finding]]:
    """Give every step in order, and what is wrong with typed days of those beside the chain."""
    steps, wrong = [], []
    if announced is not None and drawn.chain.key:
        steps.append(_notice(drawn, announced))
        wrong += _notice_wrong(drawn, announced)
    for place, link in enumerate(drawn.chain.links):
        steps.append(_of_chain(drawn, place))
        if link.step is StepName.TENDERING:
            found, faults = _clarification(drawn)
            steps, wrong = [*steps, found], [*wrong, *faults]
        if link.step is StepName.CONTRACT_SIGNATURE and drawn.chain.case.details_notice:
            found, faults = _details(drawn, details)
            steps, wrong = [*steps, found], [*wrong, *faults]
    return steps, wrong


def _of_chain(drawn: Drawn, place: int) -> PlannedStep:
    chain, link = drawn.chain, drawn.chain.links[place]
    starts, ends = date.fromordinal(drawn.starts[place]), date.fromordinal(drawn.ends[place])
    citation, why, rests_on = link.citation, link.why, link.rests_on
    if link.told:
        told = link.told(drawn.starts[place])
        citation = told.citation
        if link.step is StepName.STANDSTILL:
            count = chain.case.tables.days("law_periods", STANDSTILL_ROW, on=max(starts, chain.began))
            why = f"{count} working days, the day of the notice being the first"
        else:
            why = f"{told.days} days at least" if told.days else "The Act sets no least period here"
            rests_on = Rests.LAW if told.days else Rests.OWN
    return PlannedStep(
        step=link.step,
        starts_on=starts,
        ends_on=ends,
        citation=citation,
        label=link.step.label,
        rests_on=rests_on,
        why=why,
        slack_days=drawn.slack[place],
        critical=drawn.critical[place],
        papers_by=_papers(chain, link.step, ends),
        done=bool(link.fixed and link.fixed.done),
    )


def _papers(chain: Chain, step: StepName, on: date) -> date | None:
    """Give the latest deadline for papers among the meetings of a day."""
    sittings = chain.case.sittings.get(step)
    papers = sittings.papers_of(on.toordinal()) if sittings else None
    return date.fromordinal(max(papers)) if papers else None


def _beside(
    step: StepName, span: tuple[int, int], citation: str, *, rests_on: Rests, why: str, slack: int | None,
    fixed: FixedStep | None,
) -> PlannedStep:  # fmt: skip
    return PlannedStep(
        step=step,
        starts_on=date.fromordinal(span[0]),
        ends_on=date.fromordinal(span[1]),
        citation=citation,
        label=step.label,
        rests_on=rests_on,
        why=why,
        slack_days=slack,
        critical=slack is not None and slack <= 0,
        papers_by=None,
        done=bool(fixed and fixed.done),
    )


def _notice(drawn: Drawn, announced: int) -> PlannedStep:
    chain = drawn.chain
    assert chain.key is not None, "asked only for a key decision"
    decided, _, slack = drawn.span(chain.key)
    days = chain.case.tables.days("law_periods", "key_decision", on=date.fromordinal(announced))
    waits = decided - chain.floor
    return _beside(
        StepName.KEY_DECISION_NOTICE,
        (announced, chain.floor - 1),
        KEY_DECISION,
        rests_on=Rests.LAW,
        why=f"{days} clear days before the decision",
        slack=None if slack is None else slack + waits,
        fixed=chain.case.fixed.get(StepName.KEY_DECISION_NOTICE),
    )


def _notice_wrong(drawn: Drawn, announced: int) -> list[Finding]:
    chain = drawn.chain
    fixed = chain.case.fixed.get(StepName.KEY_DECISION_NOTICE)
    if fixed is None or fixed.done:
        return []
    told = asking.key_decision(announced, tables=chain.case.tables)
    if fixed.ends_on.toordinal() >= told.day - 1:
        return []
    where = f"fixed.{chain.case.facts.fixed.index(fixed) + 1}.ends_on"
    earliest = date.fromordinal(told.day - 1)
    words = f"The notice of a key decision published on {date.fromordinal(announced)} runs to {earliest} or later."
    return [bad(where, words, told.citation)]


def _clarification(drawn: Drawn) -> tuple[PlannedStep, list[Finding]]:
    first, deadline, slack = drawn.span(StepName.TENDERING)
    closes = max(first, deadline - drawn.chain.case.facts.quiet_days)
    fixed = drawn.chain.case.fixed.get(StepName.CLARIFICATION)
    wrong = []
    if fixed:
        closes = fixed.ends_on.toordinal()
        if not first <= closes <= deadline:
            where = f"fixed.{drawn.chain.case.facts.fixed.index(fixed) + 1}.ends_on"
            words = (
                f"Questions close between {date.fromordinal(first)} and {date.fromordinal(deadline)}, while tenders "
            )
            wrong = [bad(where, f"{words}are open.", "PA 2023 s.54(1)")]
    step = _beside(
        StepName.CLARIFICATION,
        (first, max(first, closes)),
        OWN_PLAN,
        rests_on=Rests.OWN,
        why="Questions close so that answers reach everybody in time",
        slack=None if slack is None else slack + max(0, deadline - closes),
        fixed=fixed,
    )
    return step, wrong


def _details(drawn: Drawn, details: Details) -> tuple[PlannedStep, list[Finding]]:
    chain = drawn.chain
    signed = drawn.span(StepName.CONTRACT_SIGNATURE)[1]
    fixed = chain.case.fixed.get(StepName.CONTRACT_DETAILS)
    day = fixed.ends_on.toordinal() if fixed else chain.days.open_from(signed + 1)
    by, citation = (details[0], details[1]) if details else (None, BELOW_DETAILS)
    why = f"Due by {by}" if by else "As soon as reasonably practicable"
    slack = by.toordinal() - day if by else None
    span = (day, day)
    step = _beside(StepName.CONTRACT_DETAILS, span, citation, rests_on=Rests.LAW, why=why, slack=slack, fixed=fixed)
    return step, _details_wrong(chain, signed, step, fixed)


def _details_wrong(chain: Chain, signed: int, step: PlannedStep, fixed: FixedStep | None) -> list[Finding]:
    """Say what is wrong with the day of the notice; of one that is published, as something that stands."""
    day, late = step.ends_on.toordinal(), step.slack_days is not None and step.slack_days < 0
    where = f"fixed.{chain.case.facts.fixed.index(fixed) + 1}.ends_on" if fixed else "closed_days"
    if day < signed or late:
        due = f" {step.why.lower()}" if late else ""
        words = f"A contract details notice follows the signature on {date.fromordinal(signed)}{due}: {step.ends_on} "
        words += "is too late." if late else "is too early."
        if step.done:
            return [Finding(BROKEN, f"{words} Take legal advice.", step.citation)]
        return [bad(where, words, step.citation)]
    if fixed and not step.done and not chain.days.is_open(day):
        return [bad(where, f"{step.ends_on} is no working day on which the authority is open. Choose another day.")]
    return []

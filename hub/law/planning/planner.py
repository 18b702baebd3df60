"""Plan a procurement: forwards from its start, and back from the day by which it is needed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from hub.law.answers import Answer, bad, inform, undecided, warn
from hub.law.bank_holidays import expected_findings
from hub.law.findings import Finding
from hub.law.planning import asking
from hub.law.planning.case import Case, case_of, details_by, faults
from hub.law.planning.chain import CONSTITUTION, SPANS, Chain, Link
from hub.law.planning.days import NEVER, OpenDays, latest
from hub.law.planning.meetings import calendar_of
from hub.law.planning.refusing import broken, refusal
from hub.law.planning.shown import BROKEN, Drawn, shown
from hub.law.planning.terms import StepName, Timetable, TimetableFacts
from hub.law.registry import Rule
from hub.law.start import act_began
from hub.law.tables import Tables
from hub.law.terms import Procedure

__all__ = ["PLANNER", "plan"]


@dataclass(frozen=True, slots=True)
class Run:
    """One way through the chain: for each link the day it could begin, its first and its last day."""

    readies: list[int]
    starts: list[int]
    ends: list[int]

    @property
    def end(self) -> int:
        """The last day of the last step; `NEVER` where a step cannot be done."""
        return self.ends[-1]


def plan(facts: TimetableFacts, *, tables: Tables) -> Answer[Timetable]:
    """Give every date of a procurement, the last safe start and the slack.

    Every day that the law decides is asked of its rule. Steps of one day are on working days on which the authority is
    open; work does not count closed days. A body decides in the first meeting for which the papers can be ready.
    """
    if wrong := faults(facts, tables):
        return undecided(*wrong)
    assert facts.start_on is not None, "a missing start was refused"
    days = OpenDays(facts.closed_days, tables=tables)
    sits, lost = calendar_of(facts.committees).without(frozenset(facts.closed_days))
    noticed_on = max(facts.start_on, facts.as_of or facts.start_on)
    # What the law asks turns on the day of the first notice, which the plan itself finds.
    while True:
        case, refused = case_of(facts, noticed_on, sits, tables=tables)
        if case is None:
            return undecided(*refused)
        planner = _Planner(case, days, lost)
        if planner.refused:
            return undecided(*planner.refused)
        found = planner.first_notice_on
        if _changes_by(found, tables=tables) <= _changes_by(noticed_on, tables=tables):
            return planner.answer()
        noticed_on = found


def _changes_by(day: date, *, tables: Tables) -> int:
    """Count the changes of the limits that decide what is asked, up to a day and with it."""
    return bisect_right(_changes(tables), day)


@lru_cache(maxsize=16)
def _changes(tables: Tables) -> tuple[date, ...]:
    rows = [row for name in ("thresholds", "law_figures", "direct_award_grounds") for row in tables.all(name)]
    return tuple(sorted({row.valid_from for row in rows}))


class _Planner:
    """One case on its way to an answer."""

    def __init__(self, case: Case, days: OpenDays, lost: list[date]) -> None:
        self.lost = lost
        self.case, self.facts, self.days, self.tables = case, case.facts, days, case.tables
        self.chain = Chain(case, days)
        self.links = self.chain.links
        # What lies between the end of a step and the day on which the next could begin.
        self.gaps = [0 if link.same_day else 1 for link in self.links[1:]] + [1]
        self.next = next((n for n, link in enumerate(self.links) if not self._is_done(link)), len(self.links))
        self.run = self._forwards(self._first_day())
        self.refused = self._refused()

    @staticmethod
    def _is_done(link: Link) -> bool:
        return link.fixed is not None and link.fixed.done

    def _first_day(self) -> int:
        """Give the day on which the first step could begin; what is not done cannot begin before `as_of`."""
        as_of = self.facts.as_of
        return max(self.case.start, as_of.toordinal()) if as_of and not self.next else self.case.start

    def _forwards(self, first: int, place: int = 0) -> Run:
        """Follow the chain from a link on; behind a step that cannot be done every day is `NEVER`."""
        self._announce(first if not place else self.case.start)
        run = Run([], [], [])
        ready = first
        for number, link in enumerate(self.links[place:], place):
            if number == self.next and number > place and self.facts.as_of and not link.same_day:
                ready = max(ready, self.facts.as_of.toordinal())
            starts, ends = link.run(ready)
            run.readies.append(ready)
            run.starts.append(starts)
            run.ends.append(ends)
            if ends >= NEVER:
                break
            ready = ends + self.gaps[number]
        return run

    def _announce(self, first: int) -> None:
        """Set the first day on which a key decision may be made, announced on the first open day."""
        if self.chain.key is None:
            return
        self.chain.announced = self._announced(first)
        told = asking.key_decision(self.chain.announced, tables=self.tables)
        self.chain.floor = told.day
        fixed = self.case.fixed.get(StepName.KEY_DECISION_NOTICE)
        if fixed and not fixed.done:
            self.chain.floor = max(told.day, fixed.ends_on.toordinal() + 1)

    def _announced(self, first: int) -> int:
        fixed = self.case.fixed.get(StepName.KEY_DECISION_NOTICE)
        if fixed and fixed.starts_on:
            return fixed.starts_on.toordinal()
        as_of = self.facts.as_of
        return self.days.open_from(max(first, as_of.toordinal()) if as_of and self.next else first)

    def _refused(self) -> list[Finding]:
        unknown = [
            bad(f"fixed.{number}.step", f"This procurement has no step {one.step}. Steps: {', '.join(self._names())}.")
            for number, one in enumerate(self.facts.fixed, 1)
            if one.step not in self._names()
        ]
        late = [link.step for link in self.links[self.next :] if self._is_done(link)]
        if late:
            words = f"{late[0]} is done, but {self.links[self.next].step} before it is not. State both, or neither."
            unknown.append(bad("fixed", words))
        if unknown or self.run.end < NEVER:
            return unknown
        place = len(self.run.starts) - 1
        return [refusal(self.chain, self.links[place], self.run.readies[place])]

    def _names(self) -> list[str]:
        more = [StepName.CLARIFICATION, StepName.CONTRACT_DETAILS, StepName.KEY_DECISION_NOTICE]
        return [*self.chain.names, *more]

    @property
    def first_notice_on(self) -> date:
        """The day that fixes which law applies: of the first notice, invitation or, with neither, the first step."""
        first = (StepName.TENDER_NOTICE, StepName.TRANSPARENCY_NOTICE, StepName.INVITATION)
        for link, starts in zip(self.links, self.run.starts, strict=True):
            if link.step in first:
                return date.fromordinal(starts)
        return date.fromordinal(self.run.starts[0])

    def answer(self) -> Answer[Timetable]:
        """Put steps, slack and findings together."""
        end, needed = self.run.end, self.facts.needed_by
        limit = needed.toordinal() if needed else end
        self.slacks = self._latest_ends(limit)
        drawn = Drawn(self.chain, self.run.starts, self.run.ends, self.slacks, self._critical())
        details = None
        if self.case.details_notice and self.case.covered:
            signed = date.fromordinal(self.run.ends[self.chain.names.index(StepName.CONTRACT_SIGNATURE)])
            details = details_by(self.facts, signed, tables=self.tables)
        announced = self.chain.announced if self.chain.key else None
        steps, wrong = shown(drawn, announced=announced, details=details)
        if refused := [one for one in wrong if one.code != BROKEN]:
            return undecided(*refused)
        safe = self._last_safe(limit) if needed else None
        result = Timetable(
            steps=tuple(steps),
            ends_on=date.fromordinal(end),
            last_safe_start_on=safe,
            slack_days=limit - end if needed else None,
        )
        return Answer(result, tuple(self._findings(result, (*wrong, *(details[2] if details else ())))), "PA 2023 s.54")

    def _latest_ends(self, limit: int) -> list[int | None]:
        """Go back from a day: for each step, how many days later it may end."""
        found: list[int | None] = []
        for number in range(len(self.links) - 1, -1, -1):
            link, ends = self.links[number], self.run.ends[number]
            found.append(limit - ends)
            if number <= self.next:
                self.latest_ready = self._latest_ready(number, limit)
                found += [None] * number
                break
            ready = self._latest_ready(number, limit)
            if ready is None:
                found += [None] * number
                self.latest_ready = None
                break
            limit = ready if link.same_day else ready - 1
        return found[::-1]

    def _latest_ready(self, number: int, limit: int) -> int | None:
        run = self.links[number].run
        ready = self.run.readies[number]
        return latest(lambda day: run(day)[1], limit, ready + limit - self.run.ends[number])

    def _critical(self) -> list[bool]:
        """Say of each step whether a day's delay of its end delays the end of all."""
        links, ends = self.links, self.run.ends
        found = [True]
        for number in range(len(links) - 1, 0, -1):
            moved = links[number].run(ends[number - 1] + 1 + (not links[number].same_day))[1]
            if moved == ends[number] or found[-1]:
                found.append(moved != ends[number])
            else:
                found.append(moved >= NEVER or self._end_from(moved + self.gaps[number], number + 1) > self.run.end)
        return found[::-1]

    def _end_from(self, ready: int, place: int) -> int:
        """Follow the chain from a link on and give only its end."""
        for number in range(place, len(self.links)):
            ends = self.links[number].run(ready)[1]
            if ends >= NEVER:
                break
            ready = ends + self.gaps[number]
        return ends

    def _last_safe(self, limit: int) -> date | None:
        """Search for the last day on which the first step not done may begin; a chain that is done has none.

        A day that somebody typed is a choice and no limit: whoever begins later moves it. Its step keeps its length.
        """
        if self.next >= len(self.links):
            return None
        runs = [self._moved(number) for number in range(self.next, len(self.links))]
        guess = self.latest_ready or self.run.readies[self.next] + limit - self.run.end

        def end_of(first: int) -> int:
            if not self.next:
                self._announce(first)
            ready = first
            for number, run in enumerate(runs, self.next):
                ends = run(ready)[1]
                if ends >= NEVER:
                    break
                ready = ends + self.gaps[number]
            return ends

        if self.chain.key and not self.next:
            guess = min(guess, self._latest_notice(guess))
        found = latest(end_of, limit, guess)
        self._announce(self._first_day())
        if found is None or date.fromordinal(found) < act_began(self.tables):
            return None
        return date.fromordinal(found)

    def _moved(self, number: int) -> Callable[[int], tuple[int, int]]:
        """Give how a step runs where the days typed for it may move; a longer span stays as long as it was typed."""
        link = self.links[number]
        if link.fixed is None or link.fixed.done or link.free is None:
            return link.run
        free = link.free
        more = link.fixed.ends_on.toordinal() - free(self.run.readies[number])[1] if link.step in SPANS else 0

        def run(ready: int) -> tuple[int, int]:
            starts, ends = free(ready)
            return starts, ends + max(more, 0)

        return run

    def _latest_notice(self, guess: int) -> int:
        """Guess how late the notice of a key decision may be: its days before the latest meeting that still does."""
        assert self.chain.key is not None, "asked only for a key decision"
        place = self.chain.names.index(self.chain.key)
        slack = self.slacks[place]
        if slack is None:
            return guess
        by = self.run.ends[place] + slack
        sittings = self.case.sittings.get(self.chain.key)
        by = (sittings.last_by(by) if sittings else None) or by
        return self.chain.announced + by - self.chain.floor

    def _findings(self, result: Timetable, said: tuple[Finding, ...]) -> list[Finding]:
        starts = dict(zip(self.chain.names, self.run.starts, strict=True))
        found = [*broken(self.chain, self.run.readies), *self._lateness(result), *self.case.findings]
        found += self.chain.findings(starts)
        if self.chain.key:
            found += asking.key_decision(self.chain.announced, tables=self.tables).findings
        found += said
        found += self._unused_meetings()
        found += expected_findings(result.steps[0].starts_on, result.ends_on, tables=self.tables)
        return list({(one.code, one.message): one for one in found}.values())

    def _lateness(self, result: Timetable) -> list[Finding]:
        needed, late = self.facts.needed_by, -(result.slack_days or 0)
        if needed is None or late <= 0:
            return []
        words = f"All is ready on {result.ends_on.isoformat()}, {late} days after it is needed on {needed.isoformat()}."
        safe = result.last_safe_start_on
        begin = date.fromordinal(self.run.readies[self.next]) if self.next < len(self.links) else None
        if safe is None or begin is None:
            more = "No start would have been early enough, with the meetings that are listed."
        elif safe >= begin:
            more = "Without the days that were typed it would be in time."
        else:
            more = f"The last safe start was {safe.isoformat()}, {(begin - safe).days} days before {begin.isoformat()}."
        return [Finding("late", f"{words} {more} Move the need date, shorten a step, or choose another procedure.")]

    def _unused_meetings(self) -> list[Finding]:
        found = [
            warn("meeting_on_closed_day", f"The meeting of {day.isoformat()} is on a closed day and was not used.")
            for day in self.lost
        ]
        for link, day in zip(self.links, self.run.starts, strict=True):
            if link.step in self.case.sittings and link.fixed is None and not self.days.is_open(day):
                on = date.fromordinal(day).isoformat()
                words = (
                    f"The meeting of {on} for {link.step.label.lower()} is on a weekend or bank holiday. Check its day."
                )
                found.append(warn("meeting_on_holiday", words, CONSTITUTION))
        if self.facts.planned_notice_on and self.facts.procedure is not Procedure.OPEN:
            words = "The planned procurement notice was not counted: only an open procedure invites by its notice."
            found.append(inform("planned_notice_not_counted", words, "PA 2023 s.15(3)"))
        return found


PLANNER = Rule(
    "timetable",
    "Which dates does this procurement have?",
    "PA 2023 s.54",
    "Planning",
    plan,
    TimetableFacts,
    Timetable,
)

"""What the rule on the order of notices is told and answers, and where a notice stands in a procedure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from hub.law.facts import Ask, facts, result
from hub.law.terms import NoticeType, Procedure

COMPETITIVE = frozenset({Procedure.OPEN, Procedure.COMPETITIVE_FLEXIBLE, Procedure.DYNAMIC_MARKET})


@facts
class Published:
    """One notice and the day on which the platform confirmed it."""

    notice: Annotated[NoticeType, Ask("Which notice?")]
    on: Annotated[date, Ask("When did the platform confirm it?", "The day of publication, not of sending.")]


@facts
class SequenceFacts:
    """The notices of one procurement in their order, and the days of what guards them."""

    procedure: Annotated[Procedure, Ask("How is the contract awarded?")]
    published: Annotated[tuple[Published, ...], Ask("Which notices were published, and when?", "Oldest first.")]
    conflicts_assessed_on: Annotated[
        date | None, Ask("When was the conflicts assessment prepared?", "Empty if there is none.")
    ]
    summaries_sent_on: Annotated[
        date | None, Ask("When did the last assessment summary go out?", "Empty if none has gone out.")
    ]
    entered_on: Annotated[date | None, Ask("When was the contract entered into?")] = None
    ended_on: Annotated[date | None, Ask("When did the contract end?", "The last day of its term counts too.")] = None
    light_touch: Annotated[bool, Ask("Is it a light touch contract?", "The CPV codes of the contract decide.")] = False
    standstill_exempt: Annotated[
        bool, Ask("Is the award exempt from the mandatory standstill?", "Ask `standstill-needed`.")
    ] = False
    standstill_ends_on: Annotated[
        date | None,
        Ask("When does the standstill stated in UK6 end?", "Left out, the legal one is counted from the award notice."),
    ] = None
    suspended: Annotated[bool, Ask("Did a court claim suspend the procurement when the contract was entered into?")] = (
        False
    )
    kpis_needed: Annotated[int, Ask("How many key performance indicators are needed?", "Ask `contract-entered`.")] = 0
    kpis_set: Annotated[int, Ask("How many were set before the contract was entered into?")] = 0
    changed_on: Annotated[date | None, Ask("From which day does the change apply?")] = None
    change_notice_needed: Annotated[
        bool, Ask("Does the change need a contract change notice?", "Ask `modification`.")
    ] = True
    change_standstill_ends_on: Annotated[date | None, Ask("When does the standstill before the change end?")] = None
    advertised_elsewhere_on: Annotated[date | None, Ask("When was it first advertised elsewhere?")] = None

    @property
    def switched(self) -> bool:
        """Say whether a competition was left for a direct award (PA 2023 s.43)."""
        return any(one.notice is NoticeType.UK5 for one in self.published)

    @property
    def below(self) -> bool:
        """Say whether the contract is below the threshold."""
        return self.procedure is Procedure.BELOW_THRESHOLD

    @property
    def exempt(self) -> bool:
        """Say whether the award needs no mandatory standstill (PA 2023 s.51(3))."""
        by_kind = self.procedure in {Procedure.CALL_OFF, Procedure.DYNAMIC_MARKET} and not self.switched
        return self.standstill_exempt or self.light_touch or by_kind

    @property
    def award(self) -> date | None:
        """Give the day of the award notice that counts: the last one not after entry, else the first of all."""
        days = self.days_of(NoticeType.UK6)
        before = [day for day in days if self.entered_on is None or day <= self.entered_on]
        return before[-1] if before else next(iter(days), None)

    def days_of(self, notice: NoticeType) -> list[date]:
        """Give the days on which a notice was published, oldest first."""
        return [one.on for one in self.published if one.notice is notice]


@result
class Broken:
    """A guard that was not kept."""

    guard: str
    notice: NoticeType | None


@result
class Owed:
    """A notice that what happened has made due, and its last day."""

    notice: NoticeType
    by: date


@result
class Sequence:
    """Whether the order is lawful, which guards were broken, which notices may come next, and which are due by when."""

    accepted: bool
    broken: tuple[Broken, ...]
    next: tuple[NoticeType, ...]
    due: tuple[Owed, ...]


@dataclass(frozen=True)
class Place:
    """Where a notice stands in a procedure: what comes before it, and what closes it."""

    after: frozenset[str]
    closed_by: frozenset[str]

    def fault(self, seen: set[NoticeType]) -> str | None:
        """Name what is wrong with the notice after those seen, if anything."""
        if self.after and not self.after & seen:
            return "too_early"
        return "too_late" if self.closed_by & seen else None

"""Whether the notices published so far came in a lawful order, and which may come next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Annotated

from hub.law.answers import Answer, bad, undecided
from hub.law.calendar import outside
from hub.law.facts import Ask, facts, result
from hub.law.findings import Finding
from hub.law.registry import rule
from hub.law.tables import Tables
from hub.law.terms import NoticeType, Procedure

TABLE = "notice_sequences"
COMPETITIVE = frozenset({Procedure.OPEN, Procedure.COMPETITIVE_FLEXIBLE, Procedure.DYNAMIC_MARKET})
NEEDS_ASSESSMENT = frozenset({NoticeType.UK4, NoticeType.UK5, NoticeType.UK13})


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
    standstill_ends_on: Annotated[
        date | None,
        Ask("When does the standstill end?", "The later of the legal one and that in UK6."),
    ] = None
    suspended: Annotated[bool, Ask("Did a court claim suspend the procurement when the contract was entered into?")] = (
        False
    )
    kpis_needed: Annotated[int, Ask("How many key performance indicators are needed?", "Ask `contract-entered`.")] = 0
    kpis_set: Annotated[int, Ask("How many were set before the contract was entered into?")] = 0
    changed_on: Annotated[date | None, Ask("From which day does the change apply?")] = None
    change_standstill_ends_on: Annotated[date | None, Ask("When does the standstill before the change end?")] = None
    advertised_elsewhere_on: Annotated[date | None, Ask("When was it first advertised elsewhere?")] = None


@result
class Broken:
    """A guard that was not kept."""

    guard: str
    notice: NoticeType | None


@result
class Sequence:
    """Whether the order is lawful, which guards were broken, and which notices may come next."""

    accepted: bool
    broken: tuple[Broken, ...]
    next: tuple[NoticeType, ...]


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


@rule(
    "notice-sequence",
    title="Did our notices come in order?",
    citation="PA 2023 ss.21, 39, 44, 50 to 55, 75, 76, 80, 83",
    topic="Notices",
)
def notice_sequence(facts: SequenceFacts, *, tables: Tables) -> Answer[Sequence]:
    """Walk through the notices of a procurement and name every guard that was broken.

    A competitive procedure begins with a tender notice (PA 2023 s.21(1)). A direct award is announced by a transparency
    notice first (PA 2023 s.44(1)). A dynamic market is announced before it is established (PA 2023 s.39(2)). Every
    award of a public contract has its contract award notice before the contract is entered into (PA 2023 s.50(1)). A
    tender, transparency or dynamic market notice waits for a conflicts assessment (PA 2023 s.83(1), (2)). The award
    notice of a competitive procedure waits for the assessment summaries (PA 2023 s.50(3)). Entry into the contract
    waits for the end of standstill (PA 2023 s.51(1)). It waits for the end of a suspension by a court claim
    (PA 2023 s.101(1)). It waits for the key performance indicators of a large contract (PA 2023 s.52(1)). The contract
    details notice follows entry (PA 2023 s.53(1)). A change waits for its notice where one is needed
    (PA 2023 s.75(1)). It waits for the end of a standstill stated there
    (PA 2023 s.76(1)). After the contract or the procurement has ended, no change or further award is announced
    (PA 2023 ss.55, 80). Nothing is advertised elsewhere before it is on the platform (PR 2024 reg 5(11)).
    """
    if wrong := _faults(facts, tables):
        return undecided(*wrong)
    places = _places(tables)[facts.procedure]
    seen: set[NoticeType] = set()
    broken: list[tuple[Broken, Finding]] = []
    for one in facts.published:
        broken += _guards(facts, one, places.get(one.notice), seen)
        seen.add(one.notice)
    broken += [*_entry(facts), *_changes(facts), *_platform(facts)]
    shut = {NoticeType.UK12} if facts.entered_on is not None else set()
    allowed = tuple(one for one in NoticeType if one in places.keys() - shut and places[one].fault(seen) is None)
    answer = Sequence(accepted=not broken, broken=tuple(guard for guard, _ in broken), next=allowed)
    return Answer(answer, tuple(said for _, said in broken))


def _guards(
    facts: SequenceFacts, one: Published, place: Place | None, seen: set[NoticeType]
) -> Iterator[tuple[Broken, Finding]]:
    name = f"{one.notice} {one.notice.label.lower()}"
    if place is None:
        yield _broken("not_for_procedure", f"The {name} does not belong to this procedure.", "PA 2023 s.95", one.notice)
        return
    fault = place.fault(seen)
    if fault == "too_early":
        said = f"The {name} came without {' or '.join(sorted(place.after))} before it."
        yield _broken(fault, said, "PA 2023 ss.21, 39, 44, 50", one.notice)
    if fault == "too_late":
        said = f"The {name} came after {' and '.join(sorted(place.closed_by & seen))}, which closed the way to it."
        yield _broken(fault, said, "PA 2023 ss.55, 80", one.notice)
    above = facts.procedure is not Procedure.BELOW_THRESHOLD
    if above and one.notice in NEEDS_ASSESSMENT and _not_by(facts.conflicts_assessed_on, one.on):
        said = f"The {name} came before a conflicts assessment was prepared."
        yield _broken("conflicts_assessment", said, "PA 2023 s.83(1), (2)", one.notice)
    switched = NoticeType.UK5 in seen
    competitive = facts.procedure in COMPETITIVE and not switched
    if one.notice is NoticeType.UK6 and competitive and _not_by(facts.summaries_sent_on, one.on):
        said = f"The {name} came before the assessment summaries went out."
        yield _broken("summaries", said, "PA 2023 s.50(3)", one.notice)
    if one.notice is NoticeType.UK7 and _not_by(facts.entered_on, one.on):
        said = f"The {name} came before the contract was entered into."
        yield _broken("entered", said, "PA 2023 s.53(1)", one.notice)


def _entry(facts: SequenceFacts) -> Iterator[tuple[Broken, Finding]]:
    entered = facts.entered_on
    if entered is None:
        return
    award = next((one.on for one in facts.published if one.notice is NoticeType.UK6), None)
    if facts.procedure is not Procedure.BELOW_THRESHOLD and _not_by(award, entered):
        said = "The contract was entered into before its contract award notice."
        yield _broken("award_notice", said, "PA 2023 s.50(1)", NoticeType.UK6)
    if facts.standstill_ends_on is not None and entered <= facts.standstill_ends_on:
        yield _broken("standstill", "The contract was entered into before the standstill ended.", "PA 2023 s.51(1)")
    if any(one.notice is NoticeType.UK12 for one in facts.published):
        said = "A contract was entered into, so the procurement was not terminated."
        yield _broken("terminated", said, "PA 2023 s.55(1)", NoticeType.UK12)
    if facts.suspended:
        yield _broken("suspension", "The contract was entered into while a claim suspended it.", "PA 2023 s.101(1)")
    if facts.kpis_set < facts.kpis_needed:
        said = f"The contract was entered into with {facts.kpis_set} of {facts.kpis_needed} indicators set."
        yield _broken("kpis", said, "PA 2023 s.52(1)")


def _changes(facts: SequenceFacts) -> Iterator[tuple[Broken, Finding]]:
    changed = facts.changed_on
    if changed is None:
        return
    notices = [one.on for one in facts.published if one.notice is NoticeType.UK10]
    if notices and changed < notices[-1]:
        said = "The change was made before its contract change notice."
        yield _broken("change_notice", said, "PA 2023 s.75(1)", NoticeType.UK10)
    if facts.change_standstill_ends_on is not None and changed <= facts.change_standstill_ends_on:
        yield _broken("change_standstill", "The change was made before the standstill ended.", "PA 2023 s.76(1)")


def _platform(facts: SequenceFacts) -> Iterator[tuple[Broken, Finding]]:
    first = next((one.on for one in facts.published if one.notice in {NoticeType.UK4, NoticeType.UK5}), None)
    if facts.advertised_elsewhere_on is not None and _not_by(first, facts.advertised_elsewhere_on):
        said = "It was advertised elsewhere before it was on the platform."
        yield _broken("platform_first", said, "PR 2024 reg 5(11)")


def _broken(guard: str, said: str, citation: str, notice: NoticeType | None = None) -> tuple[Broken, Finding]:
    return Broken(guard=guard, notice=notice), Finding(guard, said, citation)


def _not_by(day: date | None, on: date) -> bool:
    return day is None or day > on


def _faults(facts: SequenceFacts, tables: Tables) -> list[Finding]:
    dates = {f"published.{n}.on": one.on for n, one in enumerate(facts.published, start=1)}
    found = outside(tables, **dates, entered_on=facts.entered_on, changed_on=facts.changed_on)
    for n, (one, after) in enumerate(pairwise(facts.published), start=2):
        if after.on < one.on:
            said = f"{after.notice} is older than {one.notice}, which stands before it. Give them oldest first."
            found.append(bad(f"published.{n}.on", said))
    if facts.changed_on is not None and (facts.entered_on is None or facts.changed_on < facts.entered_on):
        found.append(bad("changed_on", "A change comes after entry into the contract. Give or correct entered_on."))
    return found


@lru_cache(maxsize=8)
def _places(tables: Tables) -> dict[str, dict[str, Place]]:
    return {
        row.code: {
            notice: Place(frozenset(one["after"]), frozenset(one["closed_by"]))
            for notice, one in row.data["notices"].items()
        }
        for row in tables.all(TABLE)
    }

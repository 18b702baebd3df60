"""Whether the notices published so far came in a lawful order, which may come next, and which are due."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from hub.law import sequence_guards as guards
from hub.law.answers import Answer, bad, undecided
from hub.law.calendar import outside
from hub.law.findings import Finding
from hub.law.registry import rule
from hub.law.sequence_terms import COMPETITIVE, Broken, Owed, Place, Published, Sequence, SequenceFacts
from hub.law.standstill import stated_faults
from hub.law.tables import Tables
from hub.law.terms import NoticeType, Procedure

__all__ = ["Broken", "Owed", "Published", "Sequence", "SequenceFacts", "notice_sequence"]

TABLE = "notice_sequences"


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
    waits for the end of the standstill, which is counted from the award notice (PA 2023 s.51(1), (2)). A call-off, an
    award by reference to a dynamic market and a light touch contract need none, nor do some direct awards
    (PA 2023 s.51(3)). It waits for the end of a suspension by a court claim
    (PA 2023 s.101(1)). It waits for the key performance indicators of a large contract (PA 2023 s.52(1)). The contract
    details notice follows entry (PA 2023 s.53(1)). So do the notices about payments, performance, changes and ending
    (PA 2023 ss.70, 71, 75, 80). Each notice that follows an event has its last day (PA 2023 ss.53(1), 71(2), 80(1)). A
    change waits for its notice where one is needed (PA 2023 s.75(1)). A change of a light touch contract needs none
    (PA 2023 s.75(6)(b)). It waits for the end of a standstill stated there
    (PA 2023 s.76(1)). After the contract or the procurement has ended, no change or further award is announced
    (PA 2023 ss.55, 80). Nothing is advertised elsewhere before it is on the platform (PR 2024 reg 5(11)).
    """
    if wrong := _faults(facts, tables):
        return undecided(*wrong)
    row = next(row for row in tables.all(TABLE) if row.code == facts.procedure)
    places = _places(tables)[facts.procedure]
    seen: set[NoticeType] = set()
    broken: list[tuple[Broken, Finding]] = []
    for number, one in enumerate(facts.published):
        broken += guards.of_notice(facts, number, places.get(one.notice), seen)
        seen.add(one.notice)
    broken += [*guards.of_entry(facts, tables), *guards.of_changes(facts), *guards.of_platform(facts)]
    broken += guards.of_days(facts, tables)
    # Without a contract nothing is published about it; with one the procurement is not terminated.
    shut = {NoticeType.UK12} if facts.entered_on is not None else set(guards.OF_CONTRACT)
    answer = Sequence(
        accepted=not broken,
        broken=tuple(guard for guard, _ in broken),
        next=tuple(one for one in NoticeType if one in places.keys() - shut and places[one].fault(seen) is None),
        due=guards.owed(facts, tables),
    )
    return Answer(answer, (*(said for _, said in broken), *guards.remarks(facts)), row.data["citation"])


def _faults(facts: SequenceFacts, tables: Tables) -> list[Finding]:
    dates = {f"published.{n}.on": one.on for n, one in enumerate(facts.published, start=1)}
    found = outside(tables, **dates, entered_on=facts.entered_on, changed_on=facts.changed_on, ended_on=facts.ended_on)
    for n, (one, after) in enumerate(pairwise(facts.published), start=2):
        if after.on < one.on:
            said = f"{after.notice} is older than {one.notice}, which stands before it. Give them oldest first."
            found.append(bad(f"published.{n}.on", said))
    if facts.changed_on is not None and (facts.entered_on is None or facts.changed_on < facts.entered_on):
        found.append(bad("changed_on", "A change comes after entry into the contract. Give or correct entered_on."))
    if facts.ended_on is not None and (facts.entered_on is None or facts.ended_on < facts.entered_on):
        found.append(bad("ended_on", "A contract ends after entry into it. Give or correct entered_on."))
    return found or _standstill_faults(facts, tables)


def _standstill_faults(facts: SequenceFacts, tables: Tables) -> list[Finding]:
    competitive = facts.procedure in COMPETITIVE - {Procedure.DYNAMIC_MARKET}
    if facts.standstill_exempt and competitive and not facts.switched and not facts.light_touch:
        said = "A competitive award of a contract that is not light touch needs the standstill. Correct one of the two."
        return [bad("standstill_exempt", said, "PA 2023 s.51(3)")]
    award = facts.award
    if award is None or facts.below:
        return []
    return stated_faults(award, facts.exempt, facts.standstill_ends_on, tables=tables, name="standstill_ends_on")


@lru_cache(maxsize=8)
def _places(tables: Tables) -> dict[str, dict[str, Place]]:
    return {
        row.code: {
            notice: Place(frozenset(one["after"]), frozenset(one["closed_by"]))
            for notice, one in row.data["notices"].items()
        }
        for row in tables.all(TABLE)
    }

"""The deadline rule: whether a bid is in time. One function of facts; its words are printed in every tender.

R1 every request is stamped at the front door; R2 a submission is in time before the due time; R3 a file under way may
finish; R4 nothing new after it; R5 a bid is in time with every file that is; R6 doubt about our clock favours the
bidder; R7 nothing opens while anything is under way; R8 nobody can reopen, and an extension moves everyone; R9 an
incident of ours holds the opening until the lead has decided. Source: the project's security design, section 7.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from hub.bids.rules.facts_read import RULE, Read, faults, read
from hub.bids.rules.history import Decision, FileFinding, Kind, LotFinding, Timeliness, TimelinessFacts
from hub.bids.rules.impairment import lost
from hub.bids.rules.moments import written
from hub.bids.rules.uploads import Judged, Stamped, judge, uploads
from hub.law.answers import Answer, inform, needs, undecided
from hub.law.findings import Finding
from hub.law.registry import Rule
from hub.law.tables import Tables

IN_TIME = "The bid is in time: it was submitted before the due time."
IN_TIME_WITHOUT = "The bid is in time: it was submitted before the due time. It counts without {left}."
BY_CLOCK = (
    "The bid is in time: its stamp is not before the due time by more than our clock could have been wrong, and doubt"
    " favours the bidder."
)
FOR_THEM = "The bid is in time: it was complete at the due time, and the bidder had asked us to submit it."
FOR_THEM_LOTS = FOR_THEM + " It counts for {lots}."
LATE = "The bid is late: Submit was pressed at the due time or after it."
NOTHING = "There is no bid: Submit was not pressed."
INCOMPLETE = "There is no bid: Submit was not pressed, and the bid was not complete at the due time."
CHOSE_NOT = (
    "There is no bid: it was complete, but Submit was not pressed, and the bidder had asked us not to submit it."
)
NO_CHOICE = "There is no bid: it was complete, but Submit was not pressed, and nobody had asked us to submit it."
FINISHED = "The bid counts: it was completed after an incident of ours, in the time by which we had served badly."
LOTS_DECIDE = "what a complete bid holds decides whether it is submitted for a bidder who asked for that."
HELD = " We served badly before the due time. Nothing is opened until the lead has decided what that means."


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What comes out for the bid as a whole."""

    in_time: bool
    rule: str
    message: str
    # The stamp up to which what was sent belongs to the bid; None when there is no bid.
    listed_by: datetime | None = None


def timeliness(facts: TimelinessFacts, *, tables: Tables | None = None) -> Answer[Timeliness]:
    """Decide whether a bid is in time.

    :param facts: the bidder's requests as stamped, the due time and what moved it, and how the Hub served suppliers.
    :param tables: not needed; every rule is called so.
    :returns: whether it is, by which part of the rule, each file and each lot, and from when bids may be opened.
    """
    if wrong := faults(facts):
        return undecided(*wrong)
    known = read(facts)
    if not known.lots and _choice(known, known.due) and not _counting(known, known.due):
        return undecided(needs("lots", LOTS_DECIDE, RULE))
    first = _decide(known, known.due)
    away = lost(known.minutes, known.due)
    if away and not first.in_time and facts.decision is Decision.FINISH:
        later = _decide(known, known.due + away)
        if later.in_time:
            done = _Outcome(True, "R9", FINISHED, later.listed_by)
            return Answer(_result(known, done, known.due + away), _findings(known))
    is_held = bool(away) and facts.decision is None
    if is_held and not first.in_time:
        first = _Outcome(False, "R9", first.message + HELD)
    return Answer(_result(known, first, known.due, is_held=is_held), _findings(known))


TIMELINESS = Rule(
    "timeliness", "Is this bid in time?", "The deadline rule, R1 to R9", "Bids", timeliness, TimelinessFacts, Timeliness
)


def _decide(known: Read, due: datetime) -> _Outcome:
    if counting := _counting(known, due):
        return _submitted(known, counting[-1], due)
    late = any(one.kind is Kind.SUBMIT for one in known.requests)
    files = _files(known, due)
    complete = [one.lot for one in _lots(known, due, files) if one.complete]
    choice = _choice(known, due)
    if not complete:
        return _Outcome(False, "R2" if late else "R5", LATE if late else INCOMPLETE if known.lots else NOTHING)
    if choice:
        all_of_them = len(complete) == len(known.lots)
        message = FOR_THEM if all_of_them else FOR_THEM_LOTS.format(lots=_named(complete))
        return _Outcome(True, "R5", message, due)
    if late:
        return _Outcome(False, "R2", LATE)
    return _Outcome(False, "R5", NO_CHOICE if choice is None else CHOSE_NOT)


def _counting(known: Read, due: datetime) -> list[Stamped]:
    """Give the submissions that count, in their order; the last one stands."""
    return [one for one in known.requests if one.kind is Kind.SUBMIT and one.is_before(due)]


def _submitted(known: Read, last: Stamped, due: datetime) -> _Outcome:
    files = _files(known, due, by=last.at)
    left = [one.item for one in files if not one.in_time]
    if left:
        return _Outcome(True, "R5", IN_TIME_WITHOUT.format(left=_named(left)), last.at)
    if last.at >= due:
        return _Outcome(True, "R6", BY_CLOCK, last.at)
    return _Outcome(True, "R5" if any(one.is_under_way for one in files) else "R2", IN_TIME, last.at)


def _listed(known: Read, due: datetime, by: datetime | None = None) -> set[str]:
    """Give the files and answers of the draft as they stood at the due time, or when Submit was pressed."""
    found: set[str] = set()
    for one in known.requests:
        if not one.is_before(due) or (by is not None and one.at > by):
            continue
        if one.kind in (Kind.CREATE, Kind.FORM, Kind.ANSWER):
            found.add(one.item)
        elif one.kind is Kind.REMOVE:
            found.discard(one.item)
    return found


def _files(known: Read, due: datetime, by: datetime | None = None) -> list[Judged]:
    """Judge the files that belong to the bid: those listed, and begun no later than they were listed."""
    listed = _listed(known, due, by=by)
    return [
        judge(one, due, known.grace)
        for name, one in sorted(uploads(known.requests).items())
        if name in listed and one.begun.is_before(due) and (by is None or one.begun.at <= by)
    ]


def _lots(known: Read, due: datetime, files: list[Judged], by: datetime | None = None) -> list[LotFinding]:
    listed = _listed(known, due, by=by)
    sent = {one.item: one.in_time for one in files}
    found = []
    for lot in known.lots:
        missing = tuple(need for need in lot.needs if need not in listed or not sent.get(need, True))
        found.append(LotFinding(lot=lot.lot, complete=not missing, missing=missing))
    return found


def _choice(known: Read, due: datetime) -> bool | None:
    chosen = [one.submit_for_me for one in known.requests if one.kind is Kind.CHOOSE and one.is_before(due)]
    return chosen[-1] if chosen else None


def _result(known: Read, outcome: _Outcome, due: datetime, *, is_held: bool = False) -> Timeliness:
    files = [judge(one, due, known.grace) for _, one in sorted(uploads(known.requests).items())]
    listed = _files(known, due, by=outcome.listed_by)
    under_way = any(one.is_under_way for one in files)
    opens = due + known.grace if under_way else due
    return Timeliness(
        in_time=outcome.in_time,
        rule=outcome.rule,
        message=outcome.message,
        due_at=written(known.due),
        opens_from=written(max(opens, known.due)),
        is_held=is_held,
        files=tuple(FileFinding(file=o.item, in_time=o.in_time, rule=o.rule, message=o.why) for o in files),
        lots=tuple(_lots(known, due, listed, by=outcome.listed_by)),
    )


def _findings(known: Read) -> tuple[Finding, ...]:
    return tuple(
        inform("no_effect", f"The extension made at {written(at)} moves nothing: {why}", RULE)
        for at, why in known.without_effect
    )


def _named(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"

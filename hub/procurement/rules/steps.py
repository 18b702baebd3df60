"""What has to be done next on a case, from what is known of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from hub.platform.words import date_long
from hub.procurement.terms import State


@dataclass(frozen=True, kw_only=True)
class Situation:
    """Which parts of a case are done.

    Args:
        status: its state.
        is_late: the need date can no longer be met by starting today.
        covered: it is a covered procurement; None while nobody can say.
        has_options: an option was chosen, or so small a case needs no appraisal.
        goes_to_market: the chosen option does, or none was chosen.
        awards_directly: the chosen procedure is a direct award, which no competition precedes.
        awaits_notice: its timetable has a transparency notice, and nobody said that it was published.
        notice_on: the day that the timetable gives for that notice.
        standstill_until: the last day of the standstill in the timetable; None where there is none.
    """

    status: str
    is_late: bool
    covered: bool | None
    has_kind: bool
    has_value: bool
    has_need: bool
    has_options: bool
    goes_to_market: bool
    has_route: bool
    has_procedure: bool
    has_plan: bool
    has_lots_decision: bool
    has_team: bool
    has_objectives: bool
    has_social_value: bool
    has_smes: bool
    has_assessment: bool
    awards_directly: bool = False
    awaits_notice: bool = False
    notice_on: date | None = None
    standstill_until: date | None = None


@dataclass(frozen=True)
class Missing:
    """Something that a gate requires and the case lacks.

    Args:
        act: the name of the act on the case that closes it; empty where it is closed elsewhere.
        comes_first: it is to be closed before the options are appraised.
    """

    act: str
    todo: str
    says: str
    page: str
    comes_first: bool = False


@dataclass(frozen=True)
class Next:
    """What comes next: an act on the case, or what a gate misses; one of the two may be empty.

    Args:
        act: the name of the act on the case.
        page: where a gap is closed that the act does not lead to.
    """

    act: str
    title: str
    why: str
    page: str = ""


Own = tuple[str, str, str]

# What a gate may require that everything after it rests on.
EARLY = ("revise", "estimate", "aggregate")
AFTER: dict[str, Own] = {
    State.APPROVED: ("compete", "Go to the market", "It is approved."),
    State.COMPETING: ("award", "Record the award", "When the contract is awarded."),
    State.AWARDED: ("close", "Close the case", "When its contract is signed."),
}
# A duty with a day this near comes before what the record lacks, where the record has more time.
NEAR = timedelta(days=7)


def comes_first(due_on: date, safe: date | None, *, on: date) -> bool:
    """Say whether a duty that is due on a day is the next step, rather than what the record lacks.

    Args:
        safe: the last safe start of a case that waits for the market, by which its next step begins; None for others.
    """
    return due_on <= on + NEAR and (safe is None or due_on < safe)


def next_act(now: Situation, missing: Iterable[Missing] = ()) -> Next | None:
    """Give what comes next; None when nothing is left.

    Args:
        missing: what the gates before the next stage still require, in their order. It is read only where the case
            itself does not come first, since to ask every gate costs queries.
    """
    if now.status == State.SHAPING:
        return next(_shaping(now, missing))
    if now.status not in AFTER:
        return None
    return next((_asked(one) for one in missing), Next(*_after(now)))


def _after(now: Situation) -> Own:
    """Give the step after a state; a direct award goes by notice, award and standstill instead of to the market."""
    if now.status == State.APPROVED and now.awards_directly:
        if now.awaits_notice:
            planned = f" It is planned for {date_long(now.notice_on)}." if now.notice_on else ""
            why = "Nothing is awarded before it (PA 2023 s.44(1)). Then say in the timetable when it was published."
            return "plan", "Publish the transparency notice", f"{why}{planned}"
        return "award", "Record the award", "A direct award is awarded without a competition."
    if now.status == State.AWARDED and now.standstill_until:
        until = date_long(now.standstill_until)
        why = f"Its contract may be signed once the standstill is over, as planned after {until}."
        return "close", "Sign the contract, then close the case", why
    return AFTER[now.status]


def _asked(one: Missing) -> Next:
    return Next(one.act, one.todo, one.says, one.page)


def _shaping(now: Situation, missing: Iterable[Missing]) -> Iterator[Next]:
    """Give what is to be done: the facts first, then the case's own order, in which what a gate requires has its place.

    What the case itself would not ask for, such as lots below the threshold, is asked for where a gate requires it.
    """
    yield from (Next(*one) for one in _facts(now))
    required: dict[str, Missing] = {}
    elsewhere = []
    for one in missing:
        if one.act:
            required.setdefault(one.act, one)
        elif one.comes_first:
            yield _asked(one)
        else:
            elsewhere.append(one)
    yield from (_asked(required.pop(act)) for act in EARLY if act in required)
    for own, is_done in _decisions(now):
        gap = required.pop(own[0], None)
        if not is_done:
            yield Next(*own)
        elif gap is not None:
            yield _asked(gap)
    yield from (_asked(one) for one in (*required.values(), *elsewhere))
    title = "Approve the direct award" if now.awards_directly else "Approve it to compete"
    yield Next("approve", title, "Everything that the plan needs is decided.")


def _facts(now: Situation) -> Iterator[Own]:
    if not now.has_kind:
        yield "revise", "Say what it is mainly for", "The threshold and the routes follow from it."
    if not now.has_value:
        yield "estimate", "Estimate the value", "The threshold, the routes and the approvals follow from it."
    if not now.has_need:
        yield "plan", "Say when it is needed", "The last safe start follows from it."
    if now.is_late:
        yield "plan", "Bring the need date back within reach", "Move it, shorten a step, or choose another route."


def _decisions(now: Situation) -> Iterator[tuple[Own, bool]]:
    """Give each decision of a case in its order, and whether the case itself has nothing to ask there."""
    why = "Do nothing, do it ourselves, share it or buy it: the gate will ask."
    yield ("appraise", "Appraise the options", why), now.has_options
    why = "The chosen option does not go to the market."
    yield ("abandon", "Give the procurement up", why), now.goes_to_market
    yield ("advise", "Find the routes that are open", "A few plain questions; the reasons are kept."), now.has_route
    why = "The routes that are open are listed with their dates."
    yield ("choose_procedure", "Choose the procedure", why), now.has_procedure
    yield ("plan", "Plan the timetable", "Every date with its rule, and the last safe start."), now.has_plan
    why = "The Act asks to consider them before the tender notice (s.18)."
    yield ("set_lots", "Decide about lots", why), now.has_lots_decision or not now.covered
    why = "Project, procurement, legal, finance and the contract manager take part."
    yield ("name_team", "Name the team", why), now.has_team
    yield ("set_objectives", "Name the objectives that it serves", "Each with its measure."), now.has_objectives
    why = "In or out, by your authority's rule."
    yield ("decide_social_value", "Decide about social value", why), now.has_social_value
    why = "What keeps them away, and what is done about it."
    yield ("consider_smes", "Consider small and medium firms", why), now.has_smes
    why = "Needed before the first notice (s.83)."
    yield ("assess_conflicts", "Assess conflicts of interest", why), now.has_assessment or not now.covered

"""Rules of governance over plain values: when papers are due, what a quorum is, who may decide what."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hub.governance.terms import Effect, Function, KeyRoute, MeetingState, Outcome, Stage
from hub.law.answers import Answer
from hub.law.bank_holidays import Nation
from hub.law.calendar import add_months, add_working_days, is_working_day
from hub.law.findings import Finding
from hub.law.governance import (
    EXCEPTION,
    KEY_DECISION,
    CallIn,
    CallInFacts,
    EarliestDecision,
    GeneralExceptionFacts,
    KeyDecisionFacts,
    call_in,
    general_exception,
    key_decision,
)
from hub.law.officer_decisions import OfficerDecision, OfficerDecisionFacts, officer_decision
from hub.law.scrutiny_rights import URGENCY
from hub.law.tables import Tables
from hub.platform.words import date_long, with_days_in_words

# Not law: no body needs its papers longer before a meeting.
MOST_PAPERS_DAYS = 30
# Bodies of an English authority keep the bank holidays of England and Wales; the Act's calendar is the whole kingdom's.
HERE = (Nation.ENGLAND_WALES,)
OWN = "You asked for this. Somebody else must decide it."
OWN_CASE = "You lead or sponsor this. Somebody else must decide it."


@dataclass(frozen=True)
class Subject:
    """The record that an item or a decision is about.

    :param kind: its sort, as events name it ("gateway.gatereview").
    :param page: the address of its page.
    """

    kind: str
    pk: int
    reference: str
    title: str
    page: str


@dataclass(frozen=True)
class Recess:
    """A span in which bodies do not meet; both days belong to it."""

    label: str
    starts_on: date
    ends_on: date

    def covers(self, day: date) -> bool:
        """Say whether a day lies in it."""
        return self.starts_on <= day <= self.ends_on


@dataclass(frozen=True)
class Seat:
    """One member at a meeting: who, with which functions, and whether they are in the room."""

    person: int
    functions: frozenset[Function]
    is_present: bool = True
    has_vote: bool = True


@dataclass(frozen=True)
class Quorum:
    """How a quorum was counted.

    :param needed: how many members must be there.
    :param present: how many are there and may take part.
    :param missing: functions that are needed and not there.
    """

    needed: int
    present: int
    missing: tuple[Function, ...]

    @property
    def is_met(self) -> bool:
        """Say whether the body can decide."""
        return self.present >= self.needed and not self.missing


def papers_due(meets_on: date, days: int, *, tables: Tables, recesses: Collection[Recess] = ()) -> date:
    """Give the last day for the papers of a meeting: so many working days lie between it and the meeting.

    :param days: working days before the meeting; days of a recess do not count.
    """
    due = meets_on
    for _ in range(days):
        due -= timedelta(days=1)
        while not _counts(due, tables, recesses):
            due -= timedelta(days=1)
    return due


def _counts(day: date, tables: Tables, recesses: Collection[Recess]) -> bool:
    return is_working_day(day, tables=tables, nations=HERE) and not any(one.covers(day) for one in recesses)


def bars_to_a_day(
    meets_on: date, *, on: date, tables: Tables, recesses: Collection[Recess] = (), reason: str = ""
) -> Iterator[Finding]:
    """A body meets on a working day that is still to come, and in a recess only for a reason."""
    if meets_on < on:
        yield Finding("past", "The meeting must be today or later. Choose a later day.", cure="meets_on")
    if not is_working_day(meets_on, tables=tables, nations=HERE):
        message = "That is a weekend or a bank holiday. Choose a working day."
        yield Finding("no_working_day", message, cure="meets_on")
    for recess in recesses:
        if recess.covers(meets_on) and not reason.strip():
            message = f"That lies in the recess “{recess.label}”. Choose another day, or say why it must meet then."
            yield Finding("recess", message, cure="reason")


def quorum_of(
    seats: Iterable[Seat], *, needed: int, functions: Collection[Function], apart: Collection[int] = ()
) -> Quorum:
    """Count a quorum: members who are there and may vote, each once, and the functions that they bring.

    :param needed: how many must be there.
    :param functions: those that must be among them.
    :param apart: people who take no part: who declared an interest, and who asked for what is decided.
    """
    there = [one for one in seats if one.is_present and one.has_vote and one.person not in apart]
    brought = {function for one in there for function in one.functions}
    missing = tuple(one for one in Function if one in functions and one not in brought)
    return Quorum(needed, len({one.person for one in there}), missing)


def quorum_in_words(quorum: Quorum) -> str:
    """Say how a quorum stands: "Quorate: 5 of 4 needed." or what is missing."""
    if quorum.is_met:
        return f"Quorate: {quorum.present} present, {quorum.needed} needed."
    return f"Not quorate: {' and '.join(_short_of(quorum))}. You can discuss, not decide."


def _short_of(quorum: Quorum) -> list[str]:
    found = []
    if quorum.present < quorum.needed:
        found.append(f"{quorum.present} of {quorum.needed} members can take part")
    if quorum.missing:
        found.append("nobody speaks for " + ", ".join(one.label.lower() for one in quorum.missing))
    return found


def bars_to_quorum(quorum: Quorum, *, asked_by: int | None, recorded_by: int | None) -> Iterator[Finding]:
    """A body decides with a quorum, and nobody decides their own request."""
    if not quorum.is_met:
        yield Finding("no_quorum", quorum_in_words(quorum), cure="attendance")
    if asked_by is not None and asked_by == recorded_by:
        yield Finding("own_request", OWN)


def bars_to_conditions(outcome: str, conditions: Sequence[Mapping[str, Any]]) -> Iterator[Finding]:
    """Conditions go with one outcome only, and that outcome has some."""
    if outcome == Outcome.WITH_CONDITIONS and not conditions:
        yield Finding("no_condition", "Enter at least one condition, or choose Approved.", cure="conditions")
    if outcome != Outcome.WITH_CONDITIONS and conditions:
        yield Finding("conditions", "Conditions go with “Approved with conditions” only. Choose that, or clear them.")


def bars_to_moving(status: str, *, reference: str) -> Iterator[Finding]:
    """A meeting whose papers are out is not moved: it is called again, with the reason, and everyone is told."""
    if status == MeetingState.CONVENED:
        message = "Its papers went out for the day that it has. Call it again with the reason: everyone is then told."
        yield Finding("papers_out", message, cure=f"/meetings/{reference}/reconvene/")


@dataclass(frozen=True)
class KeyNotice:
    """How the public was told of a key decision.

    :param route: of ``KeyRoute``; empty where nothing is recorded yet.
    :param on: the day of the notice, or of the agreement to special urgency.
    :param reason: why a notice of 28 days was impracticable; the exceptions need it.
    """

    route: str = ""
    on: date | None = None
    reason: str = ""

    @property
    def citation(self) -> str:
        """Give the article that it rests on."""
        return {KeyRoute.GENERAL: EXCEPTION, KeyRoute.SPECIAL: URGENCY}.get(self.route, KEY_DECISION)  # type: ignore[call-overload, no-any-return]


def first_day_of(notice: KeyNotice, on: date, *, tables: Tables) -> Answer[EarliestDecision]:
    """Give the first day on which a key decision may be made.

    :param on: the day of the notice.
    """
    if notice.route == KeyRoute.SPECIAL:
        return Answer(EarliestDecision(earliest_decision_on=on), (), URGENCY)
    if notice.route == KeyRoute.GENERAL:
        return general_exception(GeneralExceptionFacts(available_on=on), tables=tables)
    return key_decision(KeyDecisionFacts(published_on=on), tables=tables)


def bars_to_key_decision(
    notice: KeyNotice, *, decides_on: date, on: date, tables: Tables, is_now: bool = False
) -> Iterator[Finding]:
    """A key decision is made only after the clear days of its notice, or by an exception that the law knows.

    :param decides_on: the day of the meeting, or of the decision.
    :param on: today; a notice that is still to be published cannot be earlier.
    :param is_now: whether the notice must be there by now: when papers go out, and at the decision.
    """
    if not notice.route or notice.on is None:
        yield from _bars_without_notice(decides_on=decides_on, on=on, tables=tables, is_now=is_now)
        return
    if notice.route != KeyRoute.NOTICE and not notice.reason.strip():
        said = "Enter why a notice of 28 clear days was impracticable; the reason is published."
        yield Finding("key_reason", said, notice.citation, cure="key_reason")
    if notice.on > on:
        said = f"{date_long(notice.on)} is still to come. Record the notice on the day on which it is published."
        yield Finding("key_ahead", said, notice.citation, cure="key_notice_on")
        return
    answer = first_day_of(notice, notice.on, tables=tables)
    if answer.result is None:
        yield from (replace(one, message=with_days_in_words(one.message)) for one in answer.findings)
    elif decides_on < answer.result.earliest_decision_on:
        said = (
            f"By the notice of {date_long(notice.on)} this key decision may be made from "
            f"{date_long(answer.result.earliest_decision_on)} on, not on {date_long(decides_on)}. Choose a later day."
        )
        yield Finding("key_early", said, notice.citation, cure="key_notice_on")


def _bars_without_notice(*, decides_on: date, on: date, tables: Tables, is_now: bool) -> Iterator[Finding]:
    first = first_day_of(KeyNotice(KeyRoute.NOTICE), on, tables=tables).sure().earliest_decision_on
    if decides_on >= first and not is_now:
        return
    said = (
        f"This is a key decision and no notice of it is recorded. With a notice of today it may be made from "
        f"{date_long(first)} on. Record the notice that was published, choose a later day, or use an exception of the "
        "law with its reason."
    )
    yield Finding("key_notice", said, KEY_DECISION, cure="key_route")


def key_notice_by(decides_on: date, *, tables: Tables) -> date:
    """Give the last day on which the notice of 28 clear days can be published for a key decision of a day."""
    day = decides_on
    while first_day_of(KeyNotice(KeyRoute.NOTICE), day, tables=tables).sure().earliest_decision_on > decides_on:
        day -= timedelta(days=1)
    return day


def call_in_of(published_on: date, called_in_on: date | None, *, tables: Tables) -> Answer[CallIn]:
    """Ask the law until when a published decision can be called in, and when it takes effect."""
    facts = CallInFacts(
        published_on=published_on, called_in_on=called_in_on, direction_issued_on=None, recommendations_received_on=None
    )
    return call_in(facts, tables=tables)


def votes_fit(votes: dict[str, int], present: int) -> Iterator[Finding]:
    """No more members vote than take part.

    :param votes: numbers by "for", "against" and "abstained".
    """
    if sum(votes.values()) > present:
        message = f"{sum(votes.values())} votes were entered, but only {present} members can take part."
        yield Finding("votes", message, cure="votes_for")


def what_the_record_needs(
    *, decided_on: date, is_express: bool, effect: str, tables: Tables
) -> Answer[OfficerDecision]:
    """Say what the law asks of the record of an officer's decision.

    :param is_express: whether a body expressly authorised the officer.
    :param effect: of ``Effect``; empty for an everyday decision.
    """
    facts = OfficerDecisionFacts(
        decided_on=decided_on,
        express=is_express,
        grants_permission=effect == Effect.PERMISSION,
        affects_individual=effect == Effect.INDIVIDUAL,
        material_spend=effect == Effect.SPENDING,
    )
    return officer_decision(facts, tables=tables)


def notice_due(decided_on: date, days: int, *, tables: Tables) -> date:
    """Give the day by which a decision is published, so many working days after it.

    :param days: a local setting: the law says "as soon as reasonably practicable" (SI 2014/2095 reg 8(1)).
    """
    return add_working_days(decided_on, days, tables=tables, nations=HERE)


@dataclass(frozen=True)
class ForCouncillors:
    """What the criterion looks at: value ex VAT, four scales, and whether it is a key decision."""

    value: Decimal
    risk: int
    political: int
    wards: int
    novelty: int
    is_key: bool = False


@dataclass(frozen=True)
class Asked:
    """What a score asks for: its points, the row that holds, the stages, and when the benefit is rated."""

    points: dict[str, int]
    score: int
    band: str
    stages: tuple[Stage, ...]
    ratings: tuple[int, ...]

    @property
    def is_asked(self) -> bool:
        """Say whether councillors are to be engaged."""
        return bool(self.stages)


def scored(facts: ForCouncillors, rows: Iterable[tuple[str, str, Mapping[str, Any]]]) -> Asked:
    """Score a procurement for councillors by the criterion of its day.

    :param rows: code, label and data of each dated value of the criterion.
    """
    known = {code: (label, data) for code, label, data in rows}
    worth = [data["points"] for _, data in known.values() if "points" in data and facts.value >= _pounds(data)]
    points = {
        "value": max(worth, default=0),
        "risk": facts.risk,
        "political": facts.political,
        "wards": facts.wards,
        "novelty": facts.novelty,
    }
    score = sum(points.values())
    least = known.get("key_decision", ("", {}))[1].get("score_least", 0)
    counts = max(score, least) if facts.is_key else score
    bands = [
        (data["score_from"], label, data)
        for label, data in known.values()
        if "score_from" in data and counts >= data["score_from"]
    ]
    _, label, data = max(bands, key=lambda one: one[0], default=(0, "Nothing is asked for", {}))
    stages = tuple(one for one in Stage if one in data.get("stages", ()))
    return Asked(points, score, label, stages, tuple(data.get("ratings", ())))


def _pounds(data: Mapping[str, Any]) -> Decimal:
    return Decimal(str(data["value_from"]))


def stages_missing(asked: Iterable[str], engaged: Collection[str]) -> list[str]:
    """Give the stages asked for at which councillors were not engaged, in their order."""
    wanted = set(asked)
    return [str(one) for one in Stage if one in wanted and one not in engaged]


def rating_due(awarded_on: date, months: Sequence[int], rated_on: Sequence[date]) -> date | None:
    """Give the day by which the benefit is to be rated next, or None when every rating is there.

    :param months: after the award, at which it is rated.
    :param rated_on: the days of the ratings so far; each meets one of the months, in their order.
    """
    waiting = sorted(months)[len(rated_on) :]
    return add_months(awarded_on, waiting[0]) if waiting else None

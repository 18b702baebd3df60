"""Conflicts of interest: the assessment and its notices, and advantages that cannot be avoided."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from hub.law.answers import Answer, bad, check, inform, undecided, warn
from hub.law.facts import Ask, facts, result
from hub.law.findings import Finding
from hub.law.registry import rule
from hub.law.start import before_the_act
from hub.law.tables import Tables
from hub.law.terms import NoticeType, Term

PREPARE = "PA 2023 s.83(1)"
REVIEW = "PA 2023 s.83(5)(a)-(b)"
CONFIRM = "PA 2023 s.83(5)(c)"
ENDS = "PA 2023 s.83(6)"
PART_6 = "PA 2023 s.1(1), s.84"
ENGAGEMENT = "PA 2023 s.16(4)-(5)"
ENGAGEMENT_STEPS = "PA 2023 s.16(3)"
CONFLICT = "PA 2023 s.82(3)-(4)"
CONFLICT_STEPS = "PA 2023 s.82(1)-(2)"


class ConflictDuty(Term):
    """What the law asks about a conflicts assessment."""

    PREPARE = "prepare", "Prepare the assessment before this notice"
    CONFIRM = "confirm", "Confirm on this notice that the assessment was prepared and revised"
    REVISE = "revise", "Review the assessment, and revise it as necessary, before this notice"


@facts
class ConflictNotice:
    """One notice that was published or is planned."""

    notice: Annotated[NoticeType, Ask("Which notice?")]
    published_on: Annotated[date | None, Ask("When was it published?", "Leave empty if it is still planned.")]
    confirmed: Annotated[bool, Ask("Does it confirm that a conflicts assessment was prepared and revised?")]


@facts
class ConflictsAssessmentFacts:
    """The assessment of a procurement and the notices around it."""

    covered: Annotated[bool, Ask("Is this a covered procurement?", "For a contract that reaches the threshold.")]
    notices: Annotated[tuple[ConflictNotice, ...], Ask("Which notices are planned or published?")]
    prepared_on: Annotated[date | None, Ask("When was the conflicts assessment prepared?")]
    revised_on: Annotated[
        date | None, Ask("When was it last reviewed?", "Leave empty if it was not since it was prepared.")
    ]


@result
class ConflictMissing:
    """One duty that was not met, or that has to be met before a planned notice."""

    duty: ConflictDuty
    notice: NoticeType
    overdue: bool
    citation: str


@result
class ConflictsAssessment:
    """Whether the planned notices may go out, what is missing, and whether the duty has ended."""

    may_publish: bool
    missing: tuple[ConflictMissing, ...]
    confirm_on: tuple[NoticeType, ...]
    review_ended_on: date | None


@rule(
    "conflicts-assessment",
    title="Is our conflicts assessment in order?",
    citation="PA 2023 ss.81 to 83",
    topic="Conflicts of interest",
)
def conflicts_assessment(facts: ConflictsAssessmentFacts, *, tables: Tables) -> Answer[ConflictsAssessment]:
    """Say what is missing from the conflicts assessment of a procurement.

    A conflicts assessment is prepared before the tender or transparency notice is published (PA 2023 s.83(1)), and
    before the first notice about establishing a dynamic market (PA 2023 s.83(2)). It gives the conflicts and potential
    conflicts and the steps about them (PA 2023 s.83(3)), and the steps about what might wrongly be taken for a conflict
    (PA 2023 s.83(4)). It is kept under review and revised as necessary (PA 2023 s.83(5)(a)-(b)). The tender notice, the
    transparency notice, the dynamic market notices of establishment, the contract details notice and the contract
    change notice each confirm it (PA 2023 s.83(5)(c), s.83(8)). Review and confirmation end with the notice that no
    contract will be awarded, the contract termination notice or the notice that the market ceased (PA 2023 s.83(6)).
    Below the threshold there is no such duty (PA 2023 s.1(1), s.84).
    """
    if not facts.covered:
        return _outside()
    if wrong := list(_wrong(facts, tables)):
        return undecided(*wrong)
    lists = {row.code: row for row in tables.all("conflict_notices")}
    ended = [
        one.published_on for one in facts.notices if one.published_on and one.notice in lists["ends"].data["notices"]
    ]
    ended_on = min(ended, default=None)
    confirming = lists["confirm"].data["notices"]
    missing = tuple(
        one
        for notice in facts.notices
        if not _after(notice, ended_on)
        for one in _missing(facts, notice, lists["prepare"].data["notices"], confirming)
    )
    given = ConflictsAssessment(
        may_publish=not any(not one.overdue and one.duty is ConflictDuty.PREPARE for one in missing),
        missing=missing,
        confirm_on=tuple(one.notice for one in facts.notices if one.notice in confirming and not _after(one, ended_on)),
        review_ended_on=ended_on,
    )
    return Answer(given, tuple(_said(facts, given)), missing[0].citation if missing else ENDS if ended_on else CONFIRM)


def _outside() -> Answer[ConflictsAssessment]:
    given = ConflictsAssessment(may_publish=True, missing=(), confirm_on=(), review_ended_on=None)
    said = inform(
        "below_threshold", "The Act asks for no conflicts assessment here. Use the same form as good practice.", PART_6
    )
    return Answer(given, (said,), PART_6)


def _wrong(facts: ConflictsAssessmentFacts, tables: Tables) -> Iterator[Finding]:
    for number, one in enumerate(facts.notices, 1):
        yield from before_the_act(tables, **{f"notices.{number}.published_on": one.published_on})
    if facts.revised_on and facts.prepared_on is None:
        yield bad("revised_on", "An assessment that was not prepared cannot be reviewed. Give both dates.", REVIEW)
    elif facts.revised_on and facts.prepared_on and facts.revised_on < facts.prepared_on:
        yield bad("revised_on", "The review cannot be before the assessment. Correct one of the dates.", REVIEW)


def _after(notice: ConflictNotice, ended_on: date | None) -> bool:
    return ended_on is not None and (notice.published_on is None or notice.published_on > ended_on)


def _missing(
    facts: ConflictsAssessmentFacts, notice: ConflictNotice, first: list[str], confirming: list[str]
) -> Iterator[ConflictMissing]:
    published = notice.published_on
    late = published is not None and facts.prepared_on is not None and facts.prepared_on > published
    if notice.notice in first and (facts.prepared_on is None or late):
        market = notice.notice in (NoticeType.UK13, NoticeType.UK14)
        yield ConflictMissing(
            duty=ConflictDuty.PREPARE,
            notice=notice.notice,
            overdue=published is not None,
            citation="PA 2023 s.83(2)" if market else PREPARE,
        )
    if notice.notice not in confirming:
        return
    if published is None:
        yield ConflictMissing(duty=ConflictDuty.REVISE, notice=notice.notice, overdue=False, citation=REVIEW)
    elif not notice.confirmed:
        yield ConflictMissing(duty=ConflictDuty.CONFIRM, notice=notice.notice, overdue=True, citation=CONFIRM)


def _said(facts: ConflictsAssessmentFacts, given: ConflictsAssessment) -> Iterator[Finding]:
    for one in given.missing:
        if one.duty is ConflictDuty.PREPARE:
            said = "The conflicts assessment was due" if one.overdue else "Prepare the conflicts assessment"
            yield Finding("not_prepared", f"{said} before {one.notice}.", one.citation)
        elif one.duty is ConflictDuty.CONFIRM:
            yield Finding(
                "not_confirmed", f"{one.notice} does not confirm the assessment. Correct the notice.", CONFIRM
            )
        else:
            yield check("review_first", f"Review the assessment before {one.notice}, and confirm it there.", REVIEW)
    for notice in facts.notices:
        if notice.confirmed and facts.prepared_on is None:
            yield warn("confirmed_nothing", f"{notice.notice} confirms an assessment that is not on file.", CONFIRM)
    yield check(
        "everyone_asked",
        "Taken as met: everyone who acts in the procurement or influences a decision was asked about their interests.",
        "PA 2023 s.81(1)-(3)",
    )
    yield check(
        "contents",
        "Taken as met: the assessment gives conflicts, potential conflicts, what may be mistaken for one, and steps.",
        "PA 2023 s.83(3)-(4)",
    )


@facts
class MarketEngagementAdvantageFacts:
    """What taking part in early engagement did for a supplier."""

    engaged_on: Annotated[date, Ask("When did the engagement take place?")]
    tender_notice_on: Annotated[date | None, Ask("When was the tender notice published?", "Leave empty if it was not.")]
    steps_taken: Annotated[bool, Ask("Did you take steps so that nobody gains an unfair advantage?")]
    unfair_advantage: Annotated[bool, Ask("Does a supplier have an unfair advantage from taking part?")]
    avoidable: Annotated[
        bool, Ask("Can the advantage be avoided?", "For instance by sharing what it learned with all.")
    ]


@result
class Advantage:
    """Whether the supplier must be treated as excluded."""

    must_exclude: bool


@rule(
    "market-engagement-advantage",
    title="Must we exclude a supplier that took part in early engagement?",
    citation="PA 2023 s.16",
    topic="Conflicts of interest",
)
def market_engagement_advantage(facts: MarketEngagementAdvantageFacts, *, tables: Tables) -> Answer[Advantage]:
    """Say whether an advantage from preliminary market engagement forces a supplier out.

    Engagement comes before the tender notice (PA 2023 s.16(1)). The authority must take steps so that those who take
    part gain no unfair advantage and competition is not distorted (PA 2023 s.16(3)). A supplier whose unfair advantage
    cannot be avoided must be treated as excluded and kept out of the procedure (PA 2023 s.16(4)-(5)).
    """
    wrong = list(before_the_act(tables, engaged_on=facts.engaged_on, tender_notice_on=facts.tender_notice_on))
    if facts.tender_notice_on and facts.engaged_on > facts.tender_notice_on:
        wrong.append(
            bad(
                "engaged_on",
                "Engagement after the tender notice is not preliminary. Correct one of the dates.",
                "PA 2023 s.16(1)",
            )
        )
    if wrong:
        return undecided(*wrong)
    said = (
        []
        if facts.steps_taken
        else [Finding("take_steps", "Take steps so that nobody gains an unfair advantage.", ENGAGEMENT_STEPS)]
    )
    must = facts.unfair_advantage and not facts.avoidable
    if facts.unfair_advantage and facts.avoidable:
        said.append(Finding("avoid_advantage", "Avoid the advantage, and record how.", ENGAGEMENT_STEPS))
    return Answer(Advantage(must_exclude=must), tuple(said), ENGAGEMENT if must else ENGAGEMENT_STEPS)


@facts
class ConflictAdvantageFacts:
    """What a conflict of interest did for a supplier."""

    on: Annotated[date, Ask("On which day do you decide?")]
    unfair_advantage: Annotated[bool, Ask("Does the conflict put a supplier at an unfair advantage?")]
    avoidable: Annotated[bool, Ask("Can the advantage be avoided?")]
    supplier_takes_steps: Annotated[
        bool | None,
        Ask("Does the supplier take the steps that you consider necessary?", "Leave empty if you asked for none."),
    ]


@rule(
    "conflict-advantage",
    title="Must we exclude a supplier because of a conflict of interest?",
    citation="PA 2023 s.82",
    topic="Conflicts of interest",
)
def conflict_advantage(facts: ConflictAdvantageFacts, *, tables: Tables) -> Answer[Advantage]:
    """Say whether an advantage from a conflict of interest forces a supplier out.

    The authority must take all reasonable steps so that a conflict gives no supplier an unfair advantage or
    disadvantage, and may require a supplier to take steps (PA 2023 s.82(1)-(2)). A supplier must be treated as excluded
    when its advantage cannot be avoided, or when it will not take the steps that are necessary (PA 2023 s.82(3)-(4)).
    """
    if early := list(before_the_act(tables, on=facts.on)):
        return undecided(*early)
    must = facts.unfair_advantage and (not facts.avoidable or facts.supplier_takes_steps is False)
    if facts.unfair_advantage and not must:
        said = Finding(
            "avoid_advantage", "Avoid the advantage, and record how in the conflicts assessment.", CONFLICT_STEPS
        )
        return Answer(Advantage(must_exclude=False), (said,), CONFLICT_STEPS)
    return Answer(Advantage(must_exclude=must), citation=CONFLICT if must else CONFLICT_STEPS)

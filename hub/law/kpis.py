"""How performance is assessed against indicators, and when a breach or a failure to improve is published."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

from hub.law.answers import Answer, bad, check, inform, needs, undecided
from hub.law.calendar import add_months, last_day, outside
from hub.law.contract_entered import TABLE
from hub.law.contract_periods import spoken
from hub.law.facts import Ask, facts, result
from hub.law.findings import Finding
from hub.law.registry import rule
from hub.law.tables import Row, Tables
from hub.law.terms import NoticeType, Term

S71_BEGAN = "SI 2025/1316 reg 2(1)"
THREE_KPIS = check(
    "three_kpis",
    "If more than three indicators were set, publish the three that matter most on the day of publication.",
    "PR 2024 reg 39(4)(d)",
)


class Failing(Term):
    """What went wrong under a contract (PA 2023 s.71(3), (4))."""

    BREACH = "breach", "The supplier broke the contract"
    FAILURE_TO_IMPROVE = "failure_to_improve", "The supplier was given a chance to improve and did not"


class BreachOutcome(Term):
    """What a breach led to (PA 2023 s.71(3)(b))."""

    FULL_TERMINATION = "full_termination", "The whole contract was terminated"
    PARTIAL_TERMINATION = "partial_termination", "Part of the contract was terminated"
    DAMAGES = "damages", "Damages were awarded"
    SETTLEMENT = "settlement", "A settlement was agreed"


@facts
class AssessmentFacts:
    """What decides when performance is next assessed."""

    entered_on: Annotated[date, Ask("When was the contract entered into?")]
    kpis_set: Annotated[
        bool, Ask("Were key performance indicators set because the law asks for them?", "Contracts of more than £5m.")
    ]
    last_assessed_on: Annotated[date | None, Ask("When was performance last assessed and published?")]
    ended_on: Annotated[date | None, Ask("When did the contract end?", "Leave empty while it runs.")] = None


@result
class Assessment:
    """Whether an assessment is still due, by when, and the words in which it is published."""

    required: bool
    due_by: date | None
    ratings: tuple[str, ...]


@rule(
    "kpi-assessment",
    title="When must we next assess performance?",
    citation="PA 2023 s.71(2)",
    topic="Contract",
)
def kpi_assessment(facts: AssessmentFacts, *, tables: Tables) -> Answer[Assessment]:
    """Give the last day of the period in which performance is assessed and the assessment published.

    Where indicators were set because the law asks for them, performance is assessed and published at least once in
    every period of twelve months (PA 2023 s.71(2)). It is assessed and published on termination too
    (PA 2023 s.71(2)). The first period begins with the day of entry or, if later, with the day on which the duty came
    into force (SI 2025/1316 reg 2(1)). Each further one follows the last assessment (PA 2023 s.71(2)). Ratings are
    given in five set words (PR 2024 reg 39(5)). Of the indicators only the three that matter most are published
    (PR 2024 reg 39(4)(d)). Without such indicators nothing is due (PA 2023 s.71(1)).
    """
    if wrong := [*outside(tables, entered_on=facts.entered_on), *_order(facts)]:
        return undecided(*wrong)
    duty = _row(tables, "kpi_assessment")
    rows = tables.on("kpi_ratings", max(facts.entered_on, duty.valid_from))
    ratings = tuple(row.label for row in rows)
    if not facts.kpis_set:
        return Answer(Assessment(required=False, due_by=None, ratings=ratings), (), "PA 2023 s.71(1)")
    ended, last = facts.ended_on, facts.last_assessed_on
    if ended is not None and ended < duty.valid_from:
        return Answer(Assessment(required=False, due_by=None, ratings=ratings), (_not_begun(duty),), S71_BEGAN)
    if ended is not None and last is not None and last >= ended:
        done = inform("assessed", "Performance was assessed on termination; nothing more is due.", "PA 2023 s.71(2)")
        return Answer(Assessment(required=False, due_by=None, ratings=ratings), (done,))
    due = next_assessment(facts.entered_on, last, duty)
    if ended is not None and ended <= due:
        due = ended
    words = inform("ratings", f"Rate each indicator in these words: {'; '.join(ratings)}.", rows[0].data["citation"])
    return Answer(Assessment(required=True, due_by=due, ratings=ratings), (THREE_KPIS, words))


def next_assessment(entered_on: date, last_assessed_on: date | None, duty: Row) -> date:
    """Give the last day of the period of twelve months in which the next assessment falls."""
    months: int = duty.data["months"]
    start = max(entered_on, duty.valid_from)
    first = add_months(start, months) - timedelta(days=1)
    return first if last_assessed_on is None else max(first, add_months(last_assessed_on, months))


class Performance(Term):
    """How performance compares with an indicator (PR 2024 reg 39(5))."""

    MET = "met", "It meets the indicator or is better"
    CLOSE = "close", "It is close to the indicator"
    BELOW = "below", "It is below the indicator"
    FAR_BELOW = "far_below", "It is far below the indicator"
    OTHERWISE = "otherwise", "None of these describes it"


RATED = {
    Performance.MET: "good",
    Performance.CLOSE: "approaching_target",
    Performance.BELOW: "requires_improvement",
    Performance.FAR_BELOW: "inadequate",
    Performance.OTHERWISE: "other",
}


@facts
class KpiRatingFacts:
    """One key performance indicator, and how the contract performed against it."""

    assessed_on: Annotated[date, Ask("On which day is performance assessed?")]
    performance: Annotated[Performance, Ask("How does performance compare with the indicator?")]


@result
class KpiRating:
    """The word in which the performance is published."""

    rating: str


@rule(
    "kpi-rating",
    title="Which rating does this performance get?",
    citation="PR 2024 reg 39(5)",
    topic="Contract",
)
def kpi_rating(facts: KpiRatingFacts, *, tables: Tables) -> Answer[KpiRating]:
    """Give the word in which performance against one key performance indicator is published.

    Performance that meets the indicator or is better is rated Good (PR 2024 reg 39(5)). Performance that is close to it
    is rated Approaching target (PR 2024 reg 39(5)). Performance below it is rated Requires improvement, and performance
    far below it Inadequate (PR 2024 reg 39(5)). What none of these words describes is rated Other
    (PR 2024 reg 39(5)). The duty came into force on 1 January 2026 (SI 2025/1316 reg 2(1)). By when the next rating is
    due, the rule `kpi-assessment` says (PA 2023 s.71(2)).
    """
    if wrong := outside(tables, assessed_on=facts.assessed_on):
        return undecided(*wrong)
    duty = _row(tables, "kpi_assessment")
    if facts.assessed_on < duty.valid_from:
        said = f"Ratings are given in set words only since {spoken(duty.valid_from)}. Correct the day."
        return undecided(bad("assessed_on", said, S71_BEGAN))
    row = tables.row("kpi_ratings", RATED[facts.performance], on=facts.assessed_on)
    words = check(
        "judged", f"Taken as met: {row.data['meaning'][0].lower()}{row.data['meaning'][1:]}", row.data["citation"]
    )
    yearly = inform("yearly", "Rate it again at least once in every period of twelve months.", "PA 2023 s.71(2)")
    return Answer(KpiRating(rating=row.label), (words, yearly, THREE_KPIS))


@facts
class PerformanceFacts:
    """What decides whether a breach or a failure is published, and by when."""

    what: Annotated[Failing, Ask("What went wrong?")]
    outcome: Annotated[BreachOutcome | None, Ask("What did the breach lead to?", "Empty if it led to nothing yet.")]
    established_on: Annotated[
        date, Ask("On which day was that settled?", "The outcome of the breach, or the decision that nothing improved.")
    ]
    light_touch: Annotated[bool, Ask("Is it a light touch contract?")]


@result
class PerformanceNotice:
    """Which notice carries it, if any, and the last day for it."""

    notice: NoticeType | None
    publish_by: date | None


@rule(
    "performance-notice",
    title="Must we publish a breach or a failure to improve?",
    citation="PA 2023 s.71(3)-(6)",
    topic="Contract",
)
def performance_notice(facts: PerformanceFacts, *, tables: Tables) -> Answer[PerformanceNotice]:
    """Say which notice tells of bad performance, and by when.

    A breach is published once it has led to termination, partial termination, damages or a settlement
    (PA 2023 s.71(3)). A failure is published once the supplier has had a proper chance to improve and has not
    (PA 2023 s.71(4)). The contract performance notice is published within 30 days, of which the day on which this
    first applies is the first (PA 2023 s.71(5)). When the breach ends the whole contract, the contract termination
    notice carries it instead (PR 2024 reg 39(9)). That notice has 30 days from the ending (PA 2023 s.80(1)). Nothing
    of this is published for a light touch contract (PA 2023 s.71(6)). The duty came into force on 1 January 2026
    (SI 2025/1316 reg 2(1)).
    """
    if wrong := [*outside(tables, established_on=facts.established_on), *_outcome(facts)]:
        return undecided(*wrong)
    day = facts.established_on
    if facts.what is Failing.BREACH and facts.outcome is BreachOutcome.FULL_TERMINATION:
        ending = tables.row(TABLE, "termination_notice", on=day)
        return Answer(
            PerformanceNotice(notice=NoticeType.UK11, publish_by=last_day(day, ending.days)),
            (_taken(facts),) if not facts.light_touch else (),
            "PR 2024 reg 39(9)",
        )
    nothing = PerformanceNotice(notice=None, publish_by=None)
    if facts.light_touch:
        return Answer(nothing, (), "PA 2023 s.71(6)")
    duty = _row(tables, "performance_notice")
    if day < duty.valid_from:
        return Answer(nothing, (_not_begun(duty),), S71_BEGAN)
    if facts.what is Failing.BREACH and facts.outcome is None:
        wait = inform("no_outcome", "A breach is published only when it has led to something.", "PA 2023 s.71(3)(b)")
        return Answer(nothing, (wait,), "PA 2023 s.71(3)(b)")
    notice = PerformanceNotice(notice=NoticeType.UK9, publish_by=last_day(day, duty.days))
    return Answer(notice, (_taken(facts),), "PA 2023 s.71(5)")


def _taken(facts: PerformanceFacts) -> Finding:
    if facts.what is Failing.BREACH:
        return check("breach", "Taken as met: the supplier broke a public contract.", "PA 2023 s.71(3)(a)")
    return check(
        "proper_chance",
        "Taken as met: you are not satisfied, gave a proper chance to improve, and the supplier did not improve.",
        "PA 2023 s.71(4)",
    )


def _outcome(facts: PerformanceFacts) -> list[Finding]:
    if facts.what is Failing.FAILURE_TO_IMPROVE and facts.outcome is not None:
        return [bad("outcome", "Only a breach has an outcome. Leave it empty, or say breach.", "PA 2023 s.71(3)")]
    return []


def _order(facts: AssessmentFacts) -> list[Finding]:
    found = []
    for name in ("last_assessed_on", "ended_on"):
        day = getattr(facts, name)
        if day is not None and day < facts.entered_on:
            found.append(bad(name, "This is before the contract was entered into. Correct one of the two dates."))
    if facts.last_assessed_on is not None and not facts.kpis_set:
        found.append(needs("kpis_set", "An assessment is stated, but no indicators. Say true, or leave it out."))
    return found


def _row(tables: Tables, code: str) -> Row:
    return next(row for row in tables.all(TABLE) if row.code == code)


def _not_begun(duty: Row) -> Finding:
    return inform("not_begun", f"This duty began on {spoken(duty.valid_from)}.", S71_BEGAN)

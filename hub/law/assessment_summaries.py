"""Assessment summaries: who gets one, what it says, and that all go out before the contract award notice."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from hub.law.answers import Answer, check, undecided, warn
from hub.law.calendar import outside
from hub.law.facts import Ask, facts, result
from hub.law.registry import rule
from hub.law.tables import Tables
from hub.law.terms import Procedure, Term

SUMMARIES = "PA 2023 s.50(3)"
# Awards under section 19: a call-off, a direct award and a below-threshold contract are none.
COMPETITIVE = frozenset({Procedure.OPEN, Procedure.COMPETITIVE_FLEXIBLE, Procedure.DYNAMIC_MARKET})


class Reader(Term):
    """Who gets a part of the assessment summaries (PR 2024 reg 31)."""

    ALL = "all", "Every assessed tenderer"
    UNSUCCESSFUL = "unsuccessful", "Every unsuccessful assessed tenderer"


@facts
class SummariesFacts:
    """The award, and when its papers went out."""

    procedure: Annotated[Procedure, Ask("How is the contract awarded?")]
    award_decided_on: Annotated[date, Ask("When was the award decided?")]
    summaries_sent_on: Annotated[
        date | None, Ask("When were the assessment summaries sent?", "Leave empty if they are not sent yet.")
    ]
    award_notice_on: Annotated[
        date | None,
        Ask("When was the contract award notice (UK6) published?", "Leave empty if it is not published yet."),
    ]


@result
class Part:
    """One thing that an assessment summary says, and to whom."""

    says: Annotated[str, Ask("What the summary says")]
    to: Annotated[Reader, Ask("Who gets it")]


@result
class Summaries:
    """Whether summaries are owed, whether they came in time, and what they say."""

    required: Annotated[bool, Ask("Must assessment summaries be sent?")]
    before: Annotated[str | None, Ask("What must wait for them?")]
    in_time: Annotated[bool | None, Ask("Were they sent before the notice? Empty while one of the two is to come.")]
    content: Annotated[tuple[Part, ...], Ask("What they say")]


@rule(
    "assessment-summaries",
    title="Who must get an assessment summary, and when?",
    citation=SUMMARIES,
    topic="Award",
)
def assessment_summaries(facts: SummariesFacts, *, tables: Tables) -> Answer[Summaries]:
    """Decide whether assessment summaries are owed.

    After a competitive award every supplier whose tender was assessed gets an assessment summary before the contract
    award notice is published (PA 2023 s.50(3)). A call-off under a framework and a direct award need none, because they
    are not awards under section 19 (PA 2023 s.50(3)). Below the thresholds there is no such duty (PA 2023 s.50(1)). All
    are sent at the same time, with the content that the regulations list (PR 2024 reg 31).
    """
    sent, notice = facts.summaries_sent_on, facts.award_notice_on
    faults = outside(tables, award_decided_on=facts.award_decided_on, summaries_sent_on=sent, award_notice_on=notice)
    if faults:
        return undecided(*faults)
    if facts.procedure not in COMPETITIVE:
        citation = "PA 2023 s.50(1)" if facts.procedure is Procedure.BELOW_THRESHOLD else SUMMARIES
        return Answer(Summaries(required=False, before=None, in_time=None, content=()), (), citation)
    in_time = (sent is not None and sent <= notice) if notice else None
    content = tuple(
        Part(says=row.label, to=Reader(row.data["for"]))
        for row in tables.on("assessment_summaries", facts.award_decided_on)
    )
    same = "Taken as met: all summaries went to all assessed tenderers at the same time."
    found = [check("same_time", same, "PR 2024 reg 31")]
    if in_time is False:
        said = "The contract award notice was published before the assessment summaries were sent. Take legal advice."
        found.append(warn("summaries_late", said, SUMMARIES))
    if in_time and sent == notice:
        said = "Taken as met: the summaries were sent earlier on the day than the notice was published."
        found.append(check("same_day", said, SUMMARIES))
    answer = Summaries(required=True, before="award_notice_on", in_time=in_time, content=content)
    return Answer(answer, tuple(found))

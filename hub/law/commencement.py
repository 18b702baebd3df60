"""On which day a procurement commenced, which decides its thresholds."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from hub.law.answers import Answer, needs, undecided
from hub.law.facts import Ask, facts, result
from hub.law.registry import rule
from hub.law.start import before_the_act
from hub.law.tables import Tables

CITATION = "SI 2025/1200 reg 3"


@facts
class CommencementFacts:
    """What may have started a procurement."""

    below_threshold: Annotated[bool, Ask("Is the value below the threshold?")]
    tender_notice_on: Annotated[date | None, Ask("When was a tender notice published?")] = None
    transparency_notice_on: Annotated[date | None, Ask("When was a transparency notice published?")] = None
    below_threshold_notice_on: Annotated[date | None, Ask("When was a below-threshold tender notice published?")] = None
    tenders_invited_on: Annotated[
        date | None, Ask("When were tenders invited for a below-threshold contract?", "Quotes count as tenders.")
    ] = None
    contacted_on: Annotated[date | None, Ask("When was a supplier first contacted in order to award the contract?")] = (
        None
    )


@result
class Commencement:
    """The day on which the procurement commenced, and the fact that started it."""

    commenced_on: date
    by: str


@rule("commenced-on", title="On which day did this procurement commence?", citation=CITATION, topic="Which law")
def commenced_on(facts: CommencementFacts, *, tables: Tables) -> Answer[Commencement]:
    """Find the day that fixes the threshold.

    A change of thresholds does not touch a procurement that commenced before it (SI 2025/1200 reg 3(1)). A procurement
    commences when the first of four things happens: its tender notice is published (SI 2025/1200 reg 3(2)(a)); its
    transparency notice is published (SI 2025/1200 reg 3(2)(b)); its below-threshold tender notice is published
    (SI 2025/1200 reg 3(2)(c)); tenders for a below-threshold contract are invited (SI 2025/1200 reg 3(2)(d)). For a
    below-threshold contract with neither a notice nor an invitation it commences when a supplier is contacted to start
    the award (SI 2025/1200 reg 3(2)(e)).
    """
    dates = {
        "tender_notice_on": facts.tender_notice_on,
        "transparency_notice_on": facts.transparency_notice_on,
        "below_threshold_notice_on": facts.below_threshold_notice_on,
        "tenders_invited_on": facts.tenders_invited_on,
        "contacted_on": facts.contacted_on,
    }
    if early := list(before_the_act(tables, **dates)):
        return undecided(*early)
    started = [(day, name, letter) for (name, day), letter in zip(dates.items(), "abcd", strict=False) if day]
    quiet = facts.below_threshold_notice_on is None and facts.tenders_invited_on is None
    if facts.contacted_on and facts.below_threshold and quiet:
        started.append((facts.contacted_on, "contacted_on", "e"))
    if not started:
        return undecided(needs("tender_notice_on", _missing(facts), CITATION))
    day, name, letter = min(started, key=lambda one: one[0])
    return Answer(Commencement(commenced_on=day, by=name), (), f"{CITATION}(2)({letter})")


def _missing(facts: CommencementFacts) -> str:
    if facts.contacted_on:
        return "contacting a supplier starts only a below-threshold procurement. When was its first notice published?"
    return "nothing has started this procurement yet. When was its first notice, invitation or contact?"

"""Work a timetable out without keeping it, and say in words what stands in the way."""

from __future__ import annotations

from datetime import date

from hub.law.answers import Answer
from hub.law.findings import Finding
from hub.law.planning.terms import Timetable
from hub.platform.act_table import Refused
from hub.platform.words import with_days_in_words
from hub.procurement import acts
from hub.procurement.models import Procurement
from hub.procurement.rules import planning
from hub.procurement.selectors.planning import planned

UNKNOWN = "Say first what it is mainly for and estimate its value: procedure and periods follow from them."


def work_out(procurement: Procurement, typed: planning.TypedPlan, *, on: date) -> Answer[Timetable]:
    """Give a lawful timetable.

    :raises Refused: with each rule that a typed day breaks, or what has to be known first.
    """
    if wrong := list(planning.bars_to_days(typed.days)):
        raise Refused(acts.PLAN, wrong)
    found = planned(procurement, typed, on=on)
    if found is None:
        raise Refused(acts.PLAN, [Finding("unknown", UNKNOWN, cure="procurement.estimate")])
    if wrong := planning.stops(found):
        told = [Finding(one.code, said_with_section(one), one.citation, one.severity, place_of(one)) for one in wrong]
        raise Refused(acts.PLAN, told)
    return found


def place_of(finding: Finding) -> str:
    """Give where a finding of the planner belongs: "fixed.2.ends_on", the name of a fact, or nothing."""
    found = planning.PLACED.match(finding.message) or planning.NAMED.match(finding.message)
    return found.group().removesuffix(": ") if found else ""


def said_with_section(finding: Finding) -> str:
    """Give the sentence of a finding with its days in words and its section."""
    words = with_days_in_words(planning.said_plainly(finding).message)
    return f"{words} ({finding.citation})" if finding.citation else words

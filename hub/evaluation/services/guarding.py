"""Who may do what in a scoring: nobody reads or scores before they declared, and nobody with a conflict ever does."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from hub.evaluation import acts, selectors
from hub.evaluation.rules import finishing
from hub.evaluation.terms import Stance
from hub.law.findings import Finding
from hub.platform.act_guards import open_in
from hub.platform.act_table import bars
from hub.platform.actors import Actor
from hub.tender.models import Tender

open_in(acts.OPEN_IN, what="scoring")

# The act whose page answers each stance that is no scorer's; their sentences name nobody's interest.
SAID = {
    Stance.OUTSIDE: "Only the team of the quote scores it. Whoever leads the case can name you in its team.",
    Stance.DECLARES: "Declare first whether you have a conflict of interest.",
    Stance.CONFLICT: "You take no part in this scoring, because of a conflict of interest.",
}


def bars_to_stance(one: Tender, found: Any, by: Actor) -> Iterable[Finding]:
    """Let only those who declared that they have no conflict go further."""
    what = selectors.stance(one, found, by.person_id)
    if what != Stance.SCORER:
        cure = acts.DECLARE.name if what == Stance.DECLARES else ""
        yield Finding("interest", SAID[what], "PA 2023 s.81" if what == Stance.CONFLICT else "", cure=cure)


def no_conflict(one: Any, by: Actor, at: datetime) -> Iterable[Finding]:
    """Keep everybody out who has not declared that they have no conflict."""
    yield from bars_to_stance(one.tender, one, by)


for _act in (acts.MARK, acts.CHECK, acts.MODERATE, acts.NOTE_PRICE, acts.SETTLE_TIE, acts.FINISH, acts.REOPEN):
    bars(_act)(no_conflict)


@bars(acts.DECLARE)
def of_the_team(one: Any, by: Actor, at: datetime) -> Iterable[Finding]:
    """Only the team declares, each once: what was declared is not taken back."""
    what = selectors.stance(one.tender, one, by.person_id)
    if what in {Stance.OUTSIDE, Stance.CONFLICT}:
        yield Finding("interest", SAID[what])
    elif what == Stance.SCORER:
        yield Finding("declared", "You have declared that you have no conflict of interest.")


@bars(acts.MODERATE)
def own_scores_first(one: Any, by: Actor, at: datetime) -> Iterable[Finding]:
    """Nobody is led by the scores of others: whoever agrees has given all of their own."""
    if selectors.stance(one.tender, one, by.person_id) != Stance.SCORER:
        return
    sheet = selectors.sheet_of(one.tender, one)
    if not finishing.has_scored_all(sheet.standings.values(), by.person_id):
        told = "Score every offer yourself first. You see then what others gave."
        yield Finding("own_first", told, cure=acts.MARK.name)


@bars(acts.FINISH)
def everything_is_there(one: Any, by: Actor, at: datetime) -> Iterable[Finding]:
    """Name everything that is missing before the scores are settled."""
    if selectors.stance(one.tender, one, by.person_id) != Stance.SCORER:
        return
    sheet = selectors.sheet_of(one.tender, one)
    tied = sorted(sheet.name(pk) for pk in sheet.tied)
    yield from finishing.bars_to_finishing([sheet.standings[each.bid.pk] for each in sheet.candidates], tied)

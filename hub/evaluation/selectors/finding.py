"""Whether a quote is opened, whose answers count, who is in its team, and what each of them may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hub.bids.models import Bid, OpenedAnswer, Opening
from hub.bids.terms import BidState, OpeningState
from hub.evaluation.models import Assessor, Evaluation
from hub.evaluation.terms import Stance, State
from hub.platform.actors import Actor
from hub.platform.identity.roles import OFFICERS
from hub.platform.words import deadline
from hub.procurement import selectors as cases
from hub.procurement.terms import InterestOutcome
from hub.tender.models import Invitation, Tender
from hub.tender.terms import Sort


@dataclass(frozen=True)
class Candidate:
    """One opened bid with the invitation that it answers.

    :param invitation: None where the organisation is tied to no supplier that was asked.
    """

    bid: Bid
    invitation: Invitation | None

    @property
    def name(self) -> str:
        """Give the name of the supplier."""
        return str(self.invitation.name if self.invitation is not None else self.bid.party.name)


def evaluations(actor: Actor) -> Any:
    """Give the scorings that an officer may read of."""
    reach = [party for party in actor.reach if actor.holds(OFFICERS, party)]
    rows = Evaluation.objects.visible_to(actor).filter(authority__in=reach)
    return rows.select_related("authority", "tender__authority", "tender__owner", "tender__procurement")


def evaluation(actor: Actor, reference: str) -> Evaluation | None:
    """Give one, or None."""
    return evaluations(actor).filter(reference=reference).first()  # type: ignore[no-any-return]


def of_tender(one: Tender) -> Evaluation | None:
    """Give the scoring of a quote; None while nobody has declared."""
    found: Evaluation | None = Evaluation.objects.filter(tender=one).select_related("authority").first()
    if found is not None:
        found.tender = one
    return found


def is_opened(one: Tender) -> bool:
    """Say whether the answers were opened, every envelope of them; until then nothing here tells how many there are.

    A quote has one envelope, so one opened answer says that all are; with no answers at all, its opening says so.
    """
    if one.sort == Sort.QUOTE and OpenedAnswer.objects.filter(bid__tender=one).exists():
        return True
    asked = set(one.questions.values_list("envelope", flat=True))
    done = Opening.objects.filter(tender=one, status=OpeningState.OPENED).values_list("envelope", flat=True)
    return bool(asked) and asked <= set(done)


def sealed_sentence(one: Tender, *, at: datetime) -> str:
    """Say that answers are sealed, in the same words whatever was received."""
    if one.due_at is None or one.sent_at is None:
        return "Nobody was asked yet."
    if at < one.due_at:
        return f"Answers are sealed until {deadline(one.due_at)}."
    return "Answers are sealed until they are opened."


def candidates(one: Tender) -> list[Candidate]:
    """Give the opened bids of a quote by the name of the supplier; what was withdrawn or never sent is none."""
    rows = Bid.objects.filter(tender=one, status=BidState.OPENED).select_related("party").order_by("pk")
    asked = _by_party(one.invitations.select_related("supplier__merged_into", "participation"))
    found = [Candidate(row, asked.get(row.party_id)) for row in rows]
    return sorted(found, key=lambda each: (each.name, each.bid.pk))


def _by_party(rows: Any) -> dict[int, Invitation]:
    """Give the invitations by organisation: that which took one up by its link, else the supplier's own."""
    found: dict[int, Invitation] = {}
    for row in rows:
        taken = getattr(row, "participation", None)
        if taken is not None:
            found[taken.party_id] = row
            continue
        for supplier in (row.supplier, row.supplier.merged_into):
            if supplier is not None and supplier.party_id is not None:
                found[supplier.party_id] = row
    return found


def candidate(one: Tender, number: int) -> Candidate | None:
    """Give one opened bid by its number, or None."""
    return next((each for each in candidates(one) if each.bid.pk == number), None)


def team_of(one: Tender) -> set[int]:
    """Give, by number, whoever leads the quote or its case, or is named in the team of the case."""
    case = one.procurement
    team = {row.person_id for row in cases.team_now(case)}
    return team | {pk for pk in (one.owner_id, case.owner_id) if pk is not None}


def assessor_of(found: Evaluation | None, person_id: int | None) -> Assessor | None:
    """Give what somebody declared, or None."""
    if found is None or person_id is None:
        return None
    return found.assessors.filter(person=person_id).first()  # type: ignore[no-any-return]


def stance(one: Tender, found: Evaluation | None, person_id: int | None) -> Stance:
    """Say what somebody is to the scoring of a quote.

    Whoever was told to take no part in the case takes none here, whatever they declare.
    """
    own = assessor_of(found, person_id)
    stood_down = one.procurement.interests.filter(
        person=person_id, is_current=True, outcome=InterestOutcome.STOOD_DOWN
    ).exists()
    if stood_down or (own is not None and own.has_conflict):
        return Stance.CONFLICT
    if person_id not in team_of(one):
        return Stance.OUTSIDE
    return Stance.DECLARES if own is None else Stance.SCORER


def may_see(found: Evaluation | None, what: Stance) -> bool:
    """Say whether somebody may see answers and scores: those who score, and others once the scores are settled."""
    if what == Stance.SCORER:
        return True
    return found is not None and found.status == State.DONE and what in {Stance.OUTSIDE, Stance.DECLARES}

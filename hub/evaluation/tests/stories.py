"""Reach the states of a scoring by performing the real acts. Tests are built from these, the award's too.

The opening of bids is another package's work; here its result is put down as it leaves it: bids that are opened, and
their answers as rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from hub.bids.models import Bid, OpenedAnswer, Opening, PinnedRoster, Roster
from hub.bids.terms import BidState, OpeningState, RosterUse
from hub.evaluation import selectors, services
from hub.evaluation.models import Evaluation
from hub.evaluation.services import Judged, Pass
from hub.platform.actors import SYSTEM
from hub.platform.acts import perform
from hub.platform.tenancy.models import PartyKind
from hub.platform.tenancy.services import new_party
from hub.supplier import services as supplying
from hub.tender import acts as tender_acts
from hub.tender import services as tendering
from hub.tender.models import Tender
from hub.tender.terms import Envelope
from hub.tender.tests import stories as quotes

# The day after the tests' nine o'clock, two hours after answers were due.
LATER = datetime(2026, 12, 2, 14, tzinfo=UTC)


@dataclass(frozen=True)
class Said:
    """What a supplier answers to the three questions of the stories."""

    price: Decimal | None = None
    text: str = "We begin on Monday."
    is_declared: bool | None = True


THREE: Mapping[str, Said] = {
    "Signwell Ltd": Said(Decimal("16000")),
    "Brightsign Ltd": Said(Decimal("17500"), "Two crews, ten days, with traffic lights where needed."),
    "Wickmoor Workshop": Said(Decimal("18000"), "By hand, in the spring."),
}
POINTS = {"Signwell Ltd": 3, "Brightsign Ltd": 5, "Wickmoor Workshop": 2}


def closed(*, authority: Any, by: Any, at: datetime, **more: Any) -> Tender:
    """Give a quote whose due time has come, with nothing opened."""
    quotes.firms(by=by, at=at)
    one = quotes.sent(authority=authority, by=by, at=at, **more)
    return tendering.close(one, by=SYSTEM, at=LATER)


def bid_of(one: Tender, name: str, *, status: str = BidState.OPENED) -> Bid:
    """Give the bid of a firm, which has an account."""
    supplier = quotes.supplier(name)
    if supplier.party is None:
        party = new_party(kind=PartyKind.SUPPLIER, name=name)
        supplying.link_party(supplier, party=party, by=SYSTEM, at=LATER)
        supplier.refresh_from_db()
    made = Bid(tender=one, party=supplier.party, status=status, number=1, begun_at=LATER, submitted_at=LATER)
    # No act of a bidder is open here: this is the state that the package of bids leaves behind.
    Bid.objects.bulk_create([made])
    return made


def opened(one: Tender, answers: Mapping[str, Said] = THREE) -> Tender:
    """Put down what an opening leaves: opened bids and their answers."""
    price, text, declaration = one.questions.order_by("number")
    with perform(tender_acts.DELIVER, one, by=SYSTEM, at=LATER):
        for name, said in answers.items():
            bid = bid_of(one, name)
            common = {"bid": bid, "opened_at": LATER}
            OpenedAnswer(question=price, number=said.price, **common).save()
            OpenedAnswer(question=text, text=said.text, **common).save()
            if said.is_declared is not None:
                OpenedAnswer(question=declaration, is_declared=said.is_declared, **common).save()
    return one


def opened_empty(one: Tender) -> Tender:
    """Put down what an opening leaves where nobody answered: the opening alone."""
    day = LATER.date()
    roster = Roster(authority=one.authority, reference=f"R-{one.pk}", use=RosterUse.QUOTES, needed=2, drawn_up_on=day)
    Roster.objects.bulk_create([roster])
    pinned = PinnedRoster(tender=one, envelope=Envelope.WHOLE, roster=roster, text="", digest="", pinned_at=LATER)
    PinnedRoster.objects.bulk_create([pinned])
    Opening.objects.bulk_create(
        [Opening(tender=one, roster=pinned, envelope=Envelope.WHOLE, status=OpeningState.OPENED, begun_at=LATER)]
    )
    return one


def ready(*, authority: Any, by: Any, at: datetime, answers: Mapping[str, Said] = THREE, **more: Any) -> Tender:
    """Give a quote whose answers were opened."""
    return opened(closed(authority=authority, by=by, at=at, **more), answers)


def begun(one: Tender, *, by: Any, at: datetime = LATER) -> Evaluation:
    """Give the scoring of a quote in which somebody declared no conflict."""
    return services.declare(one, has_conflict=False, by=by, at=at)


def bid(one: Evaluation, name: str) -> Bid:
    """Give the opened bid of a firm."""
    return next(each.bid for each in selectors.candidates(one.tender) if each.name == name)


def marked(
    one: Evaluation, *, by: Any, points: Mapping[str, int] = POINTS, at: datetime = LATER
) -> Evaluation:  # fmt: skip
    """Score the second question of every offer."""
    for name, each in points.items():
        judged = {2: Judged(Decimal(each), f"{each} because of the plan.")}
        services.mark(one, bid=bid(one, name), scores=judged, by=by, at=at)
    return one


def checked(one: Evaluation, *, by: Any, fails: Mapping[str, str] | None = None, at: datetime = LATER) -> Evaluation:
    """Pass the declaration of every offer, but for those that fail with a reason."""
    for each in selectors.candidates(one.tender):
        reason = (fails or {}).get(each.name, "")
        services.check(one, bid=each.bid, checks={3: Pass(not reason, reason)}, by=by, at=at)
    return one


def settled(one: Tender, *, by: Any, at: datetime = LATER, points: Mapping[str, int] = POINTS) -> Evaluation:
    """Give a scoring that is settled."""
    found = checked(marked(begun(one, by=by, at=at), by=by, points=points, at=at), by=by, at=at)
    return services.finish(found, by=by, at=at)

"""Reach the states of a bid by performing the real acts: a quote that is sent, firms that answer, an opening."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from hub.bids import device, selectors, services
from hub.bids.models import Bid, Opening
from hub.bids.rules.answers import Given
from hub.bids.services import Stamp
from hub.bids.tests import stories
from hub.bids.tests.stories import Ring
from hub.platform.actors import SYSTEM, Actor, Grant
from hub.platform.identity.roles import Role
from hub.platform.tenancy.models import Party, PartyKind
from hub.supplier import services as supplying
from hub.tender import services as asking
from hub.tender.models import Question, Tender
from hub.tender.rules.checking import Asked
from hub.tender.services import Chosen
from hub.tender.terms import AnswerAs, State
from hub.tender.tests import stories as quotes

# Long, and nowhere else: what is searched for in everything that is stored.
CANARY = "CANARY-9f3b7c-the-method-of-{}"
PLAN = Asked("Attach your plan, if you have one", AnswerAs.FILE, is_required=False)


@dataclass
class Bidder:
    """A firm that was asked, and somebody who acts for it."""

    party: Party
    actor: Actor


@dataclass
class Ground:
    """A quote that is open, with those who may answer and those who open."""

    cast: Any
    ring: Ring
    one: Tender
    bidders: list[Bidder]

    def question(self, number: int) -> Question:
        """Give a question by its number."""
        return self.one.questions.get(number=number)  # type: ignore[no-any-return]

    @property
    def due(self) -> datetime:
        """Give the due time."""
        self.one.refresh_from_db()
        assert self.one.due_at is not None
        return self.one.due_at


def ground(cast: Any, ring: Ring, at: datetime, *, firms: int = 2, files: bool = True) -> Ground:
    """Give a quote for which some firms are asked, with the roster that opens it in force."""
    stories.in_force(cast, ring, at)
    by = cast.actor("priya")
    bidders = [_bidder(cast, place, at) for place in range(firms)]
    one = quotes.prepared(authority=cast.eca, by=by, at=at)
    asking.choose_suppliers(one, chosen=[_chosen(each, at) for each in bidders], by=by, at=at,
                            **({"why_fewer": "Two make them."} if firms < 3 else {}))  # fmt: skip
    barriers, steps = quotes.SMALL
    listed = (*quotes.QUESTIONS, *([PLAN] if files else []))
    due = quotes.timing.due_at(quotes.DUE, quotes.time(12))
    asking.ask(one, questions=listed, due_at=due, barriers=barriers, steps=steps, by=by, at=at)
    return Ground(cast, ring, asking.invite(one, by=by, at=at), bidders)


def _bidder(cast: Any, place: int, at: datetime) -> Bidder:
    own = (("fenland", "bartosz"), ("meridian", "raj"))[place : place + 1]
    party = cast.parties[own[0][0]] if own else _party(f"Bidding firm {place + 1} Ltd")
    made = supplying.add(name=party.name, size="sme", place="Wickmoor", by=cast.actor("priya"), at=at)
    supplying.link_party(made, party=party, by=cast.actor("sam"), at=at)
    if own:
        return Bidder(party, cast.actor(own[0][1]))
    person = cast.bartosz
    return Bidder(party, Actor(person.pk, person.name, frozenset({Grant(party.pk, Role.SUPPLIER_OWNER)})))


def _party(name: str) -> Party:
    return Party.objects.create(kind=PartyKind.SUPPLIER, name=name)


def _chosen(each: Bidder, at: datetime) -> Chosen:
    supplier = quotes.supplier(each.party.name)
    return Chosen(supplier.pk, f"bids{supplier.pk}@firm.example")


def begun(ground: Ground, place: int, at: datetime) -> Bid:
    """Give a bid that is begun."""
    each = ground.bidders[place]
    return services.begin(ground.one, party=each.party, by=each.actor, at=at)


def answered(ground: Ground, place: int, at: datetime, *, price: str = "17,500", file: bytes = b"") -> Bid:
    """Give a bid in which every question is answered, and which is not submitted."""
    bid, by = begun(ground, place, at), ground.bidders[place].actor
    given = (Given(price), Given(CANARY.format(place)), Given(is_declared=True))
    for number, one in enumerate(given, start=1):
        services.save_answer(bid, ground.question(number), one, by=by, stamp=Stamp(at))
    if file:
        send(ground, place, bid, file, at)
    return bid


def send(ground: Ground, place: int, bid: Bid, content: bytes, at: datetime, *, name: str = "plan.pdf") -> Any:
    """Send a file as a form does, in two pieces."""
    form = services.FormFile(bid, ground.question(4), by=ground.bidders[place].actor, stamp=Stamp(at))
    form.begin(name, "application/pdf")
    form.write(content[: len(content) // 2])
    form.write(content[len(content) // 2 :])
    return form.finish()


def submitted(ground: Ground, place: int, at: datetime, **more: Any) -> Bid:
    """Give a bid that is submitted."""
    bid = answered(ground, place, at, **more)
    services.submit(bid, number=1, by=ground.bidders[place].actor, stamp=Stamp(at + timedelta(minutes=1)))
    return bid


def closed(ground: Ground) -> datetime:
    """Let the due time come, and publish the root; gives the moment."""
    at = ground.due + timedelta(minutes=1)
    if ground.one.status == State.OPEN:
        asking.close(ground.one, by=SYSTEM, at=at)
    services.close_bids(ground.one, at=at)
    return at


def give(ground: Ground, opening: Opening, person: str, at: datetime) -> Opening:
    """Have one opener give the shares."""
    given = device.shares(services.openings_file(opening), ground.ring.identity(person))
    return services.give_shares(opening, given=given, no_conflict=True, by=ground.cast.actor(person), at=at)


def opened(ground: Ground, *, by: tuple[str, str] = ("helen", "noor")) -> Opening:
    """Give the opening of a quote, after two openers."""
    at = closed(ground)
    opening = services.begin_opening(ground.one, "whole", at=at)
    assert opening is not None, list(
        services.bars_to_opening(ground.one, selectors.pinned_for(ground.one, "whole"), at=at)
    )
    for person in by:
        opening = give(ground, opening, person, at)
    return opening

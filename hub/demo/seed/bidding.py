"""Answers to quotes in the demo: sealed, submitted and opened by the acts that suppliers and openers perform.

One quote is opened, one waits for its second opener, one is sealed until tomorrow.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hub.bids import device, selectors, services
from hub.bids.models import Bid
from hub.bids.rules.answers import Given
from hub.bids.services import Stamp
from hub.demo.seed.accounts import newcomer
from hub.demo.seed.papers import pdf
from hub.demo.seed.quotes import BULBS, LUNCHES, PRINT, QUOTES
from hub.demo.seed.script import Script, Step
from hub.demo.seed.sealing import folder
from hub.demo.seed.stage import Stage
from hub.organisation import services as organisations
from hub.platform.actors import SYSTEM, Actor
from hub.platform.clock import london
from hub.platform.identity.selectors import actor_for
from hub.platform.tenancy.models import Party
from hub.tender import portal
from hub.tender import selectors as tenders
from hub.tender import services as asking
from hub.tender.models import Question, Tender
from hub.tender.terms import AnswerAs


@dataclass(frozen=True)
class Told:
    """One firm's answer: who writes it, the price, and how they would do it."""

    firm: str
    person: str
    price: str
    method: str


ANSWERS = {
    LUNCHES: (
        Told("Bluestem Catering", "Ada Sorrel", "9,840",
             "Two cooks start at six and one van brings the boxes by half past eleven, each day. Half of them have no"
             " meat and are marked. What is left over goes to the Wickmoor pantry the same afternoon."),
        Told("Stanbridge College", "Idris Vaughan", "9,120",
             "Our second-year students cook under their teacher. The kitchen is five minutes away on foot, so the boxes"
             " come on trolleys."),
    ),
    BULBS: (
        Told("Greenfold Ecology", "Mina Rook", "6,450",
             "We plant in the second and third week of December, by hand, and leave the verges as we find them."),
        Told("Hollins Tree Care", "Joss Hollin", "7,020", "With a planter behind a small tractor, in four days."),
    ),
    PRINT: (
        Told("Sable Print and Post", "Rhea Sable", "11,300",
             "Printed on our own press within eight days of the files, and delivered flat."),
        Told("Inkwell Co-operative", "Tomas Well", "10,975", "Printed on recycled stock; a proof comes in two days."),
    ),
}  # fmt: skip


def write(script: Script, stage: Stage) -> None:
    """Write the answers into the script."""
    for key, day in ((LUNCHES, 10), (BULBS, 17), (PRINT, 19)):
        script.on(date(2026, 11, day), submit(key), hour=15)
    for key, day in ((LUNCHES, 12), (BULBS, 20)):
        script.on(date(2026, 11, day), close(key), hour=12, minute=5)
    script.on(date(2026, 11, 12), give(stage, LUNCHES, "helen"), hour=14)
    script.on(date(2026, 11, 12), give(stage, LUNCHES, "noor"), hour=14, minute=10)
    script.on(date(2026, 11, 20), give(stage, BULBS, "helen"), hour=14)


def quote(key: str) -> Tender:
    """Give a quote of the script."""
    rows = tenders.tenders(SYSTEM).filter(title=QUOTES[key].title)
    return rows.select_related("authority").get()  # type: ignore[no-any-return]


def submit(key: str) -> Step:
    """Let the firms come by their links, answer, and submit."""

    def do(at: datetime) -> None:
        for place, told in enumerate(ANSWERS[key]):
            when = at + timedelta(minutes=20 * place)
            party, by = come(quote(key), told, when)
            bid = services.begin(quote(key), party=party, by=by, at=when)
            services.choose(bid, submit_for_me=True, by=by, stamp=Stamp(when))
            answer(bid, told, by, when)
            services.submit(bid, number=1, accept_missing=True, by=by, stamp=Stamp(when + timedelta(minutes=9)))

    return do


def come(one: Tender, told: Told, at: datetime) -> tuple[Party, Actor]:
    """Let somebody of a firm make an account, add the firm, and take its invitation up."""
    token = asking.token_of(one.invitations.get(name=told.firm))
    portal.by_link(token, at=at)
    mail = "".join(char for char in told.firm.lower() if char.isalnum())
    person, by = newcomer(told.person, f"{told.person.split()[0].lower()}@{mail}.example", at)
    made = organisations.register(person, details={"name": told.firm, "town": one.place}, by=by, at=at)
    owner = actor_for(person, on=london(at).date(), site="supplier")
    portal.take_up(owner, token, party=made.party_id, at=at)
    return made.party, owner


def answer(bid: Bid, told: Told, by: Actor, at: datetime) -> None:
    """Answer every question in its own form."""
    for place, question in enumerate(selectors.questions_of(bid.tender)):
        stamp = Stamp(at + timedelta(minutes=1 + place))
        if question.answer_as == AnswerAs.FILE:
            _send(bid, question, told, by=by, stamp=stamp)
        else:
            services.save_answer(bid, question, _given(question, told), by=by, stamp=stamp)


def _given(question: Question, told: Told) -> Given:
    if question.answer_as == AnswerAs.NUMBER:
        return Given(told.price if question.is_price else "5")
    if question.answer_as == AnswerAs.CHOICE:
        return Given(question.listed[0])
    if question.answer_as == AnswerAs.DECLARATION:
        return Given(is_declared=True)
    return Given(told.method)


def _send(bid: Bid, question: Question, told: Told, *, by: Actor, stamp: Stamp) -> None:
    form = services.FormFile(bid, question, by=by, stamp=stamp)
    form.begin("our-offer.pdf", "application/pdf")
    form.write(pdf([told.firm, told.method]))
    form.finish()


def close(key: str) -> Step:
    """Let the clock close a quote, and publish the root over its answers."""

    def do(at: datetime) -> None:
        one = quote(key)
        asking.close(one, by=SYSTEM, at=at)
        services.close_all(at=at)
        services.begin_openings(at=at)

    return do


def give(stage: Stage, key: str, person: str) -> Step:
    """Let an opener give the shares, made as on the opener's own device."""

    def do(at: datetime) -> None:
        one = quote(key)
        opening = services.opening_for(one, "whole", at=at)
        mine = selectors.seats_in(opening.roster, stage.actor(person).person_id)
        for path in sorted(folder().glob(f"{person}-*.txt")):
            try:
                given = device.shares(services.openings_file(opening), device.identity_in(path))
            except device.Wrong:
                continue  # a key that was lost, or one that is on no roster yet
            if any(f'"opener": "{own}"' in given for own in mine):
                services.give_shares(opening, given=given, no_conflict=True, by=stage.actor(person), at=at)
                return
        raise LookupError(f"{person} has no key on this roster")

    return do

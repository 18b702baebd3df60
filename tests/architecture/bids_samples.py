"""Openers' keys and rosters for addresses with variable parts: one of each authority."""

from __future__ import annotations

from typing import Any

from hub.bids import device, services
from hub.bids.models import OpenerKey
from hub.bids.sealing.box import Box
from hub.bids.terms import RosterUse
from hub.bids.tests.stories import OPENERS
from hub.platform.actors import SYSTEM, Actor, Grant
from hub.platform.clock import london
from hub.platform.identity import services as identity
from hub.platform.identity.models import Membership
from hub.platform.identity.roles import Role
from hub.platform.reference import services as reference
from hub.platform.testing.fixtures import NINE
from tests.architecture.early_samples import LOADED

Values = dict[str, Any]
ELSEWHERE = ("jo", "harriet", "colin")


def opener_keys(cast: Any) -> tuple[Values, Values]:
    """Give two keys that ask their question."""
    own = _offered(cast.eca, cast.morag, Box.new_key().recipient)
    other = _offered(cast.wdc, cast.jo, Box.new_key().recipient)
    return {"reference": own.reference}, {"reference": other.reference}


def rosters(cast: Any) -> tuple[Values, Values]:
    """Give two rosters that are being rehearsed; the other authority's has a key in an envelope."""
    reference.load_all(at=LOADED)
    day = london(NINE).date()
    opening = [
        Membership(person=cast.people[one], party=cast.parties["WDC"], role=Role.BID_OPENER, starts_on=day)
        for one in ELSEWHERE
    ]
    identity.grant_roles(opening, by=SYSTEM, at=NINE)
    own = [_proven(cast.eca, cast.people[one]) for one in OPENERS]
    other = [_proven(cast.wdc, cast.people[one]) for one in ELSEWHERE]
    other.append(_proven(cast.wdc, cast.jo, is_safe_key=True, kept_by="The clerk"))
    found = [_rehearsing(cast.eca, cast.actor("morag"), own), _rehearsing(cast.wdc, cast.actor("harriet"), other)]
    return {"reference": found[0]}, {"reference": found[1]}


def _rehearsing(authority: Any, by: Actor, keys: list[OpenerKey]) -> str:
    drawn = services.Drawn(RosterUse.QUOTES, 2, keys, no_line=True)
    roster = services.draw_up(drawn, authority=authority, by=by, at=NINE)
    return str(services.rehearse(roster, by=by, at=NINE).reference)


def _proven(authority: Any, person: Any, **more: Any) -> OpenerKey:
    made = Box.new_key()
    key = _offered(authority, person, made.recipient, **more)
    answer = device.answer(bytes(key.question), made.identity)
    return services.prove(key, answer=answer, by=_opener(authority, person), at=NINE)


def _offered(authority: Any, person: Any, recipient: str, **more: Any) -> OpenerKey:
    return services.offer(authority, recipient=recipient, by=_opener(authority, person), at=NINE, **more)


def _opener(authority: Any, person: Any) -> Actor:
    return Actor(person.pk, person.name, frozenset({Grant(authority.pk, Role.BID_OPENER)}))

"""Openers' keys and rosters for addresses with variable parts: one of each authority."""

from __future__ import annotations

import json
from typing import Any

from hub.bids import device, services
from hub.bids.models import OpenerKey, RehearsalShare, Roster
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
    own, other, _ = _rehearsed(cast)
    return {"reference": own}, {"reference": other}


def in_force(cast: Any) -> None:
    """Put a roster for quotes in force in each of two authorities, where a sample before this one did not."""
    if Roster.objects.in_force().exists():
        return
    own, other, identities = _rehearsed(cast)
    for name, keeper in ((own, "morag"), (other, "harriet")):
        roster = Roster.objects.get(reference=name)
        for seat in roster.seats.select_related("key__person"):
            given = device.shares(services.bundle_of(roster), identities[seat.key.recipient])
            # One person sits there twice, with an envelope: only the first seat is theirs in a rehearsal.
            RehearsalShare.objects.bulk_create([
                RehearsalShare(roster=roster, seat=seat, given_by=seat.key.person, given_at=NINE,
                               share=json.loads(given)["shares"][_reference_of(roster)]),
            ])  # fmt: skip
        services.put_in_force(roster, by=cast.actor(keeper), at=NINE)


def _reference_of(roster: Roster) -> str:
    return str(json.loads(bytes(roster.mailbox))["bid_ref"])


def _rehearsed(cast: Any) -> tuple[str, str, dict[str, str]]:
    """Give the rosters of two authorities that are being rehearsed, and the secret halves by their public ones."""
    reference.load_all(at=LOADED)
    identities: dict[str, str] = {}
    day = london(NINE).date()
    opening = [
        Membership(person=cast.people[one], party=cast.parties["WDC"], role=Role.BID_OPENER, starts_on=day)
        for one in ELSEWHERE
        if not Membership.objects.filter(person=cast.people[one], role=Role.BID_OPENER).exists()
    ]
    identity.grant_roles(opening, by=SYSTEM, at=NINE)
    own = [_proven(cast.eca, cast.people[one], identities) for one in OPENERS]
    other = [_proven(cast.wdc, cast.people[one], identities) for one in ELSEWHERE]
    other.append(_proven(cast.wdc, cast.jo, identities, is_safe_key=True, kept_by="The clerk"))
    found = [_rehearsing(cast.eca, cast.actor("morag"), own), _rehearsing(cast.wdc, cast.actor("harriet"), other)]
    return found[0], found[1], identities


def _rehearsing(authority: Any, by: Actor, keys: list[OpenerKey]) -> str:
    drawn = services.Drawn(RosterUse.QUOTES, 2, keys, no_line=True)
    roster = services.draw_up(drawn, authority=authority, by=by, at=NINE)
    return str(services.rehearse(roster, by=by, at=NINE).reference)


def _proven(authority: Any, person: Any, identities: dict[str, str], **more: Any) -> OpenerKey:
    made = Box.new_key()
    identities[made.recipient] = made.identity
    key = _offered(authority, person, made.recipient, **more)
    answer = device.answer(bytes(key.question), made.identity)
    return services.prove(key, answer=answer, by=_opener(authority, person), at=NINE)


def _offered(authority: Any, person: Any, recipient: str, **more: Any) -> OpenerKey:
    return services.offer(authority, recipient=recipient, by=_opener(authority, person), at=NINE, **more)


def _opener(authority: Any, person: Any) -> Actor:
    return Actor(person.pk, person.name, frozenset({Grant(authority.pk, Role.BID_OPENER)}))

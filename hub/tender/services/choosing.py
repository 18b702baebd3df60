"""Choose who is asked: by hand with the reasons shown, by lot, or in turn."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hub.law.findings import Finding
from hub.platform.act_guards import refuse
from hub.platform.actors import Actor
from hub.platform.acts import perform, together
from hub.platform.clock import london
from hub.platform.words import plural
from hub.supplier import selectors as registered
from hub.supplier import services as registering
from hub.supplier.models import Supplier
from hub.supplier.terms import Size
from hub.tender import acts, selectors
from hub.tender.models import Invitation, Pick, Tender
from hub.tender.rules import checking, picking, suggesting
from hub.tender.rules.checking import Guest
from hub.tender.terms import Way


@dataclass(frozen=True)
class Chosen:
    """A supplier of the register that is asked.

    :param number: of its standing entry.
    """

    number: int
    email: str = ""


@dataclass(frozen=True)
class Other:
    """A supplier that was not suggested, by name or company number; a new one is added to the register."""

    name: str
    email: str = ""
    place: str = ""
    is_small: bool | None = None


@dataclass(frozen=True)
class Draw:
    """How suppliers are drawn.

    :param way: ``Way.LOT`` or ``Way.TURN``.
    """

    way: str
    count: int
    keep_local: bool = True


def draw(one: Tender, *, drawing: Draw, by: Actor, at: datetime, version: int | None = None) -> Tender:
    """Draw suppliers with the promised seed, show the seed, and promise the next one.

    Those drawn are asked; whoever was chosen before and not drawn is asked no more.

    :raises Refused: when nobody can be drawn.
    """
    with perform(acts.DRAW, one, by=by, at=at, version=version) as done:
        found = selectors.found_for(one, on=london(at).date())
        candidates = found.candidates()
        if not candidates:
            told = "Nobody can be drawn: no supplier is known for this category or place. Type the names instead."
            refuse(acts.DRAW, [Finding("nobody", told)])
        chosen = picking.drawn(
            drawing.way, candidates, count=drawing.count, seed=one.draw_seed, keep_local=drawing.keep_local
        )
        named = found.numbered()
        row = Pick(
            tender=one, number=one.draws.count() + 1, way=drawing.way, promised=one.draw_promise, seed=one.draw_seed,
            count=drawing.count, keeps_local=drawing.keep_local, drawn=[each.key for each in chosen], drawn_at=at,
            candidates=[_told(each, named[int(each.key)].known.name) for each in candidates],
        )  # fmt: skip
        row.save()
        _write(one, [(named[int(each.key)], "") for each in chosen], way=Way(drawing.way))
        seed = secrets.token_hex(32)
        one.draw_seed, one.draw_promise = seed, picking.promise(seed)
        one.save()
        done.note(draw=row.number, way=row.way, promised=row.promised, seed=row.seed, count=row.count,
                  keeps_local=row.keeps_local, candidates=row.candidates, drawn=row.drawn)  # fmt: skip
    return one


def _told(each: picking.Candidate, name: str) -> dict[str, Any]:
    last = each.last_invited_on.isoformat() if each.last_invited_on else None
    return {"key": each.key, "name": name, "last_invited_on": last, "is_local_small": each.is_local_small}


def choose_suppliers(
    one: Tender,
    *,
    chosen: Sequence[Chosen],
    others: Sequence[Other] = (),
    why_no_local: str = "",
    why_fewer: str = "",
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Tender:
    """Say who is asked; what is missing to send is said here already, and asked for again at sending.

    :param why_no_local: why no local small firm is among them.
    :param why_fewer: why fewer are asked than the band says.
    :raises Refused: for nobody, a supplier twice, two with one address, or a reason that is missing.
    """
    with together():
        new = [(_entered(each, by=by, at=at), each) for each in others]
        with perform(acts.CHOOSE_SUPPLIERS, one, by=by, at=at, version=version) as done:
            on = london(at).date()
            found = selectors.found_for(one, on=on)
            named, where = found.numbered(), suggesting.Where(one.place, selectors.home_places(one.authority, on=on))
            wanted = [(named.get(each.number) or _unsuggested(each.number, where), each.email) for each in chosen]
            wanted += [(named.get(supplier.pk) or weighed(supplier, where), each.email) for supplier, each in new]
            emails = selectors.known_emails(one, [each.known.number for each, _ in wanted], on=on)
            wanted = [(each, email or emails.get(each.known.number, "")) for each, email in wanted]
            one.no_local_reason, one.fewer_reason = why_no_local.strip(), why_fewer.strip()
            before = [row.name for row in selectors.invitations_of(one)]
            refuse(acts.CHOOSE_SUPPLIERS, _bars(one, wanted, found.local_listed))
            _write(one, wanted, way=Way.CHOSEN)
            one.save()
            done.changed("suppliers", before, sorted(each.known.name for each, _ in wanted))
    return one


def _entered(other: Other, *, by: Actor, at: datetime) -> Supplier:
    """Give the supplier that a name means, or add it to the register with what is known of it."""
    found = registered.named(other.name)
    if len(found) == 1:
        return found[0]
    if found or registered.company_number(other.name):
        return registering.named_or_new(other.name, by=by, at=at)
    size = {True: Size.SME, False: Size.LARGE}.get(other.is_small, "")  # type: ignore[arg-type]
    return registering.add(name=other.name, size=size, place=other.place.strip(), by=by, at=at)


def _unsuggested(number: int, where: suggesting.Where) -> suggesting.Suggestion:
    supplier = Supplier.objects.live().filter(pk=number).first()
    if supplier is None:
        told = "One of the suppliers is not in the register any more. Open the page again."
        refuse(acts.CHOOSE_SUPPLIERS, [Finding("gone", told)])
    return weighed(supplier, where)


def weighed(supplier: Any, where: suggesting.Where) -> suggesting.Suggestion:
    """Give what speaks for a supplier of the register that was not suggested."""
    small = {Size.SME: True, Size.LARGE: False}.get(supplier.size)
    known = suggesting.Known(
        supplier.pk, supplier.name, supplier.place, supplier.postcode, is_small=small, is_vcse=supplier.is_vcse
    )
    return suggesting.weigh(known, where)


Wanted = Sequence[tuple[suggesting.Suggestion, str]]


def _bars(one: Tender, wanted: Wanted, local_listed: bool | None) -> Iterable[Finding]:
    numbers = [each.known.number for each, _ in wanted]
    for name in sorted({each.known.name for each, _ in wanted if numbers.count(each.known.number) > 1}):
        yield Finding("twice", f"{name} is chosen twice. Keep it once.")
    if not wanted:
        yield Finding("guests", "Tick a supplier, or enter the name of one.")
        return
    guests = [Guest(each.known.name, email or each.known.email, each.is_local_small) for each, email in wanted]
    yield from checking.guest_faults(guests)
    if len(guests) < one.quotes_wanted and not one.fewer_reason:
        told = f"Ask {plural(one.quotes_wanted, 'supplier')} at the least, or say why fewer are asked."
        yield Finding("few", told, cure="why_fewer")
    if not any(each.is_local_small for each in guests) and not one.no_local_reason:
        told = (
            "None of these is known to be local and small. Ask a local small firm, or say why none is asked."
            if local_listed is not False
            else "No local small firm is known for this. Say why none is asked."
        )
        yield Finding("local", told, cure="why_no_local")


def _write(one: Tender, wanted: Wanted, *, way: Way) -> None:
    known = {row.supplier.standing_id: row for row in selectors.invitations_of(one)}
    drawn = {int(key) for row in selectors.draws_of(one)[:1] for key in row.drawn}
    for each, email in wanted:
        row = known.pop(each.known.number, None) or Invitation(tender=one, supplier_id=each.known.number)
        row.name, row.email = each.known.name, (email or row.email or each.known.email).strip()
        row.reasons, row.is_local, row.is_small = each.says, each.near, each.known.is_small
        # Whoever was drawn stays drawn when the officer only adds an address on the page that follows.
        kept = way is Way.CHOSEN and row.pk is not None and each.known.number in drawn
        row.way = row.way if kept else way
        row.save()
    for row in known.values():
        row.delete()

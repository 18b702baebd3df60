"""What a supplier's people read of the quotes that they are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from hub.platform.actors import Actor
from hub.platform.documents.models import Version
from hub.platform.identity import selectors as identity
from hub.tender import acts, answering, selectors, services
from hub.tender.models import Clarification, Invitation, Tender
from hub.tender.portal.values import Answered, Asked, Invited, OwnEnquiry, Paper, Part, Quote
from hub.tender.rules import letters
from hub.tender.terms import Says, State


def quotes(actor: Actor, *, at: datetime) -> list[Quote]:
    """Give the quotes that an actor's organisations are asked for: open ones first by due time, then the others."""
    found = list(selectors.for_suppliers(actor))
    parts = _parts(actor, found)
    rows = [plain(row, at, parts=parts.get(row.pk, ())) for row in found]
    return [one for one in rows if one.is_open] + [one for one in reversed(rows) if not one.is_open]


def quote(actor: Actor, reference: str, *, at: datetime) -> Quote | None:
    """Give one of them whole, or None where the actor's organisations were not asked; reading it is noted once."""
    row = selectors.for_supplier(actor, reference)
    if row is None:
        return None
    parties = sorted(actor.supplier_reach)
    for party in parties:
        if (invitation := selectors.door(row, party)) is not None:
            services.note_reading(invitation, at=at)
    parts = _parts(actor, [row]).get(row.pk, ())
    return _whole(row, at, parties, parts)


def pack_text(actor: Actor, reference: str) -> bytes | None:
    """Give the text whose SHA-256 is the fingerprint of the pack; None where the actor's organisations were not asked.

    Whoever keeps it can show later what was asked, because everybody was sent the same fingerprint.
    """
    row = selectors.for_supplier(actor, reference)
    return selectors.pack_text_of(row, selectors.questions_of(row), selectors.pack_of(row)) if row else None


def by_link(token: str, *, at: datetime) -> Invited | None:
    """Give what the link of an invitation opens; None where the Hub did not make it, or a newer letter replaced it.

    The link is a supplier's own and asks for no account; it reads and does nothing else. Reading it is noted once.
    """
    row: Invitation | None = services.read(token)
    if row is None or row.tender.sent_at is None:
        return None
    services.note_reading(row, at=at)
    return Invited(row.name, _whole(row.tender, at, []))


def paper_by_link(token: str, number: int) -> Version | None:
    """Give a paper of the pack to who has the link of an invitation; None where the link or the pack lacks it."""
    row: Invitation | None = services.read(token)
    if row is None or row.tender.sent_at is None:
        return None
    item = next((each for each in selectors.pack_of(row.tender) if each.pk == number), None)
    if item is None or item.document.is_confidential or item.document.audience not in selectors.FOR_SUPPLIERS:
        return None
    return item.document.versions.filter(number=item.number).first()  # type: ignore[no-any-return]


def plain(row: Tender, at: datetime, **more: object) -> Quote:
    """Give a quote that was sent as a plain value.

    :param more: what else of it is wanted, such as its questions.
    """
    assert row.due_at is not None and row.sent_at is not None, "whoever is asked reads only what was sent"
    questions = more.get("questions", ())
    scored = any(one.is_price and one.weight is not None for one in questions)  # type: ignore[attr-defined]
    weights = [(one.text, f"{one.weight.normalize():f}") for one in questions if one.weight is not None]  # type: ignore[attr-defined]
    is_withdrawn = row.status == State.WITHDRAWN
    return Quote(
        reference=row.reference,
        title=row.title,
        authority=row.authority.name,
        what=row.description,
        place=row.place,
        needed_on=row.procurement.needed_on,
        due_at=row.due_at,
        grace_minutes=row.grace_minutes,
        sent_at=row.sent_at,
        is_open=row.is_open(at=at),
        is_withdrawn=is_withdrawn,
        why_withdrawn=row.withdrawn_reason if is_withdrawn else "",
        judged=letters.judged(weights, counts_price=scored) if weights else "",
        how=answering.how(row),
        takes_answers=answering.takes(),
        pack_digest=row.pack_digest,
        **more,  # type: ignore[arg-type]
    )


def _whole(row: Tender, at: datetime, parties: list[int], parts: tuple[Part, ...] = ()) -> Quote:
    asked = tuple(
        Asked(
            one.number, one.text, one.help, str(one.answer_as), tuple(one.listed), one.word_limit, one.is_required,
            one.is_price, one.weight, str(one.envelope), one.lot.number if one.lot is not None else "",
        )
        for one in selectors.questions_of(row)
    )  # fmt: skip
    papers = tuple(
        Paper(item.pk, item.title, item.name, item.size, item.sha256, item.address) for item in selectors.pack_of(row)
    )
    answers = tuple(_answered(one) for one in selectors.clarifications_of(row))
    own = tuple(
        OwnEnquiry(one.text, one.asked_at, is_answered) for one, is_answered in selectors.enquiries_of(row, parties)
    )
    return plain(row, at, parts=parts, questions=asked, papers=papers, answers=answers, own=own)


def _answered(one: Clarification) -> Answered:
    return Answered(one.number, one.question, one.answer, one.answered_at)


def _parts(actor: Actor, rows: Sequence[Tender]) -> dict[int, tuple[Part, ...]]:
    """Give by quote the actor's organisations that are asked, each with what it said."""
    found: dict[int, list[Part]] = {}
    names = {party.pk: party.name for party in identity.parties(actor.supplier_reach)}
    for door in selectors.doors(rows, actor.supplier_reach):
        said = getattr(door, "participation", None)
        merged = door.supplier.merged_into
        known = (door.supplier.party_id, merged.party_id if merged else None)
        tied: list[int] = [said.party_id] if said else [each for each in known if each is not None and each in names]
        says = Says(said.says) if said else Says.NOTHING
        for party in tied[:1]:
            can_act = actor.holds(acts.SAY.held_by, party)
            part = Part(party, names[party], can_act, str(says), says.label, said.reason if said else "")
            found.setdefault(door.tender_id, []).append(part)
    return {pk: tuple(sorted(parts, key=lambda one: one.name)) for pk, parts in found.items()}

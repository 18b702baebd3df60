"""Everything that decides whether a quote may be sent, and what everybody would be sent."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from hub.law.tables import Tables
from hub.platform import canon
from hub.platform.clock import london
from hub.platform.documents.models import Document, Version
from hub.platform.documents.terms import Audience, Scan, State
from hub.procurement import selectors as cases
from hub.tender import answering
from hub.tender.models import Invitation, PackItem, Question, Tender
from hub.tender.rules import letters, timing
from hub.tender.rules.checking import Asked, Guest, Sheet
from hub.tender.selectors.finding import invitations_of, questions_of
from hub.tender.selectors.routing import route_of, setting
from hub.tender.selectors.suggesting import Found, found_for

PACK = "hub/tender/pack/v1"
# Papers that suppliers may read; a paper for one audience is for those above it too.
FOR_SUPPLIERS = (Audience.BIDDERS, Audience.PUBLIC)


def papers_of(one: Tender) -> list[Version]:
    """Give the newest version of every paper that those who are asked receive; infected ones are left out."""
    rows = Document.objects.filter(subject_kind=Tender.kind(), subject_id=one.pk, status=State.CURRENT)
    rows = rows.filter(audience__in=FOR_SUPPLIERS, is_confidential=False).prefetch_related("versions").order_by("pk")
    newest = [row.latest for row in rows]
    return [each for each in newest if each is not None and each.scan != Scan.INFECTED]


def sheet(one: Tender, *, at: datetime, found: Found | None = None) -> Sheet:
    """Give everything that decides whether it may be sent at a moment.

    :param found: who could be asked, where that is known already.
    """
    on = london(at).date()
    least = int(setting("least", "working_days", on=on, authority=one.authority))
    tables = cases.tables_for(one.procurement)
    due = one.due_at
    known = found or found_for(one, on=on)
    return Sheet(
        route=route_of(one.procurement, on=on),
        guests=[Guest(row.name, row.email, row.is_local_small) for row in invitations_of(one)],
        questions=[as_asked(row) for row in questions_of(one)],
        has_due=due is not None,
        local_listed=known.local_listed,
        why_no_local=one.no_local_reason,
        why_fewer=one.fewer_reason,
        considered_small=one.procurement.smes_considered_on is not None,
        faults_of_due=list(timing.faults(due, now=at, least=least, tables=tables, cure="tender.ask")) if due else [],
    )


def as_asked(row: Question) -> Asked:
    """Give a question as the rules take it."""
    return Asked(
        row.text, row.answer_as, tuple(row.listed), row.weight, row.help, row.word_limit, row.is_required, row.is_price
    )


def about_of(one: Tender, *, questions: Sequence[Question] | None = None) -> letters.About:
    """Give what every letter says of a quote."""
    rows = questions_of(one) if questions is None else questions
    weights = [(row.text, f"{row.weight.normalize():f}") for row in rows if row.weight is not None]
    pinned = [item.title for item in one.pack.all()]
    assert one.due_at is not None, "letters are written of a quote that says until when"
    return letters.About(
        reference=one.reference,
        title=one.title,
        authority=one.authority.name,
        what=one.description,
        place=one.place,
        needed_on=one.procurement.needed_on,
        due_at=one.due_at,
        questions=tuple(row.text for row in rows),
        judged=letters.judged(weights, counts_price=any(row.is_price and row.weight is not None for row in rows)),
        papers=tuple(pinned or [version.document.title for version in papers_of(one)]),
        officer=one.owner.name,
        how=answering.how(one),
    )


def letter_of(one: Tender) -> letters.Text | None:
    """Give the invitation as a supplier would read it; None while it cannot be written."""
    return letters.invitation(about_of(one)) if one.due_at is not None else None


def pack_digest_of(one: Tender, questions: Sequence[Question], pinned: Sequence[PackItem]) -> str:
    """Give the fingerprint of what everybody is sent: SHA-256 over questions, weights, due time and every paper."""
    return hashlib.sha256(pack_text_of(one, questions, pinned)).hexdigest()


def pack_text_of(one: Tender, questions: Sequence[Question], pinned: Sequence[PackItem]) -> bytes:
    """Give the text whose SHA-256 is the fingerprint, so that anybody can work it out again."""
    said = {
        "reference": one.reference,
        "title": one.title,
        "what": one.description,
        "place": one.place,
        "due_at": one.due_at.astimezone(UTC).isoformat() if one.due_at else "",
        "grace_minutes": one.grace_minutes,
        "questions": [_plain(row) for row in questions],
        "papers": [[item.title, item.number, item.sha256, item.size] for item in pinned],
    }
    return f"{PACK}{canon.dumps(said)}".encode()


def _plain(row: Question) -> dict[str, Any]:
    return {
        "number": row.number,
        "text": row.text,
        "help": row.help,
        "answer_as": str(row.answer_as),
        "listed": list(row.listed),
        "word_limit": row.word_limit,
        "is_required": row.is_required,
        "weight": f"{row.weight.normalize():f}" if row.weight is not None else None,
        "envelope": str(row.envelope),
        "lot": row.lot_id,
    }


def guests_by_supplier(rows: Sequence[Invitation]) -> dict[int, Invitation]:
    """Give those who are asked by the number of their standing entry."""
    return {row.supplier.standing_id: row for row in rows}


def usual_due(one: Tender, *, at: datetime) -> datetime:
    """Give the usual moment until which answers are taken."""
    on: date = london(at).date()
    days = int(setting("usual", "days", on=on, authority=one.authority))
    least = int(setting("least", "working_days", on=on, authority=one.authority))
    return timing.usual(at, days=days, least=least, tables=cases.tables_for(one.procurement))


def tables_of(one: Tender) -> Tables:
    """Give the law's tables for the authority of a quote."""
    return cases.tables_for(one.procurement)

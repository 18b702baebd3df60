"""Reads over documents: who may read which, what belongs to a record, what is due for disposal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Count, Sum

from hub.platform import clock
from hub.platform.actors import Actor
from hub.platform.acts import held
from hub.platform.documents import acts, subjects
from hub.platform.documents.models import Disposal, DisposalLine, Document, Version
from hub.platform.documents.subjects import Subject
from hub.platform.documents.terms import CONFIDENTIAL_READERS, Audience, DisposalState, State
from hub.platform.events import feed
from hub.platform.identity.roles import OFFICERS, SUPPLIER_ROLES, Role
from hub.platform.recorded import Recorded
from hub.platform.reference import lookup
from hub.platform.tenancy.models import Authority

WITH_VERSIONS = ("versions", "versions__added_by")


def get(public_id: str, actor: Actor) -> Document | None:
    """Give a document by its address if ``actor`` may read it; missing and out of reach are the same."""
    found = Document.objects.filter(public_id=public_id).prefetch_related(*WITH_VERSIONS).first()
    return found if found is not None and may_read(found, actor) else None


def get_as_officer(actor: Actor, public_id: str) -> Document | None:
    """Give a document to an officer who may read it; pages and acts on documents begin here."""
    found = get(public_id, actor)
    return found if found is not None and _is_officer(found, actor) else None


def of(record: Recorded, actor: Actor) -> list[Document]:
    """Give the documents of a record that ``actor`` may read, current ones first, each with its versions."""
    rows = Document.objects.filter(subject_kind=record.kind(), subject_id=record.pk)
    found = list(rows.prefetch_related(*WITH_VERSIONS).order_by("status", "title", "pk"))
    subject = subjects.find(record.kind())
    if not found or subject is None or not subject.visible(actor, record.pk):
        return [document for document in found if may_read(document, actor)]
    for document in found:
        # Every document of this list has this subject; asking for it once is enough.
        document.subject = record  # type: ignore[misc]
    return [document for document in found if _opens_to_officer(document, actor) or may_read(document, actor)]


def subject_for(actor: Actor, kind: str, pk: int) -> Any:
    """Give a record that has documents if ``actor`` may see it, else None."""
    subject = subjects.find(kind)
    if subject is None or not subject.visible(actor, pk):
        return None
    return subject.load(pk)


def may_add(record: Any, actor: Actor) -> bool:
    """Say whether somebody may add a paper to a record that they see."""
    authority_id = getattr(record.root, "authority_id", None)
    paper = Document(subject_kind=record.kind(), subject_id=record.pk, authority_id=authority_id)
    paper.subject = record  # type: ignore[misc]
    return held(acts.ADD, paper, actor)


def may_read(document: Document, actor: Actor) -> bool:
    """Say whether ``actor`` may read a document: its audience, and who sees its record."""
    if actor.is_system:
        return True
    subject = subjects.find(document.subject_kind)
    if subject is None:
        return False
    if document.audience == Audience.PUBLIC and document.status == State.CURRENT:
        return True
    if _is_officer(document, actor) and subject.visible(actor, document.subject_id):
        return _opens_to_officer(document, actor)
    return document.status == State.CURRENT and _is_addressed(document, subject, actor)


def _is_officer(document: Document, actor: Actor) -> bool:
    """Say whether somebody works as an officer anywhere; visibility of the record decides where."""
    return actor.is_system or actor.has_any(OFFICERS)


def _opens_to_officer(document: Document, actor: Actor) -> bool:
    if not actor.has_any(OFFICERS):
        return False
    if not document.is_confidential:
        return True
    if document.authority_id is None:
        return actor.has_any(CONFIDENTIAL_READERS)
    if actor.holds(CONFIDENTIAL_READERS, document.authority_id):
        return True
    return actor.holds(OFFICERS, document.authority_id) and document.root.is_own(actor.person_id)


def _is_addressed(document: Document, subject: Subject, actor: Actor) -> bool:
    """Say whether the audience lets in somebody who is no officer; each audience includes those before it."""
    if document.is_confidential and document.audience != Audience.PANEL:
        return False
    asked = document.subject_id
    if document.audience == Audience.PANEL:
        return subject.panel(actor, asked)
    if not actor.has_any(SUPPLIER_ROLES):
        return document.audience in {Audience.BIDDERS, Audience.SUPPLIER} and subject.panel(actor, asked)
    if document.audience == Audience.BIDDERS:
        return subject.bidders(actor, asked) or subject.supplier_visible(actor, asked)
    return document.audience == Audience.SUPPLIER and subject.supplier_visible(actor, asked)


def stored_bytes(authority_id: int | None) -> int:
    """Give how many bytes an authority has stored."""
    rows = Version.objects.filter(document__authority_id=authority_id)
    return int(rows.aggregate(sum=Sum("size"))["sum"] or 0)


def retention_classes(on: date, authority: Any = None) -> list[tuple[str, str]]:
    """Give the retention classes that hold on a day, with their words."""
    rows = lookup.get("retention_classes", on=on, authority=authority)
    return [(row.code, row.label) for row in rows]


def due_for_disposal(on: date, authority: Authority | None = None) -> list[tuple[Document, date]]:
    """Give the documents whose time is over on a day, with the day it was over; a legal hold keeps a document.

    Nothing is destroyed by this: disposal is a decision of two people.

    :param authority: whose documents, by the retention classes that hold there; None for all, by the shared classes.
    """
    classes = {row.code: row.data for row in lookup.get("retention_classes", on=on, authority=authority)}
    rows = Document.objects.filter(is_held=False, retention__in=classes).exclude(status=State.DISPOSED)
    if authority is not None:
        rows = rows.filter(authority=authority)
    due: list[tuple[Document, date]] = []
    by_kind: dict[str, list[Document]] = {}
    for document in rows.order_by("pk").iterator(chunk_size=2000):
        by_kind.setdefault(document.subject_kind, []).append(document)
    for kind, documents in by_kind.items():
        subject = subjects.find(kind)
        closed = subject.closed_on([document.subject_id for document in documents]) if subject else {}
        for document in documents:
            over = over_on(document, classes[document.retention], closed.get(document.subject_id))
            if over is not None and over <= on:
                due.append((document, over))
    return sorted(due, key=lambda pair: (pair[1], pair[0].pk))


def over_on(document: Document, rule: dict[str, Any], closed: date | None) -> date | None:
    """Give the day on which a document's time is over by its class; None while its record is not closed.

    :param rule: ``years`` and ``counts_from`` of the class.
    :param closed: the day on which its record closed.
    """
    added = clock.london(document.added_at).date()
    begins = added if rule["counts_from"] == "added" else closed
    return None if begins is None else years_after(begins, int(rule["years"]))


def years_after(day: date, years: int) -> date:
    """Give the same day some years later; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def all_versions() -> Iterator[Version]:
    """Give every version with its document, for the full export."""
    yield from Version.objects.select_related("document").order_by("pk").iterator(chunk_size=2000)


def disposals(actor: Actor, roles: frozenset[Role]) -> Any:
    """Give the proposals for disposal of the authorities where an actor holds one of some roles, newest first."""
    reach = [party for party in actor.reach if actor.holds(roles, party)]
    rows = Disposal.objects.filter(authority__in=reach).select_related("authority__party", "proposed_by", "decided_by")
    return rows.annotate(papers=Count("lines")).order_by("-proposed_at", "-pk")


def disposal_lines(disposal: Disposal) -> list[DisposalLine]:
    """Give the papers of a proposal, with what has become of each document."""
    return list(disposal.lines.select_related("document").order_by("over_on", "pk"))


def proposed_already(ids: list[int]) -> DisposalLine | None:
    """Give a line of a proposal that still waits and has one of these documents."""
    rows = DisposalLine.objects.filter(document__in=ids, disposal__status=DisposalState.PROPOSED)
    return rows.select_related("disposal").first()


def waiting_papers(authority: Authority) -> set[int]:
    """Give the numbers of the documents that wait on a proposal."""
    rows = DisposalLine.objects.filter(disposal__authority=authority, disposal__status=DisposalState.PROPOSED)
    return set(rows.values_list("document", flat=True))


def version_counts(ids: list[int]) -> dict[int, int]:
    """Give how many versions each document has."""
    rows = Version.objects.filter(document__in=ids).values_list("document").annotate(Count("pk"))
    return dict(rows)


@feed.veil("documents.document", "A confidential paper")
def hidden_from(ids: set[int], actor: Actor) -> set[int]:
    """Give the confidential ones of some documents that ``actor`` may not read: timelines do not name them."""
    rows = Document.objects.filter(pk__in=ids, is_confidential=True)
    return {document.pk for document in rows if not may_read(document, actor)}

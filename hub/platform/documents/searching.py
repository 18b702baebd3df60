"""Documents are found by their title and words, under their record."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Prefetch

from hub.platform.documents import acts, subjects
from hub.platform.documents.models import Document, Version
from hub.platform.documents.terms import Scan, State
from hub.platform.identity.roles import Role
from hub.platform.search.declare import Searchable, searchable
from hub.platform.search.palette import Command, command
from hub.platform.ui.starts import offer_start

Loaded = list[Document]


def load(ids: list[int]) -> Loaded:
    """Give the documents with these ids that may be found, with newest words and readers."""
    return _ready(Document.objects.filter(pk__in=ids))


def under(kind: str, ids: list[int]) -> Loaded:
    """Give the documents of some records that may be found."""
    if subjects.find(kind) is None:
        return []
    return _ready(Document.objects.filter(subject_kind=kind, subject_id__in=ids))


def _ready(rows: Iterable[Document]) -> Loaded:
    versions = Version.objects.select_related("words").order_by("number")
    current = rows.filter(status=State.CURRENT)  # type: ignore[attr-defined]
    found = [one for one in current.prefetch_related(Prefetch("versions", versions)) if _newest(one) is not None]
    for kind in {one.subject_kind for one in found if one.is_confidential}:
        subject = subjects.find(kind)
        wanted = sorted({one.subject_id for one in found if one.is_confidential and one.subject_kind == kind})
        readers = subject.readers(wanted) if subject else {}
        for one in found:
            if one.subject_kind == kind:
                one.found_readers = readers.get(one.subject_id, set())  # type: ignore[attr-defined]
    return found


def _newest(document: Document) -> Version | None:
    clean = [version for version in document.versions.all() if version.scan != Scan.INFECTED]
    return clean[-1] if clean else None


def _text(document: Document) -> str:
    newest = _newest(document)
    words = getattr(newest, "words", None)
    return words.text if words is not None else ""


searchable(
    Searchable(
        model=Document,
        label="Documents",
        title=lambda one: one.title,
        references=lambda one: [],
        names=lambda one: [version.name for version in one.versions.all()],
        text=_text,
        url=lambda one: one.get_absolute_url(),
        load=load,
        under=under,
        root=lambda one: (one.subject_kind, one.subject_id),
        is_confidential=lambda one: one.is_confidential,
        readers=lambda one: getattr(one, "found_readers", set()),
    )
)

command(
    Command(
        "Papers to dispose of",
        "/documents/disposals/",
        words=("retention", "disposal", "destroy", "delete documents"),
        roles=frozenset(acts.PROPOSERS | acts.APPROVERS | {Role.AUDITOR}),
    )
)
offer_start(
    "Papers for disposal",
    hint="Propose papers that are past the time for which they are kept",
    href="/documents/disposals/propose/",
    roles=acts.PROPOSERS,
    order=80,
)

"""Acts on documents: one function each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

from django.conf import settings

from hub.law.findings import Finding
from hub.platform.act_table import Act, Refused, bars
from hub.platform.actors import Actor
from hub.platform.acts import create, perform, perform_many
from hub.platform.documents import acts, selectors, storage, subjects
from hub.platform.documents.models import Document, Version
from hub.platform.documents.names import clean_name
from hub.platform.documents.terms import Audience, State
from hub.platform.documents.types import FileType, NotTaken, type_of
from hub.platform.events.models import Head
from hub.platform.jobs.services import enqueue
from hub.platform.words import file_size

MEGABYTE = 1024 * 1024
CHECK = "hub.platform.documents.jobs.check_version"


class CannotAdd(Refused):
    """The file cannot be taken; the sentence says why and what to do."""

    def __init__(self, act: Act, code: str, message: str) -> None:
        super().__init__(act, [Finding(code, message)])


@dataclass(frozen=True)
class Upload:
    """A file as it arrives: the name that its sender gave it, and its content, which can be read twice."""

    name: str
    file: BinaryIO | Any


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What somebody says about a new document; what they leave open, its record decides.

    :param is_confidential: None for what is usual for such papers of this record.
    :param retention: code of a retention class; empty for what is usual.
    """

    title: str
    paper_kind: str = "other"
    audience: Audience = Audience.INTERNAL
    is_confidential: bool | None = None
    retention: str = ""


@dataclass(frozen=True)
class _Kept:
    """A file that is in the store."""

    name: str
    type: FileType
    stored: storage.Stored


def add(subject: Any, *, upload: Upload, paper: Paper, by: Actor, at: datetime) -> Document:
    """Add a document with its first version to a record.

    :raises CannotAdd: when the file is too large, of a sort that is not taken, or there is no room.
    """
    document = _new(subject, paper, at)
    _check_audience(acts.ADD, document.audience, is_confidential=document.is_confidential)
    kept = _keep(acts.ADD, document, upload)
    with create(acts.ADD, document, by=by, at=at) as entry:
        document.save()
        version = _version(document, kept, number=1, by=by, at=at)
        version.save()
        _still_there(acts.ADD, [kept])
        entry.note(title=document.title, file=_facts(version))
        _check_later(version)
    return document


def add_many(papers: Sequence[tuple[Any, Upload, Paper]], *, by: Actor, at: datetime) -> list[Document]:
    """Add many documents in one transaction, with one event for each; the demo and imports use this."""
    documents = [_new(subject, paper, at) for subject, _, paper in papers]
    kept = [_keep(acts.ADD, document, papers[place][1]) for place, document in enumerate(documents)]

    def write(records: list[Document]) -> None:
        Document.objects.bulk_create(records)
        versions = [
            _version(document, one, number=1, by=by, at=at) for document, one in zip(records, kept, strict=True)
        ]
        for version in Version.objects.bulk_create(versions):
            _check_later(version)
        _still_there(acts.ADD, kept)

    perform_many(acts.ADD, documents, by=by, at=at, write=write, facts=lambda document: {"title": document.title})
    return documents


def add_version(document: Document, *, upload: Upload, by: Actor, at: datetime, version: int | None = None) -> Document:
    """Add a version; the earlier ones stay.

    :param version: the document's version number that the person saw.
    :raises CannotAdd: when the file is too large, of a sort that is not taken, or there is no room.
    """
    kept = _keep(acts.ADD_VERSION, document, upload)
    with perform(acts.ADD_VERSION, document, by=by, at=at, version=version) as entry:
        newest = document.versions.order_by("-number").first()
        if newest is not None and newest.sha256 == kept.stored.sha256:
            raise CannotAdd(
                acts.ADD_VERSION, "same_file", "This is the same file as the newest version. Choose the changed one."
            )
        fresh = _version(document, kept, number=(newest.number if newest else 0) + 1, by=by, at=at)
        fresh.save()
        _still_there(acts.ADD_VERSION, [kept])
        entry.note(number=fresh.number, file=_facts(fresh))
        _check_later(fresh)
    return document


def withdraw(document: Document, *, reason: str, by: Actor, at: datetime) -> Document:
    """Withdraw a document: officers still see that it was there and why it is no longer."""
    with perform(acts.WITHDRAW, document, by=by, at=at) as entry:
        document.withdrawn_reason = reason
        entry.note(reason)
    return document


def correct(document: Document, *, title: str, paper_kind: str, reason: str, by: Actor, at: datetime) -> Document:
    """Put a document's title or kind right; who may read it stays as somebody decided."""
    with perform(acts.CORRECT, document, by=by, at=at) as entry:
        document.title, document.paper_kind = title, paper_kind
        entry.note(reason)
    return document


def change_audience(
    document: Document, *, audience: Audience, is_confidential: bool, reason: str, by: Actor, at: datetime
) -> Document:
    """Change who may read a document.

    :raises Refused: when a confidential paper would leave the authority.
    """
    _check_audience(acts.CHANGE_AUDIENCE, audience, is_confidential=is_confidential)
    with perform(acts.CHANGE_AUDIENCE, document, by=by, at=at) as entry:
        document.audience, document.is_confidential = audience, is_confidential
        entry.note(reason)
    return document


def retain(document: Document, *, retention: str, reason: str, by: Actor, at: datetime) -> Document:
    """Change how long a document is kept, with a note why."""
    with perform(acts.RETAIN, document, by=by, at=at) as entry:
        document.retention, document.retention_note = retention, reason
        entry.note(reason)
    return document


def hold(document: Document, *, reason: str, by: Actor, at: datetime) -> Document:
    """Put a legal hold on a document: it is never due for disposal until the hold is lifted."""
    with perform(acts.HOLD, document, by=by, at=at) as entry:
        if document.is_held:
            raise Refused(acts.HOLD, [Finding("held", "This document is on legal hold already.")])
        document.is_held, document.hold_reason = True, reason
        entry.note(reason)
    return document


def release(document: Document, *, reason: str, by: Actor, at: datetime) -> Document:
    """Lift the legal hold."""
    with perform(acts.RELEASE, document, by=by, at=at) as entry:
        if not document.is_held:
            raise Refused(acts.RELEASE, [Finding("not_held", "There is no legal hold on this document.")])
        document.is_held, document.hold_reason = False, ""
        entry.note(reason)
    return document


def record_opening(version: Version, *, by: Actor, at: datetime) -> None:
    """Write down that somebody opened a confidential document; the document itself does not change."""
    document = version.document
    perform_many(
        acts.OPEN, [document], by=by, at=at, write=lambda records: None, facts=lambda one: {"number": version.number}
    )


def quarantine(version: Version, *, found: str, by: Actor, at: datetime) -> list[Version]:
    """Keep a file with a virus apart, under whichever documents it lies; give the versions that were kept apart."""
    storage.store().quarantine(version.sha256)
    versions = list(Version.objects.filter(sha256=version.sha256).select_related("document"))
    documents = list({one.document_id: one.document for one in versions}.values())
    perform_many(
        acts.QUARANTINE, documents, by=by, at=at, write=lambda records: None, facts=lambda one: {"found": found}
    )
    return versions


def is_not_disposed(document: Any, by: Actor, at: datetime) -> list[Finding]:
    """Say that nothing more is done to a document whose files are gone."""
    if document.status != State.DISPOSED:
        return []
    return [
        Finding("disposed", "This document was disposed of. Its certificate stays; nothing else can be done to it.")
    ]


for _act in (acts.RETAIN, acts.HOLD, acts.RELEASE):
    bars(_act)(is_not_disposed)


def _new(subject: Any, paper: Paper, at: datetime) -> Document:
    usual = subjects.subject_of(subject.kind())
    is_confidential = paper.is_confidential
    if is_confidential is None:
        is_confidential = usual.is_confidential(subject, paper.paper_kind)
    document = Document(
        subject_kind=subject.kind(),
        subject_id=subject.pk,
        authority_id=getattr(subject.root, "authority_id", None),
        paper_kind=paper.paper_kind,
        title=paper.title,
        audience=paper.audience,
        is_confidential=is_confidential,
        retention=paper.retention or usual.retention,
        added_at=at,
    )
    document.subject = subject
    return document


def _keep(act: Act, document: Document, upload: Upload) -> _Kept:
    """Put the file in the store, or say why not; nothing is in the database yet."""
    name = clean_name(upload.name)
    upload.file.seek(0, 2)
    size = upload.file.tell()
    limit = int(getattr(settings, "HUB_MOST_FILE_BYTES", 500 * MEGABYTE))
    if size > limit:
        raise _too_large(act, name, limit)
    try:
        found = type_of(name, upload.file)
    except NotTaken as fault:
        raise CannotAdd(act, "sort", str(fault)) from fault
    quota = int(getattr(settings, "HUB_MOST_AUTHORITY_BYTES", 200 * 1024 * MEGABYTE))
    if selectors.stored_bytes(document.authority_id) + size > quota:
        raise CannotAdd(
            act,
            "quota",
            f"Your authority's documents fill the {file_size(quota)} it has. Ask your administrator for more.",
        )
    place = storage.store()
    if not place.has_room(size):
        raise _full(act)
    try:
        stored = place.put(_chunks(upload.file), limit=limit)
    except storage.TooLarge as fault:
        raise _too_large(act, name, limit) from fault
    except storage.NoSpace as fault:
        raise _full(act) from fault
    except storage.NotStored as fault:
        message = (
            f"“{name}” could not be stored safely, so nothing was kept. Try again; if it fails again, tell your"
            " administrator."
        )
        raise CannotAdd(act, "not_stored", message) from fault
    return _Kept(name, found, stored)


def _still_there(act: Act, kept: Iterable[_Kept]) -> None:
    """Refuse a file that a disposal removed between its storing and this transaction; both wait for the same lock."""
    Head.objects.select_for_update().get(pk=1)
    if not all(storage.store().exists(one.stored.sha256) for one in kept):
        message = "The same file was disposed of at this very moment, so yours was not kept. Add it again."
        raise CannotAdd(act, "disposed", message)


def _too_large(act: Act, name: str, limit: int) -> CannotAdd:
    message = f"“{name}” is larger than {file_size(limit)}, the most that one file may be. Split it or make it smaller."
    return CannotAdd(act, "too_large", message)


def _full(act: Act) -> CannotAdd:
    message = "The Hub's disk is nearly full, so no files are taken. Nothing was kept. Tell your administrator."
    return CannotAdd(act, "full", message)


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    file.seek(0)
    while chunk := file.read(storage.BLOCK):
        yield chunk


def _version(document: Document, kept: _Kept, *, number: int, by: Actor, at: datetime) -> Version:
    return Version(
        document=document,
        number=number,
        sha256=kept.stored.sha256,
        size=kept.stored.size,
        content_type=kept.type.content_type,
        name=kept.name,
        added_by_id=by.person_id,
        added_at=at,
    )


def _facts(version: Version) -> dict[str, Any]:
    return {"name": version.name, "sha256": version.sha256, "size": version.size}


def _check_later(version: Version) -> None:
    """Have the file scanned and read, once the transaction is committed."""
    enqueue(CHECK, version.pk, key=f"document:{version.pk}", label=f"Check {version.name}", at=version.added_at)


def _check_audience(act: Act, audience: str, *, is_confidential: bool) -> None:
    if is_confidential and audience not in {Audience.INTERNAL, Audience.PANEL}:
        message = (
            "A confidential document cannot be for suppliers or the public. Choose officers or the panel, or take the"
            " confidential mark off."
        )
        raise Refused(act, [Finding("confidential", message)])


def paths(versions: Iterable[Version]) -> Iterator[tuple[Version, BinaryIO | None]]:
    """Give versions with their open files, None for one that is kept apart or missing; the full export reads these."""
    place = storage.store()
    for version in versions:
        try:
            file = place.open(version.sha256)
        except storage.Missing:
            yield version, None
            continue
        with file:
            yield version, file

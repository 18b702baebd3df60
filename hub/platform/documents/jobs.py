"""What happens to a file after it arrived: it is scanned, then read. Each step may run again without harm."""

from __future__ import annotations

import tempfile
from datetime import datetime
from typing import Any

from hub.platform import clock
from hub.platform.actors import system_actor
from hub.platform.documents import disposing, services, storage
from hub.platform.documents.models import Disposal, Document, Version, VersionText
from hub.platform.documents.scanning import Verdict, scanner
from hub.platform.documents.terms import Scan
from hub.platform.tabular import sandbox
from hub.platform.tabular.limits import PREVIEW
from hub.platform.tabular.results import Unreadable

EXTRACT = "hub.platform.documents.extract:words"


def check_version(job: Any, version_id: int) -> dict[str, str]:
    """Scan one version, then read its words for search."""
    version = Version.objects.select_related("document").get(pk=version_id)
    at = clock.now()
    if version.scan != Scan.INFECTED:
        scan(version, at=at)
    if version.scan == Scan.INFECTED:
        return {"text": "A virus was found. The file is kept apart."}
    read(version, at=at)
    return {"text": version.get_scan_display()}


def scan(version: Version, *, at: datetime) -> Verdict:
    """Ask the scanner and write down what it said; a virus is an act of the system and the uploader is told."""
    try:
        with storage.store().open(version.sha256) as file:
            verdict = scanner().scan(file, version.size)
    except storage.Missing:
        verdict = Verdict(Scan.FAILED, "the file is missing")
    if verdict.state == Scan.INFECTED:
        for one in services.quarantine(version, found=verdict.note, by=system_actor(), at=at):
            _write(one, verdict, at)
            _tell(one, at)
    _write(version, verdict, at)
    return verdict


def _write(version: Version, verdict: Verdict, at: datetime) -> None:
    version.scan, version.scan_note, version.scanned_at = verdict.state, verdict.note, at
    version.save(update_fields=["scan", "scan_note", "scanned_at"])


def _tell(version: Version, at: datetime) -> None:
    from hub.platform.deadlines.services import tell

    document = version.document
    if version.added_by_id is None or document.authority is None:
        return
    tell(
        cause=f"virus:{version.pk}",
        people=[version.added_by_id],
        authority=document.authority,
        sentence="A virus was found in a document you added. Nobody can open it; add a clean copy.",
        link=document.get_absolute_url(),
        at=at,
        about=document,
    )


def read(version: Version, *, at: datetime) -> None:
    """Read the words of a version in a confined process and put them in the index."""
    from hub.platform.search.index import refresh

    text, note = "", ""
    try:
        text = " ".join(_words(version))
    except Unreadable as fault:
        note = str(fault)[:300]
    except (storage.Missing, sandbox.ChildFault):
        note = "The words of this file could not be read."
    # PostgreSQL keeps no NUL in text.
    VersionText.objects.update_or_create(version=version, defaults={"text": text.replace("\x00", " "), "note": note})
    refresh(Document.kind(), [version.document_id], at=at)


def _words(version: Version) -> list[str]:
    extension = version.name.rpartition(".")[2].lower()
    place = storage.store()
    path = getattr(place, "path", None)
    if path is not None:
        arguments = {"path": str(path(version.sha256)), "extension": extension}
        return list(sandbox.run(EXTRACT, arguments, PREVIEW))
    with tempfile.NamedTemporaryFile() as copy, place.open(version.sha256) as file:
        for chunk in iter(lambda: file.read(storage.BLOCK), b""):
            copy.write(chunk)
        copy.flush()
        return list(sandbox.run(EXTRACT, {"path": copy.name, "extension": extension}, PREVIEW))


def remove_files(job: Any, disposal_id: int) -> dict[str, str]:
    """Remove the files of papers that were disposed of."""
    disposal = disposing.remove_files(Disposal.objects.get(pk=disposal_id), at=clock.now())
    return {"link": disposal.get_absolute_url(), "text": "The files are removed."}


def sweep(job: Any) -> dict[str, str]:
    """Remove what uploads that died left behind."""
    place = storage.store()
    removed = place.sweep() if hasattr(place, "sweep") else 0
    return {"text": f"{removed} removed"}

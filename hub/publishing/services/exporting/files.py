"""Write the files of documents and publications, and say of each that is not here why it is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Protocol

from hub.platform.documents import storage
from hub.platform.documents.models import Version
from hub.platform.documents.terms import Scan, State
from hub.platform.tenancy.models import Authority
from hub.publishing.models import Publication
from hub.publishing.services.exporting.folder import Folder

CHUNK = 2000
BLOCK = 1024 * 1024
DISPOSED, VIRUS = "disposed of", "kept apart: a virus was found"
LOST, ALTERED = "missing from the store", "altered in the store: its content is not what its digest says"


class Counter(Protocol):
    """What is told how far the writing is."""

    def say(self, message: str) -> None:
        """Say what comes now."""

    def add(self, count: int = 1) -> None:
        """Say that some more is written."""


@dataclass
class Files:
    """What became of the files: how many are here, and those that should be and are not."""

    count: int = 0
    missing: list[dict[str, Any]] = field(default_factory=list)
    states: dict[str, str] = field(default_factory=dict)


def files_of(authority: Authority | None) -> tuple[Any, Any]:
    """Give the versions of documents and the runs of data sets, all or one authority's."""
    versions = Version.objects.select_related("document").order_by("pk")
    runs = Publication.objects.order_by("pk")
    if authority is not None:
        versions, runs = versions.filter(document__authority=authority), runs.filter(authority=authority)
    return versions, runs


def write_files(folder: Folder, authority: Authority | None, steps: Counter) -> Files:
    """Write every file once, under its digest, and the list of who refers to it."""
    files = Files()
    versions, runs = files_of(authority)
    steps.say("Writing the files")
    with folder.file("files.jsonl") as index:

        def entry(sha256: str, size: int, excuse: str, **named: Any) -> None:
            why = excuse or _copied(folder, sha256, files)
            line = {"sha256": sha256, "bytes": size, "is_here": not why, **named}
            index.line({**line, "why": why} if why else line)
            if why in (LOST, ALTERED):
                files.missing.append({"sha256": sha256, "why": why, **named})
            steps.add()

        _entries(versions, runs, entry)
    files.count = sum(not why for why in files.states.values())
    return files


def _entries(versions: Any, runs: Any, entry: Callable[..., None]) -> None:
    for version in versions.iterator(chunk_size=CHUNK):
        document = version.document
        excuse = DISPOSED if document.status == State.DISPOSED else VIRUS if version.scan == Scan.INFECTED else ""
        named = {"document": document.public_id, "version": version.number, "name": version.name}
        entry(version.sha256, version.size, excuse, **named)
    for run in runs.iterator(chunk_size=CHUNK):
        entry(run.sha256, run.size, "", publication=run.pk)


def _copied(folder: Folder, sha256: str, files: Files) -> str:
    """Copy a file once; give why it is not here as it should be, or nothing."""
    if sha256 not in files.states:
        files.states[sha256] = _copy(folder, sha256)
    return files.states[sha256]


def _copy(folder: Folder, sha256: str) -> str:
    try:
        source = storage.store().open(sha256)
    except (storage.Missing, PermissionError):
        return LOST
    with source, folder.file(f"files/{sha256}") as out:
        while block := _read(source):
            out.write(block)
    return "" if out.digest.hexdigest() == sha256 else ALTERED


def _read(source: BinaryIO) -> bytes:
    """Read on; what the medium gives no more is not here, and the digest tells."""
    try:
        return source.read(BLOCK)
    except OSError:
        return b""

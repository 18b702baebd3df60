"""Write the Parquet parts into an export."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO

from hub.platform.analytics import checking
from hub.platform.analytics import parts as analytics
from hub.platform.tenancy.models import Authority
from hub.publishing.services.exporting.folder import Folder
from hub.spend.services.hiding import Hiding

BLOCK = 1024 * 1024
IN_MEMORY = 32 * BLOCK


@dataclass
class Parts:
    """How many parts are here, and how many of them were written anew without people who are paid."""

    count: int = 0
    rewritten: int = 0


def write_parts(folder: Folder, authority: Authority | None, hiding: Hiding | None = None) -> Parts:
    """Write every Parquet part that a record names, under its digest, and the list of what each is.

    :param hiding: who must not be named; a part that names them is written anew, and the list says what stands for it.
    """
    done = Parts()
    with folder.file("parts.jsonl") as index:
        for one in checking.known(authority):
            line = {"sha256": one.sha256, "bytes": one.size, "of": one.of, "event": one.event}
            if not analytics.exists(one.sha256):
                index.line({**line, "is_here": False})
                continue
            done.count += 1
            if hiding and (instead := _without_people(folder, one.sha256, hiding)):
                done.rewritten += 1
                index.line({**line, "is_here": False, "without_people": instead})
                continue
            index.line({**line, "is_here": True})
            with analytics.path_of(one.sha256).open("rb") as source:
                _copy(source, folder, one.sha256)
    return done


def _without_people(folder: Folder, sha256: str, hiding: Hiding) -> str:
    """Write a part without the people in it, and give its digest; nothing where nobody is in it."""
    with SpooledTemporaryFile(max_size=IN_MEMORY) as draft:
        if not hiding.part(sha256, draft):
            return ""
        draft.seek(0)
        digest = hashlib.sha256()
        while block := draft.read(BLOCK):
            digest.update(block)
        draft.seek(0)
        _copy(draft, folder, digest.hexdigest())
        return digest.hexdigest()


def _copy(source: IO[bytes], folder: Folder, name: str) -> None:
    path = f"parts/{name}.parquet"
    if any(each["path"] == path for each in folder.files):
        return
    with folder.file(path) as out:
        while block := source.read(BLOCK):
            out.write(block)

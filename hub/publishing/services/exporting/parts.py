"""Write the Parquet parts into an export."""

from __future__ import annotations

from hub.platform.analytics import checking
from hub.platform.analytics import parts as analytics
from hub.platform.tenancy.models import Authority
from hub.publishing.services.exporting.folder import Folder

BLOCK = 1024 * 1024


def write_parts(folder: Folder, authority: Authority | None) -> int:
    """Write every Parquet part that a record names, under its digest, and the list of what each is; count them."""
    count = 0
    with folder.file("parts.jsonl") as index:
        for one in checking.known(authority):
            there = analytics.exists(one.sha256)
            index.line({"sha256": one.sha256, "bytes": one.size, "is_here": there, "of": one.of, "event": one.event})
            if not there:
                continue
            count += 1
            with analytics.path_of(one.sha256).open("rb") as source, folder.file(f"parts/{one.sha256}.parquet") as out:
                while block := source.read(BLOCK):
                    out.write(block)
    return count

"""Which stores a setting names: a folder, or ``s3://bucket/prefix``."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from hub.bids.store.disk import Disk
from hub.bids.store.pair import Pair
from hub.bids.store.shelf import Store


def open_store(place: str) -> Store:
    """Give the store at a place.

    :param place: an absolute path, or ``s3://bucket/prefix``.
    :raises ValueError: when it is neither.
    """
    parts = urlsplit(place)
    if parts.scheme == "s3" and parts.netloc and not parts.query:
        # Loading boto3 takes a third of a second, which only those pay who use it.
        from hub.bids.store.bucket import Bucket

        prefix = parts.path.strip("/")
        return Bucket(parts.netloc, f"{prefix}/" if prefix else "")
    if not parts.scheme and Path(place).is_absolute():
        return Disk(Path(place))
    raise ValueError("A store for bids is an absolute path or s3://bucket/prefix.")


def open_stores(first: str, second: str) -> Pair:
    """Give both stores as one.

    :param second: empty where there is none.
    :raises ValueError: when a place cannot be, or both are the same.
    """
    if first.rstrip("/") == second.rstrip("/"):
        raise ValueError("The second store for bids must be another place than the first.")
    return Pair(open_store(first), open_store(second) if second else None)

"""A store in a bucket of S3, or of anything that speaks its language. Credentials come as boto3 finds them.

Give the bucket versioning and object lock: then nobody who has our credentials can take back what was kept.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError

from hub.bids.store.shelf import DIGEST, CannotStore, Source, named

# A part is sealed from at most 16 MiB and waits in memory until it is whole.
LONGEST = 17 * 1024 * 1024
MISSING, THERE = frozenset({"404", "NoSuchKey", "NotFound"}), frozenset({"412", "PreconditionFailed"})
# Short, for a bidder waits meanwhile; servers that speak S3 need not know newer checksums than the one we send.
PATIENCE = Config(
    connect_timeout=3,
    read_timeout=20,
    retries={"max_attempts": 2, "mode": "standard"},
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
)


class Bucket:
    """Parts under ``PREFIXsegments/ab/abcdef…``, notes under ``PREFIXnotes/``.

    :param prefix: empty, or ending with a slash.
    :param endpoint: where it is not AWS; else as boto3 finds it (``AWS_ENDPOINT_URL_S3``).
    """

    def __init__(self, name: str, prefix: str = "", *, endpoint: str | None = None) -> None:
        self.name, self.prefix = name, prefix
        self.client = boto3.client("s3", endpoint_url=endpoint, config=PATIENCE)

    @contextmanager
    def draft(self) -> Iterator[BucketDraft]:
        """Begin a part; see ``shelf.Store``."""
        yield BucketDraft(self)

    @contextmanager
    def read(self, digest: str) -> Iterator[Source]:
        """Give a part; see ``shelf.Store``."""
        body = self._get(self.key(digest), digest)["Body"]
        try:
            yield Body(body)
        finally:
            body.close()

    def key(self, digest: str) -> str:
        """Give where a part lies.

        :raises KeyError: when this is no digest.
        """
        if not DIGEST.fullmatch(digest):
            raise KeyError(digest)
        return f"{self.prefix}segments/{digest[:2]}/{digest}"

    def has(self, digest: str) -> bool:
        """Say whether a part is here.

        :raises CannotStore: when the bucket does not answer.
        """
        key = self.key(digest)
        try:
            with answered():
                self.client.head_object(Bucket=self.name, Key=key)
        except KeyError:
            return False
        return True

    def digests(self) -> Iterator[str]:
        """Give the digests of all parts, in order."""
        return self._names("segments/")

    def note(self, name: str, content: bytes) -> None:
        """Write a note; see ``shelf.Store``."""
        key = f"{self.prefix}notes/{named(name)}"
        try:
            with answered():
                self.client.put_object(Bucket=self.name, Key=key, Body=content, IfNoneMatch="*")
        except FileExistsError:
            if self.read_note(name) != content:
                raise ValueError(f"The note {name} holds something else already.") from None

    def read_note(self, name: str) -> bytes:
        """Give a note."""
        body = self._get(f"{self.prefix}notes/{named(name)}", name)["Body"]
        with answered():
            content: bytes = body.read()
        return content

    def notes(self) -> Iterator[str]:
        """Give the names of all notes, in order."""
        return self._names("notes/")

    def fault(self) -> str:
        """Say why the bucket takes nothing."""
        try:
            with answered():
                self.client.head_bucket(Bucket=self.name)
        except (CannotStore, KeyError) as fault:
            return str(fault)
        return ""

    def _get(self, key: str, name: str) -> Any:
        try:
            with answered():
                return self.client.get_object(Bucket=self.name, Key=key)
        except KeyError:
            raise KeyError(name) from None

    def _names(self, folder: str) -> Iterator[str]:
        pages = self.client.get_paginator("list_objects_v2").paginate(Bucket=self.name, Prefix=self.prefix + folder)
        with answered():
            for page in pages:
                for one in page.get("Contents", []):
                    yield one["Key"].rpartition("/")[2]


class BucketDraft:
    """A part being gathered in memory; it is sealed already."""

    def __init__(self, bucket: Bucket) -> None:
        self.bucket = bucket
        self.content = bytearray()

    def write(self, content: bytes) -> None:
        """Take all of the bytes."""
        if len(self.content) + len(content) > LONGEST:
            raise CannotStore("A part is longer than a segment can be.")
        self.content += content

    def keep(self) -> str:
        """Make it a part of the store.

        The digest goes along: S3 refuses bytes that changed on the way. Servers that only speak its language may not.
        """
        digest = hashlib.sha256(self.content)
        told = base64.b64encode(digest.digest()).decode()
        key = self.bucket.key(digest.hexdigest())
        with answered():
            self.bucket.client.put_object(
                Bucket=self.bucket.name, Key=key, Body=bytes(self.content), ChecksumSHA256=told
            )
        return digest.hexdigest()


class Body:
    """Gives the bytes of an answer."""

    def __init__(self, body: Any) -> None:
        self.body = body

    def read(self, size: int, /) -> bytes:
        """Give up to ``size`` bytes.

        :raises CannotStore: when the line breaks.
        """
        with answered():
            content: bytes = self.body.read(size)
        return content


@contextmanager
def answered() -> Iterator[None]:
    """Put what the library raises into our words; messages of servers can hold addresses and are left out.

    :raises KeyError: when there is no such object.
    :raises FileExistsError: when one that should be new is there.
    :raises CannotStore: for everything else.
    """
    try:
        yield
    except ClientError as fault:
        code = str(fault.response.get("Error", {}).get("Code", ""))
        if code in MISSING:
            raise KeyError(code) from None
        if code in THERE:
            raise FileExistsError from None
        raise CannotStore(f"The bucket refused: {code or 'no reason given'}.") from fault
    except (BotoCoreError, HTTPClientError) as fault:
        raise CannotStore(f"The bucket does not answer ({type(fault).__name__}).") from fault

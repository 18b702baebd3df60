"""What every store of files must do; a new one passes this class."""

from __future__ import annotations

import hashlib
from io import BytesIO
from typing import BinaryIO

import pytest

from hub.platform.documents.storage import Missing, Store, Stored, TooLarge

WORDS = b"twelve lorries"


class MemoryStore:
    """Files in memory, as an object store would hold them."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.apart: dict[str, bytes] = {}

    def put(self, chunks, *, limit: int) -> Stored:  # type: ignore[no-untyped-def]
        content = b""
        for chunk in chunks:
            content += chunk
            if len(content) > limit:
                raise TooLarge
        digest = hashlib.sha256(content).hexdigest()
        self.files[digest] = content
        return Stored(digest, len(content))

    def open(self, sha256: str) -> BinaryIO:
        if sha256 not in self.files:
            raise Missing(sha256)
        return BytesIO(self.files[sha256])

    def exists(self, sha256: str) -> bool:
        return sha256 in self.files

    def quarantine(self, sha256: str) -> None:
        if sha256 in self.files:
            self.apart[sha256] = self.files.pop(sha256)

    def remove(self, sha256: str) -> bool:
        return self.files.pop(sha256, None) is not None or self.apart.pop(sha256, None) is not None

    def has_room(self, size: int) -> bool:
        return True


class StoreContract:
    """Sentences that hold of every store."""

    @pytest.fixture
    def store(self) -> Store:
        raise NotImplementedError

    def test_gives_back_what_was_put(self, store: Store) -> None:
        stored = store.put([WORDS[:5], WORDS[5:]], limit=100)
        assert stored == Stored(hashlib.sha256(WORDS).hexdigest(), len(WORDS))
        assert store.open(stored.sha256).read() == WORDS

    def test_the_same_content_twice_is_one_file(self, store: Store) -> None:
        assert store.put([WORDS], limit=100) == store.put([WORDS], limit=100)

    def test_a_stream_over_the_limit_leaves_nothing(self, store: Store) -> None:
        with pytest.raises(TooLarge):
            store.put([WORDS], limit=5)
        assert not store.exists(hashlib.sha256(WORDS).hexdigest())

    def test_a_stream_that_breaks_off_leaves_nothing(self, store: Store) -> None:
        def broken():  # type: ignore[no-untyped-def]
            yield WORDS
            raise ConnectionError

        with pytest.raises(ConnectionError):
            store.put(broken(), limit=100)
        assert not store.exists(hashlib.sha256(WORDS).hexdigest())

    def test_unknown_content_is_missing(self, store: Store) -> None:
        with pytest.raises(Missing):
            store.open("0" * 64)

    def test_what_is_kept_apart_cannot_be_opened(self, store: Store) -> None:
        stored = store.put([WORDS], limit=100)
        store.quarantine(stored.sha256)
        store.quarantine(stored.sha256)
        assert not store.exists(stored.sha256)
        with pytest.raises(Missing):
            store.open(stored.sha256)

    def test_says_whether_there_is_room(self, store: Store) -> None:
        assert store.has_room(1)

    def test_removes_for_good_and_may_be_asked_again(self, store: Store) -> None:
        stored = store.put([WORDS], limit=100)
        assert store.remove(stored.sha256) and not store.exists(stored.sha256)
        assert not store.remove(stored.sha256)
        assert store.put([WORDS], limit=100) == stored and store.exists(stored.sha256)

    def test_removes_what_is_kept_apart_too(self, store: Store) -> None:
        stored = store.put([WORDS], limit=100)
        store.quarantine(stored.sha256)
        assert store.remove(stored.sha256)
        with pytest.raises(Missing):
            store.open(stored.sha256)

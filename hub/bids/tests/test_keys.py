"""Openers' keys and the box itself."""

from __future__ import annotations

import base64
import io

import pytest

from hub.bids.sealing.box import Box
from hub.bids.sealing.faults import Fault
from hub.bids.sealing.keys import (
    WeakPassphrase,
    answer,
    challenge,
    fingerprint,
    is_answered,
    opener_key,
    unwrap_identity,
    wrap_identity,
)
from hub.bids.sealing.mailboxes import make_mailbox, new_bid_ref
from hub.bids.tests.shelves import a_roster, flips, keys

pytestmark = pytest.mark.once

WORDS = "maple orbit canvas thunder pillow"


class TestKeys:
    def test_the_print_is_four_groups_of_four(self) -> None:
        key = Box.new_key()
        assert [len(group) for group in fingerprint(key.recipient).split(" ")] == [4, 4, 4, 4]
        assert opener_key(key.recipient).fingerprint == fingerprint(key.recipient)

    # Guessing shall take seconds, and so does each of four tries.
    @pytest.mark.slow
    def test_a_copy_under_a_passphrase_comes_back_with_it_alone(self) -> None:
        key = Box.new_key()
        kept = wrap_identity(key, WORDS)
        assert key.identity.encode() not in kept.wrapped
        assert unwrap_identity(kept, WORDS) == key.identity
        with pytest.raises(Fault):
            unwrap_identity(kept, WORDS + "s")
        with pytest.raises(Fault, match="belongs to something else"):
            unwrap_identity(opener_key(Box.new_key().recipient, kept.wrapped), WORDS)

    @pytest.mark.parametrize("weak", ["", "password", "one two three four", "a a a a a a"])
    def test_a_short_passphrase_is_refused(self, weak: str) -> None:
        with pytest.raises(WeakPassphrase, match="at least 5"):
            wrap_identity(Box.new_key(), weak)

    @pytest.mark.parametrize("text", ["", "age1", "ssh-ed25519 AAAA", "age1" + "q" * 58, "AGE-SECRET-KEY-1"])
    def test_what_is_no_public_key_is_refused(self, text: str) -> None:
        with pytest.raises(Fault):
            opener_key(text)


class TestPossession:
    def test_only_the_holder_can_answer(self) -> None:
        key, other = Box.new_key(), Box.new_key()
        asked = challenge(key.recipient)
        assert is_answered(asked, answer(asked.sealed, key.identity))
        assert not is_answered(asked, answer(challenge(key.recipient).sealed, key.identity))
        assert not is_answered(asked, "")
        with pytest.raises(Fault):
            answer(asked.sealed, other.identity)

    def test_a_wrap_sent_as_a_challenge_gives_its_share_away_to_nobody(self) -> None:
        mailbox = make_mailbox(a_roster(), new_bid_ref())
        with pytest.raises(Fault, match="key belongs to something else"):
            answer(mailbox.wrap("o1"), keys()["o1"].identity)

    def test_a_challenge_to_another_key_passed_on_is_refused(self) -> None:
        key, asked = Box.new_key(), challenge(Box.new_key().recipient)
        # Somebody who wants the answer to another's challenge cannot open it either; this one is made to measure.
        passed_on = Box.seal(b'{"kind":"challenge","nonce":"' + b"00" * 32 + b'","to":"age1other"}', key.recipient)
        for sealed in (asked.sealed, passed_on):
            with pytest.raises(Fault):
                answer(sealed, key.identity)


class TestBox:
    @pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 200_000])
    def test_bytes_and_streams_are_one_form(self, size: int) -> None:
        key, content = Box.new_key(), bytes(range(256)) * (size // 256 + 1)
        sealed = io.BytesIO()
        Box.seal_stream(io.BytesIO(content[:size]), sealed, key.recipient)
        assert Box.open(sealed.getvalue(), key.identity) == content[:size]
        opened = io.BytesIO()
        Box.open_stream(io.BytesIO(Box.seal(content[:size], key.recipient)), opened, key.identity)
        assert opened.getvalue() == content[:size]

    def test_a_source_that_gives_little_at_a_time_is_heard_out(self) -> None:
        class Slow(io.BytesIO):
            def read(self, size: int | None = -1, /) -> bytes:
                return super().read(min(7, size) if size and size > 0 else 7)

        key, opened = Box.new_key(), io.BytesIO()
        Box.open_stream(Slow(Box.seal(b"x" * 1000, key.recipient)), opened, key.identity)
        assert opened.getvalue() == b"x" * 1000

    def test_several_can_open_where_several_were_named(self) -> None:
        one, two, three = Box.new_key(), Box.new_key(), Box.new_key()
        sealed = Box.seal(b"x", one.recipient, two.recipient)
        assert Box.open(sealed, one.identity) == Box.open(sealed, two.identity) == b"x"
        with pytest.raises(Fault):
            Box.open(sealed, three.identity)

    def test_every_changed_byte_and_every_truncation_is_refused(self) -> None:
        key = Box.new_key()
        for changed in flips(Box.seal(b"price: 5" * 90, key.recipient)):
            with pytest.raises(Fault):
                Box.open(changed, key.identity)
            with pytest.raises(Fault):
                Box.open_stream(io.BytesIO(changed), io.BytesIO(), key.identity)

    def test_a_second_spelling_of_the_same_content_is_refused(self) -> None:
        key = Box.new_key()
        text = base64.encodebytes(Box.seal(b"x", key.recipient))
        armoured = b"-----BEGIN AGE ENCRYPTED FILE-----\n" + text + b"-----END AGE ENCRYPTED FILE-----\n"
        with pytest.raises(Fault, match="no right form"):
            Box.open(armoured, key.identity)

    def test_what_the_ends_raise_comes_out_as_it_was(self) -> None:
        class Full(io.BytesIO):
            def write(self, content: object, /) -> int:
                raise OSError(28, "No space left on device")

        class Gone(io.BytesIO):
            def read(self, size: int | None = -1, /) -> bytes:
                raise ConnectionResetError("gone")

        key = Box.new_key()
        with pytest.raises(OSError, match="No space"):
            Box.seal_stream(io.BytesIO(b"x" * 100_000), Full(), key.recipient)
        with pytest.raises(ConnectionResetError):
            Box.seal_stream(Gone(), io.BytesIO(), key.recipient)
        with pytest.raises(OSError, match="No space"):
            Box.open_stream(io.BytesIO(Box.seal(b"x" * 100_000, key.recipient)), Full(), key.identity)

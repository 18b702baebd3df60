"""The page's sealing agrees with ours: to the byte where bytes are fixed, and each opens what the other sealed."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path

import pytest

from hub.bids.rules.labels import label
from hub.bids.sealing import keys
from hub.bids.sealing.box import Box
from hub.bids.sealing.descriptors import Descriptor, commitment
from hub.bids.sealing.files import Said, SealedFile, open_file, seal_file
from hub.bids.sealing.mailboxes import check_mailbox, make_mailbox, new_bid_ref, open_wrap, read_mailbox, unlock
from hub.bids.sealing.rosters import BadRoster, Roster, read_roster
from hub.bids.tests.scripting import (
    BID_REF,
    BOX,
    FILE,
    ROSTER,
    SHARES,
    VECTORS,
    Calls,
    earlier,
    file_sent,
    got,
    new_roster,
    results,
    sent,
)
from hub.bids.tests.shelves import MemoryShelf
from hub.platform.canon import NotCanonical, read_strict, strict

pytestmark = pytest.mark.once


class TestCanonicalText:
    def test_one_value_has_one_text(self, script: Calls) -> None:
        same = VECTORS["canon"]["same"]
        texts = results(script(*(["canon", json.loads(one["text"])] for one in same)))
        assert texts == [one["text"] for one in same]
        values = results(script(*(["readCanon", one["text"]] for one in same)))
        assert values == [read_strict(one["text"].encode()) for one in same]

    def test_another_spelling_is_refused(self, script: Calls) -> None:
        for text, said in zip(
            VECTORS["canon"]["refused"],
            script(*(["readCanon", text] for text in VECTORS["canon"]["refused"])),
            strict=True,
        ):
            assert said.get("fault") == ["NotCanonical"], text

    def test_names_of_files_are_cleaned_alike(self, script: Calls) -> None:
        names = [
            "a/b\\c:d.pdf",
            " .. ",
            "x" * 300 + ".docx",
            "y" * 300,
            "z." + "e" * 300,
            "Cafe\u0301.pdf",
            "a\u202eb.pdf",
        ]
        names += ["\U0001f512" * 250 + ".pdf", "tab\t.txt", ".hidden", "", "\ue000.txt"]
        assert results(script(*(["label", name] for name in names))) == [label(name) for name in names]


class TestVectors:
    def test_openers_and_roster(self, script: Calls) -> None:
        openers = VECTORS["openers"]
        assert results(script(*(["recipientOf", one["identity"]] for one in openers))) == [
            one["recipient"] for one in openers
        ]
        assert results(script(*(["fingerprint", one["recipient"]] for one in openers))) == [
            one["fingerprint"] for one in openers
        ]
        (told,) = results(script(["readRoster", ROSTER]))
        assert told["digest"] == VECTORS["roster"]["digest"] and told["ids"] == [one["id"] for one in openers]

    def test_context_keys_and_locks_are_the_same_to_the_byte(self, script: Calls) -> None:
        mailbox = read_mailbox(BOX["text"].encode())
        key = {"recipient": mailbox.recipient, "identity": BOX["identity"]}
        combinations = [list(one) for one in read_roster(ROSTER.encode()).allowed]
        said = results(
            script(
                ["readRoster", ROSTER],
                ["context", earlier(0), BID_REF, mailbox.recipient],
                ["assemble", earlier(0), BID_REF, {"key": key, "shares": SHARES}],
                ["readMailbox", BOX["text"]],
                *(["lockKeyBytes", earlier(1), one, SHARES] for one in combinations),
            )
        )
        assert got(said[1]).hex() == BOX["ctx"]
        assert read_mailbox(said[2]["text"].encode()).locks == mailbox.locks
        assert said[3]["digest"] == BOX["digest"]
        for together, found in zip(combinations, said[4:], strict=True):
            assert got(found).hex() == BOX["lock_keys"][",".join(together)]

    def test_wraps_open_and_any_two_shares_unlock(self, script: Calls) -> None:
        openers = VECTORS["openers"]
        said = script(
            ["readRoster", ROSTER],
            ["readMailbox", BOX["text"]],
            *(["openWrap", earlier(1), earlier(0), one["id"], one["identity"]] for one in openers),
            ["unlock", earlier(1), earlier(0), SHARES],
            ["unlock", earlier(1), earlier(0), {"$map": {"opener-2": SHARES["$map"]["opener-2"]}}],
            ["openWrap", earlier(1), earlier(0), "opener-1", openers[1]["identity"]],
            ["unlock", earlier(1), earlier(0), {"$map": {"opener-1": sent(bytes(32)), "opener-2": sent(bytes(32))}}],
        )
        assert [got(one["result"]).hex() for one in said[2:7]] == [BOX["shares"][one["id"]] for one in openers]
        assert said[7]["result"] == BOX["identity"]
        assert said[8]["fault"] == ["NotEnough"]
        assert said[9]["fault"] == ["wrap", "changed", "opener-1"]
        assert said[10]["fault"] == ["lock", "changed", "opener-1,opener-2"]

    def test_commitments_and_the_facts_of_a_file(self, script: Calls) -> None:
        told = VECTORS["commitments"]
        found = results(script(*(["commitment", one["salt"], one["sha256"], one["size"]] for one in told)))
        assert found == [one["commitment"] for one in told]
        sealed = FILE["stored"][FILE["descriptor"]]
        opened, text = results(
            script(["openDescriptor", {"$bytes": sealed}, BOX["identity"]], ["factsText", earlier(0)])
        )
        assert got(text).decode().rstrip(" ") == FILE["facts"] and len(got(text)) == 1024
        assert opened == {name: one for name, one in json.loads(FILE["facts"]).items() if name not in ("v", "kind")}

    def test_the_file_comes_out_of_what_was_stored(self, script: Calls) -> None:
        named = {name: FILE[name] for name in ("descriptor", "segments", "mib", "commitment")}
        swapped = {**named, "segments": list(reversed(FILE["segments"]))}
        lacking = {digest: kept for digest, kept in FILE["stored"].items() if digest != FILE["segments"][2]}
        said = script(
            ["openFile", named, BOX["identity"], {"$shelf": FILE["stored"]}],
            ["openFile", swapped, BOX["identity"], {"$shelf": FILE["stored"]}],
            ["openFile", named, BOX["identity"], {"$shelf": lacking}],
        )
        assert said[0]["result"]["content"]["$bytes"] == FILE["content"]
        assert [one["fault"] for one in said[1:]] == [
            ["record", "swapped", "segments"],
            ["segment", "missing", FILE["segments"][2]],
        ]


class TestAcross:
    def test_a_mailbox_of_the_page_opens_here(self, script: Calls) -> None:
        (roster, identities), bid_ref = new_roster(), new_bid_ref()
        said = results(script(["readRoster", roster.text().decode()], ["makeMailbox", earlier(0), bid_ref]))
        mailbox = read_mailbox(said[1]["text"].encode())
        check_mailbox(mailbox, roster)
        shares = {one: open_wrap(mailbox, roster, one, identities[one]) for one in roster.ids}
        for together in roster.allowed:
            assert (
                Box.recipient_of(unlock(mailbox, roster, {one: shares[one] for one in together})) == mailbox.recipient
            )
        assert len(set(shares.values())) == len(shares)

    def test_a_mailbox_of_ours_opens_in_the_page(self, script: Calls) -> None:
        (roster, identities), bid_ref = new_roster(), new_bid_ref()
        mailbox = make_mailbox(roster, bid_ref)
        openings = json.dumps(
            {"kind": "openings", "roster": roster.text().decode(), "mailboxes": [mailbox.text().decode()]}
        )
        given = results(script(*(["shares", openings, identities[one]] for one in roster.ids)))
        found = {}
        for one, text in zip(roster.ids, map(json.loads, given), strict=True):
            assert (text["opener"], text["roster"]) == (one, roster.digest)
            found[one] = bytes.fromhex(text["shares"][bid_ref])
        assert Box.recipient_of(unlock(mailbox, roster, found)) == mailbox.recipient

    def test_a_share_for_another_roster_is_not_given(self, script: Calls) -> None:
        roster, identities = new_roster()
        mailbox = make_mailbox(roster, new_bid_ref())
        other = Roster("T-2026-0001", roster.envelope, roster.openers, roster.allowed)
        # The transplant: a mailbox of this tender, with the other roster's digest written on it.
        moved = mailbox.text().decode().replace(roster.digest, other.digest)
        openings = [
            {"kind": "openings", "roster": other.text().decode(), "mailboxes": [one]}
            for one in (mailbox.text().decode(), moved)
        ]
        said = script(*(["shares", json.dumps(one), identities["opener-0"]] for one in openings))
        assert [one["fault"] for one in said] == [["mailbox", "foreign", "roster"], ["share", "foreign", "ctx"]]

    @pytest.mark.parametrize(
        "size, pad_to", [(0, 1), (1, 1), (0, 16384), (16384, 16384), (16385, 16384), (9_000_000, 1)]
    )
    def test_a_file_that_the_page_sealed_opens_here(self, script: Calls, size: int, pad_to: int) -> None:
        content, key, salt = bytes(number % 251 for number in range(size)), Box.new_key(), "ab" * 32
        how = {"measured": earlier(0), "recipients": [key.recipient], "padTo": pad_to}
        count = max(1, -(-(-(-max(size, 1) // pad_to) * pad_to if pad_to > 1 else size) // 2**22))
        said = results(
            script(
                ["measure", file_sent(content)],
                ["paddedSize", size, pad_to],
                ["segmentCount", size, pad_to],
                *(["sealSegment", file_sent(content), number, how] for number in range(count)),
            )
        )
        assert said[2] == count
        shelf, segments = MemoryShelf(), tuple(one["digest"] for one in said[3:])
        shelf.kept = {one["digest"]: got(one["sealed"]) for one in said[3:]}
        told = {"name": "Method.pdf", "size": size, "padded": said[1], "sha256": said[0]["sha256"], "salt": salt}
        facts = {**told, "media_type": "application/pdf", "segments": list(segments), "checks": {"begins": "as named"}}
        (sealed,) = results(script(["sealDescriptor", facts, key.recipient]))
        shelf.kept[sealed["digest"]] = got(sealed["sealed"])
        made = commitment(salt, hashlib.sha256(content).hexdigest(), size)
        target, mib = io.BytesIO(), -(-said[1] // 2**20)
        found = open_file(SealedFile(sealed["digest"], segments, mib, made), key.identity, shelf=shelf, target=target)
        assert target.getvalue() == content and (found.name, found.checks) == ("Method.pdf", {"begins": "as named"})

    def test_a_file_of_ours_opens_in_the_page(self, script: Calls, tmp_path: Path) -> None:
        shelf, key, content = MemoryShelf(), Box.new_key(), b"price " * 3000
        file, facts = seal_file(
            io.BytesIO(content),
            Said("Prix €.csv", "text/csv"),
            key.recipient,
            shelf=shelf,
            segment_bytes=5000,
            pad_to=16384,
        )
        (said,) = results(script(["openDescriptor", sent(shelf.kept[file.descriptor]), key.identity]))
        assert Descriptor(**{**said, "segments": tuple(said["segments"])}) == facts
        opened = results(script(*(["open", sent(shelf.kept[one]), key.identity] for one in file.segments)))
        assert b"".join(map(got, opened)) == content.ljust(facts.padded, b"\0")

    def test_one_changed_or_missing_byte_is_refused(self, script: Calls) -> None:
        key = Box.new_key()
        sealed = bytearray(Box.seal(b"a secret", key.recipient))
        places = range(0, len(sealed), 7)
        changed = [bytes(byte ^ (place == at) for at, byte in enumerate(sealed)) for place in places]
        cut = [bytes(sealed[:length]) for length in range(0, len(sealed), 11)]
        said = script(*(["open", sent(one), key.identity] for one in [*changed, *cut]))
        assert [one for one in said if one.get("fault", [""])[0] != "segment"] == []

    def test_the_proof_of_possession(self, script: Calls) -> None:
        key = Box.new_key()
        asked = keys.challenge(key.recipient)
        share = Box.seal(strict({"kind": "share", "share": "00" * 32}), key.recipient)
        said = script(["answer", sent(asked.sealed), key.identity], ["answer", sent(share), key.identity])
        assert keys.is_answered(asked, said[0]["result"])
        assert said[1]["fault"] == ["key", "foreign", ""]

    @pytest.mark.slow
    def test_passphrases(self, script: Calls) -> None:
        key = Box.new_key()
        wrapped = Box.seal_with_passphrase(key.identity.encode(), "one two three four five")
        said = script(
            ["openWithPassphrase", sent(wrapped), "one two three four five"],
            ["openWithPassphrase", sent(wrapped), "one two three four six"],
            ["sealWithPassphrase", sent(key.identity.encode()), "a b c d e"],
        )
        assert got(said[0]["result"]).decode() == key.identity
        assert said[1]["fault"] == ["key", "changed", ""]
        assert Box.open_with_passphrase(got(said[2]["result"]), "a b c d e").decode() == key.identity

    def test_a_roster_that_may_not_be_is_refused_as_here(self, script: Calls) -> None:
        openers = [{"id": f"o{number}", "recipient": Box.new_key().recipient} for number in range(10)]
        told = {"v": 1, "kind": "roster", "suite": 1, "tender": "T", "envelope": "PRICE"}
        cases = [
            (openers[:4], [["o0", "o1"], ["o2", "o3"]]),
            (openers[:4], [["o0"]]),
            (openers[:4], [["o1", "o0"], ["o2", "o3"]]),
            (openers[:3], [["o0", "o1"], ["o1", "o2"], ["o0", "o2"]]),
            (openers[:4], [["o0", "o1"], ["o0", "o2"]]),
            (openers[:4], []),
            (openers[:4], [["o0", "o9"], ["o1", "o2"]]),
            (openers, [["o0", "o1"], ["o2", "o3"]]),
            ([*openers[:3], {"id": "o3", "recipient": openers[0]["recipient"]}], [["o0", "o1"], ["o2", "o3"]]),
            ([*openers[:3], {"id": "o 3", "recipient": openers[3]["recipient"]}], [["o0", "o1"], ["o1", "o2"]]),
        ]
        texts = [strict({**told, "openers": seats, "combinations": which}) for seats, which in cases]
        said = script(*(["readRoster", text.decode()] for text in texts))
        for text, one in zip(texts, said, strict=True):
            try:
                read_roster(text)
            except (BadRoster, NotCanonical):
                assert one["fault"][:2] == ["roster", "malformed"], text
            else:
                assert "result" in one, text
        assert ["result" in one for one in said] == [True] + [False] * 9

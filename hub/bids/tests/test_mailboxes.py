"""Mailboxes: every allowed combination opens, no other does, and nothing sealed passes for something else."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from itertools import chain, combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.bids.rules.rosters import any_of, roster_bars
from hub.bids.sealing import mailboxes
from hub.bids.sealing.box import Box
from hub.bids.sealing.faults import Fault, NotEnough
from hub.bids.sealing.mailboxes import check_mailbox, make_mailbox, new_bid_ref, open_wrap, read_mailbox, unlock
from hub.bids.sealing.rosters import BadRoster, Opener, Roster, read_roster
from hub.bids.tests.shelves import a_roster, flips, keys, shares_of

pytestmark = pytest.mark.once

MIXED = (("o1", "o4"), ("o2", "o4"), ("o1", "o5"), ("o2", "o5"), ("o3", "o4"))


def subsets(ids: tuple[str, ...]) -> chain[tuple[str, ...]]:
    return chain.from_iterable(combinations(ids, count) for count in range(len(ids) + 1))


class TestWhoOpens:
    @pytest.mark.parametrize(
        "roster",
        [a_roster(2, 4), a_roster(2, 5), a_roster(3, 5), a_roster(3, 7), a_roster(2, 5, allowed=MIXED)],
        ids=["2 of 4", "2 of 5", "3 of 5", "3 of 7", "a list"],
    )
    def test_every_allowed_combination_and_no_other(self, roster: Roster) -> None:
        mailbox = make_mailbox(roster, new_bid_ref())
        shares = shares_of(mailbox, roster, *roster.ids)
        sealed = Box.seal(b"a price", mailbox.recipient)
        opened = set()
        for some in subsets(roster.ids):
            try:
                identity = unlock(mailbox, roster, {one: shares[one] for one in some})
            except NotEnough:
                continue
            assert Box.open(sealed, identity) == b"a price"
            opened.add(some)
        assert opened == {some for some in subsets(roster.ids) if any(set(one) <= set(some) for one in roster.allowed)}

    def test_with_nine_openers_and_four_together(self) -> None:
        roster = a_roster(4, 9)
        mailbox = make_mailbox(roster, new_bid_ref())
        shares = shares_of(mailbox, roster, *roster.ids)
        assert len(mailbox.locks) == 126
        for together in roster.allowed:
            assert Box.recipient_of(unlock(mailbox, roster, {one: shares[one] for one in together}))

    def test_a_share_that_is_guessed_or_of_another_opener_opens_nothing(self) -> None:
        roster, ref = a_roster(), new_bid_ref()
        mailbox = make_mailbox(roster, ref)
        shares = shares_of(mailbox, roster, "o1", "o2", "o3")
        for wrong in ({"o1": shares["o1"], "o2": bytes(32)}, {"o1": shares["o2"], "o2": shares["o1"]}):
            with pytest.raises(Fault, match="lock o1,o2 was changed"):
                unlock(mailbox, roster, wrong)
        with pytest.raises(NotEnough):
            unlock(mailbox, roster, {"o1": shares["o1"], "stranger": shares["o2"]})

    def test_one_wrong_share_does_not_stop_the_others(self) -> None:
        roster = a_roster()
        mailbox = make_mailbox(roster, new_bid_ref())
        shares = shares_of(mailbox, roster, "o1", "o2", "o3")
        assert unlock(mailbox, roster, {**shares, "o1": bytes(32)})

    def test_another_opener_cannot_open_a_wrap(self) -> None:
        roster = a_roster()
        mailbox = make_mailbox(roster, new_bid_ref())
        with pytest.raises(Fault, match="wrap o1 was changed"):
            open_wrap(mailbox, roster, "o1", keys()["o2"].identity)

    def test_two_mailboxes_share_nothing(self) -> None:
        roster, ref = a_roster(), new_bid_ref()
        one, two = make_mailbox(roster, ref), make_mailbox(roster, ref)
        assert one.recipient != two.recipient
        mixed = {"o1": shares_of(one, roster, "o1")["o1"], "o2": shares_of(two, roster, "o2")["o2"]}
        for mailbox in (one, two):
            with pytest.raises(Fault):
                unlock(mailbox, roster, mixed)

    def test_a_private_half_is_in_nothing_that_is_stored_or_said(self) -> None:
        key = Box.new_key()
        roster, shares = a_roster(), {f"o{number}": bytes([number]) * 32 for number in range(1, 6)}
        mailbox = mailboxes.assemble(roster, new_bid_ref(), key=key, shares=shares)
        assert key.identity.encode() not in mailbox.text() and key.identity not in repr(key)
        assert not any(share.hex().encode() in mailbox.text() for share in shares.values())


class TestWhatIsForSomethingElse:
    """The transplant: a rival's sealed bid copied to where it would be opened sooner."""

    @pytest.mark.parametrize("there", [{"tender": "T-2026-0002"}, {"envelope": "PRICE"}])
    def test_a_bid_copied_to_another_tender_or_envelope_gives_no_share(self, there: dict[str, str]) -> None:
        here, there = a_roster(), a_roster(**there)
        mailbox = make_mailbox(here, new_bid_ref())
        copied = replace(mailbox, roster_digest=there.digest)
        with pytest.raises(Fault, match="belongs to something else"):
            open_wrap(copied, there, "o1", keys()["o1"].identity)
        with pytest.raises(Fault, match="mailbox roster belongs to something else"):
            open_wrap(mailbox, there, "o1", keys()["o1"].identity)

    def test_a_bid_copied_under_another_bidders_name_gives_no_share(self) -> None:
        roster = a_roster()
        copied = replace(make_mailbox(roster, new_bid_ref()), bid_ref=new_bid_ref())
        with pytest.raises(Fault, match="share"):
            open_wrap(copied, roster, "o1", keys()["o1"].identity)

    def test_wraps_put_into_a_mailbox_of_ones_own_give_no_share(self) -> None:
        roster, ref = a_roster(), new_bid_ref()
        theirs, mine = make_mailbox(roster, ref), make_mailbox(roster, ref)
        with pytest.raises(Fault, match="share ctx"):
            open_wrap(replace(mine, wraps=theirs.wraps), roster, "o1", keys()["o1"].identity)

    def test_the_same_openers_with_other_combinations_are_another_roster(self) -> None:
        here, other = a_roster(), a_roster(allowed=MIXED)
        copied = replace(make_mailbox(here, new_bid_ref()), roster_digest=other.digest)
        with pytest.raises(Fault):
            open_wrap(copied, other, "o1", keys()["o1"].identity)

    def test_wraps_in_another_order_are_refused(self) -> None:
        roster = a_roster()
        mailbox = make_mailbox(roster, new_bid_ref())
        (first, wrap), (second, other), *rest = mailbox.wraps
        swapped = replace(mailbox, wraps=((first, other), (second, wrap), *rest))
        for one in (first, second):
            with pytest.raises(Fault, match="wrap"):
                open_wrap(swapped, roster, one, keys()[one].identity)

    def test_a_lock_of_another_combination_does_not_open(self) -> None:
        roster = a_roster()
        mailbox = make_mailbox(roster, new_bid_ref())
        (first, lock), (second, other), *rest = mailbox.locks
        swapped = replace(mailbox, locks=((first, other), (second, lock), *rest))
        with pytest.raises(Fault, match="lock"):
            unlock(swapped, roster, shares_of(mailbox, roster, *first))

    def test_a_lock_that_holds_another_private_key_is_refused(self) -> None:
        roster, ref = a_roster(), new_bid_ref()
        shares = {one: bytes([number]) * 32 for number, one in enumerate(roster.ids)}
        made = mailboxes.assemble(roster, ref, key=Box.new_key(), shares=shares)
        ctx = mailboxes.context(roster, ref, made.recipient)
        other = Box.new_key().identity
        locks = tuple((one, mailboxes._lock(other, ctx, one, shares)) for one in roster.allowed)
        with pytest.raises(Fault, match="lock"):
            unlock(replace(made, locks=locks), roster, shares)


class TestEveryByte:
    def test_of_a_wrap(self) -> None:
        roster = a_roster()
        mailbox = make_mailbox(roster, new_bid_ref())
        for changed in flips(mailbox.wrap("o1")):
            bad = replace(mailbox, wraps=(("o1", changed), *mailbox.wraps[1:]))
            with pytest.raises(Fault, match="wrap o1"):
                open_wrap(bad, roster, "o1", keys()["o1"].identity)

    def test_of_a_lock(self) -> None:
        roster = a_roster()
        mailbox = make_mailbox(roster, new_bid_ref())
        together, lock = mailbox.locks[0]
        shares = shares_of(mailbox, roster, *together)
        for changed in flips(lock):
            with pytest.raises(Fault, match="lock o1,o2"):
                unlock(replace(mailbox, locks=((together, changed), *mailbox.locks[1:])), roster, shares)

    def test_of_a_stored_mailbox_and_of_a_roster(self) -> None:
        roster = a_roster(2, 4)
        mailbox = make_mailbox(roster, new_bid_ref())
        assert read_mailbox(mailbox.text()) == mailbox and read_roster(roster.text()) == roster
        for changed in flips(mailbox.text()):
            try:
                assert read_mailbox(changed).digest != mailbox.digest
            except Fault as fault:
                assert fault.what == "mailbox"
        for changed in flips(roster.text()):
            with suppress(Fault, BadRoster):
                assert read_roster(changed).digest != roster.digest

    @settings(max_examples=40, deadline=None)
    @given(st.binary(min_size=32, max_size=32), st.binary(min_size=32, max_size=32))
    def test_of_what_openers_hand_in(self, first: bytes, second: bytes) -> None:
        roster = a_roster()
        mailbox = make_mailbox(roster, new_bid_ref())
        with pytest.raises(Fault):
            unlock(mailbox, roster, {"o1": first, "o2": second})


class TestWhatABidderHandsIn:
    def test_a_whole_mailbox_passes_and_one_that_lacks_something_is_named(self) -> None:
        roster = a_roster()
        mailbox = make_mailbox(roster, new_bid_ref())
        check_mailbox(mailbox, roster)
        for bad, said in (
            (replace(mailbox, wraps=mailbox.wraps[1:]), "wrap"),
            (replace(mailbox, wraps=mailbox.wraps[::-1]), "wrap"),
            (replace(mailbox, locks=mailbox.locks[:-1]), "lock"),
            (replace(mailbox, locks=()), "lock"),
            (replace(mailbox, recipient="age1nothing"), "recipient"),
            (replace(mailbox, roster_digest="0" * 64), "roster"),
            (replace(mailbox, bid_ref="../etc"), "bid_ref"),
        ):
            with pytest.raises(Fault, match=said):
                check_mailbox(bad, roster)


class TestRosters:
    @pytest.mark.parametrize(
        ("needed", "of", "codes"),
        [
            (2, 4, set()), (2, 9, set()), (3, 5, set()), (7, 9, set()),
            (1, 5, {"one_alone"}),
            (2, 3, {"no_spare"}), (3, 4, {"no_spare"}), (2, 2, {"no_spare", "indispensable"}),
            (2, 10, {"too_many_openers"}),
            (6, 5, {"no_combination"}),
        ],
    )  # fmt: skip
    def test_at_least_two_together_with_two_to_spare(self, needed: int, of: int, codes: set[str]) -> None:
        ids = [f"o{number}" for number in range(of)]
        assert {bar.code for bar in roster_bars(ids, any_of(needed, ids))} == codes

    @pytest.mark.parametrize(
        ("ids", "allowed", "code"),
        [
            ("a b c d", [("a", "x")], "stranger"),
            ("a b c d", [("b", "a")], "order"),
            ("a b c d", [("a", "a")], "order"),
            ("a b c d", [("a", "b"), ("a", "b")], "combination_twice"),
            ("a b c c", [("a", "b")], "opener_twice"),
            ("a b c d,e", [("a", "b")], "opener_id"),
            ("a b c |d", [("a", "b")], "opener_id"),
            ("a b c d", [("a", "b"), ("a", "c")], "indispensable"),
            ("a b c d", [("a", "b"), ("c",)], "one_alone"),
        ],
    )
    def test_a_list_that_cannot_be_is_named(self, ids: str, allowed: list[tuple[str, ...]], code: str) -> None:
        assert code in {bar.code for bar in roster_bars(ids.split(), allowed)}

    def test_no_roster_is_made_of_what_is_barred(self) -> None:
        with pytest.raises(BadRoster, match="at least two openers"):
            a_roster(1, 5)
        with pytest.raises(BadRoster, match="for which tender"):
            a_roster(tender="")
        opener = a_roster().openers[0]
        with pytest.raises(BadRoster, match="the same key"):
            Roster("T", "PRICE", (*(Opener(f"o{number}", opener.recipient) for number in range(4)),), (("o0", "o1"),))
        with pytest.raises(BadRoster, match="X25519"):
            Roster("T", "PRICE", (*(Opener(f"o{number}", f"age1{number}") for number in range(4)),), (("o0", "o1"),))

    def test_the_digest_hangs_on_every_part(self) -> None:
        base = a_roster()
        others = [a_roster(3, 5), a_roster(2, 4), a_roster(tender="T-2"), a_roster(envelope="PRICE")]
        others.append(replace(base, openers=base.openers[::-1], allowed=any_of(2, base.ids[::-1])))
        assert len({one.digest for one in (base, *others)}) == 6

"""What holds for every history of a bidder: ten thousand generated ones, the same on every run."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest

from hub.bids.rules.history import Kind, Lot, Minute, Request, Timeliness, TimelinessFacts
from hub.bids.rules.moments import moment, written
from hub.bids.rules.timeliness import timeliness

pytestmark = pytest.mark.once

DUE = datetime(2026, 11, 23, 12, tzinfo=UTC)
ITEMS = ("a", "b", "q1", "q2")
LOTS = (Lot(lot="1", needs=("a", "q1")), Lot(lot="2", needs=("b",)), Lot(lot="3", needs=("q2",)))
HISTORIES = 10_000
# What a bidder takes back on purpose before the due time may well leave no bid; nothing else may.
TAKES_BACK = (Kind.REMOVE, Kind.CHOOSE)


def instant(pick: random.Random, *, after: datetime | None = None) -> datetime:
    """Give an instant, most of them within a hair of the due time or of the end of the grace."""
    near = pick.choice((DUE, DUE, DUE, DUE + timedelta(minutes=2), DUE + timedelta(minutes=30)))
    spread = pick.choice((1, 60_000, 1_000_000, 200_000_000, 7_200_000_000))
    found = near + timedelta(microseconds=pick.randint(-spread, spread))
    return max(found, after) if after else found


def request(pick: random.Random, *, after: datetime | None = None) -> Request:
    kind = pick.choice(
        (Kind.SUBMIT, Kind.CHOOSE, Kind.CREATE, Kind.BYTES, Kind.BYTES, Kind.FORM, Kind.ANSWER, Kind.REMOVE)
    )
    begun = instant(pick, after=after)
    ended = begun + timedelta(seconds=pick.choice((0, 0, 1, 119, 121, 1800, 3000)))
    carries = kind in (Kind.BYTES, Kind.FORM)
    return Request(
        stamp=written(begun),
        kind=kind,
        item="" if kind in (Kind.SUBMIT, Kind.CHOOSE) else pick.choice(ITEMS),
        clock_error_ms=pick.choice((0, 0, 50, 1000)),
        ended_at=written(ended) if carries else None,
        is_whole=carries and pick.random() < 0.6,
        is_bound=pick.random() < 0.9,
        longest_pause_seconds=pick.choice((0, 0, 120, 121)) if carries else 0,
        submit_for_me=pick.random() < 0.7 if kind is Kind.CHOOSE else None,
    )


def history(pick: random.Random) -> TimelinessFacts:
    minutes = tuple(
        Minute(
            at=written(DUE - timedelta(minutes=pick.randint(1, 130))), requests=100, failed=pick.choice((0, 0, 0, 1))
        )
        for _ in range(pick.choice((0, 0, 0, 2)))
    )
    sent = tuple(request(pick) for _ in range(pick.randint(0, 12)))
    return TimelinessFacts(due_at=written(DUE), requests=sent, lots=LOTS, minutes=minutes)


def decided(facts: TimelinessFacts) -> Timeliness:
    return timeliness(facts).sure()


def also(facts: TimelinessFacts, *more: Request) -> TimelinessFacts:
    return TimelinessFacts(
        due_at=facts.due_at, requests=(*facts.requests, *more), lots=facts.lots, minutes=facts.minutes
    )


def histories(seed: int, count: int = HISTORIES) -> list[TimelinessFacts]:
    pick = random.Random(seed)
    return [history(pick) for _ in range(count)]


def test_the_histories_hold_every_outcome() -> None:
    found = [decided(one) for one in histories(1, 3000)]
    assert {(one.in_time, one.rule) for one in found} == {
        *((True, rule) for rule in ("R2", "R5", "R6")),
        *((False, rule) for rule in ("R2", "R5", "R9")),
    }
    assert {(one.in_time, one.rule) for whole in found for one in whole.files} == {
        (True, "R2"), (True, "R3"), (False, "R3"), (False, "R4"),
    }  # fmt: skip


def test_a_later_request_never_turns_a_bid_that_is_in_time_late() -> None:
    pick = random.Random(2)
    tried = 0
    for facts in histories(3):
        before = decided(facts)
        if not before.in_time:
            continue
        last = max(moment(one.stamp) for one in facts.requests)
        one = request(pick, after=last)
        if one.kind in TAKES_BACK and moment(one.stamp) < DUE + timedelta(milliseconds=one.clock_error_ms):
            continue
        tried += 1
        assert decided(also(facts, one)).in_time, (facts, one)
    assert tried > HISTORIES / 4


def test_what_is_sent_after_the_due_time_never_makes_a_bid() -> None:
    pick = random.Random(4)
    for facts in histories(5):
        if decided(facts).in_time:
            continue
        # Bytes of a file that was under way may complete a bid (R3), a submission or a new file may not.
        late = request(pick, after=DUE + timedelta(seconds=2))
        if late.kind is not Kind.BYTES:
            assert not decided(also(facts, late)).in_time, (facts, late)


def test_the_order_in_which_requests_are_listed_and_listing_them_twice_changes_nothing() -> None:
    pick = random.Random(6)
    for facts in histories(7, 2000):
        # Two requests of one instant have no order of their own; the front door never gives two the same stamp.
        if len({one.stamp for one in facts.requests}) < len(facts.requests):
            continue
        shuffled = [*facts.requests]
        pick.shuffle(shuffled)
        mixed = TimelinessFacts(due_at=facts.due_at, requests=tuple(shuffled), lots=facts.lots, minutes=facts.minutes)
        assert decided(mixed) == decided(facts)
        assert decided(also(facts, *facts.requests)) == decided(facts)


def test_a_worse_clock_of_ours_never_costs_a_bidder_the_bid() -> None:
    for facts in histories(8, 2000):
        if not decided(facts).in_time:
            continue
        worse = tuple(
            Request(**{**{name: getattr(one, name) for name in Request.__slots__}, "clock_error_ms": 1000})
            if one.kind is Kind.SUBMIT else one
            for one in facts.requests
        )  # fmt: skip
        doubted = TimelinessFacts(due_at=facts.due_at, requests=worse, lots=facts.lots, minutes=facts.minutes)
        assert decided(doubted).in_time


def test_nothing_opens_before_the_due_time_and_nothing_while_a_file_is_under_way() -> None:
    for facts in histories(9, 2000):
        found = decided(facts)
        assert moment(found.opens_from) >= DUE
        if any(one.rule == "R3" for one in found.files):
            assert moment(found.opens_from) >= DUE + timedelta(seconds=facts.grace_seconds)

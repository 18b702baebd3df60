"""The deadline rule, case by case: R1 to R9, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from hub.bids.rules.history import Decision, Extension, Kind, Lot, Minute, Request, Timeliness, TimelinessFacts
from hub.bids.rules.timeliness import timeliness

pytestmark = pytest.mark.once

NOON = "2026-11-23T12:00:00Z"
DUE = "2026-11-23T12:00:00.000000Z"


def at(clock: str) -> str:
    return f"2026-11-23T{clock}Z"


def request(clock: str, kind: Kind, item: str = "", **more: Any) -> Request:
    ended = more.pop("ended", None)
    return Request(stamp=at(clock), kind=kind, item=item, ended_at=at(ended) if ended else None, **more)


def submit(clock: str, **more: Any) -> Request:
    return request(clock, Kind.SUBMIT, **more)


def upload(item: str, *clocks: str, whole: bool = True, **more: Any) -> list[Request]:
    """An upload begun at the first instant, whose bytes came at each of the others."""
    begun, *parts = clocks
    last = len(parts) - 1
    return [
        request(begun, Kind.CREATE, item, **more),
        *(request(c, Kind.BYTES, item, is_whole=whole and n == last) for n, c in enumerate(parts)),
    ]


def decide(*requests: Request, **more: Any) -> Timeliness:
    return timeliness(TimelinessFacts(due_at=NOON, requests=tuple(requests), **more)).sure()


def refused(*requests: Request, **more: Any) -> list[str]:
    answer = timeliness(TimelinessFacts(**{"due_at": NOON, "requests": tuple(requests), **more}))
    assert answer.result is None
    return [one.message for one in answer.findings]


YES = request("09:00:00", Kind.CHOOSE, submit_for_me=True)
NO = request("09:00:00", Kind.CHOOSE, submit_for_me=False)
ONE_LOT = (Lot(lot="1", needs=("a", "q1")),)
WHOLE = [*upload("a", "10:00:00", "10:00:01"), request("10:05:00", Kind.ANSWER, "q1")]


class TestSubmit:
    @pytest.mark.parametrize(
        ("clock", "in_time", "rule"),
        [
            ("11:59:59.999999", True, "R2"),
            ("12:00:00", False, "R2"),
            ("12:00:00.000001", False, "R2"),
            ("08:00:00", True, "R2"),
        ],
    )
    def test_counts_before_the_due_time_and_not_at_it(self, clock: str, in_time: bool, rule: str) -> None:
        found = decide(submit(clock))
        assert (found.in_time, found.rule) == (in_time, rule)

    @pytest.mark.parametrize(
        ("clock", "error", "in_time", "rule"),
        [
            ("12:00:00.049999", 50, True, "R6"),
            ("12:00:00.050000", 50, False, "R2"),
            ("12:00:00", 0, False, "R2"),
            ("11:59:59.999999", 50, True, "R2"),
        ],
    )
    def test_doubt_about_our_clock_favours_the_bidder(self, clock: str, error: int, in_time: bool, rule: str) -> None:
        found = decide(submit(clock, clock_error_ms=error))
        assert (found.in_time, found.rule) == (in_time, rule)

    def test_a_late_replacement_leaves_the_earlier_bid_standing(self) -> None:
        found = decide(submit("11:00:00"), submit("12:00:01"))
        assert found.in_time and found.rule == "R2"

    def test_instants_of_other_offsets_are_the_same_instants(self) -> None:
        same = Request(stamp="2026-11-23T13:59:59.999999+02:00", kind=Kind.SUBMIT)
        assert decide(same).in_time

    def test_no_request_is_no_bid(self) -> None:
        found = decide()
        assert not found.in_time and "Submit was not pressed" in found.message


class TestFilesUnderWay:
    @pytest.mark.parametrize(
        ("clocks", "in_time", "rule"),
        [
            (("11:50:00", "11:50:01", "11:59:00"), True, "R2"),
            (("11:58:00", "11:59:00", "12:01:00"), True, "R3"),
            # To the last microsecond of the grace, with never more than two minutes without a byte.
            (("11:58:00", "11:59:00", *(f"12:{m:02}:00" for m in range(2, 30, 2)), "12:30:00"), True, "R3"),
            (("11:58:00", "11:59:00", *(f"12:{m:02}:00" for m in range(2, 30, 2)), "12:30:00.000001"), False, "R3"),
            # A pause counts from the due time on: what went before costs nobody a bid.
            (("09:00:00", "09:00:01", "12:02:00"), True, "R3"),
            (("09:00:00", "09:00:01", "12:02:00.000001"), False, "R3"),
            (("11:58:00", "11:59:59", "12:01:00", "12:03:00.000001"), False, "R3"),
            # Begun in time without a byte is not begun: so nobody writes the bid afterwards.
            (("11:59:00", "12:00:00"), False, "R4"),
            (("12:00:00", "12:00:01"), False, "R4"),
        ],
    )
    def test_may_finish_within_the_grace_without_a_long_pause(
        self, clocks: tuple[str, ...], in_time: bool, rule: str
    ) -> None:
        found = decide(*upload("a", *clocks), submit("11:59:59"))
        assert [(one.in_time, one.rule) for one in found.files] == [(in_time, rule)]
        assert found.in_time

    def test_one_that_never_finishes_does_not_sink_the_bid(self) -> None:
        lots = (Lot(lot="1", needs=("a",)), Lot(lot="2", needs=("b",)))
        broken = upload("b", "11:58:00", "11:59:00", whole=False)
        found = decide(*upload("a", "10:00:00", "10:00:01"), *broken, submit("11:59:59"), lots=lots)
        assert found.in_time and found.rule == "R5" and "without b" in found.message
        assert [(lot.lot, lot.complete, lot.missing) for lot in found.lots] == [("1", True, ()), ("2", False, ("b",))]

    def test_one_whose_content_was_not_fixed_does_not_count(self) -> None:
        found = decide(*upload("a", "11:58:00", "11:59:00", "12:01:00", is_bound=False), submit("11:59:59"))
        assert not found.files[0].in_time and found.in_time

    def test_a_form_is_bound_to_its_one_request(self) -> None:
        form = request("11:59:59", Kind.FORM, "a", ended="12:20:00", is_whole=True)
        assert decide(form, submit("11:59:59.5")).files[0].rule == "R3"
        stalled = request("11:59:59", Kind.FORM, "a", ended="12:20:00", is_whole=True, longest_pause_seconds=121)
        assert not decide(stalled, submit("11:59:59.5")).files[0].in_time

    def test_the_grace_is_the_tender_s_own(self) -> None:
        slow = upload("a", "11:58:00", "11:59:00", "12:01:00")
        assert decide(*slow, submit("11:59:59"), grace_seconds=60).files[0].in_time
        assert not decide(*slow, submit("11:59:59"), grace_seconds=59).files[0].in_time

    def test_nothing_opens_while_anything_is_under_way(self) -> None:
        assert decide(submit("11:00:00")).opens_from == DUE
        under_way = upload("a", "11:58:00", "11:59:00", "12:01:00")
        assert decide(*under_way, submit("11:59:59")).opens_from == at("12:30:00.000000")

    def test_a_request_that_came_twice_changes_nothing(self) -> None:
        sent = [*upload("a", "11:58:00", "11:59:00", "12:01:00"), submit("11:59:59")]
        assert decide(*sent, *sent) == decide(*sent)


class TestCompleteButNotSubmitted:
    def test_is_submitted_for_whoever_asked_for_it(self) -> None:
        found = decide(YES, *WHOLE, lots=ONE_LOT)
        assert (found.in_time, found.rule) == (True, "R5") and "asked us to submit it" in found.message

    @pytest.mark.parametrize("choice", [[], [NO], [YES, request("11:00:00", Kind.CHOOSE, submit_for_me=False)]])
    def test_is_not_for_whoever_did_not(self, choice: list[Request]) -> None:
        found = decide(*choice, *WHOLE, lots=ONE_LOT)
        assert not found.in_time and "it was complete" in found.message

    def test_a_choice_after_the_due_time_changes_nothing(self) -> None:
        assert not decide(*WHOLE, request("12:00:00", Kind.CHOOSE, submit_for_me=True), lots=ONE_LOT).in_time
        assert decide(YES, *WHOLE, request("12:00:00", Kind.CHOOSE, submit_for_me=False), lots=ONE_LOT).in_time

    def test_is_not_when_something_is_missing(self) -> None:
        found = decide(YES, *upload("a", "10:00:00", "10:00:01"), lots=ONE_LOT)
        assert not found.in_time and found.lots[0].missing == ("q1",)

    def test_counts_for_the_lots_that_are_complete(self) -> None:
        lots = (*ONE_LOT, Lot(lot="2", needs=("c",)))
        found = decide(YES, *WHOLE, lots=lots)
        assert found.in_time and "It counts for 1" in found.message

    def test_waits_for_a_file_under_way(self) -> None:
        sent = [*upload("a", "11:58:00", "11:59:00", "12:01:00"), request("10:05:00", Kind.ANSWER, "q1")]
        assert decide(YES, *sent, lots=ONE_LOT).in_time

    def test_an_answer_after_the_due_time_completes_nothing(self) -> None:
        sent = [*upload("a", "10:00:00", "10:00:01"), request("12:00:00", Kind.ANSWER, "q1")]
        assert not decide(YES, *sent, lots=ONE_LOT).in_time

    def test_what_was_taken_out_is_missing_and_what_is_taken_out_too_late_is_not(self) -> None:
        assert not decide(YES, *WHOLE, request("11:00:00", Kind.REMOVE, "a"), lots=ONE_LOT).in_time
        assert decide(YES, *WHOLE, request("12:00:00", Kind.REMOVE, "a"), lots=ONE_LOT).in_time

    def test_a_late_press_of_a_bid_that_we_were_asked_to_submit_is_in_time(self) -> None:
        assert decide(YES, *WHOLE, submit("12:00:01"), lots=ONE_LOT).in_time

    def test_cannot_be_decided_without_what_a_complete_bid_holds(self) -> None:
        assert "lots" in refused(YES, *WHOLE)[0]
        assert decide(YES, *WHOLE, submit("11:00:00")).in_time


class TestAfterSubmission:
    def test_what_was_taken_out_afterwards_still_stands_in_the_bid(self) -> None:
        found = decide(*WHOLE, submit("11:00:00"), request("11:30:00", Kind.REMOVE, "a"), lots=ONE_LOT)
        assert found.in_time and found.lots[0].complete

    def test_what_was_added_afterwards_needs_another_submission(self) -> None:
        sent = upload("a", "11:30:00", "11:30:01")
        assert decide(submit("11:00:00"), *sent, lots=(Lot(lot="1", needs=("a",)),)).lots[0].missing == ("a",)


class TestExtension:
    @pytest.mark.parametrize(
        ("made", "later", "in_time"),
        [("11:59:59.999999", "14:00:00", True), ("12:00:00", "14:00:00", False), ("10:00:00", "11:30:00", False)],
    )
    def test_moves_everyone_and_only_before_the_due_time(self, made: str, later: str, in_time: bool) -> None:
        found = decide(submit("13:00:00"), extensions=(Extension(made_at=at(made), due_at=at(later)),))
        assert found.in_time is in_time

    def test_one_that_moves_nothing_is_named(self) -> None:
        facts = TimelinessFacts(
            due_at=NOON, requests=(), extensions=(Extension(made_at=at("12:00:00"), due_at=at("14:00:00")),)
        )
        answer = timeliness(facts)
        assert answer.sure().due_at == DUE
        assert "R8" in answer.findings[0].message

    def test_one_extension_after_another(self) -> None:
        both = (
            Extension(made_at=at("13:59:00"), due_at=at("16:00:00")),
            Extension(made_at=at("11:00:00"), due_at=at("14:00:00")),
        )
        assert decide(submit("15:59:59"), extensions=both).due_at == at("16:00:00.000000")


def minutes(*clocks: str, **more: int) -> tuple[Minute, ...]:
    return tuple(Minute(at=at(clock), **more) for clock in clocks)


class TestOurFault:
    AWAY = minutes("11:58:00", "11:59:00", unreachable_seconds=30)

    def test_the_opening_is_held_until_the_lead_has_decided(self) -> None:
        found = decide(submit("12:01:00"), minutes=self.AWAY)
        assert (found.in_time, found.rule, found.is_held) == (False, "R9", True)
        assert "until the lead has decided" in found.message
        assert decide(submit("11:00:00"), minutes=self.AWAY).is_held

    @pytest.mark.parametrize(("clock", "in_time"), [("12:01:59.999999", True), ("12:02:00", False)])
    def test_the_affected_may_finish_for_as_long_as_it_lasted(self, clock: str, in_time: bool) -> None:
        found = decide(submit(clock), minutes=self.AWAY, decision=Decision.FINISH)
        assert found.in_time is in_time and not found.is_held
        assert found.rule == ("R9" if in_time else "R2")

    def test_to_carry_on_leaves_the_bid_late(self) -> None:
        found = decide(submit("12:01:00"), minutes=self.AWAY, decision=Decision.CARRY_ON)
        assert (found.in_time, found.rule, found.is_held) == (False, "R2", False)

    @pytest.mark.parametrize(
        ("served", "is_held"),
        [
            (minutes("11:59:00", unreachable_seconds=59), False),
            (minutes("11:59:00", unreachable_seconds=60), True),
            # Two stretches of half a minute, with a good minute between them, are not one of a minute.
            (minutes("11:50:00", "11:52:00", unreachable_seconds=30), False),
            (minutes("11:59:00", requests=1000, failed=9), False),
            (minutes("11:59:00", requests=1000, failed=10), True),
            (minutes("11:50:00", requests=10_000) + minutes("11:59:00", requests=100, failed=1), True),
            (minutes("11:56:00", requests=10_000) + minutes("11:59:00", requests=100, failed=1), False),
            (minutes("11:59:00", submit_p95_ms=10_000), False),
            (minutes("11:59:00", submit_p95_ms=10_001), True),
            (minutes("11:59:00", refused_uploads=1), True),
            (minutes("10:00:00", refused_uploads=1), True),
            (minutes("09:59:00", refused_uploads=1), False),
            (minutes("12:00:00", refused_uploads=1), False),
        ],
    )
    def test_is_measured_and_not_argued(self, served: tuple[Minute, ...], is_held: bool) -> None:
        assert decide(submit("12:00:01"), minutes=served).is_held is is_held


class TestRefusals:
    @pytest.mark.parametrize(
        "stamp",
        ["2026-11-23T12:00:00", "2026-11-31T12:00:00Z", "yesterday", "2026-11-23 12:00:00Z", "2026-11-23T25:00:00Z"],
    )
    def test_an_instant_without_doubt_is_needed(self, stamp: str) -> None:
        assert stamp in refused(Request(stamp=stamp, kind=Kind.SUBMIT))[0]
        assert refused(due_at=stamp)
        assert refused(extensions=(Extension(made_at=stamp, due_at=NOON),))
        assert refused(minutes=(Minute(at=stamp),))

    @pytest.mark.parametrize(
        "one",
        [
            request("11:00:00", Kind.CREATE),
            request("11:00:00", Kind.CHOOSE),
            request("11:00:00", Kind.SUBMIT, clock_error_ms=-1),
            request("11:00:00", Kind.FORM, "a", ended="10:59:59"),
            request("11:00:00", Kind.BYTES, "a", longest_pause_seconds=-1),
        ],
    )
    def test_a_request_that_cannot_be_is_named(self, one: Request) -> None:
        assert refused(one)

    def test_numbers_that_cannot_be_are_named(self) -> None:
        assert refused(grace_seconds=-1)
        assert refused(minutes=minutes("11:00:00", failed=1))
        assert refused(minutes=minutes("11:00:00", refused_uploads=-1))
        assert refused(lots=(Lot(lot="1", needs=()), Lot(lot="1", needs=())))

"""Who proves control, when silence decides, and when an answer ends."""

from datetime import UTC, date, datetime, timedelta

import pytest

from hub.organisation import rules
from hub.organisation.terms import Standing

KNOWN = ["olivia@meridian.example", "sole.trader@gmail.com"]
BEGUN = datetime(2026, 11, 1, 9, tzinfo=UTC)
ENDS = BEGUN + rules.WAIT


class TestEvidence:
    @pytest.mark.parametrize("email", ["olivia@meridian.example", "Post@MERIDIAN.example ", "sole.trader@gmail.com"])
    def test_a_known_address_or_one_at_an_own_domain_proves_control(self, email):
        assert rules.proves_control(email, KNOWN)

    @pytest.mark.parametrize(
        "email",
        [
            "rival@gmail.com", "rival@googlemail.com", "x@meridian.example.evil.example", "x@mail.meridian.example",
            "x@meridian.example@evil.example", "meridian.example", "", "@meridian.example", "x@notmeridian.example",
        ],
    )  # fmt: skip
    def test_nothing_else_does(self, email):
        assert not rules.proves_control(email, KNOWN)

    def test_an_organisation_without_known_addresses_is_proved_by_nothing(self):
        assert not rules.proves_control("a@b.example", [])


class TestSilence:
    @pytest.mark.parametrize(
        ("at", "seen", "decides"),
        [
            (ENDS - timedelta(microseconds=1), None, False),
            (ENDS, None, True),
            (ENDS, BEGUN - timedelta(seconds=1), True),
            (ENDS, BEGUN, False),
            (ENDS + timedelta(days=300), BEGUN + timedelta(days=3), False),
        ],
    )
    def test_decides_only_after_the_time_and_without_an_owner_who_was_there(self, at, seen, decides):
        assert rules.succeeds_by_silence(rules.ClaimFacts(BEGUN, ENDS, seen), at=at) is decides


class TestEnds:
    @pytest.mark.parametrize(
        ("left", "standing"),
        [(-1, Standing.LAPSED), (0, Standing.SOON), (60, Standing.SOON), (61, Standing.GOOD)],
    )
    def test_the_last_day_is_a_good_day(self, left, standing):
        on = date(2026, 12, 1)
        assert rules.standing_of(on + timedelta(days=left), on=on) == standing

    @pytest.mark.parametrize(
        ("left", "lead"), [(61, None), (60, 60), (31, 60), (30, 30), (8, 30), (7, 7), (0, 7), (-1, None)]
    )
    def test_each_lead_is_reached_once_the_days_are_that_few(self, left, lead):
        on = date(2026, 12, 1)
        assert rules.lead_reached(on + timedelta(days=left), on=on) == lead

    @pytest.mark.parametrize(
        ("given", "months", "last"),
        [
            (date(2026, 12, 1), 12, date(2027, 11, 30)),
            (date(2028, 2, 29), 12, date(2029, 2, 27)),
            (date(2026, 8, 31), 18, date(2028, 2, 28)),
            (date(2026, 1, 15), 12, date(2027, 1, 14)),
        ],
    )
    def test_an_answer_without_an_end_is_good_for_its_months(self, given, months, last):
        assert rules.good_until(given, months=months) == last

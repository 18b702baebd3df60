"""Data sets: periods and due dates, checks, runs that never change, and taking one back."""

import csv
import hashlib
import io
from datetime import date
from decimal import Decimal

import pytest

from hub.contract.tests import stories
from hub.platform.acts import NotHeld, Refused
from hub.platform.documents import storage
from hub.publishing import datasets, rules, selectors, services
from hub.publishing.terms import RunGround

pytestmark = pytest.mark.django_db
KEY = "contracts_register"


def publish(cast, at, by="morag"):
    return services.publish_dataset(KEY, authority=cast.eca, by=cast.actor(by), at=at)


class TestPeriods:
    @pytest.mark.parametrize(
        ("frequency", "on", "name", "last"),
        [
            ("quarterly", date(2026, 11, 23), "July to September 2026", date(2026, 9, 30)),
            ("quarterly", date(2026, 1, 1), "October to December 2025", date(2025, 12, 31)),
            ("monthly", date(2026, 3, 1), "February 2026", date(2026, 2, 28)),
            ("annual", date(2026, 11, 23), "2025 to 2026", date(2026, 3, 31)),
            ("annual", date(2026, 3, 31), "2024 to 2025", date(2025, 3, 31)),
        ],
    )
    def test_a_period_is_the_last_whole_one(self, frequency, on, name, last):
        assert rules.period_of(frequency, on) == (name, last)

    def test_a_set_that_is_not_out_a_month_after_its_period_is_late(self, cast, at_nine, home):
        found = datasets.standing(datasets.get(KEY, on=at_nine.date()), cast.eca, at_nine)
        assert (found.due_on, found.is_late) == (date(2026, 10, 31), True)


class TestPublish:
    def test_the_file_holds_what_the_code_asks_for_and_nothing_small(self, cast, live, elsewhere, follow, at_nine):
        by = cast.actor("morag")
        stories.contract_live(authority=cast.eca, by=by, at=at_nine, title="Tea", value_ex_vat=Decimal(5_000))
        follow()
        run = publish(cast, at_nine)
        with storage.store().open(run.sha256) as file:
            content = file.read()
        rows = list(csv.DictReader(io.StringIO(content.decode())))
        assert hashlib.sha256(content).hexdigest() == run.sha256
        assert [row["Reference number"] for row in rows] == [live.reference]
        assert rows[0]["Supplier"] == "Meridian FM plc" and run.rows_count == 1

    def test_a_contract_whose_value_is_withheld_stays_in_the_set_without_it(self, cast, live, follow, at_nine):
        follow()
        services.redact(
            live, field="value_ex_vat", ground="commercial", reason="Asked", review_on=date(2027, 1, 1),
            by=cast.actor("daniel"), at=at_nine,
        )  # fmt: skip
        assert [row[5] for row in datasets.rows(datasets.get(KEY, on=at_nine.date()), cast.eca)] == [None]

    def test_a_year_without_a_grant_can_be_told_too(self, cast, home, at_nine):
        by = cast.actor("morag")
        run = services.publish_dataset("grants_to_vcse", authority=cast.eca, by=by, at=at_nine)
        assert (run.rows_count, run.period) == (0, "2025 to 2026")

    def test_a_set_whose_records_are_not_in_the_hub_is_not_let_out(self, cast, home, at_nine):
        with pytest.raises(Refused, match="not in the Hub yet"):
            services.publish_dataset("procurement_card", authority=cast.eca, by=cast.actor("morag"), at=at_nine)

    def test_only_the_publisher_lets_one_out(self, cast, live, follow, at_nine):
        follow()
        for key in ("priya", "daniel", "harriet"):
            with pytest.raises(NotHeld):
                publish(cast, at_nine, by=key)

    def test_each_run_knows_the_one_before(self, cast, live, follow, at_nine):
        follow()
        first = publish(cast, at_nine)
        assert publish(cast, at_nine).previous == first
        assert datasets.standing(datasets.get(KEY, on=at_nine.date()), cast.eca, at_nine).is_done

    def test_gaps_are_counted_field_by_field(self, cast, live, follow, at_nine):
        follow()
        count, gaps = datasets.gaps(datasets.get(KEY, on=at_nine.date()))
        assert count == 1
        assert {gap.field.key for gap in gaps} >= {"review_on", "was_invited"}


class TestWithdraw:
    def test_a_run_that_was_taken_back_is_no_longer_the_last(self, cast, live, follow, at_nine):
        follow()
        first = publish(cast, at_nine)
        second = publish(cast, at_nine)
        services.withdraw(second, ground=RunGround.WRONG, reason="Wrong day", by=cast.actor("morag"), at=at_nine)
        assert selectors.last_run(KEY, cast.eca) == first

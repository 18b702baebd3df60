"""The law's tables as they are stored: rules follow a row that was added on screen, from its day and not before."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hub.law.tables import NoRow, shipped
from hub.law.terms import ContractKind
from hub.law.thresholds import ThresholdFacts, threshold
from hub.platform.acts import Refused
from hub.platform.reference import services
from hub.platform.reference.files import all_sets, law_sets
from hub.platform.reference.models import Entry
from hub.platform.reference.rules import Stated, in_turn
from hub.platform.reference.statute import begin_request, end_request, statute
from hub.platform.testing.fixtures import CAST_MADE

NEW = date(2028, 1, 1)
pytestmark = pytest.mark.django_db


def add_threshold(cast, amount: str, at, *, day: date = NEW, by: str = "daniel", **more) -> Entry:
    """Enter a threshold for services from a day, as legal does it on screen."""
    facts = {"source": "SI 2027/9999", "reason": "The thresholds are set anew.", "authority": cast.eca, **more}
    data = {"amount": amount, "citation": "PA 2023 Sch 1"}
    return services.add(
        "thresholds", code="services", label="Services", data=data, valid_from=day, by=cast.actor(by), at=at, **facts
    )


def covered_from(on: date) -> Decimal:
    facts = ThresholdFacts(on=on, kind=ContractKind.SERVICES, value_inc_vat=Decimal(1))
    return threshold(facts, tables=statute()).sure().threshold_inc_vat


@pytest.fixture
def law(cast):
    services.load_all(at=CAST_MADE)
    return cast


class TestARowAddedOnScreen:
    def test_changes_the_answer_from_its_day_and_not_before(self, law, at_nine) -> None:
        assert covered_from(NEW) == 207_720
        add_threshold(law, "300000", at_nine)
        assert covered_from(NEW) == 300_000
        assert covered_from(date(2027, 12, 31)) == 207_720

    def test_leaves_the_shipped_row_as_it_is_and_loading_again_changes_nothing(self, law, at_nine) -> None:
        add_threshold(law, "300000", at_nine)
        assert Entry.objects.get(set="thresholds", code="services", valid_from=date(2026, 1, 1)).valid_to is None
        assert set(services.load_all(at=at_nine).values()) == {0}
        assert covered_from(NEW) == 300_000

    def test_no_longer_counts_once_it_is_ended(self, law, at_nine) -> None:
        entry = add_threshold(law, "300000", at_nine)
        services.end(entry, valid_to=date(2028, 7, 1), by=law.actor("morag"), at=at_nine, reason="Quashed")
        assert covered_from(date(2028, 6, 30)) == 300_000
        with pytest.raises(NoRow, match="thresholds"):
            covered_from(date(2028, 7, 1))

    def test_gives_way_to_a_newer_row_of_its_code(self, law, at_nine) -> None:
        first = add_threshold(law, "300000", at_nine)
        add_threshold(law, "310000", at_nine, day=date(2030, 1, 1))
        first.refresh_from_db()
        assert first.valid_to == date(2030, 1, 1)
        assert covered_from(date(2029, 12, 31)) == 300_000
        assert covered_from(date(2030, 1, 1)) == 310_000

    def test_may_begin_in_the_past_because_the_law_may_have(self, law, at_nine) -> None:
        add_threshold(law, "300000", at_nine, day=date(2026, 11, 1))
        assert covered_from(date(2026, 10, 31)) == 207_720
        assert covered_from(date(2026, 11, 1)) == 300_000

    def test_counts_for_more_than_a_shipped_one_of_the_same_day(self, law, at_nine) -> None:
        add_threshold(law, "300000", at_nine, day=date(2026, 1, 1))
        assert covered_from(date(2026, 1, 1)) == 300_000

    @pytest.mark.parametrize("by", ["daniel", "morag", "sam"])
    def test_is_entered_by_legal_the_lead_and_administrators(self, law, at_nine, by: str) -> None:
        assert add_threshold(law, "300000", at_nine, by=by).authority == law.eca

    @pytest.mark.parametrize("by", ["priya", "naomi", "harriet"])
    def test_is_entered_by_nobody_else(self, law, at_nine, by: str) -> None:
        with pytest.raises(Refused, match="Only"):
            add_threshold(law, "300000", at_nine, by=by)

    def test_is_the_matter_of_the_authority_that_runs_the_hub(self, law, at_nine) -> None:
        with pytest.raises(Refused, match="Eastmere Combined Authority, which runs the Hub"):
            add_threshold(law, "300000", at_nine, by="harriet", authority=law.wdc)

    @pytest.mark.parametrize(("missing", "words"), [("source", "published"), ("reason", "what changes")])
    def test_needs_a_source_and_a_reason(self, law, at_nine, missing: str, words: str) -> None:
        with pytest.raises(Refused, match=words):
            add_threshold(law, "300000", at_nine, **{missing: " "})

    def test_is_not_entered_twice_for_a_day(self, law, at_nine) -> None:
        add_threshold(law, "300000", at_nine)
        with pytest.raises(Refused, match="that day already"):
            add_threshold(law, "310000", at_nine)


class TestStoredTables:
    def test_come_from_the_database_and_from_nothing_else(self, cast) -> None:
        assert shipped().all("thresholds")
        assert statute().all("thresholds") == ()

    def test_are_the_same_object_until_a_value_changes(self, law, at_nine) -> None:
        first = statute()
        assert statute() is first
        add_threshold(law, "300000", at_nine)
        assert statute() is not first

    def test_cost_one_query_a_request_however_often_they_are_asked_for(self, law) -> None:
        statute()
        # Not the signal itself: Django closes old connections on it, and with them the test's transaction.
        begin_request()
        try:
            with CaptureQueriesContext(connection) as asked:
                assert all(statute() is statute() for _ in range(5))
            assert len(asked) == 1
        finally:
            end_request()

    def test_of_every_set_fit_their_columns(self) -> None:
        for one in law_sets().values():
            assert len(one.name) <= 60 and len(one.title) <= 250
            for row in one.entries:
                assert len(row.code) <= 80 and len(row.label) <= 250 and len(row.source) <= 500, (one.name, row.code)

    def test_of_the_law_and_of_packages_are_told_apart(self) -> None:
        assert all_sets()["thresholds"].is_statutory
        assert not all_sets()["alert_ladder"].is_law


class TestTurns:
    def test_a_row_ends_where_the_next_of_its_code_begins(self) -> None:
        rows = [
            Stated("a", date(2026, 1, 1), None, 0, "shipped"),
            Stated("b", date(2026, 1, 1), None, 0, "other"),
            Stated("a", date(2027, 1, 1), None, 1, "added"),
        ]
        assert [(one.what, one.valid_to) for one in in_turn(rows)] == [
            ("shipped", date(2027, 1, 1)),
            ("other", None),
            ("added", None),
        ]

    def test_single_days_of_one_code_stay_single_days(self) -> None:
        days = [Stated("scotland", date(2026, 1, n), date(2026, 1, n + 1), 0, n) for n in (1, 5, 9)]
        assert in_turn(days) == days

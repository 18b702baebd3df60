"""Rows are derived from records after each act."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hub.platform import clock
from hub.platform.deadlines import declare, rows
from hub.platform.deadlines.declare import Deadline, Moment, days
from hub.platform.deadlines.models import DeadlineRow, Feed

pytestmark = pytest.mark.django_db

DUE = date(2027, 3, 4)


class TestAfterAnAct:
    def test_a_row_stands_for_each_moment_of_the_record(self, things, at_nine):
        record = things.add("A", [Moment(DUE, "1", "first option"), Moment(DUE + timedelta(days=9), "2")], at=at_nine)
        found = DeadlineRow.objects.of("deadlines.feed", [record.pk]).order_by("due_on")
        assert [(row.key, row.due_on, row.label) for row in found] == [
            ("1", DUE, "Decide: first option"),
            ("2", date(2027, 3, 13), "Decide"),
        ]

    def test_the_first_look_is_the_first_warning(self, things, at_nine):
        things.add("A", DUE, at=at_nine)
        assert DeadlineRow.objects.get().next_at.date() == DUE - timedelta(days=30)

    def test_a_warning_that_is_past_is_due_at_once(self, things, at_nine):
        things.add("A", date(2026, 12, 4), at=at_nine)
        assert DeadlineRow.objects.get().next_at <= at_nine

    def test_the_row_goes_when_nothing_is_due_any_more(self, things, at_nine):
        record = things.add("A", DUE, at=at_nine)
        things.change(record, None, at=at_nine)
        assert not DeadlineRow.objects.exists()

    def test_the_row_moves_with_the_date(self, things, at_nine):
        record = things.add("A", DUE, at=at_nine)
        things.change(record, DUE + timedelta(days=60), at=at_nine)
        row = DeadlineRow.objects.get()
        assert (row.due_on, clock.london(row.next_at).date()) == (date(2027, 5, 3), date(2027, 4, 3))

    def test_a_row_that_waits_to_be_looked_at_is_not_forgotten_by_another_act(self, things, at_nine):
        record = things.add("A", date(2026, 12, 4), at=at_nine)
        things.change(record, date(2026, 12, 4), at=at_nine + timedelta(minutes=1))
        assert DeadlineRow.objects.get().next_at <= at_nine

    def test_the_first_person_told_answers_for_it(self, things, at_nine, cast):
        things.add("A", DUE, at=at_nine, tells=[cast.aisha.pk, cast.tom.pk])
        assert DeadlineRow.objects.get().person_id == cast.aisha.pk


class TestManyRecords:
    def test_the_number_of_queries_does_not_depend_on_the_number_of_records(self, things, at_nine):
        few = things.add_many([f"few {n}" for n in range(10)], DUE, at=at_nine)
        many = things.add_many([f"many {n}" for n in range(400)], DUE, at=at_nine)

        def queries(records):
            with CaptureQueriesContext(
                connection,
            ) as captured:
                rows.rebuild(records, at=at_nine)
            return len(captured)

        assert queries(few) == queries(many)

    def test_what_is_read_for_a_batch_is_read_once(self, cast, things, at_nine):
        loads = []
        Deadline(
            "test.loaded",
            of=Feed,
            label="Review",
            load=lambda records, at: loads.append(len(records)) or {"lead": 5},
            due=lambda record, loaded: DUE - days(loaded["lead"]),
            sentence=str,
            link=str,
        )
        try:
            things.add_many(["A", "B", "C"], None, at=at_nine)
        finally:
            declare.forget("test.loaded")
        assert loads == [3]
        assert set(DeadlineRow.objects.values_list("due_on", flat=True)) == {date(2027, 2, 27)}

    def test_everything_can_be_rebuilt(self, things, at_nine):
        things.add_many(["A", "B"], DUE, at=at_nine)
        standing = set(DeadlineRow.objects.values_list("kind", "record_id", "name"))
        DeadlineRow.objects.all().delete()
        looked_at = {deadline.of for deadline in declare.REGISTRY.values()}
        assert rows.rebuild_all(at=at_nine) == sum(model._base_manager.count() for model in looked_at)
        assert set(DeadlineRow.objects.values_list("kind", "record_id", "name")) == standing
        assert DeadlineRow.objects.of(Feed.kind(), Feed.objects.values("pk")).count() == 2


class TestDeclaring:
    def test_a_name_is_declared_once(self, things):
        with pytest.raises(ValueError, match="twice"):
            Deadline("test.decide", of=Feed, label="", due=str, sentence=str, link=str)

"""Rows that go in by bulk are the rows that one save each would have stored."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from hub.platform import bulk
from hub.platform.identity.models import Person
from hub.platform.search.models import SearchEntry, SearchTerm

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)


def entry(number: int) -> SearchEntry:
    return SearchEntry(
        kind="a.b", object_id=number, root_kind="a.b", root_id=number, label="Grüße, \t\\N £5", url="/", scope="z",
        digest="d", updated_at=AT,
    )  # fmt: skip


def test_rows_go_in_while_they_are_made() -> None:
    made: list[int] = []

    def making() -> Iterator[SearchEntry]:
        for number in range(3):
            made.append(number)
            yield entry(number)

    kept = bulk.stream(SearchEntry, making())
    stored = SearchEntry.objects.order_by("object_id")
    assert made == [0, 1, 2]
    assert [row.object_id for row in kept] == [row.object_id for row in stored] == [0, 1, 2]
    assert {row.label for row in stored} == {"Grüße, \t\\N £5"}
    assert {row.updated_at for row in stored} == {AT}
    assert not any(row._state.adding for row in kept)


def test_nothing_goes_in_when_the_making_fails() -> None:
    def making() -> Iterator[SearchEntry]:
        yield entry(1)
        raise ValueError("no second row")

    with pytest.raises(ValueError, match="no second row"), transaction.atomic():
        bulk.stream(SearchEntry, making())
    assert not SearchEntry.objects.exists()


def test_what_the_database_refuses_is_an_integrity_error() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.stream(SearchEntry, [entry(1), entry(1)])


def test_bare_values_need_no_object() -> None:
    rows = (("za1", word) for word in ("grounds", "maintenance"))
    bulk.insert_values(SearchTerm, ("scope", "word"), rows)
    assert set(SearchTerm.objects.values_list("word", flat=True)) == {"grounds", "maintenance"}


def test_a_maker_makes_what_the_constructor_makes() -> None:
    said = {"name": "Aisha Rahman", "email": "aisha@example.org", "preferences": {"alerts": "each"}}
    make = bulk.maker(Person)
    names = [field.attname for field in Person._meta.concrete_fields if field.name != "date_joined"]
    for values in (said, {"name": "Ruth Bell"}):
        made, constructed = make(values), Person(**values)
        assert [getattr(made, name) for name in names] == [getattr(constructed, name) for name in names]
    assert make({}).preferences is not make({}).preferences

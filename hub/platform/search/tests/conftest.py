"""Records that can be found, for these tests: dated values of authorities."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

import pytest

from hub.platform.act_table import Act
from hub.platform.actors import system_actor
from hub.platform.acts import create
from hub.platform.identity.roles import Role
from hub.platform.reference.models import Entry
from hub.platform.search.declare import Searchable, forget, searchable

KIND = "reference.entry"
ADD = Act("search_test.add", "Added", held_by={Role.SYSTEM})
CHANGE = Act("search_test.change", "Changed", held_by={Role.SYSTEM})


@pytest.fixture(autouse=True)
def _declared() -> Iterator[None]:
    searchable(
        Searchable(
            model=Entry,
            label="Values",
            title=lambda one: one.label,
            references=lambda one: [one.code],
            names=lambda one: one.data.get("names", []),
            text=lambda one: one.data.get("text", ""),
            line=lambda one: one.source,
            url=lambda one: f"/values/{one.pk}/",
            load=lambda ids: Entry.objects.filter(pk__in=ids).exclude(set="hidden"),
            is_public=lambda one: one.set == "public",
            register="/values/",
        )
    )
    yield
    forget(KIND)


@pytest.fixture
def added(cast: Any, at_nine: datetime) -> Callable[..., Entry]:
    """Give a function that adds a record by an act."""

    def add(code: str, label: str, *, authority: Any = None, set: str = "test", **data: Any) -> Entry:
        entry = Entry(
            set=set, code=code, label=label, data=data, valid_from=date(2026, 1, 1), authority=authority or cast.eca
        )
        with create(ADD, entry, by=system_actor(), at=at_nine):
            entry.save()
        return entry

    return add

"""A record that has documents, for these tests: a dated value of an authority."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from hub.platform.actors import system_actor
from hub.platform.documents import services, subjects
from hub.platform.documents.services import Paper, Upload
from hub.platform.identity.roles import OFFICERS
from hub.platform.reference.models import Entry
from hub.platform.search.declare import Searchable, forget, searchable

KIND = "reference.entry"
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, settings: Any) -> None:
    settings.HUB_HOME = tmp_path
    settings.HUB_KEEP_FREE_BYTES = 0


@pytest.fixture
def closed() -> dict[int, date]:
    """Give the days on which records closed; tests fill it."""
    return {}


@pytest.fixture
def suppliers() -> set[int]:
    """Give the parties that are the record's supplier; tests fill it."""
    return set()


@pytest.fixture(autouse=True)
def _subject(closed: dict[int, date], suppliers: set[int]) -> Iterator[None]:
    def visible(actor: Any, pk: int) -> bool:
        entry = Entry.objects.get(pk=pk)
        return actor.is_system or actor.holds(OFFICERS, entry.authority_id or 0)

    subjects.register(
        KIND,
        load=lambda pk: Entry.objects.get(pk=pk),
        visible=visible,
        supplier_visible=lambda actor, pk: bool(actor.supplier_reach & suppliers),
        closed_on=lambda ids: {pk: day for pk, day in closed.items() if pk in ids},
        url=lambda record: f"/values/{record.pk}/",
    )
    searchable(
        Searchable(
            model=Entry,
            label="Values",
            title=lambda one: one.label,
            references=lambda one: [one.code],
            url=lambda one: f"/values/{one.pk}/",
            load=lambda ids: Entry.objects.filter(pk__in=ids),
        )
    )
    yield
    subjects.forget(KIND)
    forget(KIND)


@pytest.fixture
def classes(db: None, at_nine: datetime) -> None:
    """Load the retention classes that ship with the Hub."""
    from hub.platform.reference.services import load_all

    load_all(at=at_nine)


@pytest.fixture
def record(cast: Any, at_nine: datetime) -> Entry:
    """Give a record of Eastmere."""
    from hub.platform.acts import create
    from hub.platform.reference import acts

    entry = Entry(
        set="test", code="VAL-2026-0001", label="Waste collection", valid_from=date(2026, 1, 1), authority=cast.eca
    )
    with create(acts.ADD, entry, by=_keeper(cast), at=at_nine):
        entry.save()
    return entry


def _keeper(cast: Any) -> Any:
    from hub.platform.reference import acts

    holders = acts.ADD.holders
    for key in cast.people:
        actor = cast.actor(key)
        if actor.holds(holders, cast.eca.pk):
            return actor
    return system_actor()


def upload(content: bytes = PDF, name: str = "signed.pdf") -> Upload:
    """Give a file as it arrives."""
    return Upload(name, BytesIO(content))


def added(
    record: Entry,
    cast: Any,
    at: datetime,
    *,
    content: bytes = PDF,
    name: str = "signed.pdf",
    by: str = "morag",
    **paper: Any,
) -> Any:
    """Add a document and give it."""
    told = Paper(**{"title": "The signed contract", **paper})
    return services.add(record, upload=upload(content, name), paper=told, by=cast.actor(by), at=at)

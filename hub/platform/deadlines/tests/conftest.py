"""Something with a deadline: a feed whose due date each test sets, because the mechanism must not need a domain."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import pytest

from hub.platform.actors import system_actor
from hub.platform.acts import perform, perform_many
from hub.platform.deadlines import acts, declare
from hub.platform.deadlines.declare import Deadline, days
from hub.platform.deadlines.models import Feed
from hub.platform.identity.roles import Role
from hub.platform.reference.files import all_sets
from hub.platform.reference.services import load


@dataclass
class Things:
    """Records with dates that a test decides."""

    cast: Any
    dates: dict[str, Any] = field(default_factory=dict)
    people: dict[str, Any] = field(default_factory=dict)
    done: list[str] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    then: Callable[..., Any] | None = None

    def add(self, label: str, due: date | datetime | None, *, at: datetime, tells: Any = None) -> Feed:
        """Bring a record into being by an act, so that its deadlines are built as in life."""
        return self.add_many([label], due, at=at, tells=tells)[0]

    def add_many(self, labels: list[str], due: Any, *, at: datetime, tells: Any = None) -> list[Feed]:
        """Bring many into being by one batch."""
        for label in labels:
            self.dates[label] = due
            self.people[label] = tells if tells is not None else {self.cast.aisha.pk}
        rows = [
            Feed(authority=self.cast.eca, person=self.cast.aisha, label=x, token_digest=f"{x}-digest", made_at=at)
            for x in labels
        ]
        perform_many(acts.MAKE_FEED, rows, by=self.cast.actor("aisha"), at=at, write=Feed.objects.bulk_create)
        return rows

    def change(self, record: Feed, due: date | datetime | None, *, at: datetime) -> None:
        """Let an act move or settle the date."""
        self.dates[record.label] = due
        with perform(acts.REVOKE_FEED, record, by=self.cast.actor("aisha"), at=at):
            record.revoked_at = at

    def perform_then(self, record: Feed, *, by: Any, at: datetime) -> None:
        """Do what follows when the moment has passed."""
        if record.label in self.broken:
            raise RuntimeError("this record is broken")
        assert by == system_actor()
        self.done.append(record.label)
        self.dates[record.label] = None


@pytest.fixture
def ladder_set(db: None, at_nine: datetime) -> None:
    """Load the shipped ladder; where the suite has loaded it before, nothing changes."""
    load(all_sets()["alert_ladder"], at=at_nine)


@pytest.fixture
def things(cast: Any) -> Iterator[Things]:
    """Give records with a deadline that tells people 30 and 7 days before."""
    found = Things(cast)
    Deadline(
        "test.decide",
        of=Feed,
        label="Decide",
        due=lambda record: found.dates.get(record.label),
        sentence=lambda record: f"Decide the extension of {record.label}",
        link=lambda record: f"/somewhere/{record.pk}/",
        tells=lambda record: found.people.get(record.label, set()),
        warn=(days(30), days(7)),
        confidential=lambda record: record.label.startswith("Secret"),
    )
    yield found
    declare.forget("test.decide")


@pytest.fixture
def acting(cast: Any) -> Iterator[Things]:
    """Give records with a deadline at which the system acts."""
    found = Things(cast)
    Deadline(
        "test.expire",
        of=Feed,
        label="Expire",
        due=lambda record: found.dates.get(record.label),
        sentence=lambda record: f"{record.label} expires",
        link=lambda record: "/somewhere/",
        tells={Role.PROCUREMENT_LEAD},
        then=found.perform_then,
    )
    yield found
    declare.forget("test.expire")

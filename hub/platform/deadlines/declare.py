"""Say which dates of a record are deadlines, who is told, how long before, and what happens then."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from hub.platform.identity.roles import Role

REGISTRY: dict[str, Deadline] = {}
_by_kind: dict[str, list[Deadline]] = {}


@dataclass(frozen=True)
class Moment:
    """One date or instant of a record.

    :param key: tells several of the same deadline apart, such as the number of an extension option.
    :param about: words added to the label, such as "first option".
    """

    when: date | datetime
    key: str = ""
    about: str = ""


Whom = int | Role | None
Due = date | datetime | None | Iterable[Moment]


@dataclass(frozen=True, eq=False)
class Deadline:
    """One sort of deadline.

    :param name: dotted and unique, such as ``contract.decide_extension``.
    :param of: the root model.
    :param label: short, for lists and calendars ("Decide the extension").
    :param due: gives the date, the instant or several moments of a record; None when nothing more is to be done. It is
        called for many records and must not query; with ``load`` it also receives what ``load`` gave.
    :param sentence: verb and thing without the date ("Decide the extension of Grounds maintenance").
    :param link: the address where it is done.
    :param tells: roles, or a function that gives person ids and roles.
    :param warn: how long before people hear, or a function of the record that says so.
    :param then: performed as the system when the moment has passed: ``then(record, by=, at=)``.
    :param otherwise: who hears when every named person has left.
    :param never: people who are not told although they hold a role, such as who asked for an approval.
    :param prefetch: relations read in bulk before the functions above are called.
    :param load: reads what ``due`` needs for a whole batch, such as dated settings: ``load(records, at)``.
    :param confidential: whether the sentence must stay out of subjects and calendars.
    """

    name: str
    of: type[Any]
    label: str
    due: Callable[..., Due]
    sentence: Callable[[Any], str]
    link: Callable[[Any], str]
    tells: Iterable[Role] | Callable[[Any], Iterable[Whom]] = frozenset()
    warn: Sequence[timedelta] | Callable[[Any], Sequence[timedelta]] = ()
    then: Callable[..., Any] | None = None
    otherwise: frozenset[Role] | set[Role] = field(default_factory=lambda: frozenset({Role.PROCUREMENT_LEAD}))
    never: Callable[[Any], Iterable[int]] = lambda record: ()
    prefetch: Sequence[str] = ()
    load: Callable[[list[Any], datetime], Any] | None = None
    confidential: Callable[[Any], bool] = lambda record: False

    def __post_init__(self) -> None:
        if self.name in REGISTRY:
            raise ValueError(f"The deadline {self.name} is declared twice.")
        REGISTRY[self.name] = self
        _by_kind.setdefault(self.of.kind(), []).append(self)

    def moments(self, record: Any, loaded: Any = None) -> list[Moment]:
        """Give the moments of one record."""
        found = self.due(record) if self.load is None else self.due(record, loaded)
        if found is None:
            return []
        if isinstance(found, date):
            return [Moment(found)]
        return list(found)

    def leads(self, record: Any) -> Sequence[timedelta]:
        """Give how long before a moment people hear."""
        return self.warn(record) if callable(self.warn) else self.warn

    def whom(self, record: Any) -> list[int | Role]:
        """Give the person ids and roles that hear, without those that are empty."""
        found: Iterable[Whom] = self.tells(record) if callable(self.tells) else self.tells
        return [one for one in found if one is not None]


def of_kind(kind: str) -> list[Deadline]:
    """Give the deadlines declared for a kind of record."""
    return _by_kind.get(kind, [])


def forget(name: str) -> None:
    """Take a declaration away again; for tests that add one."""
    gone = REGISTRY.pop(name, None)
    if gone is not None:
        _by_kind[gone.of.kind()].remove(gone)


def days(count: int) -> timedelta:
    """Give a lead of days."""
    return timedelta(days=count)


def hours(count: int) -> timedelta:
    """Give a lead of hours."""
    return timedelta(hours=count)


def minutes(count: int) -> timedelta:
    """Give a lead of minutes."""
    return timedelta(minutes=count)

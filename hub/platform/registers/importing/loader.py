"""What a register declares to be loadable: how a file is read, planned, written and undone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar, Protocol

from hub.platform.act_table import Act
from hub.platform.actors import Actor
from hub.platform.registers.importing.models import ImportBatch, ImportedRow
from hub.platform.registers.importing.terms import Outcome
from hub.platform.tabular.headings import Field, Guess
from hub.platform.tabular.limits import Limits
from hub.platform.tabular.results import Reject, Row, Skipped
from hub.platform.tenancy.models import Authority

Progress = Callable[[int], None]


@dataclass(frozen=True)
class Head:
    """What is known of a file before its records are read.

    :param kind: the loader's word for the format; ``guesses`` is empty when there are no columns to match.
    :param layout: digest of the headings; a corrected matching is remembered under it.
    :param missing: labels of fields that must have a column and have none.
    """

    kind: str
    guesses: tuple[Guess, ...] = ()
    layout: str = ""
    missing: tuple[str, ...] = ()
    sample: tuple[Row, ...] = ()
    sheet: str = ""
    notes: tuple[str, ...] = ()

    @property
    def choices(self) -> dict[str, str]:
        """Give heading and field for every column."""
        return {guess.column: guess.field for guess in self.guesses}


@dataclass(frozen=True)
class Change:
    """One value that a load would change, in words."""

    field: str
    before: str
    after: str


@dataclass
class Planned:
    """What will become of one record.

    :param item: what the loader's ``write`` needs; None for what is not written.
    :param label: names the record on the page.
    :param remarks: what a person should know although the record is taken.
    """

    row: int
    outcome: Outcome
    item: Any = None
    label: str = ""
    changes: tuple[Change, ...] = ()
    reject: Reject | None = None
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Written:
    """A record that was written, with what undoing it needs."""

    object_id: int
    is_new: bool
    version: int
    before: dict[str, Any] = field(default_factory=dict)


class Planner(Protocol):
    """Compares records with the register, in batches, without writing; kept for one file."""

    def plan(self, records: Sequence[Any]) -> list[Planned]:
        """Say what will become of each record, in order."""
        ...

    def notes(self) -> list[str]:
        """Give what was noticed over the whole file."""
        ...


class Loader:
    """Base of what a register declares. One instance, registered by ``declare``."""

    register: ClassVar[str]
    title: ClassVar[str]
    noun: ClassVar[tuple[str, str]]
    menu: ClassVar[str] = ""
    # Who may load; asked on the batch's authority.
    act: ClassVar[Act]
    fields: ClassVar[tuple[Field, ...]]
    accepts: ClassVar[str] = ".csv,.xlsx,.json"
    base: ClassVar[str]
    formats: ClassVar[str] = ""

    def head(self, path: Path, *, limits: Limits, choices: Mapping[str, str] | None = None) -> Head:
        """Look at a file's headings and first rows.

        :raises Unreadable: when the file cannot be read.
        """
        raise NotImplementedError

    def read(
        self, path: Path, *, head: Head, choices: Mapping[str, str], limits: Limits, progress: Progress | None = None
    ) -> Iterable[Any | Reject | Skipped]:
        """Yield one record, reject or skipped row for each row; records can be pickled.

        :raises Unreadable: also while iterating.
        """
        raise NotImplementedError

    def planner(self, authority: Authority, *, by: Actor, at: datetime) -> Planner:
        """Give a planner for one file."""
        raise NotImplementedError

    def write(self, planned: Sequence[Planned], *, batch: ImportBatch, by: Actor, at: datetime) -> list[Written]:
        """Write the new and changed records of one batch of a file, inside the load's transaction."""
        raise NotImplementedError

    def undo(self, rows: Sequence[ImportedRow], *, batch: ImportBatch, by: Actor, at: datetime) -> int:
        """Take back some records (ImportedRow) of a load; give how many were left, because changed since."""
        raise NotImplementedError

    def finish(self, *, at: datetime) -> None:
        """Do what is done once at the end of a load, in its transaction."""

    def missing_from(self, keys: set[str]) -> str:
        """Say which field has no column although it must have one; empty when all is there."""
        return ""

    def found_at(self, batch: ImportBatch, outcome: Outcome) -> str:
        """Give the address of the list of what a load brought or changed; empty where there is none."""
        return ""

    def after_links(self, batch: ImportBatch) -> Sequence[tuple[str, str]]:
        """Give what a person may look at after a load: text and address."""
        return ()


_loaders: dict[str, Loader] = {}


def declare(loader: Loader) -> Loader:
    """Register the loader of a register."""
    _loaders[loader.register] = loader
    return loader


def loader_of(register: str) -> Loader:
    """Give the loader of a register.

    :raises KeyError: when it has none.
    """
    return _loaders[register]


def batches(records: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """Cut a stream into lists."""
    held: list[Any] = []
    for record in records:
        held.append(record)
        if len(held) >= size:
            yield held
            held = []
    if held:
        yield held

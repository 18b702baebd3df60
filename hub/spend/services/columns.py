"""What each column of a ledger file is taken for: by the guess, by what was said of such files before, by a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from hub.platform.act_table import NotHeld
from hub.platform.actors import Actor
from hub.platform.acts import held
from hub.platform.registers.importing.matching import remember
from hub.platform.registers.importing.selectors import remembered
from hub.platform.tabular.headings import fingerprint
from hub.platform.tabular.limits import COMMAND_LINE
from hub.platform.tabular.results import Unreadable
from hub.platform.tenancy.models import Authority
from hub.platform.words import list_of
from hub.spend import acts
from hub.spend.models import Load
from hub.spend.reading.layout import Layout
from hub.spend.reading.reading import look

REGISTER = "spend"


@dataclass(frozen=True)
class File:
    """A file to be loaded: where it is, what it was called, its SHA-256 and its source, if somebody named one."""

    path: Path
    name: str
    sha256: str
    source: str = ""


def layout_of(file: File, *, authority: Authority, choices: Mapping[str, str] | None = None) -> Layout:
    """Find the layout by which the lines of a file can be read.

    :raises Unreadable: when none can be read by it.
    """
    layout = seen(file, authority=authority, choices=choices)
    if layout.fault:
        raise Unreadable(layout.fault)
    return layout


def seen(file: File, *, authority: Authority, choices: Mapping[str, str] | None = None) -> Layout:
    """Find the layout of a file, with the columns as somebody matched them for files like it.

    :param choices: heading → field, as somebody matches them now; they win over all that was said before.
    :raises Unreadable: when there is no table in it, or it has no such column.
    """
    layout = look(file.path, limits=COMMAND_LINE, name=file.name, choices=choices)
    missing = [name for name in choices or {} if name not in layout.headings]
    if missing:
        raise Unreadable(
            f"There is no column “{missing[0]}” in this file. Its columns are {list_of(list(layout.headings[:12]))}."
        )
    if choices is None and (kept := said_before(layout, file.source, authority=authority)):
        layout = look(file.path, limits=COMMAND_LINE, name=file.name, choices=kept)
    return layout


def said_before(layout: Layout, source: str, *, authority: Authority) -> dict[str, str]:
    """Give how somebody matched the columns of files with these headings: of this source, else of any."""
    own = remembered(authority, REGISTER, mark_of(layout, source)) if source else {}
    return own or remembered(authority, REGISTER, mark_of(layout, ""))


def say(layout: Layout, source: str, *, authority: Authority, choices: dict[str, str], by: Actor, at: datetime) -> None:
    """Keep how somebody matches the columns of files with these headings.

    :param source: what the file comes from; without one it holds for files of every source that has none of its own.
    :param choices: heading → field, empty for a column that is left out.
    :raises NotHeld: when they may not load ledgers there.
    """
    if not held(acts.LOAD, Load(authority=authority), by):
        raise NotHeld(acts.LOAD)
    remember(authority, REGISTER, mark_of(layout, source), choices=choices, by=by, at=at)


def mark_of(layout: Layout, source: str) -> str:
    """Name files by their headings, and by their source where somebody named one."""
    return fingerprint([*layout.headings, f"source: {source}"]) if source else layout.fingerprint

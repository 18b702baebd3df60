"""The tasks of a bid in the order of its page, and a copy of its answers to keep."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby

from hub.bids import portal
from hub.platform.words import moment


def tasks_by_part(tasks: Sequence[portal.Task]) -> list[tuple[str, list[portal.Task]]]:
    """Give the tasks under what they are asked for: the whole, then each lot."""
    ordered = sorted(tasks, key=lambda one: one.lot)
    groups = groupby(ordered, key=lambda one: one.lot)
    return [(f"Questions for lot {lot}" if lot else "Questions", list(those)) for lot, those in groups]


def copy_of(page: portal.Page, questions: Iterable[portal.Asked], *, at: datetime) -> str:
    """Give the answers that can still be read, as text to keep; prices never can."""
    mine = page.mine
    lines = [f"{mine.title} ({mine.quote})", f"{mine.party} for {mine.authority}", f"Copied {moment(at)}", ""]
    for one in questions:
        lines += [f"{one.number}. {one.text}", *_answer(one), ""]
    return "\n".join(lines)


def _answer(one: portal.Asked) -> list[str]:
    files = [sent.name or "a file" for sent in one.sent if sent.is_file]
    if files:
        return [f"File: {name}" for name in files]
    if not one.sent:
        return ["Not answered."]
    if one.typed is None:
        return ["Sealed; it cannot be shown."]
    if one.typed.rows:
        return [" | ".join(one.listed), *(" | ".join(row) for row in one.typed.rows)]
    return ["Declared."] if one.typed.is_declared else [one.typed.text]

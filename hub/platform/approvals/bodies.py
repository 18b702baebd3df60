"""Lines of the scheme by which a body decides at a meeting: a later package says what its bodies have decided."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from hub.law.findings import Finding
from hub.platform.act_table import Act
from hub.platform.approvals.errors import NeedsApproval
from hub.platform.approvals.rules import Band

# Gives the numbers of those records that their body approved, as the newest decision of it says.
Approved = Callable[[str, Sequence[Any]], set[int]]

_asked: list[Approved] = []


def decided_by_bodies(asker: Approved) -> Approved:
    """Register who knows what bodies decided.

    :param asker: given the code of a body and records of one kind, it gives the numbers of those that it approved, in a
        fixed number of queries.
    """
    _asked.append(asker)
    return asker


def decides(band: Band) -> Finding:
    """Say that a body decides, and where its agenda is."""
    message = f"A body decides this ({band.label}). Put it on the agenda of its next meeting."
    return Finding("body_decides", message, band.source, cure="/meetings/")


def check(act: Act, stopped: Sequence[tuple[Any, Band]]) -> None:
    """Hold an act back until the body that the scheme names has approved each record.

    :raises NeedsApproval: for the first record that its body has not approved.
    """
    groups: dict[str, list[Any]] = {}
    for record, band in stopped:
        groups.setdefault(band.body, []).append(record)
    approved = {code: {pk for asker in _asked for pk in asker(code, records)} for code, records in groups.items()}
    for record, band in stopped:
        if record.pk not in approved[band.body]:
            raise NeedsApproval(act, decides(band))


def forget(asker: Approved) -> None:
    """Take a registration back; for tests that add one."""
    _asked.remove(asker)

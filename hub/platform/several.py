"""One act on several records that a person chose: those it is barred for are left, with the reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from hub.law.findings import Finding
from hub.platform.act_table import Act, Refused
from hub.platform.actors import Actor
from hub.platform.acts import check, perform_many

Bar = Callable[[Any], Iterable[Finding]]


@dataclass(frozen=True)
class Left:
    """A record that was left as it is, and every reason why."""

    record: Any
    findings: Sequence[Finding]

    @property
    def sentence(self) -> str:
        """Give the reasons as one line."""
        return " ".join(finding.message for finding in self.findings)


@dataclass(frozen=True)
class Several:
    """What became of several records."""

    done: list[Any] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)

    def __add__(self, other: Several) -> Several:
        """Put two parts of one choice together."""
        return Several(self.done + other.done, self.left + other.left)


def sort_out(act: Act, records: Iterable[Any], *, by: Actor, at: datetime, bar: Bar | None = None) -> Several:
    """Tell for which records an act is open and for which it is barred; nothing is changed.

    :param bar: what stands in the way beyond the act's own guards, such as a day that is too late for one of them.
    """
    found = Several()
    for record in records:
        findings: list[Finding] = []
        try:
            check(act, record, by=by, at=at)
        except Refused as refused:
            findings += refused.findings
        findings += bar(record) if bar and not findings else ()
        if findings:
            found.left.append(Left(record, findings))
        else:
            found.done.append(record)
    return found


def perform_several(
    act: Act,
    records: Sequence[Any],
    *,
    by: Actor,
    at: datetime,
    write: Callable[[list[Any]], object],
    bar: Bar | None = None,
    facts: Callable[[Any], dict[str, Any]] | None = None,
    text: str = "",
) -> Several:
    """Perform an act on those of several records that it is open for, in one transaction, with one event for each.

    The records are read anew under a lock: what somebody else took meanwhile is left, with the reason.
    """
    if not records:
        return Several()
    with transaction.atomic():
        rows = type(records[0])._base_manager.select_for_update().filter(pk__in=[record.pk for record in records])
        stored = {row.pk: row for row in rows.order_by("pk")}
        found = sort_out(act, [stored[one.pk] for one in records if one.pk in stored], by=by, at=at, bar=bar)
        perform_many(act, found.done, by=by, at=at, write=write, facts=facts, text=text)
    return found

"""Work out what the law asks of changed records, in bulk: new duties, moved dates, and what is no longer asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from hub.duty import acts, selectors
from hub.duty.asking import Asks, all_asks, asked_about, tables_in_force
from hub.duty.models import Duty
from hub.duty.rules import About, Asked
from hub.duty.terms import SETTLED, STANDING, State
from hub.platform.actors import SYSTEM
from hub.platform.acts import Recorded, after_act, perform_many
from hub.platform.clock import london
from hub.platform.numbering.services import take
from hub.platform.recorded import snapshot

SERIES = "DUT"
CHUNK = 1000
# What a change of the record may move. A duty that is settled keeps how it stands, and still tells the right day.
MOVED = (
    "label", "citation", "by", "before", "questions", "note", "trigger_on", "trigger", "known_on",
    "subject_reference", "subject_title", "subject_page", "department", "owner", "also", "status", "why", "version",
)  # fmt: skip


@after_act
def follow(roots: list[Recorded], at: datetime) -> None:
    """Work out anew what the law asks of the records that an act changed."""
    groups: dict[str, list[Recorded]] = defaultdict(list)
    for root in roots:
        made = asked_about(root.kind())
        if made is not None and made.follows_acts:
            groups[root.kind()].append(root)
    for kind, records in groups.items():
        made = asked_about(kind)
        assert made is not None
        rebuild(made, records, at=at)


def rebuild(asks: Asks, records: Sequence[Any], *, at: datetime) -> int:
    """Bring the duties of some records in step with their facts; gives how many duties changed.

    The number of queries depends on the batches, not on the records.
    """
    return sum(_rebuild(asks, records[start : start + CHUNK], at) for start in range(0, len(records), CHUNK))


def rebuild_of(kind: str, ids: Collection[int], *, at: datetime) -> int:
    """Bring the duties of some records of a kind in step, by their numbers."""
    made = asked_about(kind)
    if made is None:
        return 0
    return rebuild(made, list(made.model._base_manager.filter(pk__in=ids).order_by("pk")), at=at)


def rebuild_all(*, at: datetime) -> int:
    """Bring every duty in step: a row of a table of the law may have changed, and days have passed."""
    return sum(rebuild(made, batch, at=at) for made in all_asks() for batch in _batches(made, london(at).date()))


def _batches(asks: Asks, on: date) -> Iterator[list[Any]]:
    last = 0
    rows = asks.model._base_manager
    wanted = rows.filter(asks.rows(on)) | rows.filter(pk__in=selectors.standing_ids(asks.kind))
    while batch := list(wanted.filter(pk__gt=last).order_by("pk")[:CHUNK]):
        yield batch
        last = batch[-1].pk


def _rebuild(asks: Asks, records: Sequence[Any], at: datetime) -> int:
    on = london(at).date()
    concerned = [record for record in records if asks.concerns(record)]
    wanted = asks.find(concerned, tables_in_force(), on) if concerned else {}
    stored = selectors.stored(asks.kind, [record.pk for record in records])
    by_pk = {record.pk: record for record in records}
    new, moved = [], []
    for pk, asked in wanted.items():
        about = asks.about(by_pk[pk])
        for one in asked:
            known = stored.pop((pk, one.code, one.key), None)
            if known is None:
                new.append(_made(one, about, by_pk[pk], on))
            elif _is_moved(known, one, about, on):
                moved.append(known)
    over = [one for one in stored.values() if one.status in STANDING]
    _make(new, on, at)
    _move(moved, at)
    _withdraw(over, {pk: asks.gone(record) for pk, record in by_pk.items()}, at)
    return len(new) + len(moved) + len(over)


def _made(asked: Asked, about: About, record: Any, on: date) -> Duty:
    duty = Duty(
        authority_id=record.authority_id,
        subject_kind=record.kind(),
        subject_id=record.pk,
        code=asked.code,
        key=asked.key,
        known_on=on,
    )
    duty.status = _status(asked)
    _take_over(duty, asked, about)
    return duty


def _status(asked: Asked) -> State:
    return State.NEEDS_FACTS if asked.questions else State.OPEN


def _take_over(duty: Duty, asked: Asked, about: About) -> None:
    for name in ("label", "citation", "by", "before", "note", "trigger_on", "trigger"):
        setattr(duty, name, getattr(asked, name))
    duty.questions = [one.stored() for one in asked.questions]
    duty.subject_reference, duty.subject_title = about.reference, about.title
    duty.subject_page, duty.department = about.page, about.department
    duty.also_id = about.also_id
    if not duty.is_assigned:
        duty.owner_id = about.owner_id


def _is_moved(duty: Duty, asked: Asked, about: About, on: date) -> bool:
    """Take over what is asked now, and say whether that changed anything."""
    before = snapshot(duty)
    day = duty.by
    _take_over(duty, asked, about)
    if duty.by != day:
        duty.known_on = on
    if duty.status not in SETTLED:
        # What was withdrawn and is asked again comes back under its own reference.
        duty.why = ""
        duty.status = _status(asked)
    return snapshot(duty) != before


def _make(duties: list[Duty], on: date, at: datetime) -> None:
    by_authority: dict[int, list[Duty]] = defaultdict(list)
    for duty in duties:
        by_authority[duty.authority_id].append(duty)

    def write(rows: list[Duty]) -> None:
        for group in by_authority.values():
            numbers = take(SERIES, group[0].authority, year=on.year, count=len(group))
            for row, number in zip(group, numbers, strict=True):
                row.reference = number
        Duty.objects.bulk_create(rows, batch_size=500)

    perform_many(acts.MAKE, duties, by=SYSTEM, at=at, write=write)


def _move(duties: list[Duty], at: datetime) -> None:
    for duty in duties:
        duty.version += 1
    perform_many(
        acts.MOVE, duties, by=SYSTEM, at=at, write=lambda rows: Duty.objects.bulk_update(rows, MOVED, batch_size=200)
    )


def _withdraw(duties: Iterable[Duty], reasons: dict[int, str], at: datetime) -> None:
    by_reason: dict[str, list[Duty]] = defaultdict(list)
    for duty in duties:
        duty.why = reasons[duty.subject_id]
        duty.version += 1
        by_reason[duty.why].append(duty)
    for reason, group in by_reason.items():
        perform_many(
            acts.WITHDRAW,
            group,
            by=SYSTEM,
            at=at,
            write=lambda rows: Duty.objects.bulk_update(rows, ["status", "why", "version"], batch_size=200),
            text=reason,
        )

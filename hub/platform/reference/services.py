"""Add, end and load dated values. Values are never edited in place: a change is a new row from a date."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Max

from hub.law.findings import Finding
from hub.platform import clock
from hub.platform.act_table import bars
from hub.platform.actors import Actor, system_actor
from hub.platform.acts import Refused, create, perform, perform_many, together
from hub.platform.reference import acts, rules, selectors, statute
from hub.platform.reference.files import SetFile, Shipped, all_sets, law_sets
from hub.platform.reference.models import Entry
from hub.platform.tenancy.models import Authority
from hub.platform.tenancy.selectors import runs_the_hub

UPGRADED = "It came with a newer version of the Hub."
# check(code, data) names what is wrong with a value that somebody wants to add.
Check = Callable[[str, dict[str, Any]], Iterable[Finding]]
_checks: dict[str, Check] = {}


@dataclass(frozen=True)
class LawChanged:
    """Rows of one table of the law that began, ended or were corrected in one go.

    :param reason: why, in the words of whoever entered it.
    """

    table: SetFile
    rows: tuple[Entry, ...]
    reason: str
    by: Actor
    at: datetime


Follow = Callable[[LawChanged], object]
_followers: list[Follow] = []


def checks(name: str) -> Callable[[Check], Check]:
    """Register what looks at the values of a set before they are added; decorates the function that looks."""

    def register(check: Check) -> Check:
        _checks[name] = check
        return check

    return register


def follows_law(follow: Follow) -> Follow:
    """Register what a change of law sets going, in the same transaction; decorates the function that does it."""
    _followers.append(follow)
    return follow


def add(
    name: str,
    *,
    code: str,
    label: str,
    data: dict[str, Any],
    valid_from: date,
    authority: Authority,
    by: Actor,
    at: datetime,
    valid_to: date | None = None,
    source: str = "",
    reason: str = "",
    keeps_others: bool = False,
) -> Entry:
    """Add a value from a date; the authority's open value of the same code ends on that date.

    :param reason: why it changes; said of a table of the law, whose followers then hear of the change.
    :param keeps_others: whether the shared values of the other codes become the authority's own from the same day,
        where its own would else stand in the place of all of them.
    :raises Refused: for a past date or an overlap, naming the value in the way.
    """
    facts = {"label": label, "data": data, "valid_from": valid_from, "valid_to": valid_to, "source": source}
    entry = Entry(set=name, code=code, authority=authority, position=_place(name, code), **facts)
    existing = list(Entry.objects.filter(set=name, code=code, authority=authority))
    _refuse(entry, existing, reason=reason, at=at)
    others = selectors.in_the_place_of(name, authority=authority, on=valid_from, but=code)
    with create(acts.ADD, entry, by=by, at=at) as note:
        for row in existing:
            if row.valid_to is None and row.valid_from < valid_from:
                _end(row, valid_to=valid_from, by=by, at=at, reason="Replaced by a newer value")
        note.note(reason, set=name, code=code)
        entry.save()
        for row in others if keeps_others else ():
            _take_along(row, authority=authority, valid_from=valid_from, by=by, at=at)
        _tell(name, [entry], reason=reason, by=by, at=at)
    return entry


def _take_along(row: Entry, *, authority: Authority, valid_from: date, by: Actor, at: datetime) -> None:
    """Make a shared value an authority's own."""
    facts = {"label": row.label, "data": row.data, "position": row.position, "source": row.source}
    own = Entry(set=row.set, code=row.code, authority=authority, valid_from=valid_from, valid_to=row.valid_to, **facts)
    with create(acts.ADD, own, by=by, at=at) as note:
        note.note("Taken along with the first value of our own", set=row.set, code=row.code)
        own.save()


def _refuse(entry: Entry, existing: list[Entry], *, reason: str, at: datetime) -> None:
    """Refuse a value that lacks what a change of law needs, is in another's way, or fails its set's own check."""
    name, table = entry.set, law_sets().get(entry.set)
    if table is not None and (missing := bars_to_changing_law(table, entry, reason)):
        raise Refused(acts.ADD, missing)
    span = rules.Span(entry.valid_from, entry.valid_to)
    spans = [rules.Span(row.valid_from, row.valid_to) for row in existing]
    if table is not None:
        findings = rules.bars_to_stating(span, spans)
    else:
        findings = rules.bars_to_adding(span, spans, today=clock.london(at).date())
    findings += _checks[name](entry.code, entry.data) if name in _checks else []
    if findings:
        raise Refused(acts.ADD, findings)


def _place(name: str, code: str) -> int:
    """Give the place in a set: beside the values of the same code, else after all others."""
    rows = Entry.objects.filter(set=name)
    known = rows.filter(code=code).order_by("-valid_from").values_list("position", flat=True).first()
    return known if known is not None else (rows.aggregate(last=Max("position"))["last"] or 0) + 1


def bars_to_changing_law(table: SetFile, entry: Entry, reason: str) -> list[Finding]:
    """Refuse a change of law without source or reason, and one by an authority that does not keep the law."""
    found = []
    keeper = entry.authority if table.is_own(entry.code) else runs_the_hub()
    if keeper is not None and keeper != entry.authority:
        message = f"The law is the same for everybody, so {keeper.name}, which runs the Hub, keeps it. Ask them."
        found.append(Finding("not_keeper", message))
    if not entry.source.strip():
        found.append(Finding("source", "Enter where the change of law is published.", cure="source"))
    if not reason.strip():
        found.append(Finding("reason", "Enter what changes and why.", cure="reason"))
    return found


def end(entry: Entry, *, valid_to: date, by: Actor, at: datetime, reason: str) -> Entry:
    """End a value: ``valid_to`` is the first day on which it no longer holds."""
    with together():
        _end(entry, valid_to=valid_to, by=by, at=at, reason=reason)
        _tell(entry.set, [entry], reason=reason, by=by, at=at)
    return entry


def _end(entry: Entry, *, valid_to: date, by: Actor, at: datetime, reason: str) -> Entry:
    span, today = rules.Span(entry.valid_from, entry.valid_to), clock.london(at).date()
    with perform(acts.END, entry, by=by, at=at) as note:
        if found := rules.bars_to_ending(span, valid_to=valid_to, today=today, is_law=entry.set in law_sets()):
            raise Refused(acts.END, found)
        entry.valid_to = valid_to
        entry.save(update_fields=["valid_to"])
        note.note(reason)
    return entry


@bars(acts.TAKE_BACK)
def _may_take_back(entry: Entry, by: Actor, at: datetime) -> list[Finding]:
    span = rules.Span(entry.valid_from, entry.valid_to)
    return rules.bars_to_taking_back(span, today=clock.london(at).date(), is_law=entry.set in law_sets())


def take_back(entry: Entry, *, by: Actor, at: datetime, reason: str) -> Entry:
    """Take back a value that has not begun; the one that it would have ended holds on.

    Nothing was decided by it, so its row goes; the event keeps what it said.

    :raises Refused: when it holds already or is a row of the law.
    """
    told = {"value": [{"code": entry.code, "data": entry.data, "from": entry.valid_from.isoformat()}, None]}
    same = Entry.objects.filter(set=entry.set, code=entry.code, authority=entry.authority)
    with together():
        perform_many(
            acts.TAKE_BACK, [entry], by=by, at=at, text=reason, changes=lambda row: told,
            write=lambda rows: Entry.objects.filter(pk__in=[row.pk for row in rows]).delete(),
        )  # fmt: skip
        for before in same.filter(valid_to=entry.valid_from):
            with perform(acts.HOLD_ON, before, by=by, at=at) as note:
                before.valid_to = None
                before.save(update_fields=["valid_to"])
                note.note(reason)
    return entry


def _tell(name: str, rows: list[Entry], *, reason: str, by: Actor, at: datetime) -> None:
    """Tell the followers of the law, where it is the law that changed."""
    statute.ask_again()
    table = law_sets().get(name)
    if table is not None and rows:
        for follow in _followers:
            follow(LawChanged(table, tuple(rows), reason, by, at))


def load_all(*, at: datetime) -> dict[str, int]:
    """Bring every shipped set into the database; loading twice changes nothing.

    :returns: how many values each set gained or had corrected.
    """
    return {name: load(one, at=at) for name, one in all_sets().items()}


def load(one: SetFile, *, at: datetime) -> int:
    """Bring one shipped set into the database. Values that people added are left alone."""
    stored = {(row.code, row.valid_from): row for row in Entry.objects.filter(set=one.name, authority__isnull=True)}
    new: list[Entry] = []
    changed: list[Entry] = []
    told: list[Entry] = []
    for position, shipped in enumerate(one.entries):
        row = stored.get((shipped.code, shipped.valid_from))
        if row is None:
            new.append(Entry(set=one.name, authority=None, **_fields(shipped, position)))
        elif _differs(row, shipped, position):
            changed.append(row)
            told += [row] if row.data != shipped.data else []
            for field, value in _fields(shipped, position).items():
                setattr(row, field, value)
    by = system_actor()
    names = ["label", "data", "position", "valid_to", "source"]
    with together():
        perform_many(acts.LOAD, new, by=by, at=at, write=Entry.objects.bulk_create)
        perform_many(acts.CORRECT, changed, by=by, at=at, write=lambda rows: Entry.objects.bulk_update(rows, names))
        # A table that comes in for the first time is the law as it stands; a row that comes later is a change of it.
        _tell(one.name, [*new, *told] if stored else [], reason=UPGRADED, by=by, at=at)
    return len(new) + len(changed)


def _fields(shipped: Shipped, position: int) -> dict[str, Any]:
    return {
        "code": shipped.code,
        "label": shipped.label,
        "data": shipped.data,
        "position": position,
        "valid_from": shipped.valid_from,
        "valid_to": shipped.valid_to,
        "source": shipped.source,
    }


def _differs(row: Entry, shipped: Shipped, position: int) -> bool:
    return any(getattr(row, field) != value for field, value in _fields(shipped, position).items())

"""The usual measure: how many of some records meet a condition, at any date, with a filter for those that do not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q, Sum

from hub.platform import clock
from hub.platform.indicators import conditions, declare, history, related
from hub.platform.indicators.declare import Failing, Failures, Indicator, Reading

Condition = Callable[[datetime], Q]
# What a list behind a figure keeps: what fails the measure, what meets it, or everything that is measured.
FAILS, MEETS, MEASURED = "fails", "meets", "measured"
NOTHING = Decimal(0)


@dataclass(frozen=True)
class RecordShare:
    """A share of the records of one kind.

    :param model: a root record with an authority.
    :param counted: the condition of what is measured at a moment.
    :param holds: the condition that those should meet.
    :param register: the address of the register that has a ``MeasureFilter``.
    :param settle: works out again what is derived, after a record was taken back to an earlier day.
    :param mend: the address where one failing record is mended.
    :param why: says in words what is wrong with one failing record, as it stands today; nothing unless given.
    :param counts_faults: whether the share is of what should not be, such as gates after the event: then what meets the
        condition is what is to be mended, and is listed as that.
    :param weight: a field of pounds; the share is then one of pounds, and a record without a sum weighs nothing.
    """

    key: str
    model: type[Any]
    counted: Condition
    holds: Condition
    register: str
    settle: history.Settle | None = None
    mend: Callable[[Any], str] = lambda record: str(record.get_absolute_url())
    weight: str = ""
    counts_faults: bool = False
    why: Callable[[Any], str] = lambda record: ""

    def measure(self, authorities: Sequence[int], at: datetime) -> Reading:
        """Count at a moment: in the database what has not changed since, in memory what has."""
        address = self.address(at)
        meets, every = self.address(at, MEETS), self.address(at, MEASURED)
        if history.is_past(at):
            first = history.begins(self.model, authorities)
            if first is None or first > at:
                from_day = clock.london(first).date() if first else None
                return Reading(0, 0, address, reason=self._not_yet(first), known_from=from_day)
        counted, holds = self.counted(at), self.holds(at)
        stood = related.stood_at(self.model, authorities, at, counted & holds, settle=self.settle)
        found = stood.unchanged.aggregate(
            all=Count("pk", filter=counted), good=Count("pk", filter=counted & holds), **self._pounds(counted, holds)
        )
        measured, good = self._then(stood, counted, holds)
        if not self.weight:
            return Reading(
                found["good"] + len(good), found["all"] + len(measured), address, holding=meets, measured=every,
                is_of_faults=self.counts_faults,
            )  # fmt: skip
        part = (found["good_pounds"] or NOTHING) + self._weighed(good)
        whole = (found["all_pounds"] or NOTHING) + self._weighed(measured)
        return Reading(part, whole, address, cases=found["all"] + len(measured), is_money=True,
                       holding=meets, measured=every)  # fmt: skip

    def _pounds(self, counted: Q, holds: Q) -> dict[str, Any]:
        if not self.weight:
            return {}
        return {
            "all_pounds": Sum(self.weight, filter=counted),
            "good_pounds": Sum(self.weight, filter=counted & holds),
        }

    def _weighed(self, records: Sequence[Any]) -> Decimal:
        return sum((getattr(one, self.weight) or NOTHING for one in records), NOTHING)

    def failing(self, authorities: Sequence[int], at: datetime) -> Q:
        """Give the condition that keeps exactly the records that fail at a moment."""
        return self.kept(FAILS, authorities, at)

    def kept(self, which: str, authorities: Sequence[int], at: datetime) -> Q:
        """Give the condition that keeps exactly the records that a figure of a moment counts.

        :param which: ``fails``, ``meets`` or ``measured``.
        """
        if self.counts_faults:
            which = {FAILS: MEETS, MEETS: FAILS}.get(which, which)
        counted, holds = self.counted(at), self.holds(at)
        stood = related.stood_at(self.model, authorities, at, counted & holds, settle=self.settle)
        measured, good = ({one.pk for one in some} for some in self._then(stood, counted, holds))
        then = {MEETS: good, FAILS: measured - good, MEASURED: measured}
        now = {MEETS: holds, FAILS: ~holds, MEASURED: Q()}
        found = Q(authority__in=list(authorities)) & counted & now[which]
        if stood.apart is not None:
            found = (found & ~stood.apart) | Q(pk__in=sorted(then[which]))
        return found

    def fails(self, authorities: Sequence[int], at: datetime, most: int) -> Failures:
        """Give the first of the records that fail."""
        rows = self.model._base_manager.filter(self.failing(authorities, at)).order_by("pk")
        # What is wrong today need not be what was wrong on an earlier day.
        is_now = not history.is_past(at)
        shown = [Failing(str(one), self.mend(one), self.why(one) if is_now else "") for one in rows[:most]]
        return Failures(rows.count(), shown)

    def address(self, at: datetime, which: str = FAILS) -> str:
        """Give the address of the register of what a figure counts, as at a day that is past when it is."""
        on = clock.london(at).date()
        is_past = on < clock.london(clock.now()).date()
        return f"{self.register}?{urlencode({which: f'{self.key}~{on.isoformat()}' if is_past else self.key})}"

    def _then(self, stood: related.Stood, counted: Q, holds: Q) -> tuple[list[Any], list[Any]]:
        """Give the records judged in memory that were measured, and those of them that met the condition."""
        answers: conditions.Answers = {}
        measured = stood.met(counted, answers)
        known = [one for one in measured if one.pk not in stood.lost]
        return measured, [one for one in known if conditions.holds(holds, one, answers)]

    def _not_yet(self, first: datetime | None) -> str:
        name = self.model._meta.verbose_name_plural
        if first is None:
            return f"The Hub holds no {name} yet."
        return f"The Hub knows nothing of {name} before {clock.london(first).date():%-d %B %Y}."


_shares: dict[str, RecordShare] = {}


def share_of(
    key: str,
    *,
    label: str,
    formula: str,
    of: type[Any],
    counted: Condition,
    holds: Condition,
    register: str,
    **more: Any,
) -> Indicator:
    """Declare a share of records.

    :param of: the kind of record, a root with an authority.
    :param counted: gives the condition of what is measured at a moment.
    :param holds: gives the condition that those should meet.
    :param register: the address of the register that lists them.
    :param more: ``settle``, ``mend``, ``why``, ``weight`` and ``counts_faults`` of ``RecordShare``.
    """
    share = RecordShare(key, of, counted, holds, register, **more)
    made = declare.add(Indicator(key, label, formula, share.measure, fails=share.fails))
    # Only now: one that is refused must not take the place of the other in the registers' filters.
    _shares[key] = share
    return made


def shares_of(model: type[Any]) -> dict[str, RecordShare]:
    """Give the declared shares of one kind of record by key."""
    return {key: share for key, share in _shares.items() if share.model is model}


def forget(key: str) -> None:
    """Take a declaration away again; for tests that add one."""
    _shares.pop(key, None)
    declare.forget(key)

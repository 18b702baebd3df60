"""Say where a contract stands that a list brings: what its status says, else what its dates say.

A list that says "Terminated" is believed although its dates would make the contract live; so is one that says "Draft".
Words that mean no status of the Hub leave it to the dates, and the load says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from hub.contract import rules
from hub.contract.models import Contract
from hub.contract.reading import ContractRow
from hub.contract.reading.row import (
    CANCELLED,
    COMPETING,
    ENDED,
    EXPIRED,
    LIVE,
    OCDS,
    PLANNED,
    SPREADSHEET,
    SUSPENDED,
    UNKNOWN,
)
from hub.contract.terms import OVER, RUNNING, State
from hub.platform.tabular.results import shown
from hub.platform.words import date_short, plural

ASKED = "Write Draft, Live, On hold, Expired or Terminated"
UNKNOWN_STATUS = f"The status “{{status}}” is none that the Hub knows, so the dates decide. {ASKED} to say it yourself."
BECOMES = "Status “{status}”: {rows} {become} {state}."
BY_DATES = f"Status “{{status}}”: {{rows}}. The Hub does not know this status, so the dates decide. {ASKED} instead."
FROM_DATES = "what the dates say"
CANCELLED_IS = (
    "The list says “{status}”, so this is kept as a draft entry. If the contract had begun, write Terminated instead."
)
NO_DAY = (
    "The list says “{status}” but not since when, so it ended on the day of this load, {day}. "
    "Add a column “Date ended” to say the day."
)
AT_ITS_END = "The list says “{status}”, so it ended on its end date, {day}."
IN_FORCE = "The list says “{status}”, but the Hub has {reference} as {state}, and that was left. Change it on its page."
NOTICE_ENDS = "The notice says that the contract is over, so it ended on {day}. Correct the day if it is another."
PAST_END = "The list says “{status}”, but the contract's end date, {day}, is past, so it is expired."
_STATES = {
    PLANNED: State.DRAFT,
    COMPETING: State.DRAFT,
    CANCELLED: State.DRAFT,
    SUSPENDED: State.SUSPENDED,
    ENDED: State.ENDED,
    EXPIRED: State.EXPIRED,
}


def stands(row: ContractRow, *, on: date, remarks: list[str]) -> tuple[str, date | None, set[str]]:
    """Say where a row's contract stands.

    :param on: the day of the load.
    :returns: its state, "" when its dates decide; the day on which it ended; and which of the two is only assumed.
    """
    if row.is_draft_entry:
        return State.DRAFT, None, set()
    if row.status_hint == CANCELLED:
        remarks.append(CANCELLED_IS.format(status=shown(row.status_text or "cancelled")))
        return State.DRAFT, None, set()
    if row.source_kind != SPREADSHEET:
        return "", _of_notice(row, on=on, remarks=remarks), set()
    if row.status_hint == UNKNOWN:
        remarks.append(UNKNOWN_STATUS.format(status=shown(row.status_text)))
    state = _STATES.get(row.status_hint, "")
    if state in OVER or (row.ended_on is not None and row.ended_on <= on):
        return _over(row, on=on, remarks=remarks)
    if state == State.SUSPENDED and row.ends_on is not None and row.ends_on < on:
        remarks.append(PAST_END.format(status=shown(row.status_text), day=date_short(row.ends_on)))
        return "", None, set()
    return state, row.ended_on, set()


def _over(row: ContractRow, *, on: date, remarks: list[str]) -> tuple[str, date | None, set[str]]:
    """Find the day on which a contract ended: what a column says, else its end date, else the day of the load."""
    if row.ended_on is not None and row.ended_on <= on:
        return State.ENDED, row.ended_on, set()
    is_past = row.ends_on is not None and row.ends_on <= on
    if row.status_hint == EXPIRED and row.ends_on is not None and row.ends_on < on:
        return State.EXPIRED, None, set()
    if is_past and row.ends_on is not None:
        remarks.append(AT_ITS_END.format(status=shown(row.status_text), day=date_short(row.ends_on)))
        return State.ENDED, row.ends_on, {"ended_on"}
    remarks.append(NO_DAY.format(status=shown(row.status_text), day=date_short(on)))
    return State.ENDED, on, {"ended_on"}


def _of_notice(row: ContractRow, *, on: date, remarks: list[str]) -> date | None:
    """Give the day on which a contract ended of which its notice says that it is over: its end, or the notice's day."""
    if row.source_kind != OCDS or row.status_hint != ENDED:
        return None
    days = [row.ended_on, row.ends_on, date.fromisoformat(row.said_at[:10]) if row.said_at else None, on]
    day = next(day for day in days if day is not None and day <= on)
    remarks.append(NOTICE_ENDS.format(day=date_short(day)))
    return day


def changed(contract: Contract, row: ContractRow, state: str, said: Mapping[str, Any], *, on: date) -> tuple[str, str]:
    """Say what a list's status changes of a contract that is known.

    :param state: what ``stands`` gave.
    :param said: the fields that the row says.
    :param on: the day of the load.

    :returns: the state that it gets, "" when it keeps its own; and a remark, or "".
    """
    now = State(contract.status)
    if row.source_kind != SPREADSHEET or not row.status_hint:
        return "", ""
    if row.status_hint == LIVE and now == State.DRAFT:
        facts = {name: value for name, value in said.items() if name in rules.FACT_NAMES}
        return str(rules.state_on(replace(contract.facts(), **facts), on=on)), ""
    if not state:
        return "", ""
    if state == now:
        return now, ""
    if state == State.DRAFT and now != State.DRAFT:
        words = {"status": shown(row.status_text), "reference": contract.reference, "state": now.label.lower()}
        return "", IN_FORCE.format(**words) if now in RUNNING else ""
    # An officer's end or expiry stands; a list says only what is over and what rests.
    return (state, "") if now in {State.DRAFT, State.LIVE, State.SUSPENDED} else ("", "")


def done_by_list(contract: Contract, fields: Mapping[str, Any], state: str) -> dict[str, str]:
    """Give which of ``rules.LISTED`` a list would do to a contract, and the field that says so.

    :param fields: what would change, by name.
    :param state: what the list says that it becomes, or "".
    """
    does = {}
    if state == State.ENDED and state != contract.status:
        does["end"] = "status"
    elif fields.get("ended_on", contract.ended_on) != contract.ended_on:
        does["end"] = "ended_on"
    if state == State.SUSPENDED and state != contract.status:
        does["suspend"] = "status"
    for duty in ("owner", "manager"):
        held = getattr(contract, f"{duty}_id")
        if held is not None and fields.get(f"{duty}_id", held) != held:
            does["transfer"] = duty
    return does


class Statuses:
    """Counts what each status of a list becomes, for the preview and the result."""

    def __init__(self) -> None:
        self._met: Counter[tuple[str, str, Any]] = Counter()

    def meet(self, row: ContractRow, state: str) -> None:
        """Count one row."""
        if row.status_text and row.source_kind == SPREADSHEET:
            self._met[row.status_text, row.status_hint, state] += 1

    def notes(self) -> list[str]:
        """Say what each status became, the commonest first."""
        found = []
        for (status, hint, state), count in self._met.most_common(30):
            rows = plural(count, "row")
            if hint == UNKNOWN:
                found.append(BY_DATES.format(status=shown(status), rows=rows))
                continue
            name = State(state).label.lower() if state else FROM_DATES
            become = "becomes" if count == 1 else "become"
            found.append(BECOMES.format(status=shown(status), rows=rows, become=become, state=name))
        return found

"""What people say of single lines: to which contract one belongs. It holds for the row of the file for good."""

from __future__ import annotations

from datetime import datetime

from hub.contract.models import Contract
from hub.law.findings import Finding
from hub.platform.act_table import Refused
from hub.platform.actors import Actor
from hub.platform.acts import create, perform
from hub.spend import acts
from hub.spend.models import LineContract, Load
from hub.spend.selectors.lines import line_of
from hub.spend.selectors.saying import NO_CONTRACT


def assign(
    load: Load,
    row: int,
    *,
    contract: Contract | None,
    reason: str,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> LineContract:
    """Say to which contract a line belongs, or that it belongs to none.

    :param row: number of the row in the file, as a spreadsheet numbers it.
    :param version: of what was said of the line before, as the person saw it.
    :raises Refused: when there is no such line, or the contract is not one of the line's authority that binds it.
    """
    _must_fit(load, row, contract)
    known = LineContract.objects.filter(authority=load.authority_id, file=load.sha256, row=row).first()
    if known is None:
        known = LineContract(
            authority=load.authority, load=load, file=load.sha256, row=row, contract=contract, reason=reason, said_at=at
        )
        with create(acts.ASSIGN, known, by=by, at=at) as entry:
            entry.note(reason)
        return known
    with perform(acts.ASSIGN, known, by=by, at=at, version=version) as entry:
        known.contract, known.reason, known.is_standing, known.said_at = contract, reason, True, at
        entry.note(reason)
    return known


def release(known: LineContract, *, reason: str, by: Actor, at: datetime, version: int | None = None) -> LineContract:
    """Take back what was said of a line: it belongs again where it would by itself.

    :raises Refused: when it was taken back already.
    """
    with perform(acts.RELEASE, known, by=by, at=at, version=version) as entry:
        if not known.is_standing:
            raise Refused(acts.RELEASE, [Finding("taken_back", "What was said of this line was taken back already.")])
        known.is_standing, known.said_at = False, at
        entry.note(reason)
    return known


def _must_fit(load: Load, row: int, contract: Contract | None) -> None:
    if line_of(load, row) is None:
        raise Refused(acts.ASSIGN, [Finding("no_line", f"There is no line in row {row:,} of {load.file_name}.")])
    if contract is None:
        return
    if contract.authority_id != load.authority_id:
        said = f"{contract.reference} is not a contract of {load.authority.name}. Choose one of its own."
        raise Refused(acts.ASSIGN, [Finding("not_ours", said)])
    if contract.status in NO_CONTRACT:
        said = f"{contract.reference} is {contract.get_status_display().lower()}, so no payment can belong to it."
        raise Refused(acts.ASSIGN, [Finding("binds_nobody", said)])

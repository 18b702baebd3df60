"""The facts of a contract in the law's words, and how what the law asks is put together from a rule's answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from hub.contract.terms import ContractKind as Agreement
from hub.contract.terms import Nature, Regime, Route, State
from hub.duty.rules import NOTHING_SETTLED, Asked, Question, Settled
from hub.duty.terms import publish
from hub.law.findings import Finding, Severity
from hub.law.modification_grounds import ModificationGround
from hub.law.terms import ContractKind, NoticeType, Procedure

PROCEDURES = {
    Route.OPEN: Procedure.OPEN,
    Route.FLEXIBLE: Procedure.COMPETITIVE_FLEXIBLE,
    Route.CALL_OFF: Procedure.CALL_OFF,
    Route.DYNAMIC_MARKET: Procedure.DYNAMIC_MARKET,
    Route.DIRECT: Procedure.DIRECT_AWARD,
}
KINDS = {
    Nature.GOODS: ContractKind.GOODS,
    Nature.SERVICES: ContractKind.SERVICES,
    Nature.WORKS: ContractKind.WORKS,
}
SIGNING = "the contract is signed"
SIGNED = "the contract was signed"


@dataclass(frozen=True)
class Change:
    """A change to a contract: which, from when it counts, by how many days it moved the end, and on which ground.

    What the contract itself provides for, such as an extension option, is ground P1. Its value is part of the estimate
    on award (PA 2023 s.4), so it moves the value by nothing.

    :param value_delta_inc_vat: by how many pounds it moved the value, VAT included; less than nothing if it fell.
    """

    pk: int | str
    decided_on: date
    ended_before: date | None
    days: int
    ground: ModificationGround = ModificationGround.P1
    value_delta_inc_vat: Decimal = Decimal(0)
    value_delta_ex_vat: Decimal = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class Lawful:
    """What of a contract decides what the law asks; a field that is empty is not known."""

    page: str = "/contracts/CON-0/"
    status: str = State.LIVE
    agreement_kind: str = Agreement.CONTRACT
    regime: str = Regime.ACT_2023
    route: str = Route.OPEN
    nature: str = Nature.SERVICES
    main_cpv: str = ""
    value_ex_vat: Decimal | None = None
    value_inc_vat: Decimal | None = None
    awarded_on: date | None = None
    signed_on: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    ended_on: date | None = None
    ground: str = ""
    # The last day of the longest term as awarded, every extension option counted.
    awarded_until: date | None = None
    # In the order in which they were made.
    changes: tuple[Change, ...] = field(default=())
    settled: Settled = NOTHING_SETTLED

    @property
    def over_on(self) -> date | None:
        """Give the day on which the contract ended, in whatever way."""
        if self.status == State.ENDED:
            return self.ended_on
        return self.ends_on if self.status == State.EXPIRED else None


def after_signing(given: Lawful, notice: NoticeType, by: date | None, citation: str, *, note: str = "") -> Asked:
    """Ask for a notice that follows the signature.

    :param by: its last day, as a rule of the law gave it.
    """
    return Asked(
        code=notice,
        label=publish(notice),
        citation=citation,
        by=by,
        trigger_on=given.signed_on,
        trigger=SIGNED,
        note=note,
    )


def before(
    notice: NoticeType, event_on: date | None, citation: str, event: str, *, key: str = "", note: str = ""
) -> Asked:
    """Ask for a notice for which an event has to wait: the day of that event ends the time for it."""
    return Asked(code=notice, key=key, label=publish(notice), citation=citation, by=event_on, before=event, note=note)


def needs(notice: NoticeType, citation: str, missing: list[Question], *, key: str = "") -> Asked:
    """Ask for the facts without which nobody can say by when a notice is due."""
    return Asked(code=notice, key=key, label=publish(notice), citation=citation, questions=tuple(missing))


def thoughts(findings: Iterable[Finding]) -> str:
    """Give what a rule warns of or holds to be not allowed, as sentences with their sections."""
    said = (one for one in findings if one.severity in (Severity.WARN, Severity.BLOCK))
    return " ".join(f"{one.message} ({one.citation})" if one.citation else one.message for one in said)


def joined(*sentences: str) -> str:
    """Put the parts of a note together; empty ones are left out."""
    return " ".join(filter(None, sentences))

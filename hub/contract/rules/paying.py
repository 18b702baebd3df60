"""What the law asks of paying under a contract: the days for an invoice, and the notices that count it in."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hub.contract.rules.lawful import PROCEDURES, Lawful
from hub.contract.terms import ContractKind as Agreement
from hub.contract.terms import Regime, Route, State
from hub.duty.rules import Paying
from hub.law.notice_events import Events, NoticesFacts
from hub.law.notices import notices
from hub.law.payments_terms import PaidUnder
from hub.law.start import act_began
from hub.law.tables import Tables
from hub.law.terms import Duty as Needed
from hub.law.terms import Procedure
from hub.law.terms import Regime as Law

TABLE = "contract_duties"
UNDER = {Regime.ACT_2023: PaidUnder.PUBLIC, Regime.BELOW_THRESHOLD: PaidUnder.BELOW_THRESHOLD}


def paying(given: Lawful, tables: Tables) -> Paying | None:
    """Say within how many days an invoice is paid, and which notices of the authority count its payments in.

    :returns: None for a contract that is not under the Act, a grant, or an entry that left the register.
    """
    regime = Regime(given.regime) if given.regime else None
    if regime not in UNDER or given.status == State.WITHDRAWN or given.agreement_kind == Agreement.GRANT:
        return None
    row = tables.row(TABLE, f"invoice_{UNDER[regime]}", on=max(given.signed_on or date.min, act_began(tables)))
    term = (
        f"Each valid invoice that is not disputed is paid within {row.days} days of the day on which it is received "
        "or, if later, falls due. The law makes this a term of the contract, unless it is a concession or a school’s."
    )
    return Paying(term=term, citation=row.data["citation"], codes=_published(given, tables))


def _published(given: Lawful, tables: Tables) -> frozenset[str]:
    """Give the codes of the notices that have to be published; below the threshold the Act asks for none on payments.

    Neither the value nor the route of a public contract decides about these, so unknown ones do not matter.
    """
    if given.regime != Regime.ACT_2023:
        return frozenset()
    over = given.over_on if given.signed_on else None
    events = Events(award_decided_on=given.awarded_on, entered_on=given.signed_on, ended_on=over)
    facts = NoticesFacts(
        regime=Law.PA23,
        procedure=PROCEDURES.get(Route(given.route), Procedure.OPEN) if given.route else Procedure.OPEN,
        covered=True,
        light_touch=False,
        value_inc_vat=given.value_inc_vat or Decimal(0),
        market_engaged=False,
        events=events,
    )
    answer = notices(facts, tables=tables)
    if answer.result is None:
        return frozenset()
    return frozenset(str(one.notice) for one in answer.result.notices if one.duty == Needed.MUST)

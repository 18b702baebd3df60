"""Which contracts a change of law touches, for the law desk to show to those who review it."""

from __future__ import annotations

from datetime import date
from typing import Any

from hub.contract.models import Contract
from hub.contract.selectors import law
from hub.contract.terms import Regime, State
from hub.lawdesk.touching import Changed, Line, Touch, touches
from hub.platform.actors import Actor
from hub.platform.words import date_long

NOUN = ("contract", "contracts")
# Tables from which the dates of a contract's duties are counted, by the law the contract was let under.
DUTIES = frozenset({"contract_duties", "law_figures", "kpi_ratings", "payment_notices", "notice_types", "duty_periods"})


def line(contract: Contract) -> Line:
    """Give a contract as the list shows it."""
    until = f"until {date_long(contract.ends_on)}" if contract.ends_on else "without an end date"
    said = "in draft" if contract.status == State.DRAFT else f"{contract.get_status_display().lower()}, {until}"
    return Line(contract.title, contract.get_absolute_url(), contract.reference, said)


def of_kinds(changed: Changed, actor: Actor, on: date) -> Any:
    """Give the contracts of the kinds whose threshold changed."""
    regime = Regime.PCR_2015 if changed.table == "pcr15_thresholds" else Regime.ACT_2023
    return law.of_kinds(actor, changed.codes, regime)


def with_duties(changed: Changed, actor: Actor, on: date) -> Any:
    """Give the contracts whose duties go on after the change."""
    return law.not_ended(actor, Regime.ACT_2023, after=changed.first_day)


def that_may_change(changed: Changed, actor: Actor, on: date) -> Any:
    """Give the contracts that may still be changed on the grounds that changed, by the law they were let under."""
    old = any(code.startswith("PCR15") for code in changed.codes)
    return law.not_ended(actor, Regime.PCR_2015 if old else Regime.ACT_2023, after=changed.first_day)


def before_signature(changed: Changed, actor: Actor, on: date) -> Any:
    """Give the contracts for which standstill and tendering periods still run or are still to come."""
    return law.drafts(actor)


touches(
    Touch(
        name="contract.kinds",
        noun=NOUN,
        tables=frozenset({"thresholds", "pcr15_thresholds"}),
        records=of_kinds,
        why=lambda changed: (
            "They are in draft or in force and of a kind whose threshold changed. The threshold of the day on which a "
            "procurement commenced goes on counting: look at those that commence on or after "
            f"{date_long(changed.first_day)}, and at what follows the others."
        ),
        line=line,
    )
)
touches(
    Touch(
        name="contract.duties",
        noun=NOUN,
        tables=DUTIES,
        records=with_duties,
        why=lambda changed: (
            f"They have not ended by {date_long(changed.first_day)}, so the days by which something is due after that "
            "may differ."
        ),
        line=line,
    )
)
touches(
    Touch(
        name="contract.changes",
        noun=NOUN,
        tables=frozenset({"modification_grounds"}),
        records=that_may_change,
        why=lambda changed: f"A change made to them on or after {date_long(changed.first_day)} is judged anew.",
        line=line,
    )
)
touches(
    Touch(
        name="contract.drafts",
        noun=NOUN,
        tables=frozenset({"bank_holidays", "bank_holiday_patterns", "law_periods"}),
        records=before_signature,
        why=lambda changed: (
            "They are not in force yet: a period that runs over "
            f"{date_long(changed.first_day)} is counted anew. Look again at standstill and at dates that were promised."
        ),
        line=line,
    )
)

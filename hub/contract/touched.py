"""Which contracts a change of law touches, for the law desk to show to those who review it."""

from __future__ import annotations

from datetime import date
from typing import Any

from hub.contract.models import Contract
from hub.contract.selectors import law
from hub.contract.terms import Regime, State
from hub.duty import selectors as duties
from hub.duty.models import Duty
from hub.lawdesk.touching import Changed, Line, Touch, touches
from hub.platform.actors import Actor
from hub.platform.words import date_long

NOUN = ("contract", "contracts")
# Tables from which the dates of a contract's duties are counted, by the law the contract was let under.
DUTIES = frozenset(
    {"contract_duties", "law_figures", "kpi_ratings", "notice_types", "duty_periods", "legacy_duties", "legacy_markets"}
)
OLD = frozenset({"pcr15_thresholds", "legacy_duties", "legacy_markets"})
# Tables on which the way to a signature stands: its periods, notices, conditions, checks and what suppliers must tell.
BEFORE_SIGNATURE = frozenset(
    {
        "assessment_summaries",
        "bank_holiday_patterns",
        "bank_holidays",
        "conflict_notices",
        "connected_person_fields",
        "direct_award_grounds",
        "dynamic_market_duties",
        "exclusion_checks",
        "exclusion_grounds",
        "exempted_contracts",
        "law_periods",
        "notice_sequences",
        "participation_limits",
        "regime_savings",
        "scope_periods",
        "supplier_information",
        "valuation_parts",
    }
)
# What the authority publishes for itself; its standing duties are worked out anew by the daily work.
OF_THE_AUTHORITY = frozenset({"payment_notices", "pipeline_notice", "notice_types", "law_figures"})


def line(contract: Contract) -> Line:
    """Give a contract as the list shows it."""
    until = f"until {date_long(contract.ends_on)}" if contract.ends_on else "without an end date"
    said = "in draft" if contract.status == State.DRAFT else f"{contract.get_status_display().lower()}, {until}"
    return Line(contract.title, contract.get_absolute_url(), contract.reference, said)


def of_kinds(changed: Changed, actor: Actor, on: date) -> Any:
    """Give the contracts of the kinds whose threshold changed."""
    return law.of_kinds(actor, changed.codes, _law_of(changed))


def with_duties(changed: Changed, actor: Actor, on: date) -> Any:
    """Give the contracts whose duties go on after the change."""
    return law.not_ended(actor, _law_of(changed), after=changed.first_day)


def _law_of(changed: Changed) -> Regime:
    return Regime.PCR_2015 if changed.table in OLD else Regime.ACT_2023


def light_touch(changed: Changed, actor: Actor, on: date) -> Any:
    """Give the contracts that are, or may be, for the light touch services of the codes that changed."""
    cpvs = changed.codes if changed.table == "light_touch_cpv" else ()
    return law.of_services(actor, cpvs, after=changed.first_day)


def frameworks(changed: Changed, actor: Actor, on: date) -> Any:
    """Give the frameworks whose term may be counted anew."""
    return law.frameworks(actor, after=changed.first_day)


def framework_drafts(changed: Changed, actor: Actor, on: date) -> Any:
    """Give the frameworks whose terms may still be written anew."""
    return law.framework_drafts(actor)


def listed(changed: Changed, actor: Actor, on: date) -> Any:
    """Give the contracts that are published in the register."""
    return law.listed(actor, after=changed.first_day)


def kept(changed: Changed, actor: Actor, on: date) -> Any:
    """Give the contracts that are over, whose papers are kept."""
    return law.over(actor)


def of_the_authority(changed: Changed, actor: Actor, on: date) -> Any:
    """Give the duties of authorities themselves that are to be met."""
    return duties.of_authorities(actor)


def duty_line(duty: Duty) -> Line:
    """Give a duty as the list shows it."""
    return Line(duty.label, duty.get_absolute_url(), duty.reference, f"due on {date_long(duty.by)}" if duty.by else "")


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
        tables=BEFORE_SIGNATURE,
        records=before_signature,
        why=lambda changed: (
            "They are not in force yet: a period that runs over "
            f"{date_long(changed.first_day)} is counted anew, and a notice, a check or a condition after that day "
            "follows the new row. Look again at standstill and at dates that were promised."
        ),
        line=line,
    )
)
touches(
    Touch(
        name="contract.light_touch",
        noun=NOUN,
        tables=frozenset({"light_touch_cpv", "light_touch_effects"}),
        records=light_touch,
        why=lambda changed: (
            "They are for services with one of the codes that changed, or with none recorded: from "
            f"{date_long(changed.first_day)} they may be light touch, or no longer, and other days and notices count."
        ),
        line=line,
    )
)
touches(
    Touch(
        name="contract.frameworks",
        noun=("framework", "frameworks"),
        tables=frozenset({"scope_periods", "legacy_markets"}),
        records=frameworks,
        why=lambda changed: (
            f"They have not ended by {date_long(changed.first_day)}: how long they may run, and by when they are "
            "opened again, may differ."
        ),
        line=line,
    )
)
touches(
    Touch(
        name="contract.framework_contents",
        noun=("framework", "frameworks"),
        tables=frozenset({"framework_contents"}),
        records=framework_drafts,
        why=lambda changed: (
            "They are not in force yet. One that is awarded on or after "
            f"{date_long(changed.first_day)} includes what the new rows ask: look again at its terms."
        ),
        line=line,
    )
)
touches(
    Touch(
        name="contract.policy",
        noun=NOUN,
        tables=frozenset({"policy_notes"}),
        records=with_duties,
        why=lambda changed: (
            f"They have not ended by {date_long(changed.first_day)}. Before an award, look again at conditions and "
            "award criteria of a procurement that commences on or after that day; afterwards, at what the notes ask to "
            "check while a contract runs. A note binds only those that it is addressed to or that adopted it."
        ),
        line=line,
    )
)
touches(
    Touch(
        name="contract.listed",
        noun=NOUN,
        tables=frozenset({"transparency_code"}),
        records=listed,
        why=lambda changed: (
            f"They are on the register that is published after {date_long(changed.first_day)}: what it says of them, "
            "or when, may differ."
        ),
        line=line,
    )
)
touches(
    Touch(
        name="contract.kept",
        noun=NOUN,
        tables=frozenset({"retention"}),
        records=kept,
        why=lambda changed: (
            "They are over, so how long their papers are kept is counted from their end. Look before disposal."
        ),
        line=line,
    )
)
touches(
    Touch(
        name="duty.authority",
        noun=("duty of the authority", "duties of the authority"),
        tables=OF_THE_AUTHORITY,
        records=of_the_authority,
        why=lambda changed: (
            "The authority publishes these for itself, and they are not met yet: periods and last days after "
            f"{date_long(changed.first_day)} may differ."
        ),
        line=duty_line,
    )
)

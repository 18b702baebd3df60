"""Pure rules about contracts: values in, findings out."""

from hub.contract.rules.bars import (
    bars_to_confirming,
    bars_to_correcting,
    bars_to_declining,
    bars_to_ending,
    bars_to_expiring,
    bars_to_extending,
    bars_to_lots,
    bars_to_shares,
    bars_to_signing,
    bars_to_starting,
    bars_to_storing,
    bars_to_withdrawing,
    open_option,
)
from hub.contract.rules.countback import Countback, LeadTimes, Stretch, add_months, next_competition
from hub.contract.rules.facts import FACT_NAMES, Facts, Option, state_on
from hub.contract.rules.life import Milestone, life_line
from hub.contract.rules.missing import Missing, missing, missing_core
from hub.contract.rules.naming import OURS, SERIES, address_of
from hub.contract.rules.steps import NextStep, confirmation_day, decision_day, need_of, next_step, steps

__all__ = [
    "FACT_NAMES",
    "OURS",
    "SERIES",
    "Countback",
    "Facts",
    "LeadTimes",
    "Milestone",
    "Missing",
    "NextStep",
    "Option",
    "Stretch",
    "add_months",
    "address_of",
    "bars_to_confirming",
    "bars_to_correcting",
    "bars_to_declining",
    "bars_to_ending",
    "bars_to_expiring",
    "bars_to_extending",
    "bars_to_lots",
    "bars_to_shares",
    "bars_to_signing",
    "bars_to_starting",
    "bars_to_storing",
    "bars_to_withdrawing",
    "confirmation_day",
    "decision_day",
    "life_line",
    "missing",
    "missing_core",
    "need_of",
    "next_competition",
    "next_step",
    "open_option",
    "state_on",
    "steps",
]  # fmt: skip

"""Rules of the case file over plain values."""

from hub.procurement.rules.carrying import CARRIED, FACTS, carried
from hub.procurement.rules.contradictions import contradictions
from hub.procurement.rules.estimating import Amounts, Typed, amounts, bars_to_estimate
from hub.procurement.rules.planning import RowKind, TypedDay, TypedPlan
from hub.procurement.rules.standing import Answers, Standing, kind_of

__all__ = [
    "CARRIED", "FACTS", "Amounts", "Answers", "RowKind", "Standing", "Typed", "TypedDay", "TypedPlan", "amounts",
    "bars_to_estimate", "carried", "contradictions", "kind_of",
]  # fmt: skip

"""Rules of the case file over plain values."""

from hub.procurement.rules.carrying import CARRIED, FACTS, carried
from hub.procurement.rules.contradictions import contradictions
from hub.procurement.rules.estimating import Amounts, Typed, amounts, bars_to_estimate

__all__ = ["CARRIED", "FACTS", "Amounts", "Typed", "amounts", "bars_to_estimate", "carried", "contradictions"]

"""Try the parts of level tests: against what indicators read, and against what people attest."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from hub.maturity import rules
from hub.maturity.models import Evidence
from hub.maturity.selectors.unmeasured import Unmeasured, unmeasured
from hub.maturity.terms import Why
from hub.platform.clock import london
from hub.platform.indicators import Indicator, Reading, all_indicators
from hub.platform.tenancy.models import Authority
from hub.platform.words import date_long

OPS = {">=": "at least", "<=": "at most", "==": "exactly", ">": "more than", "<": "less than"}


@dataclass
class Readings:
    """What the indicators read at one moment, each asked once."""

    authority: Authority
    at: datetime
    known: dict[str, Indicator] = field(default_factory=lambda: {one.key: one for one in all_indicators()})
    read: dict[str, Reading] = field(default_factory=dict)
    shipped: set[str] = field(default_factory=set)

    def of(self, key: str) -> Reading | None:
        """Give a reading; None where nobody declares the indicator."""
        if key not in self.read:
            if key not in self.known:
                return None
            self.read[key] = self.known[key].measure([self.authority.pk], self.at)
        return self.read[key]


def computed_part(part: dict[str, Any], readings: Readings) -> rules.Part:
    """Try a part that an indicator answers."""
    key, op, wanted = part["indicator"], part["op"], Decimal(str(part["value"]))
    indicator = readings.known.get(key)
    unbuilt = None if indicator else unmeasured().get(key)
    label = indicator.label if indicator else unbuilt.label if unbuilt else key
    # Of what is not built only the limit is known: from above 0 to 1 it is a share.
    is_share = indicator.unit == "share" if indicator else 0 < wanted <= 1
    says = f"{label}: {OPS[op]} {shown(wanted, is_share=is_share)}"
    facts: dict[str, Any] = {"says": says, "key": key, "is_attested": False, "op": op, "wanted": wanted}
    reading = readings.of(key)
    if reading is None:
        return _unread(facts, unbuilt, is_shipped=key in readings.shipped)
    facts |= {"found": reading.says, "href": reading.failing}
    facts |= {"numerator": reading.numerator, "denominator": reading.denominator, "note": reading.note}
    facts |= {"holding": reading.holding, "measured": reading.measured}
    figure = reading.figure
    if figure is None:
        why = Why.NO_HISTORY if reading.known_from else Why.EMPTY
        reason = reading.reason or "There is nothing to measure. That is no evidence, so the part fails."
        return rules.Part(**facts, why=why, reason=reason)
    facts |= {"is_measured": True, "is_small": reading.is_small, "figure": figure}
    if rules.COMPARE[op](figure, wanted):
        return rules.Part(**facts, why=Why.HOLDS)
    short = rules.records_short(op, wanted, reading.numerator, reading.denominator) if is_share else None
    if reading.is_of_faults and op == "<=":
        short = rules.faults_over(wanted, reading.numerator, reading.denominator)
    return rules.Part(**facts, why=Why.SHORT, reason=f"It is {reading.says}.", short=short)


def _unread(facts: dict[str, Any], unbuilt: Unmeasured | None, *, is_shipped: bool) -> rules.Part:
    if unbuilt is not None or is_shipped:
        needs = f" It needs {unbuilt.needs}." if unbuilt is not None else ""
        reason = f"The Hub does not measure this yet, so the part fails.{needs}"
        return rules.Part(**facts, why=Why.NOT_BUILT, reason=reason)
    reason = f"No indicator is called {facts['key']}, so the part fails. Correct the level test under Settings."
    return rules.Part(**facts, why=Why.UNKNOWN, reason=reason)


def attested_part(part: dict[str, Any], found: Evidence | None, day: date, papers: set[int]) -> rules.Part:
    """Try a part that somebody attests.

    :param papers: the numbers of the evidence on which a file hangs.
    """
    facts: dict[str, Any] = {"says": part["says"], "key": part["key"], "is_attested": True}
    if found is None:
        return rules.Part(**facts, why=Why.NOT_ATTESTED, reason="Nobody attests this, so the part fails.")
    facts |= {"href": found.get_absolute_url(), "owner": found.owner.name, "expires_on": found.expires_on}
    if found.stands_on(day) and found.pk not in papers:
        return rules.Part(**facts, why=Why.NO_PAPER, reason="No file hangs on the evidence, so the part fails. Add it.")
    if found.stands_on(day):
        said = f"Attested by {found.owner.name} on {date_long(found.given_on)}"
        return rules.Part(**facts, why=Why.HOLDS, is_measured=True, found=said)
    ended = found.withdrawn_on if found.withdrawn_on and found.withdrawn_on <= day else found.expires_on
    what = "was withdrawn" if ended == found.withdrawn_on else "lapsed"
    reason = f"The evidence of {found.owner.name} {what} on {date_long(ended)}. Attest it again."
    return rules.Part(**facts, why=Why.LAPSED, reason=reason)


def try_test(data: dict[str, Any], readings: Readings, evidence: dict[str, Evidence], papers: set[int]) -> rules.Test:
    """Try everything that one level asks."""
    day = london(readings.at).date()
    computed = [computed_part(part, readings) for part in data.get("computed", [])]
    attested = [attested_part(part, evidence.get(part["key"]), day, papers) for part in data.get("attested", [])]
    return rules.Test(data["level"], [*computed, *attested])


def shown(wanted: Decimal, *, is_share: bool) -> str:
    """Write a limit for people."""
    number = wanted * 100 if is_share else wanted
    text = f"{number.normalize():f}"
    return f"{text}%" if is_share else text

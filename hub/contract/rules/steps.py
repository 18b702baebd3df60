"""What a contract needs next, and by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from hub.contract.rules.bars import open_option
from hub.contract.rules.countback import Countback
from hub.contract.rules.facts import Facts, Option
from hub.contract.rules.missing import missing
from hub.contract.terms import Need, State, Tier
from hub.platform.words import date_long, list_of, lower_first, plural

YEAR = timedelta(days=365)
SOON = timedelta(days=92)
# How long before its last safe day a decision is asked for, in days (MC-1: end, break and notice by tier).
AHEAD = {Tier.GOLD: 365, Tier.SILVER: 183, Tier.BRONZE: 92}


@dataclass(frozen=True)
class NextStep:
    """One thing to do, the act that does it (empty when it happens elsewhere), and the last day."""

    need: Need
    title: str
    why: str
    act: str = ""
    by: date | None = None


def decision_day(facts: Facts, option: Option | None, countback: Countback | None) -> date | None:
    """Give the last day to decide an extension: the contract's own date or the last safe start, if earlier."""
    if option is None or not facts.is_running:
        return None
    days = [day for day in (option.decide_by, countback.start_by if countback else None) if day is not None]
    return min(days, default=None)


def steps(facts: Facts, options: list[Option], countback: Countback | None, *, on: date) -> list[NextStep]:
    """Give everything that the contract needs: decisions that are near, then gaps, then what is further off."""
    if facts.status == State.DRAFT:
        return _gap_steps(facts) or [_draft_step(facts, on)]
    if not facts.is_running:
        return []
    dated = [*_ending_steps(facts, options, countback, on), *_confirming_step(facts)]
    dated.sort(key=lambda step: step.by or on)
    near = [step for step in dated if step.by and step.by <= on + SOON and step.need != Need.CONFIRM]
    return [*near, *_gap_steps(facts), *(step for step in dated if step not in near)]


def next_step(facts: Facts, options: list[Option], countback: Countback | None, *, on: date) -> NextStep | None:
    """Give the first thing to do, if it is due within three months."""
    found = steps(facts, options, countback, on=on)
    return next((step for step in found if step.by is None or step.by <= on + SOON), None)


def need_of(facts: Facts, options: list[Option], countback: Countback | None, *, on: date) -> Need | None:
    """Give the one word that the register shows beside a contract, if it needs something soon."""
    if facts.status == State.SUSPENDED:
        return Need.SUSPENDED
    step = next_step(facts, options, countback, on=on) if facts.is_running else None
    return step.need if step else None


def confirmation_day(facts: Facts) -> date | None:
    """Give the day by which a manager confirms the record again: a year after the last time, or after it came."""
    if not facts.is_running:
        return None
    last = facts.confirmed_on or facts.asked_from
    return last + YEAR if last else None


def _draft_step(facts: Facts, on: date) -> NextStep:
    if facts.signed_on is None:
        why = "Nothing is missing from the record."
        return NextStep(Need.START, "Record that it is signed", why, "contract.sign")
    begins = facts.starts_on if facts.starts_on and facts.starts_on > on else None
    why = f"It starts on {date_long(begins)}." if begins else "It is signed and its start date has come."
    return NextStep(Need.START, "Start the contract", why, "contract.start", begins)


def _ending_steps(facts: Facts, options: list[Option], countback: Countback | None, on: date) -> list[NextStep]:
    option = open_option(options)
    if option and (day := decision_day(facts, option, countback)):
        title = f"Decide whether to use extension {option.number} of {len(options)}"
        why = countback.sentence(on) if countback else f"The contract asks for the decision by {date_long(day)}."
        return [NextStep(Need.LATE if day < on else Need.DECIDE, title, why, "contract.extend", day)]
    if countback:
        need = Need.LATE if countback.is_late(on) else Need.START
        return [NextStep(need, "Start the next competition", countback.sentence(on), "", countback.start_by)]
    return []


def _confirming_step(facts: Facts) -> list[NextStep]:
    day = confirmation_day(facts)
    why = "A manager confirms each record once a year."
    return [NextStep(Need.CONFIRM, "Confirm that this record is right", why, "contract.confirm", day)] if day else []


def _gap_steps(facts: Facts) -> list[NextStep]:
    """Give one step for each act that fills gaps; a contract without a manager comes first."""
    gaps = missing(facts)
    found = []
    for act, title in _GAP_TITLES.items():
        names = [gap.label for gap in gaps if gap.act == act]
        if names:
            missed = list_of([lower_first(name) for name in names])
            if act == "contract.correct":
                title = f"Fill in {plural(len(names), 'missing fact')}"
            found.append(NextStep(Need.GAP, title.format(missed), f"Not recorded yet: {missed}.", act))
    return found


_GAP_TITLES = {
    "contract.name_suppliers": "Name the supplier",
    "contract.transfer": "Name the {}",
    "contract.set_tier": "Set the tier",
    "contract.correct": "",
}

"""Say what is bought, what it is worth, and which day's law applies."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from hub.law.findings import Finding
from hub.law.start import before_the_act
from hub.platform.act_guards import refuse
from hub.platform.actors import Actor
from hub.platform.acts import Refused, perform
from hub.platform.clock import london
from hub.platform.identity.models import Person
from hub.procurement import acts, rules, selectors
from hub.procurement.models import Procurement
from hub.procurement.services import estimating, replanning

# A timetable rests on these.
PLANNED_BY = frozenset({"contract_kind", "is_light_touch", "start_on", "needed_on", "is_key_decision"})


def revise(
    procurement: Procurement, *, changes: Mapping[str, Any], by: Actor, at: datetime, version: int | None = None
) -> Procurement:
    """Change what is known of a case before the market is asked.

    :param changes: facts by name; see ``rules.FACTS``.
    :raises Refused: when facts contradict each other or nothing changes.
    """
    if unknown := set(changes) - rules.FACTS:
        raise ValueError(f"These are not facts of a procurement: {sorted(unknown)}")
    with perform(acts.REVISE, procurement, by=by, at=at, version=version):
        after = {name: getattr(procurement, name) for name in rules.FACTS} | dict(changes)
        refuse(acts.REVISE, rules.contradictions(after, on=london(at).date()))
        moved = any(getattr(procurement, name) != value for name, value in changes.items() if name in PLANNED_BY)
        for name, value in changes.items():
            setattr(procurement, name, value)
        if moved:
            replanning.replan(procurement, why="A fact that it rests on changed.", on=london(at).date(), by=by)
        procurement.save()
    return procurement


def estimate(
    procurement: Procurement, *, typed: rules.Typed, by: Actor, at: datetime, version: int | None = None
) -> Procurement:
    """Estimate the value anew; earlier estimates stay as its history.

    :raises Refused: when the amount, how VAT is charged or the method is missing.
    """
    on = london(at).date()
    with perform(acts.ESTIMATE, procurement, by=by, at=at, version=version) as done:
        estimating.work_out(acts.ESTIMATE, procurement, typed, on=on)
        # What counts together was decided with the old value.
        procurement.aggregate_inc_vat, procurement.aggregated_on = None, None
        replanning.replan(procurement, why="The value was estimated anew.", on=on, by=by)
        procurement.save()
        row = estimating.keep(procurement, typed, on=on, by=by)
        done.note(typed.how, estimate=row.number, method=row.method)
    return procurement


def fix_rules(
    procurement: Procurement, *, rules_on: date, reason: str, by: Actor, at: datetime, version: int | None = None
) -> Procurement:
    """Fix the day whose law applies, such as the day of the first notice.

    :raises Refused: when the Act had not begun on that day.
    """
    with perform(acts.FIX_RULES, procurement, by=by, at=at, version=version) as done:
        refuse(acts.FIX_RULES, before_the_act(selectors.tables_for(procurement), rules_on=rules_on))
        procurement.rules_on = rules_on
        procurement.save()
        done.note(reason)
    return procurement


def transfer(
    procurement: Procurement, *, to: Person, reason: str, by: Actor, at: datetime, version: int | None = None
) -> Procurement:
    """Hand the case over to somebody else.

    :raises Refused: when it is theirs already.
    """
    with perform(acts.TRANSFER, procurement, by=by, at=at, version=version) as done:
        if procurement.owner_id == to.pk:
            raise Refused(acts.TRANSFER, [Finding("same", f"{to.name} has this case already. Choose somebody else.")])
        procurement.owner = to
        procurement.save()
        done.note(reason)
    return procurement

"""`hub bench timetable`: 10,000 different procurements planned against five years of committees, in one process.

Every procurement has its own start, need date, effort and closed days, and one of six procedures; the meetings are
those of the bodies of one authority. Beside it the last safe start of some of them is found in the way that needs no
chain to follow backwards: by planning each day from the start on until a plan is late. Both must agree.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from benchmarks import kit

COUNT = 10_000
BEGAN = date(2026, 1, 5)
YEARS = 5
REPLANS, SEARCHED = 200, 20
PROCEDURES = ("open", "competitive_flexible", "open", "direct_award", "call_off", "below_threshold", "dynamic_market")
# Bodies meet every so many weeks and want papers so many days before.
BODIES = {"approval": (2, 7), "award_decision": (4, 8)}


def run(*, scale: float = 1.0) -> dict[str, Any]:
    """Measure planning, planning again after a typed day, and the search that plans day by day."""
    from hub.law.planning.planner import plan
    from hub.law.tables import shipped

    tables = shipped()
    made = _made(max(100, round(COUNT * scale)))
    begun, worked = time.perf_counter(), time.process_time()
    answers = [plan(facts, tables=tables) for facts in made]
    took, worked = time.perf_counter() - begun, time.process_time() - worked
    refused = [answer.findings for answer in answers if answer.result is None]
    assert not refused, refused[0]
    results = [answer.sure() for answer in answers]
    assert len({(one.ends_on, one.last_safe_start_on, len(one.steps)) for one in results}) > len(results) / 2
    late = sum(one.slack_days is not None and one.slack_days < 0 for one in results)
    return {
        f"plan_{len(made)}_s": round(took, 2),
        # What this process itself worked: on a machine that others use, the clock on the wall says little.
        f"plan_{len(made)}_cpu_s": round(worked, 2),
        "replan_ms": _replanned(made[:REPLANS], results, tables),
        **_searched(made, results, lambda facts: plan(facts, tables=tables)),
        "procurements": len(made),
        "meetings": len(made[0].committees),
        "years": YEARS,
        "late": late,
        "peak_mb": kit.peak_mb(),
    }


def show(result: dict[str, Any]) -> None:
    """Print the figures."""
    for name, value in result.items():
        print(f"{name}: {value}")


def _made(count: int) -> list[Any]:
    """Give facts; no two have the same start, effort and need date."""
    from hub.law.planning.terms import Meeting, TimetableFacts
    from hub.law.terms import ContractKind, Procedure

    meetings = tuple(
        Meeting(step=step, meets_on=day, papers_by=day - timedelta(days=ahead))
        for step, (weeks, ahead) in BODIES.items()
        for day in (BEGAN + timedelta(weeks=weeks * number) for number in range(52 * YEARS // weeks))
    )
    kinds = (ContractKind.SERVICES, ContractKind.GOODS, ContractKind.WORKS)
    facts = []
    for number in range(count):
        procedure = Procedure(PROCEDURES[number % len(PROCEDURES)])
        below = procedure is Procedure.BELOW_THRESHOLD
        start = BEGAN + timedelta(days=number * 13 % (365 * (YEARS - 2)))
        facts.append(
            TimetableFacts(
                procedure=procedure,
                kind=kinds[number % len(kinds)],
                value_inc_vat=Decimal(30_000 + number) if below else Decimal(6_000_000 + number),
                light_touch=False,
                start_on=start,
                needed_by=start + timedelta(days=200 + number * 7 % 300),
                key_decision=number % 3 == 0,
                call_in_working_days=number % 8,
                evaluation_days=10 + number // 13 % 40,
                mobilisation_days=number // 17 % 90,
                closed_days=_closed(start, number),
                committees=meetings,
            )
        )
    return facts


def _closed(start: date, number: int) -> tuple[date, ...]:
    """Give a recess in each August and the days around the new year, different for every few procurements."""
    found = [date(start.year + more, 8, 1) + timedelta(days=day) for more in (0, 1) for day in range(number % 21)]
    return tuple(found + [date(start.year + more, 12, 27 + day) for more in (0, 1) for day in range(number % 5)])


def _replanned(made: list[Any], results: list[Any], tables: Any) -> float:
    """Plan again after somebody typed another day for the award, as a page does, and give the 95th percentile in ms."""
    from hub.law.planning.planner import plan
    from hub.law.planning.terms import FixedStep

    times = []
    for facts, result in zip(made, results, strict=False):
        work = next((one for one in result.steps if one.step == "evaluation"), None)
        assert work is not None
        typed = FixedStep(step=work.step, ends_on=work.ends_on + timedelta(days=1))
        took, answer = kit.milliseconds(lambda f=facts, t=typed: plan(replace(f, fixed=(t,)), tables=tables))
        assert answer.result is not None, answer.findings
        times.append(took)
    return round(kit.percentile(times, 0.95), 2)


def _searched(made: list[Any], results: list[Any], plan: Callable[[Any], Any]) -> dict[str, Any]:
    """Find the last safe start by planning forwards from each day in turn, which is what a spreadsheet would do."""
    chosen = [n for n, one in enumerate(results) if one.slack_days is not None and one.slack_days >= 0][:SEARCHED]
    begun = time.perf_counter()
    ours = [plan(made[number]).sure().last_safe_start_on for number in chosen]
    took = time.perf_counter() - begun
    begun = time.perf_counter()
    found = [_day_by_day(made[number], plan) for number in chosen]
    by_days = time.perf_counter() - begun
    assert found == ours, "the two ways disagree"
    return {
        "last_safe_start_ms": round(took / len(chosen) * 1000, 2),
        "last_safe_start_ms_by_planning_each_day": round(by_days / len(chosen) * 1000, 2),
    }


def _day_by_day(facts: Any, plan: Callable[[Any], Any]) -> date:
    day, safe = facts.start_on, facts.start_on
    while day <= facts.needed_by:
        result = plan(replace(facts, start_on=day)).result
        if result is None or result.ends_on > facts.needed_by:
            return safe  # type: ignore[no-any-return]
        safe, day = day, day + timedelta(days=1)
    return safe  # type: ignore[no-any-return]

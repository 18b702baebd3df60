"""`hub bench law`: rule calls a second in one process, spread evenly over the thirteen rules that pages ask most.

Facts are made beforehand, and no two calls of a rule have the same (but payments, which have few periods). Beside the
Python functions the same facts go through the door as JSON, and the end of a count of working days is also found by a
plain loop over days and by numpy.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from benchmarks import kit
from benchmarks.law_facts import FACTS, PERIODS, YEARS

CALLS = 3_000
# Payments have few periods; every other rule is told something else in every call.
FEW = {"payments": len(PERIODS) * YEARS}
ROUNDS, JSON_SHARE = 3, 8


def run(*, scale: float = 1.0) -> dict[str, Any]:
    """Measure rule calls through Python and through JSON, and working days beside their alternatives."""
    from hub.law.registry import rules
    from hub.law.shapes import adapter
    from hub.law.tables import shipped

    known, tables = rules(), shipped()
    each = max(10, round(CALLS * scale))
    texts = {name: [json.dumps(made(number)) for number in range(each + 1)] for name, made in FACTS.items()}
    for name, some in texts.items():
        assert len(set(some)) == min(each + 1, FEW.get(name, each + 1)), f"{name} is told the same twice"
    facts = {name: [adapter(known[name].facts).validate_json(one) for one in some] for name, some in texts.items()}
    for name, some in facts.items():
        answer = known[name](some.pop(), tables=tables)
        assert answer.result is not None, (name, answer.findings)
    # Evenly: one call of each rule after the other. One pass, so that nothing is known from before.
    calls = [(known[name], facts[name][number]) for number in range(each) for name in FACTS]
    took, _ = kit.milliseconds(lambda: _ask_all(calls, tables))
    undecided = sum(rule(given, tables=tables).result is None for rule, given in calls)
    return {
        "calls_per_s": round(len(calls) / took * 1000),
        "calls_per_s_json": _through_json([(known[n], texts[n][k]) for k in range(each // JSON_SHARE) for n in FACTS]),
        **_working_days(known["working-days"], facts["working-days"], tables),
        "calls": len(calls),
        "rules": len(FACTS),
        "undecided": undecided,
        "calls_per_s_of_each": {n: round(_rate(lambda n=n: _ask(known[n], facts[n], tables), each)) for n in FACTS},
    }


def show(result: dict[str, Any]) -> None:
    """Print the figures."""
    for name, value in result.items():
        print(f"{name}: {value}")


def _ask_all(calls: list[tuple[Any, Any]], tables: Any) -> None:
    for rule, given in calls:
        rule(given, tables=tables)


def _ask(rule: Any, facts: list[Any], tables: Any) -> None:
    for given in facts:
        rule(given, tables=tables)


def _through_json(asked: list[tuple[Any, str]]) -> int:
    """Measure the same facts as JSON text in and JSON text out."""
    from hub.law import door
    from hub.law.tables import shipped

    def ask() -> None:
        for rule, text in asked:
            json.dumps(door.document(rule, door.decide(rule, text, tables=shipped())))

    return round(_rate(ask, len(asked)))


def _working_days(rule: Any, facts: list[Any], tables: Any) -> dict[str, Any]:
    """Measure one rule beside a loop over days and beside numpy, which must find the same days."""
    import numpy

    ends = [rule(given, tables=tables).sure().ends_on for given in facts]
    first, last = min(given.starts_on for given in facts), max(ends)
    free = _free_days(rule, first, last, tables, type(facts[0]))
    holidays = numpy.array(sorted(free), dtype="datetime64[D]")
    calendar = numpy.busdaycalendar(holidays=holidays)
    ours = _rate(lambda: _ask(rule, facts, tables), len(facts))
    assert [_by_loop(given.starts_on, given.days, free) for given in facts] == ends
    by_numpy = [numpy.busday_offset(one.starts_on, one.days - 1, "forward", busdaycal=calendar) for one in facts]
    assert [one.astype(date) for one in by_numpy] == ends

    def loop() -> None:
        for given in facts:
            _by_loop(given.starts_on, given.days, free)

    def offsets() -> None:
        for given in facts:
            numpy.busday_offset(given.starts_on, given.days - 1, "forward", busdaycal=calendar)

    return {
        "working_days_per_s": round(ours),
        "working_days_per_s_by_loop": round(_rate(loop, len(facts))),
        "working_days_per_s_by_numpy": round(_rate(offsets, len(facts))),
    }


def _free_days(rule: Any, first: date, last: date, tables: Any, shape: Any) -> set[date]:
    """Find the weekdays that are no working days: those that are not themselves the first of one working day."""
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    weekdays = [day for day in days if day.weekday() < 5]
    return {day for day in weekdays if rule(shape(starts_on=day, days=1), tables=tables).sure().ends_on != day}


def _by_loop(day: date, days: int, free: set[date]) -> date:
    """Count as the law does: a working day on which the period begins is its first."""
    left = days
    while True:
        left -= day.weekday() < 5 and day not in free
        if not left:
            return day
        day += timedelta(days=1)


def _rate(call: Callable[[], None], calls: int) -> float:
    """Give calls a second: the middle of some rounds."""
    rates = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        call()
        rates.append(calls / (time.perf_counter() - begun))
    return sorted(rates)[ROUNDS // 2]

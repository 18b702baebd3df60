"""Ask a condition of one record in memory, as the database would ask it of a row.

A measure states its condition once, as a ``Q``. Records that have changed since a past day are taken back to that day
in memory, and the same ``Q`` is asked of them here.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

from django.db.models import F, Q, QuerySet, Value
from django.db.models.expressions import CombinedExpression

Answers = dict[int, frozenset[Any]]


def _compared(compare: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    """Nothing compares with what is not known."""
    return lambda found, wanted: found is not None and bool(compare(found, wanted))


LOOKUPS: dict[str, Callable[[Any, Any], bool]] = {
    "exact": lambda found, wanted: found is wanted if wanted is None else found == wanted,
    "isnull": lambda found, wanted: (found is None) == wanted,
    "in": lambda found, wanted: found is not None and found in wanted,
    "gt": _compared(operator.gt),
    "gte": _compared(operator.ge),
    "lt": _compared(operator.lt),
    "lte": _compared(operator.le),
}


def holds(condition: Q, record: Any, answers: Answers | None = None) -> bool:
    """Say whether a record meets a condition.

    :param answers: keeps what subqueries of the condition answered, for the next record.
    :raises TypeError: for a lookup that is not understood here.
    """
    known = {} if answers is None else answers
    results = (_child(child, record, known) for child in condition.children)
    if condition.connector == Q.AND:
        found = all(results)
    elif condition.connector == Q.OR:
        found = any(results) or not condition.children
    else:
        raise TypeError(f"A measure cannot join conditions by {condition.connector}.")
    return found != condition.negated


def _child(child: Any, record: Any, answers: Answers) -> bool:
    if isinstance(child, Q):
        return holds(child, record, answers)
    path, wanted = child
    steps = path.split("__")
    lookup = steps.pop() if steps[-1] in LOOKUPS else "exact"
    if isinstance(wanted, QuerySet):
        wanted = answers.setdefault(id(wanted), frozenset(map(_first, wanted)))
    elif isinstance(wanted, F):
        wanted = _value(record, wanted.name.split("__"))
    elif isinstance(wanted, CombinedExpression):
        wanted = _after(record, wanted, path)
    elif hasattr(wanted, "resolve_expression"):
        raise TypeError(f"A measure cannot compare {path} with an expression.")
    return LOOKUPS[lookup](_value(record, steps), wanted)


def _first(row: Any) -> Any:
    """Give what a subquery selects: its one column, or the number of a record."""
    return next(iter(row.values())) if isinstance(row, dict) else getattr(row, "pk", row)


def _after(record: Any, wanted: CombinedExpression, path: str) -> Any:
    """Give a field of days with so many days added, the only sum that a measure compares with."""
    days, more = wanted.get_source_expressions()
    if not (isinstance(days, F) and isinstance(more, Value) and wanted.connector == CombinedExpression.ADD):
        raise TypeError(f"A measure cannot compare {path} with this sum.")
    found = _value(record, days.name.split("__"))
    return None if found is None else found + more.value


def _value(record: Any, steps: list[str]) -> Any:
    found = record
    for step in steps:
        if found is None:
            return None
        found = getattr(found, step, None)
    return found.pk if hasattr(found, "_meta") else found

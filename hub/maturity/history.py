"""The history of both scores as a chart with its table."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from hub.maturity.models import Snapshot
from hub.platform.ui import charts
from hub.platform.words import Number, date_long, date_short


def chart_of(rows: Sequence[Snapshot]) -> charts.Chart:
    """Draw the scores of month ends, oldest first."""
    last = rows[-1]
    said = {
        "Diagnostic": [each.diagnostic_score for each in rows],
        "Plan": [each.plan_score for each in rows],
    }
    finding = charts.Finding(
        key="maturity-history",
        title=_title(rows),
        subtitle=f"Scores from 1 (Minimum) to 5 (Innovator) at {len(rows)} month ends; the two are never mixed",
        desc=f"At {date_long(last.on)} the diagnostic score was {_shown(last.diagnostic_score)} "
        f"and the plan score {_shown(last.plan_score)}.",
        source=f"Month-end snapshots up to {date_long(last.on)}",
        completeness=f"{last.behaviours_measured} behaviours and {last.rows_measured} rows measured at the last",
    )
    series = [charts.Series(name, values) for name, values in said.items()]
    return charts.line(finding, [date_short(each.on) for each in rows], series, show=_shown, heads="Month end")


def _title(rows: Sequence[Snapshot]) -> str:
    first, last = rows[0].diagnostic_score, rows[-1].diagnostic_score
    if first is None or last is None or first == last:
        return "The diagnostic score stands where it stood"
    return f"The diagnostic score {'rose' if last > first else 'fell'} from {first} to {last}"


def _shown(value: Number | None) -> str:
    return "not measured" if value is None else f"{Decimal(str(value)):.2f}"

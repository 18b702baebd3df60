"""Reads over the strategy."""

from hub.strategy.selectors.finding import (
    action,
    actions,
    baselines,
    dependencies,
    dependency,
    in_force,
    in_force_on,
    links_of,
    open_actions_of,
    recommendation,
    recommendations,
    row,
    row_choices,
    row_codes,
    version,
    versions,
    with_a_strategy,
    with_rows,
)
from hub.strategy.selectors.reading import Line, PlanRow, RowPage, Section, plan, reader, row_page, texts

__all__ = [
    "Line", "PlanRow", "RowPage", "Section", "action", "actions", "baselines", "dependencies", "dependency", "in_force",
    "in_force_on", "links_of", "open_actions_of", "plan", "reader", "recommendation", "recommendations", "row",
    "row_choices", "row_codes", "row_page", "texts", "version", "versions", "with_a_strategy", "with_rows",
]  # fmt: skip

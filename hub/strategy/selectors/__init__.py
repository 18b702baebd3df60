"""Reads over the strategy."""

from hub.strategy.selectors.finding import (
    action,
    actions,
    baselines,
    capability_choices,
    dependencies,
    dependency,
    gone_from,
    in_force,
    in_force_on,
    left_out,
    links_of,
    open_actions_of,
    others,
    reasons_left_out,
    recommendation,
    recommendations,
    row,
    row_choices,
    row_codes,
    target,
    version,
    versions,
    with_a_strategy,
    with_open_actions,
    with_rows,
)
from hub.strategy.selectors.reading import Line, PlanRow, RowPage, Section, plan, reader, row_page, texts

__all__ = [
    "Line", "PlanRow", "RowPage", "Section", "action", "actions", "baselines", "capability_choices", "dependencies",
    "dependency", "gone_from", "in_force", "in_force_on", "left_out", "links_of", "open_actions_of", "others", "plan",
    "reader", "reasons_left_out", "recommendation", "recommendations", "row", "row_choices", "row_codes", "row_page",
    "target", "texts", "version", "versions", "with_a_strategy", "with_open_actions", "with_rows",
]  # fmt: skip

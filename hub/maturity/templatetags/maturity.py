"""Names of levels in templates."""

from __future__ import annotations

from decimal import Decimal

from django import template

from hub.strategy.rules import label_of

register = template.Library()


@register.filter
def level_name(level: Decimal | int | None, otherwise: str = "") -> str:
    """Write the name of a level from 1 to 5, or other words where there is none."""
    return label_of(level) or otherwise

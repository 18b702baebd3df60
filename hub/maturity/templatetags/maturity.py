"""Names of levels in templates."""

from __future__ import annotations

from decimal import Decimal

from django import template
from django.utils.safestring import SafeString

from hub.maturity.selectors.results import Placed
from hub.maturity.terms import INNOVATOR, MINIMUM
from hub.platform.ui import ladder
from hub.platform.words import money
from hub.strategy.rules import label_of

register = template.Library()


@register.filter
def level_name(level: Decimal | int | None, otherwise: str = "") -> str:
    """Write the name of a level from 1 to 5, or other words where there is none."""
    return label_of(level) or otherwise


@register.simple_tag
def measured_number(number: Decimal | int, is_money: bool) -> str:
    """Write a numerator or a denominator: pounds to the penny, or how many."""
    return money(number, pence=True) if is_money else f"{number:,}"


@register.filter
def on_ladder(each: Placed) -> SafeString:
    """Draw what is computed, claimed and aimed at, on the scale from Minimum to Innovator."""
    claimed = each.claimed.level if each.claimed else None
    said = [
        f"computed {level_name(each.computed, 'not measured')}",
        f"claimed {level_name(claimed, 'nothing')}",
        f"target {level_name(each.target, 'none')}",
    ]
    name = f"{each.code}: {', '.join(said)}"
    return ladder.ladder(each.computed, claimed, each.target, steps=INNOVATOR, name=name)


@register.simple_tag
def ladder_scale() -> SafeString:
    """Draw the names of the levels above the ladders."""
    return ladder.scale([level_name(level) for level in range(MINIMUM, INNOVATOR + 1)])

"""Records of the strategy for addresses with variable parts: one of each authority."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hub.platform.reference import services as reference
from hub.platform.testing.fixtures import NINE
from hub.strategy import services as strategy
from hub.strategy.tests import stories as strategies

Values = dict[str, Any]
LOADED = NINE - timedelta(days=3000)


def _strategies(cast: Any) -> list[dict[str, Any]]:
    """Give each authority its founding strategy, and what every story of it takes."""
    found = []
    for authority, who in ((cast.eca, "morag"), (cast.wdc, "harriet")):
        found.append({"authority": authority, "by": cast.actor(who), "at": NINE})
        # Another sample of the same test may have entered it.
        if not authority.strategy_versions.exists():
            strategies.adopted(**found[-1])
    return found


def versions(cast: Any) -> tuple[Values, Values]:
    """Give a proposed version of each authority."""
    reference.load_all(at=LOADED)
    own, other = (strategy.propose(title="Next", reason="x", **each) for each in _strategies(cast))
    return {"reference": own.reference}, {"reference": other.reference}


def plan_rows(cast: Any) -> tuple[Values, Values]:
    """Give a row of the plan; rows bear the same codes everywhere, so only one that nobody has is missing."""
    _strategies(cast)
    return {"code": "3.8-1"}, {"code": "9.9-9"}


def actions(cast: Any) -> tuple[Values, Values]:
    """Give an action of each authority."""
    own, other = (strategy.add_action(row_code="3.8-1", title="x", **each) for each in _strategies(cast))
    return {"reference": own.reference}, {"reference": other.reference}


def dependencies(cast: Any) -> tuple[Values, Values]:
    """Give a dependency of each authority."""
    own, other = (strategy.list_dependency(section="3.8", text="Money", **each) for each in _strategies(cast))
    return {"reference": own.reference}, {"reference": other.reference}


def recommendations(cast: Any) -> tuple[Values, Values]:
    """Give a recommendation of each authority."""
    own, other = (strategy.record_recommendation(title="x", review="y", **each) for each in _strategies(cast))
    return {"reference": own.reference}, {"reference": other.reference}

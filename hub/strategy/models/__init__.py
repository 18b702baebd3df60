"""The strategy's records."""

from hub.strategy.models.plan import Action, Dependency, Recommendation
from hub.strategy.models.version import ActionRow, Clause, RowTarget, Version

__all__ = ["Action", "ActionRow", "Clause", "Dependency", "Recommendation", "RowTarget", "Version"]

"""The strategy's records."""

from hub.strategy.models.plan import Action, Dependency, Recommendation
from hub.strategy.models.version import ActionRow, Clause, ClauseLink, RowTarget, Version

__all__ = ["Action", "ActionRow", "Clause", "ClauseLink", "Dependency", "Recommendation", "RowTarget", "Version"]

"""Records of awards."""

from hub.award.models.award import Award

__all__ = ["Award"]

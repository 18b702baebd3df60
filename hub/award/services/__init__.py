"""One function for each act on awards."""

from hub.award.services import guarding  # noqa: F401
from hub.award.services.deciding import give_none, recommend
from hub.award.services.following import confirm, inform, set_aside

__all__ = ["confirm", "give_none", "inform", "recommend", "set_aside"]

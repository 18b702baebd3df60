"""One function for each act of scoring."""

from hub.evaluation.services import guarding  # noqa: F401
from hub.evaluation.services.declaring import declare
from hub.evaluation.services.scoring import Judged, Pass, check, mark, moderate, note_price
from hub.evaluation.services.settling import finish, reopen, settle_tie

__all__ = [
    "Judged",
    "Pass",
    "check",
    "declare",
    "finish",
    "mark",
    "moderate",
    "note_price",
    "reopen",
    "settle_tie",
]

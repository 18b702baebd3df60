"""Which papers hang on actions of the plan, and who may read them."""

from hub.platform.documents import subjects
from hub.strategy import selectors
from hub.strategy.models import Action

KINDS = (("evidence", "Evidence of what came of it"), ("report", "Report"), ("other", "Another paper"))

subjects.register(
    Action.kind(),
    load=selectors.action_numbered,
    visible=selectors.action_is_visible,
    readers=selectors.action_owners,
    kinds=KINDS,
)

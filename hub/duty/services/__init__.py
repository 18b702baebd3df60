"""What can be done about duties: the system works them out, people meet them."""

from hub.duty.services.deriving import rebuild, rebuild_all, rebuild_of
from hub.duty.services.meeting import assign, prove, reopen, set_aside

__all__ = ["assign", "prove", "rebuild", "rebuild_all", "rebuild_of", "reopen", "set_aside"]

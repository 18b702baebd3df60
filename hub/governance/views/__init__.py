"""Pages of governance."""

from hub.governance.views import agenda, bodies, decisions, meetings

__all__ = ["agenda", "bodies", "decisions", "meetings"]

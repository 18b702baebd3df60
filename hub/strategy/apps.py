"""Register the strategy package with Django and with the shared mechanisms."""

from django.apps import AppConfig


class StrategyConfig(AppConfig):
    name = "hub.strategy"
    label = "strategy"
    verbose_name = "Strategy"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what the mechanisms need to know of the strategy."""
        from hub.platform.identity.roles import OFFICERS
        from hub.platform.ui.navigation import claim
        from hub.strategy import approving, deadlines, handing_over, indicators, papers, searching  # noqa: F401

        claim("staff", "strategy", usable=lambda actor: actor.has_any(OFFICERS))

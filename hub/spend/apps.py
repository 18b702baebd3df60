"""Register the spend package with Django and with the shared mechanisms."""

from datetime import timedelta

from django.apps import AppConfig


class SpendConfig(AppConfig):
    name = "hub.spend"
    label = "spend"
    verbose_name = "Spend"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what the mechanisms need to know of spend."""
        from hub.platform.identity.roles import OFFICERS
        from hub.platform.jobs.services import schedule
        from hub.platform.ui.navigation import claim
        from hub.spend import beside, indicators, panels  # noqa: F401
        from hub.spend.selectors import parts  # noqa: F401
        from hub.spend.services import guards  # noqa: F401

        claim("staff", "spend", usable=lambda actor: actor.has_any(OFFICERS))
        schedule("spend.recount", "hub.spend.services.jobs.recount", every=timedelta(days=1))

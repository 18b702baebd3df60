"""Register market engagement with Django and with the shared mechanisms."""

from django.apps import AppConfig


class EngagementConfig(AppConfig):
    name = "hub.engagement"
    label = "engagement"
    verbose_name = "Market engagement"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what the mechanisms need to know of market engagement."""
        from hub.engagement import acts, deadlines, handing_over, indicators, panels, searching  # noqa: F401
        from hub.platform.ui.starts import offer_start

        offer_start(
            "Market engagement",
            hint="Ask suppliers before you decide what to buy and how.",
            href="/engagement/new/",
            roles=acts.ASKERS,
            order=40,
        )

"""Register the gateway package with Django and with the shared mechanisms."""

from django.apps import AppConfig


class GatewayConfig(AppConfig):
    name = "hub.gateway"
    label = "gateway"
    verbose_name = "Gates"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what the mechanisms need to know of gates, conditions and waivers."""
        from hub.gateway import (  # noqa: F401
            approving,
            beside,
            deadlines,
            evidence,
            handing_over,
            hearing,
            holding,
            indicators,
            needing,
            panels,
            papers,
            searching,
            services,
        )
        from hub.gateway.acts import ASKERS
        from hub.platform.ui.starts import offer_start

        offer_start(
            "Ask for a waiver",
            hint="Set the authority's own rules aside for one purchase, with a reason that is published",
            href="/waivers/new/",
            roles=ASKERS,
            order=60,
        )

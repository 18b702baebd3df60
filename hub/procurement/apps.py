"""Register the procurement package with Django and with the shared mechanisms."""

from django.apps import AppConfig


class ProcurementConfig(AppConfig):
    name = "hub.procurement"
    label = "procurement"
    verbose_name = "Procurements"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what the mechanisms need to know of procurements."""
        from hub.platform.identity.roles import EDITORS, OFFICERS
        from hub.platform.ui.navigation import claim
        from hub.platform.ui.starts import offer_start
        from hub.procurement import (  # noqa: F401
            deadlines,
            gates,
            handing_over,
            indicators,
            panels,
            papers,
            searching,
            services,
        )

        claim("staff", "procure", usable=lambda actor: actor.has_any(OFFICERS))
        offer_start(
            "A procurement",
            hint="Open a case file for something that is not on the pipeline.",
            href="/procurements/new/",
            roles=EDITORS,
            order=30,
        )

"""Register risk screens with Django and with the shared mechanisms."""

from django.apps import AppConfig


class RiskConfig(AppConfig):
    name = "hub.risk"
    label = "risk"
    verbose_name = "Risk screens"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what is screened, and what the mechanisms need to know of screens."""
        from hub.risk import (  # noqa: F401
            deadlines,
            following,
            handing_over,
            indicators,
            panels,
            searching,
            services,
        )

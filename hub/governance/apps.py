"""Register the governance package with Django and with the shared mechanisms."""

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "hub.governance"
    label = "governance"
    verbose_name = "Governance"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what the mechanisms need to know of bodies, meetings and decisions."""
        from hub.governance import (  # noqa: F401
            approving,
            deadlines,
            handing_over,
            indicators,
            papers,
            searching,
            services,
            starting,
        )

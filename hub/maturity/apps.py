"""Register the maturity package with Django and with the shared mechanisms."""

from datetime import timedelta

from django.apps import AppConfig


class MaturityConfig(AppConfig):
    name = "hub.maturity"
    label = "maturity"
    verbose_name = "Maturity"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what the mechanisms need to know of maturity."""
        from hub.maturity import checking, deadlines, indicators, panels, papers  # noqa: F401
        from hub.platform.jobs.services import schedule

        schedule("maturity.month_end", "hub.maturity.services.snapshots.take_missing", every=timedelta(days=1))

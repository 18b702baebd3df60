"""Register the usage mechanism with Django."""

from datetime import timedelta

from django.apps import AppConfig


class UsageConfig(AppConfig):
    name = "hub.platform.usage"
    label = "usage"
    verbose_name = "Usage"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Forget old rows each day."""
        from hub.platform.jobs.services import schedule

        schedule("usage.forget", "hub.platform.usage.services.forget_old", every=timedelta(days=1))

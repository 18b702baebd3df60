"""Register the jobs mechanism with Django."""

from datetime import timedelta

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "hub.platform.jobs"
    label = "jobs"
    verbose_name = "Background jobs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the jobs' own regular work."""
        from hub.platform.jobs.services import schedule

        schedule("jobs.forget_old", "hub.platform.jobs.services.forget_old", every=timedelta(days=1))

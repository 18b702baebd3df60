"""Register the drafts mechanism with Django."""

from datetime import timedelta

from django.apps import AppConfig


class DraftsConfig(AppConfig):
    name = "hub.platform.drafts"
    label = "drafts"
    verbose_name = "Drafts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Forget old drafts each day."""
        from hub.platform.jobs.services import schedule

        schedule("drafts.expire", "hub.platform.drafts.jobs.expire", every=timedelta(days=1))

"""Register the duties of the law with Django and with the shared mechanisms."""

from datetime import timedelta

from django.apps import AppConfig


class DutyConfig(AppConfig):
    name = "hub.duty"
    label = "duty"
    verbose_name = "Notice duties"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what the mechanisms need to know of duties, and work all of them out once a day."""
        from hub.duty import authority, deadlines, handing_over, indicators, searching, services  # noqa: F401
        from hub.platform.jobs.services import schedule

        schedule("duty.rebuild", "hub.duty.jobs.rebuild", every=timedelta(days=1))

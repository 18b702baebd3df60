"""Register the deadlines mechanism with Django."""

from datetime import timedelta

from django.apps import AppConfig


class DeadlinesConfig(AppConfig):
    name = "hub.platform.deadlines"
    label = "deadlines"
    verbose_name = "Deadlines and alerts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Rebuild deadlines after every act, count alerts in the masthead, and rebuild all of them once a day."""
        from hub.platform.deadlines import rows, selectors  # noqa: F401
        from hub.platform.jobs.services import schedule
        from hub.platform.ui import shell

        shell.provide("alerts", lambda request: selectors.open_count(request.actor))  # type: ignore[attr-defined]
        schedule("deadlines.rebuild", "hub.platform.deadlines.jobs.rebuild", every=timedelta(days=1))

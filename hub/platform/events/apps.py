"""Register the events mechanism with Django."""

from datetime import timedelta

from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "hub.platform.events"
    label = "events"
    verbose_name = "The event log"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Sign the log every hour (security.md §8) and open each connection to long statements."""
        from django.db.backends.signals import connection_created

        from hub.platform import lists
        from hub.platform.bulk import widen
        from hub.platform.events import acts  # noqa: F401  (so that the table of acts is whole)
        from hub.platform.jobs.services import schedule

        schedule("events.checkpoint", "hub.platform.events.jobs.checkpoint", every=timedelta(hours=1))
        schedule("events.mail_checkpoint", "hub.platform.events.jobs.mail", every=timedelta(days=1))
        connection_created.connect(widen, dispatch_uid="hub.platform.bulk.widen")
        lists.register()

"""Register bids with Django and with the shared mechanisms."""

from datetime import timedelta

from django.apps import AppConfig


class BidsConfig(AppConfig):
    name = "hub.bids"
    label = "bids"
    verbose_name = "Bids"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what the mechanisms need to know of bids."""
        from hub.bids import acts, deadlines, keeping, papers, services, starting  # noqa: F401
        from hub.platform.jobs.services import schedule

        schedule("bids.remind", "hub.bids.jobs.remind", every=timedelta(minutes=1))
        schedule("bids.close", "hub.bids.jobs.close", every=timedelta(minutes=1))
        schedule("bids.copy", "hub.bids.jobs.copy", every=timedelta(minutes=10))

"""Register bids with Django and with the shared mechanisms."""

from django.apps import AppConfig


class BidsConfig(AppConfig):
    name = "hub.bids"
    label = "bids"
    verbose_name = "Bids"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what the mechanisms need to know of bids."""
        from hub.bids import acts, deadlines, keeping, papers, services, starting  # noqa: F401

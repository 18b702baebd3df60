"""Register awards with Django and with the shared mechanisms."""

from django.apps import AppConfig


class AwardConfig(AppConfig):
    name = "hub.award"
    label = "award"
    verbose_name = "Awards"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what the mechanisms need to know of awards."""
        from hub.award import acts, approving, deadlines, indicators, panels, searching, services  # noqa: F401

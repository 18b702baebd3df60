"""Register the spend package with Django and with the shared mechanisms."""

from django.apps import AppConfig


class SpendConfig(AppConfig):
    name = "hub.spend"
    label = "spend"
    verbose_name = "Spend"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what the mechanisms need to know of spend."""
        from hub.spend.selectors import parts  # noqa: F401
        from hub.spend.services import guards  # noqa: F401

"""Register the approvals mechanism with Django."""

from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    name = "hub.platform.approvals"
    label = "approvals"
    verbose_name = "Approvals"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hold back acts that lack an approval, and watch requests that wait."""
        from hub.platform.approvals import deadlines, services  # noqa: F401

"""Register the supplier package with Django and with the shared mechanisms."""

from django.apps import AppConfig


class SupplierConfig(AppConfig):
    name = "hub.supplier"
    label = "supplier"
    verbose_name = "Suppliers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what the mechanisms need to know of suppliers."""
        from hub.platform.identity.roles import OFFICERS
        from hub.platform.ui.navigation import claim
        from hub.supplier import searching  # noqa: F401

        claim("staff", "suppliers", usable=lambda actor: actor.has_any(OFFICERS))

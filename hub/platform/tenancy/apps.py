"""Register the tenancy mechanism with Django."""

from django.apps import AppConfig


class TenancyConfig(AppConfig):
    name = "hub.platform.tenancy"
    label = "tenancy"
    verbose_name = "Authorities and sharing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell each new connection how far it reaches (security.md §11)."""
        from django.db.backends.signals import connection_created

        from hub.platform.tenancy import reach

        connection_created.connect(reach.greet, dispatch_uid="hub.platform.tenancy.reach")

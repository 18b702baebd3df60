"""Register organisations with Django and with the shared mechanisms."""

from datetime import timedelta

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "hub.organisation"
    label = "organisation"
    verbose_name = "Organisations of suppliers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare its papers, and look each hour for what time has brought about."""
        from hub.organisation import papers  # noqa: F401
        from hub.platform.jobs.services import schedule

        schedule("organisation.claims", "hub.organisation.jobs.let_in", every=timedelta(hours=1))
        schedule("organisation.warnings", "hub.organisation.jobs.warn", every=timedelta(days=1))

"""Register the publishing package with Django and with the shared mechanisms."""

from datetime import timedelta

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "hub.publishing"
    label = "publishing"
    verbose_name = "Publishing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what the mechanisms need to know of publishing."""
        from hub.platform.documents.holding import holds_files
        from hub.platform.jobs.services import schedule
        from hub.publishing import (  # noqa: F401
            deadlines,
            decisions,
            engagements,
            following,
            panels,
            searching,
            services,
            waivers,
        )
        from hub.publishing.selectors import files_of_runs

        holds_files("publications", files_of_runs)
        schedule("publishing.tell_followers", "hub.publishing.telling.tell_followers", every=timedelta(days=1))
        schedule("publishing.sweep_exports", "hub.publishing.services.exporting.job.sweep", every=timedelta(days=1))

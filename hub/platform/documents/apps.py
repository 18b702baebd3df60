"""Register the documents mechanism with Django."""

from datetime import timedelta

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "hub.platform.documents"
    label = "documents"
    verbose_name = "Documents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let documents be found, and tidy up each day."""
        from hub.platform.documents import disposing, searching
        from hub.platform.jobs.services import schedule

        assert searching and disposing
        schedule("documents.sweep", "hub.platform.documents.jobs.sweep", every=timedelta(days=1))

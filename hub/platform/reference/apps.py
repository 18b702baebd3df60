"""Register the reference mechanism with Django."""

from django.apps import AppConfig


class ReferenceConfig(AppConfig):
    name = "hub.platform.reference"
    label = "reference"
    verbose_name = "Reference data"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let each request ask once whether the law's tables changed."""
        from django.core.signals import request_finished, request_started

        from hub.platform.reference import statute

        request_started.connect(statute.begin_request, dispatch_uid="statute.begin_request")
        request_finished.connect(statute.end_request, dispatch_uid="statute.end_request")

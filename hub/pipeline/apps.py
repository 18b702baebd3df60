"""Register the pipeline package with Django and with the shared mechanisms."""

from django.apps import AppConfig


class PipelineConfig(AppConfig):
    name = "hub.pipeline"
    label = "pipeline"
    verbose_name = "Pipeline"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what the mechanisms need to know of the forward plan."""
        from hub.pipeline import deadlines, indicators, searching  # noqa: F401
        from hub.platform.identity.roles import OFFICERS
        from hub.platform.ui.navigation import claim

        claim("staff", "plan", usable=lambda actor: actor.has_any(OFFICERS), href="/pipeline/")

"""Register the pipeline package with Django and with the shared mechanisms."""

from django.apps import AppConfig


class PipelineConfig(AppConfig):
    name = "hub.pipeline"
    label = "pipeline"
    verbose_name = "Pipeline"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what the mechanisms need to know of the forward plan."""
        from hub.pipeline import deadlines, feeding, handing_over, indicators, searching  # noqa: F401
        from hub.platform.identity.roles import OFFICERS
        from hub.platform.search.palette import Command, command
        from hub.platform.ui.navigation import claim
        from hub.platform.ui.starts import offer_start

        claim("staff", "plan", usable=lambda actor: actor.has_any(OFFICERS), href="/pipeline/", also=("/needs/",))
        offer_start(
            "Tell us what you need",
            hint="Half a page. You see who plans the same, and hear what becomes of it.",
            href="/needs/new/",
            roles=OFFICERS,
            order=5,
        )
        command(Command("Tell us what you need", "/needs/new/", words=("need", "new need", "buy"), roles=OFFICERS))
        command(Command("Workload of the plan", "/pipeline/workload/", words=("workload", "capacity"), roles=OFFICERS))

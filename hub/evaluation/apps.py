"""Register scoring with Django and with the shared mechanisms."""

from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    name = "hub.evaluation"
    label = "evaluation"
    verbose_name = "Scoring"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what the mechanisms need to know of scoring."""
        from hub.evaluation import acts, services  # noqa: F401

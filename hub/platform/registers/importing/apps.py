"""Register the importing mechanism with Django."""

from django.apps import AppConfig


class ImportingConfig(AppConfig):
    name = "hub.platform.registers.importing"
    label = "importing"
    verbose_name = "Importing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Keep the uploaded lists of loads when papers with the same content are disposed of."""
        from hub.platform.documents.holding import holds_files
        from hub.platform.registers.importing.selectors import uploads_with

        holds_files("loads", uploads_with)

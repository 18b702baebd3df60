"""Register the numbering mechanism with Django."""

from django.apps import AppConfig


class NumberingConfig(AppConfig):
    name = "hub.platform.numbering"
    label = "numbering"
    verbose_name = "Numbering"
    default_auto_field = "django.db.models.BigAutoField"

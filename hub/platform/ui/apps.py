"""Register the ui mechanism with Django."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "hub.platform.ui"
    label = "ui"
    verbose_name = "Page kit"
    default_auto_field = "django.db.models.BigAutoField"

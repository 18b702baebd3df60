"""Register the govuk mechanism with Django."""

from django.apps import AppConfig


class GovukConfig(AppConfig):
    name = "hub.platform.govuk"
    label = "govuk"
    verbose_name = "Form kit"
    default_auto_field = "django.db.models.BigAutoField"

"""Register the registers mechanism with Django."""

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "hub.platform.registers"
    label = "registers"
    verbose_name = "Registers"
    default_auto_field = "django.db.models.BigAutoField"

"""Register the making of tables with Django, whose `migrate` it goes before."""

from django.apps import AppConfig


class TablesConfig(AppConfig):
    name = "hub.platform.tables"
    label = "tables"
    verbose_name = "Tables"

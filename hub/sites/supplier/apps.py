"""Register the supplier site with Django."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "hub.sites.supplier"
    label = "supplier_site"

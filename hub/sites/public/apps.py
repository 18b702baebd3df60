"""Register the public site with Django, and its words with the menu."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "hub.sites.public"
    label = "public_site"

    def ready(self) -> None:
        """Claim the words of the menu that lead somewhere, and say how fresh the facts are."""
        from hub.sites.public import menu  # noqa: F401

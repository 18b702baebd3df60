"""Register the law desk with Django and with the shared mechanisms."""

from django.apps import AppConfig


class LawDeskConfig(AppConfig):
    name = "hub.lawdesk"
    label = "lawdesk"
    verbose_name = "Law desk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what the mechanisms need to know, and take the menu's word."""
        from hub.lawdesk import deadlines, handing_over, indicators, searching, services  # noqa: F401
        from hub.platform.identity.roles import OFFICERS
        from hub.platform.ui.navigation import claim

        claim("staff", "library", usable=lambda actor: actor.has_any(OFFICERS), href="/law/")

"""Register the identity mechanism with Django."""

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "hub.platform.identity"
    label = "identity"
    verbose_name = "People, memberships and sessions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to sign-in signals, and tell pages what surrounds them."""
        from hub.platform.identity import listening, managers, recovery, surroundings, who  # noqa: F401

        recovery.install()

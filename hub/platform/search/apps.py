"""Register the search mechanism with Django."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "hub.platform.search"
    label = "search"
    verbose_name = "Search"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Rebuild what is found after every act."""
        from hub.platform.acts import after_act
        from hub.platform.search.index import refresh_roots

        after_act(refresh_roots)

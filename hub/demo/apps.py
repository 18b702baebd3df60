"""Register the demo with Django."""

from django.apps import AppConfig
from django.http import HttpRequest


class DemoConfig(AppConfig):
    name = "hub.demo"
    label = "demo"
    verbose_name = "The demo authority"

    def ready(self) -> None:
        """Tell the page kit who one is in the demo."""
        from hub.platform.ui import shell
        from hub.platform.words import moment

        def who(request: HttpRequest) -> dict[str, str]:
            actor = getattr(request, "actor", None)
            name = actor.name if actor is not None and actor.person_id else ""
            return {"name": name, "href": "/demo/", "clock": moment(request.now)}  # type: ignore[attr-defined]

        shell.provide("demo", who)

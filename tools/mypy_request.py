"""Tell mypy that `request.site` is our site's name; the stubs take it for a record of Django's sites app."""

from __future__ import annotations

from collections.abc import Callable

from mypy.plugin import AttributeContext, Plugin
from mypy.types import Type


class RequestPlugin(Plugin):
    """Give attributes that our middleware sets their real types."""

    def get_attribute_hook(self, fullname: str) -> Callable[[AttributeContext], Type] | None:
        """Answer for the one attribute that the stubs describe otherwise."""
        return text if fullname.endswith("HttpRequest.site") else None


def text(context: AttributeContext) -> Type:
    return context.api.named_generic_type("builtins.str", [])


def plugin(version: str) -> type[Plugin]:
    """Hand mypy the plugin."""
    return RequestPlugin

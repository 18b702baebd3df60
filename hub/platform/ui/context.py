"""The context processor that gives every template its shell."""

from django.http import HttpRequest

from hub.platform.ui.shell import Shell


def page(request: HttpRequest) -> dict[str, object]:
    """Give templates `hub`, the shell of the page; nothing is looked up until a template asks."""
    return {"hub": Shell(request)}

"""Let a view read its own files as they arrive, before anything else touches what was sent.

Django would write a large file to the temporary folder, in clear, as soon as somebody looks at ``request.POST``; the
check of cross-site tokens does. A view that names its own upload handlers has them put in place before that.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase


class IntakeMiddleware:
    """Ask a view for its upload handlers; stands before everything that reads forms.

    A view class that takes files by itself has ``upload_handlers(request, **kwargs)``, which gives a list.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """Put the handlers in place."""
        wants = getattr(getattr(view, "view_class", None), "upload_handlers", None)
        if request.method == "POST" and wants is not None:
            request.upload_handlers = wants(request, **kwargs)
        return None

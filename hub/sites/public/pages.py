"""What all pages of the public site share: nobody signs in, nothing is remembered, everything may be cached."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from hub.platform.ui.views import PageView

KEEP_PAGE = "public, max-age=60"


class PublicPage(PageView):
    """A page that everybody may read and any cache may keep for a minute."""

    open_to_all: ClassVar[bool] = True
    http_method_names = ["get", "head", "options"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer with what a cache needs to know."""
        answer = super().dispatch(request, *args, **kwargs)
        answer["Cache-Control"] = KEEP_PAGE
        return answer


class OpenData(PublicPage):
    """A file or an answer that programs of other sites may read too (security.md §12)."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let other origins read it; nobody's credentials are asked for or looked at."""
        return opened(super().dispatch(request, *args, **kwargs))


def opened(answer: HttpResponseBase) -> HttpResponseBase:
    """Let programs of any origin read an answer."""
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer

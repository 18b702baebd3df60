"""Pages that people save and run without us, and the digests of the scripts that seal in ours."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.templatetags.static import static

from hub.bids.downloads import SEAL, download, script_digests
from hub.sites.public.pages import OpenData


class ToolView(OpenData):
    """A page to save. It is never shown as a page of ours: what it does must not depend on who serves it."""

    file: ClassVar[str] = SEAL

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Give the file."""
        found = download(self.file)
        if found is None:
            raise Http404
        answer = HttpResponse(found.content, content_type="text/html; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{found.name}"'
        return answer


class ScriptsView(OpenData):
    """The scripts that seal and open in our pages: where each is served and its SHA-256, for whoever watches them."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Give the list."""
        told = [{"name": name, "address": static(name), "sha256": digest} for name, digest in script_digests().items()]
        return JsonResponse({"scripts": told})

"""Saving drafts, and the list of them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render

from hub.platform.drafts import services
from hub.platform.drafts.marks import KEY_FIELD, read_mark, read_place
from hub.platform.identity.roles import EVERYONE
from hub.platform.ui.views import PageView
from hub.platform.words import time_with_minutes


class SaveView(PageView):
    """Keep what somebody typed so far: as they type, or because they come back later."""

    reads = EVERYONE
    http_method_names = ["post"]
    # A form is saved again and again under the one mark that it was rendered with.
    may_repeat = True

    def post(self, request: HttpRequest, token: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Save, and say so; with "Save and come back later" go to the list."""
        place = read_place(token)
        if place is None:
            return self.say("Not saved: this page is too old. Open the form again.", status=400)
        mark = read_mark(request.POST.get(KEY_FIELD))
        later = "later" in request.POST
        if mark is not None and services.was_sent(mark):
            return self.say("Sent.")
        assert self.actor.person_id is not None
        words = services.words_of(request.POST, never=place.never)
        site = request.site  # type: ignore[attr-defined]
        try:
            services.save(person_id=self.actor.person_id, site=site, place=place, words=words, at=self.at)
        except services.TooMuch as fault:
            if later:
                messages.error(request, str(fault))
                return HttpResponseRedirect("/drafts/")
            return self.say(str(fault), status=413)
        if later:
            messages.success(request, f"Saved “{place.title}”. It stays under Drafts for 90 days.")
            return HttpResponseRedirect("/drafts/")
        return self.say(f"Saved {time_with_minutes(self.at)}")

    def say(self, sentence: str, status: int = 200) -> HttpResponse:
        """Give the line that stands beside the form."""
        return render(self.request, "drafts/_status.html", {"sentence": sentence}, status=status)


class DiscardView(PageView):
    """Forget a draft and begin the form afresh."""

    reads = EVERYONE
    http_method_names = ["post"]

    def post(self, request: HttpRequest, token: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Forget it, and lead back to the form; an altered address leads to the list."""
        place = read_place(token)
        if place is None:
            return HttpResponseRedirect("/drafts/")
        assert self.actor.person_id is not None
        services.discard(person_id=self.actor.person_id, place=place)
        messages.success(request, "Draft discarded.")
        return HttpResponseRedirect(place.path)


class DraftsView(PageView):
    """Everything that I began and did not finish."""

    reads = EVERYONE
    template_name = "drafts/drafts.html"
    title = "Drafts"

    def context(self) -> dict[str, Any]:
        """Add the person's drafts."""
        assert self.actor.person_id is not None
        site = self.request.site  # type: ignore[attr-defined]
        return {**super().context(), "drafts": services.drafts_of(self.actor.person_id, site=site, at=self.at)}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Remove one of them."""
        chosen = request.POST.get("remove", "")
        if chosen.isascii() and chosen.isdigit() and len(chosen) < 18:
            assert self.actor.person_id is not None
            services.remove(person_id=self.actor.person_id, pk=int(chosen))
            messages.success(request, "Draft removed.")
        return HttpResponseRedirect("/drafts/")

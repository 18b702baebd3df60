"""Where the link of a letter leads: the quote without an account, its papers, and the way to answer it."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase

from hub.platform.documents import views as documents
from hub.platform.govuk.forms import GovForm
from hub.platform.identity.roles import BIDDERS
from hub.platform.ui.views import FormPage, PageView
from hub.sites.supplier.quotes import carrying_on
from hub.sites.supplier.quotes.base import ForOrganisation, clock_of, tag_of
from hub.sites.supplier.quotes.words import asked_rows
from hub.tender import portal


def unlisted(answer: HttpResponseBase) -> HttpResponseBase:
    """Keep what only a link opens out of caches and search engines."""
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer


class ByLink(PageView):
    """A page that only the link of a letter opens."""

    open_to_all: ClassVar[bool] = True
    http_method_names = ["get", "head", "options"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer, and keep it out of caches."""
        return unlisted(super().dispatch(request, *args, **kwargs))


class LinkView(ByLink):
    """The quote as everybody who is asked reads it, and the button to answer it."""

    template_name = "supplier/quotes/link.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show it; lead those whose organisation has it already to their own page."""
        token = kwargs["token"]
        found = portal.by_link(token, at=self.at)
        if found is None:
            return gone(self)
        if self.actor.supplier_reach:
            own = portal.uptake(self.actor, token, at=self.at)
            if own is not None and own.is_own:
                return HttpResponseRedirect(own.quote.page)
        quote = found.quote
        papers = [(paper, f"/quotes/link/{token}/papers/{paper.number}/") for paper in quote.papers]
        return self.page(
            quote=quote, supplier=found.supplier, clock=clock_of(quote, at=self.at), tag=tag_of(quote), papers=papers,
            asked=asked_rows(quote), token=token, is_inside=not self.actor.is_anonymous,
        )  # fmt: skip


class LinkPaperView(ByLink):
    """A paper of the pack, for who has the link."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Hand the pinned version out."""
        version = portal.paper_by_link(kwargs["token"], kwargs["number"])
        if version is None:
            raise Http404
        return documents.hand_out(request, version)


class LinkAccountView(ByLink):
    """On the way to an account: which quote somebody came for is remembered in their session."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Remember it, and lead to where an account is made."""
        if portal.by_link(kwargs["token"], at=self.at) is None:
            return gone(self)
        carrying_on.remember(request, kwargs["token"])
        return HttpResponseRedirect("/register/")


def gone(view: PageView) -> HttpResponse:
    """Say that a link is old, and how to go on."""
    from django.shortcuts import render

    context = {"is_inside": not view.actor.is_anonymous, "title": "This link no longer works"}
    return render(view.request, "supplier/quotes/link_gone.html", context, status=410)


class UptakeForm(ForOrganisation, GovForm):
    """Nothing to type but for whom."""


class TakeUpView(FormPage):
    """Answer the quote of a link for one of one's organisations."""

    reads = BIDDERS
    menu = "bids"
    form_class: ClassVar[Any] = UptakeForm
    template_name = "supplier/quotes/take_up.html"
    title = "Answer this quote"
    is_drafted = False
    uptake: portal.Uptake

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find what the link opens; who has it already goes to it, who belongs nowhere is led into an organisation."""
        found = portal.uptake(self.actor, kwargs["token"], at=self.at)
        if found is None:
            return unlisted(gone(self))
        if found.is_own:
            carrying_on.forget(request)
            return HttpResponseRedirect(found.quote.page)
        self.uptake = found
        if not self.actor.supplier_reach:
            carrying_on.remember(request, kwargs["token"])
        return unlisted(super().dispatch(request, *args, **kwargs))

    def form_arguments(self) -> dict[str, Any]:
        """Give the form the organisations."""
        return {**super().form_arguments(), "organisations": list(self.uptake.organisations)}

    def context(self) -> dict[str, Any]:
        """Add what is taken up, and why it may not be."""
        return {
            **super().context(),
            "uptake": self.uptake,
            "quote": self.uptake.quote,
            "clock": clock_of(self.uptake.quote, at=self.at),
            "belongs": bool(self.actor.supplier_reach),
            "is_named": any(
                name.casefold() == self.uptake.supplier.casefold() for _, name in self.uptake.organisations
            ),
            "can": bool(self.uptake.organisations) and self.uptake.quote.is_open,
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Take it up, where there is something to take up."""
        if not self.uptake.organisations:
            return self.get(request, *args, **kwargs)
        return super().post(request, *args, **kwargs)

    def perform(self, form: forms.Form) -> str:
        """Tie the invitation to the organisation."""
        assert isinstance(form, UptakeForm)
        return portal.take_up(self.actor, self.kwargs["token"], party=form.party, at=self.at)

    def done_sentence(self, result: str) -> str:
        """Say where it stands from now on."""
        return "This quote is yours to answer. You and your colleagues find it under My bids."

    def next_url(self, result: str) -> str:
        """Go to the quote."""
        carrying_on.forget(self.request)
        return f"/quotes/{result}/"

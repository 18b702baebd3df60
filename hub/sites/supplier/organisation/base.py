"""What the pages about one of the reader's organisations share."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase

from hub.organisation.portal import joining, profile
from hub.platform.identity.roles import BIDDERS, SUPPLIER_ROLES, Role
from hub.platform.ui.navigation import claim
from hub.platform.ui.parts import Link
from hub.platform.ui.views import FormPage, PageView

JOIN = "/organisation/join/"
PARTS = (("Details", "/organisation/"), ("People", "/organisation/people/"), ("Answers", "/organisation/answers/"))


class OnOrganisation(PageView):
    """A page about one of the reader's organisations: the first by name, or the one that ``of`` names."""

    reads: ClassVar[frozenset[Role] | None] = SUPPLIER_ROLES
    menu = "organisation"
    # Whether only owners, or owners and editors, find this page; the others get what is behind no address.
    for_owners: ClassVar[bool] = False
    for_writers: ClassVar[bool] = False
    mine: profile.Mine
    all_mine: list[profile.Mine]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Choose the organisation; one that is not the reader's is missing."""
        self.all_mine = profile.organisations(self.actor)
        wanted = request.GET.get("of", "")
        found = next((one for one in self.all_mine if not wanted or str(one.party) == wanted), None)
        if found is None and not wanted and not self.all_mine:
            return HttpResponseRedirect(JOIN)
        if found is None or (self.for_owners and not found.owns) or (self.for_writers and not found.writes):
            raise Http404
        self.mine = found
        return super().dispatch(request, *args, **kwargs)

    def address(self, path: str) -> str:
        """Give the address of a page about this organisation; with one alone it needs no name."""
        return path if len(self.all_mine) == 1 else f"{path}?of={self.mine.party}"

    def context(self) -> dict[str, Any]:
        """Add the organisation, the links between its pages, and claims to which its people can object."""
        here = self.request.path
        waiting = [one for one in joining.claims_to_answer(self.actor) if one.party == self.mine.party]
        return {
            **super().context(),
            "mine": self.mine,
            "others": [one for one in self.all_mine if one != self.mine],
            "of": "" if len(self.all_mine) == 1 else f"?of={self.mine.party}",
            "parts": [Link(text, self.address(href), current=href == here) for text, href in PARTS],
            "claims": waiting,
        }


class OrganisationForm(OnOrganisation, FormPage):
    """A form about one of the reader's organisations."""

    # Who holds the act finds the page; the others get what is behind no address.
    reads = None
    template_name = "supplier/organisation/form.html"
    back: ClassVar[tuple[str, str]] = ("/organisation/", "My organisation")

    def context(self) -> dict[str, Any]:
        """Add the way back."""
        known = super().context()
        title = str(self.title) or (self.act.phrase if self.act else "")
        return {**known, "title": title, "back": Link(self.back[1], self.address(self.back[0]))}

    def form_valid(self, form: Any) -> HttpResponseBase:
        """Perform; what is not there any more is missing."""
        try:
            return super().form_valid(form)
        except LookupError as gone:
            raise Http404 from gone

    def next_url(self, result: Any) -> str:
        """Go back to where the form was opened."""
        return self.address(self.back[0])


class Outside(PageView):
    """A page for whoever has an account, in an organisation or not."""

    reads = BIDDERS
    menu = "organisation"


def redirected(address: str) -> HttpResponse:
    """Lead on to another page."""
    return HttpResponseRedirect(address)


claim("supplier", "organisation", usable=lambda actor: actor.has_any(BIDDERS))

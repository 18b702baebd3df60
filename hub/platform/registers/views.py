"""The page of a register, its refresh without reloading, its exports and its saved views."""

from __future__ import annotations

from typing import Any, ClassVar
from urllib.parse import parse_qs

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import URLPattern, get_urlconf, is_valid_path, path, reverse
from django.utils.cache import patch_vary_headers

from hub.platform.act_table import Refused
from hub.platform.registers import acts, export, saved
from hub.platform.registers.address import Params, plain
from hub.platform.registers.base import Register
from hub.platform.registers.filters.base import Asking
from hub.platform.registers.listing import Listing
from hub.platform.registers.long_exports import MOST_AT_ONCE, enqueue_workbook
from hub.platform.ui.parts import Link
from hub.platform.ui.views import PageView

FRAGMENT = "register"


class RegisterView(PageView):
    """One register at one address; ``reads`` or ``open_to_all`` says who may open it."""

    register: ClassVar[type[Register]]
    base_template: ClassVar[str] = "staff/base.html"
    template_name: ClassVar[str] = "registers/page.html"
    fragment_template: ClassVar[str] = "registers/_register.html"
    # Readers without an account have nobody to save a view for.
    saves_views: ClassVar[bool] = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer with the page, or with the register alone when a refresh asked for it."""
        return self.answer()

    def answer(self, status: int = 200, **extra: Any) -> HttpResponse:
        """Render what the address asks for."""
        is_fragment = wants_fragment(self.request)
        template = self.fragment_template if is_fragment else self.template_name
        context = {**self.context(), "is_fragment": is_fragment, **extra}
        response = render(self.request, template, context, status=status)
        patch_vary_headers(response, ["HX-Request", "HX-Target"])
        return response

    @property
    def asking(self) -> Asking:
        """Give who asks and when."""
        return Asking(self.actor, self.at)

    def build(self) -> Register:
        """Give the register; a list inside a record's page passes the record here."""
        return self.register()

    def given(self) -> Params:
        """Give the parameters of the address."""
        return plain(self.request.GET)

    def listing(self) -> Listing:
        """Work the list out."""
        register = self.build()
        mine = saved.views_of(self.actor, register.name) if self.saves_views else []
        asked = register.understand(self.given(), self.asking, mine)
        return Listing(register, self.asking, asked, mine)

    def context(self) -> dict[str, Any]:
        """Give the templates the list and its links."""
        listing = self.listing()
        return {
            **super().context(),
            "base_template": self.base_template,
            "listing": listing,
            "head_links": listing.register.links(self.actor),
            "exports": self.exports(listing),
            "columns_menu": columns_menu(listing),
            "density": density(listing),
            "search_kept": listing.asked.left({"q": []}),
            "narrow_open": bool(listing.asked.more),
            "saving": self.saving(listing),
        }

    def address(self, name: str, **parts: Any) -> str:
        """Give the address of a part of this register, beside the page itself."""
        match = self.request.resolver_match
        space = f"{match.namespace}:" if match and match.namespace else ""
        outer = {key: value for key, value in self.kwargs.items() if key not in {"format", "view_id"}}
        return reverse(f"{space}{self.register.name}-{name}", kwargs={**outer, **parts})

    def exports(self, listing: Listing) -> list[Link]:
        """Give the download links, each for exactly what is on show."""
        if not listing.count:
            return []
        query = listing.asked.query({})
        rows = "this row" if listing.count == 1 else f"these {listing.count:,} rows"
        names = {"csv": f"CSV, {rows}", "xlsx": f"Excel, {rows}", "json": f"JSON, {rows}"}
        base = self.address("register")
        links = [Link(names[kind], f"{base}export.{kind}{query}") for kind in listing.register.exports]
        if listing.register.round_trip:
            edit = listing.asked.query({"for": ["edit"]})
            links.insert(min(2, len(links)), Link("Excel, to edit and send back", f"{base}export.xlsx{edit}"))
        return links

    def saving(self, listing: Listing) -> dict[str, str] | None:
        """Give what the form for saving needs; nothing for those who cannot."""
        if not self.saves_views or self.actor.person_id is None:
            return None
        found = {"save": self.address("save-view"), "address": listing.asked.query({}).removeprefix("?"), "name": ""}
        kept = next((view for view in listing.mine if view.slug == listing.asked.view), None)
        if kept:
            found["remove"] = self.address("remove-view", view_id=kept.pk)
        return found


class ExportView(RegisterView):
    """A register as a file: the rows under the filters, in the order and with the columns on show."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer with the file."""
        register, kind = self.build(), kwargs["format"]
        if kind not in register.exports:
            raise Http404
        asked = register.understand(plain(request.GET), self.asking)
        is_edit = request.GET.get("for") == "edit" and register.round_trip and kind == "xlsx"
        sheet = export.sheet_of(register, asked, self.asking, is_edit=is_edit)
        if kind == "xlsx" and self.may_wait() and sheet.count() > MOST_AT_ONCE:
            return HttpResponseRedirect(reverse("jobs:job", args=[enqueue_workbook(sheet).pk]))
        return export.response(sheet, kind)

    def may_wait(self) -> bool:
        """Say whether a job can make the file: for people with a page of their jobs, of a list that needs no record."""
        is_plain = type(self).build is RegisterView.build
        has_page = bool(is_valid_path("/jobs/", urlconf=get_urlconf()))
        return is_plain and self.actor.person_id is not None and has_page


class SaveView(RegisterView):
    """Save what an address asks for under a name."""

    act = acts.SAVE_VIEW
    http_method_names = ["post"]

    def given(self) -> Params:
        """Give the parameters of the address that is to be saved."""
        try:
            return plain(parse_qs(self.request.POST.get("address", "")[:4000], max_num_fields=200))
        except ValueError:
            return {}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Save and show the view, or show the list again with the reason why not."""
        listing = self.listing()
        name = request.POST.get("name", "")
        try:
            view = saved.save_view(
                register=listing.register.name,
                name=name,
                params=listing.asked.effective,
                summary=listing.summary,
                by=self.actor,
                at=self.at,
            )
        except Refused as refused:
            given = {**(self.saving(listing) or {}), "remove": "", "error": refused.sentence, "name": name[:200]}
            return render(request, self.template_name, {**self.context(), "saving": given}, status=422)
        messages.success(request, f"Saved the view “{view.name}”. Only you see it.")
        return HttpResponseRedirect(f"{self.address('register')}?view={view.slug}")


class RemoveView(RegisterView):
    """Remove a saved view of one's own."""

    act = acts.REMOVE_VIEW
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Remove it and show the whole list; somebody else's view is a missing one."""
        view = saved.find(self.actor, self.register.name, kwargs["view_id"])
        if view is None:
            raise Http404
        saved.remove_view(view, by=self.actor, at=self.at)
        messages.success(request, f"Removed the view “{view.name}”.")
        return HttpResponseRedirect(self.address("register"))


def register_urls(page: type[RegisterView], *, prefix: str = "") -> list[URLPattern]:
    """Give the addresses of a register: the page, its exports and, for readers with an account, its saved views."""
    name = page.register.name

    def part(kind: type[RegisterView]) -> Any:
        # The package's own page stands behind the part, so its register, base layout and readers hold for both.
        made: Any = type(f"{page.__name__}{kind.__name__}", (kind, page), {"__module__": page.__module__})
        return made.as_view()

    urls = [
        path(prefix, page.as_view(), name=f"{name}-register"),
        path(f"{prefix}export.<str:format>", part(ExportView), name=f"{name}-export"),
    ]
    if page.saves_views and not getattr(page, "open_to_all", False):
        urls += [
            path(f"{prefix}views/", part(SaveView), name=f"{name}-save-view"),
            path(f"{prefix}views/<int:view_id>/remove/", part(RemoveView), name=f"{name}-remove-view"),
        ]
    return urls


def wants_fragment(request: HttpRequest) -> bool:
    """Say whether a refresh asked for the register alone; going back in history asks for the page."""
    headers = request.headers
    if headers.get("HX-Request") != "true" or headers.get("HX-History-Restore-Request") == "true":
        return False
    return headers.get("HX-Target", "").rpartition("#")[2] == FRAGMENT


def columns_menu(listing: Listing) -> list[Link]:
    """Give one link for each column but the first: show it or hide it."""
    on = [column.key for column in listing.columns]
    links = []
    for column in listing.register.columns[1:]:
        is_on = column.key in on
        keys = [one.key for one in listing.register.columns if (one.key in on) != (one.key == column.key)]
        links.append(
            Link(f"{'Hide' if is_on else 'Show'} {column.heading}", listing.asked.link(columns=",".join(keys)))
        )
    if listing.asked.columns:
        links.append(Link("Show the usual columns", listing.asked.link(columns=None)))
    return links


def density(listing: Listing) -> Link:
    """Give the link to taller or closer rows."""
    if listing.asked.is_tall:
        return Link("Closer rows", listing.asked.link(density=None))
    return Link("Taller rows", listing.asked.link(density="tall"))


__all__ = ["ExportView", "RegisterView", "register_urls", "wants_fragment"]

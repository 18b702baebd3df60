"""The search page, the suggestions of the box, and addresses that are a reference alone."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase

from hub.platform import clock
from hub.platform.identity.roles import OFFICERS, STAFF_ROLES
from hub.platform.search import palette
from hub.platform.search.declare import all_declared, declared
from hub.platform.search.fewer import some_of
from hub.platform.search.misses import count_miss
from hub.platform.search.search import MOST_RANKED, SearchResult, best_reference, corrected_query, search
from hub.platform.ui.parts import Link
from hub.platform.ui.views import PageView

SHOWN_OF_ALL, SHOWN_OF_ONE, SHOWN_IN_BOX = 5, 50, 6
LONGEST_QUERY = 200


class SearchView(PageView):
    """Everything that can be found, grouped by kind."""

    reads = STAFF_ROLES
    template_name = "search/search.html"
    title = "Search"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show what was found; a reference that stands for one record leads there."""
        self.query = request.GET.get("q", "")[:LONGEST_QUERY].replace("\x00", " ").strip()
        self.kind = request.GET.get("kind", "")
        if is_reference(self.query) and (address := best_reference(self.query, actor=self.actor)):
            return HttpResponseRedirect(address)
        return super().get(request, *args, **kwargs)

    def context(self) -> dict[str, Any]:
        """Add the groups, the facets, the commands and what was put right."""
        wanted = [self.kind] if declared(self.kind) else None
        found = search(
            self.query,
            actor=self.actor,
            limit=SHOWN_OF_ONE,
            per_kind=SHOWN_OF_ONE if wanted else SHOWN_OF_ALL,
            kinds=wanted,
        )
        offered = palette.matching(self.query, self.actor)
        if self.query and not found.total and not offered:
            count_miss(clock.london(self.at).date())
        return {
            **super().context(),
            "query": self.query,
            "title": f"Search: {self.query}" if self.query else "Search",
            "result": found,
            "groups": [self.group(kind, count, found) for kind, count in found.counts.items()],
            "facets": self.facets(found, wanted),
            "commands": offered,
            "most_ranked": f"{MOST_RANKED:,}",
            "corrected": corrected_query(self.query, found.corrections),
            "meant": None if found.total else some_of(self.query, actor=self.actor, kinds=wanted),
        }

    def group(self, kind: str, count: int, found: SearchResult) -> dict[str, Any]:
        """Give one kind with its best hits and the way to the rest."""
        declaration = declared(kind)
        asked = corrected_query(self.query, found.corrections)
        more = ""
        if declaration and count > len(found.of_kind(kind)):
            more = f"{declaration.register}?{urlencode({'q': asked})}" if declaration.register else self.address(kind)
        return {
            "label": declaration.label if declaration else kind,
            "id": kind.replace(".", "-"),
            "count": count,
            "hits": found.of_kind(kind),
            "more": more,
        }

    def facets(self, found: SearchResult, wanted: list[str] | None) -> list[Link]:
        """Give the kinds as links that narrow the search."""
        links = [Link("Everything", self.address(""), current=wanted is None)]
        for one in all_declared():
            count = found.counts.get(one.kind)
            if count or (wanted and one.kind == self.kind):
                links.append(Link(one.label, self.address(one.kind), count=count, current=self.kind == one.kind))
        return links if len(links) > 1 else []

    def address(self, kind: str) -> str:
        """Give the address of this search within one kind."""
        return f"?{urlencode({'q': self.query, **({'kind': kind} if kind else {})})}"


class SuggestView(PageView):
    """The lines under the search box while somebody types."""

    reads = STAFF_ROLES
    template_name = "search/_suggestions.html"

    def context(self) -> dict[str, Any]:
        """Add the commands and the best hits."""
        query = self.request.GET.get("q", "")[:LONGEST_QUERY].replace("\x00", " ").strip()
        long_enough = len(query.strip()) > 1
        found = search(query, actor=self.actor, limit=SHOWN_IN_BOX) if long_enough else SearchResult(query)
        commands = palette.matching(query, self.actor)
        return {
            **super().context(),
            "query": query,
            "hits": found.hits,
            "commands": commands,
            "count": len(found.hits) + len(commands) + 1,
        }


class ReferenceView(PageView):
    """An address that is a reference alone leads to its record."""

    reads = OFFICERS

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Lead there, or say that there is no such page: the same for missing and out of reach."""
        address = best_reference(kwargs["reference"], actor=self.actor)
        if address is None:
            raise Http404
        return HttpResponseRedirect(address)


def is_reference(query: str) -> bool:
    """Say whether a query looks like one reference: one word with a digit."""
    return " " not in query and any(character.isdigit() for character in query)

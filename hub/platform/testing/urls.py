"""The pages of the three sites and who may open them, read from the URLconfs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.urls import URLPattern, URLResolver

from hub.platform.identity.middleware import declared, name_of
from hub.platform.identity.roles import Role

SITES = ("staff", "supplier", "public")
PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>")


@dataclass(frozen=True)
class Page:
    """One address pattern of one site and what its view declares."""

    site: str
    path: str
    view: Callable[..., Any]

    @property
    def parameters(self) -> list[str]:
        """Give the names of the variable parts."""
        return [name for _, name in PARAMETER.findall(self.path)]

    @property
    def numbers(self) -> list[str]:
        """Give the names of the variable parts that are numbers."""
        return [name for kind, name in PARAMETER.findall(self.path) if kind == "int"]

    @property
    def is_open(self) -> bool:
        """Say whether nobody has to sign in."""
        return bool(declared(self.view, "open_to_all"))

    @property
    def roles(self) -> frozenset[Role] | None:
        """Give the roles that may open it; None when the view says nothing."""
        reads, act = declared(self.view, "reads"), declared(self.view, "act")
        if reads is not None:
            return frozenset(reads)
        return None if act is None else frozenset(act.holders)

    @property
    def declares(self) -> str:
        """Give the declaration in words: ``open``, ``act contract.end`` or ``reads``."""
        if self.is_open:
            return "open"
        act = declared(self.view, "act")
        if declared(self.view, "reads") is not None:
            return f"reads, act {act.name}" if act is not None else "reads"
        return f"act {act.name}" if act is not None else "NOTHING"

    def filled(self, **values: Any) -> str:
        """Give an address with the variable parts filled in."""
        return PARAMETER.sub(lambda found: str(values[found.group(2)]), self.path)

    def line(self) -> str:
        """Give the row of the committed matrix."""
        roles = self.roles
        who = "everybody" if self.is_open else ", ".join(sorted(str(role) for role in roles or ())) or "nobody"
        return f"{self.site} | {self.path} | {self.declares} | {who} | {name_of(self.view)}"


def pages(site: str) -> list[Page]:
    """Give every page of a site in the order of its addresses."""
    patterns = import_module(f"hub.config.urls_{site}").urlpatterns
    return sorted(_walk(site, patterns, "/"), key=lambda page: page.path)


def all_pages() -> list[Page]:
    """Give the pages of all sites."""
    return [page for site in SITES for page in pages(site)]


def matrix() -> str:
    """Give the whole matrix as the text that is committed."""
    head = "site | address | declares | roles | view"
    return "\n".join([head, *(page.line() for page in all_pages())]) + "\n"


def _walk(site: str, patterns: list[Any], before: str) -> Iterator[Page]:
    for pattern in patterns:
        path = before + str(pattern.pattern).lstrip("^").removesuffix("$").removesuffix(r"\Z")
        if isinstance(pattern, URLResolver):
            yield from _walk(site, pattern.url_patterns, path)
        elif isinstance(pattern, URLPattern):
            yield Page(site, path.replace("//", "/"), pattern.callback)

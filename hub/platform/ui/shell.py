"""What surrounds every page: whose site it is, who is signed in, what waits for them.

The kit knows none of these facts. Packages that do `provide` them; each is asked at most once a page, and only
when a template uses it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import get_token

from hub.platform.actors import NOBODY, Actor
from hub.platform.ui import navigation
from hub.platform.ui.colours import accent_ok
from hub.platform.ui.parts import Link

Fact = Literal["authority", "accent", "alerts", "demo", "preferences", "session", "account", "data_as_at"]
Provider = Callable[[HttpRequest], Any]

PRODUCTS = {"staff": "Procurement Hub", "supplier": "Procurement Hub", "public": "Contracts and spending"}

WARN_BEFORE = 5 * 60  # seconds

_providers: dict[str, Provider] = {}


@dataclass(frozen=True)
class Contact:
    """How to reach the people who run the site; shown in the same place on every page."""

    phone: str = ""
    hours: str = ""
    email: str = ""
    post: str = ""


@dataclass(frozen=True)
class Session:
    """The idle limit and the address that extends it, both for the warning. Seconds."""

    idle: int
    warn_before: int
    extend_href: str = "/stay/"
    sign_out_href: str = "/sign-out/"


def provide(fact: Fact, provider: Provider) -> None:
    """Say how to find one fact of the shell.

    Args:
        fact: "authority" returns its name; "accent" its colour as "#rrggbb"; "alerts" a count; "demo" a mapping with
            `name` and `href`; "preferences" a
            mapping with `density` and `theme`; "session" a `Session`; "account" a list of `Link`; "data_as_at" words.
        provider: given the request; may return `None` for "nothing to show".
    """
    _providers[fact] = provider


class Shell:
    """Everything the base template of a site asks for, found when asked."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.site: str = getattr(request, "site", "staff")
        self.actor: Actor = getattr(request, "actor", NOBODY)

    @cached_property
    def authority(self) -> str:
        """Name the authority whose site this is."""
        return str(self._ask("authority") or getattr(settings, "HUB_AUTHORITY_NAME", ""))

    @cached_property
    def accent(self) -> str:
        """Give the authority's own colour as six digits, or nothing; one that cannot be read is not drawn."""
        colour = str(self._ask("accent") or "")
        return colour.removeprefix("#").lower() if accent_ok(colour) else ""

    @property
    def theme(self) -> str:
        """Give the colour scheme; the public site is always light."""
        return "light" if self.site == "public" else self.preferences["theme"]

    @property
    def product(self) -> str:
        """Name the site."""
        return PRODUCTS.get(self.site, PRODUCTS["staff"])

    @property
    def base(self) -> str:
        """Name the site's base template, for pages that any site may show."""
        return f"{self.site}/base.html"

    @cached_property
    def menu(self) -> list[Link]:
        """List the menu's words that this person can use."""
        return navigation.menu(self.site, self.actor, self.request.path)

    @cached_property
    def alerts(self) -> int:
        """Count what waits for this person."""
        return int(self._ask("alerts") or 0)

    @cached_property
    def account(self) -> list[Link]:
        """List what is under the person's name."""
        usual = [Link("Your account", "/account/"), Link("Help", "/help/")]
        return self._ask("account") or usual

    @cached_property
    def demo(self) -> Any:
        """Say who one is in the demo, or nothing outside it."""
        return self._ask("demo") if getattr(settings, "HUB_DEMO", False) else None

    @cached_property
    def is_demo(self) -> bool:
        """Say whether the data is invented."""
        return bool(getattr(settings, "HUB_DEMO", False))

    @cached_property
    def preferences(self) -> dict[str, str]:
        """Give the density of rows and the colour scheme."""
        return {"density": "compact", "theme": "light"} | dict(self._ask("preferences") or {})

    @cached_property
    def session(self) -> Session | None:
        """Give the limits of a signed-in session."""
        if not self.signed_in:
            return None
        limits = getattr(settings, "HUB_SESSION_LIMITS", {}).get(self.site)
        usual = Session(limits[0] * 60, WARN_BEFORE) if limits else None
        return self._ask("session") or usual

    @cached_property
    def data_as_at(self) -> str:
        """Say how old the page's figures are."""
        return str(self._ask("data_as_at") or "")

    @property
    def contact(self) -> Contact:
        """Say how to reach us."""
        return Contact(**getattr(settings, "HUB_CONTACT", {}))

    @property
    def signed_in(self) -> bool:
        """Say whether somebody is signed in."""
        return self.actor.person_id is not None

    @property
    def csrf(self) -> str:
        """Give the token that scripts send; a public page asks for none and so starts no session."""
        return get_token(self.request) if self.signed_in else ""

    def _ask(self, fact: str) -> Any:
        # A request refused before it reached the middleware (a wrong host, say) has nobody to ask about.
        reached = hasattr(self.request, "actor") and hasattr(self.request, "user")
        provider = _providers.get(fact) if reached else None
        return provider(self.request) if provider else None


def forget(fact: Fact) -> None:
    """Take a provider away again; for tests that add one."""
    _providers.pop(fact, None)

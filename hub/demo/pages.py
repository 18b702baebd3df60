"""One working address for each page of the three sites, with the people of the cast for whom it works."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from hub.demo.samples import CHECKS, Values, samples
from hub.platform import clock
from hub.platform.actors import Actor
from hub.platform.identity.middleware import name_of
from hub.platform.identity.selectors import actor_for
from hub.platform.testing.cast import MEMBERS, find_cast
from hub.platform.testing.urls import Page, all_pages

# Addresses that are no pages: they take a form, a secret from a message, or send on to another page.
NO_PAGES = (
    "/account/deputies/",
    "/account/sign-in/app/remove/",
    "/account/sign-in/codes/",
    "/account/sign-in/passkeys/",
    "/account/sign-in/work/",
    "/approvals/ask/",
    "/bids/<str:reference>/mailbox/",
    "/bids/<str:reference>/q/<int:number>/remove/",
    "/bids/<str:reference>/uploads/",
    "/calendar/feed/<",
    "/closed/",
    "/demo/again/",
    "/demo/as/",
    "/demo/clock/",
    "/accent/",
    "/documents/<str:public_id>/<int:number>/",
    "/drafts/discard/",
    "/drafts/save/",
    "/follow/code/",
    "/follow/stop/",
    "/gates/link/",
    # It opens from a case, which the address names behind its question mark.
    "/gates/new/",
    "/jobs/<int:reference>/cancel/",
    "/jobs/<int:reference>/result/",
    "/jobs/<int:reference>/retry/",
    "/law/<slug:rule>/save/",
    "/meetings/next/",
    "/organisation/invite/",
    "/organisation/join/invitation/",
    "/organisation/object/",
    "/organisation/prove/<int:party>/code/",
    "/quotes/link/<str:token>/account/",
    "/quotes/link/<str:token>/papers/",
    "/receipts/<",
    "/register/<",
    "/search/suggest/",
    "/spend/unmatched/first/",
    "/sign-in/again/",
    "/sign-in/code/",
    "/sign-in/new-password/",
    "/sign-in/passkey/",
    "/sign-out/",
    "/sso/",
    "/stay/",
    # Programs to save: a browser downloads them.
    "/verify/hub-seal.html",
    "/verify/hub-verify.html",
)
PAGES_ALL_THE_SAME = frozenset({"/account/sign-in/codes/new/", "/account/sign-in/passkeys/add/"})
# They show nothing themselves; bids stand with the quotes that they answer.
ONLY_LEAD_ON = frozenset({"/bids/"})


@dataclass
class Entry:
    """One address that works.

    :param people: keys of the cast for whom it works; empty where nobody has to sign in.
    """

    site: str
    name: str
    path: str
    people: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """Give the entry as ``hub pages --json`` prints it."""
        return {"site": self.site, "name": self.name, "path": self.path, "as": self.people}


def entries(*, at: datetime) -> list[Entry]:
    """Give an entry for each page and each address that its readers need to see one."""
    is_found.cache_clear()
    known = samples()
    actors = actors_of_cast(at=at)
    found: list[Entry] = []
    for page in all_pages():
        if is_page(page):
            found += entries_of(page, known, actors)
    return found


def is_page(page: Page) -> bool:
    """Say whether an address shows something to whoever opens it."""
    if page.path in PAGES_ALL_THE_SAME:
        return True
    if page.path in ONLY_LEAD_ON:
        return False
    takes_a_form_only = page.path.endswith("/views/") or "/views/<" in page.path
    return not (takes_a_form_only or "(?P" in page.path or "/export." in page.path or page.path.startswith(NO_PAGES))


def entries_of(page: Page, known: dict[str, list[Values]], actors: dict[str, dict[str, Actor]]) -> Iterator[Entry]:
    """Give the entries of one page: each person gets the first sample that they can see."""
    candidates = values_for(page, known)
    if page.is_open:
        if candidates:
            yield Entry(page.site, short_name(page), page.filled(**candidates[0]))
        return
    by_path: dict[str, list[str]] = defaultdict(list)
    for key, actor in actors.get(page.site, {}).items():
        if not actor.has_any(page.roles or ()):
            continue
        seen = next((values for values in candidates if sees(page, actor, values)), None)
        if seen is not None:
            by_path[page.filled(**seen)].append(key)
    for path, people in by_path.items():
        yield Entry(page.site, short_name(page), path, people)


def values_for(page: Page, known: dict[str, list[Values]]) -> list[Values]:
    """Give the samples whose beginning fits an address best; one empty sample where nothing varies."""
    if not page.parameters:
        return [{}]
    fitting = [begin for begin in known if f"{page.site}{page.path}".startswith(begin)]
    return known[max(fitting, key=len)] if fitting else []


def sees(page: Page, actor: Actor, values: Values) -> bool:
    """Say whether a record is within somebody's reach, by the page's own way of finding it."""
    if not page.parameters:
        return True
    for begin, check in CHECKS.items():
        if page.path.startswith(begin):
            return check(actor, values)
    holder: Any = getattr(page.view, "view_class", page.view)
    find = getattr(holder, "find", None)
    return find is None or is_found(find, actor, values[holder.key])


@lru_cache(maxsize=4096)
def is_found(find: Callable[[Actor, Any], Any], actor: Actor, reference: Any) -> bool:
    """Say whether a way of finding records finds one for somebody; the acts on a record share theirs."""
    return find(actor, reference) is not None


def short_name(page: Page) -> str:
    """Give the name of the view without the house's own folders."""
    return name_of(page.view).removeprefix("hub.").replace(".views.", ".")


def actors_of_cast(*, at: datetime) -> dict[str, dict[str, Actor]]:
    """Give everybody with an account by site and key, with what they hold on that day."""
    cast, on = find_cast(at), clock.london(at).date()
    found: dict[str, dict[str, Actor]] = defaultdict(dict)
    for member in MEMBERS:
        if member.roles:
            found[member.site][member.key] = actor_for(cast.people[member.key], on=on, site=member.site)
    return found

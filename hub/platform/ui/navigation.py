"""The words of each site's menu, shown only to the people who can use them.

The order and the addresses are fixed here, so that the menu never changes its shape with the order of imports.
A package claims its word and says who can use it; a word nobody has claimed is not shown.
"""

from collections.abc import Callable
from dataclasses import dataclass

from hub.platform.actors import Actor
from hub.platform.ui.parts import Link

Usable = Callable[[Actor], bool]

WORDS: dict[str, dict[str, tuple[str, str]]] = {
    "staff": {
        "work": ("My work", "/"),
        "plan": ("Plan", "/plan/"),
        "procure": ("Procure", "/procurements/"),
        "contracts": ("Contracts", "/contracts/"),
        "suppliers": ("Suppliers", "/suppliers/"),
        "spend": ("Spend", "/spend/"),
        "strategy": ("Strategy", "/strategy/"),
        "reports": ("Reports", "/reports/"),
        "library": ("Library", "/library/"),
    },
    "supplier": {
        "opportunities": ("Opportunities", "/opportunities/"),
        "bids": ("My bids", "/bids/"),
        "contracts": ("My contracts", "/contracts/"),
        "organisation": ("My organisation", "/organisation/"),
        "help": ("Help", "/help/"),
    },
    "public": {
        "search": ("Search", "/"),
        "plans": ("Plans", "/plans/"),
        "opportunities": ("Opportunities", "/opportunities/"),
        "contracts": ("Contracts", "/contracts/"),
        "suppliers": ("Suppliers", "/suppliers/"),
        "spending": ("Spending", "/spending/"),
        "performance": ("Performance", "/performance/"),
        "data": ("Data", "/data/"),
    },
}


@dataclass(frozen=True)
class Claim:
    """A package's claim to a word of a menu."""

    href: str
    usable: Usable
    also: tuple[str, ...] = ()


_claims: dict[tuple[str, str], Claim] = {}


def claim(site: str, word: str, *, usable: Usable, href: str = "", also: tuple[str, ...] = ()) -> None:
    """Put a word into a site's menu.

    Args:
        site: "staff", "supplier" or "public".
        word: a key of `WORDS[site]`.
        usable: tells whether a person can use what is behind the word.
        href: the address, if it is not the usual one.
        also: other addresses whose pages belong to the word.

    Raises:
        KeyError: the site has no such word.
    """
    _claims[(site, word)] = Claim(href or WORDS[site][word][1], usable, also)


def menu(site: str, actor: Actor, path: str) -> list[Link]:
    """Return the words this person can use, with the one that covers `path` marked as current."""
    shown = [
        (label, _claims[(site, word)])
        for word, (label, _) in WORDS.get(site, {}).items()
        if (site, word) in _claims and _claims[(site, word)].usable(actor)
    ]
    here = _closest([href for _, one in shown for href in (one.href, *one.also)], path)
    return [Link(label, one.href, current=here in (one.href, *one.also)) for label, one in shown]


def _closest(addresses: list[str], path: str) -> str:
    """Pick the longest address that the path lies under; the front page only covers itself."""
    covering = [href for href in addresses if path == href or (href != "/" and path.startswith(href))]
    return max(covering, key=len, default="")


def forget(site: str, word: str) -> None:
    """Give a word back; for tests that claim one."""
    _claims.pop((site, word), None)

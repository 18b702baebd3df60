"""Commands of the search box: packages declare them, the box offers those that a person may use."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from hub.platform.actors import Actor
from hub.platform.identity.roles import Role
from hub.platform.search.fold import folded

SHORTEST = 2
MOST = 5


@dataclass(frozen=True)
class Command:
    """One thing that can be reached by typing its words.

    :param url: an address, or a function of the words typed after its own ("who can" + "approve") that gives one.
    :param words: what people type; the label's own words count too.
    :param roles: who is offered it; empty for every officer.
    """

    label: str
    url: str | Callable[[str], str]
    words: Iterable[str] = ()
    roles: frozenset[Role] = frozenset()


@dataclass(frozen=True)
class Offered:
    """A command that fits what was typed."""

    label: str
    url: str


_commands: dict[str, Command] = {}


def command(declaration: Command) -> Command:
    """Declare a command.

    :raises ValueError: when the label is taken.
    """
    if declaration.label in _commands:
        raise ValueError(f"The command {declaration.label} is declared twice.")
    _commands[declaration.label] = declaration
    return declaration


def forget(label: str) -> None:
    """Take a declaration back; tests that declare their own use this."""
    _commands.pop(label, None)


def matching(query: str, actor: Actor) -> list[Offered]:
    """Give the commands that begin as the query does, or with which the query begins."""
    typed = folded(query)
    if len(typed) < SHORTEST:
        return []
    found: list[Offered] = []
    for one in _commands.values():
        if one.roles and not actor.has_any(one.roles):
            continue
        for words in (folded(one.label), *map(folded, one.words)):
            rest = typed.removeprefix(words).strip() if typed.startswith(f"{words} ") else ""
            if words.startswith(typed) or rest or typed == words:
                found.append(_offered(one, rest))
                break
    return found[:MOST]


def _offered(one: Command, rest: str) -> Offered:
    if isinstance(one.url, str):
        return Offered(one.label, one.url)
    return Offered(f"{one.label} {rest}".strip(), one.url(rest))


def declared_commands() -> list[Any]:
    """Give every declared command, for the help page."""
    return list(_commands.values())

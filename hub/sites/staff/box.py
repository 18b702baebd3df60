"""The commands of the staff site's search box."""

from __future__ import annotations

from urllib.parse import urlencode

from hub.contract.acts import REGISTRARS
from hub.platform.act_table import all_acts
from hub.platform.identity.roles import EDITORS, OFFICERS
from hub.platform.search.fold import words
from hub.platform.search.palette import Command, command


def who_can(typed: str) -> str:
    """Give the address that answers "who can" for the act that the words fit best, else the empty question."""
    asked = {word.rstrip("s") for word in words(typed)} - {"a", "an", "the"}
    best, best_score = "", 0.0
    for act in all_acts():
        known = {word.rstrip("s") for word in words(f"{act.phrase} {act.name.replace('.', ' ').replace('_', ' ')}")}
        score = len(asked & known) - len(known) / 100
        if asked & known and score > best_score:
            best, best_score = act.name, score
    return f"/who-can/?{urlencode({'act': best})}" if best else "/who-can/"


def declare() -> None:
    """Declare them; once, when the site is set up."""
    command(
        Command("New contract", "/contracts/new/", ("add contract", "contract already signed"), frozenset(REGISTRARS))
    )
    command(Command("Import contracts", "/contracts/import/", ("load contracts", "upload contracts"), EDITORS))
    command(Command("New supplier", "/suppliers/new/", ("add supplier",), EDITORS))
    command(Command("Who can", who_can, ("who may", "who holds"), OFFICERS))
    command(Command("Notice duties", "/duties/", ("notices", "what the law asks"), OFFICERS))
    command(Command("My alerts", "/alerts/", ("alerts",)))
    command(Command("My drafts", "/drafts/", ("drafts",)))
    command(Command("Calendar", "/calendar/", ("deadlines",)))

"""The people of the demo: who they are, where they sign in, and what is worth seeing first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hub.commands.serve import addresses
from hub.platform.testing.cast import AUTHORITIES, BY_KEY, MEMBERS, SUPPLIERS, Member, address_of

# The order of the page: those whose work is richest first.
SHOWN_FIRST = ("aisha", "morag", "priya", "naomi", "helen", "daniel", "ruth", "tom", "sam", "noor", "ahmed", "gwen")


@dataclass(frozen=True)
class Face:
    """One person on the demo's first page."""

    key: str
    name: str
    says: str
    work: str
    site: str
    tone: str

    @property
    def initials(self) -> str:
        """Give the letters of the round mark."""
        words = self.name.split()
        return words[0][0] + words[-1][0]


def rows() -> list[dict[str, Any]]:
    """Give every person as ``hub demo --people --json`` lists them."""
    return [
        {
            "key": member.key,
            "name": member.name,
            "says": member.says,
            "site": member.site,
            "at": member.at,
            "roles": [role.value for role in member.roles],
            "email": address_of(member) if member.roles else "",
        }
        for member in MEMBERS
    ]


def faces(site: str, work: dict[str, str]) -> list[Face]:
    """Give the people who sign in at a site, with a line about the work that waits for each."""
    here = [member for member in MEMBERS if member.site == site and member.roles]
    ordered = sorted(here, key=lambda member: (_place(member), here.index(member)))
    return [
        Face(one.key, one.name, said(one), work.get(one.key, ""), one.site, "abcd"[number % 4])
        for number, one in enumerate(ordered)
    ]


def said(member: Member) -> str:
    """Give what a person is, with the organisation where it is not the demo's own."""
    names = {line.code: line.name for line in AUTHORITIES} | {key: row[0] for key, row in SUPPLIERS.items()}
    return member.says if member.at == "ECA" else f"{member.says}, {names.get(member.at, '')}".strip(", ")


def welcome(port: int) -> str:
    """Give what the command prints once the demo is ready."""
    lines = [
        "",
        "Procurement Hub, demo authority. Everyone in it is invented; nothing leaves this machine.",
        "",
        f"  Start here        http://localhost:{port}/demo/",
        *addresses(port),
        "",
        "Sign in as anyone at /demo/, without a password:",
    ]
    for member in MEMBERS:
        if member.roles:
            lines.append(f"  {member.key:10} {member.name:16} {said(member)}")
    return "\n".join([*lines, "", "Stop with Ctrl+C. Start again from nothing with: .venv/bin/hub demo --reset", ""])


def _place(member: Member) -> int:
    return SHOWN_FIRST.index(member.key) if member.key in SHOWN_FIRST else len(SHOWN_FIRST)


__all__ = ["BY_KEY", "Face", "faces", "rows", "said", "welcome"]

"""`hub people add`: add a person with roles and print their one-time link; how the first administrator comes in."""

from __future__ import annotations

import argparse

from django.conf import settings
from django.db import transaction

from hub.cli import BadInput
from hub.platform import clock
from hub.platform.act_table import Refused
from hub.platform.actors import system_actor
from hub.platform.identity import mail, services
from hub.platform.identity.roles import STAFF_ROLES, Role
from hub.platform.tenancy.selectors import by_code

HELP = "Add a member of staff with roles, and print the link with which they choose a password."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take name, address, authority and roles."""
    parser.add_argument("name")
    parser.add_argument("email")
    parser.add_argument("--authority", required=True, help="its code, such as ECA")
    choices = sorted(str(role) for role in STAFF_ROLES)
    parser.add_argument("--role", action="append", required=True, choices=choices, help="may be given again")


def run(options: argparse.Namespace) -> int:
    """Add the person and the roles; all or nothing."""
    authority, at = by_code(options.authority), clock.now()
    if authority is None:
        raise BadInput(f"There is no authority {options.authority}. Add it with hub authority add.")
    try:
        with transaction.atomic():
            person = services.add_person(
                name=options.name, email=options.email, authority=authority, by=system_actor(), at=at
            )
            for role in options.role:
                services.grant_role(person, Role(role), at_party=authority.party, by=system_actor(), at=at)
    except Refused as refused:
        raise BadInput(refused.sentence) from refused
    print(f"{person.name} was added. Within 24 hours they open:\n{staff_site()}{mail.path_for(person)}")
    return 0


def staff_site() -> str:
    """Give the address of the staff site: its host name, else its port on this machine."""
    host = next((name for name, site in settings.HUB_SITE_HOSTS.items() if site == "staff"), "")
    port = next((number for number, site in settings.HUB_SITE_PORTS.items() if site == "staff"), "8000")
    return f"https://{host}" if host else f"http://localhost:{port}"

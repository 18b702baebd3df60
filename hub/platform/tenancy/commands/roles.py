"""`hub database roles`: print or apply the roles and grants of PostgreSQL."""

from __future__ import annotations

import argparse
import re

from django.db import connection

from hub.cli import BadInput
from hub.platform.identity.models import Person
from hub.platform.tenancy import grants
from hub.platform.tenancy.commands.harden import execute

HELP = "Print (or --apply, as the owner of the tables) the grants for the app, for reports and for backups."
NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take the names of the roles."""
    for role in ("app", "read", "backup"):
        parser.add_argument(f"--{role}", default=f"hub_{role}", help=f"name of the role (hub_{role})")
    parser.add_argument("--apply", action="store_true", help="run the statements instead of printing them")


def run(options: argparse.Namespace) -> int:
    """Print or apply."""
    names = {role: getattr(options, role) for role in ("app", "read", "backup")}
    for name in names.values():
        if not NAME.fullmatch(name):
            raise BadInput(f"{name} is no name for a role. Use small letters, figures and underscores.")
    columns = [field.column for field in Person._meta.concrete_fields if field.name != "password"]
    tables = connection.introspection.table_names()
    lines = grants.statements(**names, tables=tables, person_columns=columns)
    if options.apply:
        execute(lines)
        print(f"Granted. Let the Hub's own login be a member: CREATE ROLE … LOGIN PASSWORD … IN ROLE {names['app']};")
    else:
        print(";\n".join(lines) + ";")
    return 0

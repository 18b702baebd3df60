"""`hub database harden`: turn on PostgreSQL's own second net between authorities."""

from __future__ import annotations

import argparse

from django.db import connection, transaction

from hub.cli import BadInput
from hub.platform.tenancy import reach

HELP = "Turn row-level security on for the root tables. Run it as the owner of the tables, after each migrate."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take what to do instead."""
    parser.add_argument("--off", action="store_true", help="take it away again")
    parser.add_argument("--print", action="store_true", dest="shown", help="only print the statements")


def run(options: argparse.Namespace) -> int:
    """Run or print the statements; all or nothing."""
    lines = reach.undoing() if options.off else reach.statements()
    if options.shown:
        print(";\n".join(lines) + ";")
        return 0
    execute(lines)
    names = ", ".join(reach.tables())
    print(f"Row-level security is {'off' if options.off else 'on'} for {names}.")
    if not options.off:
        print("Set HUB_ROW_SECURITY=1 for the web server and the worker, which must not run as the owner.")
    return 0


def execute(lines: list[str]) -> None:
    """Run statements as the configured user; all or nothing.

    :raises BadInput: where the database is not PostgreSQL.
    """
    if connection.vendor != "postgresql":
        raise BadInput("Only PostgreSQL can do this. Set HUB_DATABASE_URL to your PostgreSQL database.")
    with transaction.atomic(), connection.cursor() as cursor:
        for line in lines:
            cursor.execute(line)

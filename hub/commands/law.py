"""`hub law RULE`: the rules of the law over the tables of this installation, or over those that ship."""

from __future__ import annotations

import argparse
import sys

from hub.cli import BadInput, home
from hub.law.commands import law
from hub.law.tables import Tables, shipped
from hub.platform.reference import installed

HELP = law.HELP
SHIPPED, INSTALLED = "shipped", "installed"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments: those of the rules, and which tables they read."""
    law.arguments(parser)
    tables_argument(parser)


def tables_argument(parser: argparse.ArgumentParser) -> None:
    """Declare which tables of the law are read, and whose own settings count."""
    parser.add_argument(
        "--tables",
        choices=(INSTALLED, SHIPPED),
        help="the tables of the law: those of the database in HUB_HOME, as pages use them (the default where there is "
        "one), or those that ship with the Hub",
    )
    parser.add_argument(
        "--authority", metavar="CODE", default="", help="count with the settings that this authority made its own"
    )


def run(options: argparse.Namespace) -> int:
    """Answer; which tables were read is said on standard error."""
    if options.list or options.schema or not options.rule:
        return law.run(options)
    return law.run(options, tables=tables_for(options, "hub law"))


def tables_for(options: argparse.Namespace, command: str) -> Tables:
    """Give the tables that were asked for, and say on standard error which those are, unless none but those ship.

    :raises BadInput: when the database was asked for and cannot be read.
    """
    insists = options.tables == INSTALLED or options.authority
    if options.tables == SHIPPED and options.authority:
        raise BadInput("--authority counts with settings of the database. Leave --tables shipped out.")
    if options.tables == SHIPPED or not (insists or installed.exists(home())):
        return shipped()
    try:
        found = installed.read(home(), options.authority)
    except installed.NotThere as fault:
        if insists:
            raise BadInput(f"The tables of the database cannot be used: {fault}.") from fault
        print(f"{command}: tables of the law: those that ship with the Hub, because {fault}.", file=sys.stderr)
        return shipped()
    print(f"{command}: tables of the law: those of the database{_unlike(found)}.", file=sys.stderr)
    return found.tables


def _unlike(found: installed.Installed) -> str:
    """Say in which tables they differ from those that ship."""
    said = [f"{count} entered in “{title}”" for title, count in sorted(found.entered.items())]
    said += [f"{count} of “{title}” not as shipped" for title, count in sorted(found.missing.items())]
    return f", which differ from those that ship (rows: {'; '.join(said)})" if said else ", the same as those that ship"

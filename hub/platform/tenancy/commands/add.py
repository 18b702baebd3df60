"""`hub authority add`: add a tenant; the first one runs the Hub and is everybody's parent."""

from __future__ import annotations

import argparse

from hub.cli import BadInput
from hub.platform import clock
from hub.platform.act_table import Refused
from hub.platform.actors import system_actor
from hub.platform.tenancy import selectors, services

HELP = "Add an authority. The first one runs the Hub; later ones work under it and carry a prefix."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take code and name."""
    parser.add_argument("code", help="up to 12 capital letters, such as ECA")
    parser.add_argument("name")
    parser.add_argument("--prefix", help="before its references; its code unless it is the first")


def run(options: argparse.Namespace) -> int:
    """Add it."""
    first = next(iter(selectors.authorities_for(system_actor())), None)
    parent = selectors.runs_the_hub()
    prefix = options.prefix if options.prefix is not None else (options.code if first else "")
    try:
        made = services.add_authority(
            code=options.code,
            name=options.name,
            reference_prefix=prefix,
            parent=parent,
            by=system_actor(),
            at=clock.now(),
        )
    except Refused as refused:
        raise BadInput(refused.sentence) from refused
    print(f"{made} was added.")
    return 0

"""`hub pages`: one working address for each page type and role of the demo, for tests from outside."""

from __future__ import annotations

import argparse

from django.conf import settings

from hub.cli import BadInput, print_json
from hub.demo import installing, pages
from hub.platform import clock

HELP = "List one working address for each page of the demo, with the people for whom it works."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(options: argparse.Namespace) -> int:
    """Print the list.

    :raises BadInput: where HUB_HOME holds no demo.
    """
    if not (settings.HUB_DEMO and installing.is_demo_home()):
        raise BadInput(f"There is no demo in {settings.HUB_HOME}. Make it with ./dev demo")
    found = pages.entries(at=clock.now())
    if options.json:
        print_json([one.as_dict() for one in found])
    else:
        print("\n".join(f"{one.site:9} {one.path:50} {', '.join(one.people) or 'anybody'}" for one in found))
    return 0

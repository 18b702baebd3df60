"""`hub bench NAME`: measure a figure that the Hub promises, beside its alternative, in one run."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from pathlib import Path

from hub.cli import BadInput, print_json
from hub.commands.results import keep, runnable, tidy_end

HELP = "Run one benchmark. Each makes and removes its own databases."
FOLDER = Path(__file__).resolve().parents[2] / "benchmarks"


def names() -> list[str]:
    """Give the benchmarks by the name that is typed: the modules that can be run and can show what they measured."""
    return runnable(FOLDER, {"run", "show"})


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("name", help=f"one of: {', '.join(names())}")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.add_argument("--scale", type=float, default=1.0, help="share of the full size, for a quick look")
    parser.add_argument("--keep", action="store_true", help="keep the result in benchmarks/results/")


def run(options: argparse.Namespace) -> int:
    """Run it and print what it measured."""
    if options.name not in names():
        raise BadInput(f"There is no benchmark {options.name}. Choose one of: {', '.join(names())}.")
    sys.path.insert(0, str(FOLDER.parent))
    module = import_module(f"benchmarks.{options.name.replace('-', '_')}")
    with tidy_end():
        result = module.run(scale=options.scale)
    if options.keep:
        keep(options.name, result)
    if options.json:
        print_json(result)
    else:
        module.show(result)
    return 0

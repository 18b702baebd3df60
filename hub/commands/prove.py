"""`hub prove NAME`: run a proof that is too long for every test run; CI runs a sample of each."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from pathlib import Path

from hub.cli import BadInput, print_json
from hub.commands.results import keep, runnable, tidy_end

HELP = "Run one proof and exit 1 when it fails."
FOLDER = Path(__file__).resolve().parents[2] / "proofs"


def names() -> list[str]:
    """Give the proofs by the name that is typed: the modules that can be run."""
    return runnable(FOLDER, {"run"})


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("name", help=f"one of: {', '.join(names())}")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.add_argument("--sample", action="store_true", help="the short form that CI runs")
    parser.add_argument("--keep", action="store_true", help="keep the result in benchmarks/results/")


def run(options: argparse.Namespace) -> int:
    """Run it, print what it found, and say by the exit code whether it holds."""
    if options.name not in names():
        raise BadInput(f"There is no proof {options.name}. Choose one of: {', '.join(names())}.")
    sys.path.insert(0, str(FOLDER.parent))
    module = import_module(f"proofs.{options.name.replace('-', '_')}")
    with tidy_end():
        result = module.run(sample=options.sample)
    if options.keep:
        keep(f"prove-{options.name}", result)
    if options.json:
        print_json(result)
    else:
        print("\n".join(f"{name}: {value}" for name, value in result.items()))
    return 0 if result["ok"] else 1

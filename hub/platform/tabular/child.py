"""The child process that reads one file: takes its order from standard input, gives results on standard output."""

from __future__ import annotations

import importlib
import os
import pickle  # nosec B403: the order comes from our own parent process
import sys

from hub.platform.tabular import sandbox


def main() -> None:
    """Carry out the one order."""
    target, arguments, limits = pickle.load(sys.stdin.buffer)  # noqa: S301  # nosec B301
    module, _, function = target.partition(":")
    call = getattr(importlib.import_module(module), function)
    pipe = os.fdopen(os.dup(1), "wb")
    # Anything a library prints must not end up among the results.
    os.dup2(2, 1)
    sandbox.confine(limits)
    sandbox.write(call(**arguments, limits=limits), pipe)

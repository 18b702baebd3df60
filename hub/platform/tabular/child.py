"""The child process that reads one file: takes its order from standard input, gives results on standard output."""

from __future__ import annotations

import importlib
import os
import pickle  # nosec B403: the order comes from our own parent process
import sys

from hub.platform.tabular import sandbox


class _NoPandas:
    """Hide pandas, which no reader uses: pyarrow takes it in wherever it is installed, for a second of each child."""

    def find_spec(self, name: str, *_: object) -> None:
        """Say that there is no such module.

        :raises ModuleNotFoundError: for pandas.
        """
        if name == "pandas":
            raise ModuleNotFoundError(name)


def main() -> None:
    """Carry out the one order."""
    target, arguments, limits = pickle.load(sys.stdin.buffer)  # noqa: S301  # nosec B301
    module, _, function = target.partition(":")
    sys.meta_path.insert(0, _NoPandas())
    call = getattr(importlib.import_module(module), function)
    pipe = os.fdopen(os.dup(1), "wb")
    # Anything a library prints must not end up among the results.
    os.dup2(2, 1)
    sandbox.confine(limits)
    sandbox.write(call(**arguments, limits=limits), pipe)


if __name__ == "__main__":
    main()

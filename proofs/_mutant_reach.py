"""Which lines of the law each test runs, recorded once, so that a mutant meets only the tests that can notice it.

Python itself tells of the first time that a line runs (`sys.monitoring`), which costs next to nothing afterwards. What
functions remember is dropped before every test: a test that finds an answer remembered must not seem not to need it.
"""

from __future__ import annotations

import functools
import gc
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import Any

LAW = Path(__file__).resolve().parents[1] / "hub" / "law"
# Their caches hold files and schemas, which only a change in themselves can make wrong.
SLOW_TO_REMEMBER = {"tables", "shapes", "registry"}
IMPORT = -1
# Python 3.11 has none yet: there every line is traced, which is slower.
MONITORING: Any = getattr(sys, "monitoring", None)
TOOL = 4
Functions = dict[tuple[str, str, int], list[FunctionType]]


def modules() -> list[Path]:
    """Give the modules of the law with its planning and its command, without tests."""
    return sorted(path for path in LAW.rglob("*.py") if "tests" not in path.parts)


class Reach:
    """Remembers for each line of the law the numbers of the tests that ran it, and `IMPORT` where an import did."""

    def __init__(self) -> None:
        self.lines: dict[str, dict[int, set[int]]] = {str(path): defaultdict(set) for path in modules()}
        self.now = IMPORT
        self.watched: list[CodeType] = []

    def begin(self) -> None:
        """Watch everything, since nobody knows yet what an import will run."""
        if MONITORING is None:
            sys.settrace(self._entered)
            return
        MONITORING.use_tool_id(TOOL, "mutants")
        MONITORING.register_callback(TOOL, MONITORING.events.LINE, self._ran)
        MONITORING.set_events(TOOL, MONITORING.events.LINE)

    def narrow(self, functions: Functions) -> None:
        """Watch only functions of the law, now that all are imported."""
        if MONITORING is None:
            return
        MONITORING.set_events(TOOL, MONITORING.events.NO_EVENTS)
        outer = [function.__code__ for found in functions.values() for function in found]
        self.watched = [code for one in outer for code in (one, *inner(one))]
        for code in self.watched:
            MONITORING.set_local_events(TOOL, code, MONITORING.events.LINE)

    def turn_to(self, number: int) -> None:
        """Say which test runs from now on."""
        self.now = number
        if MONITORING is not None:
            MONITORING.restart_events()

    def end(self) -> None:
        """Watch no more: children must run at full speed."""
        if MONITORING is None:
            sys.settrace(None)
            return
        for code in self.watched:
            MONITORING.set_local_events(TOOL, code, MONITORING.events.NO_EVENTS)
        MONITORING.free_tool_id(TOOL)

    def by(self, path: Path, lines: Iterable[int]) -> set[int]:
        """Give the tests that run any of some lines."""
        known = self.lines[str(path)]
        return {number for line in lines for number in known.get(line, ())}

    def within(self, path: Path) -> set[int]:
        """Give the tests that run any line of a module."""
        return self.by(path, self.lines[str(path)])

    def _ran(self, code: CodeType, line: int) -> Any:
        lines = self.lines.get(code.co_filename)
        if lines is not None:
            lines[line].add(self.now)
        return MONITORING.DISABLE

    def _entered(self, frame: FrameType, _event: str, _what: Any) -> Any:
        return self._traced if frame.f_code.co_filename in self.lines else None

    def _traced(self, frame: FrameType, event: str, _what: Any) -> Any:
        if event == "line":
            self.lines[frame.f_code.co_filename][frame.f_lineno].add(self.now)
        return self._traced


def live_functions() -> Functions:
    """Give every function of the law that is in memory, by file, name and first line."""
    files, found = {str(path) for path in modules()}, defaultdict(list)
    for one in gc.get_objects():
        # Not isinstance, which asks the settings of Django for their class, and there are none here.
        if type(one) is FunctionType and one.__code__.co_filename in files:
            code = one.__code__
            found[code.co_filename, code.co_qualname, code.co_firstlineno].append(one)
    return dict(found)


def inner(code: CodeType) -> Iterable[CodeType]:
    """Give the code of everything that is defined inside some code."""
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield one
            yield from inner(one)


class Memory:
    """What functions of the law and of its tests remember."""

    def __init__(self) -> None:
        # Not isinstance here either.
        every = [one for one in gc.get_objects() if type(one) is functools._lru_cache_wrapper]
        self.all: list[Callable[[], None]] = []
        self.quick: list[Callable[[], None]] = []
        for one in every:
            module = str(one.__module__)
            if module.startswith("hub.law"):
                self.all.append(one.cache_clear)
                if module.rpartition(".")[2] not in SLOW_TO_REMEMBER:
                    self.quick.append(one.cache_clear)

    def forget(self, *, everything: bool = False) -> None:
        """Drop what they remember from before; what is slow to learn again only if asked."""
        for clear in self.all if everything else self.quick:
            clear()

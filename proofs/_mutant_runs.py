"""Run the law's tests against mutants, each in a forked process, and say which were killed.

Most mutants change the body of a function. For those the tests are collected once and run once with coverage; a
child then puts the changed code into the function that is already there, and runs only the tests that reach the
changed lines, quickest first. What runs when a module is imported cannot be changed so: for it a child of a process
that has never seen `hub.law` imports the changed module and runs the whole folder until a test fails.
"""

from __future__ import annotations

import functools
import gc
import importlib.machinery
import importlib.util
import json
import os
import resource
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any, NoReturn

from proofs._mutants import Mutant

PROJECT = Path(__file__).resolve().parents[1]
LAW = PROJECT / "hub" / "law"
TESTS = LAW / "tests"
# These read the source instead of running it, or ask for the words on a page: no change of behaviour shows in them.
NOT_RUN = ("test_purity.py", "test_citations.py")
# Their caches hold files and schemas, which only a change in themselves can make wrong.
SLOW_TO_REMEMBER = {"tables", "shapes", "registry"}
TELL_EVERY = 500
MEMORY = 4 * 1024**3
# Most changes show in these, which are quick to collect.
FIRST = ("test_cases.py", "test_frame.py")
KILLED, SURVIVED = 1, 0
IMPORT = "import"
PYTEST = [
    "-q", "-s", "--noconftest", "--rootdir", str(PROJECT), "-W", "ignore",
    "-p", "no:django", "-p", "no:xdist", "-p", "no:cacheprovider", "-p", "no:faulthandler",
]  # fmt: skip


def prepare() -> None:
    """Import what all children need, but nothing of the law, and make chance repeatable."""
    import coverage
    import django.db
    import hypothesis
    import jsonschema_rs
    import pydantic
    import pytest

    import hub.cli

    assert all((coverage, django.db, jsonschema_rs, pydantic.TypeAdapter, pytest, hub.cli))
    assert not any(name.startswith("hub.law") for name in sys.modules)
    hypothesis.settings.register_profile(
        "mutants",
        derandomize=True, database=None, deadline=None, max_examples=40, print_blob=False,
        phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck),
    )  # fmt: skip
    hypothesis.settings.load_profile("mutants")
    sys.dont_write_bytecode = True


def test_files() -> list[str]:
    """Give the tests that can notice a change."""
    return [str(path) for path in sorted(TESTS.glob("test_*.py")) if path.name not in NOT_RUN]


def in_children(work: Iterable[tuple[int, Callable[[], int], float]], *, quiet: bool = True) -> dict[int, int]:
    """Do each piece of work in a child of its own, as many at once as there are processors; give what each ended with.

    :param work: a number, what to do, and after how many seconds to give up, which counts as killed.
    """
    running: dict[int, int] = {}
    ended: dict[int, int] = {}

    def wait() -> None:
        process, status = os.wait()
        number = running.pop(process)
        ended[number] = SURVIVED if status == 0 else KILLED
        if len(ended) % TELL_EVERY == 0:
            print(f"{len(ended)} changes tried", file=sys.stderr, flush=True)

    for number, do, seconds in work:
        while len(running) >= (os.cpu_count() or 1):
            wait()
        process = os.fork()
        if process == 0:
            _in_child(do, seconds, quiet=quiet)
        running[process] = number
    while running:
        wait()
    return ended


def _in_child(do: Callable[[], int], seconds: float, *, quiet: bool) -> NoReturn:
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    null = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2) if quiet else (1,):
        os.dup2(null, stream)
    try:
        code = do()
    except BaseException:
        code = KILLED
    os._exit(code)


class Quick:
    """A pytest plugin that runs the tests once, then again and again against mutants of functions."""

    def __init__(self, mutants: list[Mutant], out: Path) -> None:
        import coverage

        self.mutants = mutants
        self.out = out
        self.watch = coverage.Coverage(data_file=None, source=[str(LAW)], config_file=False)

    def pytest_sessionstart(self) -> None:
        """See what runs when the tests and the law are imported."""
        self.watch.start()
        self.watch.switch_context(IMPORT)

    def pytest_runtestloop(self, session: Any) -> bool:
        """Take the place of pytest's own loop."""
        took, failing = {}, []
        for item in session.items:
            self.watch.switch_context(item.nodeid)
            begun = time.perf_counter()
            if not passes(item):
                failing.append(item.nodeid)
            took[item.nodeid] = time.perf_counter() - begun
        self.watch.stop()
        data = self.watch.get_data()
        reached = {path: data.contexts_by_lineno(path) for path in data.measured_files()}
        items = {item.nodeid: item for item in session.items if item.nodeid not in failing}
        functions = live_functions()
        work, tests_of, at_import = [], {}, []
        for number, mutant in enumerate(self.mutants):
            names = self._contexts(mutant, reached)
            if IMPORT in names:
                at_import.append(number)
            chosen = [items[name] for name in sorted(names & items.keys(), key=lambda name: took[name])]
            tests_of[number] = len(chosen)
            if chosen:
                limit = 5 + 10 * sum(took[item.nodeid] for item in chosen)
                work.append((number, functools.partial(against, mutant, chosen, functions), limit))
        ended = in_children(work)
        told = {"ended": ended, "tests": tests_of, "at_import": at_import, "failing": failing, "items": len(took)}
        self.out.write_text(json.dumps(told))
        return True

    @staticmethod
    def _contexts(mutant: Mutant, reached: Any) -> set[str]:
        if mutant.function.endswith(")"):
            lines = reached.get(str(mutant.path), {})
            return {name for line in range(mutant.line, mutant.last_line + 1) for name in lines.get(line, [])}
        if not mutant.constant:
            return {IMPORT}
        # Whoever knows the constant may use it anywhere.
        paths = [module.__file__ for module in knowing(mutant.constant)]
        return {name for path in paths for names in reached.get(path, {}).values() for name in names} | {IMPORT}


def passes(item: Any) -> bool:
    """Run one test with its fixtures and say whether it passed."""
    from _pytest.runner import runtestprotocol

    reports = runtestprotocol(item, nextitem=None, log=False)
    item._request, item.funcargs = False, None
    return not any(report.failed for report in reports)


def live_functions() -> dict[tuple[str, str, int], list[FunctionType]]:
    """Give every function of the law that is in memory, by file, name and first line."""
    found = defaultdict(list)
    for one in gc.get_objects():
        # Not isinstance, which asks the settings of Django for their class, and there are none here.
        if type(one) is FunctionType and one.__code__.co_filename.startswith(str(LAW)):
            code = one.__code__
            found[code.co_filename, code.co_qualname, code.co_firstlineno].append(one)
    return dict(found)


def against(mutant: Mutant, items: list[Any], functions: dict[tuple[str, str, int], list[FunctionType]]) -> int:
    """Put a mutant's code into the functions that are in memory and run tests until one fails."""
    forget(everything=mutant.path.stem in SLOW_TO_REMEMBER)
    if not mutant.function.endswith(")"):
        put_constant(mutant)
        return KILLED if any(not passes(item) for item in items) else SURVIVED
    name, found = mutant.function.removesuffix("()"), False
    for code in _codes(mutant.code()):
        if code.co_qualname == name:
            for function in functions.get((code.co_filename, name, code.co_firstlineno), []):
                function.__code__ = code
                found = True
    if not found:
        return SURVIVED
    return KILLED if any(not passes(item) for item in items) else SURVIVED


def knowing(constant: str) -> list[Any]:
    """Give the modules of the law, tests among them, that know a constant."""
    return [one for name, one in list(sys.modules.items()) if name.startswith("hub.law") and hasattr(one, constant)]


def put_constant(mutant: Mutant) -> None:
    """Give a constant of a module its changed value, there and wherever it was imported."""
    name = mutant.constant
    owner = next(one for one in knowing(name) if one.__file__ == str(mutant.path))
    was, space = getattr(owner, name), dict(vars(owner))
    exec(mutant.code(only=True), space)  # noqa: S102
    for module in knowing(name):
        if getattr(module, name) is was:
            setattr(module, name, space[name])


def _codes(code: CodeType) -> Iterable[CodeType]:
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield one
            yield from _codes(one)


def forget(*, everything: bool) -> None:
    """Drop what functions of the law remember, since they remember it from before the change."""
    for one in gc.get_objects():
        if not isinstance(one, functools._lru_cache_wrapper) or not str(one.__module__).startswith("hub.law"):
            continue
        if everything or one.__module__.split(".")[-1] not in SLOW_TO_REMEMBER:
            one.cache_clear()


class _Changed(importlib.machinery.SourceFileLoader):
    """Loads one module from changed code."""

    def __init__(self, name: str, path: str, code: CodeType) -> None:
        super().__init__(name, path)
        self.changed = code

    def get_code(self, fullname: str) -> CodeType:
        """Give the changed code in place of what the file holds."""
        return self.changed


class _Finder:
    """Finds that module before anybody else does."""

    def __init__(self, name: str, mutant: Mutant) -> None:
        self.name, self.mutant = name, mutant

    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> Any:
        """Give the changed module for its name, and nothing for others."""
        if fullname != self.name:
            return None
        loader = _Changed(fullname, str(self.mutant.path), self.mutant.code())
        return importlib.util.spec_from_file_location(fullname, str(self.mutant.path), loader=loader)


def from_the_start(mutant: Mutant | None, without: list[str]) -> int:
    """Import the law with a changed module, or unchanged, and run every test until one fails, the cases first."""
    import pytest

    if mutant is not None:
        sys.meta_path.insert(0, _Finder(f"hub.law.{mutant.path.stem}", mutant))  # type: ignore[arg-type]
    left_out = [word for name in without for word in ("--deselect", name)]
    first = [name for name in test_files() if Path(name).name in FIRST]
    for some in (first, [name for name in test_files() if name not in first]):
        if pytest.main([*PYTEST, "-x", *left_out, *some]) != 0:
            return KILLED
    return SURVIVED

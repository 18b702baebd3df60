"""Run the law's tests against mutants, each in a forked process, and say which were killed.

Most mutants change the body of a function. For those the tests are collected once and run once, watching which lines
each runs; a child then puts the changed code into the function that is already there and runs the tests that reach the
changed lines, those first that noticed other changes of the same file. A change that they miss meets every other test
too. What runs when a module is imported cannot be changed so: for it a child of a process that has never seen `hub.law`
imports the changed module and runs first the cases of its rules, then everything until a test fails.
"""

from __future__ import annotations

import functools
import gc
import importlib.machinery
import importlib.util
import json
import mmap
import os
import resource
import signal
import sys
import time
import traceback
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import CodeType
from typing import Any, NoReturn

from proofs._mutant_reach import IMPORT, LAW, SLOW_TO_REMEMBER, Memory, Reach, inner, live_functions
from proofs._mutants import Mutant, Unchanged

PROJECT = LAW.parents[1]
# These read the source instead of running it, or ask for the words on a page: no change of behaviour shows in them.
NOT_RUN = ("test_purity.py", "test_citations.py")
TELL_EVERY = 500
MEMORY = 4 * 1024**3
# Processor time is what counts; a child that waits for something for this many times as long is given up as well.
PATIENCE = 30
# How many changes that a few tests missed meet all tests together.
GROUP = 25
KILLED, SURVIVED, BROKEN, CANNOT = 1, 0, 3, 4
PYTEST = [
    "-q", "-s", "--noconftest", "--rootdir", str(PROJECT), "-W", "ignore",
    "-p", "no:django", "-p", "no:xdist", "-p", "no:cacheprovider", "-p", "no:faulthandler",
]  # fmt: skip
Work = tuple[int, Callable[[], int], float]


def prepare() -> None:
    """Import what all children need, but nothing of the law, and make chance repeatable."""
    import django.db
    import hypothesis
    import jsonschema_rs
    import pydantic
    import pytest

    import hub.cli

    assert all((django.db, jsonschema_rs, pydantic.TypeAdapter, pytest, hub.cli))
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
    return [str(path) for path in sorted(LAW.rglob("test_*.py")) if path.name not in NOT_RUN]


def in_children(work: Iterable[Work], *, quiet: bool = True) -> Iterator[tuple[int, int]]:
    """Do each piece of work in a child of its own, as many at once as there are processors; tell how each ended.

    :param work: a number, what to do, and after how many seconds of a processor to give up, which counts as killed.
    """
    # Of those that this process may use, which `taskset` can limit.
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    running: dict[int, int] = {}
    ended = 0

    def wait() -> tuple[int, int]:
        nonlocal ended
        process, status = os.wait()
        code = os.waitstatus_to_exitcode(status)
        ended += 1
        if ended % TELL_EVERY == 0:
            print(f"{ended} changes tried", file=sys.stderr, flush=True)
        # Out of time or memory, or the interpreter itself went down.
        return running.pop(process), KILLED if code < 0 else code

    for number, do, seconds in work:
        while len(running) >= processors:
            yield wait()
        process = os.fork()
        if process == 0:
            _in_child(do, seconds, quiet=quiet)
        running[process] = number
    while running:
        yield wait()


def _in_child(do: Callable[[], int], seconds: float, *, quiet: bool) -> NoReturn:
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.setitimer(signal.ITIMER_REAL, PATIENCE * seconds)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    told = os.fdopen(os.dup(2), "w")
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2) if quiet else (0, 1):
        os.dup2(null, stream)
    try:
        code = do()
    except BaseException:
        # No test has noticed anything: the proof is at fault.
        traceback.print_exc(file=told)
        told.flush()
        code = BROKEN
    os._exit(code)


def in_groups(
    numbers: Iterable[int],
    place: Callable[[int], object],
    do: tuple[Callable[[list[int]], int], float],
    suspects: Callable[[list[int]], set[int]] = lambda _group: set(),
) -> Iterator[tuple[int, int]]:
    """Try changes that were hardly ever noticed, several at once; a group that is noticed is parted until it is not.

    A change counts as killed only when it is noticed alone.

    :param place: where a change is; a group has one change for each place.
    :param do: what to do with a group, and after how many seconds of a processor to give up.
    :param suspects: those of a group that were quickly found to be noticed alone.
    """
    left = list(_grouped(numbers, place))
    while left:
        tried, noticed = left, []
        for n, code in in_children((n, functools.partial(do[0], one), do[1]) for n, one in enumerate(tried)):
            if code == SURVIVED or len(tried[n]) == 1:
                yield from ((number, code) for number in tried[n])
            else:
                noticed.append(tried[n])
        left = []
        for group in noticed:
            found = suspects(group)
            yield from ((number, KILLED) for number in found)
            rest = [number for number in group if number not in found]
            half = 0 if found else len(rest) // 2
            left += [part for part in (rest[:half], rest[half:]) if part]


def _grouped(numbers: Iterable[int], place: Callable[[int], object]) -> Iterable[list[int]]:
    groups: list[dict[object, int]] = []
    for number in numbers:
        where = place(number)
        free = next((one for one in groups if where not in one and len(one) < GROUP), None)
        if free is None:
            groups.append(free := {})
        free[where] = number
    return [list(one.values()) for one in groups]


class Quick:
    """A pytest plugin that runs the tests once, then again and again against mutants of functions."""

    def __init__(self, mutants: list[Mutant], out: Path) -> None:
        self.mutants = mutants
        self.out = out
        self.reach = Reach()
        # Which test killed, written by the children: a number for each mutant.
        self.killers = memoryview(mmap.mmap(-1, 4 * max(1, len(mutants)))).cast("i")
        self.kills: dict[Path, Counter[int]] = defaultdict(Counter)

    def pytest_sessionstart(self) -> None:
        """See what runs when the tests and the law are imported."""
        self.reach.begin()

    def pytest_runtestloop(self, session: Any) -> bool:
        """Take the place of pytest's own loop."""
        self.items, self.memory, self.functions = session.items, Memory(), live_functions()
        failing = self._record()
        # What is there now is never looked through again, and so stays shared with the children.
        gc.collect()
        gc.freeze()
        chosen = [self._chosen(mutant) for mutant in self.mutants]
        at_import = [number for number, some in enumerate(chosen) if IMPORT in some]
        tests_of = {number: sorted(some - {IMPORT}, key=self._order) for number, some in enumerate(chosen)}
        ended = dict(self._tried((number, tests) for number, tests in tests_of.items() if tests))
        left = [n for n in tests_of if ended.get(n, SURVIVED) == SURVIVED and n not in set(at_import)]
        ended |= dict(in_groups(left, self._place, (self._against_all, self._limit(self.took)), self._suspects))
        told = {"ended": ended, "at_import": at_import, "failing": failing, "items": len(self.items)}
        self.out.write_text(json.dumps({**told, "tests": {n: len(some) for n, some in tests_of.items()}}))
        return True

    def _record(self) -> list[str]:
        """Run every test once; remember how long it takes and which lines it runs; name those that fail."""
        self.took, failing = {}, []
        self.reach.narrow(self.functions)
        for number, item in enumerate(self.items):
            self.memory.forget()
            self.reach.turn_to(number)
            begun = time.process_time()
            if not passes(item):
                failing.append(item.nodeid)
            self.took[number] = time.process_time() - begun
        self.reach.end()
        return failing

    def _order(self, number: int) -> float:
        return self.took[number]

    def _tried(self, work: Iterable[tuple[int, list[int]]]) -> Iterator[tuple[int, int]]:
        """Run the tests of each mutant, the likeliest to notice first, and learn from those that do."""

        def pieces() -> Iterator[Work]:
            for number, tests in work:
                kills = self.kills[self.mutants[number].path]
                tests.sort(key=lambda test: -kills[test])
                yield number, functools.partial(self._against, [number], tests), self._limit(tests)

        for number, code in in_children(pieces()):
            if code == KILLED and self.killers[number]:
                self.kills[self.mutants[number].path][self.killers[number] - 1] += 1
            mutant = self.mutants[number]
            if code == SURVIVED and not isinstance(mutant, Unchanged):
                print(f"missed: {mutant.path.name}:{mutant.line}: {mutant.change}", file=sys.stderr, flush=True)
            yield number, code

    def _chosen(self, mutant: Mutant) -> set[int]:
        every = set(range(len(self.items)))
        if mutant.function.endswith(")"):
            found = self.reach.by(mutant.path, range(mutant.line, mutant.last_line + 1))
            # Whoever runs first fills their caches for all that follow.
            return found | every if mutant.path.stem in SLOW_TO_REMEMBER else found
        if not mutant.constant:
            return {IMPORT}
        # Whoever knows the constant may use it anywhere.
        paths = {Path(module.__file__) for module in knowing(mutant.constant)}
        in_law = [path for path in paths if str(path) in self.reach.lines]
        known = {number for path in in_law for number in self.reach.within(path)}
        in_tests = {n for n, item in enumerate(self.items) if item.path in paths}
        return known | in_tests | {IMPORT}

    def _limit(self, tests: Iterable[int]) -> float:
        return 10 + 20 * sum(self.took[test] for test in tests)

    def _place(self, number: int) -> tuple[Path, str]:
        return self.mutants[number].path, self.mutants[number].function

    def _against_all(self, numbers: list[int]) -> int:
        return self._against(numbers, sorted(self.took, key=self._order))

    def _suspects(self, group: list[int]) -> set[int]:
        """Give those whom the test that noticed a group notices alone."""
        test = self.killers[group[0]] - 1
        if test < 0:
            return set()
        work = ((number, functools.partial(self._against, [number], [test]), self._limit([test])) for number in group)
        return {number for number, code in in_children(work) if code == KILLED}

    def _against(self, numbers: list[int], tests: list[int]) -> int:
        """Put the code of mutants into what is in memory and run tests until one fails."""
        some = [self.mutants[number] for number in numbers]
        self.memory.forget(everything=any(one.path.stem in SLOW_TO_REMEMBER for one in some))
        for mutant in some:
            if not mutant.function.endswith(")"):
                put_constant(mutant)
            elif not self._put_function(mutant):
                return CANNOT
        for test in tests:
            # Each has its own time, since what never ends would otherwise use up that of all.
            signal.setitimer(signal.ITIMER_PROF, 5 + 20 * self.took[test])
            if not passes(self.items[test]):
                self.killers[numbers[0]] = test + 1
                return KILLED
        return SURVIVED

    def _put_function(self, mutant: Mutant) -> bool:
        name, found = mutant.function.removesuffix("()"), False
        for code in inner(mutant.code(only=True)):
            if code.co_qualname != name:
                continue
            for function in self.functions.get((code.co_filename, name, code.co_firstlineno), []):
                if len(code.co_freevars) != len(function.__code__.co_freevars):
                    return False
                function.__code__ = code
                found = True
        return found


def passes(item: Any) -> bool:
    """Run one test with its fixtures and say whether it passed."""
    from _pytest.runner import runtestprotocol

    reports = runtestprotocol(item, nextitem=None, log=False)
    item._request, item.funcargs = False, None
    return not any(report.failed for report in reports)


def knowing(constant: str) -> list[Any]:
    """Give the modules of the law, tests among them, that know a constant."""
    return [one for name, one in list(sys.modules.items()) if name.startswith("hub.law") and hasattr(one, constant)]


def put_constant(mutant: Mutant) -> None:
    """Give a constant of a module its changed value, there and wherever it was imported.

    A value that cannot be computed leaves the constant as it was; an import will show that.
    """
    name = mutant.constant
    owner = next(one for one in knowing(name) if one.__file__ == str(mutant.path))
    was, space = getattr(owner, name), dict(vars(owner))
    try:
        exec(mutant.code(only=True), space)  # noqa: S102
    except Exception:
        return
    for module in knowing(name):
        if getattr(module, name) is was:
            setattr(module, name, space[name])


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


def from_the_start(mutants: list[Mutant], without: list[str]) -> int:
    """Import the law with changed modules, or unchanged, and run every test until one fails."""
    import pytest

    _put_modules(mutants)
    left_out = [word for name in without for word in ("--deselect", name)]
    return SURVIVED if pytest.main([*PYTEST, "-x", *left_out, *test_files()]) == 0 else KILLED


def _put_modules(mutants: list[Mutant]) -> None:
    for one in mutants:
        sys.meta_path.insert(0, _Finder(dotted(one.path), one))  # type: ignore[arg-type]


def dotted(path: Path) -> str:
    """Give the name under which a file is imported."""
    return ".".join(path.relative_to(PROJECT).with_suffix("").parts)


def cases_of(mutant: Mutant) -> int:
    """Import the law with a changed module and run the tests of every case, those of its own rules first.

    Without pytest, which takes longer to collect them than they take to run.
    """
    _put_modules([mutant])
    try:
        from hub.law.registry import rules
        from hub.law.tests import recording, test_cases, test_what_rules_say

        changed = dotted(mutant.path)
        for name in sorted(rules(), key=lambda one: rules()[one].decide.__module__ != changed):
            test_what_rules_say.test_a_rule_says_exactly_what_it_said_when_it_was_last_read(name)
            test_cases.test_a_rule_has_cases_and_an_example(name)
            for case in recording.cases(name):
                test_cases.test_the_rule_answers_as_the_text_says(name, case)
    except Exception:
        return KILLED
    return SURVIVED

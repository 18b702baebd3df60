"""`./dev prove mutants-law`: change the code of the law, one small change at a time; its tests must notice each.

``--sample`` tries a fixed choice of changes and asks for 90 in 100; the whole run asks for 95 in 100. Changes that
cannot make any difference are listed with the reason in `equivalent_mutants.json` and are left out of the count.
"""

from __future__ import annotations

import functools
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from proofs._mutant_reach import LAW, modules
from proofs._mutants import Mutant, Unchanged, mutants

PROJECT = LAW.parents[1]
EQUIVALENT = Path(__file__).parent / "equivalent_mutants.json"
WHOLE, SAMPLE = 0.95, 0.90
# Of the changes to functions, and of those that need everything imported afresh, which take longer.
SAMPLED, SAMPLED_AFRESH = 160, 6
SEED, CONTROLS = 2023, 12
AFRESH_SECONDS, QUICK_SECONDS = 600.0, 6 * 3600.0


def run(*, sample: bool = False) -> dict[str, Any]:
    """Try the changes in a process without Django and say how many were noticed."""
    with tempfile.TemporaryDirectory(prefix="hub-mutants-") as folder:
        out = Path(folder) / "result.json"
        environment = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONPATH": str(PROJECT)}
        command = [sys.executable, "-m", "proofs.mutants_law", str(out), "sample" if sample else "whole"]
        subprocess.run(command, cwd=PROJECT, env=environment, stdout=sys.stderr, check=True)
        found: dict[str, Any] = json.loads(out.read_text())
    found["ok"] = found["share"] >= (SAMPLE if sample else WHOLE) and not found["failing"] and not found["stale"]
    return found


def chosen(*, sample: bool) -> tuple[list[Mutant], dict[str, Any]]:
    """Give the changes to try, and how many are equivalent."""
    every = [one for path in modules() for one in mutants(path)]
    known = json.loads(EQUIVALENT.read_text()) if EQUIVALENT.exists() else []
    names = {(one["file"], one["function"], one["line"], one["change"]) for one in known}
    left = [one for one in every if described(one) not in names]
    stale = sorted(names - {described(one) for one in every})
    about = {"equivalent": len(every) - len(left), "stale": stale}
    if sample:
        pick = random.Random(SEED)
        inside = [one for one in left if is_inside(one)]
        outside = [one for one in left if not is_inside(one)]
        left = pick.sample(inside, min(SAMPLED, len(inside)))
        left += pick.sample(outside, min(SAMPLED_AFRESH, len(outside)))
    return left, about


def described(mutant: Mutant) -> tuple[str, str, str, str]:
    """Name a change so that the name outlives changes elsewhere in the file."""
    line = mutant.path.read_text(encoding="utf-8").splitlines()[mutant.line - 1].strip()
    return str(mutant.path.relative_to(LAW)), mutant.function, line, mutant.change


def is_inside(mutant: Mutant) -> bool:
    """Say whether a change is in the body of a function."""
    return mutant.function.endswith(")")


def try_all(todo: list[Mutant], *, sample: bool) -> dict[str, Any]:
    """Try the changes; the law must not be imported yet in this process."""
    from proofs import _mutant_runs as runs

    runs.prepare()
    # What was not changed must not be noticed, or every change would seem to be.
    controls = [Unchanged(**vars(one)) for one in random.Random(SEED).sample(todo, min(CONTROLS, len(todo)))]
    with tempfile.TemporaryDirectory(prefix="hub-mutants-") as folder:
        out = Path(folder) / "quick.json"
        # The whole law unchanged, imported afresh, uses the processor that the recording leaves free.
        control = (-1, functools.partial(runs.from_the_start, [], []), AFRESH_SECONDS)
        quickly = (0, functools.partial(_quick, [*todo, *controls], out), QUICK_SECONDS)
        fresh_control = dict(runs.in_children([quickly, control], quiet=False))[-1]
        quick = json.loads(out.read_text())
    failing = quick["failing"]
    ended = {int(number): code for number, code in quick["ended"].items()}
    left = _left(quick, ended, len(todo))
    afresh = left[:SAMPLED_AFRESH] if sample else left
    ended |= dict(runs.in_children((n, functools.partial(runs.cases_of, todo[n]), AFRESH_SECONDS) for n in afresh))

    def whole(numbers: list[int]) -> int:
        return runs.from_the_start([todo[n] for n in numbers], failing)

    alive = [n for n in afresh if ended[n] == runs.SURVIVED]
    ended |= _told(runs.in_groups(alive, lambda n: todo[n].path, (whole, AFRESH_SECONDS)), todo)
    unchanged = {ended.pop(n, runs.SURVIVED) for n in range(len(todo), len(todo) + len(controls))} - {runs.CANNOT}
    if unchanged | {fresh_control} != {runs.SURVIVED}:
        failing.append("the law unchanged")
    failing += [f"the proof itself, at {_place(todo[n])}" for n, code in ended.items() if code == runs.BROKEN]
    # A sample leaves some that only an import would show; they are neither killed nor alive.
    tried = [number for number in range(len(todo)) if number not in set(left) - set(afresh)]
    lived = [number for number in tried if ended.get(number, runs.SURVIVED) != runs.KILLED]
    return {
        "killed": len(tried) - len(lived),
        "survived": len(lived),
        "share": round(1 - len(lived) / len(tried), 4),
        "tests": quick["items"],
        "failing": failing,
        "survivors": [{**_place(todo[number]), "tests": quick["tests"][str(number)]} for number in lived],
    }


def _left(quick: dict[str, Any], ended: dict[int, int], count: int) -> list[int]:
    """Give the changes that must be imported: what an import runs, and what cannot be put into a living function."""
    from proofs import _mutant_runs as runs

    alive = {n for n in quick["at_import"] if ended.get(n, runs.SURVIVED) == runs.SURVIVED}
    return sorted(n for n in alive | {n for n, code in ended.items() if code == runs.CANNOT} if n < count)


def _told(ending: Iterable[tuple[int, int]], todo: list[Mutant]) -> dict[int, int]:
    """Collect how changes ended and tell at once of those that lived, since the whole takes long."""
    ended = {}
    for number, code in ending:
        ended[number] = code
        if not code:
            print(f"missed: {table([_place(todo[number])])}", file=sys.stderr, flush=True)
    return ended


def _quick(todo: list[Mutant], out: Path) -> int:
    import pytest

    from proofs import _mutant_runs as runs

    # What pytest has to say of itself is for people, who would otherwise never read of a fault of the proof.
    os.dup2(2, 1)
    pytest.main([*runs.PYTEST, *runs.test_files()], plugins=[runs.Quick(todo, out)])
    return 0 if out.exists() else 1


def _place(mutant: Mutant) -> dict[str, Any]:
    file = str(mutant.path.relative_to(PROJECT))
    return {"file": file, "line": mutant.line, "function": mutant.function, "change": mutant.change}


def table(survivors: Iterable[dict[str, Any]]) -> str:
    """Give survivors as lines that an editor can follow."""
    return "\n".join(f"{one['file']}:{one['line']}: {one['change']}" for one in survivors)


if __name__ == "__main__":
    is_sample = sys.argv[2:] == ["sample"]
    changes_to_try, told = chosen(sample=is_sample)
    result = try_all(changes_to_try, sample=is_sample)
    Path(sys.argv[1]).write_text(json.dumps({**result, **told}, ensure_ascii=False))
    print(table(result["survivors"]), file=sys.stderr)

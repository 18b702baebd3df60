"""The changes that `./dev prove mutants-law` makes: of decisions, never of words for people."""

import ast
import json
import subprocess
import sys
import textwrap
from pathlib import Path
from types import FunctionType
from typing import Any

import pytest

from proofs import _mutant_reach as reach
from proofs._mutant_runs import BROKEN, CANNOT, KILLED, PROJECT, SURVIVED
from proofs._mutants import Unchanged, is_prose, mutants

CODE = '''"""Words."""
LIMIT = 8
TOPIC = "Tests"
Found = tuple[date, str] | None
class Kind(Term):
    """Words."""
    GOODS = "goods", "Goods and such"
@rule("name", title="Which one?", citation="PA 2023 s.1", topic="Tests")
def decide(facts, *, on: Annotated[date, Ask("When?")] = None):
    """Words. 1 < 2"""
    if facts.days < LIMIT and not facts.urgent:
        return bad("days", f"Give {facts.days} days or more.", "PA 2023 s.2")
    return Answer(Result(days=facts.days + 1), (one, *two))
'''


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "some.py"
    found.write_text(CODE)
    return found


def test_every_decision_is_changed_and_no_words(path: Path) -> None:
    days = "bad('days', f'Give {facts.days} days or more.', 'PA 2023 s.2')"
    answer = "Answer(Result(days=facts.days + 1), (one, *two))"
    assert {(one.function, one.change) for one in mutants(path)} == {
        ("", "8 → 9"),
        ("Kind.", "'goods' → 'XXgoodsXX'"),
        ("", "'name' → 'XXnameXX'"),
        ("", "'PA 2023 s.1' → 'XXPA 2023 s.1XX'"),
        (
            "decide()",
            "if facts.days < LIMIT and (not facts.urgent) → if not (facts.days < LIMIT and (not facts.urgent))",
        ),
        ("decide()", "facts.days < LIMIT and (not facts.urgent) → facts.days < LIMIT or not facts.urgent"),
        ("decide()", "facts.days < LIMIT and (not facts.urgent) → not facts.urgent"),
        ("decide()", "facts.days < LIMIT and (not facts.urgent) → facts.days < LIMIT"),
        ("decide()", "facts.days < LIMIT → facts.days <= LIMIT"),
        ("decide()", "facts.days < LIMIT → facts.days >= LIMIT"),
        ("decide()", "not facts.urgent → facts.urgent"),
        ("decide()", f"{days} → bad('days', f'Give {{facts.days}} days or more.')"),
        ("decide()", "'days' → 'XXdaysXX'"),
        ("decide()", "'PA 2023 s.2' → 'XXPA 2023 s.2XX'"),
        ("decide()", f"{answer} → Answer(Result(days=facts.days + 1))"),
        ("decide()", "facts.days + 1 → facts.days - 1"),
        ("decide()", "1 → 2"),
        ("decide()", "(one, *two) → (*two,)"),
        ("decide()", "(one, *two) → (one,)"),
    }


def test_every_change_can_be_compiled_and_makes_another_code(path: Path) -> None:
    for one in mutants(path):
        assert ast.dump(one.tree()) != ast.dump(Unchanged(**vars(one)).tree())
        assert one.code() != Unchanged(**vars(one)).code()


def test_the_name_of_a_changed_constant_is_known(path: Path) -> None:
    assert {one.constant for one in mutants(path)} == {"LIMIT", ""}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PA 2023 s.54(4) entry 7", False),
        ("SI 2024/716 reg 5", False),
        ("needs_fact", False),
        ("two words", False),
        ("Taken as met: it is so.", True),
        ("PA 2023 s.3 says so. Ask a lawyer.", True),
    ],
)
def test_prose_is_told_from_codes_and_sections(text: str, expected: bool) -> None:
    assert is_prose(text) is expected


def apart(code: str) -> Any:
    """Run code in a process of its own, since it forks and waits for any child, and give what it leaves in `out`."""
    whole = f"from proofs._mutant_runs import *\nimport json\n{textwrap.dedent(code)}\nprint(json.dumps(out))"
    done = subprocess.run([sys.executable, "-c", whole], cwd=PROJECT, capture_output=True, check=True, timeout=60)
    return json.loads(done.stdout)


class TestChildren:
    def test_end_with_what_they_found(self) -> None:
        assert apart("out = sorted(in_children((n, lambda n=n: n, 5.0) for n in (SURVIVED, KILLED, CANNOT)))") == [
            [SURVIVED, SURVIVED],
            [KILLED, KILLED],
            [CANNOT, CANNOT],
        ]

    def test_that_fall_over_have_noticed_nothing(self) -> None:
        assert apart("out = list(in_children([(1, lambda: 1 // 0, 5.0)]))") == [[1, BROKEN]]

    def test_that_never_end_or_go_down_have_noticed(self) -> None:
        code = """
            def forever():
                while True:
                    pass
            out = sorted(in_children([(1, forever, 0.2), (2, os.abort, 5.0)]))
        """
        assert apart(code) == [[1, KILLED], [2, KILLED]]


class TestGroups:
    def tried(
        self, noticed: set[int], places: dict[int, str], log: Path, more: str = ""
    ) -> tuple[dict[int, int], list[list[int]]]:
        code = f"""
            def do(some):
                with open({str(log)!r}, "a") as file:
                    print(json.dumps(some), file=file)
                return KILLED if {noticed!r} & set(some) else SURVIVED
            out = list(in_groups({list(places)!r}, {places!r}.get, (do, 5.0){more}))
        """
        return dict(apart(code)), [sorted(json.loads(line)) for line in log.read_text().splitlines()]

    def test_have_one_change_for_each_place(self, tmp_path: Path) -> None:
        ended, groups = self.tried({9}, {1: "a", 2: "a", 3: "b"}, tmp_path / "log")
        assert ended == dict.fromkeys((1, 2, 3), SURVIVED)
        assert sorted(groups) == [[1, 3], [2]]

    def test_that_are_noticed_are_parted_until_one_is_noticed_alone(self, tmp_path: Path) -> None:
        ended, groups = self.tried({2}, {1: "a", 2: "b", 3: "c"}, tmp_path / "log")
        assert ended == {1: SURVIVED, 2: KILLED, 3: SURVIVED}
        assert groups[0] == [1, 2, 3]
        assert sorted(groups[1:]) == [[1], [2], [2, 3], [3]]

    def test_are_tried_again_without_those_that_are_suspected_rightly(self, tmp_path: Path) -> None:
        places = {1: "a", 2: "b", 3: "c", 4: "d"}
        ended, groups = self.tried({2}, places, tmp_path / "log", ", lambda group: {2} & set(group)")
        assert ended == {1: SURVIVED, 2: KILLED, 3: SURVIVED, 4: SURVIVED}
        assert groups == [[1, 2, 3, 4], [1, 3, 4]]


@pytest.mark.parametrize("monitoring", [reach.MONITORING, None])
def test_each_test_is_known_by_the_lines_that_it_runs(
    monitoring: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "some.py"
    path.write_text("def one(x):\n    if x:\n        return 1\n    return 2\n\ndef two():\n    return one(True)\n")
    monkeypatch.setattr(reach, "MONITORING", monitoring)
    monkeypatch.setattr(reach, "modules", lambda: [path])
    space: dict[str, Any] = {}
    watch = reach.Reach()
    watch.begin()
    try:
        exec(compile(path.read_text(), str(path), "exec"), space)
        found = {(str(path), name, 1): [space[name]] for name in ("one", "two")}
        assert all(type(one[0]) is FunctionType for one in found.values())
        watch.narrow(found)
        for number, call in enumerate([space["two"], space["two"], lambda: space["one"](False)]):
            watch.turn_to(number)
            call()
    finally:
        watch.end()
    assert watch.by(path, [3]) == watch.by(path, [7]) == {0, 1}
    assert watch.by(path, [4]) == {2}
    assert watch.by(path, [2]) == {0, 1, 2}
    assert watch.by(path, [1]) == {reach.IMPORT}
    assert watch.within(path) == {0, 1, 2, reach.IMPORT}

"""`hub check timeliness` from outside: one JSON document on standard output, errors on standard error, exit codes."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from hub.cli import main

pytestmark = pytest.mark.once

IN_TIME = {"due_at": "2026-11-23T12:00:00Z", "requests": [{"stamp": "2026-11-23T11:59:59.999999Z", "kind": "submit"}]}
LATE = {**IN_TIME, "requests": [{"stamp": "2026-11-23T12:00:00Z", "kind": "submit"}]}


@pytest.fixture
def ask(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    def ask(facts: Any, *more: str) -> tuple[int, Any, str]:
        path = tmp_path / "facts.json"
        path.write_text(facts if isinstance(facts, str) else json.dumps(facts))
        code = main(["check", "timeliness", "--facts", str(path), "--json", *more])
        said = capsys.readouterr()
        return code, json.loads(said.out), said.err

    return ask


def test_a_bid_in_time_and_a_late_one_are_both_answers(ask: Any) -> None:
    code, found, said = ask(IN_TIME)
    assert (code, found["in_time"], found["rule"], said) == (0, True, "R2", "")
    code, found, said = ask(LATE)
    assert (code, found["in_time"], found["rule"], said) == (0, False, "R2", "")
    assert found["message"].startswith("The bid is late")


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ("{", "not one JSON object"),
        ("[]", "one JSON object"),
        ({"due_at": "2026-11-23T12:00:00Z"}, "requests"),
        ({**IN_TIME, "due_at": "noon"}, "noon"),
        ({**IN_TIME, "late": False}, "late"),
        ({**IN_TIME, "requests": [{"stamp": "2026-11-23T11:00:00Z", "kind": "post"}]}, "post"),
        ({**IN_TIME, "grace_seconds": "1800"}, "grace_seconds"),
    ],
)
def test_facts_that_cannot_be_decided_are_named(ask: Any, facts: Any, said: str) -> None:
    code, found, errors = ask(facts)
    assert code == 2 and found["in_time"] is None and found["rule"] is None
    assert said in found["message"] and said in errors


def test_the_schema_names_every_fact(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "timeliness", "--schema"]) == 0
    drawn = json.loads(capsys.readouterr().out)
    assert {"due_at", "requests", "lots", "grace_seconds", "extensions", "minutes", "decision"} == set(
        drawn["facts"]["properties"]
    )
    assert {"in_time", "rule", "message"} <= set(drawn["result"]["properties"])


def test_facts_may_come_by_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    class Given:
        buffer = io.BytesIO(json.dumps(LATE).encode())

    monkeypatch.setattr("sys.stdin", Given)
    assert main(["check", "timeliness", "--facts", "-"]) == 0
    assert capsys.readouterr().out.startswith("R2: The bid is late")


def test_a_call_without_facts_or_with_a_missing_file_says_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "timeliness"]) == 2
    assert "--facts FILE" in capsys.readouterr().err
    assert main(["check", "timeliness", "--facts", "/no/such/file", "--json"]) == 2
    said = capsys.readouterr()
    assert "cannot be read" in said.err and json.loads(said.out)["in_time"] is None

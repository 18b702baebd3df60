"""`hub law`: one JSON document on standard output, words for people on the other, and an exit code."""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hub.law.commands import law as command
from hub.law.registry import rules

GOOD = {"on": "2026-01-01", "kind": "services", "value_inc_vat": "207720"}
RESULT = {"threshold_inc_vat": "207720", "covered": True}
Law = Callable[..., tuple[int, list[dict[str, Any]], str]]


def called(*words: str) -> int:
    """Run the command as `hub law` does, without the rest of the command line, which knows Django."""
    parser = argparse.ArgumentParser(prog="hub law")
    command.arguments(parser)
    return command.run(parser.parse_args(words))


@pytest.fixture
def law(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Law:
    """Run the command; give its exit code, the documents on standard output, and what it told people."""

    def run(*words: str, stdin: bytes = b"") -> tuple[int, list[dict[str, Any]], str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        code = called(*words)
        out, told = capsys.readouterr()
        assert out.endswith("\n")
        return code, [json.loads(line) for line in out.splitlines()], told

    return run


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "facts.json"
    found.write_text(json.dumps(GOOD, indent=2))
    return found


class TestFacts:
    def test_from_a_file_are_answered(self, law: Law, path: Path) -> None:
        code, [said], told = law("threshold", "--facts", str(path))
        assert (code, told) == (0, "")
        assert list(said) == ["result", "findings", "citation"]
        assert said["result"] == RESULT
        assert said["citation"].startswith("PA 2023 ")
        assert list(said["findings"][0]) == ["code", "severity", "message", "citation"]

    def test_from_standard_input_are_answered(self, law: Law) -> None:
        code, [said], _ = law("threshold", "--facts", "-", stdin=json.dumps(GOOD).encode())
        assert (code, said["result"]) == (0, RESULT)

    @pytest.mark.parametrize("before", [b"\xef\xbb\xbf", b"\n  "])
    def test_may_follow_a_mark_or_spaces(self, law: Law, before: bytes) -> None:
        assert law("threshold", "--facts", "-", stdin=before + json.dumps(GOOD).encode())[0] == 0

    def test_that_are_missing_are_named_and_end_with_2(self, law: Law) -> None:
        given = {name: value for name, value in GOOD.items() if name != "kind"}
        code, [said], told = law("threshold", "--facts", "-", stdin=json.dumps(given).encode())
        assert code == 2
        assert said["result"] is None
        assert [one["code"] for one in said["findings"]] == ["needs_fact"]
        assert told == "hub law threshold: What is the contract mainly for? State this as “kind”.\n"

    def test_from_before_the_act_are_refused(self, law: Law) -> None:
        code, [said], told = law("threshold", "--facts", "-", stdin=json.dumps(GOOD | {"on": "2025-02-23"}).encode())
        assert (code, said["result"]) == (2, None)
        assert "on: 2025-02-23 is before 2025-02-24" in told

    def test_that_are_not_text_are_refused(self, law: Law) -> None:
        code, [said], told = law("threshold", "--facts", "-", stdin=b"\xff\x00")
        assert (code, said["result"]) == (2, None)
        assert "Save them as UTF-8" in told

    def test_in_a_file_that_cannot_be_read_are_refused(self, law: Law, tmp_path: Path) -> None:
        for place, why in [(tmp_path / "none.json", "No such file or directory"), (tmp_path, "Is a directory")]:
            code, [said], told = law("threshold", "--facts", str(place))
            assert (code, said["result"]) == (2, None)
            assert said["findings"][0]["code"] == "bad_call"
            assert told == f"hub law: {place} cannot be read: {why}.\n"


class TestBatch:
    def test_answers_a_line_for_each_line(self, law: Law, tmp_path: Path) -> None:
        path = tmp_path / "many.jsonl"
        path.write_text("".join(json.dumps(GOOD | {"value_inc_vat": value}) + "\n" for value in ("1", "207720")))
        code, said, told = law("threshold", "--batch", str(path))
        assert (code, told) == (0, "")
        assert [one["result"]["covered"] for one in said] == [False, True]

    def test_goes_on_after_a_bad_line_and_ends_with_1(self, law: Law) -> None:
        good = json.dumps(GOOD).encode()
        code, said, told = law("threshold", "--batch", "-", stdin=good + b"\r\n\n{\n\xff\n{}\n" + good)
        assert code == 1
        assert [one["result"] for one in said] == [RESULT, None, None, None, RESULT]
        assert {line.split(": ")[1] for line in told.splitlines()} == {"line 3", "line 4", "line 5"}

    def test_of_nothing_prints_nothing(self, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        (tmp_path / "empty").touch()
        assert called("threshold", "--batch", str(tmp_path / "empty")) == 0
        assert capsys.readouterr().out == ""


class TestWhatThereIs:
    def test_is_listed(self, law: Law) -> None:
        code, [said], _ = law("--list")
        assert code == 0
        assert said == {
            "rules": [{"rule": one.name, "title": one.title, "citation": one.citation} for one in rules().values()]
        }

    @pytest.mark.parametrize("name", rules())
    def test_has_a_schema(self, law: Law, name: str) -> None:
        code, [said], _ = law(name, "--schema")
        assert code == 0
        assert list(said) == ["facts", "result"]

    def test_is_shown_when_nothing_is_asked(self, law: Law) -> None:
        code, [said], told = law()
        assert (code, said["result"]) == (2, None)
        assert all(f"  {one.name} " in told and f" {one.title}\n" in told for one in rules().values())
        assert told.endswith("`hub law --list` names the rules.\n")

    def test_is_suggested_when_a_name_is_wrong(self, law: Law) -> None:
        code, [said], _ = law("Thresholds", "--schema")
        assert code == 2
        [finding] = said["findings"]
        assert finding["message"] == (
            "There is no rule “Thresholds”. Did you mean threshold? `hub law --list` names the rules."
        )

    def test_is_not_guessed_when_no_name_is_close(self, law: Law) -> None:
        assert law("zzzzz")[1][0]["findings"][0]["message"] == (
            "There is no rule “zzzzz”. `hub law --list` names the rules."
        )

    def test_needs_facts(self, law: Law) -> None:
        code, [said], _ = law("threshold")
        assert (code, said["result"]) == (2, None)
        assert said["findings"][0]["message"].startswith("Give the facts: --facts FILE, or --batch FILE.")

    def test_two_ways_at_once_are_refused(self) -> None:
        with pytest.raises(SystemExit, match="2"):
            called("threshold", "--facts", "-", "--schema")

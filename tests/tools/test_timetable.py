"""`hub timetable`: one JSON document on standard output, words on the other, and an exit code."""

import io
import json
import sys
from datetime import UTC, datetime

import pytest

from hub import cli
from hub.platform import clock

FACTS = {
    "procedure": "open", "kind": "services", "value_inc_vat": "640000", "light_touch": False,
    "start_on": "2026-11-02", "needed_by": "2027-06-01", "key_decision": False, "call_in_working_days": 5,
    "evaluation_days": 20, "mobilisation_days": 42, "closed_days": [], "committees": [],
}  # fmt: skip


@pytest.fixture
def timetable(capsys, monkeypatch, no_installation):
    def run(facts, *words):
        text = facts if isinstance(facts, bytes) else json.dumps(facts).encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text)))
        code = cli.main(["timetable", *words])
        return code, *capsys.readouterr()

    return run


def test_answers_with_one_document_and_nothing_else(timetable):
    code, out, told = timetable(FACTS, "--facts", "-", "--json")
    found = json.loads(out)
    assert (code, told) == (0, "")
    assert {"steps", "last_safe_start_on", "slack_days", "findings"} <= set(found)
    assert {"step", "starts_on", "ends_on", "citation"} <= set(found["steps"][0])


def test_reads_a_file(timetable, tmp_path):
    path = tmp_path / "facts.json"
    path.write_text(json.dumps(FACTS), encoding="utf-8")
    assert timetable(b"", "--facts", str(path), "--json")[0] == 0
    code, out, told = timetable(b"", "--facts", str(tmp_path / "none.json"), "--json")
    assert code == 2 and json.loads(out)["findings"][0]["code"] == "bad_call" and "cannot be read" in told


def test_is_readable_without_json(timetable):
    code, out, _ = timetable(FACTS, "--facts", "-")
    assert code == 0 and "Standstill" in out and "The last safe start is " in out


@pytest.mark.parametrize(
    ("facts", "code"),
    [(b"{", "bad_json"), (b"[]", "bad_json"), ({**FACTS, "needed_by": "2026-01-01"}, "bad_fact"), ({}, "needs_fact")],
)
def test_bad_input_is_named_and_ends_with_2(timetable, facts, code):
    ended, out, told = timetable(facts, "--facts", "-", "--json")
    found = json.loads(out)
    assert ended == 2 and found["findings"][0]["code"] == code
    assert found["steps"] == [] and found["last_safe_start_on"] is None and found["slack_days"] is None
    assert told.startswith("hub timetable: ")


def test_without_facts_it_says_how_to_give_them(timetable):
    code, out, told = timetable(b"", "--json")
    assert code == 2 and json.loads(out)["steps"] == [] and "--facts" in told


def test_a_late_need_date_is_answered(timetable):
    code, out, _ = timetable({**FACTS, "needed_by": "2026-12-24"}, "--facts", "-", "--json")
    found = json.loads(out)
    assert code == 0 and found["slack_days"] < 0 and found["findings"][0]["code"] == "late"


def test_a_past_step_that_broke_a_rule_ends_with_1(timetable):
    done = [{"step": "tender_notice", "ends_on": "2026-11-02", "done": True}]
    short = [*done, {"step": "tendering", "ends_on": "2026-11-09", "done": True}]
    assert timetable({**FACTS, "fixed": done}, "--facts", "-", "--json")[0] == 0
    code, out, told = timetable({**FACTS, "fixed": short}, "--facts", "-", "--json")
    assert code == 1 and json.loads(out)["steps"] and "PA 2023 s.54(4)" in told


def test_a_start_that_is_null_is_today_in_london(timetable):
    with clock.frozen(datetime(2027, 6, 30, 23, 30, tzinfo=UTC)):
        code, out, _ = timetable({**FACTS, "start_on": None, "needed_by": None}, "--facts", "-", "--json")
    assert code == 0 and json.loads(out)["steps"][0]["starts_on"] == "2027-07-01"


def test_the_schema_names_every_fact(timetable):
    code, out, _ = timetable(b"", "--schema")
    assert code == 0 and set(FACTS) <= set(json.loads(out)["facts"]["properties"])

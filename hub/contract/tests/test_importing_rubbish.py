"""Files that are no list: refused with a sentence that helps, in little memory, and with nothing left behind."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import Any

import pytest

from hub.cli import main
from hub.contract.models import Contract
from hub.platform.registers.importing import services
from hub.platform.registers.importing.models import ImportBatch
from hub.platform.tabular import children

pytestmark = pytest.mark.django_db
RELEASE = {
    "ocid": "ocds-b5fd17-a",
    "id": "1",
    "date": "2025-01-01T00:00:00Z",
    "tag": ["award"],
    "parties": [
        {"id": "B", "name": "Eastmere", "roles": ["buyer"]},
        {"id": "S", "name": "Acme", "roles": ["supplier"]},
    ],
    "buyer": {"id": "B", "name": "Eastmere"},
    "tender": {"id": "1", "title": "Salt"},
    "awards": [{"id": "1", "title": "Salt", "suppliers": [{"id": "S", "name": "Acme"}]}],
}


@pytest.fixture
def load(cast: Any, at_nine: Any, capsys: Any, monkeypatch: Any, tmp_path: Path) -> Any:
    """Run the command on a file and give exit code and entry; nothing may stay in the folder for passing files."""
    monkeypatch.setattr("django.setup", lambda: None)
    # A folder of this test's own: others load files at the same time.
    passing = tmp_path / "passing"
    passing.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(passing))

    def run(path: Path) -> tuple[int, dict[str, Any]]:
        capsys.readouterr()
        before = {name for name in os.listdir(tempfile.gettempdir()) if name.startswith("hub-import")}
        code = main(["import", "contracts", str(path), "--authority", "ECA", "--json"])
        after = {name for name in os.listdir(tempfile.gettempdir()) if name.startswith("hub-import")}
        assert after <= before
        return code, json.loads(capsys.readouterr().out)["files"][0]

    return run


def lines_of_rubbish(path: Path, count: int, good: int = 0) -> Path:
    with path.open("w") as file:
        file.write("Title,Supplier,Value\n")
        file.writelines(f"Salt {number},Acme,1\n" for number in range(good))
        file.writelines(f"a{number},b,zz\n" for number in range(count))
    return path


class TestRowsOfRubbish:
    def test_a_file_without_one_good_row_is_refused_after_the_first_rows(
        self, load: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(services, "HOPELESS", 300)
        code, entry = load(lines_of_rubbish(tmp_path / "big.csv", 5_000))
        assert code == 2 and "Not one of the first 300 rows" in entry["error"]
        assert all(word in entry["error"] for word in ("row 301", "Value", "zz", "Check that this is"))
        assert not ImportBatch.objects.exists() and not Contract.objects.exists()

    def test_more_bad_rows_than_can_be_given_back_are_refused(
        self, load: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(services, "STORED_REJECTS", 400)
        code, entry = load(lines_of_rubbish(tmp_path / "big.csv", 1_000, good=1))
        assert code == 2 and "More than 400 rows" in entry["error"] and "Mend the list" in entry["error"]
        assert not Contract.objects.exists()

    def test_a_partly_bad_list_still_loads_its_good_rows(
        self, load: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(services, "HOPELESS", 300)
        code, entry = load(lines_of_rubbish(tmp_path / "mixed.csv", 350, good=2))
        assert (code, entry["accepted"], entry["rejected"]) == (0, 2, 350)

    @pytest.mark.slow
    @pytest.mark.parametrize("name", ["rubbish.csv", "rubbish.xlsx", "lines.csv"])
    def test_half_a_gigabyte_is_refused_in_little_memory(
        self, load: Any, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(children, "ENDED", children.Ended())
        path = tmp_path / name
        block = (b"salt," + b"acme " * 100 + b",zz\n") * 2_050 if name == "lines.csv" else os.urandom(1024 * 1024)
        with path.open("wb") as file:
            file.write(b"Title,Supplier,Value\n" if name == "lines.csv" else b"")
            for _ in range(500):
                file.write(block)
        code, entry = load(path)
        assert code == 2 and len(entry["error"]) > 40
        assert (0 if name == "lines.csv" else -1) < children.ENDED.most_memory < 500 * 1024


class TestNotices:
    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ('{"releases":\n[{"ocid":"x"', "This JSON file ends too early at line 2."),
            ('{"releases":\n[{"ocid" "x"}]}', "This JSON file is broken at line 2."),
        ],
    )
    def test_a_broken_file_says_where_and_what_to_do_in_plain_words(
        self, load: Any, tmp_path: Path, text: str, said: str
    ) -> None:
        path = tmp_path / "broken.json"
        path.write_text(text)
        code, entry = load(path)
        assert code == 2 and entry["error"].startswith(f"{said} Download or export it again")

    def test_a_name_twice_with_two_values_is_refused_by_name_and_line(self, load: Any, tmp_path: Path) -> None:
        text = json.dumps({"releases": [RELEASE]}).replace('"id": "1", "date"', '"id": "1", "id": "2", "date"')
        path = tmp_path / "twice.json"
        path.write_text(text)
        code, entry = load(path)
        assert code == 2 and all(word in entry["error"] for word in ("“id” twice", "line 1", "Take one of them out"))

    def test_so_is_a_notice_that_stands_alone(self, load: Any, tmp_path: Path) -> None:
        path = tmp_path / "alone.json"
        path.write_text(json.dumps(RELEASE).replace('"id": "1", "date"', '"id": "1", "id": "2", "date"'))
        code, entry = load(path)
        assert code == 2 and "“id” twice" in entry["error"]

    def test_a_name_twice_with_one_value_is_no_matter(self, load: Any, tmp_path: Path) -> None:
        text = json.dumps({"releases": [RELEASE]}).replace('"id": "1", "date"', '"id": "1", "id": "1", "date"')
        path = tmp_path / "same.json"
        path.write_text(text)
        assert load(path)[1]["accepted"] == 1

    @pytest.mark.parametrize("amount", ["NaN", "Infinity", "-Infinity", "1e999", "9" * 5_000, "1e-9999"])
    def test_an_amount_that_is_none_never_ends_in_a_traceback(self, load: Any, tmp_path: Path, amount: str) -> None:
        release = {**RELEASE, "awards": [{**RELEASE["awards"][0], "value": {"amount": "HERE", "currency": "GBP"}}]}  # type: ignore[index]
        path = tmp_path / "odd.json"
        path.write_text(json.dumps({"releases": [release]}).replace('"HERE"', amount))
        _, entry = load(path)
        assert entry["records"] == entry["accepted"] + entry["rejected"] == 1
        if entry["rejected"]:
            [reject] = entry["rejects"]
            assert reject["column"] and len(reject["reason"]) > 20
        else:
            assert Contract.objects.get().value_ex_vat in (None, 0)

    def test_half_a_letter_is_printed_as_a_mark(self, load: Any, tmp_path: Path) -> None:
        bare = [{"id": "1", "suppliers": [{"id": "S", "name": "Acme"}]}]
        untitled = {**RELEASE, "ocid": f"ocds-b5fd17-s{chr(0xD800)}", "tender": {"id": "1"}, "awards": bare}
        path = tmp_path / "half.json"
        path.write_text(json.dumps({"releases": [untitled, RELEASE]}))
        code, entry = load(path)
        assert (code, entry["accepted"], entry["rejected"]) == (0, 1, 1)
        assert "The process ocds-b5fd17-s? has no title" in entry["rejects"][0]["reason"]

    @pytest.mark.parametrize("text", ["[" * 100_000 + "]" * 100_000, '{"a":' * 100_000 + "1" + "}" * 100_000])
    def test_a_hundred_thousand_brackets_are_refused(self, load: Any, tmp_path: Path, text: str) -> None:
        path = tmp_path / "deep.json"
        path.write_text(text)
        code, entry = load(path)
        assert code == 2 and "nested too deeply" in entry["error"]

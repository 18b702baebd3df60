"""`hub-verify` and the offline page: both hold for what is whole, both find what was tampered with, and they agree."""

from __future__ import annotations

import ast
import base64
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hub.bids.tests.vectors import make_receipts as made
from hub.bids.verifier import hub_verify
from hub.platform.events.receipts import read

pytestmark = pytest.mark.once

HERE = Path(__file__).parent
VERIFIER = Path(hub_verify.__file__)
VECTORS: dict[str, Any] = json.loads((HERE / "vectors" / "receipts.json").read_text(encoding="utf-8"))
KEY = VECTORS["key"]["public"]
OTHER = made.public_text(made.Ed25519PrivateKey.from_private_bytes(bytes(32)))
FILES = {name: base64.b64decode(content) for name, content in VECTORS["files"].items()}
Case = dict[str, Any]


def whole(**more: Any) -> Case:
    return {"receipt": VECTORS["receipt_file"], "root": VECTORS["closing_file"], "files": FILES, "key": KEY, **more}


def changed(name: str, change: Callable[[Any], None]) -> Case:
    """Give the case with one of its two files changed."""
    told = json.loads(whole()[name])
    change(told)
    return whole(**{name: json.dumps(told)})


def text_changed(name: str, *pair: str) -> Case:
    field = "receipt" if name == "receipt" else "closing"

    def change(told: Any) -> None:
        assert pair[0] in told[field]
        told[field] = told[field].replace(*pair)

    return changed(name, change)


def signed_anew(**facts: Any) -> Case:
    """Give the case with a receipt that says something else and is signed by the right key."""
    told = json.loads(VECTORS["receipt_file"])
    told["receipt"] = made.canon.strict({**json.loads(told["receipt"]), **facts}).decode()
    told["signature"] = made.signed(told["receipt"])[1]
    return whole(receipt=json.dumps(told))


def set_in(*path: Any) -> Callable[[Any], None]:
    *way, last, value = path

    def change(told: Any) -> None:
        for step in way:
            told = told[step]
        told[last] = value

    return change


def record_changed(told: Any) -> None:
    told["record"] = told["record"].replace('"mib":1', '"mib":2')


def swap_path(told: Any) -> None:
    told["proof"]["path"][0], told["proof"]["path"][1] = told["proof"]["path"][1], told["proof"]["path"][0]


PROOF = json.loads(VECTORS["closing_file"])["proof"]
# What was done, the case, the exit code, and what fails.
CASES: dict[str, tuple[Case, int, set[str]]] = {
    "nothing": (whole(), 0, set()),
    "no key given": (whole(key=""), 0, set()),
    "the receipt alone": ({"receipt": VECTORS["receipt_file"]}, 0, set()),
    "the receipt of one file": ({"receipt": VECTORS["file_receipt_file"], "files": FILES, "key": KEY}, 0, set()),
    "more files in the folder": (whole(files={**FILES, "holiday.jpg": b"x"}), 0, set()),
    "files with other names": (whole(files={f"{n}.bin": one for n, one in enumerate(FILES.values())}), 0, set()),
    "another key": (whole(key=OTHER), 1, {"signature of the receipt", "signature of the closing root", "event log"}),
    "another bid": (text_changed("receipt", '"version":1', '"version":2'), 1, {
        "signature of the receipt", "record", "inclusion"}),
    "another stamp": (text_changed("receipt", "11:59:59", "11:59:58"), 1, {"signature of the receipt", "inclusion"}),
    "another key id": (signed_anew(key_id="0" * 16), 1, {"signature of the receipt", "inclusion"}),
    "another count of files": (signed_anew(files_count=2), 1, {"record", "inclusion"}),
    "another record": (changed("receipt", record_changed), 1, {"record"}),
    "another signature": (changed("receipt", set_in("signature", base64.b64encode(bytes(64)).decode())), 1, {
        "signature of the receipt"}),
    "another salt": (changed("receipt", set_in("files", 0, "salt", "0" * 64)), 1, {"file Method statement.pdf"}),
    "another file": (whole(files={**FILES, "Method statement.pdf": b"%PDF-1.7 how we would do it."}), 1, {
        "file Method statement.pdf"}),
    "a missing file": (whole(files={"Method statement.pdf": FILES["Method statement.pdf"]}), 1, {
        "file Prix €.json", "file empty.txt"}),
    "a file that is in no list": (changed("receipt", set_in("files", 0, "descriptor", "0" * 64)), 1, {
        "file Method statement.pdf"}),
    "another root": (text_changed("root", '"size":32', '"size":48'), 1, {"signature of the closing root", "inclusion"}),
    "the root of another tender": (text_changed("root", "T-2026-0001", "T-2026-0002"), 1, {
        "signature of the closing root", "inclusion"}),
    "another index": (changed("root", set_in("proof", "index", PROOF["index"] ^ 1)), 1, {"inclusion"}),
    "an index outside": (changed("root", set_in("proof", "index", PROOF["index"] + 32)), 1, {"inclusion"}),
    "a negative index": (changed("root", set_in("proof", "index", -1)), 1, {"inclusion"}),
    "a shorter path": (changed("root", set_in("proof", "path", PROOF["path"][:-1])), 1, {"inclusion"}),
    "a longer path": (changed("root", set_in("proof", "path", [*PROOF["path"], "0" * 64])), 1, {"inclusion"}),
    "no path": (changed("root", set_in("proof", {"index": 0, "size": 1, "path": []})), 1, {"inclusion"}),
    "a path in another order": (changed("root", swap_path), 1, {"inclusion"}),
    "another event": (changed("root", lambda told: told["log"].update(body=told["log"]["body"].replace("7", "8", 1))),
                      1, {"event log"}),
    "another event before": (changed("root", set_in("log", "prev_digest", "d" * 64)), 1, {"event log"}),
    "another checkpoint": (changed("root", set_in("log", "signature", base64.b64encode(bytes(64)).decode())), 1, {
        "event log"}),
    "no proof": (changed("root", lambda told: told.pop("proof")), 2, set()),
    "no record": (changed("receipt", lambda told: told.pop("record")), 2, set()),
    "files swapped": ({"receipt": VECTORS["closing_file"], "root": VECTORS["receipt_file"]}, 2, set()),
    "two spellings": (text_changed("receipt", '"v":1', '"v": 1'), 2, set()),
    "the same field twice": (text_changed("receipt", '"v":1', '"v":1,"v":1'), 2, set()),
    "a path that is no hexadecimal": (changed("root", set_in("proof", "path", ["zz"])), 2, set()),
    "no json": ({"receipt": "{"}, 2, set()),
    "an empty file": ({"receipt": ""}, 2, set()),
    "a list": ({"receipt": "[]"}, 2, set()),
    "a key that is none": (whole(key="?"), 2, set()),
}  # fmt: skip


def by_command(case: Case, folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, Any, str]:
    (folder / "receipt.json").write_text(case["receipt"], encoding="utf-8")
    words = ["receipt", str(folder / "receipt.json"), "--json"]
    if "root" in case:
        (folder / "root.json").write_text(case["root"], encoding="utf-8")
        words += ["--root", str(folder / "root.json")]
    if "files" in case:
        (folder / "files" / "deeper").mkdir(parents=True)
        for number, (name, content) in enumerate(case["files"].items()):
            (folder / "files" / ("deeper" if number % 2 else "") / name).write_bytes(content)
        words += ["--files", str(folder / "files")]
    if case.get("key"):
        words += ["--key", case["key"]]
    code = hub_verify.main(words)
    said = capsys.readouterr()
    return code, json.loads(said.out), said.err


def failing(report: Any) -> set[str]:
    return {one["what"] for one in report["checks"] if not one["ok"]}


class TestTheCommand:
    @pytest.mark.parametrize("name", CASES)
    def test_finds_what_was_done(self, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        case, code, fails = CASES[name]
        found, report, errors = by_command(case, tmp_path, capsys)
        assert (found, failing(report)) == (code, fails)
        assert report["ok"] is (code == 0) and bool(report["error"]) is (code == 2) is bool(errors)

    def test_every_changed_byte_of_a_receipt_is_found(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        told = json.loads(VECTORS["receipt_file"])
        text = told["receipt"]
        for place in range(len(text)):
            told["receipt"] = text[:place] + chr(ord(text[place]) ^ 1) + text[place + 1 :]
            code, report, _ = by_command({"receipt": json.dumps(told), "key": KEY}, tmp_path, capsys)
            assert code in (1, 2), (place, report)

    def test_says_what_it_did_not_check(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        told = json.loads(VECTORS["receipt_file"])
        told["files"].pop()
        root = json.loads(VECTORS["closing_file"])
        root.pop("log")
        case = whole(receipt=json.dumps(told), root=json.dumps(root), key="")
        code, report, _ = by_command(case, tmp_path, capsys)
        assert code == 0
        assert [one.split()[0] for one in report["unchecked"]] == ["whose", "that", "file"]

    def test_takes_the_key_from_a_file_and_speaks_to_people(self, tmp_path: Path) -> None:
        (tmp_path / "r").write_text(VECTORS["receipt_file"], encoding="utf-8")
        (tmp_path / "key").write_text(KEY + "\n")
        # As a bidder would: the one file, copied elsewhere, with nothing of the Hub near it.
        shutil.copy(VERIFIER, tmp_path / "hub_verify.py")
        words = [sys.executable, "-I", "hub_verify.py", "receipt", "r", "--key", "key"]
        said = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, timeout=60)
        assert said.returncode == 0, said.stderr
        assert said.stdout.splitlines()[0] == "holds  signature of the receipt: It was signed with this key."
        missing = subprocess.run([*words[:4], "none"], cwd=tmp_path, capture_output=True, text=True, timeout=60)
        assert missing.returncode == 2 and "none" in missing.stderr

    def test_is_short_and_needs_nothing_of_the_hub(self) -> None:
        text = VERIFIER.read_text(encoding="utf-8")
        assert len(text.splitlines()) < 150
        imports = {
            (node.module if isinstance(node, ast.ImportFrom) else node.names[0].name).split(".")[0]
            for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.Import | ast.ImportFrom)
        }
        assert imports <= {*sys.stdlib_module_names, "cryptography"}


@pytest.fixture(scope="module")
def page() -> Callable[..., Any]:
    node = next((one for one in (".venv/bin/node", shutil.which("node")) if one and Path(one).exists()), None)
    if node is None:
        pytest.skip("there is no node here to run the page's script")

    def run(cases: list[Case], values: list[Any]) -> Any:
        given = [
            {
                "receiptText": one["receipt"],
                "rootText": one.get("root", ""),
                "files": [base64.b64encode(content).decode() for content in one.get("files", {}).values()],
                "key": one.get("key", ""),
            }
            for one in cases
        ]
        command = [node, str(HERE / "vectors" / "run_page.mjs"), str(VERIFIER.with_suffix(".html"))]
        asked = json.dumps({"cases": given, "values": values})
        said = subprocess.run(command, input=asked, capture_output=True, text=True, timeout=120)
        assert said.returncode == 0, said.stderr
        return json.loads(said.stdout)

    return run


class TestThePage:
    def test_finds_the_same_as_the_command(
        self, page: Callable[..., Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        reports = page([case for case, _, _ in CASES.values()], [])["reports"]
        for number, (name, (case, code, fails)) in enumerate(CASES.items()):
            found = reports[number]
            assert (found["ok"], bool(found["error"]), failing(found)) == (code == 0, code == 2, fails), name
            (tmp_path / name).mkdir()
            _, report, _ = by_command(case, tmp_path / name, capsys)
            ours, theirs = ([(one["what"], one["ok"]) for one in each["checks"]] for each in (report, found))
            assert ours == theirs, name
            assert len(report["unchecked"]) == len(found["unchecked"]), name

    def test_spells_canonical_json_as_we_do(self, page: Callable[..., Any]) -> None:
        table = json.loads((HERE / "vectors" / "sealing.json").read_text(encoding="utf-8"))["canon"]["same"]
        read_back = [json.loads(one["text"]) for one in table]
        assert page([], read_back)["canon"] == [one["text"] for one in table]

    def test_loads_nothing_and_sends_nothing(self) -> None:
        text = VERIFIER.with_suffix(".html").read_text(encoding="utf-8")
        assert "default-src 'none'" in text
        for word in ("://", "src=", "fetch(", "XMLHttpRequest", "WebSocket", "sendBeacon", "innerHTML", "import("):
            assert word not in text.replace("default-src=", ""), word


class TestOpenssl:
    @pytest.mark.skipif(shutil.which("openssl") is None, reason="there is no openssl here")
    def test_accepts_a_receipt_by_itself(self, tmp_path: Path) -> None:
        told = json.loads(VECTORS["receipt_file"])
        # The DER form of an Ed25519 public key is twelve fixed bytes and the key.
        (tmp_path / "key").write_bytes(bytes.fromhex("302a300506032b6570032100") + base64.b64decode(told["public_key"]))
        (tmp_path / "sig").write_bytes(base64.b64decode(told["signature"]))
        command = "openssl pkeyutl -verify -rawin -pubin -keyform DER -inkey key -sigfile sig -in text".split()
        for text, code in ((told["receipt"], 0), (told["receipt"] + " ", 1)):
            (tmp_path / "text").write_text(text, encoding="utf-8")
            said = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60)
            assert said.returncode == code, said.stdout + said.stderr


def test_the_vectors_are_what_the_hub_would_write() -> None:
    told = json.loads(VECTORS["receipt_file"])
    assert read(told["receipt"])["kind"] == "submission"
    assert made.signed(told["receipt"]) == (told["receipt"], told["signature"], told["public_key"])
    assert read(json.loads(VECTORS["file_receipt_file"])["receipt"])["kind"] == "file"
    assert read(json.loads(VECTORS["closing_file"])["closing"])["root"] == VECTORS["closing"]["root"]

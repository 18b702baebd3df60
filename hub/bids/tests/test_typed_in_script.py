"""What the page says of answers and files before it seals them, and the receipt file it puts together."""

from __future__ import annotations

from typing import Any

import pytest

from hub.bids.rules import answers
from hub.bids.sealing.descriptors import Descriptor
from hub.bids.sealing.receipts import receipt_file
from hub.bids.sealing.records import read_record
from hub.bids.tests.scripting import VECTORS, Calls, file_sent, results
from hub.platform.canon import strict

pytestmark = pytest.mark.once

NUMBERS = ("12500", "£ 12,500.50", "007", "-00.10", "0", "1e3", "12.34567", " ", "-1", "1 000\u00a0000")
ASKED = {
    kind: answers.Asked(7, "?", kind, ("yes", "no") if kind in ("choice", "table") else (), is_price=kind == "number")
    for kind in ("text", "number", "choice", "table", "declaration")
}
TYPED: list[tuple[str, dict[str, Any]]] = [
    *(("number", {"text": text}) for text in NUMBERS),
    *(("text", {"text": text}) for text in ("a\r\nb\x00", "Cafe\u0301", " ", "x" * 50_001)),
    ("choice", {"text": "yes"}), ("choice", {"text": ""}),
    ("table", {"rows": [["a", "1"], [" ", ""], ["b\r\n", "2"]]}), ("table", {"rows": [["", ""]]}),
    ("table", {"rows": []}),
    ("declaration", {"isDeclared": True}), ("declaration", {"isDeclared": False}),
]  # fmt: skip


class TestTypedAnswers:
    def test_are_the_same_to_the_byte_and_refused_with_the_same_sentences(self, script: Calls) -> None:
        asked = [{"number": 7, "answerAs": kind, "isPrice": kind == "number"} for kind, _ in TYPED]
        pairs = list(zip(asked, (given for _, given in TYPED), strict=True))
        contents = results(script(*(["contentOf", *pair] for pair in pairs)))
        texts = results(script(*(["canon", one] for one in contents)))
        faults = results(script(*(["faultOf", *pair] for pair in pairs)))
        for (kind, told), text, fault in zip(TYPED, texts, faults, strict=True):
            rows = tuple(map(tuple, told.get("rows", ())))
            given = answers.Given(told.get("text", ""), rows, told.get("isDeclared", False))
            assert text == strict(answers.content(ASKED[kind], given)).decode(), told
            said = next(answers.faults(ASKED[kind], given), None)
            assert fault == (said.message if said else ""), told


class TestTheReceiptFile:
    def test_is_the_same_to_the_byte(self, script: Calls) -> None:
        record = read_record(VECTORS["record"]["text"].encode())
        facts = Descriptor(
            name="Méthode.pdf", size=5, padded=5, sha256="11" * 32, media_type="", segments=(), salt="22" * 32
        )
        signed = ('{"kind":"submission"}', "c2ln", "a2V5")
        ours = receipt_file(signed, record=record.text(), files=[(record.entries[0].file, facts)])
        told = dict(zip(("receipt", "signature", "public_key"), signed, strict=True))
        one = {"name": facts.name, "size": 5, "salt": facts.salt, "sha256": facts.sha256}
        kept = [{**one, "descriptor": record.entries[0].file.descriptor}, {**one, "descriptor": "00" * 32}]
        (text,) = results(script(["receiptFile", {**told, "record": record.text().decode()}, kept]))
        assert text == ours


class TestLookingBeforeSealing:
    @pytest.mark.parametrize(
        "name, content, said",
        [
            ("a.pdf", b"%PDF-1.7 and so on", ""),
            ("a.pdf", b"PK\x03\x04\x14\x00\x00\x00", "does not look like a .pdf"),
            ("a.pdf", b"%PDF-1.7 trailer << /Encrypt 7 0 R >>", "asks for a password"),
            ("a.zip", b"PK\x03\x04\x14\x00\x01\x00", "asks for a password"),
            ("a.docx", b"PK\x03\x04\x14\x00\x06\x00", ""),
            ("a.docx", bytes.fromhex("d0cf11e0a1b11ae1"), "asks for a password"),
            ("a.doc", bytes.fromhex("d0cf11e0a1b11ae1"), ""),
            ("a.xyz", b"whatever", ""),
            ("noending", b"whatever", ""),
            ("a.pdf", b"", "0 bytes"),
        ],
    )
    def test_warns(self, script: Calls, name: str, content: bytes, said: str) -> None:
        (found,) = results(script(["look", file_sent(content, name)]))
        assert len(found["warnings"]) == bool(said)
        assert said in "".join(found["warnings"])

    def test_refuses_by_the_limits_alone(self, script: Calls) -> None:
        files = [file_sent(b"x" * 1200, "big.pdf"), file_sent(b"", "empty.pdf")]
        said = script(
            ["refusals", files, {"mostBytes": 1000, "mostFiles": 3, "already": 2}],
            ["refusals", files, {"mostBytes": 1200, "mostFiles": 2}],
            ["refusals", files],
        )
        assert [len(one) for one in results(said)] == [2, 0, 0]
        assert said[0]["result"][0] == "big.pdf has 1.2 KB; the most is 1.0 KB."

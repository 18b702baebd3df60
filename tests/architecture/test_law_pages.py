"""The pages of the law are current, and what they show is what the command prints."""

import io
import json
import re
import shlex
import sys
from pathlib import Path

import pytest

from hub import cli
from hub.commands import docs, law_pages
from hub.law.registry import rules
from tests.architecture.sources import ROOT

LAW = ROOT / "docs" / "law"


def shown() -> list[tuple[str, str]]:
    """Give each command line on the pages with the answer below it."""
    pages = "\n".join(path.read_text(encoding="utf-8") for path in sorted(LAW.glob("*.md")))
    return re.findall(r"```sh\n(.*?)\n```\n\n```json\n(.*?)\n```", pages, flags=re.S)


class TestThePagesOfTheLaw:
    def test_are_current(self) -> None:
        stale = [name for name, text in law_pages.pages().items() if docs._stored(name) != text]
        assert stale == [], "Run hub docs"

    def test_are_one_for_each_rule(self) -> None:
        names = {path.stem for path in LAW.glob("*.md")}
        assert names == {*rules(), "index", "tables"}

    @pytest.mark.parametrize("name", rules())
    def test_show_an_example(self, name: str) -> None:
        assert f"| hub law {name} --facts -" in (LAW / f"{name}.md").read_text(encoding="utf-8")

    @pytest.mark.usefixtures("no_installation")
    @pytest.mark.parametrize(("line", "answer"), shown())
    def test_print_what_they_show(
        self, line: str, answer: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        echo, facts, pipe, hub, *words = shlex.split(line)
        assert (echo, pipe, hub) == ("echo", "|", "hub")
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(facts.encode())))
        cli.main(words)
        assert json.loads(capsys.readouterr().out) == json.loads(answer)

    def test_need_no_database(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Made inside a test that may not use one."""
        monkeypatch.chdir(tmp_path)
        assert law_pages.pages()

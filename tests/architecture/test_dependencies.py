"""Every dependency that we chose has a line saying why it is there."""

import json
import re
import tomllib

import pytest

from tests.architecture.sources import ROOT

DOCUMENT = ROOT / "docs" / "dependencies.md"
MOST = 40


class TestDependencies:
    @pytest.mark.parametrize("heading", ["Runtime", "Development", "Front end"])
    def test_the_page_lists_exactly_what_we_declare(self, heading: str) -> None:
        assert sorted(documented(heading)) == sorted(declared()[heading])

    @pytest.mark.parametrize("heading", ["Runtime", "Development", "Front end"])
    def test_each_has_a_reason(self, heading: str) -> None:
        assert [name for name, reason in documented(heading).items() if len(reason.split()) < 4] == []

    def test_runtime_dependencies_fit_on_one_screen(self) -> None:
        assert len(declared()["Runtime"]) <= MOST


def declared() -> dict[str, list[str]]:
    """Give what pyproject.toml and package.json ask for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    package = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    return {
        "Runtime": [bare(line) for line in project["project"]["dependencies"]],
        "Development": [bare(line) for line in [*groups["dev"], *groups["node"]]],
        "Front end": [*package["dependencies"], *package["devDependencies"]],
    }


def bare(requirement: str) -> str:
    return re.match(r"[A-Za-z0-9._-]+", requirement).group().lower()


def documented(heading: str) -> dict[str, str]:
    """Give each name and its reason from one section of the page."""
    section = DOCUMENT.read_text(encoding="utf-8").split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    return dict(re.findall(r"^\| `([^`]+)` \| (.+?) \|$", section, re.M))

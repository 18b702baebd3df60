"""The documents point at things that exist, and name what exists."""

import json
import re
from pathlib import Path

import pytest

from hub.cli import COMMANDS
from hub.commands import docs
from tests.architecture.sources import HUB, ROOT

DOCS = ROOT / "docs"
PAGES = sorted(path for path in [ROOT / "README.md", *DOCS.rglob("*.md")] if path.exists())
# Folders that another page explains: tabular with importing, govuk with ui, the rest in operations and development.
NO_PAGE = {"commands", "config", "testing", "tabular", "govuk", "static_build"}


def words_of(*pages: Path) -> str:
    return "\n".join(page.read_text(encoding="utf-8") for page in pages)


def packages() -> set[str]:
    """Give the folders with models or acts, and every folder of the first two floors that is a package."""
    rooms = [*HUB.rglob("models.py"), *HUB.rglob("models/__init__.py"), *HUB.rglob("acts.py")]
    owners = {path.parent.parent if path.parent.name == "models" else path.parent for path in rooms}
    floors = {path.parent for floor in (HUB, HUB / "platform") for path in floor.glob("*/__init__.py")}
    names = {folder.name for folder in owners | floors if "tests" not in folder.relative_to(HUB).parts}
    return names - NO_PAGE - {"platform", "law", "tests"}


class TestDocuments:
    @pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
    def test_every_link_inside_the_tree_leads_somewhere(self, page: Path) -> None:
        text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.S)
        targets = [target.split("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", text)]
        inside = [target for target in targets if target and not re.match(r"[a-z]+:", target)]
        assert [target for target in inside if not (page.parent / target).exists()] == []

    def test_every_package_has_a_page(self) -> None:
        missing = sorted(packages() - {page.stem for page in (DOCS / "packages").glob("*.md")})
        assert missing == [], "Write docs/packages/NAME.md for each"

    def test_every_page_is_reached_from_the_index(self) -> None:
        linked = re.findall(r"\]\(packages/([a-z]+)\.md\)", words_of(DOCS / "index.md"))
        assert sorted(set(linked)) == sorted(page.stem for page in (DOCS / "packages").glob("*.md"))

    def test_every_decision_is_numbered_once_and_listed(self) -> None:
        pages = sorted(page.name for page in (DOCS / "decisions").glob("*.md") if page.name != "README.md")
        listed = re.findall(r"\]\((\d{4}-[a-z0-9-]+\.md)\)", words_of(DOCS / "decisions" / "README.md"))
        assert listed == pages
        assert [name[:4] for name in pages] == [f"{number:04d}" for number in range(1, len(pages) + 1)]


class TestWhatTheDocumentsName:
    def test_every_act_is_in_the_role_matrix_or_a_workflow(self) -> None:
        text = words_of(DOCS / "role-matrix.md", *(DOCS / "workflows").glob("*.md"))
        assert [act.name for act in docs.shipped_acts() if f"`{act.name}`" not in text] == []

    @pytest.mark.parametrize("command", COMMANDS)
    def test_every_command_is_explained_in_operations(self, command: str) -> None:
        assert f"`hub {command}`" in words_of(DOCS / "operations.md")

    def test_every_reference_set_that_ships_is_named(self) -> None:
        shipped = {json.loads(path.read_text())["set"] for path in HUB.rglob("data/reference/*.json")}
        assert shipped
        text = words_of(DOCS / "packages" / "reference.md")
        assert sorted(name for name in shipped if f"`{name}`" not in text) == []

    def test_every_variable_of_the_production_settings_is_explained(self) -> None:
        settings = words_of(HUB / "config" / "settings" / "production.py", HUB / "config" / "settings" / "base.py")
        read = set(re.findall(r'(?:required|environ\.get)\("(HUB_[A-Z_]+)"', settings))
        text = words_of(DOCS / "operations.md")
        assert sorted(name for name in read if name not in text) == []

    def test_every_indicator_is_named(self) -> None:
        declared = {
            key
            for path in HUB.rglob("indicators.py")
            for key in re.findall(r'@indicator\(\s*"([^"]+)"', path.read_text(encoding="utf-8"))
        }
        text = words_of(DOCS / "packages" / "indicators.md")
        assert sorted(key for key in declared if f"`{key}`" not in text) == []

"""The import rules hold (architecture §3)."""

import grimp
import pytest
from importlinter.cli import lint_imports

from tests.architecture.sources import FEATURES, ROOT, nothing

SHARED_ROOMS = {"models", "selectors", "services", "portal", "rules", "terms", "acts"}
# Where later packages say what they add, so that an earlier one need not know them (architecture §2).
REGISTRIES = {
    "hub.governance.hearing",
    "hub.pipeline.starting",
    "hub.procurement.beside",
    "hub.procurement.dated",
    "hub.procurement.deciding",
    "hub.award.entering",
    "hub.tender.answering",
    "hub.tender.knowing",
}
# A part of a package with rooms of its own.
PARTS = {"hub.procurement.appraisal"}


class TestImports:
    def test_every_contract_of_the_import_linter_is_kept(
        self, capsys: pytest.CaptureFixture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        # It would set up logging for itself and shut every logger that is there, for all tests that follow.
        monkeypatch.setattr("importlinter.cli.logging_config.dictConfig", lambda _config: None)
        failed = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
        assert not failed, capsys.readouterr().out

    def test_a_package_uses_only_the_open_rooms_of_another(self) -> None:
        graph = grimp.build_graph("hub", cache_dir=None)
        found = [
            f"{importer} imports {imported}"
            for importer in sorted(graph.modules)
            for imported in sorted(graph.find_modules_directly_imported_by(importer))
            if crosses(importer, imported) and not is_open(imported)
        ]
        nothing(found)


def crosses(importer: str, imported: str) -> bool:
    """Tell whether an import leads from one feature package into another, tests left out."""
    home, away = (feature(name) for name in (importer, imported))
    return bool(home and away) and home != away and ".tests" not in importer


def feature(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 and parts[1] in FEATURES else ""


def is_open(module: str) -> bool:
    if module in REGISTRIES:
        return True
    names = module.split(".")
    rooms = names[3:] if ".".join(names[:3]) in PARTS else names[2:]
    return bool(rooms) and rooms[0] in SHARED_ROOMS

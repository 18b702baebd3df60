"""What the front-end build makes: small, ours to use, and free of inline parts."""

import gzip
from pathlib import Path

import pytest

from tests.architecture.sources import HUB

BUILT = HUB / "static_build" / "hub"
STYLE_LIMIT = 35 * 1024
SCRIPT_LIMIT = 40 * 1024


@pytest.fixture(scope="module")
def built() -> Path:
    if not (BUILT / "hub.js").exists():
        pytest.skip("the assets are not built: run ./dev setup-env")
    return BUILT


class TestAssets:
    def test_the_gds_font_is_not_ours_to_use(self, built: Path) -> None:
        style = (built / "govuk.css").read_text(encoding="utf-8")
        assert "@font-face" not in style
        assert "GDS Transport" not in style

    def test_the_font_family_is_a_list_of_names(self, built: Path) -> None:
        style = (built / "govuk.css").read_text(encoding="utf-8")
        assert "font-family:Helvetica Neue,Arial,sans-serif" in style.replace('"', "").replace(", ", ",")

    def test_the_style_sheets_are_small_on_the_wire(self, built: Path) -> None:
        assert sum(packed(built / name) for name in ("govuk.css", "hub.css")) <= STYLE_LIMIT

    def test_the_script_is_small_on_the_wire(self, built: Path) -> None:
        assert packed(built / "hub.js") <= SCRIPT_LIMIT


def packed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes()))

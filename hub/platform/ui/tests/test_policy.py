"""What the pages promise about safety: nothing inline, colours that can be read."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string

from hub.platform.ui import colours, csp

TEMPLATES = [
    path
    for path in Path(settings.PROJECT, "hub").rglob("*.html")
    if "templates" in path.parts and "static_build" not in path.parts
]


class TestContentPolicy:
    def test_hash_is_that_of_the_line_in_the_page(self):
        page = render_to_string("ui/_js_enabled.html")
        line = re.search(r"<script>(.*?)</script>", page).group(1)
        assert csp.hash_of(line) == csp.JS_ENABLED_HASH

    def test_line_is_the_one_of_the_installed_govuk_frontend(self):
        shipped = Path(settings.PROJECT, "node_modules/govuk-frontend/dist/govuk/template.njk")
        if not shipped.exists():
            pytest.skip("node_modules is missing: run ./dev assets")
        assert f">{csp.JS_ENABLED_LINE}</script>" in shipped.read_text(encoding="utf-8")

    def test_nothing_is_allowed_that_is_inline_or_from_elsewhere(self):
        said = str(csp.CONTENT_SECURITY_POLICY)
        assert "unsafe" not in said
        assert "http" not in said
        assert csp.CONTENT_SECURITY_POLICY["DIRECTIVES"]["default-src"] == ["'none'"]

    @pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
    def test_no_template_has_an_inline_style_script_or_handler(self, path):
        source = path.read_text(encoding="utf-8")
        assert not re.search(r"\sstyle\s*=|<style\b|\son[a-z]+\s*=\s*[\"']|javascript:", source)
        if path.name != "_js_enabled.html":
            assert not re.search(r"<script(?![^>]*\bsrc=)", source)


class TestAccents:
    def test_the_houses_own_brand_passes(self):
        assert colours.accent_ok("#12434a")

    @pytest.mark.parametrize("hex_", ["#767676", "#0b5c8a", "#a8201a"])
    def test_colours_of_four_and_a_half_to_one_pass(self, hex_):
        assert colours.accent_ok(hex_)

    @pytest.mark.parametrize("hex_", ["#777777", "#ffd43b", "#ffffff", "#d9731a"])
    def test_paler_colours_are_refused(self, hex_):
        assert not colours.accent_ok(hex_)

    @pytest.mark.parametrize("hex_", ["", "teal", "#12434", "#12434a;}", "12434a"])
    def test_what_is_not_a_colour_is_refused(self, hex_):
        assert not colours.accent_ok(hex_)

    def test_contrast_runs_from_one_to_twenty_one(self):
        assert colours.contrast("#000000", "#ffffff") == pytest.approx(21)
        assert colours.contrast("#123456", "#123456") == pytest.approx(1)

    def test_every_pair_of_a_tag_can_be_read(self):
        sheet = Path(settings.PROJECT, "frontend/hub.css").read_text(encoding="utf-8")
        for name in ("grey", "blue", "yellow", "red", "green", "purple"):
            ink = re.search(rf"--hub-{name}-ink: (#\w{{6}})", sheet).group(1)
            paper = re.search(rf"--hub-{name}-bg: (#\w{{6}})", sheet).group(1)
            assert colours.contrast(ink, paper) >= 7, name

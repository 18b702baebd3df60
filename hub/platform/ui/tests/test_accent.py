"""An authority's own colour is drawn, readable on light and on dark, and nothing else comes with it."""

import re
from typing import Any

import pytest

from hub.platform.ui.accent import DARK_PAGE, accent_css
from hub.platform.ui.colours import contrast

pytestmark = pytest.mark.django_db
ACCENTS = ["#12434a", "#7a1fa2", "#b3261e", "#000000", "#0b5c8a", "#5f6b00"]


def token(css: str, name: str) -> list[str]:
    """Give the values of a token: on light, on dark, and on a dark device."""
    return re.findall(rf"--hub-{name}:(#[0-9a-f]{{6}});", css)


class TestTheSheet:
    @pytest.mark.parametrize("accent", ACCENTS)
    def test_words_can_be_read_on_it_and_in_it(self, accent: str) -> None:
        css = accent_css(accent)
        light, dark, device = token(css, "brand")
        assert dark == device and contrast(light, "#ffffff") >= 4.5 and contrast(dark, DARK_PAGE) >= 7
        assert all(contrast(each, "#ffffff") >= 4.5 for each in token(css, "masthead"))
        for bar, words in zip([accent, token(css, "masthead")[0]], token(css, "on-brand-muted"), strict=False):
            assert contrast(bar, words) >= 3

    def test_it_is_a_style_sheet_that_may_be_kept(self, client_as: Any) -> None:
        answer = client_as(None, "public").get("/accent/7a1fa2.css")
        assert answer["Content-Type"].startswith("text/css") and "immutable" in answer["Cache-Control"]
        assert "--hub-brand:#7a1fa2;" in answer.content.decode()

    @pytest.mark.parametrize("colour", ["ffffff", "ffd43b", "zzz", "12434a;}body{", "12434a0"])
    def test_a_colour_that_nobody_could_read_is_not_found(self, client_as: Any, colour: str) -> None:
        assert client_as(None, "public").get(f"/accent/{colour}.css").status_code == 404


class TestPages:
    def test_link_the_sheet_of_the_authority_that_has_a_colour(self, cast: Any, client_as: Any, at_nine: Any) -> None:
        from hub.platform.tenancy.services import change_authority as change

        page = client_as("aisha").get("/help/").content.decode()
        assert "/accent/" not in page
        change(cast.eca, name=cast.eca.name, accent="#7A1FA2", by=cast.actor("sam"), at=at_nine)
        page = client_as("aisha").get("/help/").content.decode()
        assert '<link rel="stylesheet" href="/accent/7a1fa2.css">' in page

    def test_the_public_site_is_light_whatever_somebody_chose(self, client_as: Any) -> None:
        client = client_as("aisha")
        client.post("/account/", {"density": "compact", "theme": "dark", "alerts": "each"})
        assert 'data-theme="dark"' in client.get("/help/").content.decode()
        assert 'data-theme="light"' in client_as(None, "public").get("/help/").content.decode()

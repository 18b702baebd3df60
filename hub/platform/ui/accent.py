"""The authority's own colour as a style sheet: nothing inline is allowed, so the colour stands in an address.

`/accent/12434a.css` sets the tokens that are made from the accent. It holds nothing else, so it may be kept for good.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path

from hub.platform.ui.colours import accent_ok, contrast, mixed

DARK_PAGE = "#12181d"
# Words in the lightened accent on a dark page; more than the least, because they are links and headings.
WANTED_ON_DARK = 7.0
FOR_GOOD = "public, max-age=31536000, immutable"


def accent_css(accent: str) -> str:
    """Give the tokens of an accent, for light and for dark pages.

    Args:
        accent: "#rrggbb", with a contrast to white of 4.5:1 or more.
    """
    light = {
        "brand": accent,
        "brand-deep": mixed(accent, "#000000", 0.28),
        "brand-tint": mixed(accent, "#ffffff", 0.93),
        "brand-line": mixed(accent, "#ffffff", 0.72),
        "chart-1": accent,
        "chart-soft": mixed(accent, "#ffffff", 0.6),
        "on-brand-muted": mixed(accent, "#ffffff", 0.86),
    }
    on_dark = lightened(accent)
    dark = {
        "brand": on_dark,
        "brand-deep": mixed(on_dark, "#ffffff", 0.3),
        "masthead": mixed(accent, "#000000", 0.35),
        "masthead-deep": mixed(accent, "#000000", 0.6),
        "brand-tint": mixed(accent, DARK_PAGE, 0.78),
        "brand-line": mixed(accent, DARK_PAGE, 0.45),
        "chart-1": on_dark,
        "chart-soft": mixed(accent, DARK_PAGE, 0.4),
        "on-brand-muted": mixed(accent, "#ffffff", 0.86),
    }
    return (
        f":root{{{_tokens(light)}}}\n"
        f'@media screen{{:root[data-theme="dark"]{{{_tokens(dark)}}}}}\n'
        f'@media screen and (prefers-color-scheme:dark){{:root[data-theme="system"]{{{_tokens(dark)}}}}}\n'
    )


def lightened(accent: str) -> str:
    """Give an accent with as much white as makes it readable on a dark page."""
    steps = (mixed(accent, "#ffffff", part / 20) for part in range(20))
    return next(colour for colour in steps if contrast(colour, DARK_PAGE) >= WANTED_ON_DARK)


def accent_sheet(request: HttpRequest, colour: str) -> HttpResponse:
    """Give the style sheet of an accent; a colour that nobody could read is not found."""
    if not accent_ok(f"#{colour}"):
        raise Http404
    return HttpResponse(
        accent_css(f"#{colour.lower()}"), content_type="text/css; charset=utf-8", headers={"Cache-Control": FOR_GOOD}
    )


accent_sheet.open_to_all = True  # type: ignore[attr-defined]


def accent_urls() -> list[URLPattern]:
    """Give the address of the style sheet, for each site."""
    return [path("accent/<str:colour>.css", accent_sheet, name="accent")]


def _tokens(values: dict[str, str]) -> str:
    return "".join(f"--hub-{name}:{value};" for name, value in values.items())

"""Write small SVG drawings that pass a strict content policy: attributes and classes only, every text escaped.

Positions across are per cent and positions down are pixels, without a viewBox, so that letters keep their size at
any width of the page.
"""

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString, mark_safe


def element(name: str, *children: str, **attributes: object) -> str:
    """Write one element; `class_` becomes `class`, other underscores become hyphens, text is given by `text()`."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_plain(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    inside = "".join(children)
    return f"<{name}{written}>{inside}</{name}>" if inside else f"<{name}{written}/>"


def text(words: str, **attributes: object) -> str:
    """Write a piece of text at a place."""
    return element("text", escape(words), **attributes)


def across(share: float) -> str:
    """Write a place across the drawing; `share` is 0 at the left edge and 1 at the right."""
    return f"{round(share * 100, 3):g}%"


def drawing(
    key: str,
    *,
    height: int,
    title: str,
    desc: str,
    marks: Iterable[str],
    plot: bool = True,
    has_long_names: bool = False,
) -> SafeString:
    """Put marks into a named drawing.

    Args:
        key: unique on the page; names the title and the description.
        height: in pixels, without what the labels need above the first mark.
        title: what is drawn.
        desc: what it shows, in a sentence, for those who do not see it.
        marks: elements made by this module.
        plot: leave room for axis labels at both sides.
        has_long_names: leave more room at the right, for lines whose names are longer than a word.
    """
    names = element("title", escape(title), id=f"{key}-t") + element("desc", escape(desc), id=f"{key}-d")
    whole = element(
        "svg",
        names,
        *marks,
        class_=("hub-plot hub-plot--long" if has_long_names else "hub-plot") if plot else None,
        height=height,
        role="img",
        aria_labelledby=f"{key}-t {key}-d",
    )
    return safe(whole)


def safe(whole: str) -> SafeString:
    """Let a drawing into a template; only what the functions of this module wrote may be given."""
    return mark_safe(whole)  # noqa: S308 - every text and attribute was escaped where it was written


def hatch(key: str) -> str:
    """Define the hatching that means "not known"; use it as `fill=f"url(#{key}-hatch)"`."""
    stripe = element("line", x1=0, x2=0, y1=0, y2=8, class_="l-hatch")
    return element(
        "defs",
        element(
            "pattern",
            stripe,
            id=f"{key}-hatch",
            width=8,
            height=8,
            patternUnits="userSpaceOnUse",
            patternTransform="rotate(45)",
        ),
    )


def _plain(value: object) -> str:
    """Write a number without a tail of decimals."""
    return f"{round(value, 2):g}" if isinstance(value, float) else str(value)

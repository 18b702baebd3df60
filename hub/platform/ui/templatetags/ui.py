"""Filters for words and tags for components, available in every template without `{% load %}`."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

from django import template
from django.template.context import Context

from hub.platform import words
from hub.platform.ui import panels as panel_registry
from hub.platform.ui.charts import Chart
from hub.platform.ui.gantt import Gantt
from hub.platform.ui.parts import Day, Figure, Link, Row, Stage, Step

register = template.Library()

Number = words.Number

# Django's levels of messages and the kit's words for them.
_KINDS = {"success": "good", "error": "bad", "warning": "warn", "info": "plain", "debug": "plain", "": "plain"}


@register.filter
def money(amount: Number | None) -> str:
    """Write pounds: "£1,234,567"; nothing for unknown."""
    return "" if amount in (None, "") else words.money(amount)


@register.filter
def money_pence(amount: Number | None) -> str:
    """Write pounds and pence: "£1,234.50"; nothing for unknown."""
    return "" if amount in (None, "") else words.money(amount, pence=True)


@register.filter
def money_prose(amount: Number | None) -> str:
    """Write pounds for a sentence: "£1.2 million"; nothing for unknown."""
    return "" if amount in (None, "") else words.money_in_prose(amount)


@register.filter
def date_long(day: date | None) -> str:
    """Write "3 December 2026"; nothing for unknown."""
    return words.date_long(day) if day else ""


@register.filter
def date_short(day: date | None) -> str:
    """Write "3 Dec 2026", for tables; nothing for unknown."""
    return words.date_short(day) if day else ""


@register.filter
def date_day(day: date | None) -> str:
    """Write "Thursday 3 December 2026"; nothing for unknown."""
    return words.date_with_day(day) if day else ""


@register.filter
def time_of(at: datetime | time | None) -> str:
    """Write "5:30pm" or "midday"; nothing for unknown."""
    return words.time_of(at) if at else ""


@register.filter
def moment(at: datetime | None) -> str:
    """Write "9:00am, Monday 23 November 2026"; nothing for unknown."""
    return words.moment(at) if at else ""


@register.filter
def deadline(at: datetime | None) -> str:
    """Write "midday, Wednesday 16 December 2026 (UK time)"; nothing for unknown."""
    return words.deadline(at) if at else ""


@register.filter
def percent(value: Number | None) -> str:
    """Write "12.4%"; nothing for unknown."""
    return "" if value in (None, "") else words.percent(value)


@register.filter
def share(part: int, whole: int) -> str:
    """Write "75% (9 of 12)"."""
    return words.share(part, whole)


@register.filter
def plural(count: int, noun: str) -> str:
    """Write a count with its noun: `{{ n|plural:"contract" }}` or `{{ n|plural:"reply,replies" }}`."""
    one, _, many = noun.partition(",")
    return words.plural(count, one, many)


@register.filter
def financial_year(day: date | None) -> str:
    """Write "2026 to 2027"; nothing for unknown."""
    return words.financial_year(day) if day else ""


@register.filter
def file_size(count: int | None) -> str:
    """Write "2.1 MB"; nothing for unknown."""
    return "" if count is None else words.file_size(count)


@register.filter
def initials(name: str) -> str:
    """Write the letters for a person's badge."""
    return words.initials(name)


@register.filter
def code_groups(code: str) -> str:
    """Break a long code into groups of four, as people read it aloud."""
    return " ".join(code[i : i + 4] for i in range(0, len(code), 4))


@register.inclusion_tag("ui/tag.html")
def tag(text: str, colour: str = "grey") -> dict[str, object]:
    """Draw a word on a tint."""
    return {"text": text, "colour": colour}


@register.inclusion_tag("ui/next_step.html")
def next_step(step: Step | None) -> dict[str, object]:
    """Draw the next-step card with its blocked lines; nothing when there is no step."""
    return {"step": step}


@register.inclusion_tag("ui/life_line.html")
def life_line(stages: Sequence[Stage]) -> dict[str, object]:
    """Draw the record's whole chain."""
    return {"stages": stages}


@register.inclusion_tag("ui/summary_list.html")
def summary_list(rows: Sequence[Row]) -> dict[str, object]:
    """Draw facts with their Change links."""
    return {"rows": rows}


@register.inclusion_tag("ui/timeline.html")
def timeline(days: Sequence[Day], level: int = 3) -> dict[str, object]:
    """Draw happenings by day; `level` is that of the day's heading."""
    return {"days": days, "level": level}


@register.inclusion_tag("ui/figures.html")
def figures(figures: Sequence[Figure]) -> dict[str, object]:
    """Draw numbers that open the records behind them."""
    return {"figures": figures}


@register.inclusion_tag("ui/chart.html")
def chart(chart: Chart, level: int = 2) -> dict[str, object]:
    """Draw a chart with its finding, source and table; `level` is that of its heading."""
    return {"chart": chart, "level": level}


@register.inclusion_tag("ui/gantt.html")
def gantt(plan: Gantt) -> dict[str, object]:
    """Draw a plan over time: a table of dates with a bar in every row."""
    return {"plan": plan}


@register.inclusion_tag("ui/side_navigation.html")
def side_navigation(label: str, links: Sequence[Link], linked: Sequence[Link] = ()) -> dict[str, object]:
    """Draw the sections of a record; each is an address of its own."""
    return {"label": label, "links": links, "linked": linked}


@register.inclusion_tag("ui/views.html")
def view_links(label: str, links: Sequence[Link]) -> dict[str, object]:
    """Draw links that look like tabs: saved views, kinds of result."""
    return {"label": label, "links": links}


@register.inclusion_tag("ui/breadcrumbs.html")
def breadcrumbs(links: Sequence[Link]) -> dict[str, object]:
    """Draw the way here, without the page itself."""
    return {"links": links}


@register.inclusion_tag("ui/pagination.html", takes_context=True)
def pagination(context: Context, page: Any, note: str = "") -> dict[str, object]:
    """Draw the pages of a Django `Page`, keeping every filter of the address."""
    query = context["request"].GET.copy() if "request" in context else None

    def address(number: int) -> str:
        if query is None:
            return f"?page={number}"
        query["page"] = str(number)
        return f"?{query.urlencode()}"

    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "note": note,
        "pages": [Link(str(n), address(n) if isinstance(n, int) else "", current=n == page.number) for n in numbers],
        "previous": address(page.previous_page_number()) if page.has_previous() else "",
        "next": address(page.next_page_number()) if page.has_next() else "",
    }


@register.inclusion_tag("ui/empty_state.html")
def empty_state(what: str, why: str = "", link: Link | None = None) -> dict[str, object]:
    """Say what would be here, why there is none, and one thing to do."""
    return {"what": what, "why": why, "link": link}


@register.inclusion_tag("ui/notification.html")
def notification(text: str, kind: str = "good", link: Link | None = None, undo: str = "") -> dict[str, object]:
    """Say what has just happened; kinds are good, warn, bad and plain; `undo` is an address to post to."""
    return {"text": text, "kind": _KINDS.get(kind, kind), "link": link, "undo": undo}


@register.simple_tag
def link(text: str, href: str, count: int | None = None) -> Link:
    """Make a link for a component: `{% link "Add a contract" "/contracts/new/" as add %}`."""
    return Link(text, href, count)


@register.inclusion_tag("ui/panels.html", takes_context=True)
def panels(context: Context, kind: str, record: object) -> dict[str, object]:
    """Draw the panels that later packages registered for this kind of record."""
    request = context["request"]
    shown = panel_registry.panels_for(kind, record, request.actor, request.now)
    return {"shown": shown, "request": request}


@register.inclusion_tag("ui/panels.html", takes_context=True)
def linked_panels(context: Context, shown: Sequence[panel_registry.Shown]) -> dict[str, object]:
    """Draw panels that the view has already found."""
    return {"shown": shown, "request": context.get("request")}


@register.inclusion_tag("ui/act_list.html")
def act_list(offers: Iterable[Any], first: str = "") -> dict[str, object]:
    """Draw what may be done to a record, and why the rest may not.

    Args:
        offers: of `hub.platform.ui.offers`.
        first: name of an act that is already in the next-step card and is left out here.
    """
    rest = [one for one in offers if one.act.name != first]
    return {
        "ready": [one for one in rest if one.is_open],
        "blocked": [one for one in rest if not one.is_open and one.is_held and one.fits_state],
        "others": [one for one in rest if not one.is_open and not (one.is_held and one.fits_state)],
    }


@register.filter
def listed(things: Iterable[object]) -> str:
    """Join words as a sentence does: "a, b and c"."""
    return words.list_of([str(thing) for thing in things])


@register.filter
def listed_or(things: Iterable[object]) -> str:
    """Join words for a choice: "a, b or c"."""
    return words.list_of([str(thing) for thing in things], "or")


@register.filter
def lower_first(text: str) -> str:
    """Put a label inside a sentence: "End the contract" becomes "end the contract"."""
    return words.lower_first(str(text))

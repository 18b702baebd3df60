"""The documents of a record, on any record page."""

from typing import Any

from django import template
from django.template.context import Context

from hub.platform.documents import acts, selectors, subjects
from hub.platform.documents.models import Document
from hub.platform.documents.terms import Audience, Scan

register = template.Library()

COLOURS = {Scan.CLEAN: "green", Scan.INFECTED: "red", Scan.WAITING: "blue"}


@register.inclusion_tag("documents/_panel.html", takes_context=True)
def documents_panel(context: Context, record: Any, level: int = 2) -> dict[str, Any]:
    """List a record's documents that the person may read, with the way to add one."""
    actor = context["request"].actor
    subject = subjects.subject_of(record.kind())
    rows = [(one, one.latest, subject.label_of(one.paper_kind)) for one in selectors.of(record, actor)]
    party = getattr(record.root, "authority_id", None)
    may_add = (
        actor.has_any(acts.ADD.held_by)
        if party is None
        else actor.holds(acts.ADD.held_by, party)
        or (actor.holds(acts.ADD.own, party) and record.root.is_own(actor.person_id))
    )
    return {
        "rows": rows,
        "level": level,
        "may_add": may_add,
        "add_url": f"/documents/add/{record.kind()}/{record.pk}/",
    }


@register.filter
def scan_colour(state: str) -> str:
    """Give the colour of a scan state."""
    return COLOURS.get(Scan(state), "yellow")


@register.filter
def scan_words(state: str) -> str:
    """Give the words of a scan state."""
    return Scan(state).label


@register.filter
def audience_words(document: Document) -> str:
    """Give who may read a document."""
    label = Audience(document.audience).label
    return f"Confidential. {label}" if document.is_confidential else label

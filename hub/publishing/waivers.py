"""Waivers for the public: following the log, reading, and how one is put into words."""

from __future__ import annotations

from datetime import date

from hub.gateway.models import Waiver
from hub.platform.events.models import Event
from hub.platform.events.subscribers import subscriber
from hub.platform.ui.parts import Row, Tag
from hub.platform.words import date_long, money
from hub.publishing.models import PublishedWaiver
from hub.publishing.services.waiving import project_waivers
from hub.publishing.terms import PublicWaiver

SUBSCRIBER = "publishing.waivers"


@subscriber(SUBSCRIBER, "waiver.*")
def keep_waivers(events: list[Event]) -> None:
    """Make the public lines anew that some events are about."""
    project_waivers(event.root_id for event in events if event.root_kind == Waiver.kind())


def waiver_tag(one: PublishedWaiver, on: date) -> Tag:
    """Give where it stands as a tag."""
    if one.state == PublicWaiver.WITHDRAWN:
        return Tag("Withdrawn", "grey")
    return Tag("Ended", "grey") if on > one.ends_on else Tag("Granted", "green")


def waiver_rows(one: PublishedWaiver) -> list[Row]:
    """Give what the public reads of it."""
    rows = [
        Row("Supplier", one.supplier_name),
        Row("Value, ex VAT", money(one.value_ex_vat) if one.value_ex_vat is not None else ""),
        Row("From", date_long(one.starts_on)),
        Row("To", date_long(one.ends_on)),
        Row("Rule that was set aside", one.rule),
        Row("Ground", one.ground),
        Row("Reason", one.reason),
        Row("Department", one.department),
        Row("Granted on", date_long(one.granted_on)),
    ]
    if one.is_repeat:
        rows += [Row("Repeats", one.repeats), Row("Why it was needed again", one.repeat_reason)]
    if one.withdrawn_on is not None:
        rows += [Row("Withdrawn on", date_long(one.withdrawn_on)), Row("Why it was withdrawn", one.withdrawn_because)]
    return rows

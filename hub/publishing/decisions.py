"""Decisions on the public site: kept current from the log, read, and put into words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from hub.governance.models import Decision
from hub.governance.selectors.public import PublicDecision, public_decisions
from hub.governance.terms import Outcome
from hub.platform.events.models import Event
from hub.platform.events.subscribers import subscriber
from hub.platform.ui.parts import Row, Tag
from hub.platform.words import date_long, date_with_day, money
from hub.publishing.models import PublishedDecision
from hub.publishing.services.deciding import write

SUBSCRIBER = "publishing.decisions"
COLOURS: dict[str, Any] = {Outcome.REFUSED: "red", Outcome.DEFERRED: "yellow"}


@subscriber(SUBSCRIBER, "decision.*")
def keep_current(events: list[Event]) -> None:
    """Make the public rows anew of the decisions that some events are about."""
    project({event.root_id for event in events if event.root_kind == Decision.kind()})


def project(ids: Iterable[int]) -> int:
    """Make some public rows anew; give how many are on show or have a stone."""
    return write([_row(fact) for fact in public_decisions(ids)])


def _row(fact: PublicDecision) -> PublishedDecision:
    row = PublishedDecision(
        decision_id=fact.decision_id, authority_id=fact.authority_id, slug=fact.reference,
        published_at=fact.published_at, is_withdrawn=fact.is_withdrawn,
    )  # fmt: skip
    if fact.is_withdrawn:
        # A stone: the address still answers, and says nothing of what was decided.
        return row
    row.title, row.maker, row.decided_by, row.outcome = fact.title, fact.maker, fact.decided_by, fact.outcome
    row.decided_on, row.value_ex_vat, row.is_key = fact.decided_on, fact.value_ex_vat, fact.is_key
    row.has_exempt_part, row.kept_until, row.facts = fact.has_exempt_part, fact.kept_until, fact.facts
    return row


def decision_tag(shown: PublishedDecision) -> Tag:
    """Give what was decided as a tag."""
    if shown.is_withdrawn:
        return Tag("Withdrawn", "grey")
    label = next((one.label for one in Outcome if one == shown.outcome), shown.outcome)
    return Tag(label, COLOURS.get(shown.outcome, "green"))


def decision_rows(shown: PublishedDecision) -> list[Row]:
    """Give a published decision in words."""
    told = shown.facts
    rows = [
        Row("Decided by", shown.decided_by),
        Row("Decided on", date_with_day(shown.decided_on) if shown.decided_on else ""),
        Row("Decision", told.get("text", "")),
        Row("Reasons", told.get("reasons", "")),
        Row("Other options, and why they were rejected", told.get("alternatives", ""), empty="None recorded"),
        Row("Conditions", "; ".join(told.get("conditions", [])), empty="None"),
        Row("Interests declared", "; ".join(told.get("interests", [])), empty="None"),
        Row("Under which powers", told.get("powers", "")),
        Row("Value, ex VAT", money(shown.value_ex_vat) if shown.value_ex_vat is not None else ""),
        Row("Key decision", "Yes" if shown.is_key else "No"),
        Row("About", told.get("about", ""), empty="No record"),
        Row("Background papers", told.get("papers", ""), empty="None listed"),
    ]
    for label, name in (("Notice of the key decision", "key_notice"), ("Call-in", "call_in")):
        if told.get(name):
            rows.append(Row(label, told[name]))
    if shown.kept_until:
        rows.append(Row("Open to inspection until", date_long(shown.kept_until)))
    return rows

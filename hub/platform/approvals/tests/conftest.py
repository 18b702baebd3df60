"""Something that needs approval: a payment act on a feed, because the mechanism must not need a domain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from hub.platform.acts import REGISTRY as ACTS
from hub.platform.acts import Act, perform, perform_many
from hub.platform.approvals import declare
from hub.platform.approvals.declare import Approval
from hub.platform.deadlines import acts as deadline_acts
from hub.platform.deadlines.models import Feed
from hub.platform.identity.roles import Role
from hub.platform.reference.models import Entry

SINCE = date(2020, 1, 1)


def line(code: str, lowest: str, below: str | None, steps: list[dict[str, Any]], vat: str = "ex", **more: Any) -> Entry:
    """Give one line of the scheme."""
    data = {"key": "test_payment", "from": lowest, "below": below, "vat": vat, "steps": steps}
    return Entry(set="scheme_of_delegation", code=code, label=f"Line {code}", data=data, valid_from=SINCE, **more)


@dataclass
class Payments:
    """Payments with values that a test decides."""

    cast: Any
    act: Act
    values: dict[str, Decimal | None] = field(default_factory=dict)

    def add(self, label: str, value: str | None, *, at: datetime) -> Feed:
        """Bring a payment into being."""
        self.values[label] = None if value is None else Decimal(value)
        feed = Feed(authority=self.cast.eca, person=self.cast.aisha, label=label, token_digest=f"d-{label}", made_at=at)
        actor = self.cast.actor("aisha")
        perform_many(deadline_acts.MAKE_FEED, [feed], by=actor, at=at, write=Feed.objects.bulk_create)
        return feed

    def pay(self, record: Feed, *, by: str = "aisha", at: datetime) -> None:
        """Do the act that needs approval."""
        with perform(self.act, record, by=self.cast.actor(by), at=at):
            pass

    def touch(self, record: Feed, *, at: datetime, value: str | None = None, label: str = "") -> None:
        """Change what the approval covers, or nothing of it, by another act."""
        if label:
            self.values[label] = self.values[record.label]
        if value is not None:
            self.values[record.label] = Decimal(value)
        with perform(deadline_acts.REVOKE_FEED, record, by=self.cast.actor("aisha"), at=at):
            record.label = label or record.label
            record.revoked_at = at


@pytest.fixture
def payments(cast: Any, at_nine: datetime) -> Iterator[Payments]:
    """Give the act, what its approval covers, and a scheme of four lines."""
    act = Act(
        "test.pay", "Paid", phrase="Pay", held_by={Role.CONTRACT_MANAGER, Role.PROCUREMENT_LEAD}, needs="test_payment"
    )
    found = Payments(cast, act)
    Approval(
        "test_payment",
        of=Feed,
        label="A payment",
        content=lambda record: {"What": record.label, "Paid to": record.person_id},
        value=lambda record: found.values[record.label],
        link=lambda record: "/somewhere/",
        title=lambda record: record.label,
    )
    Entry.objects.bulk_create(
        [
            line("1", "0", "1000", []),
            line("2", "1000", "10000", [{"role": "procurement_lead", "limit": "10000", "deputies": True}]),
            line("3", "10000", "50000", [{"role": "procurement_lead"}, {"role": "finance", "limit": "40000"}]),
            line("4", "50000", None, [{"role": "chair"}], valid_to=date(2027, 1, 1)),
        ]
    )
    yield found
    ACTS.pop("test.pay")
    declare.forget("test_payment")

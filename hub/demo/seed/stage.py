"""What the script's steps share: the people, the firms and the contracts so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from hub.contract.models import Contract
from hub.demo import selectors
from hub.platform.actors import Actor
from hub.platform.tenancy.models import Authority
from hub.platform.testing.cast import Cast


@dataclass
class Stage:
    """The people, the firms and the contracts so far, by reference."""

    cast: Cast
    suppliers: dict[str, Any]
    contracts: dict[str, Contract] = field(default_factory=dict)
    disposal: Any = None

    @property
    def home(self) -> Authority:
        """Give the demo's own authority."""
        return self.cast.authorities["ECA"]

    def actor(self, key: str) -> Actor:
        """Give somebody of the cast as an actor."""
        return self.cast.actor(key)

    def keep(self, contract: Contract) -> None:
        """Remember a contract for later steps."""
        self.contracts[contract.reference] = contract

    def __getitem__(self, reference: str) -> Contract:
        """Give a contract as it stands now."""
        contract = self.contracts[reference]
        contract.refresh_from_db()
        return contract

    def running(self, at: datetime) -> QuerySet[Contract]:
        """Give the authority's managed contracts in force that do not end within a month."""
        return selectors.managed(self.home, ending_after=at.date() + timedelta(days=30))

"""Stories with the usual people: the manager asks, the lead and legal approve."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hub.contract.models import Contract
from hub.contract.tests import stories
from hub.platform.acts import together
from hub.platform.testing.cast import Cast


@dataclass
class Telling:
    """Tells a story at Eastmere: Ruth owns, Aisha manages, Morag enters; Aisha asks where Morag approves."""

    cast: Cast
    at: datetime

    @together()
    def __call__(self, story: Callable[..., Contract], **facts: Any) -> Contract:
        """Tell a story with owner and manager named unless ``facts`` say otherwise."""
        people = {"owner": self.cast.ruth, "manager": self.cast.aisha}
        by = "morag"
        if story in (stories.contract_ended, stories.contract_extended):
            second = "daniel" if story is stories.contract_ended else "helen"
            by = "aisha"
            facts = {"approvers": [self.cast.actor("morag"), self.cast.actor(second)]} | facts
        if story is stories.framework_with_orders:
            people = {}
        return story(authority=self.cast.eca, by=self.cast.actor(by), at=self.at, **people | facts)

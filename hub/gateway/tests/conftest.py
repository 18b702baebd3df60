"""Fixtures of this package's tests."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from hub.gateway.tests import stories
from hub.platform import gates
from hub.platform.gates import declare
from hub.procurement import rules as estimates
from hub.procurement.terms import EstimateMethod, VatTreatment


@pytest.fixture(autouse=True)
def later_packages_are_content(monkeypatch: Any) -> None:
    """Let what later packages ask of a gate be answered; how they answer is tried with them."""
    for key, one in list(declare._evidence.items()):
        if key.startswith(("engagement.", "risk.")):
            content = replace(one, look=lambda case, at: gates.Answer(True, "It is so."))
            monkeypatch.setitem(declare._evidence, key, content)


@pytest.fixture
def ground(cast: Any, shipped: None, at_nine: Any) -> SimpleNamespace:
    """Give the cast with the shipped dated values, a committee, and a procurement of £1.2 million that is ready."""
    body = stories.committee(cast, at_nine)
    case = stories.case(cast, at_nine)
    return SimpleNamespace(cast=cast, at=at_nine, body=body, case=case, priya=cast.actor("priya"))


@pytest.fixture
def due(ground: SimpleNamespace) -> Any:
    """Give the gate on strategy of that procurement, due."""
    return stories.due(ground.case, ground.at)


@pytest.fixture
def small(cast: Any, shipped: None, at_nine: Any) -> Any:
    """Give the gate on strategy of a procurement that an officer decides, submitted by Priya."""
    typed = estimates.Typed(
        amount=Decimal(150_000), treatment=VatTreatment.STANDARD, method=EstimateMethod.LAST_CONTRACT, how="As before."
    )
    case = stories.case(cast, at_nine, estimate=typed)
    review = stories.due(case, at_nine)
    return stories.submitted(review, cast.actor("priya"), at_nine)

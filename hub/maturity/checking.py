"""Refuse a level test that cannot be tried, when somebody adds one under Settings."""

from __future__ import annotations

from typing import Any

from hub.law.findings import Finding
from hub.maturity import rules, selectors
from hub.platform.indicators import all_indicators
from hub.platform.reference.services import checks


@checks("level_tests")
def faults(code: str, data: dict[str, Any]) -> list[Finding]:
    """Give what is wrong with a level test."""
    known = {each.key for each in all_indicators()} | selectors.shipped_keys()
    return rules.faults_of_test(data, known)

"""What a case takes over from the entry of the pipeline that it begins from, so that nothing is typed twice."""

from __future__ import annotations

from typing import Any

# Facts that somebody may say of a case; the others come of acts of their own.
FACTS = frozenset(
    {
        "title", "description", "contract_kind", "is_light_touch", "main_cpv", "category", "term_months",
        "extension_months", "department", "owner", "budget_line", "start_on", "needed_on", "tier", "risk_level",
        "is_key_decision", "has_political_interest", "is_novel", "equality_impact", "community_input",
    }
)  # fmt: skip
# Of these the entry knows some; the same name means the same fact on both.
CARRIED = ("title", "description", "department", "main_cpv", "category", "budget_line", "owner", "needed_on")
# An entry may know these as well; what it does not have stays unknown.
MORE = ("contract_kind", "is_light_touch", "tier", "term_months", "extension_months", "risk_level")


def carried(entry: Any) -> dict[str, Any]:
    """Give the facts of a case that an entry knows.

    Args:
        entry: has an attribute for each name in ``CARRIED``, and perhaps for those in ``MORE``.
    """
    known = {name: getattr(entry, name) for name in CARRIED}
    more = {name: getattr(entry, name) for name in MORE if getattr(entry, name, None) not in (None, "")}
    return {**known, **more}

"""Changes of law as the real acts make them. Tests and the demo are built from these."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from hub.lawdesk.models import LawChange
from hub.platform.actors import Actor
from hub.platform.reference import services as reference
from hub.platform.tenancy.models import Authority

PROCLAIMED = date(2027, 6, 14)


def changed(
    *,
    authority: Authority,
    by: Actor,
    at: datetime,
    day: date = PROCLAIMED,
    code: str = "northern_ireland",
    **more: Any,
) -> LawChange:
    """Tell of an extra bank holiday that was proclaimed for one part of the kingdom."""
    facts = {
        "label": "Extra bank holiday",
        "data": {"citation": "BFDA 1971 s.1(3)"},
        "source": "Royal proclamation under section 1(3) of the Banking and Financial Dealings Act 1971",
        "reason": "One more day that is no working day, in every part of the kingdom that we buy for.",
        "valid_to": date.fromordinal(day.toordinal() + 1),
    } | more
    row = reference.add("bank_holidays", code=code, valid_from=day, authority=authority, by=by, at=at, **facts)
    return next(one for one in LawChange.objects.filter(authority=authority) if row.pk in one.rows)

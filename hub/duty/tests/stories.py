"""Duties in every state, reached by real acts. They are those of an authority itself, for whom the package speaks."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from hub.duty import selectors, services
from hub.duty.models import Duty
from hub.law.terms import NoticeType
from hub.platform.actors import Actor
from hub.platform.reference import services as reference
from hub.platform.reference.models import Entry
from hub.platform.tenancy.models import Authority


def unstated(*, authority: Authority, at: datetime) -> list[Duty]:
    """Tell of an authority that has said nothing about its spend and payments."""
    services.rebuild_of(Authority.kind(), [authority.pk], at=at)
    return list(Duty.objects.about(Authority.kind(), [authority.pk]).order_by("pk"))


def stated(
    *, authority: Authority, by: Actor, at: datetime, spend: str = "150000000", pays: bool = True
) -> dict[str, Duty]:
    """Tell of an authority that has said what it spends and pays; gives its standing duties by code and key."""
    state(authority, "expected_spend_inc_vat", {"amount": spend}, by=by, at=at)
    state(authority, "pays_under_the_act", {"yes": pays}, by=by, at=at)
    services.rebuild_of(Authority.kind(), [authority.pk], at=at)
    rows = Duty.objects.about(Authority.kind(), [authority.pk]).asked().order_by("pk")
    return {f"{one.code} {one.key}".strip(): one for one in rows}


def state(authority: Authority, code: str, data: dict[str, Any], *, by: Actor, at: datetime) -> Entry:
    """Tell of one value that an authority states."""
    more = {"label": code, "valid_from": at.date(), "source": "The budget"}
    return reference.add(selectors.SCOPE, code=code, data=data, authority=authority, by=by, at=at, **more)


def overdue(*, authority: Authority, by: Actor, at: datetime) -> Duty:
    """Tell of the payments compliance notice of the last half year, which nobody published."""
    return stated(authority=authority, by=by, at=at)[f"{NoticeType.UK17} {date(2026, 9, 30)}"]


def proved(*, authority: Authority, by: Actor, publisher: Actor, at: datetime) -> Duty:
    """Tell of one that was published."""
    duty = overdue(authority=authority, by=by, at=at)
    day = at.date() - timedelta(days=30)
    return services.prove(duty, published_on=day, notice_number="012345-2026", by=publisher, at=at)


def set_aside(*, authority: Authority, by: Actor, lawyer: Actor, at: datetime) -> Duty:
    """Tell of one that legal found not to be needed."""
    duty = overdue(authority=authority, by=by, at=at)
    return services.set_aside(duty, reason="Nothing was paid in that half year.", by=lawyer, at=at)

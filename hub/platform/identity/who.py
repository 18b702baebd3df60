"""The reverse question in words: who may, by which role, since and until when, and who must approve first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from hub.platform import clock
from hub.platform.act_table import Act
from hub.platform.approvals.selectors import Route, who_approves
from hub.platform.identity import selectors
from hub.platform.identity.models import Membership, Person
from hub.platform.identity.roles import Role
from hub.platform.recorded import Recorded
from hub.platform.tenancy.models import Authority
from hub.platform.ui.offers import who_may
from hub.platform.words import date_short

MOST_NAMED = 6


def route_to(
    act: Act, authority: Authority, *, value: Decimal | None, value_inc: Decimal | None, on: date
) -> Route | None:
    """Give who must approve an act first at a value on a day, by the scheme of delegation; None when nobody."""
    if not act.needs:
        return None
    return who_approves(act.needs, value=value, value_inc=value_inc, on=on, authority=authority)


def roles_with_dates(person: Person, authority: Authority, act: Act, on: date) -> list[tuple[Role, str]]:
    """Give the roles by which a person holds an act, each in words with its dates."""
    rows = Membership.objects.in_force(on).filter(person=person, party=authority.pk, role__in=list(act.holders))
    return [(Role(row.role), _words(row, act)) for row in rows.order_by("role")]


@who_may
def names_of_holders(acts: Sequence[Act], record: Recorded, at: datetime, but: int | None) -> dict[str, list[str]]:
    """Name those who hold some acts on a record, by the name of the act, in one query for all.

    Who holds an act on their own records only is named where the record is theirs.

    :param but: the number of the person who asks, who is told otherwise what stands in the way.
    """
    root: Any = record.root
    wanted = frozenset(role for act in acts for role in act.holders)
    held = selectors.roles_held(wanted, root.authority_id, clock.london(at).date())
    others = [(person, roles, root.is_own(person.pk)) for person, roles in held if person.pk != but]
    return {
        act.name: [
            person.name
            for person, roles, is_own in others
            if not roles.isdisjoint(act.holders if is_own else act.held_by)
        ][:MOST_NAMED]
        for act in acts
    }


def _words(row: Membership, act: Act) -> str:
    role = Role(row.role)
    own = ", on their own records" if role not in act.held_by else ""
    end = f" until {date_short(row.ends_on)}" if row.ends_on else ""
    return f"{role.label}{own}, since {date_short(row.starts_on)}{end}"

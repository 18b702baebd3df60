"""The list of people."""

from __future__ import annotations

from typing import Any

from hub.platform import clock
from hub.platform.actors import Actor
from hub.platform.identity import selectors
from hub.platform.identity.models import Membership
from hub.platform.identity.roles import Role
from hub.platform.registers.base import BuiltIn, HeadLink, Register
from hub.platform.registers.columns import BooleanColumn, ComputedColumn, LinkColumn, PersonColumn, TextColumn
from hub.platform.registers.filters import BooleanFilter, ChoiceFilter


class PeopleRegister(Register):
    """List the people of the actor's authorities with the roles they hold today."""

    name = "people"
    title = "People"
    noun = ("person", "people")
    default_sort = "name"
    search_hint = "Name or e-mail address"
    search_fields = ("name", "email")
    columns = (
        LinkColumn("name", "Name"),
        TextColumn("email", "E-mail address"),
        ComputedColumn("roles", "Roles today", value=lambda row: ", ".join(row.roles_today) or "None"),
        PersonColumn("manager", "Line manager"),
        BooleanColumn("is_active", "Account open"),
    )
    filters = (
        BooleanFilter("open", "Account", field="is_active", yes="Open", no="Closed"),
        ChoiceFilter("manager", "Line manager", shown_as="name", none="No line manager"),
    )
    views = (BuiltIn("open", "Open accounts", {"open": "yes"}),)
    empty = ("No people yet", "Add the first person.", HeadLink("Add a person", "/people/new/"))

    def source(self, actor: Actor, at: Any) -> Any:
        """Begin with the people that the actor may read."""
        return selectors.visible_people(actor)

    def prepare(self, rows: Any, actor: Actor, at: Any) -> None:
        """Attach the roles of today, in one query."""
        held = Membership.objects.in_force(clock.london(at).date()).filter(person__in=[row.pk for row in rows])
        if not actor.is_system:
            held = held.filter(party__in=actor.reach | actor.supplier_reach)
        by_person: dict[int, list[str]] = {}
        for person_id, role in held.order_by("role").values_list("person_id", "role"):
            by_person.setdefault(person_id, []).append(Role(role).label)
        for row in rows:
            row.roles_today = by_person.get(row.pk, [])

    def links(self, actor: Actor) -> list[HeadLink]:
        """Offer to add a person."""
        return [HeadLink("Add a person", "/people/new/", go=True)]

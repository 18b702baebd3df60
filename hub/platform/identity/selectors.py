"""Reads over people and what they hold."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt
from allauth.usersessions.models import UserSession
from django.http import HttpRequest

from hub.platform import clock
from hub.platform.act_table import Act
from hub.platform.actors import Actor, Grant
from hub.platform.identity.models import Deputy, Membership, OutsideAccount, Person
from hub.platform.identity.roles import BIDDERS, OFFICERS, STAFF_ROLES, Role
from hub.platform.tenancy.models import Authority, Party

# No party has this number: a newcomer belongs to none.
NOWHERE = 0
ROLES_OF_SITE = {"staff": STAFF_ROLES, "supplier": BIDDERS, "public": frozenset[Role]()}


def actor_for(person: Person, *, on: date, site: str = "") -> Actor:
    """Give the actor that a person is on a date; asked at each request, so an ended role ends at once.

    :param site: the door; only the roles that belong there count. Empty for all.
    """
    rows = list(Membership.objects.in_force(on).filter(person=person).values_list("party_id", "role"))
    fitting = ROLES_OF_SITE[site] if site else frozenset(Role)
    grants = frozenset(Grant(party_id, Role(role)) for party_id, role in rows if Role(role) in fitting)
    if not rows and person.is_active and person.authority_id is None and Role.NEWCOMER in fitting:
        grants = frozenset({Grant(NOWHERE, Role.NEWCOMER)})
    return Actor(person_id=person.pk, name=person.name, grants=grants, home_id=person.authority_id)


def may_enter(person: Person, request: HttpRequest) -> bool:
    """Say whether a person holds any role that belongs to the door of this request."""
    at: datetime = request.now  # type: ignore[attr-defined]
    return bool(actor_for(person, on=clock.london(at).date(), site=request.site).grants)  # type: ignore[attr-defined]


def strong_factors(person: Any) -> list[Authenticator]:
    """Give a person's code app and passkeys; recovery codes alone are no factor."""
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return list(Authenticator.objects.filter(user_id=person.pk, type__in=kinds).order_by("pk"))


def own_sessions(person: Person, *, site: str) -> list[UserSession]:
    """Give a person's sessions, newest first; ``site`` empty for all doors."""
    rows = UserSession.objects.filter(user=person).order_by("-last_seen_at")
    return [row for row in rows if not site or row.data.get("site") == site]


def visible_people(actor: Actor) -> Any:
    """Give the people whom an actor may read: those of, or with a role at, the actor's authorities."""
    if actor.is_system:
        return Person.objects.all()
    at_home = Person.objects.filter(authority__in=actor.reach)
    with_role = Person.objects.filter(memberships__party__in=actor.reach | actor.supplier_reach)
    return (at_home | with_role).distinct()


def find_person(actor: Actor, reference: str | int) -> Person | None:
    """Give one person within an actor's reach."""
    return visible_people(actor).filter(pk=reference).first() if str(reference).isdecimal() else None  # type: ignore[no-any-return]


def grants_of(person: Person, actor: Actor) -> list[Membership]:
    """Give a person's roles, past ones too, at the parties that an actor reaches."""
    rows = person.memberships.select_related("party").order_by("ends_on", "starts_on", "role")
    reach = actor.reach | actor.supplier_reach
    return [row for row in rows if actor.is_system or row.party_id in reach]


def holders(act: Act, authority: Authority | int, on: date) -> list[Person]:
    """Give everybody who holds an act at an authority on a date: the reverse of ``actor.holds``."""
    return role_holders(act.holders, authority, on)


def role_holders(roles: Iterable[Role], authority: Authority | int, on: date) -> list[Person]:
    """Give everybody who holds one of some roles at an authority on a date, by name."""
    return list(holders_of(roles, authority, on))


def holders_of(roles: Iterable[Role], authority: Authority | int, on: date) -> Any:
    """Give the same people as a choice for a form."""
    party_id = authority if isinstance(authority, int) else authority.pk
    rows = Membership.objects.in_force(on).filter(party=party_id, role__in=list(roles))
    return Person.objects.filter(pk__in=rows.values("person")).order_by("name")


def roles_held(roles: Iterable[Role], authority_id: int, on: date) -> list[tuple[Person, set[Role]]]:
    """Give everybody who holds some of these roles at an authority on a date, by name, each with those they hold."""
    rows = Membership.objects.in_force(on).filter(party=authority_id, role__in=list(roles))
    found: dict[int, tuple[Person, set[Role]]] = {}
    for row in rows.select_related("person").order_by("person__name", "person"):
        found.setdefault(row.person_id, (row.person, set()))[1].add(Role(row.role))
    return list(found.values())


def deputies_of(person: Person | int, on: date) -> list[Person]:
    """Give those who are told in a person's place on a date."""
    person_id = person if isinstance(person, int) else person.pk
    rows = Deputy.objects.in_force(on).filter(person=person_id)
    return list(Person.objects.filter(pk__in=rows.values("deputy")).order_by("name"))


def sole_roles(person: Person, on: date) -> list[Membership]:
    """Give the roles that nobody else holds at the same party on a date: leaving would leave them empty."""
    held = Membership.objects.in_force(on)
    mine = held.filter(person=person).select_related("party").order_by("role")
    return [row for row in mine if not held.filter(party=row.party_id, role=row.role).exclude(person=person).exists()]


def colleagues(person: Person, on: date) -> Any:
    """Give the active people of the same authority, without the person."""
    return Person.objects.filter(authority=person.authority_id, is_active=True).exclude(pk=person.pk).order_by("name")


def code_is_right(person: Person, code: str) -> bool:
    """Say whether a code comes from the person's app now.

    It does not count as used: the page after the password takes it once, so nobody waits for the next one.
    """
    row = Authenticator.objects.filter(user_id=person.pk, type=Authenticator.Type.TOTP).first()
    return bool(row) and totp.validate_totp_code(decrypt(row.data["secret"]), code)


def by_email(email: str) -> Person | None:
    """Give the person who signs in with an address, whatever its case."""
    return Person.objects.filter(email__iexact=email.strip()).first()


def open_person(pk: int) -> Person | None:
    """Give a person whose account is open."""
    return Person.objects.filter(pk=pk, is_active=True).first()


def nobody() -> Any:
    """Give an empty choice of people, for forms that are told later whom to offer."""
    return Person.objects.none()


def parties(ids: Iterable[int] = ()) -> Any:
    """Give some parties, none unless named, for a form's choice."""
    return Party.objects.filter(pk__in=list(ids))


def own_deputies(person: Person, on: date) -> list[Deputy]:
    """Give a person's deputies that have not ended on a date."""
    rows = Deputy.objects.filter(person=person).select_related("deputy").order_by("starts_on", "pk")
    return [row for row in rows if row.ends_on is None or row.ends_on > on]


def own_deputy(person: Person, pk: int) -> Deputy | None:
    """Give one of a person's own deputies."""
    return Deputy.objects.filter(person=person, pk=pk).first()


def factors_of(person: Person) -> list[Authenticator]:
    """Give every second factor of a person, recovery codes too."""
    return list(Authenticator.objects.filter(user=person).order_by("pk"))


def outside_accounts(person: Person) -> list[OutsideAccount]:
    """Give the work accounts that a person connected."""
    return list(OutsideAccount.objects.filter(person=person).select_related("person").order_by("pk"))


def officers_of(authority: Authority, *, on: date) -> Any:
    """Give the people who work as officers for an authority on a day, by name."""
    held = Membership.objects.in_force(on).filter(party=authority.pk, role__in=OFFICERS)
    return Person.objects.filter(pk__in=held.values("person"), is_active=True).order_by("name")


def myself(actor: Actor) -> Person:
    """Give the person that an actor is.

    :raises Person.DoesNotExist: for the system or nobody.
    """
    return Person.objects.get(pk=actor.person_id or 0)


def person_with(email: str) -> Person | None:
    """Give the active person with an e-mail address, in any case of letters."""
    return Person.objects.filter(email__iexact=email, is_active=True).first()

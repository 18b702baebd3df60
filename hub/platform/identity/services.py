"""Add people, give and end roles, name deputies, close accounts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.contrib.sessions.models import Session

from hub.law.findings import Finding
from hub.platform import clock
from hub.platform.act_table import Refused, bars
from hub.platform.actors import Actor
from hub.platform.acts import create, perform, perform_many
from hub.platform.events.models import Event
from hub.platform.identity import acts
from hub.platform.identity.models import Deputy, Membership, OutsideAccount, Person
from hub.platform.identity.roles import STAFF_ROLES, SUPPLIER_ROLES, Role
from hub.platform.tenancy.models import Authority, Party, PartyKind


def add_person(
    *, name: str, email: str, by: Actor, at: datetime, authority: Authority | None = None, cast_key: str = ""
) -> Person:
    """Add somebody who can sign in once they have followed their invitation.

    :param authority: where a member of staff works; None for people of suppliers.
    :raises Refused: when the address is taken.
    """
    person = new_person(name=name, email=email, authority=authority, cast_key=cast_key)
    with create(acts.ADD_PERSON, person, by=by, at=at):
        person.save()
    return person


def new_person(*, name: str, email: str, authority: Authority | None = None, cast_key: str = "") -> Person:
    """Give an unsaved person with no password; ``add_person`` and ``add_people`` save it."""
    person = Person(name=name, email=email.strip().lower(), authority=authority, cast_key=cast_key)
    person.set_unusable_password()
    return person


def add_people(people: list[Person], *, by: Actor, at: datetime) -> list[Event]:
    """Add many people in one transaction, with one event for each."""
    return perform_many(acts.ADD_PERSON, people, by=by, at=at, write=Person.objects.bulk_create)


def change_person(
    person: Person, *, by: Actor, at: datetime, name: str, email: str, version: int | None = None
) -> Person:
    """Change the name or the address of a person."""
    with perform(acts.CHANGE_PERSON, person, by=by, at=at, version=version):
        person.name, person.email = name, email.strip().lower()
        person.save(update_fields=["name", "email"])
    return person


def grant_role(
    person: Person,
    role: Role,
    *,
    at_party: Party,
    by: Actor,
    at: datetime,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Membership:
    """Give a person a role at a party from a day to a day.

    :param ends_on: the first day without the role; None for no end.
    :raises Refused: when the role does not fit the party, is already held, or may not be given by ``by``.
    """
    starts_on = starts_on or clock.london(at).date()
    ended = Membership.objects.filter(person=person, party=at_party, role=role, starts_on=starts_on).first()
    if ended and not ended.in_force(starts_on):
        return _give_back(ended, ends_on, by=by, at=at)
    grant = Membership(person=person, party=at_party, role=role, starts_on=starts_on, ends_on=ends_on)
    with create(acts.GRANT_ROLE, grant, by=by, at=at) as entry:
        grant.save()
        entry.note(person=person.pk, role=role)
    return grant


def _give_back(grant: Membership, ends_on: date | None, *, by: Actor, at: datetime) -> Membership:
    """Let a role that began and ended on one day hold again: a day has it once."""
    with perform(acts.GRANT_ROLE, grant, by=by, at=at) as entry:
        grant.ends_on = ends_on
        grant.save(update_fields=["ends_on"])
        entry.note(person=grant.person_id, role=Role(grant.role))
    return grant


def grant_roles(grants: list[Membership], *, by: Actor, at: datetime) -> list[Event]:
    """Give many roles in one transaction, with one event for each."""
    return perform_many(
        acts.GRANT_ROLE,
        grants,
        by=by,
        at=at,
        write=Membership.objects.bulk_create,
        facts=lambda grant: {"person": grant.person_id, "role": Role(grant.role)},
    )


def end_role(grant: Membership, *, by: Actor, at: datetime, on: date | None = None) -> Membership:
    """End a role; it is gone from ``on``, today unless said, at the person's next request."""
    with perform(acts.END_ROLE, grant, by=by, at=at) as entry:
        grant.ends_on = max(on or clock.london(at).date(), grant.starts_on)
        grant.save(update_fields=["ends_on"])
        entry.note(person=grant.person_id, role=Role(grant.role))
    return grant


def disable(person: Person, *, by: Actor, at: datetime, reason: str) -> Person:
    """Close an account and end all its sessions at once."""
    with perform(acts.DISABLE, person, by=by, at=at) as entry:
        person.is_active = False
        person.save(update_fields=["is_active"])
        entry.note(reason)
        end_sessions(person)
    return person


def enable(person: Person, *, by: Actor, at: datetime) -> Person:
    """Open a closed account again."""
    with perform(acts.ENABLE, person, by=by, at=at):
        person.is_active = True
        person.save(update_fields=["is_active"])
    return person


def name_deputy(
    person: Person, deputy: Person, *, by: Actor, at: datetime, starts_on: date, ends_on: date | None
) -> Deputy:
    """Say who is told in a person's place between two dates."""
    row = Deputy(person=person, deputy=deputy, starts_on=starts_on, ends_on=ends_on)
    with create(acts.NAME_DEPUTY, row, by=by, at=at) as entry:
        row.save()
        entry.note(deputy=deputy.pk)
    return row


def end_deputy(row: Deputy, *, by: Actor, at: datetime) -> Deputy:
    """End a deputy from today."""
    with perform(acts.END_DEPUTY, row, by=by, at=at):
        row.ends_on = max(clock.london(at).date(), row.starts_on)
        row.save(update_fields=["ends_on"])
    return row


def connect_outside_account(person: Person, *, issuer: str, subject: str, by: Actor, at: datetime) -> OutsideAccount:
    """Let a person sign in with the account that a directory knows by issuer and subject."""
    with perform(acts.CONNECT, person, by=by, at=at) as entry:
        row, made = OutsideAccount.objects.get_or_create(
            issuer=issuer, subject=subject, defaults={"person": person, "connected_at": at}
        )
        if row.person_id != person.pk:
            raise Refused(acts.CONNECT, [Finding("connected_elsewhere", "This work account belongs to somebody else.")])
        entry.changed("outside_account", None if made else row.pk, row.pk)
    return row


def disconnect_outside_account(row: OutsideAccount, *, by: Actor, at: datetime) -> None:
    """Take a work account off a person."""
    with perform(acts.DISCONNECT, row.person, by=by, at=at) as entry:
        entry.changed("outside_account", row.pk, None)
        row.delete()


def keep_preferences(person: Person, **values: Any) -> None:
    """Keep what a person likes on the screen; it concerns nobody else and is not an act."""
    person.preferences = {**person.preferences, **values}
    person.save(update_fields=["preferences"])


def end_sessions(person: Person, *, but: str = "") -> int:
    """End every session of a person, on every site, except one; give how many."""
    from allauth.usersessions.models import UserSession

    rows = UserSession.objects.filter(user=person).exclude(session_key=but)
    keys = list(rows.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    rows.delete()
    return len(keys)


@bars(acts.ADD_PERSON)
@bars(acts.CHANGE_PERSON)
def address_is_taken(person: Person, by: Actor, at: datetime) -> Iterable[Finding]:
    """Refuse an address that somebody else signs in with."""
    if person.pk is None and Person.objects.filter(email__iexact=person.email).exists():
        yield Finding(
            "address_taken", f"Somebody already signs in with {person.email}. Give that person a role instead."
        )


@bars(acts.CHANGE_PERSON)
@bars(acts.DISABLE)
@bars(acts.ENABLE)
@bars(acts.RESET_FACTORS)
def person_is_of_another_supplier(person: Person, by: Actor, at: datetime) -> Iterable[Finding]:
    """Refuse a supplier's owner who reaches for people outside their own organisation."""
    if by.is_system or by.has_any({Role.AUTHORITY_ADMIN}):
        return
    theirs = set(person.memberships.values_list("party_id", flat=True))
    if not any(by.holds({Role.SUPPLIER_OWNER}, party) for party in theirs):
        yield Finding("other_supplier", "This person does not belong to your organisation. Ask the authority.")


@bars(acts.ADD_FACTOR)
@bars(acts.REMOVE_FACTOR)
@bars(acts.CHANGE_PASSWORD)
@bars(acts.CONNECT)
@bars(acts.DISCONNECT)
def account_is_not_theirs(person: Person, by: Actor, at: datetime) -> Iterable[Finding]:
    """Refuse changes to the ways in of another person."""
    if by.person_id != person.pk:
        yield Finding("not_yours", "Only the person can change how they sign in.")


@bars(acts.NAME_DEPUTY)
@bars(acts.END_DEPUTY)
def deputy_is_not_theirs_to_name(row: Deputy, by: Actor, at: datetime) -> Iterable[Finding]:
    """Refuse a deputy that somebody else names, unless an administrator does it for the absent."""
    home = row.person.authority_id
    if by.person_id != row.person_id and not (home and by.holds({Role.AUTHORITY_ADMIN}, home)):
        yield Finding("not_yours", "You can only name your own deputy. Ask an administrator to do it for others.")


@bars(acts.NAME_DEPUTY)
def deputy_works_elsewhere(row: Deputy, by: Actor, at: datetime) -> Iterable[Finding]:
    """Refuse a deputy who has no role in the same house."""
    if row.pk is None and row.deputy.authority_id != row.person.authority_id:
        yield Finding("deputy_elsewhere", f"{row.deputy.name} works for somebody else. Choose a colleague.")


@bars(acts.GRANT_ROLE)
@bars(acts.END_ROLE)
def role_is_given_by_a_stranger(grant: Membership, by: Actor, at: datetime) -> Iterable[Finding]:
    """Let a supplier's owner give roles only in their own organisation."""
    if by.is_system or grant.party.kind == PartyKind.AUTHORITY:
        return
    if not (by.holds({Role.SUPPLIER_OWNER}, grant.party_id) or by.has_any({Role.AUTHORITY_ADMIN})):
        yield Finding("other_supplier", "You can give roles only in your own organisation.")


@bars(acts.GRANT_ROLE)
def role_does_not_fit(grant: Membership, by: Actor, at: datetime) -> Iterable[Finding]:
    """Refuse a staff role at a supplier and the other way round, and a role that is already held."""
    if grant.pk is not None:
        return
    fitting = STAFF_ROLES if grant.party.kind == PartyKind.AUTHORITY else SUPPLIER_ROLES
    role = Role(grant.role)
    if role not in fitting:
        yield Finding("role_does_not_fit", f"{role.label} is not a role at {grant.party.name}.")
    same = Membership.objects.in_force(grant.starts_on).filter(
        person=grant.person_id, party=grant.party_id, role=grant.role
    )
    if same.exists():
        yield Finding("role_already_held", f"{grant.person.name} already holds this role: {role.label.lower()}.")
    if grant.ends_on and grant.ends_on <= grant.starts_on:
        yield Finding("ends_too_early", "The last day must be after the first day. Choose a later end.")

"""Reads over organisations. Nobody reads one but its own people; who is outside learns its name and no more."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from allauth.usersessions.models import UserSession
from django.db.models import Max

from hub.organisation import rules
from hub.organisation.models import Answer, Claim, Invite, JoinRequest, Organisation
from hub.organisation.terms import BY_KEY, ClaimState, InviteState, RequestState
from hub.platform.actors import Actor
from hub.platform.clock import london
from hub.platform.documents.models import Version
from hub.platform.identity.models import Membership, Person
from hub.platform.identity.roles import SUPPLIER_ROLES, Role
from hub.platform.tenancy.models import Party, PartyKind
from hub.supplier import rules as numbers
from hub.supplier.models import Identifier

# The strongest first: who holds several at one organisation counts as the first of them.
ORDER = (Role.SUPPLIER_OWNER, Role.SUPPLIER_EDITOR, Role.SUPPLIER_VIEWER)


def parties_of(actor: Actor) -> list[Party]:
    """Give the organisations to which an actor belongs, by name."""
    return list(Party.objects.filter(pk__in=actor.supplier_reach).order_by("name", "pk"))


def party(number: int) -> Party | None:
    """Give a supplier's party by its number."""
    return Party.objects.filter(pk=number, kind=PartyKind.SUPPLIER).first()


def of_party(party_id: int) -> Organisation | None:
    """Give what an organisation says of itself, if it ever did."""
    return Organisation.objects.filter(party=party_id).select_related("party").first()


def loaded(pk: int) -> Organisation:
    """Give an organisation by its number, for its papers."""
    return Organisation.objects.select_related("party").get(pk=pk)


def is_member(actor: Actor, pk: int) -> bool:
    """Say whether an actor belongs to an organisation."""
    return Organisation.objects.filter(pk=pk, party__in=actor.supplier_reach).exists()


def members(party_id: int, *, on: date) -> list[tuple[Person, Role]]:
    """Give the people of an organisation on a day by name, each with the strongest role."""
    rows = Membership.objects.in_force(on).filter(party=party_id, role__in=SUPPLIER_ROLES)
    found: dict[int, tuple[Person, set[Role]]] = {}
    for row in rows.select_related("person").order_by("person__name", "person"):
        found.setdefault(row.person_id, (row.person, set()))[1].add(Role(row.role))
    return [(person, next(role for role in ORDER if role in held)) for person, held in found.values()]


def member(party_id: int, person_id: int, *, on: date) -> tuple[Person, Role] | None:
    """Give one of them."""
    return next((one for one in members(party_id, on=on) if one[0].pk == person_id), None)


def grants(party_id: int, person_id: int, *, on: date) -> list[Membership]:
    """Give the roles of a person at an organisation that hold on a day or begin later."""
    rows = Membership.objects.filter(party=party_id, person=person_id, role__in=SUPPLIER_ROLES)
    return [row for row in rows.select_related("party", "person") if row.can_end(on)]


def owners(party_id: int, *, on: date) -> list[Person]:
    """Give the owners of an organisation on a day."""
    return [person for person, role in members(party_id, on=on) if role == Role.SUPPLIER_OWNER]


def has_people(party_id: int, *, on: date) -> bool:
    """Say whether anybody belongs to an organisation on a day."""
    return Membership.objects.in_force(on).filter(party=party_id, role__in=SUPPLIER_ROLES).exists()


def known_addresses(organisation: Organisation, *, on: date) -> list[str]:
    """Give the addresses by which an organisation is known: its people, those who lately left, and its own."""
    rows = Membership.objects.filter(party=organisation.party_id, role__in=SUPPLIER_ROLES, starts_on__lte=on)
    lately = on - rules.REMEMBERED
    held = [row for row in rows.select_related("person") if row.ends_on is None or row.ends_on > lately]
    addresses = [row.person.email for row in held] + ([organisation.email] if organisation.email else [])
    return sorted({one.lower() for one in addresses})


def owner_seen_at(party_id: int, *, on: date) -> datetime | None:
    """Give when an owner of an organisation last used their account; None when none did."""
    ids = [person.pk for person in owners(party_id, on=on)]
    signed_in = Person.objects.filter(pk__in=ids).aggregate(last=Max("last_login"))["last"]
    seen = UserSession.objects.filter(user__in=ids).aggregate(last=Max("last_seen_at"))["last"]
    return max((one for one in (signed_in, seen) if one), default=None)


def with_number(scheme: str, number: str) -> list[Party]:
    """Give the parties that bear a register number: the one tied to the supplier that has it, then who stated it.

    :raises BadIdentifier: when the number cannot be right.
    """
    made = numbers.identifier(scheme, number)
    if made is None:
        return []
    tied = Identifier.objects.filter(scheme=made.scheme, value=made.id).select_related(
        "supplier__merged_into__party", "supplier__party"
    )
    found = [party for row in tied if (party := row.supplier.standing.party or row.supplier.party)]
    stated = Organisation.objects.filter(scheme=made.scheme, number=made.id).select_related("party").order_by("pk")
    return list({one.pk: one for one in [*found, *(row.party for row in stated)]}.values())


def number_of_tied(party_id: int) -> tuple[str, str]:
    """Give register and number of the supplier that a party is tied to, the company number first; empty without."""
    shown = [scheme for scheme, _ in numbers.SCHEMES]
    rows = Identifier.objects.filter(supplier__party=party_id, scheme__in=shown).values_list("scheme", "value")
    return min(rows, key=lambda row: (shown.index(row[0]), row[1]), default=("", ""))


def invites_of(organisation: Organisation, *, at: datetime) -> list[Invite]:
    """Give the invitations that can still be accepted, newest first."""
    rows = organisation.invites.filter(status=InviteState.SENT).select_related("invited_by").order_by("-sent_at", "-pk")
    return [row for row in rows if row.is_good(at)]


def invite(pk: int) -> Invite | None:
    """Give an invitation with its organisation."""
    return Invite.objects.select_related("organisation__party", "invited_by").filter(pk=pk).first()


def own_invite(actor: Actor, pk: int) -> Invite | None:
    """Give an invitation of an organisation where the actor is owner."""
    row = invite(pk)
    return row if row and actor.holds({Role.SUPPLIER_OWNER}, row.organisation.party_id) else None


def invites_to(email: str, *, at: datetime) -> list[Invite]:
    """Give the invitations that wait for an address."""
    rows = Invite.objects.select_related("organisation__party", "invited_by").filter(
        email__iexact=email, status=InviteState.SENT
    )
    return [row for row in rows.order_by("-sent_at") if row.is_good(at)]


def requests_of(organisation: Organisation) -> list[JoinRequest]:
    """Give the requests to join that wait, oldest first."""
    rows = organisation.requests.filter(status=RequestState.ASKED).select_related("person")
    return list(rows.order_by("asked_at", "pk"))


def request_for(actor: Actor, pk: int) -> JoinRequest | None:
    """Give a request to an organisation where the actor is owner."""
    row = JoinRequest.objects.select_related("organisation__party", "person").filter(pk=pk).first()
    return row if row and actor.holds({Role.SUPPLIER_OWNER}, row.organisation.party_id) else None


def own_requests(person_id: int) -> list[JoinRequest]:
    """Give what a person asked for, newest first."""
    rows = JoinRequest.objects.filter(person=person_id).select_related("organisation__party")
    return list(rows.order_by("-asked_at", "-pk")[:20])


def waiting_request(organisation: Organisation, person_id: int) -> JoinRequest | None:
    """Give a person's request that still waits."""
    return JoinRequest.objects.filter(organisation=organisation, person=person_id, status=RequestState.ASKED).first()


def claims_of(organisation: Organisation) -> list[Claim]:
    """Give the claims to which its people can object, oldest first."""
    return list(organisation.claims.filter(status=ClaimState.WAITING).select_related("person").order_by("begun_at"))


def claims_waiting(parties: Iterable[int]) -> list[Claim]:
    """Give the claims on some organisations that wait, for the warning on their people's pages."""
    rows = Claim.objects.filter(organisation__party__in=list(parties), status=ClaimState.WAITING)
    return list(rows.select_related("organisation__party", "person").order_by("begun_at"))


def claim_for(actor: Actor, pk: int) -> Claim | None:
    """Give a claim on an organisation to which the actor belongs."""
    row = claim(pk)
    return row if row and row.organisation.party_id in actor.supplier_reach else None


def claim(pk: int) -> Claim | None:
    """Give a claim with whom and what it is about."""
    return Claim.objects.select_related("organisation__party", "person").filter(pk=pk).first()


def open_claim(organisation: Organisation, person_id: int) -> Claim | None:
    """Give a person's claim on an organisation that has not ended."""
    open_states = [ClaimState.ASKED, ClaimState.WAITING]
    return Claim.objects.filter(organisation=organisation, person=person_id, status__in=open_states).first()


def own_claims(person_id: int) -> list[Claim]:
    """Give a person's claims, newest first."""
    rows = Claim.objects.filter(person=person_id).select_related("organisation__party")
    return list(rows.order_by("-asked_at", "-pk")[:20])


def objected_lately(organisation: Organisation, person_id: int, *, at: datetime) -> Claim | None:
    """Give a person's claim on an organisation that ended by an objection within the time of rest."""
    rows = organisation.claims.filter(person=person_id, status=ClaimState.OBJECTED, ended_at__gt=at - rules.REST)
    return rows.order_by("-ended_at").first()


def over(at: datetime) -> list[Claim]:
    """Give the claims whose time to object is over."""
    rows = Claim.objects.filter(status=ClaimState.WAITING, ends_at__lte=at)
    return list(rows.select_related("organisation__party", "person").order_by("ends_at"))


def latest(organisation: Organisation) -> dict[str, Answer]:
    """Give the newest version of each answer, by the key of its question; those taken out too."""
    rows = organisation.answers.select_related("document", "given_by").order_by("number")
    return {row.key: row for row in rows if row.key in BY_KEY}


def versions(organisation: Organisation, key: str) -> list[Answer]:
    """Give every version of an answer, newest first."""
    rows = organisation.answers.filter(key=key).select_related("document", "given_by")
    return list(rows.order_by("-number"))


def as_of(organisation: Organisation, on: date) -> dict[str, Answer]:
    """Give the answers of the profile as they stood at the end of a day in London, by the key of the question."""
    rows = organisation.answers.select_related("document", "given_by").order_by("number")
    newest = {row.key: row for row in rows if row.key in BY_KEY and london(row.given_at).date() <= on}
    return {key: row for key, row in newest.items() if not row.is_out}


def files_of(answers: Iterable[Answer]) -> dict[tuple[int, int], Version]:
    """Give the file of each answer that has one, by the numbers of its document and version."""
    wanted = {(one.document_id, one.file_number) for one in answers if one.document_id and one.file_number}
    rows = Version.objects.filter(document__in={document for document, _ in wanted}).select_related("document")
    return {(row.document_id, row.number): row for row in rows if (row.document_id, row.number) in wanted}


def ending(on: date) -> list[Answer]:
    """Give the newest answers of all organisations that end within the longest lead."""
    soon = Answer.objects.filter(ends_on__gte=on, ends_on__lte=on + rules.SOON, is_out=False)
    newest = {
        (row["organisation"], row["key"]): row["last"]
        for row in Answer.objects.filter(organisation__in=soon.values("organisation"))
        .values("organisation", "key").annotate(last=Max("number"))
    }  # fmt: skip
    rows = soon.select_related("organisation__party").order_by("organisation", "key")
    return [row for row in rows if newest[(row.organisation_id, row.key)] == row.number]

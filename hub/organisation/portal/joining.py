"""How somebody comes into an organisation that has people: ask its owners, or prove control; plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from hub.law.findings import Finding
from hub.organisation import acts, rules, selectors, services
from hub.organisation.models import Claim, JoinRequest, Organisation
from hub.organisation.services import claiming
from hub.organisation.terms import ClaimState, RequestState
from hub.platform.act_table import Refused
from hub.platform.actors import Actor, system_actor
from hub.platform.clock import london
from hub.platform.identity import selectors as identity
from hub.platform.identity.roles import Role
from hub.supplier import rules as numbers

ASK, ACCEPT, DECLINE = acts.ASK, acts.ACCEPT, acts.DECLINE
CLAIM, PROVE, OBJECT, GRANT = acts.CLAIM, acts.PROVE, acts.OBJECT, acts.GRANT
WAIT_DAYS = rules.WAIT.days
SCHEMES = numbers.SCHEMES


@dataclass(frozen=True)
class Found:
    """An organisation that somebody outside found by its number: its name, and nothing else."""

    party: int
    name: str


@dataclass(frozen=True)
class Asked:
    """Somebody asks to be let in."""

    pk: int
    party: int
    organisation: str
    name: str
    email: str
    message: str
    asked_at: datetime
    status: str
    is_waiting: bool


@dataclass(frozen=True)
class Claimed:
    """Somebody shows that an organisation is theirs.

    :param ends_at: when the time to object is over; None before the code was given.
    """

    pk: int
    party: int
    organisation: str
    name: str
    email: str
    mailbox: str
    ends_at: datetime | None
    waits_for_code: bool
    is_waiting: bool
    status: str


def with_number(scheme: str, number: str, *, at: datetime) -> list[Found]:
    """Give the organisations that bear a register number and have people.

    :raises Refused: when the number cannot be right.
    """
    try:
        parties = selectors.with_number(scheme, number)
    except numbers.BadIdentifier as bad:
        raise Refused(acts.REGISTER, [Finding("bad_number", bad.reason, cure="number")]) from bad
    on = london(at).date()
    return [Found(one.pk, one.name) for one in parties if selectors.has_people(one.pk, on=on)]


def outside(party: int, *, at: datetime) -> Found | None:
    """Give an organisation that has people, by its number here."""
    found = selectors.party(party)
    if found is None or not selectors.has_people(party, on=london(at).date()):
        return None
    return Found(found.pk, found.name)


def ask_to_join(actor: Actor, party: int, *, message: str, at: datetime) -> Asked:
    """Ask its owners.

    :raises LookupError: when there is no such organisation.
    :raises Refused: when the reader belongs to it or has asked already.
    """
    row = services.ask_to_join(_any(party, at), identity.myself(actor), message=message, by=actor, at=at)
    return asked(row)


def own_requests(actor: Actor) -> list[Asked]:
    """Give what the reader asked for."""
    return [asked(row) for row in selectors.own_requests(actor.person_id or 0)]


def request(actor: Actor, pk: int) -> Asked | None:
    """Give a request that the reader may answer as an owner."""
    row = selectors.request_for(actor, pk)
    return asked(row) if row else None


def accept(actor: Actor, pk: int, *, role: Role, at: datetime) -> None:
    """Let somebody in.

    :raises LookupError, Refused: when it is not the reader's to answer.
    """
    services.accept(_request(actor, pk), role=role, by=actor, at=at)


def decline(actor: Actor, pk: int, *, at: datetime) -> None:
    """Decline.

    :raises LookupError, Refused: when it is not the reader's to answer.
    """
    services.decline(_request(actor, pk), by=actor, at=at)


def ask_for_code(actor: Actor, party: int, *, email: str, at: datetime) -> Claimed:
    """Have a code sent to a mailbox of an organisation; the answer is the same whether it is one.

    :raises LookupError: when there is no such organisation.
    :raises Refused: when the reader waits already, or somebody objected lately.
    """
    row = services.ask_for_code(_any(party, at), identity.myself(actor), email=email, by=actor, at=at)
    return claimed(row)


def open_claim(actor: Actor, party: int) -> Claimed | None:
    """Give the reader's claim on an organisation that has not ended."""
    row = _open(actor, party)
    return claimed(row) if row else None


def check_code(actor: Actor, party: int, *, code: str, at: datetime) -> Claimed:
    """Take the code that came to the mailbox.

    :raises LookupError, Refused: when no code was asked for, or it is not right.
    """
    row = _open(actor, party)
    if row is None:
        raise LookupError(party)
    return claimed(services.check_code(row, code=code, by=actor, at=at))


def own_claims(actor: Actor) -> list[Claimed]:
    """Give the reader's claims."""
    return [claimed(row) for row in selectors.own_claims(actor.person_id or 0)]


def claims_to_answer(actor: Actor) -> list[Claimed]:
    """Give the claims on the reader's organisations to which they can object, for the warning on their pages."""
    return [claimed(row) for row in selectors.claims_waiting(actor.supplier_reach)]


def claim(actor: Actor, pk: int) -> Claimed | None:
    """Give a claim on an organisation of the reader."""
    row = selectors.claim_for(actor, pk)
    return claimed(row) if row else None


def object_to(actor: Actor, pk: int, *, reason: str, at: datetime) -> None:
    """Object as one of the people.

    :raises LookupError, Refused: when it is not about the reader's organisation, or has ended.
    """
    services.object_to(_claim(actor, pk), reason=reason, by=actor, at=at)


def grant(actor: Actor, pk: int, *, at: datetime) -> None:
    """Let somebody in at once, as an owner.

    :raises LookupError, Refused: as for ``object_to``, or the reader is no owner.
    """
    services.grant(_claim(actor, pk), by=actor, at=at)


def objection(token: str) -> Claimed | None:
    """Give the claim of a mailed link; None when it is not ours."""
    found = claiming.who_objects(token)
    return claimed(found[0]) if found else None


def object_by_link(token: str, *, reason: str, at: datetime) -> None:
    """Object by the link that was mailed to a known address; no sign-in is needed.

    :raises LookupError, Refused: when the link is not ours, or the claim has ended.
    """
    found = claiming.who_objects(token)
    if found is None:
        raise LookupError(token)
    row, address = found
    services.object_to(row, reason=f"{reason} (from {address})".strip(), by=system_actor(), at=at)


def _any(party: int, at: datetime) -> Organisation:
    found = selectors.party(party)
    if found is None or not selectors.has_people(party, on=london(at).date()):
        raise LookupError(party)
    return services.of(found, at=at)


def _request(actor: Actor, pk: int) -> JoinRequest:
    row = selectors.request_for(actor, pk)
    if row is None:
        raise LookupError(pk)
    return row


def _claim(actor: Actor, pk: int) -> Claim:
    row = selectors.claim_for(actor, pk)
    if row is None:
        raise LookupError(pk)
    return row


def _open(actor: Actor, party: int) -> Claim | None:
    row = selectors.of_party(party)
    return selectors.open_claim(row, actor.person_id or 0) if row else None


def asked(row: JoinRequest) -> Asked:
    """Give a request as a plain value."""
    return Asked(
        pk=row.pk, party=row.organisation.party_id, organisation=row.organisation.name, name=row.person.name,
        email=row.person.email, message=row.message, asked_at=row.asked_at, status=row.get_status_display(),
        is_waiting=row.status == RequestState.ASKED,
    )  # fmt: skip


def claimed(row: Claim) -> Claimed:
    """Give a claim as a plain value."""
    return Claimed(
        pk=row.pk, party=row.organisation.party_id, organisation=row.organisation.name, name=row.person.name,
        email=row.person.email, mailbox=row.email, ends_at=row.ends_at,
        waits_for_code=row.status == ClaimState.ASKED, is_waiting=row.status == ClaimState.WAITING,
        status=row.get_status_display(),
    )  # fmt: skip

"""Recover an organisation without a help desk: show a mailbox of it, then everybody who is known can object.

The same evidence lets somebody into an organisation that has people, when no owner answers. Nobody is let in over the
head of an owner who uses their account, and nobody by silence before the waiting time is over.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime

from django.core import signing
from django.db.models import F

from hub.law.findings import Finding
from hub.organisation import acts, rules, selectors
from hub.organisation.models import Claim, Organisation
from hub.organisation.services.belonging import let_in
from hub.organisation.services.telling import tell
from hub.organisation.terms import ClaimState
from hub.platform.act_table import Refused, WrongState, bars
from hub.platform.actors import Actor, system_actor
from hub.platform.acts import create, perform
from hub.platform.clock import london
from hub.platform.identity import mail, throttle
from hub.platform.identity.models import Person
from hub.platform.identity.roles import Role
from hub.platform.ui.templatetags.ui import date_long

# No digits and letters that look alike; eight of them are forty bits, of which five tries are allowed.
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
MOST_TO_ADDRESS = 20
_OBJECTION = "hub.organisation.objection"
WRONG = Finding(
    "wrong_code", "This code is not right, or its time is over. Check it, or ask for a new one.", cure="code"
)


def ask_for_code(organisation: Organisation, person: Person, *, email: str, by: Actor, at: datetime) -> Claim:
    """Send a code to a mailbox, if the organisation is known by it; what is said and kept is the same either way.

    :raises Refused: when control was shown already, or somebody objected within the last 90 days.
    """
    email = email.strip().lower()
    row = selectors.open_claim(organisation, person.pk)
    if row is None:
        row = Claim(organisation=organisation, person=person, email=email, asked_at=at)
        with create(acts.CLAIM, row, by=by, at=at):
            row.save()
    elif row.status == ClaimState.WAITING:
        raise Refused(acts.CLAIM, [Finding("waits", "You have shown control already. Wait until the time is over.")])
    else:
        with perform(acts.CLAIM_AGAIN, row, by=by, at=at):
            row.email = email
            row.save()
    _send_code(row, at)
    return row


@bars(acts.CLAIM)
def objected_lately(row: Claim, by: Actor, at: datetime) -> Iterable[Finding]:
    """Refuse to begin again soon after somebody objected."""
    if by.holds({Role.SUPPLIER_OWNER}, row.organisation.party_id):
        yield Finding("owner", "You are an owner of this organisation.")
    ended = selectors.objected_lately(row.organisation, row.person_id, at=at)
    if ended and ended.ended_at:
        again = date_long(london(ended.ended_at + rules.REST).date())
        yield Finding("objected", f"Somebody objected. You can begin again on {again}, or ask an owner to invite you.")


def _send_code(row: Claim, at: datetime) -> None:
    """Send a fresh code where the mailbox proves control; a claim gets one in 15 minutes and five a day."""
    key = f"claim:{row.organisation_id}:{row.person_id}"
    code = "".join(secrets.choice(LETTERS) for _ in range(8))
    known = selectors.known_addresses(row.organisation, on=london(at).date())
    fits = rules.proves_control(row.email, known)
    if not mail.may_send(key, at) or mail.sent_in_a_day(f"claim-to:{row.email}", at) >= MOST_TO_ADDRESS:
        return
    mail.note_sent(key, at)
    mail.note_sent(f"claim-to:{row.email}", at)
    row.code_digest, row.code_sent_at, row.wrong_codes = (digest_of(row, code) if fits else ""), at, 0
    row.save(update_fields=["code_digest", "code_sent_at", "wrong_codes"])
    if fits:
        name = row.organisation.name
        tell(
            [row.email], f"Your code for {name}",
            f"{row.person.name} ({row.person.email}) wants to show that {name} is theirs. The code is:\n\n"
            f"{code[:4]} {code[4:]}\n\nIt is good for one hour.",
            after="If you do not know why, do not pass it on. Whoever has it can ask to become an owner.",
        )  # fmt: skip


def check_code(row: Claim, *, code: str, by: Actor, at: datetime) -> Claim:
    """Take the code from the mailbox; then tell everybody who is known, and the waiting time begins.

    :raises Refused: when it is wrong, an hour old, or five were tried.
    """
    # The try is spent before it is looked at, so that many at once are no more than five.
    spent = Claim.objects.filter(pk=row.pk, wrong_codes__lt=rules.WRONG_CODES).update(wrong_codes=F("wrong_codes") + 1)
    row.refresh_from_db()
    typed = "".join(code.upper().split()).replace("-", "")
    fresh = row.code_sent_at is not None and at - row.code_sent_at <= rules.CODE_GOOD_FOR
    right = secrets.compare_digest(digest_of(row, typed), row.code_digest or "-")
    if not (spent and fresh and right):
        raise Refused(acts.PROVE, [WRONG])
    with perform(acts.PROVE, row, by=by, at=at):
        row.begun_at, row.ends_at, row.code_digest = at, at + rules.WAIT, ""
        row.save()
    _tell_everybody(row, at)
    return row


def digest_of(row: Claim, code: str) -> str:
    """Give the keyed digest under which a code of a claim is kept."""
    return throttle.account_of(f"claim:{row.pk}:{code}")


def _tell_everybody(row: Claim, at: datetime) -> None:
    assert row.ends_at is not None
    name = row.organisation.name
    for address in selectors.known_addresses(row.organisation, on=london(at).date()):
        if address == row.person.email.lower():
            continue
        tell(
            [address], f"Somebody wants to become an owner of {name}",
            f"{row.person.name} ({row.person.email}) showed that they read {row.email}. If nobody objects by "
            f"{date_long(london(row.ends_at).date())}, and no owner signs in meanwhile, they become an owner of {name} "
            "on Procurement Hub. If this is not right, object here. You need not sign in:",
            path=f"/organisation/object/{objection_token(row, address)}/",
            after="If it is right, you need not do anything. An owner can let them in at once.",
        )  # fmt: skip


def objection_token(row: Claim, address: str) -> str:
    """Give the signed mark by which whoever reads an address can object."""
    return signing.dumps([row.pk, address], salt=_OBJECTION)


def who_objects(token: str) -> tuple[Claim, str] | None:
    """Give the claim and the address of a mailed mark; None when it is not ours."""
    try:
        number, address = signing.loads(token, salt=_OBJECTION)
    except (signing.BadSignature, TypeError, ValueError):
        return None
    row = selectors.claim(int(number))
    return (row, str(address)) if row else None


def object_to(row: Claim, *, reason: str, by: Actor, at: datetime) -> Claim:
    """End a claim by an objection.

    :param by: one of its people, or the system for whoever used the mailed mark.
    """
    with perform(acts.OBJECT, row, by=by, at=at) as entry:
        row.ended_at = at
        row.save()
        entry.note(reason)
    tell(
        [row.person.email], f"Somebody objected: {row.organisation.name}",
        "You do not become an owner. Talk to the people of the organisation, or ask the authority whose bid you want "
        "to make.",
        path="/organisation/join/",
    )  # fmt: skip
    return row


def grant(row: Claim, *, by: Actor, at: datetime) -> Claim:
    """Make who proved control an owner: by an owner at once, or by the system when the time is over."""
    with perform(acts.GRANT, row, by=by, at=at):
        row.ended_at = at
        row.save()
        let_in(row.organisation, row.person, Role.SUPPLIER_OWNER, at=at)
    known = selectors.known_addresses(row.organisation, on=london(at).date())
    tell(
        known, f"{row.person.name} is now an owner of {row.organisation.name}",
        f"{row.person.name} ({row.person.email}) is now an owner of {row.organisation.name} on Procurement Hub.",
        path="/organisation/",
    )  # fmt: skip
    return row


@bars(acts.GRANT)
def time_has_not_decided(row: Claim, by: Actor, at: datetime) -> Iterable[Finding]:
    """Refuse to let anybody in by silence before the time is over, or where an owner was there to answer."""
    if not row.person.is_active:
        yield Finding("closed", "This account is closed.")
    if not by.is_system or row.begun_at is None or row.ends_at is None:
        return
    seen = selectors.owner_seen_at(row.organisation.party_id, on=london(at).date())
    if not rules.succeeds_by_silence(rules.ClaimFacts(row.begun_at, row.ends_at, seen), at=at):
        yield Finding("not_yet", "The time to object is not over, or an owner has to answer.")


def let_in_who_waited(*, at: datetime) -> int:
    """Let in everybody whose time is over and to whom nobody objected; gives how many."""
    count = 0
    for row in selectors.over(at):
        try:
            grant(row, by=system_actor(), at=at)
        except (Refused, WrongState):
            # An owner was there and must answer, or somebody objected in this moment.
            continue
        count += 1
    return count

"""Attest evidence and claim levels."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from hub.law.findings import Finding
from hub.maturity import acts, rules, selectors
from hub.maturity.models import Claim, Evidence
from hub.maturity.terms import INNOVATOR, MINIMUM, Subject
from hub.platform.actors import Actor
from hub.platform.acts import Refused, create, perform
from hub.platform.clock import london
from hub.platform.documents import services as documents
from hub.platform.documents.services import Upload
from hub.platform.identity.models import Person
from hub.platform.numbering.services import take as next_number
from hub.platform.tenancy.models import Authority
from hub.strategy import selectors as strategy

SERIES = "EVD"
LONGEST_TITLE = 200


def attest(
    *,
    authority: Authority,
    part: str,
    owner: Person,
    upload: Upload | None,
    given_on: date,
    proof: str = "",
    expires_on: date | None = None,
    note: str = "",
    by: Actor,
    at: datetime,
) -> Evidence:
    """Attest that one part of a level test holds, with the file that shows it.

    The file is a document of the evidence; a corrected one is added there as its next version.

    :param part: its key, such as ``MC-1-3-1``.
    :param upload: the file that shows it.
    :param proof: where the original is kept, or its reference.
    :param expires_on: the first day on which it no longer counts; twelve months later unless given.
    :raises Refused: when there is no such part, the dates cannot be, or there is no file.
    """
    on = london(at).date()
    ends = expires_on or given_on + rules.LASTS
    capability, says = _asked(authority, part, on)
    found = rules.bars_to_attesting(given_on, ends, on=on, has_file=upload is not None)
    if found or upload is None:
        raise Refused(acts.ATTEST, found)
    evidence = Evidence(
        authority=authority, capability=capability, part=part, says=says, owner=owner,
        proof=proof.strip(), given_on=given_on, expires_on=ends, note=note,
    )  # fmt: skip
    with transaction.atomic():
        with create(acts.ATTEST, evidence, by=by, at=at):
            evidence.reference = next_number(SERIES, authority, year=on.year)[0]
            evidence.save()
        paper = documents.Paper(title=says[:LONGEST_TITLE], paper_kind="evidence")
        documents.add(evidence, upload=upload, paper=paper, by=by, at=at)
    return evidence


def _asked(authority: Authority, part: str, on: date) -> tuple[str, str]:
    known = dict(selectors.part_choices(on, authority))
    if part not in known:
        message = f"No level test asks for {part}. Choose a part from the list."
        raise Refused(acts.ATTEST, [Finding("no_part", message, cure="part")])
    capability, _, says = known[part].partition(": ")
    return capability, says


def withdraw(evidence: Evidence, *, reason: str, by: Actor, at: datetime, version: int | None = None) -> Evidence:
    """Withdraw evidence; it counts no longer from that day."""
    with perform(acts.WITHDRAW, evidence, by=by, at=at, version=version) as entry:
        evidence.withdrawn_on = london(at).date()
        evidence.save()
        entry.note(reason)
    return evidence


def claim(
    *, authority: Authority, subject: str, code: str, level: int, reason: str, person: Person, by: Actor, at: datetime
) -> Claim:
    """Claim a level for a row or a behaviour; the computed level stays what it is.

    :raises Refused: without a reason, for a level off the scale, or for something that has no level.
    """
    on = london(at).date()
    found = []
    if level not in range(MINIMUM, INNOVATOR + 1):
        found.append(Finding("level", "Choose a level from Minimum to Innovator.", cure="level"))
    if not reason.strip():
        found.append(Finding("reason", "Say why you claim this level.", cure="reason"))
    if code not in claimable(authority, subject, on):
        found.append(Finding("code", f"Nothing here is called {code}.", cure="code"))
    if found:
        raise Refused(acts.CLAIM, found)
    made = Claim(authority=authority, subject=subject, code=code, level=level, reason=reason, person=person, made_on=on)
    with create(acts.CLAIM, made, by=by, at=at) as entry:
        entry.note(reason)
    return made


def claimable(authority: Authority, subject: str, on: date) -> set[str]:
    """Give the codes for which a level can be claimed."""
    if subject == Subject.ROW:
        return strategy.row_codes(authority, on)
    if subject == Subject.BEHAVIOUR:
        return {entry.code for entry in selectors.behaviours(on, authority)}
    return set()

"""Withhold a fact from the public, and show it again. Both take effect at once, not when the log is next read."""

from __future__ import annotations

from datetime import date, datetime

from hub.contract.models import Contract
from hub.law.findings import Finding
from hub.platform.act_table import Refused
from hub.platform.actors import Actor
from hub.platform.acts import create, perform
from hub.platform.clock import london
from hub.publishing import acts, selectors
from hub.publishing.models import Redaction
from hub.publishing.services.projecting import project
from hub.publishing.terms import Ground


def redact(
    contract: Contract, *, field: str, ground: Ground, reason: str, review_on: date, by: Actor, at: datetime
) -> Redaction:
    """Withhold one fact of a contract.

    :param field: a key of ``terms.SECTIONS``.
    :param review_on: when somebody looks at it again.
    :raises Refused: when the fact is withheld already, or the review date has passed.
    """
    row = Redaction(
        authority=contract.authority,
        contract_id=contract.pk,
        contract_reference=contract.reference,
        field=field,
        ground=ground,
        reason=reason,
        review_on=review_on,
        withheld_at=at,
    )
    with create(acts.REDACT, row, by=by, at=at) as entry:
        if any(each.field == field for each in selectors.withheld_from(contract.pk)):
            raise Refused(acts.REDACT, [Finding("withheld", "This fact is withheld already.")])
        if review_on <= london(at).date():
            raise Refused(acts.REDACT, [Finding("review", "Review date must be after today.")])
        row.save()
        entry.note(reason, field=field, ground=ground, contract_id=contract.pk)
        project([contract.pk])
    return row


def unredact(row: Redaction, *, reason: str, by: Actor, at: datetime) -> Redaction:
    """Show a withheld fact again."""
    with perform(acts.UNREDACT, row, by=by, at=at) as entry:
        row.lifted_on = london(at).date()
        row.save()
        entry.note(reason, contract_id=row.contract_id)
        project([row.contract_id])
    return row

"""What of an entry may be shown to everybody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hub.pipeline.models import PipelineEntry
from hub.pipeline.terms import HideGround, PublicState


@dataclass(frozen=True)
class PublicEntry:
    """The public facts of one entry. No person, no budget line, no reason that somebody typed.

    :param is_shown: whether it stands on the public pipeline; if not, only its address and the ground are told.
    """

    entry_id: int
    authority_id: int
    reference: str
    is_shown: bool
    hidden_because: str
    status: str
    entry_kind: str
    title: str
    description: str
    department: str
    category: str
    main_cpv: str
    contract_kind: str
    procedure: str
    value_ex_vat: Decimal | None
    value_inc_vat: Decimal | None
    shows_value: bool
    may_share: bool
    advertise_on: date | None
    needed_on: date | None
    ends_on: date | None


def public_entries(ids: Iterable[int]) -> list[PublicEntry]:
    """Give the public facts of those of some entries that are or were on the public pipeline."""
    rows = PipelineEntry.objects.filter(pk__in=list(ids)).exclude(public_state=PublicState.NEVER)
    return [_facts(row) for row in rows.order_by("pk")]


def _facts(row: PipelineEntry) -> PublicEntry:
    return PublicEntry(
        entry_id=row.pk,
        authority_id=row.authority_id,
        reference=row.reference,
        is_shown=row.is_shown,
        hidden_because=HideGround(row.hidden_because).label if row.hidden_because else "",
        status=row.status,
        entry_kind=row.entry_kind,
        title=row.title,
        description=row.description,
        department=row.department,
        category=row.category,
        main_cpv=row.main_cpv,
        contract_kind=row.contract_kind,
        procedure=row.procedure,
        value_ex_vat=row.value_ex_vat if row.shows_value else None,
        value_inc_vat=row.value_inc_vat if row.shows_value else None,
        shows_value=row.shows_value,
        may_share=row.sharing == "offered",
        advertise_on=row.advertise_on,
        needed_on=row.needed_on,
        ends_on=row.ends_on,
    )

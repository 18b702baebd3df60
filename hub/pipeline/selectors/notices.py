"""The yearly pipeline notice: what the law asks, and what it would list now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from hub.duty import selectors as duties
from hub.law.pipeline_notice import FIGURES, PipelineFacts, pipeline_notice
from hub.law.tables import NoRow, Tables
from hub.pipeline.models import NoticeDraft, PipelineEntry
from hub.pipeline.rules import notice as rules
from hub.pipeline.selectors.norms import standard_vat
from hub.platform.actors import Actor
from hub.platform.identity.roles import OFFICERS
from hub.platform.reference.statute import statute
from hub.platform.tenancy.models import Authority

SPEND = "expected_spend_inc_vat"


@dataclass(frozen=True)
class NoticePlan:
    """The notice of a financial year as it would be now.

    :param spend: what the authority says that it expects to pay in the year, including VAT; None if it has not said.
    :param is_required: whether the law asks for it; None where nobody can say.
    :param publish_by: the last day for it, where it is required.
    :param amount: the spend above which it is required.
    :param says: what the rule found, in sentences.
    """

    period: rules.Period
    spend: Decimal | None
    amount: Decimal
    is_required: bool | None
    publish_by: date | None
    says: tuple[str, ...]
    citation: str
    sorted: rules.Sorted


def years_of_notice(on: date) -> list[date]:
    """Give the financial years whose notice concerns somebody on a day: the one that runs, and the next.

    None where the tables of the law are not loaded, so that nobody can say what the notice is.
    """
    try:
        first = _first_day(statute(), on)
    except NoRow:
        return []
    this = date(on.year if (on.month, on.day) >= first else on.year - 1, *first)
    return [this, date(this.year + 1, *first)]


def _first_day(tables: Tables, on: date) -> tuple[int, int]:
    data = tables.row(FIGURES, "financial_year", on=on).data
    return data["month"], data["day"]


def notice_plan(authority: Authority, *, starts_on: date, on: date) -> NoticePlan:
    """Work out the notice of an authority for a financial year from the entries as they stand.

    :param starts_on: the first day of the financial year.
    """
    tables = statute(authority)
    months = tables.row(FIGURES, "reporting_period", on=starts_on).data["months"]
    wanted = rules.period(starts_on, months=months, above=tables.amount(FIGURES, "contract", on=starts_on))
    spend = _spend(authority, on)
    required, by, says, citation = _asked(spend, starts_on, tables)
    found = rules.sort_out(_planned(authority), wanted, vat_percent=standard_vat(on=on))
    amount = tables.amount(FIGURES, "spend", on=starts_on)
    return NoticePlan(wanted, spend, amount, required, by, says, citation, found)


def _asked(
    spend: Decimal | None, starts_on: date, tables: Tables
) -> tuple[bool | None, date | None, tuple[str, ...], str]:
    if spend is None:
        return None, None, (), "PA 2023 s.93"
    facts = PipelineFacts(financial_year_starts_on=starts_on, expected_spend_inc_vat=spend)
    answer = pipeline_notice(facts, tables=tables)
    says = tuple(finding.message for finding in answer.findings)
    if answer.result is None:
        return None, None, says, answer.citation or "PA 2023 s.93"
    return answer.result.required, answer.result.publish_by, says, answer.citation or "PA 2023 s.93"


def _spend(authority: Authority, on: date) -> Decimal | None:
    data = duties.scope_of([authority.pk], on).get(authority.pk, {}).get(SPEND)
    try:
        return Decimal(str(data["amount"]).replace(",", "")) if data else None
    except (InvalidOperation, KeyError):
        return None


def _planned(authority: Authority) -> list[rules.Planned]:
    rows = PipelineEntry.objects.open().filter(authority=authority).order_by("pk")
    return [
        rules.Planned(
            row.reference,
            row.title,
            row.get_absolute_url(),
            row.description,
            row.contract_kind,
            row.main_cpv,
            row.value_ex_vat,
            row.value_inc_vat,
            row.advertise_on,
            row.start_by,
            row.needed_on,
            row.ends_on,
        )
        for row in rows
    ]


def drafts(actor: Actor) -> Any:
    """Give the drafts of notices that an officer may read, newest first."""
    rows = NoticeDraft.objects.visible_to(actor.only(OFFICERS)).select_related("authority", "drafted_by")
    return rows.order_by("-drafted_at", "-pk")


def notice_draft(actor: Actor, reference: str) -> NoticeDraft | None:
    """Give one draft, or None."""
    return drafts(actor).filter(reference=reference).first()  # type: ignore[no-any-return]


def previous(draft: NoticeDraft) -> NoticeDraft | None:
    """Give the draft of the same authority before one."""
    rows = NoticeDraft.objects.filter(authority=draft.authority_id, pk__lt=draft.pk)
    return rows.order_by("-pk").first()  # type: ignore[no-any-return]

"""What the law asks of an authority itself: the notices about its payments, and its pipeline notice.

The periods and the days come from the law's tables and rules. What the Hub cannot know, it asks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import Q

from hub.duty import selectors
from hub.duty.asking import Asks, asks
from hub.duty.rules import About, Asked, Question, day
from hub.duty.terms import publish
from hub.law.contract_periods import period_end
from hub.law.payment_notices import PaymentNotice, PaymentsFacts, payments
from hub.law.pipeline_notice import PipelineFacts, pipeline_notice
from hub.law.tables import Tables
from hub.law.terms import NoticeType
from hub.platform.tenancy.models import Authority

PAGE = f"/settings/reference/{selectors.SCOPE}/"
PAYS = Question(
    "Does the authority pay anything under public contracts let under the Procurement Act 2023?",
    "Whether anything is paid under public contracts let under the Act",
    PAGE,
)
SPENDS = Question(
    "How much does the authority expect to pay under contracts in the financial year, including VAT?",
    "Expected spend under contracts in the financial year",
    PAGE,
)
PAID = {NoticeType.UK17: PaymentNotice.COMPLIANCE, NoticeType.UK8: PaymentNotice.OVER_30K}
LABELS = {
    NoticeType.UK17: publish(NoticeType.UK17),
    NoticeType.UK8: "Publish the payments over £30,000 (UK8)",
    NoticeType.UK1: publish(NoticeType.UK1),
}
CITED = {NoticeType.UK17: "PA 2023 s.69", NoticeType.UK8: "PA 2023 s.70", NoticeType.UK1: "PA 2023 s.93"}
# So long before the financial year begins, the notice that it asks for stands in the register.
AHEAD = timedelta(days=92)


def find(authorities: list[Any], tables: Tables, on: date) -> dict[int, list[Asked]]:
    """Give what the law asks of each of some authorities on a day."""
    ids = [one.pk for one in authorities]
    stated = selectors.scope_of(ids, on)
    since = selectors.standing_periods(Authority.kind(), ids)
    return {pk: asked(stated.get(pk, {}), tables, on, since.get(pk)) for pk in ids}


def asked(
    stated: dict[str, dict[str, Any]], tables: Tables, on: date, since: Mapping[str, date] | None = None
) -> list[Asked]:
    """Give what the law asks of an authority that has stated some facts about itself.

    :param since: the first period of each sort of notice whose duty is still to be met: it stands, and so does every
        period after it, until it is met, however much time passes.
    """
    first = since or {}
    return [
        *_payments(stated.get("pays_under_the_act"), tables, on, first),
        *_pipeline(_amount(stated), tables, on, first.get(NoticeType.UK1)),
    ]


def _payments(pays: dict[str, Any] | None, tables: Tables, on: date, since: Mapping[str, date]) -> Iterator[Asked]:
    for notice, kind in PAID.items():
        if pays is None:
            yield _question(notice, PAYS)
        elif pays.get("yes"):
            for ends in periods(kind, tables, on, since.get(notice)):
                answer = payments(PaymentsFacts(period_ends_on=ends, kind=kind), tables=tables)
                if answer.result is not None:
                    yield Asked(
                        code=notice,
                        key=ends.isoformat(),
                        label=LABELS[notice],
                        citation=answer.citation,
                        by=answer.result.publish_by,
                        note=f"For the period that ends on {day(ends)}.",
                        trigger_on=ends,
                        trigger="the period ended",
                    )


def periods(kind: PaymentNotice, tables: Tables, on: date, since: date | None = None) -> list[date]:
    """Give the last day of the period that runs on a day and of the one before it, and of all since another."""
    row = next((row for row in tables.all("payment_notices") if row.code == kind and row.holds(on)), None)
    if row is None:
        return []
    now = period_end(on, row.data["ends"])
    before = _ends_before(now, row.data["ends"], since or now)
    last = before[-1]
    wanted = [*(each for each in before if since is not None and since <= each < last), last, now]
    return [each for each in wanted if each >= date.fromisoformat(row.data["first_ends_on"])]


def _ends_before(now: date, ends: list[str], since: date) -> list[date]:
    years = range(min(now.year - 1, since.year), now.year + 1)
    days = sorted(date.fromisoformat(f"{year}-{end}") for year in years for end in ends)
    return [each for each in days if each < now]


def _pipeline(spend: Decimal | None, tables: Tables, on: date, since: date | None) -> Iterator[Asked]:
    if spend is None:
        yield _question(NoticeType.UK1, SPENDS)
        return
    first = next((row.data for row in tables.on("pipeline_notice", on) if row.code == "financial_year"), None)
    if first is None:
        return
    for year in range(min(on.year - 1, since.year if since else on.year), on.year + 2):
        starts = date(year, first["month"], first["day"])
        following = date(year + 1, first["month"], first["day"])
        stands = since is not None and since <= starts
        if on < starts - AHEAD or (following <= on and not stands):
            continue
        facts = PipelineFacts(financial_year_starts_on=starts, expected_spend_inc_vat=spend)
        answer = pipeline_notice(facts, tables=tables)
        if answer.result is not None and answer.result.required:
            yield Asked(
                code=NoticeType.UK1,
                key=starts.isoformat(),
                label=LABELS[NoticeType.UK1],
                citation=answer.citation or CITED[NoticeType.UK1],
                by=answer.result.publish_by,
                note=f"For the financial year that begins on {day(starts)}.",
            )


def _amount(stated: dict[str, dict[str, Any]]) -> Decimal | None:
    data = stated.get("expected_spend_inc_vat")
    try:
        return Decimal(str(data["amount"]).replace(",", "")) if data else None
    except (InvalidOperation, KeyError):
        return None


def _question(notice: NoticeType, question: Question) -> Asked:
    return Asked(code=notice, label=LABELS[notice], citation=CITED[notice], questions=(question,))


asks(
    Asks(
        model=Authority,
        find=find,
        about=lambda one: About(reference=one.code, title=one.name, page=one.get_absolute_url()),
        concerns=lambda one: True,
        rows=lambda on: Q(),
        gone=lambda one: "What the authority has stated of its spend and payments asks for no such notice.",
        # An authority changes by settings of its own; its duties follow the calendar, so the daily work is enough.
        follows_acts=False,
    )
)

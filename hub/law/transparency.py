"""The Local Government Transparency Code: what is published, when, and what belongs in it."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated

from hub.law.answers import Answer, bad, check, inform, needs, undecided
from hub.law.facts import Ask, facts, result
from hub.law.findings import Finding
from hub.law.registry import rule
from hub.law.spans import same_day_later
from hub.law.tables import Row, Tables
from hub.law.terms import Term

CODE = "Transparency Code 2015"
YEARLY = "yearly"


class Dataset(Term):
    """The datasets of the Code that procurement feeds."""

    EXPENDITURE = "expenditure_over_500", "Expenditure over £500"
    CARDS = "procurement_card", "Procurement card transactions"
    TENDERS = "invitations_to_tender", "Invitations to tender over £5,000"
    CONTRACTS = "contracts_register", "Contracts and orders over £5,000"
    GRANTS = "grants_to_vcse", "Grants to voluntary, community and social enterprise organisations"


@facts
class TransparencyCodeFacts:
    """Which dataset, for which period."""

    dataset: Annotated[Dataset, Ask("Which dataset?")]
    period_ends_on: Annotated[
        date, Ask("On which day does the period end?", "The last day of a quarter; for grants, of the year.")
    ]


@result
class TransparencyCode:
    """By when the dataset is published, how often, and with which fields."""

    publish_by: date
    frequency: str
    fields: tuple[str, ...]


@rule(
    "transparency-code",
    title="By when do we publish this dataset of the Transparency Code?",
    citation=CODE,
    topic="Transparency",
)
def transparency_code(facts: TransparencyCodeFacts, *, tables: Tables) -> Answer[TransparencyCode]:
    """Date the publication of a dataset and list its fields.

    A local authority, a combined authority among them, publishes expenditure, card transactions, invitations to tender
    and contracts each quarter, and grants each year (Transparency Code 2015). Expenditure is better published each
    month (Transparency Code 2015). The data are due within one month of the end of their period
    (Transparency Code 2015).
    """
    row = tables.row("transparency_code", facts.dataset, on=facts.period_ends_on)
    day = facts.period_ends_on
    month_end = day.day == monthrange(day.year, day.month)[1]
    quarterly = month_end and day.month % row.data["months"] == 0
    monthly = bool(row.data.get("monthly_recommended"))
    if row.data["frequency"] != YEARLY and not quarterly and not (monthly and month_end):
        said = "the last day of a quarter, or of a month" if monthly else "the last day of a quarter"
        return undecided(bad("period_ends_on", f"This is not {said}. Correct the date.", CODE))
    given = TransparencyCode(
        publish_by=same_day_later(facts.period_ends_on, months=row.data["due_months"]),
        frequency=row.data["frequency"],
        fields=tuple(row.data["fields"]),
    )
    return Answer(given, tuple(_dated(row, monthly, quarterly)), CODE)


def _dated(row: Row, monthly: bool, quarterly: bool) -> Iterator[Finding]:
    yield check("unconfirmed", row.data["note"], CODE)
    if monthly:
        said = "Publishing each month is better than each quarter." if quarterly else "The Code asks for each quarter."
        yield inform("monthly", said, CODE)
    if row.data["frequency"] == YEARLY:
        yield check("year", "Taken as met: this is the last day of the year that you publish grants for.", CODE)


class ItemKind(Term):
    """What a payment is for, as far as the Code leaves some out."""

    ORDINARY = "ordinary", "Goods, services, works, rent, a grant, or a payment to another public body"
    SALARY = "salary", "Pay of the authority's own staff"
    FINANCING = "financing", "Financing or investment"
    TAX_AUTHORITY = "tax_authority", "VAT, PAYE or National Insurance paid to HM Revenue and Customs"
    PENSION = "pension", "Pension"
    COMPENSATION = "compensation", "Compensation to an individual"


@facts
class TransparencyItemFacts:
    """One payment, tender, contract or grant."""

    on: Annotated[date, Ask("On which day was it paid, invited, agreed or awarded?")]
    dataset: Annotated[Dataset, Ask("For which dataset?")]
    kind: Annotated[ItemKind, Ask("What is it for?")]
    amount_ex_vat: Annotated[
        Decimal | None, Ask("What is the amount in pounds without VAT that can be recovered?", "Credits below zero.")
    ]
    amount_inc_vat: Annotated[Decimal | None, Ask("What is the amount in pounds including VAT?")]


@result
class TransparencyItem:
    """Whether it belongs in the dataset, the limit that it is held against, and its VAT basis."""

    belongs: bool
    limit: Decimal | None
    basis: str | None


@rule(
    "transparency-item",
    title="Does this belong in the Transparency Code data?",
    citation=CODE,
    topic="Transparency",
)
def transparency_item(facts: TransparencyItemFacts, *, tables: Tables) -> Answer[TransparencyItem]:
    """Say whether an item belongs in a dataset of the Code.

    Each item of expenditure of more than £500 is published, credit notes of more than £500 too
    (Transparency Code 2015). Pay of staff, financing, tax payments, pensions and compensation to individuals are left
    out (Transparency Code 2015). Invitations to tender and contracts of more than £5,000 are published
    (Transparency Code 2015). Every card transaction and every grant to a voluntary, community or social enterprise
    organisation is published, whatever its amount (Transparency Code 2015). Whether these amounts include VAT is a
    setting (Transparency Code 2015).
    """
    row = tables.row("transparency_code", facts.dataset, on=facts.on)
    if facts.kind in row.data["leaves_out"]:
        said = inform("left_out", f"The Code leaves this out: {facts.kind.label}.", CODE)
        return Answer(TransparencyItem(belongs=False, limit=None, basis=None), (said,), CODE)
    if "amount" not in row.data:
        said = inform("any_amount", "This dataset takes every item, whatever its amount.", CODE)
        return Answer(TransparencyItem(belongs=True, limit=None, basis=None), (said,), CODE)
    setting = tables.row("transparency_code", "vat_basis", on=facts.on)
    basis = setting.data["basis"]
    amount = facts.amount_inc_vat if basis == "inc_vat" else facts.amount_ex_vat
    if amount is None:
        return undecided(needs(f"amount_{basis}", "the limit is held against the amount on this basis.", CODE))
    if facts.dataset is not Dataset.EXPENDITURE and amount < 0:
        return undecided(bad(f"amount_{basis}", "A tender or contract cannot be worth less than nothing.", CODE))
    limit = row.amount
    given = TransparencyItem(belongs=abs(amount) > limit, limit=limit, basis=basis)
    return Answer(given, (check("unconfirmed", setting.data["note"], CODE),), CODE)


@facts
class TransparencyDischargeFacts:
    """What was published on Find a Tender."""

    on: Annotated[date, Ask("When was it published?")]
    dataset: Annotated[Dataset, Ask("For which dataset?")]
    value_inc_vat: Annotated[Decimal, Ask("What is the value of the tender or contract in pounds, including VAT?")]
    on_find_a_tender: Annotated[bool, Ask("Was it published on Find a Tender?")]
    website_points_there: Annotated[bool, Ask("Does your website tell people to look there?")]


@result
class TransparencyDischarge:
    """Whether publishing there is enough for the Code."""

    discharged: bool


@rule(
    "transparency-discharge",
    title="Is publishing on Find a Tender enough for the Transparency Code?",
    citation=CODE,
    topic="Transparency",
)
def transparency_discharge(facts: TransparencyDischargeFacts, *, tables: Tables) -> Answer[TransparencyDischarge]:
    """Say whether a notice on Find a Tender stands in for the Code's own data.

    Since 24 February 2025 an authority may publish tenders and contracts between £5,000 and £30,000 on Find a Tender
    instead, if its website points there (Transparency Code 2015). That stands in for tenders and contracts only, and
    for nothing else of the Code (Transparency Code 2015).
    """
    row = tables.row("transparency_code", "discharge", on=facts.on)
    if facts.value_inc_vat < 0:
        return undecided(bad("value_inc_vat", "A tender or contract cannot be worth less than nothing.", CODE))
    faults = list(_not_discharged(facts, row, tables))
    return Answer(TransparencyDischarge(discharged=not faults), tuple(faults), CODE)


def _not_discharged(facts: TransparencyDischargeFacts, row: Row, tables: Tables) -> Iterator[Finding]:
    if not tables.row("transparency_code", facts.dataset, on=facts.on).data.get("discharge"):
        yield inform(
            "own_dataset", "Find a Tender stands in for tenders and contracts only. Publish this dataset.", CODE
        )
    over, up_to = Decimal(row.data["over"]), Decimal(row.data["up_to"])
    if facts.value_inc_vat <= over:
        yield inform("not_owed", "The Code asks for no publication of so small a value.", CODE)
    if facts.value_inc_vat > up_to:
        yield check(
            "above_range",
            "The option was described up to this limit only. Publish this in the Code's own data as well.",
            CODE,
        )
    if not facts.on_find_a_tender:
        yield inform("not_there", "It was not published on Find a Tender. Publish it there or in your own data.", CODE)
    if not facts.website_points_there:
        yield inform("no_pointer", "Say on your website that these are published on Find a Tender.", CODE)

"""When an invoice has to be paid, whether it is valid, and which payments are published."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

from hub.law.answers import Answer, bad, check, inform, undecided
from hub.law.calendar import last_day, outside
from hub.law.contract_entered import FIGURES, TABLE, negative
from hub.law.contract_periods import period_end, spoken
from hub.law.facts import Ask, facts, result
from hub.law.findings import Finding
from hub.law.registry import rule
from hub.law.tables import Row, Tables
from hub.law.terms import Term


class PaidUnder(Term):
    """What kind of contract an invoice comes under (PA 2023 ss.68, 73, 88)."""

    PUBLIC = "public", "A public contract"
    SUB_CONTRACT = "sub_contract", "A sub-contract of a public contract"
    BELOW_THRESHOLD = "below_threshold", "A contract below the threshold"


# What each kind of contract stands on: the sections of payment, of validity, of telling the payee, of who is left out.
SECTIONS = {
    PaidUnder.PUBLIC: ("PA 2023 s.68(2)", "PA 2023 s.68(8)", "PA 2023 s.68(4)", "PA 2023 s.68(1)"),
    PaidUnder.SUB_CONTRACT: ("PA 2023 s.73(1)", "PA 2023 s.73(2)(b)", "PA 2023 s.73(1)", "PA 2023 s.73(6)"),
    PaidUnder.BELOW_THRESHOLD: ("PA 2023 s.88(2)", "PA 2023 s.88(6)", "PA 2023 s.88(4)", "PA 2023 s.84(1), (2)"),
}
# The four things that every invoice needs, by the fact that says whether it is there.
NEEDED = {
    "names_sender": "the name of whoever sends it",
    "describes_supply": "a description of what was supplied",
    "states_sum": "the sum asked for",
    "has_number": "a number of its own",
}


@facts
class InvoiceFacts:
    """What decides whether an invoice is valid and when it is to be paid."""

    contract: Annotated[PaidUnder, Ask("What kind of contract is it under?")]
    received_on: Annotated[
        date, Ask("When was the invoice received?", "Delivery to the address or system that the contract names counts.")
    ]
    falls_due_on: Annotated[date | None, Ask("On which later day does it say that payment falls due?", "Or empty.")]
    electronic: Annotated[bool, Ask("Is it a structured electronic invoice that meets BS EN 16931?")]
    names_sender: Annotated[bool, Ask("Does it name whoever sends it?")]
    describes_supply: Annotated[bool, Ask("Does it describe what was supplied?")]
    states_sum: Annotated[bool, Ask("Does it state the sum asked for?")]
    has_number: Annotated[bool, Ask("Does it have a number of its own?")]
    disputed: Annotated[bool, Ask("Do you dispute it?")] = False
    concession: Annotated[bool, Ask("Is the contract a concession?")] = False
    school: Annotated[bool, Ask("Was the contract awarded by a school?")] = False


@result
class InvoiceAnswer:
    """Whether the invoice is valid, what it lacks, and the last day for payment."""

    valid: bool
    missing: tuple[str, ...]
    pay_by: date | None


@rule("invoice", title="When must we pay this invoice?", citation="PA 2023 ss.68, 73, 88", topic="Paying")
def invoice(facts: InvoiceFacts, *, tables: Tables) -> Answer[InvoiceAnswer]:
    """Say whether an invoice is valid and give the last day for paying it.

    A sum is paid within 30 days, of which the day of receipt or, if later, the day on which the payment falls due is
    the first (PA 2023 s.68(2)). The same holds between a supplier and its sub-contractors (PA 2023 s.73(1)). It holds
    below the threshold too (PA 2023 s.88(2)). An electronic invoice in the required form is valid (PA 2023 s.68(8)(a)).
    Any other is valid if it names its sender, describes the supply, states the sum, has a number of its own and meets
    the contract (PA 2023 s.68(8)(b), (9)). Sub-contracts know only that second way (PA 2023 s.73(2)(b)). So do
    contracts below the threshold (PA 2023 s.88(6)). An invoice that is not valid or is disputed does not start the
    30 days, and the payee is told without undue delay (PA 2023 s.68(3), (4)). No such term is part of a concession or
    of a school's contract (PA 2023 s.68(1)). The parties may agree to an earlier day but not to a later one
    (PA 2023 s.68(6), (7)).
    """
    if wrong := outside(tables, received_on=facts.received_on, falls_due_on=facts.falls_due_on):
        return undecided(*wrong)
    pay, validity, tell, left_out = SECTIONS[facts.contract]
    missing = _missing(facts)
    if facts.concession or facts.school:
        none = inform("no_term", "The law adds no payment term to this contract; its own terms count.", left_out)
        return Answer(InvoiceAnswer(valid=not missing, missing=missing, pay_by=None), (none,), left_out)
    if missing or facts.disputed:
        why = f"it lacks {', '.join(missing)}" if missing else "you dispute it"
        said = check("tell_payee", f"Tell the payee without undue delay that {why}.", tell)
        return Answer(InvoiceAnswer(valid=not missing, missing=missing, pay_by=None), (said,), tell)
    starts = facts.received_on if facts.falls_due_on is None else max(facts.received_on, facts.falls_due_on)
    days = tables.days(TABLE, f"invoice_{facts.contract}", on=facts.received_on)
    met = check("meets_contract", "Taken as met: it meets whatever else the contract asks of an invoice.", validity)
    return Answer(InvoiceAnswer(valid=True, missing=(), pay_by=last_day(starts, days)), (met,), pay)


def _missing(facts: InvoiceFacts) -> tuple[str, ...]:
    if facts.electronic and facts.contract is PaidUnder.PUBLIC:
        return ()
    return tuple(words for name, words in NEEDED.items() if not getattr(facts, name))


@facts
class PaymentFacts:
    """What decides whether a payment is published, and by when."""

    paid_on: Annotated[date, Ask("When was it paid?")]
    amount_inc_vat: Annotated[Decimal, Ask("How much was that one payment, including VAT?", "Do not add payments up.")]
    procurement_commenced_on: Annotated[
        date, Ask("When did the procurement of the contract commence?", "The day of its first notice or invitation.")
    ]
    concession: Annotated[bool, Ask("Is the contract a concession?")] = False
    school: Annotated[bool, Ask("Was the contract awarded by a school?")] = False


@result
class PaymentInformation:
    """Whether the payment is published, and the last day."""

    required: bool
    publish_by: date | None


@rule(
    "payment-information",
    title="Must we publish this payment?",
    citation="PA 2023 s.70",
    topic="Paying",
)
def payment_information(facts: PaymentFacts, *, tables: Tables) -> Answer[PaymentInformation]:
    """Say whether information about one payment is published, and by when.

    Any single payment of more than £30,000 under a public contract is published (PA 2023 s.70(1)). It is published
    within 30 days, of which the last day of the quarter of payment is the first (PA 2023 s.70(2)). Quarters end with
    March, June, September and December (PA 2023 s.70(5)). Payments under concessions and under contracts awarded by
    schools are left out (PA 2023 s.70(4)). The duty came into force on 1 April 2026, and is read here as reaching only
    contracts whose procurement commenced from that day (SI 2025/1316 reg 2(2)).
    """
    dates = {"paid_on": facts.paid_on, "procurement_commenced_on": facts.procurement_commenced_on}
    if wrong := [*outside(tables, **dates), *_payment_wrong(facts)]:
        return undecided(*wrong)
    duty, cutoff = rows(tables)
    nothing = PaymentInformation(required=False, publish_by=None)
    if facts.concession or facts.school:
        return Answer(nothing, (), "PA 2023 s.70(4)")
    if facts.paid_on < duty.valid_from:
        said = inform("not_begun", f"This duty began on {spoken(duty.valid_from)}.", "SI 2025/1316 reg 2(2)")
        return Answer(nothing, (said,), "SI 2025/1316 reg 2(2)")
    if facts.amount_inc_vat <= tables.amount(FIGURES, "payment_information", on=facts.paid_on):
        return Answer(nothing, (), "PA 2023 s.70(1)")
    if facts.procurement_commenced_on < commenced_from(cutoff):
        return Answer(nothing, (unconfirmed(cutoff),), "SI 2025/1316 reg 2(2)")
    quarter = period_end(facts.paid_on, duty.data["quarter_ends"])
    due = PaymentInformation(
        required=True, publish_by=last_day(quarter, tables.days("law_periods", "payments_over_30k", on=facts.paid_on))
    )
    return Answer(due, (unconfirmed(cutoff),), "PA 2023 s.70(2)")


def rows(tables: Tables) -> tuple[Row, Row]:
    """Give the duty to publish payments and the setting that says which procurements it reaches."""
    known = {row.code: row for row in tables.all(TABLE)}
    return known["payment_information"], known["payment_information_cutoff"]


def commenced_from(cutoff: Row) -> date:
    """Give the first day of procurements whose payments are published."""
    return date.fromisoformat(cutoff.data["commenced_from"])


def unconfirmed(cutoff: Row) -> Finding:
    """Say that the reach of the duty is a setting."""
    day = spoken(commenced_from(cutoff))
    return check(
        "unconfirmed",
        f"Read as reaching procurements that commenced from {day} only; this is a setting, not yet confirmed.",
        "SI 2025/1316 reg 2(2)",
    )


def _payment_wrong(facts: PaymentFacts) -> list[Finding]:
    found = negative(facts.amount_inc_vat, "amount_inc_vat")
    if facts.procurement_commenced_on > facts.paid_on:
        found.append(
            bad("procurement_commenced_on", "The payment is older than the procurement. Correct one of the two dates.")
        )
    return found

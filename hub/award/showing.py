"""What pages and panels show of awards, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from hub.award import selectors
from hub.award.models import Award
from hub.award.rules.results import pounds
from hub.award.terms import State
from hub.evaluation import selectors as scoring
from hub.evaluation.terms import State as Scoring
from hub.platform.clock import london
from hub.platform.ui.parts import Link, Row, Stage, Step, Tag, TagColour
from hub.platform.words import Number, date_long, moment, percent, plural
from hub.procurement.terms import VatTreatment
from hub.tender.models import Tender
from hub.tender.selectors import route_of

COLOURS: dict[str, TagColour] = {
    State.RECOMMENDED: "blue", State.INFORMED: "purple", State.CONFIRMED: "green", State.SET_ASIDE: "grey",
    State.NONE: "grey",
}  # fmt: skip


@dataclass(frozen=True)
class Standing:
    """Who answered, who won and why, for the pages of quotes and cases.

    :param says: where it stands, in one sentence.
    """

    tender: Tender
    names: list[str]
    says: str
    award: Award | None
    page: str


def tag(one: Award) -> Tag:
    """Give the state as a tag."""
    return Tag(State(one.status).label, COLOURS[one.status])


def standing(one: Tender) -> Standing | None:
    """Say where a quote stands after its answers were opened; nothing before, whatever was received."""
    if not scoring.is_opened(one):
        return None
    names = [each.name for each in scoring.candidates(one)]
    award, found = selectors.newest(one), scoring.of_tender(one)
    base = one.get_absolute_url()
    if award is not None:
        return Standing(one, names, _said(award), award, award.get_absolute_url())
    if selectors.standing_of(one) is not None:
        return Standing(one, names, "An award is recommended and waits for approval.", None, f"{base}award/")
    if found is not None and found.status == Scoring.DONE:
        return Standing(one, names, "The scores are settled; an award can be recommended.", None, f"{base}award/")
    return Standing(one, names, "The answers were opened and are being scored.", None, f"{base}scores/")


def _said(one: Award) -> str:
    if one.status == State.NONE:
        return "Nobody won."
    price = f" for {pounds(one.price_ex_vat)} ex VAT" if one.price_ex_vat is not None else ""
    return f"{one.supplier_name} won{price}."


def saving(one: Award) -> str:
    """Say what was saved against the estimate."""
    saved = one.saving_ex_vat
    if saved is None or not one.estimate_ex_vat:
        return ""
    share = percent(abs(saved) / one.estimate_ex_vat * 100)
    if saved == 0:
        return "Exactly the estimate"
    return f"{pounds(abs(saved))} ({share}) {'below' if saved > 0 else 'above'} the estimate"


def facts(one: Award) -> list[Row]:
    """Give what is known of an award."""
    case = one.procurement
    rows = [
        Row("Quote", f"{one.tender.reference} {one.tender.title}", href=one.tender.get_absolute_url()),
        Row("Case", f"{case.reference} {case.title}", href=case.get_absolute_url()),
        Row("Offers", plural(one.offers_count, "offer")),
    ]
    if one.supplier is not None and one.price_ex_vat is not None and one.price_inc_vat is not None:
        vat = VatTreatment(one.vat_treatment).label.lower() if one.vat_treatment else "standard rate"
        ends = f" to {date_long(one.ends_on)}" if one.ends_on else ", end not known yet"
        rows += [
            Row("Supplier", one.supplier_name, href=one.supplier.standing.get_absolute_url()),
            Row("Price", f"{pounds(one.price_ex_vat)} ex VAT, {pounds(one.price_inc_vat)} inc VAT ({vat})"),
            Row("Estimate", f"{pounds(one.estimate_ex_vat)} ex VAT" if one.estimate_ex_vat is not None else ""),
            Row("Against the estimate", saving(one)),
            Row("Contract", f"{date_long(one.starts_on)}{ends}" if one.starts_on else ""),
        ]
    rows += [
        Row("Why", one.reasons),
        Row("Decided by" if one.status == State.NONE else "Recommended by", f"{one.recommended_by.name}, {_on(one)}"),
    ]
    if one.informed_at is not None:
        rows.append(Row("Suppliers told", moment(one.informed_at)))
    if one.confirmed_at is not None:
        entry = Row("Entry of the contract register", one.entry_reference, href=one.entry_page)
        rows += [Row("Confirmed", moment(one.confirmed_at)), entry]
    if one.set_aside_at is not None:
        rows.append(Row("Set aside", f"{date_long(london(one.set_aside_at).date())}: {one.set_aside_reason}"))
    return rows


def _on(one: Award) -> str:
    return date_long(london(one.recommended_at).date())


def life(one: Award) -> list[Stage]:
    """Give the chain from the case to the contract."""
    case, quote = one.procurement, one.tender
    chain = [
        Stage("Procurement", case.reference, "done", case.get_absolute_url()),
        Stage("Quotes", quote.reference, "done", quote.get_absolute_url()),
    ]
    if one.status == State.CONFIRMED:
        contract = Stage("Contract", one.entry_reference, "now" if one.entry_reference else "next", one.entry_page)
        return [*chain, Stage("Award", one.reference, "done"), contract]
    return [*chain, Stage("Award", State(one.status).label, "now"), Stage("Contract")]


def step(one: Award, *, approval: str, is_approved: bool) -> Step:
    """Give the next step.

    :param approval: on whom the approval waits, in words; empty where none is asked.
    """
    base = one.get_absolute_url()
    if one.status == State.RECOMMENDED and not is_approved and approval:
        return Step("Next step", "Wait for the approval", approval)
    if one.status == State.RECOMMENDED:
        said = "Everybody who answered is written to at once, each with their own scores."
        return Step("Next step", "Tell all suppliers", said, Link("Tell all suppliers", f"{base}inform/"))
    if one.status == State.INFORMED:
        said = "The case is awarded, and the contract register gets its entry. The law asks for no standstill here."
        return Step("Next step", "Confirm the award", said, Link("Confirm", f"{base}confirm/"))
    if one.status == State.CONFIRMED:
        link = Link("Open the entry", one.entry_page) if one.entry_page else None
        return Step("Next step", "Sign the contract, then record the signature", "The entry is a draft.", link)
    if one.status == State.NONE:
        return Step("Next step", "Ask again, or give the case up", "Nobody won.", Link("Open the case", case_page(one)))
    return Step("Next step", "Decide again on the quote", "It was set aside.", Link("Decide", quote_page(one)))


def case_page(one: Award) -> str:
    """Give the address of the case."""
    return str(one.procurement.get_absolute_url())


def quote_page(one: Award) -> str:
    """Give the address where the award of the quote is decided."""
    return f"{one.tender.get_absolute_url()}award/"


def due(one: Tender, at: datetime) -> list[tuple[str, str]]:
    """Give what the law and the authority ask from the award on, each with its section."""
    route = route_of(one.procurement, on=london(at).date())
    after = [(said, section) for said, section in route.duties if "notice" in said.lower() and "After" in said]
    return [
        ("No standstill and no assessment summaries: it is below its threshold.", "PA 2023 s.50, s.51"),
        *after,
        ("Everybody who answered is told the outcome at once.", "The authority's own rules"),
    ]


def worth(value: Number | None) -> str:
    """Give pounds, or nothing."""
    return pounds(Decimal(str(value))) if value is not None else ""

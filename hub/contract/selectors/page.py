"""What the pages of one contract show: words and addresses, worked out from the record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from hub.contract import rules
from hub.contract.models import Contract
from hub.contract.selectors.choosing import cpv_words
from hub.contract.selectors.ending import countback
from hub.contract.selectors.reading import options, withdrawal_of
from hub.contract.terms import OptionState, State
from hub.platform.identity.models import Membership, Person
from hub.platform.identity.roles import OFFICERS
from hub.platform.tenancy.models import Authority
from hub.platform.ui.parts import Link, Row, Stage, Tag
from hub.platform.words import date_long, date_range, list_of, lower_first, money, plural, value_in_words
from hub.supplier import selectors as supplier_selectors

COLOURS = {
    State.DRAFT: "grey",
    State.LIVE: "green",
    State.SUSPENDED: "red",
    State.EXPIRED: "grey",
    State.ENDED: "grey",
    State.WITHDRAWN: "grey",
}
SECTIONS = (
    ("summary", "Summary", ""),
    ("terms", "Dates and value", "terms/"),
    ("letting", "Letting and funding", "letting/"),
    ("documents", "Documents", "documents/"),
    ("people", "People", "people/"),
    ("linked", "Linked", "linked/"),
    ("timeline", "Timeline", "timeline/"),
    ("actions", "What you can do", "actions/"),
)
# Which groups of facts stand in which section.
GROUPS = {"summary": ("about",), "terms": ("dates", "value"), "letting": ("let", "promises")}


@dataclass(frozen=True)
class Overview:
    """Everything about one contract that its pages share."""

    tag: Tag
    life: tuple[Stage, ...]
    step: rules.NextStep | None
    later: rules.NextStep | None
    countback: rules.Countback | None
    missing: tuple[rules.Missing, ...]
    # When and why the entry left the register, if it did.
    withdrawn: str = ""


def overview(contract: Contract, *, on: date) -> Overview:
    """Work out state, life, next step and gaps of a contract on a day."""
    facts, back = contract.facts(), countback(contract, on=on)
    stages = tuple(Stage(m.name, m.note, m.state) for m in rules.life_line(facts, back, on=on))  # type: ignore[arg-type]
    todo = rules.steps(facts, options(contract), back, on=on)
    step = rules.next_step(facts, options(contract), back, on=on)
    return Overview(
        tag=Tag(contract.get_status_display(), COLOURS[State(contract.status)]),  # type: ignore[arg-type]
        life=stages,
        step=step,
        later=None if step or not todo else todo[0],
        countback=back,
        missing=rules.missing(facts),
        withdrawn=_withdrawn(contract) if contract.status == State.WITHDRAWN else "",
    )


def _withdrawn(contract: Contract) -> str:
    found = withdrawal_of(contract)
    if found is None:
        return "Withdrawn from the register"
    return f"Withdrawn on {date_long(found.happened_on)}: {lower_first(found.get_ground_display())}"


def headline(contract: Contract) -> list[Link]:
    """Give the line under the heading: supplier, value, dates, tier, manager. An empty address is plain text."""
    parts = contract.parties.all()
    found = [Link(p.supplier.standing.name, p.supplier.standing.get_absolute_url()) for p in list(parts)[:2]]
    if len(parts) > len(found):
        found.append(Link(f"{len(parts) - len(found)} more", contract.get_absolute_url() + "people/"))
    found.append(Link(value_that_is_known(contract), ""))
    found.append(Link(period(contract), ""))
    if contract.tier:
        found.append(Link(contract.get_tier_display(), ""))
    manager = contract.manager.name if contract.manager else "none"
    found.append(Link(f"Manager: {manager}", contract.get_absolute_url() + "people/"))
    return [each for each in found if each.text]


def value_that_is_known(contract: Contract) -> str:
    """Give the value in words with its VAT: over its life where that is recorded, else of a year; "" where none is."""
    known = (
        (contract.value_ex_vat, contract.foreign_value_ex_vat, "ex VAT"),
        (contract.value_inc_vat, contract.foreign_value_inc_vat, "inc VAT"),
        (contract.annual_value_ex_vat, contract.foreign_annual_ex_vat, "ex VAT a year"),
        (contract.annual_value_inc_vat, contract.foreign_annual_inc_vat, "inc VAT a year"),
    )
    for pounds, foreign, said in known:
        if text := value_in_words(pounds, foreign, contract.currency):
            return f"{text} {said}"
    return ""


def period(contract: Contract) -> str:
    """Give the dates in words, open options included: "1 September 2025 to 31 August 2027, then +12 +12 months"."""
    if contract.has_no_end:
        return f"From {date_long(contract.starts_on)}, with no end date" if contract.starts_on else "No end date"
    if not contract.starts_on or not contract.ends_on:
        return f"Until {date_long(contract.ends_on)}" if contract.ends_on else ""
    still = [f"+{each.months}" for each in contract.options.all() if each.state == OptionState.OPEN]
    more = f", then {' '.join(still)} months" if still else ""
    return date_range(contract.starts_on, contract.ends_on) + more


@dataclass(frozen=True)
class Group:
    """Some facts of a contract: those recorded or owed, and the names of those that nobody has given."""

    title: str
    rows: list[Row]
    blank: str
    change: Link | None


def facts(contract: Contract, *, section: str, may_change: bool, on: date) -> list[Group]:
    """Give the facts of a section in groups; a required one that is missing says who should record it.

    :param section: "summary", "terms" or "letting"; empty for all of them.
    """
    gaps = {gap.field: gap.sentence for gap in rules.missing(contract.facts())}
    base = contract.get_absolute_url()

    def row(label: str, value: object, page: str, field: str = "") -> Row:
        change = Link("Change", f"{base}{page}/") if may_change and page else None
        return Row(label, value, change=change, empty=gaps.get(field, ""))

    wanted = GROUPS.get(section) or tuple(key for keys in GROUPS.values() for key in keys)
    found = []
    for key in wanted:
        title, rows = _GROUPS[key][0], _GROUPS[key][1](contract, row, on)
        blank = list_of([lower_first(each.label) for each in rows if not each.value and not each.empty])
        change = Link("Fill in", f"{base}correct/{key}/") if may_change else None
        found.append(Group(title, [each for each in rows if each.value or each.empty], blank, change))
    return found


def _about(contract: Contract, row: Any, on: date) -> list[Row]:
    page = "correct/about"
    codes = [cpv_words(contract.main_cpv, on=on)] if contract.main_cpv else []
    return [
        row("Kind", contract.get_agreement_kind_display(), page),
        row("Description", contract.description, page, "description"),
        row("Department", contract.department, page, "department"),
        row("Goods, services or works", contract.get_nature_display(), page),
        row("CPV codes", ", ".join([*codes, *contract.cpvs]), page),
        row("Category", contract.category, page),
        row("Place", contract.location, page),
        row("Reference elsewhere", contract.source_reference, page),
    ]


def _value(contract: Contract, row: Any, on: date) -> list[Row]:
    page = "correct/value"
    own = (
        ("Over its life, ex VAT", contract.foreign_value_ex_vat),
        ("Over its life, inc VAT", contract.foreign_value_inc_vat),
        ("A year, ex VAT", contract.foreign_annual_ex_vat),
        ("A year, inc VAT", contract.foreign_annual_inc_vat),
    )
    foreign = [
        row(f"{label}, in {contract.currency}", money(amount, currency=contract.currency), page)
        for label, amount in own
        if amount is not None
    ]
    # The pounds of such a contract are for thresholds and for the scheme of delegation.
    in_pounds = ", in pounds" if contract.is_foreign else ""
    return [
        *([row("Currency", contract.currency, page)] if contract.is_foreign else []),
        *foreign,
        row(f"Over its life, ex VAT{in_pounds}", _pounds(contract.value_ex_vat), page, "value_ex_vat"),
        row(f"Over its life, inc VAT{in_pounds}", _pounds(contract.value_inc_vat), page),
        row(f"A year, ex VAT{in_pounds}", _pounds(contract.annual_value_ex_vat), page),
        *(
            [row("A year, inc VAT", _pounds(contract.annual_value_inc_vat), page)]
            if contract.annual_value_inc_vat
            else []
        ),
        row("VAT that cannot be recovered", _pounds(contract.irrecoverable_vat), page),
    ]


def _dates(contract: Contract, row: Any, on: date) -> list[Row]:
    options_said = [
        f"{o.number}: {plural(o.months, 'month')}, {OptionState(o.state).label.lower()}"
        + (f", decide by {date_long(o.decide_by)}" if o.decide_by else "")
        for o in contract.options.all()
    ]
    notice, page = contract.notice_period_days, "correct/dates"
    return [
        row("Awarded", _date(contract.awarded_on), page),
        row("Signed", _date(contract.signed_on), page if contract.signed_on else ""),
        row("Starts", _date(contract.starts_on), page, "starts_on"),
        row("Ends", "No end date" if contract.has_no_end else _date(contract.ends_on), page, "ends_on"),
        row("Extension options", "; ".join(options_said), "options"),
        row("Latest end, with every option", _date(contract.latest_end_on), "options"),
        row("Notice period", plural(notice, "day") if notice else "", page),
        row("Review", _date(contract.review_on), page),
        row("Put on the register", _date(contract.recorded_on), ""),
        row("Last confirmed", _date(contract.confirmed_on), ""),
    ]


def _let(contract: Contract, row: Any, on: date) -> list[Row]:
    page, framework = "correct/let", contract.framework
    under = row("Framework", str(framework) if framework else contract.framework_reference, page)
    return [
        row("Procurement route", contract.get_route_display(), page, "route"),
        row("Law it was let under", contract.get_regime_display(), page),
        row("From an invitation to quote or tender", _yes_no(contract.was_invited), page),
        replace(under, href=framework.get_absolute_url()) if framework else under,
        row("Open contracting id", contract.ocid, page),
        row("Lots", list_of([f"{lot.number} {lot.title}" for lot in contract.lots.all()]), "lots"),
    ]


def _promises(contract: Contract, row: Any, on: date) -> list[Row]:
    page = "correct/promises"
    return [
        row("Funding source", contract.funding_source, page),
        row("Funding conditions", contract.funding_conditions, page),
        row("Small or medium firm", _yes_no(contract.is_sme), page),
        row("Voluntary or community body", _yes_no(contract.is_vcse), page),
        row("Social value promises", _yes_no(contract.has_social_value), page),
        row("Financial distress clause", _yes_no(contract.has_distress_clause), page),
        row("Papers", "Confidential" if contract.has_confidential_papers else "Open to all officers", page),
    ]


_GROUPS: dict[str, tuple[str, Callable[[Contract, Any, date], list[Row]]]] = {
    "about": ("What it is", _about),
    "dates": ("Dates", _dates),
    "value": ("Value", _value),
    "let": ("How it was let", _let),
    "promises": ("Funding and promises", _promises),
}


def people(contract: Contract, *, may_change: bool) -> list[Row]:
    """Give who takes part: owner, manager, suppliers, partners."""
    base = contract.get_absolute_url()
    hand_over = Link("Hand over", f"{base}transfer/") if may_change else None
    firms = Link("Change", f"{base}suppliers/") if may_change else None
    others = Link("Change", f"{base}partners/") if may_change else None
    gaps = {gap.field: gap.sentence for gap in rules.missing(contract.facts())}
    rows = [
        Row("Authority", contract.authority.name),
        Row(
            "Contract owner",
            _person(contract.owner, contract.owner_as_listed),
            change=hand_over,
            empty=gaps.get("owner", "Nobody"),
        ),
        Row(
            "Contract manager",
            _person(contract.manager, contract.manager_as_listed),
            change=hand_over,
            empty=gaps.get("manager", "Nobody"),
        ),
    ]
    for part in contract.parties.all():
        share = f", {part.share_percent.normalize():f}%" if part.share_percent is not None else ""
        lot = f", lot {part.lot.number}" if part.lot else ""
        standing = part.supplier.standing
        rows.append(
            Row(f"{part.get_role_display()}{share}{lot}", standing.name, href=standing.get_absolute_url(), change=firms)
        )
    for each in contract.partner_shares.all():
        share = f", {each.share_percent.normalize():f}%" if each.share_percent is not None else ""
        rows.append(Row(f"Partner authority{share}", each.authority.name, change=others))
    return rows


def sections(contract: Contract, *, current: str, counts: Mapping[str, int]) -> list[Link]:
    """Give the parts of the record, each an address of its own; a part that would be empty is left out.

    :param counts: how many things are in a part, by its key; a part that is 0 and not open is left out if linked.
    """
    base = contract.get_absolute_url()
    return [
        Link(name, base + tail, counts.get(key), current=key == current)
        for key, name, tail in SECTIONS
        if key != "linked" or counts.get(key)
    ]


def officers_of(authority: Authority, *, on: date) -> Any:
    """Give the people who work for an authority on a day, by name."""
    held = Membership.objects.in_force(on)
    rows = held.filter(party=authority.pk, role__in=OFFICERS)
    return Person.objects.filter(pk__in=rows.values("person"), is_active=True).order_by("name")


def other_authorities(contract: Contract) -> Any:
    """Give the authorities that a contract could be shared with."""
    return Authority.objects.exclude(pk=contract.authority_id).order_by("name")


def supplier_rows(contract: Contract) -> list[dict[str, Any]]:
    """Give the suppliers of a contract as the form that changes them shows them, each with its first number."""
    rows = []
    for part in contract.parties.select_related("lot", "supplier__merged_into").order_by("pk"):
        number = next(iter(supplier_selectors.numbers_of(part.supplier.standing)), None)
        rows.append(
            {
                "supplier": part.supplier.standing.name,
                "scheme": number.scheme if number else "",
                "number": number.value if number else "",
                "role": part.role,
                "share_percent": part.share_percent,
                "lot_number": part.lot.number if part.lot else "",
            }
        )
    return rows


def departments(authorities: Iterable[int]) -> list[str]:
    """Give the departments named so far, as suggestions."""
    rows = Contract.objects.filter(authority__in=authorities).exclude(department="").order_by("department")
    return list(rows.values_list("department", flat=True).distinct()[:100])


def _pounds(amount: Any) -> str:
    return "" if amount is None else money(amount)


def _date(day: date | None) -> str:
    return date_long(day) if day else ""


def _yes_no(said: bool | None) -> str:
    return "" if said is None else ("Yes" if said else "No")


def _person(person: Person | None, listed: str) -> str:
    if person:
        return person.name
    return f"{listed} (as the loaded list says; not a user of the Hub)" if listed else ""

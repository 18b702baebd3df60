"""Begin an appraisal, list its options with their costs, set its weights, and ask for scores."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from hub.law.findings import Finding
from hub.platform.act_table import Act, bars
from hub.platform.actors import SYSTEM, Actor
from hub.platform.acts import Refused, create, perform, together
from hub.platform.clock import london
from hub.platform.identity.selectors import myself
from hub.platform.numbering.services import take
from hub.platform.tenancy import services as tenancy
from hub.platform.tenancy.selectors import shared_with
from hub.procurement.appraisal import acts, rules, selectors
from hub.procurement.appraisal.models import Criterion, Option, OptionsAppraisal
from hub.procurement.appraisal.terms import MARKET, Basis, Delivery
from hub.procurement.models import Procurement
from hub.procurement.terms import BEFORE_MARKET

SERIES = "APR"


@dataclass(frozen=True)
class OptionTerms:
    """What is said of an option.

    :param costs: its cost lines.
    :param fails: the codes of the factors that it does not meet.
    :param why_not: why it is not on the short list; empty when it is.
    """

    title: str
    delivery: str
    description: str = ""
    benefits: str = ""
    risks: str = ""
    costs: Sequence[rules.CostLine] = ()
    fails: Sequence[str] = ()
    is_short_listed: bool = True
    why_not: str = ""


@bars(acts.APPRAISE)
def may_begin(procurement: Any, by: Actor, at: datetime) -> Iterable[Finding]:
    """Options are appraised before the market is asked, and one appraisal at a time."""
    if procurement.pk is None:
        return
    if procurement.status not in BEFORE_MARKET:
        yield Finding("too_late", "The market has been asked, so the options are no longer open.")
    found = selectors.underway(procurement)
    if found is not None:
        told = f"{found.reference} is being worked on. Go on with it, or withdraw it first."
        yield Finding("underway", told, cure=found.get_absolute_url())
    elif (chosen := selectors.strategy(procurement)) is not None:
        told = f"{chosen.reference} has chosen an option. Begin its next version from there."
        yield Finding("chosen", told, cure=chosen.get_absolute_url())


def begin(
    procurement: Procurement,
    *,
    question: str,
    years: int | None = None,
    ways: Sequence[str] = (),
    by: Actor,
    at: datetime,
) -> OptionsAppraisal:
    """Begin the appraisal of a procurement's options, with the criteria and rates of the day.

    :param years: how many years are costed, the first included; the dated setting unless given.
    :param ways: ways of delivery to list at once, as options to be filled in; those that go to the market begin with
        the estimated value of the procurement as their cost.
    :raises Refused: for more years than the rate holds for, or without a question.
    """
    with together():
        with perform(acts.APPRAISE, procurement, by=by, at=at):
            pass
        newest = selectors.latest(procurement)
        made = OptionsAppraisal(
            authority=procurement.authority,
            procurement=procurement,
            edition=newest.edition + 1 if newest else 1,
            owner=myself(by),
            question=question.strip(),
        )
        start(made, years=years, by=by, at=at)
        if ways:
            _list_ways(made, ways, by=by, at=at)
        share_with_partners(made, at=at)
    return made


def _list_ways(made: OptionsAppraisal, ways: Sequence[str], *, by: Actor, at: datetime) -> None:
    value = made.procurement.estimate_ex_vat
    with perform(acts.ADD_OPTION, made, by=by, at=at) as done:
        for number, way in enumerate(map(Delivery, ways), 1):
            worth = way in MARKET and value is not None
            costs = (rules.spread(value, "Estimated value of the procurement", years=made.years),) if worth else ()
            option = Option(appraisal=made, number=number)
            _settle(acts.ADD_OPTION, made, option, OptionTerms(title=way.label, delivery=way, costs=costs))
            option.save()
            done.changed(f"option {number}", None, str(option))
        count(made)
        made.save()


def start(made: OptionsAppraisal, *, years: int | None, by: Actor, at: datetime) -> None:
    """Bring an appraisal into being with the dated values of its first day."""
    on = london(at).date()
    ground = selectors.ground(made.authority, on=on)
    made.began_on, made.years = on, years or ground.years
    made.discount_percent, made.top, made.factors = ground.percent, ground.top, ground.factors
    with create(acts.BEGIN, made, by=by, at=at):
        _refuse(acts.BEGIN, _bars_to_beginning(made))
        made.reference = take(SERIES, made.authority, year=on.year)[0]
        made.save()
        for place, row in enumerate(ground.criteria):
            data = row.data
            Criterion(
                appraisal=made, code=row.code, label=row.label, guidance=data.get("guidance", ""),
                group=data["group"], basis=data.get("basis", Basis.JUDGED), weight=Decimal(data["weight"]),
                position=place,
            ).save()  # fmt: skip


def _bars_to_beginning(made: OptionsAppraisal) -> Iterable[Finding]:
    if not made.question:
        yield Finding("question", "Enter what is to be decided.", cure="question")
    if not 1 <= made.years <= rules.LONGEST_YEARS:
        told = f"Cost between 1 and {rules.LONGEST_YEARS} years: the discount rate holds for so long."
        yield Finding("years", told, cure="years")


def share_with_partners(appraisal: OptionsAppraisal, *, at: datetime) -> None:
    """Let the partners of the procurement read the appraisal, so that their people can score."""
    known = {one.pk for one in shared_with(appraisal)}
    for partner in selectors.partners_of(appraisal.procurement):
        if partner.pk not in known and partner.pk != appraisal.authority_id:
            tenancy.share(appraisal, partner, by=SYSTEM, at=at)


def add_option(
    appraisal: OptionsAppraisal, *, terms: OptionTerms, by: Actor, at: datetime, version: int | None = None
) -> OptionsAppraisal:
    """List an option.

    :raises Refused: when what is said of it contradicts itself.
    """
    with perform(acts.ADD_OPTION, appraisal, by=by, at=at, version=version) as done:
        last = appraisal.options.order_by("-number").first()
        made = Option(appraisal=appraisal, number=last.number + 1 if last else 1)
        _settle(acts.ADD_OPTION, appraisal, made, terms)
        made.save()
        count(appraisal)
        appraisal.save()
        done.note(option=made.number)
        done.changed("option", None, str(made))
    return appraisal


def revise_option(
    appraisal: OptionsAppraisal,
    *,
    option: Option,
    terms: OptionTerms,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> OptionsAppraisal:
    """Change what is said of an option, and whether it is on the short list.

    :raises Refused: when what is said of it contradicts itself.
    """
    with perform(acts.REVISE_OPTION, appraisal, by=by, at=at, version=version) as done:
        before = _told(option)
        _settle(acts.REVISE_OPTION, appraisal, option, terms)
        option.save()
        count(appraisal)
        appraisal.save()
        done.note(option=option.number)
        for name, value in _told(option).items():
            if before[name] != value:
                done.changed(f"option {option.number}: {name}", before[name], value)
    return appraisal


def _settle(act: Act, appraisal: OptionsAppraisal, option: Option, terms: OptionTerms) -> None:
    _refuse(act, _faults(appraisal, terms))
    option.title, option.delivery, option.description = terms.title.strip(), terms.delivery, terms.description
    option.benefits, option.risks = terms.benefits, terms.risks
    option.fails = sorted(terms.fails)
    option.is_short_listed, option.why_not = terms.is_short_listed, terms.why_not.strip()
    option.costs = [
        {"label": one.label, "amount": str(one.amount), "from_year": one.from_year, "to_year": one.to_year}
        for one in terms.costs
    ]


def _told(option: Option) -> dict[str, str]:
    """Give what an event compares of an option, in words."""
    lines = [f"{row['label']} {row['amount']}, years {row['from_year']} to {row['to_year']}" for row in option.costs]
    return {
        "title": option.title, "how it is done": option.get_delivery_display(), "description": option.description,
        "benefits": option.benefits, "risks": option.risks, "costs": "; ".join(lines),
        "does not meet": ", ".join(option.fails), "on the short list": "yes" if option.is_short_listed else "no",
    }  # fmt: skip


def _faults(appraisal: OptionsAppraisal, terms: OptionTerms) -> Iterable[Finding]:
    if not terms.title.strip():
        yield Finding("title", "Enter a title for the option.", cure="title")
    if not terms.is_short_listed and not terms.why_not.strip():
        yield Finding("why_not", "Say why it is not on the short list.", cure="why_not")
    if not terms.is_short_listed and terms.delivery == Delivery.DO_NOTHING:
        told = "Doing nothing stays on the short list: it shows what each other option adds."
        yield Finding("do_nothing", told, cure="is_short_listed")
    for line in terms.costs:
        if not 0 <= line.from_year <= line.to_year < appraisal.years:
            told = f"{line.label}: the years must lie between 0 and {appraisal.years - 1}, the first before the last."
            yield Finding("years", told)
    known = {one["code"] for one in appraisal.factors}
    if unknown := set(terms.fails) - known:
        raise ValueError(f"These are not factors of the appraisal: {sorted(unknown)}")


def weigh(
    appraisal: OptionsAppraisal,
    *,
    weights: Mapping[str, Decimal],
    reason: str,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> OptionsAppraisal:
    """Change the weights of the criteria, before anybody scores.

    :param weights: per cent by the code of the criterion.
    :raises Refused: when they do not add up to 100, or a whole side would not count.
    """
    with perform(acts.WEIGH, appraisal, by=by, at=at, version=version) as done:
        criteria = list(appraisal.criteria.order_by("position"))
        if unknown := set(weights) - {one.code for one in criteria}:
            raise ValueError(f"These are not criteria of the appraisal: {sorted(unknown)}")
        for one in criteria:
            before, one.weight = one.weight, weights.get(one.code, one.weight)
            if before != one.weight:
                done.changed(f"weight of {one.label}", str(before), str(one.weight))
        faults = list(rules.weights_sum([one.weight for one in criteria]))
        for group in rules.groups_missing([selectors.plain(one) for one in criteria]):
            told = f"Nothing {group.label.lower()} would count. Give one of its criteria a weight."
            faults.append(Finding("group", told))
        _refuse(acts.WEIGH, faults)
        for one in criteria:
            one.save()
        appraisal.save()
        done.note(reason)
    return appraisal


@bars(acts.ASK_FOR_SCORES)
def can_be_scored(appraisal: Any, by: Actor, at: datetime) -> Iterable[Finding]:
    """There must be something to compare, with weights that are whole, and what it costs."""
    found = selectors.whole(appraisal)
    if len(found.short) < 2:
        yield Finding("few", "List two options or more, doing nothing among them.", cure="appraisal.add_option")
    yield from rules.weights_sum([one.weight for one in found.criteria])
    yield from _uncosted(found.short)


def _uncosted(options: Sequence[Option]) -> Iterable[Finding]:
    """What nobody costed would have all points for cost, as if it were free."""
    if not any(one.costs for one in options):
        yield Finding("costs", "None of the options has a cost. Enter what each costs by year.")
        return
    for one in options:
        if not one.costs and one.delivery not in {Delivery.DO_NOTHING, Delivery.DO_LATER}:
            told = (
                f"{one.title} has no cost, and would count as free. Enter what it costs by year, or £0 with what for."
            )
            yield Finding("costs", told, cure=f"{one.appraisal.get_absolute_url()}options/{one.number}/")


def ask_for_scores(
    appraisal: OptionsAppraisal, *, by: Actor, at: datetime, version: int | None = None
) -> OptionsAppraisal:
    """Ask appraisers, those of partners too, to score the short list; options, costs and weights then stay."""
    with together():
        with perform(acts.ASK_FOR_SCORES, appraisal, by=by, at=at, version=version):
            count(appraisal)
            appraisal.save()
        share_with_partners(appraisal, at=at)
    return appraisal


def reopen(
    appraisal: OptionsAppraisal, *, reason: str, by: Actor, at: datetime, version: int | None = None
) -> OptionsAppraisal:
    """Open the list again; scores stay, and count once they cover the list."""
    with perform(acts.REOPEN, appraisal, by=by, at=at, version=version) as done:
        appraisal.save()
        done.note(reason)
    return appraisal


def count(appraisal: OptionsAppraisal) -> None:
    """Work out what registers and measures read, without saving."""
    found = selectors.whole(appraisal)
    appraisal.options_count = len(found.short)
    appraisal.has_do_nothing = any(one.delivery == Delivery.DO_NOTHING for one in found.short)
    sheets = found.complete
    missing = rules.groups_missing([selectors.plain(one) for one in found.criteria])
    appraisal.scores_all_groups = bool(sheets) and not missing
    appraisal.has_partner_input = any(one.sheet.authority_id != appraisal.authority_id for one in sheets)


def first_day_after(day: date, months: int) -> date:
    """Give the same day some months later; days that not every month has count as the 28th."""
    whole = day.year * 12 + day.month - 1 + months
    return date(whole // 12, whole % 12 + 1, min(day.day, 28))


def _refuse(act: Act, findings: Iterable[Finding]) -> None:
    if found := list(findings):
        raise Refused(act, found)

"""Reads over options appraisals, and the plain values that the rules work on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Prefetch, Q

from hub.platform.actors import Actor
from hub.platform.clock import london
from hub.platform.identity.models import Person
from hub.platform.identity.roles import OFFICERS
from hub.platform.indicators import history
from hub.platform.once import once
from hub.platform.reference import lookup
from hub.platform.tenancy.models import Authority
from hub.procurement.appraisal import rules
from hub.procurement.appraisal.models import Criterion, Option, OptionsAppraisal, Score, ScoreSheet
from hub.procurement.appraisal.terms import DECIDED, MARKET, UNDECIDED, Basis, Delivery, Group, State
from hub.procurement.models import Procurement
from hub.procurement.terms import RiskLevel, Tier

YEAR = timedelta(days=365)

CRITERIA, FACTORS, SETTINGS = "appraisal_criteria", "appraisal_factors", "appraisal_settings"


@dataclass(frozen=True)
class Sheet:
    """What one appraiser said: points and reasons by the numbers of option and criterion."""

    sheet: ScoreSheet
    points: Mapping[tuple[int, int], int]
    reasons: Mapping[tuple[int, int], str]

    def covers(self, options: Sequence[Option], criteria: Sequence[Criterion]) -> bool:
        """Say whether every option has points on every criterion."""
        return all((option.pk, one.pk) in self.points for option in options for one in criteria)


@dataclass(frozen=True)
class Whole:
    """An appraisal with its parts, read once for a page.

    :param complete: the sheets that cover everything; the others do not count yet.
    """

    appraisal: OptionsAppraisal
    options: list[Option]
    criteria: list[Criterion]
    sheets: list[Sheet]

    @property
    def short(self) -> list[Option]:
        """Give the options on the short list."""
        return [one for one in self.options if one.is_short_listed]

    @property
    def judged(self) -> list[Criterion]:
        """Give the criteria on which people give points."""
        return [one for one in self.criteria if one.basis == Basis.JUDGED and one.weight > 0]

    @property
    def complete(self) -> list[Sheet]:
        """Give the sheets that cover the short list."""
        return [one for one in self.sheets if one.covers(self.short, self.judged)]

    def case(self) -> rules.Case:
        """Give what the rules rank: the mean of the complete sheets."""
        sheets = self.complete
        options = [
            rules.Option(
                one.code,
                one.title,
                {each.code: mean([sheet.points[one.pk, each.pk] for sheet in sheets]) for each in self.judged},
                rules.by_year(lines_of(one), years=self.appraisal.years),
            )
            for one in self.short
        ]
        return rules.Case(
            tuple(options), tuple(map(plain, self.criteria)), self.appraisal.discount_percent, self.appraisal.top
        )


def mean(values: Sequence[int]) -> Fraction:
    """Give the mean of some points, nothing of none."""
    return Fraction(sum(values), len(values)) if values else Fraction(0)


def plain(one: Criterion) -> rules.Criterion:
    """Give a criterion as the rules know it."""
    return rules.Criterion(one.code, one.label, Group(one.group), one.weight, Basis(one.basis))


def lines_of(option: Option) -> list[rules.CostLine]:
    """Give the cost lines of an option."""
    return [
        rules.CostLine(row["label"], Decimal(row["amount"]), int(row["from_year"]), int(row["to_year"]))
        for row in option.costs
    ]


def appraisals(actor: Actor) -> Any:
    """Give the appraisals that an officer may read; partners read those that they take part in."""
    if actor.is_system:
        return OptionsAppraisal.objects.all()
    # Outside evaluators see their scoring and nothing else, so a role there opens nothing here.
    officer = replace(actor, grants=frozenset(grant for grant in actor.grants if grant.role in OFFICERS))
    return OptionsAppraisal.objects.visible_to(officer).select_related("procurement", "owner", "authority", "chosen")


def find(actor: Actor, reference: str) -> OptionsAppraisal | None:
    """Give one appraisal within an actor's reach, or None."""
    return appraisals(actor).filter(reference=reference).first()  # type: ignore[no-any-return]


def whole(appraisal: OptionsAppraisal) -> Whole:
    """Read an appraisal with its options, criteria and scores."""
    scores = Prefetch("scores", Score.objects.order_by("pk"))
    rows = appraisal.sheets.select_related("person", "authority").prefetch_related(scores).order_by("pk")
    return Whole(
        appraisal, list(appraisal.options.order_by("number")), list(appraisal.criteria.order_by("position")),
        [_sheet(row) for row in rows],
    )  # fmt: skip


def _sheet(row: ScoreSheet) -> Sheet:
    given = list(row.scores.all())
    return Sheet(
        row,
        {(one.option_id, one.criterion_id): one.points for one in given},
        {(one.option_id, one.criterion_id): one.reason for one in given},
    )


def sheet_of(appraisal: OptionsAppraisal, person_id: int | None) -> Sheet | None:
    """Give somebody's own scores, if they gave any."""
    row = appraisal.sheets.filter(person=person_id or 0).select_related("person").prefetch_related("scores").first()
    return _sheet(row) if row is not None else None


def option(appraisal: OptionsAppraisal, number: int) -> Option | None:
    """Give one option of an appraisal by its number."""
    return appraisal.options.filter(number=number).first()


def of_procurement(procurement: Procurement) -> list[OptionsAppraisal]:
    """Give the appraisals of a procurement that were not withdrawn, the newest first."""
    return standing(OptionsAppraisal.objects.select_related("chosen", "owner"), procurement)


def standing(rows: Any, procurement: Procurement) -> list[OptionsAppraisal]:
    """Give those of some appraisals that belong to a procurement and were not withdrawn, the newest first."""
    return list(rows.filter(procurement=procurement).exclude(status=State.WITHDRAWN).order_by("-edition"))


@once
def underway(procurement: Procurement) -> OptionsAppraisal | None:
    """Give the appraisal of a procurement that is worked on, if there is one."""
    return OptionsAppraisal.objects.filter(procurement=procurement, status__in=UNDECIDED).first()  # type: ignore[no-any-return]


def latest(procurement: Procurement) -> OptionsAppraisal | None:
    """Give the newest version that was ever begun, withdrawn ones included: numbers are not used twice."""
    return OptionsAppraisal.objects.filter(procurement=procurement).order_by("-edition").first()  # type: ignore[no-any-return]


@once
def strategy(procurement: Procurement) -> OptionsAppraisal | None:
    """Give the appraisal whose chosen option is the strategy of a procurement."""
    rows = OptionsAppraisal.objects.filter(procurement=procurement, status=State.CHOSEN)
    return rows.select_related("chosen").first()  # type: ignore[no-any-return]


def not_chosen(procurement: Procurement) -> list[str]:
    """Say of each option that did not become the strategy why not, a line each, as the record of the decision asks.

    :returns: those on the short list and those left off it; nothing where no option is the strategy.
    """
    one = strategy(procurement)
    if one is None or one.chosen is None:
        return []
    points = {row["code"]: f"{Decimal(row['total']).normalize():f}" for row in one.results["ranking"]}
    best = f"{one.chosen.title} has {points[one.chosen.code]}"
    return [
        f"{each.title}: {points[each.code]} of 100 points; {best}."
        if each.is_short_listed
        else f"{each.title}: {each.why_not}"
        for each in one.options.all()
        if each.pk != one.chosen.pk
    ]


def intention(option_chosen: Option) -> str:
    """Give the procedure that a chosen option intends; nothing where it does not go to the market."""
    return str(MARKET.get(Delivery(option_chosen.delivery), ""))


@dataclass(frozen=True)
class Ground:
    """The dated values with which an appraisal begins."""

    percent: Decimal
    top: int
    years: int
    factors: list[dict[str, str]]
    criteria: list[Any]


def ground(authority: Authority, *, on: date) -> Ground:
    """Give the dated values of a day.

    :raises lookup.NoSuchValue: when one of them is not set.
    """
    settings = {row.code: row.data for row in lookup.layered(SETTINGS, on=on, authority=authority)}
    for code in ("discount", "scale", "years"):
        if code not in settings:
            raise lookup.NoSuchValue(f"No value {code} in {SETTINGS} holds on {on.isoformat()}.")
    return Ground(
        Decimal(settings["discount"]["percent"]),
        int(settings["scale"]["top"]),
        int(settings["years"]["years"]),
        [{"code": row.code, "label": row.label} for row in lookup.get(FACTORS, on=on, authority=authority)],
        lookup.get(CRITERIA, on=on, authority=authority),
    )


def months_to_outcome(authority: Authority, *, on: date) -> int:
    """Give after how many months an outcome is compared."""
    rows = lookup.layered(SETTINGS, on=on, authority=authority)
    return int(next(row.data["months"] for row in rows if row.code == "outcome"))


def relevant_from(*, on: date) -> Decimal | None:
    """Give the pounds without VAT from which every procurement is relevant, where that is set."""
    rows = [row for row in lookup.get(SETTINGS, on=on) if row.code == "relevant"]
    return Decimal(rows[0].data["pounds_ex_vat"]) if rows else None


def is_relevant(procurement: Procurement, *, on: date) -> bool:
    """Say of one procurement what `relevant` says of many."""
    if procurement.tier == Tier.GOLD or procurement.risk_level == RiskLevel.HIGH:
        return True
    if procurement.is_key_decision or procurement.has_political_interest or procurement.is_novel:
        return True
    least = relevant_from(on=on)
    value = procurement.estimate_ex_vat
    return least is not None and value is not None and value >= least


def relevant(on: date) -> Q:
    """Give the condition of a procurement that is relevant: by value, tier, or what else triggers a gate."""
    least = relevant_from(on=on)
    found = Q(tier=Tier.GOLD) | Q(risk_level=RiskLevel.HIGH)
    found |= Q(is_key_decision=True) | Q(has_political_interest=True) | Q(is_novel=True)
    return found if least is None else found | Q(estimate_ex_vat__gte=least)


def appraised(at: datetime) -> Any:
    """Give the numbers of the procurements whose chosen option came from a full appraisal, as at a moment."""
    least = rules.LEAST_OPTIONS
    full = Q(status=State.CHOSEN, options_count__gte=least, has_do_nothing=True, scores_all_groups=True)
    return _procurements_of(full, at)


def decided(at: datetime) -> Any:
    """Give the numbers of the procurements with any chosen option, as they stood at a moment."""
    return _procurements_of(Q(status__in=sorted(DECIDED)), at)


def _procurements_of(condition: Q, at: datetime) -> Any:
    """Give a subquery for now, and a list for a moment of the past."""
    if history.is_past(at):
        return sorted({one.procurement_id for one in history.met_at(OptionsAppraisal, condition, at)})
    return OptionsAppraisal.objects.filter(condition).values("procurement_id")


def led_by(person: Person) -> list[OptionsAppraisal]:
    """Give the appraisals that somebody leads and that are not decided."""
    rows = OptionsAppraisal.objects.filter(owner=person, status__in=UNDECIDED)
    return list(rows.select_related("authority").order_by("pk"))


def waiting_for(appraisal: OptionsAppraisal) -> dict[str, list[str]]:
    """Give the names of those who scored, by their authority."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in appraisal.sheets.select_related("person", "authority").order_by("pk"):
        found[row.authority.name].append(row.person.name)
    return dict(found)


def partners_of(procurement: Procurement) -> list[Authority]:
    """Give the partner authorities of a procurement."""
    return [row.authority for row in procurement.partners.select_related("authority").order_by("pk")]


def to_index(ids: Any) -> Any:
    """Give the appraisals that search indexes."""
    return OptionsAppraisal.objects.filter(pk__in=list(ids)).select_related("authority", "procurement")


def in_year(name: str, at: datetime) -> Q:
    """Give the condition that a day lies in the last 365 days."""
    on = london(at).date()
    return Q(**{f"{name}__gt": on - YEAR, f"{name}__lte": on})


def approved(at: datetime) -> Q:
    """Give the condition of the relevant procurements approved to compete in the last 365 days."""
    return in_year("approved_on", at) & relevant(london(at).date())

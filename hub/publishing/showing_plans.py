"""Put published plans into the words and shapes that the public pages draw."""

from __future__ import annotations

from collections.abc import Iterable

from hub.platform.calendars import Item
from hub.platform.ui.parts import Row, Tag
from hub.platform.words import date_long, money
from hub.publishing.models import PublishedPlan
from hub.publishing.terms import PlanState

UNKNOWN = "Not known yet"


def plan_tag(plan: PublishedPlan) -> Tag:
    """Give the tag of where something planned stands."""
    colours = {PlanState.PLANNED: "blue", PlanState.STARTED: "green"}
    return Tag(plan.get_state_display(), colours.get(PlanState(plan.state), "grey"))  # type: ignore[arg-type]


def plan_rows(plan: PublishedPlan) -> list[Row]:
    """Give the facts of something planned; of one that was taken off nothing but its name."""
    if plan.is_withdrawn:
        return []
    known = {"ex": plan.value_ex_vat, "inc": plan.value_inc_vat}
    said = ", ".join(f"{money(amount)} {vat} VAT" for vat, amount in known.items() if amount is not None)
    return [
        Row("Reference", plan.slug),
        Row("Authority", plan.authority.name),
        Row("Department", plan.department, empty=UNKNOWN),
        Row("Description", plan.description, empty="None given"),
        Row("Why", plan.entry_kind, empty=UNKNOWN),
        Row("Goods, services or works", plan.contract_kind, empty=UNKNOWN),
        Row("CPV code", plan.main_cpv, empty=UNKNOWN),
        Row("Estimated value", said, empty=UNKNOWN if plan.shows_value else "Withheld, to keep the competition fair"),
        Row("Likely procedure", plan.procedure, empty=UNKNOWN),
        Row("Notice planned for", date_long(plan.advertise_on) if plan.advertise_on else "", empty=UNKNOWN),
        Row("Contract begins", date_long(plan.needed_on) if plan.needed_on else "", empty=UNKNOWN),
        *([Row("Contract ends", date_long(plan.ends_on))] if plan.ends_on else []),
        Row("Open to partners", "Yes: offered to partner authorities" if plan.may_share else "No"),
    ]


def plan_items(plans: Iterable[PublishedPlan], *, root: str) -> Iterable[Item]:
    """Give calendar items: the day of the planned notice of each, else the day on which its contract begins.

    :param root: the address of the public site, without the last slash.
    """
    for plan in plans:
        link = f"{root}{plan.get_absolute_url()}"
        if plan.advertise_on:
            yield Item(
                f"{plan.slug}-notice", f"Notice planned: {plan.title}", plan.advertise_on, plan.advertise_on, link
            )
        elif plan.needed_on:
            said = f"Contract planned to begin: {plan.title}"
            yield Item(f"{plan.slug}-begins", said, plan.needed_on, plan.needed_on, link)

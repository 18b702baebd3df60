"""What people of the three authorities need and plan: answered, waiting, and the same thing planned by all three."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from hub.demo.seed.script import Script, Step
from hub.demo.seed.stage import Stage
from hub.pipeline import selectors, services
from hub.pipeline.models import Need, PipelineEntry
from hub.pipeline.terms import HideGround, Kind
from hub.platform.search.alike import Group


@dataclass(frozen=True)
class Planned:
    """An entry of somebody's plan, with everything that is settled of it."""

    title: str
    at: str
    by: str
    owner: str
    needed_on: date
    value: int
    budget: str = ""
    start_by: date | None = None
    offered_to: tuple[str, ...] | None = None
    is_public: bool = False
    more: dict[str, Any] = field(default_factory=dict)


CHARGERS = {"main_cpv": "31158000", "contract_kind": "works", "procedure": "open", "tier": "silver"}
VANS = {"main_cpv": "34136000", "contract_kind": "goods", "procedure": "open", "tier": "silver"}
PLANS = (
    Planned(
        "Charging points for electric vehicles", "WDC", "harriet", "jo", date(2027, 10, 1), 640_000, "W210",
        date(2027, 3, 1), ("ECA", "SCC"), more={**CHARGERS, "description": "Forty charging points in car parks."},
    ),
    Planned(
        "Electric vehicle charging points in car parks", "SCC", "adaeze", "yusuf", date(2027, 11, 1), 1_150_000, "S77",
        date(2027, 4, 5), ("ECA", "WDC"), more={**CHARGERS, "description": "Charging for residents and the fleet."},
    ),
    Planned(
        "Mobile library vehicles", "WDC", "harriet", "jo", date(2027, 9, 1), 380_000, "W118", date(2027, 2, 1),
        ("ECA", "SCC"), more={**VANS, "description": "Two vans for the mobile library."},
    ),
    Planned(
        "Electric vehicle charging points at depots", "ECA", "morag", "priya", date(2027, 11, 1), 720_000, "4711",
        date(2027, 4, 12), None, more={**CHARGERS, "description": "For the fleet of the waste and highways depots."},
    ),
    Planned(
        "Printing for elections", "ECA", "morag", "priya", date(2027, 3, 1), 145_000, "4120", date(2026, 12, 7), (),
        is_public=True,
        more={"entry_kind": Kind.CYCLICAL, "contract_kind": "services", "procedure": "call_off", "tier": "bronze"},
    ),
    Planned(
        "Framework for architects and engineers", "ECA", "morag", "morag", date(2027, 9, 1), 6_500_000, "4930",
        date(2027, 1, 18), ("WDC", "SCC"), is_public=True,
        more={
            "entry_kind": Kind.FRAMEWORK, "contract_kind": "services", "procedure": "competitive_flexible",
            "tier": "gold", "value_inc_vat": Decimal(7_800_000), "advertise_on": date(2027, 4, 12),
            "ends_on": date(2031, 8, 31), "main_cpv": "71000000",
        },
    ),
    Planned(
        "Rebuilding of the Harbour Street bridge", "ECA", "morag", "priya", date(2028, 1, 10), 4_200_000, "",
        date(2027, 5, 3), None, is_public=True,
        more={
            "contract_kind": "works", "procedure": "competitive_flexible", "tier": "gold",
            "value_inc_vat": Decimal(5_040_000), "advertise_on": date(2027, 6, 14), "main_cpv": "45221100",
        },
    ),
    Planned(
        "Bus shelter cleaning", "ECA", "morag", "priya", date(2027, 4, 1), 90_000, "4471", date(2026, 11, 2), None,
        more={"entry_kind": Kind.CYCLICAL, "contract_kind": "services", "procedure": "below_threshold"},
    ),
    Planned(
        "Care technology pilot", "ECA", "morag", "priya", date(2027, 6, 1), 210_000, "5002", date(2027, 1, 4), None,
        is_public=True, more={"contract_kind": "services", "procedure": "open", "tier": "silver"},
    ),
)  # fmt: skip


@dataclass
class Kept:
    """Needs and entries so far, by title."""

    needs: dict[str, Need] = field(default_factory=dict)
    entries: dict[str, PipelineEntry] = field(default_factory=dict)


def write(script: Script, stage: Stage) -> None:
    """Write intake and the further plan into the script."""
    kept = Kept()
    for number, one in enumerate(PLANS):
        script.on(date(2026, 9, 7) + timedelta(days=4 * number), plan(stage, kept, one), hour=14)
    ask(script, stage, kept)
    script.on(date(2026, 11, 12), lambda at: take_off(stage, kept, at), hour=15)
    script.on(date(2026, 11, 16), lambda at: draft(stage, at), hour=11)


def plan(stage: Stage, kept: Kept, one: Planned) -> Step:
    """Propose, plan, offer and show an entry."""

    def do(at: datetime) -> None:
        by, authority = stage.actor(one.by), stage.cast.authorities[one.at]
        facts = {"title": one.title, "value_ex_vat": Decimal(one.value)}
        entry = services.propose(authority=authority, facts=facts, needed_on=one.needed_on, by=by, at=at)
        services.plan(
            entry, owner=stage.cast.people[one.owner], needed_on=one.needed_on, start_by=one.start_by,
            value_ex_vat=Decimal(one.value), budget_line=one.budget, facts=one.more, by=by, at=at,
        )  # fmt: skip
        if one.offered_to is not None:
            partners = [stage.cast.authorities[code] for code in one.offered_to]
            reason = "They said that they need it too." if partners else "Its dates are fixed by law, and ours alone."
            services.decide_sharing(entry, partners=partners, reason=reason, by=by, at=at)
        if one.is_public:
            services.show(entry, shows_value=one.value < 5_000_000, by=by, at=at)
        kept.entries[one.title] = entry

    return do


def ask(script: Script, stage: Stage, kept: Kept) -> None:
    """Let people say what they need, and procurement answer some of it."""
    asks = (
        ("ruth", date(2026, 9, 22), "Translation of letters to residents", 60_000, "Letters in six languages."),
        ("tom", date(2026, 10, 6), "Drone for roof surveys", 9_000, "Roofs are looked at from scaffolds today."),
        ("aisha", date(2026, 10, 13), "Cleaning of twelve new bus shelters", 14_000, "The new line opens in April."),
        ("helen", date(2026, 10, 20), "Software for cash flow forecasts", 30_000, "Forecasts are made by hand."),
        ("daniel", date(2026, 11, 10), "Transcripts of hearings", 25_000, "Hearings are typed up by the legal team."),
        ("tom", date(2026, 11, 19), "Charging points for the electric fleet", 480_000, "Thirty electric vans come."),
    )
    for who, day, title, value, why in asks:
        script.on(day, send(stage, kept, who, title, value=value, why=why), hour=9, minute=30)
    script.on(date(2026, 9, 25), lambda at: accept(stage, kept, at), hour=16)
    script.on(date(2026, 10, 9), lambda at: decline(stage, kept, at), hour=16)
    script.on(date(2026, 10, 16), lambda at: join(stage, kept, at), hour=16)
    script.on(date(2026, 10, 23), lambda at: take_back(stage, kept, at), hour=16)


def send(stage: Stage, kept: Kept, who: str, title: str, *, value: int, why: str) -> Step:
    """Send a need with what was like it."""

    def do(at: datetime) -> None:
        by = stage.actor(who)
        alike: list[Group] = selectors.alike_need(title, why, actor=by, at=at)
        facts = {
            "title": title, "description": why, "value_ex_vat": Decimal(value),
            "needed_on": at.date() + timedelta(days=270), "department": "Corporate services",
        }  # fmt: skip
        kept.needs[title] = services.send(authority=stage.home, facts=facts, alike=alike, by=by, at=at)

    return do


def accept(stage: Stage, kept: Kept, at: datetime) -> None:
    """Put the translations on the plan, and start them: they came through intake from end to end."""
    by, priya = stage.actor("priya"), stage.cast.people["priya"]
    need = kept.needs["Translation of letters to residents"]
    answer = "We call it off a framework; you choose the languages in October."
    entry = services.accept(need, owner=priya, answer=answer, by=by, at=at).entry
    assert entry is not None and entry.needed_on is not None
    more = {"procedure": "call_off", "contract_kind": "services", "tier": "bronze"}
    services.plan(
        entry, owner=priya, needed_on=entry.needed_on, start_by=at.date() + timedelta(days=20),
        value_ex_vat=entry.value_ex_vat, budget_line="4022", facts=more, by=by, at=at,
    )  # fmt: skip


def decline(stage: Stage, kept: Kept, at: datetime) -> None:
    """Say that the drone is there already."""
    answer = "Property has one, with a pilot. Book it with them; nothing needs to be bought."
    services.decline(kept.needs["Drone for roof surveys"], answer=answer, by=stage.actor("priya"), at=at)


def join(stage: Stage, kept: Kept, at: datetime) -> None:
    """Let the new shelters be cleaned with the others."""
    need, entry = kept.needs["Cleaning of twelve new bus shelters"], kept.entries["Bus shelter cleaning"]
    answer = "They are added to the cleaning that we plan anyway."
    services.join(need, entry=entry, answer=answer, by=stage.actor("priya"), at=at)


def take_back(stage: Stage, kept: Kept, at: datetime) -> None:
    """Let finance find that the system in use can do it."""
    need = kept.needs["Software for cash flow forecasts"]
    services.take_back(need, reason="Our ledger can do it after its upgrade.", by=stage.actor("helen"), at=at)


def take_off(stage: Stage, kept: Kept, at: datetime) -> None:
    """Take the pilot off the public pipeline, because it changes."""
    services.hide(
        kept.entries["Care technology pilot"],
        ground=HideGround.CHANGED,
        reason="The grant now asks for a larger area.",
        by=stage.actor("morag"),
        at=at,
    )


def draft(stage: Stage, at: datetime) -> None:
    """Draft the pipeline notice of the next financial year."""
    services.draft_notice(authority=stage.home, starts_on=date(2027, 4, 1), by=stage.actor("morag"), at=at)

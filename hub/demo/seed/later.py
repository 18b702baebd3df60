"""What happened to the contracts after they were entered, and what is wrong with some on purpose."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from hub.contract import services as contracts
from hub.contract.reading import SupplierRef
from hub.contract.services.derived import Part
from hub.contract.terms import Duty, WithdrawalGround
from hub.demo import selectors
from hub.demo.seed.generated import BEGINS, NOTHING_DUE_BEFORE
from hub.demo.seed.script import Script, Step
from hub.demo.seed.stage import Stage
from hub.platform.actors import SYSTEM
from hub.supplier import services as supplying


def write(script: Script, stage: Stage) -> None:
    """Write everything after the first load into the script."""
    for month in (date(2025, 9, 1), date(2026, 1, 5), date(2026, 5, 5), date(2026, 9, 1), date(2026, 11, 20)):
        script.on(month, lambda at: let_expire(at), hour=0, minute=10)
    script.on(date(2025, 11, 10), confirm_some(stage, left_out=12))
    script.on(date(2026, 10, 12), confirm_some(stage, left_out=19))
    script.on(date(2026, 11, 2), set_reviews(stage))
    script.on(date(2025, 6, 9), give_options(stage))
    script.on(date(2026, 3, 3), suspend_some(stage))
    script.on(date(2026, 9, 7), withdraw_one(stage))
    script.on(date(2026, 4, 20), order_under_framework(stage))
    script.on(date(2026, 2, 2), share_some(stage))
    script.on(date(2026, 10, 1), suspend_energy(stage))
    script.on(date(2026, 7, 20), hand_over(stage))
    script.on(date(2026, 5, 18), name_meridian_again(stage))
    for number, title in enumerate(("Highways survey", "Library vans", "Energy audit", "Playground repairs")):
        script.on(date(2026, 11, 3 + number), draft(stage, title, 300_000 + 85_000 * number))
    for key, lead in (("WDC", "harriet"), ("SCC", "adaeze")):
        script.on(date(2026, 1, 12), partner_contracts(stage, key, lead))
    for day in (date(2026, 11, 16), date(2026, 11, 19)):
        script.on(day, correct_value(stage), hour=15)


def let_expire(at: datetime) -> None:
    """Let the system mark what has reached its end date, as the worker does each night."""
    for contract in selectors.past_their_end(at.date()):
        contracts.expire(contract, by=SYSTEM, at=at)


def confirm_some(stage: Stage, *, left_out: int) -> Step:
    """Let the lead confirm what is complete, but for every n-th contract, which somebody forgot."""

    def do(at: datetime) -> None:
        for number, contract in enumerate(selectors.complete(stage.home)):
            is_over = contract.ends_on is not None and contract.ends_on <= at.date()
            forgets = number % left_out == left_out // 2 and (contract.confirmed_on or at.year < 2026)
            if not forgets and not is_over:
                contracts.confirm(contract, by=stage.actor("morag"), at=at)

    return do


def set_reviews(stage: Stage) -> Step:
    """Set the next review of contracts whose review lies behind them; a few are left as they are."""

    def do(at: datetime) -> None:
        by = stage.actor("priya")
        for number, contract in enumerate(selectors.review_due(stage.home, at.date())):
            ahead = timedelta(days=22 + 9 * number if number % 11 else 4 + number % 7)
            changes = {"review_on": at.date() + ahead}
            contracts.correct(contract, changes=changes, reason="Reviewed; next date agreed", by=by, at=at)

    return do


def give_options(stage: Stage) -> Step:
    """Record the extension options of some contracts, some decided soon and some whose day has passed."""

    def do(at: datetime) -> None:
        for number, contract in enumerate(stage.running(at).order_by("reference")[::5]):
            assert contract.ends_on is not None
            decide_by = contract.ends_on - timedelta(days=150 + 20 * (number % 5))
            if contract.ends_on > BEGINS:
                decide_by = max(decide_by, NOTHING_DUE_BEFORE + timedelta(days=4 + 11 * number))
            if decide_by >= contract.ends_on:
                continue
            by = stage.actor("priya")
            contracts.add_option(contract, months=12, decide_by=decide_by, clause="Schedule 2", by=by, at=at)

    return do


def suspend_some(stage: Stage) -> Step:
    """Suspend three contracts; one goes on later."""

    def do(at: datetime) -> None:
        for contract in list(stage.running(at).filter(source="old list").order_by("reference"))[10:13]:
            contracts.suspend(contract, reason="The depot is closed for repairs", by=stage.actor("morag"), at=at)
        first = selectors.suspended()[0]
        contracts.resume(first, reason="The depot has opened again", by=stage.actor("morag"), at=at)

    return do


def suspend_energy(stage: Stage) -> Step:
    """Suspend the tram depot's energy contract."""

    def do(at: datetime) -> None:
        contract = stage["CON-2025-0040"]
        contracts.suspend(contract, reason="Meter fault; billing is disputed", by=stage.actor("morag"), at=at)

    return do


def withdraw_one(stage: Stage) -> Step:
    """Withdraw an entry that was listed twice."""

    def do(at: datetime) -> None:
        contract = stage.running(at).filter(source="old list").order_by("reference")[30]
        contracts.withdraw(contract, ground=WithdrawalGround.DUPLICATE, reason="", by=stage.actor("morag"), at=at)

    return do


def order_under_framework(stage: Stage) -> Step:
    """Enter a framework of two suppliers with lots, and two orders under it."""

    def do(at: datetime) -> None:
        by, people, firms = stage.actor("priya"), stage.cast.people, list(stage.suppliers.values())
        on = at.date()
        shared = {
            "department": "Property", "owner": people["ruth"], "manager": people["aisha"], "regime": "act_2023",
            "nature": "works", "main_cpv": "45000000", "category": "Buildings and construction",
            "awarded_on": on - timedelta(days=30), "starts_on": on,
        }  # fmt: skip
        facts = shared | {
            "title": "Building trades", "agreement_kind": "framework", "tier": "gold", "route": "open",
            "description": "Roofing, electrical and joinery repairs to council buildings, by order.",
            "value_ex_vat": Decimal(2_400_000), "value_inc_vat": Decimal(2_880_000),
            "ends_on": date(2030, 4, 19), "funding_source": "Capital", "funding_conditions": "Spent by March 2030",
        }  # fmt: skip
        framework = contracts.add(authority=stage.home, facts=facts, by=by, at=at)
        lots = [contracts.LotTerms("1", "Roofing"), contracts.LotTerms("2", "Electrical and joinery")]
        contracts.set_lots(framework, lots=lots, reason="As advertised", by=by, at=at)
        parts = [Part(firms[4], lot_number="1"), Part(firms[7], lot_number="2")]
        contracts.name_suppliers(framework, parts=parts, reason="As awarded", by=by, at=at)
        orders = [("Depot roof repairs", firms[4], 86_000), ("Town hall rewiring", firms[7], 142_000)]
        made = [framework]
        for title, firm, value in orders:
            facts = shared | {
                "title": title, "agreement_kind": "call_off", "tier": "bronze", "route": "call_off",
                "description": f"{title}, ordered under the building trades framework.", "framework": framework,
                "value_ex_vat": Decimal(value), "value_inc_vat": Decimal(value) * Decimal("1.2"),
                "ends_on": date(2027, 9, 30),
            }  # fmt: skip
            made.append(contracts.add(authority=stage.home, facts=facts, suppliers=[Part(firm)], by=by, at=at))
        for contract in made:
            contracts.sign(contract, signed_on=on, by=by, at=at)
            contracts.start(contract, by=by, at=at)
            stage.keep(contract)

    return do


def share_some(stage: Stage) -> Step:
    """Let partners read what is bought for them too."""

    def do(at: datetime) -> None:
        for reference in ("CON-2025-0031", "CON-2022-0096"):
            wickmoor = stage.cast.authorities["WDC"]
            contracts.set_partners(
                stage[reference],
                partners=[contracts.PartnerTerms(wickmoor, Decimal(20), "Wickmoor's sites and routes")],
                reason="Bought for both authorities",
                by=stage.actor("morag"),
                at=at,
            )

    return do


def hand_over(stage: Stage) -> Step:
    """Hand a contract from one manager to another."""

    def do(at: datetime) -> None:
        contracts.transfer(
            stage["CON-2024-0044"],
            duty=Duty.MANAGER,
            to=stage.cast.people["aisha"],
            reason="Tom has moved to skills",
            by=stage.actor("morag"),
            at=at,
        )

    return do


def correct_value(stage: Stage) -> Step:
    """Mend one missing value, as data quality asks for."""

    def do(at: datetime) -> None:
        contract = selectors.without_value().first()
        if contract is not None:
            changes = {"value_ex_vat": Decimal(84_000), "value_inc_vat": Decimal(100_800)}
            reason = "Found in the signed contract"
            contracts.correct(contract, changes=changes, reason=reason, by=stage.actor("priya"), at=at)

    return do


def name_meridian_again(stage: Stage) -> Step:
    """Enter the same firm under two more spellings, as lists do, and offer the likely pairs."""

    def do(at: datetime) -> None:
        names = ("Meridian F M PLC", "Meridian FM plc T/A Meridian Grounds", "Brightwell Service")
        refs = [SupplierRef(name=name) for name in names]
        supplying.find_or_create(refs, by=SYSTEM, at=at)
        supplying.look_for_near_names(at=at)

    return do


def draft(stage: Stage, title: str, value: int) -> Step:
    """Add a contract that is not signed yet."""

    def do(at: datetime) -> None:
        facts = {
            "title": title,
            "department": "Transport",
            "owner": stage.cast.people["ruth"],
            "value_ex_vat": Decimal(value),
            "value_inc_vat": Decimal(value) * Decimal("1.2"),
            "starts_on": at.date() + timedelta(days=60),
        }
        stage.keep(contracts.add(authority=stage.home, facts=facts, by=stage.actor("priya"), at=at))

    return do


def partner_contracts(stage: Stage, code: str, lead: str) -> Step:
    """Let a partner authority keep contracts of its own, which the others never see."""
    titles = ("Leisure centre boilers", "Market stalls", "Refuse vehicles", "Council tax printing", "Park rangers")

    def do(at: datetime) -> None:
        home, by = stage.cast.authorities[code], stage.actor(lead)
        people = stage.cast.people
        manager = people["colin" if code == "WDC" else "carys"]
        for number, title in enumerate(titles):
            starts = date(2025, 4, 1) + timedelta(days=40 * number)
            firm = list(stage.suppliers.values())[number * 3]
            facts = {
                "title": f"{title}, {home.name.split()[0]}",
                "description": f"{title} for {home.name}, with a named lead.",
                "department": "Place",
                "manager": manager,
                "owner": people[lead],
                "tier": "silver",
                "route": "open",
                "value_ex_vat": Decimal(60_000 * (number + 1)),
                "value_inc_vat": Decimal(72_000 * (number + 1)),
                "awarded_on": starts - timedelta(days=30),
                "starts_on": starts,
                "ends_on": starts + timedelta(days=1095),
            }
            contract = contracts.add(authority=home, facts=facts, suppliers=[Part(firm)], by=by, at=at)
            contracts.sign(contract, signed_on=starts - timedelta(days=9), by=by, at=at)
            contracts.start(contract, by=by, at=at)

    return do

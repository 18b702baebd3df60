"""Quick quotes in the demo: one in each state, asked, extended, answered and withdrawn by the people of the cast."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from hub.bids import portal as bids
from hub.demo.seed.accounts import newcomer
from hub.demo.seed.names import FIRMS
from hub.demo.seed.script import Script, Step
from hub.demo.seed.stage import Stage
from hub.organisation import services as organisations
from hub.platform.actors import SYSTEM, Actor
from hub.platform.clock import london
from hub.platform.identity.selectors import actor_for
from hub.procurement import rules as case_rules
from hub.procurement.terms import EstimateMethod, VatTreatment
from hub.supplier import services as supplying
from hub.tender import portal, selectors, services
from hub.tender.models import Tender
from hub.tender.rules import timing
from hub.tender.rules.checking import Asked
from hub.tender.services import Chosen, Draw, What
from hub.tender.terms import AnswerAs, Says, Way

MIDDAY = time(12)
PLAN = Asked("Add a plan or photographs, if you like", AnswerAs.FILE, is_required=False)
DRAFTED = (bids.Given("12,400"), bids.Given("Two of us, four days, from Monday 8 February. We come by cargo bike."))
SUBMITTED = (
    bids.Given("13,950.00"),
    bids.Given("A van crew of three, in the first week of February, with a warranty of two years."),
    bids.Given(is_declared=True),
)
LOOKED_UP = date(2026, 11, 2)
BARRIERS = "Firms with two or three people cannot fill in long forms or buy insurance before the award."
STEPS = "Three questions, no accounts, and insurance only when the contract is signed."


@dataclass(frozen=True)
class Told:
    """One quote: what is needed, about how much, where, who is asked, and until when."""

    title: str
    what: str
    category: str
    pounds: int
    place: str
    firms: tuple[str, ...]
    due_on: date
    kind: str = "services"
    needed_on: date = date(2027, 2, 1)


SIGNS, PRINT, TREES, LUNCHES, SURVEY, SEATS = "signs", "print", "trees", "lunches", "survey", "seats"
BULBS = "bulbs"
STANDS = "stands"
QUOTES = {
    SIGNS: Told(
        "Road sign repairs", "Forty road signs were bent by the storm. We need them straightened or replaced.",
        "Highways and street works", 18_000, "Eastmere", ("Tollgate Ltd", "Whiteline Ltd", "Cobble and Kerb"),
        date(2026, 12, 2),
    ),
    PRINT: Told(
        "Bus timetable posters", "Six hundred posters in weatherproof ink, in four sizes. Delivered to one depot.",
        "Marketing, print and post", 12_500, "Northgate",
        ("Sable Print and Post", "Inkwell Co-operative", "Morrow Translation"), date(2026, 11, 24), "goods",
    ),
    TREES: Told(
        "Tree survey of the canal path", "Every tree along nine kilometres, with its state and what to do.",
        "Environment and grounds", 24_000, "Arden", ("Hollins Tree Care", "Greenfold Ecology", "Clearbrook Labs"),
        date(2026, 11, 24),
    ),
    LUNCHES: Told(
        "Lunches for the skills week", "Cold lunches for 120 people on five days. Half of them without meat.",
        "Catering and food", 11_000, "Stanbridge", ("Bluestem Catering", "Oakapple Childcare", "Stanbridge College"),
        date(2026, 11, 12),
    ),
    BULBS: Told(
        "Bulbs for the ring road verges", "Twenty thousand daffodil and crocus bulbs, delivered and planted by hand.",
        "Environment and grounds", 8_000, "Arden", ("Greenfold Ecology", "Hollins Tree Care", "Clearbrook Labs"),
        date(2026, 11, 20),
    ),
    SURVEY: Told(
        "Measured survey of the old depot", "Plans and sections of three sheds and the yard. As drawings and a model.",
        "Buildings and construction", 15_000, "Eastmere",
        ("Pell & Marsh Surveyors", "Wren Architects", "Arden Structures"), date(2026, 11, 19),
    ),
    SEATS: Told(
        "Seats for the bus station", "Twenty-four benches with backs and arms. Put up on a paved floor.",
        "Facilities and property", 31_000, "Stanbridge", (), date(2026, 12, 9), "goods",
    ),
    STANDS: Told(
        "Repair of cycle stands", "Sixty cycle stands at six stations are loose or bent. Mend them where they stand.",
        "Facilities and property", 14_000, "Wickmoor", ("Fenland Cycle Works", "Meridian FM plc", "Tollgate Ltd"),
        date(2026, 12, 9),
    ),
}  # fmt: skip


MORE = {STANDS: (PLAN,)}


def write(script: Script, stage: Stage) -> None:
    """Write the quotes into the script."""
    made: dict[str, Tender] = {}
    script.on(LOOKED_UP, look_up_places(stage), hour=16)
    for key, day in ((LUNCHES, 4), (BULBS, 6), (SURVEY, 9), (TREES, 13), (PRINT, 16), (SIGNS, 18)):
        script.on(date(2026, 11, day), send(stage, made, key), hour=11)
    script.on(date(2026, 11, 12), withdraw(stage, made), hour=15)
    script.on(date(2026, 11, 19), close(made, SURVEY), hour=12)
    script.on(date(2026, 11, 19), extend(stage, made), hour=14)
    script.on(date(2026, 11, 19), enquire(stage, made), hour=16)
    script.on(date(2026, 11, 20), begin(stage, made), hour=16)
    script.on(date(2026, 11, 20), send(stage, made, STANDS), hour=17)
    script.on(date(2026, 11, 21), take_part(stage, made), hour=10)


def look_up_places(stage: Stage) -> Step:
    """Let the officer record where firms are, because nearness is told by it."""

    def do(at: datetime) -> None:
        by = stage.actor("priya")
        wanted = {name for told in QUOTES.values() for name in told.firms} | {"Fenland Cycle Works", "Wickmoor Trust"}
        for firm in FIRMS:
            if firm.name in wanted:
                why = "Looked up on the firm's own page."
                supplying.correct(stage.suppliers[firm.name], changes={"place": firm.place}, reason=why, by=by, at=at)

    return do


def prepare(stage: Stage, told: Told, at: datetime) -> Tender:
    """Begin a quote with its case."""
    typed = case_rules.Typed(
        amount=Decimal(told.pounds), treatment=VatTreatment.STANDARD, method=EstimateMethod.BUDGET
    )  # fmt: skip
    what = What(
        title=told.title, description=told.what, place=told.place, contract_kind=told.kind, category=told.category,
        needed_on=told.needed_on, department="Transport", estimate=typed,
    )  # fmt: skip
    return services.prepare_new(what, authority=stage.home, by=stage.actor("priya"), at=at)


def send(stage: Stage, made: dict[str, Tender], key: str) -> Step:
    """Let the officer go through the four pages."""

    def do(at: datetime) -> None:
        by, told = stage.actor("priya"), QUOTES[key]
        one = prepare(stage, told, at)
        chosen = [Chosen(stage.suppliers[name].pk, email_of(name)) for name in told.firms]
        services.choose_suppliers(one, chosen=chosen, why_no_local=why_no_local(one, told, at), by=by, at=at)
        questions = [*selectors.ready_questions(stage.home, on=london(at).date()), *MORE.get(key, ())]
        due = timing.due_at(told.due_on, MIDDAY)
        services.ask(one, questions=questions, due_at=due, barriers=BARRIERS, steps=STEPS, by=by, at=at)
        made[key] = services.invite(one, by=by, at=at)
        services.send_letters(None, one.pk)

    return do


def why_no_local(one: Tender, told: Told, at: datetime) -> str:
    """Give the reason for asking no local small firm, where none of those asked is one."""
    named = {each.known.name: each for each in selectors.found_for(one, on=london(at).date()).everybody}
    local = any(name in named and named[name].is_local_small for name in told.firms)
    return "" if local else "No small firm near by does this work; we looked."


def email_of(name: str) -> str:
    """Give the address of an invented firm."""
    return f"quotes@{''.join(char for char in name.lower() if char.isalnum())}.example"


def extend(stage: Stage, made: dict[str, Tender]) -> Step:
    """Let the officer give everybody more time for the trees."""

    def do(at: datetime) -> None:
        due = timing.due_at(date(2026, 12, 8), MIDDAY)
        reason = "The map of the canal path was missing. It is on its way to all of you."
        one = services.extend(made[TREES], due_at=due, reason=reason, by=stage.actor("priya"), at=at)
        services.send_letters(None, one.pk)

    return do


def withdraw(stage: Stage, made: dict[str, Tender]) -> Step:
    """Let the officer take the survey of the depot back: the depot is kept."""

    def do(at: datetime) -> None:
        reason = "The depot is not sold after all, so nothing has to be measured."
        one = services.withdraw(made[SURVEY], reason=reason, by=stage.actor("priya"), at=at)
        services.send_letters(None, one.pk)

    return do


def close(made: dict[str, Tender], *keys: str) -> Step:
    """Let the clock close what is due."""

    def do(at: datetime) -> None:
        for key in keys:
            one = made[key]
            one.refresh_from_db()
            if one.status == "open" and not one.is_open(at=at):
                services.close(one, by=SYSTEM, at=at)

    return do


def enquire(stage: Stage, made: dict[str, Tender]) -> Step:
    """Answer one question about the signs to everybody."""

    def do(at: datetime) -> None:
        said = "No. The posts stay; only the plates and brackets are yours."
        services.answer(
            made[SIGNS], question="Are the posts to be replaced as well?", said=said, by=stage.actor("priya"), at=at
        )
        services.send_letters(None, made[SIGNS].pk)

    return do


def take_part(stage: Stage, made: dict[str, Tender]) -> Step:
    """Let those who are asked read about the stands: one asks and drafts, one submits, one comes by its link."""

    def do(at: datetime) -> None:
        one, bartosz, raj = made[STANDS], stage.actor("bartosz"), stage.actor("raj")
        asked = "May we take the stands to our workshop overnight?"
        for who in (bartosz, raj):
            portal.quote(who, one.reference, at=at)
        portal.ask(bartosz, one.reference, party=stage.cast.parties["fenland"].pk, text=asked, at=at)
        answer(bartosz, one, stage.cast.parties["fenland"].pk, DRAFTED, at=at)
        answer(raj, one, stage.cast.parties["meridian"].pk, SUBMITTED, at=at, submits=True)
        come_by_link(one, "Tollgate Ltd", at)

    return do


def answer(who: Actor, one: Tender, party: int, given: tuple[bids.Given, ...], *, at: datetime, **more: bool) -> None:
    """Let somebody answer a quote for their organisation, and submit it if ``submits`` says so."""
    stamp = bids.Stamp(at)
    reference = bids.begin(who, one.reference, party=party, at=at)
    bids.choose(who, reference, submit_for_me=not more, stamp=stamp)
    for number, each in enumerate(given, start=1):
        bids.answer(who, reference, number, given=each, stamp=stamp)
    if more.get("submits"):
        bids.submit(who, reference, number=1, accept_missing=False, stamp=stamp)


def come_by_link(one: Tender, firm: str, at: datetime) -> None:
    """Let somebody without an account make one, add the firm, take its invitation up, and decline."""
    token = services.token_of(one.invitations.get(name=firm))
    portal.by_link(token, at=at)
    person, by = newcomer("Pat Toller", "pat.toller@tollgate.example", at)
    made = organisations.register(person, details={"name": firm, "town": "Eastmere"}, by=by, at=at)
    owner = actor_for(person, on=london(at).date(), site="supplier")
    portal.take_up(owner, token, party=made.party_id, at=at)
    why = "Our welders are on a school until March."
    portal.say(owner, one.reference, party=made.party_id, says=Says.NO, reason=why, at=at)


def begin(stage: Stage, made: dict[str, Any]) -> Step:
    """Leave a quote unfinished on Friday, its suppliers drawn in turn."""

    def do(at: datetime) -> None:
        one = prepare(stage, QUOTES[SEATS], at)
        if selectors.found_for(one, on=london(at).date()).everybody:
            services.draw(one, drawing=Draw(Way.TURN, 3), by=stage.actor("priya"), at=at)
        made[SEATS] = one

    return do

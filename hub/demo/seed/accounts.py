"""The supplier's own side: details, answers and papers of two firms, somebody who asks, and somebody who claims."""

from __future__ import annotations

import io
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from hub.demo.seed.papers import pdf
from hub.demo.seed.script import Script, Step
from hub.demo.seed.stage import Stage
from hub.organisation import services
from hub.organisation.models import Organisation
from hub.organisation.services import Said, claiming
from hub.platform.actors import SYSTEM, Actor
from hub.platform.clock import london
from hub.platform.documents.services import Upload
from hub.platform.identity.models import Person
from hub.platform.identity.roles import Role
from hub.platform.identity.selectors import actor_for
from hub.platform.identity.services import add_person

DETAILS: dict[str, dict[str, Any]] = {
    "meridian": {
        "body_kind": "company", "street": "4 Quay Street", "town": "Stanbridge", "postcode": "SB1 4QS",
        "email": "bids@meridian.example", "phone": "01632 960 400", "is_small": False, "is_vcse": False,
    },
    "fenland": {
        "body_kind": "sole_trader", "street": "The Old Forge, Mill Lane", "town": "Wickmoor", "postcode": "WM3 2ML",
        "phone": "01632 960 211", "is_small": True, "is_vcse": False,
    },
}  # fmt: skip
INSURED = (
    ("meridian", "raj", "employers-liability", 10_000_000, date(2027, 6, 30)),
    ("meridian", "raj", "public-liability", 5_000_000, date(2027, 1, 14)),
    ("meridian", "olivia", "professional-indemnity", 2_000_000, date(2026, 10, 31)),
    ("fenland", "bartosz", "public-liability", 2_000_000, date(2027, 9, 30)),
)
SAID = (
    (
        "meridian",
        "raj",
        "health-safety",
        "",
        "A named person on each site, a talk each week, every near miss looked at.",
    ),
    ("meridian", "raj", "modern-slavery", "", "We check each agency that sends us people, and ask them in private."),
    ("meridian", "olivia", "mandatory-grounds", "no", ""),
    ("meridian", "olivia", "discretionary-grounds", "no", ""),
    ("meridian", "olivia", "debarment", "no", ""),
    ("fenland", "bartosz", "environment", "", "Old tyres and tubes go back to the maker. Deliveries by cargo bike."),
)


def write(script: Script, stage: Stage) -> None:
    """Write the supplier's side into the script."""
    script.on(date(2026, 2, 3), describe(stage))
    script.on(date(2026, 3, 4), insure(stage), hour=11)
    script.on(date(2026, 3, 5), answer(stage), hour=11)
    script.on(date(2026, 11, 18), invite(stage), hour=15)
    script.on(date(2026, 11, 19), ask(stage), hour=9)
    script.on(date(2026, 11, 20), claim(stage), hour=16)


def of(stage: Stage, key: str, at: datetime) -> Organisation:
    """Give the record of a firm of the cast."""
    return services.of(stage.cast.parties[key], at=at)


def describe(stage: Stage) -> Step:
    """Let the owners say where their firm is."""

    def do(at: datetime) -> None:
        for key, owner in (("meridian", "olivia"), ("fenland", "bartosz")):
            services.describe(of(stage, key, at), details=DETAILS[key], by=stage.actor(owner), at=at)

    return do


def insure(stage: Stage) -> Step:
    """File the certificates; one has ended since, another ends soon."""

    def do(at: datetime) -> None:
        for key, by, question, cover, ends_on in INSURED:
            organisation = of(stage, key, at)
            file = io.BytesIO(pdf([f"Certificate: {question}", organisation.name, f"Cover: {cover:,} pounds"]))
            said = Said(cover=Decimal(cover), ends_on=ends_on, upload=Upload(f"{question}.pdf", file))
            services.answer(organisation, question, said, by=stage.actor(by), at=at)

    return do


def answer(stage: Stage) -> Step:
    """Answer some of the other questions."""

    def do(at: datetime) -> None:
        for key, by, question, choice, text in SAID:
            said = Said(choice=choice, text=text)
            services.answer(of(stage, key, at), question, said, by=stage.actor(by), at=at)

    return do


def invite(stage: Stage) -> Step:
    """Invite a colleague who has not answered yet."""

    def do(at: datetime) -> None:
        organisation, by = of(stage, "meridian", at), stage.actor("olivia")
        services.invite(organisation, email="dev.rao@meridian.example", role=Role.SUPPLIER_EDITOR, by=by, at=at)

    return do


def newcomer(name: str, email: str, at: datetime) -> tuple[Person, Actor]:
    """Let somebody sign up who belongs to no organisation."""
    person = add_person(name=name, email=email, by=SYSTEM, at=at)
    return person, actor_for(person, on=london(at).date(), site="supplier")


def ask(stage: Stage) -> Step:
    """Let somebody ask to join, whom an owner has not answered yet."""

    def do(at: datetime) -> None:
        person, by = newcomer("Nia Bowen", "nia.bowen@nene.example", at)
        words = "I write bids for you from January. Raj knows me."
        services.ask_to_join(of(stage, "meridian", at), person, message=words, by=by, at=at)

    return do


def claim(stage: Stage) -> Step:
    """Let somebody show a mailbox of a firm; its owner can object."""

    def do(at: datetime) -> None:
        person, by = newcomer("Ewa Lis", "ewa.lis@fenland.example", at)
        row = services.ask_for_code(of(stage, "fenland", at), person, email="yard@fenland.example", by=by, at=at)
        # The code went to a mailbox that nobody reads, so another takes its place.
        row.code_digest = claiming.digest_of(row, "DEMOCODE")
        row.save(update_fields=["code_digest"])
        services.check_code(row, code="DEMOCODE", by=by, at=at)

    return do

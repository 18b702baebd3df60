"""Light touch services: which they are, and what the Act relaxes for them."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Annotated

from hub.law.answers import Answer, bad, check, undecided
from hub.law.facts import Ask, facts, result
from hub.law.findings import Finding
from hub.law.registry import rule
from hub.law.start import before_the_act
from hub.law.tables import NoRow, Row, Tables

DIGITS = 8
LEGAL, RESCUE = "legal", "prison_public_security_rescue"


@facts
class LightTouchFacts:
    """What the contract is for, by its code."""

    on: Annotated[date, Ask("When did the procurement commence?", "The day of its first notice or invitation.")]
    cpv: Annotated[
        str, Ask("What is the CPV code of its main subject?", "Eight digits, without the check digit: 80500000.")
    ]


@result
class Effect:
    """One thing in which a light touch contract is treated more lightly."""

    code: str
    effect: str
    citation: str


@result
class LightTouch:
    """Whether the code is light touch, whether it may be reserved to public service mutuals, and what follows."""

    light_touch: bool
    reservable: bool
    group: str | None
    effects: tuple[Effect, ...]


@lru_cache(maxsize=64)
def effects(tables: Tables, on: date) -> tuple[Effect, ...]:
    """Give what the regime relaxes on a day."""
    return tuple(
        Effect(code=row.code, effect=row.label, citation=row.data["citation"])
        for row in tables.on("light_touch_effects", on)
    )


@rule("light-touch", title="Is this a light touch service?", citation="PA 2023 s.9, PR 2024 reg 42", topic="Which law")
def light_touch(facts: LightTouchFacts, *, tables: Tables) -> Answer[LightTouch]:
    """Look a code up in the list of light touch services.

    A contract is light touch if it is wholly or mainly for services of the codes in Schedule 1 (PA 2023 s.9(1),
    PR 2024 reg 42(1)). All eight digits have to agree: a code above or below one in the list is not in it
    (PR 2024 reg 42(1)). Codes marked R may be reserved to public service mutuals (PA 2023 s.33, PR 2024 reg 42(2)).
    Legal services count only where they are not exempt (PA 2023 Sch 2 para 14). Prison and rescue services count only
    where they are not exempt (PA 2023 Sch 2 para 20).
    """
    wrong = list(before_the_act(tables, on=facts.on))
    if len(facts.cpv) != DIGITS or not facts.cpv.isascii() or not facts.cpv.isdigit():
        words = f"“{facts.cpv}” is not a CPV code. Write eight digits, without the check digit: 80500000."
        wrong.append(bad("cpv", words, "PR 2024 reg 3"))
    if wrong:
        return undecided(*wrong)
    try:
        row = tables.row("light_touch_cpv", facts.cpv, on=facts.on)
    except NoRow:
        answer = LightTouch(light_touch=False, reservable=False, group=None, effects=())
        return Answer(answer, (_mainly(),), "PR 2024 reg 42(1), Sch 1")
    answer = LightTouch(
        light_touch=True,
        reservable=bool(row.data["reservable"]),
        group=row.data["group"],
        effects=effects(tables, facts.on),
    )
    return Answer(answer, (_mainly(), *_doubts(row)), row.data["citation"])


def _mainly() -> Finding:
    words = "Taken as met: the code is that of the main subject of the contract."
    return check("main_subject", words, "PA 2023 s.9(1)")


def _doubts(row: Row) -> list[Finding]:
    copied = "The list was copied by hand. Check this code on legislation.gov.uk before you rely on it."
    found = [check("copied_by_hand", copied, "PR 2024 Sch 1")]
    if row.data["group"] == LEGAL:
        words = "Taken as met: these legal services are not exempt altogether."
        found.append(check("legal_exempt", words, "PA 2023 Sch 2 para 14"))
    if row.data["group"] == RESCUE:
        words = "Taken as met: these prison, security or rescue services are not exempt altogether."
        found.append(check("rescue_exempt", words, "PA 2023 Sch 2 para 20"))
    return found

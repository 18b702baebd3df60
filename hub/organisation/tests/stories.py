"""Organisations in the states that tests need, brought about by the real acts."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django.core import mail as outbox

from hub.organisation import services
from hub.organisation.models import Claim, Organisation
from hub.platform.actors import SYSTEM, Actor
from hub.platform.clock import london
from hub.platform.identity import services as identity
from hub.platform.identity.models import Person
from hub.platform.identity.selectors import actor_for


def newcomer(name: str, email: str, *, at: datetime) -> Person:
    """Let somebody sign up who belongs to no organisation."""
    return identity.add_person(name=name, email=email, by=SYSTEM, at=at)


def actor(person: Person, *, at: datetime) -> Actor:
    """Give what somebody is on the supplier site at an instant."""
    return actor_for(person, on=london(at).date(), site="supplier")


def of(party: Any, *, at: datetime) -> Organisation:
    """Give the record of an organisation of the cast."""
    return services.of(party, at=at)


def code_in_mail() -> str:
    """Give the code that the last message holds."""
    found = re.search(r"\b([A-Z2-9]{4}) ([A-Z2-9]{4})\b", outbox.outbox[-1].body)
    assert found, outbox.outbox[-1].body
    return found[1] + found[2]


def link_in_mail(word: str, *, to: str = "") -> str:
    """Give the path that begins with a word from the newest message that has one."""
    for message in reversed(outbox.outbox):
        found = re.search(rf"https?://[^/]+(/{word}\S*)", message.body)
        if found and (not to or to in message.to):
            return found[1]
    raise AssertionError(f"No message leads to /{word}")


def waiting_claim(organisation: Organisation, person: Person, *, mailbox: str, at: datetime) -> Claim:
    """Let somebody show a mailbox of an organisation."""
    by = actor(person, at=at)
    row = services.ask_for_code(organisation, person, email=mailbox, by=by, at=at)
    return services.check_code(row, code=code_in_mail(), by=by, at=at)

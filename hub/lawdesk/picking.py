"""The records under which an answer can be filed: those that somebody sees and to which they may add papers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hub.platform.actors import Actor
from hub.platform.documents import selectors as documents
from hub.platform.documents import subjects
from hub.platform.govuk.asking import Pick
from hub.platform.search.search import search

MOST = 10
# A record without a reference of its own is named by its sort and number.
NUMBERED = re.compile(r"^([a-z]+\.[a-z]+) (\d{1,18})$")


def records(actor: Actor) -> Callable[[str], list[Pick]]:
    """Give what finds a record by its reference, else by words."""

    def find(text: str) -> list[Pick]:
        if numbered := NUMBERED.match(text.strip()):
            record = documents.subject_for(actor, numbered[1], int(numbered[2]))
            return [_pick(record, "", actor)] if record is not None and documents.may_add(record, actor) else []
        found = []
        for hit in search(text, actor=actor, kinds=subjects.kinds(), limit=MOST).hits:
            record = documents.subject_for(actor, hit.kind, hit.object_id)
            if record is not None and documents.may_add(record, actor):
                found.append(_pick(record, hit.reference, actor))
        borne = Counter(pick.value for pick in found)
        # Two authorities may give one reference: what is typed must mean one record.
        found = [replace(pick, value=_address(pick)) if borne[pick.value] > 1 else pick for pick in found]
        wanted = text.strip().casefold()
        exact = [pick for pick in found if wanted in (pick.value.casefold(), _address(pick).casefold())]
        return exact or found

    return find


def _address(pick: Pick) -> str:
    return str(getattr(pick.thing, "address", "") or pick.value)


def _pick(record: Any, reference: str, actor: Actor) -> Pick:
    value = reference or str(getattr(record, "reference", "") or f"{record.kind()} {record.pk}")
    return Pick(value, str(record), record)

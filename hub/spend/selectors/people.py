"""Which payees are people, by what the ledger says and by what finance said since.

What a payee is stands in its record. A line keeps only how its own name looked when it was loaded, so the record
decides wherever there is one: what finance says holds for every line at once, those loaded years ago too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from hub.platform.tabular.results import Reject
from hub.platform.tenancy.models import Authority
from hub.spend.models import LoadReject, Payee
from hub.spend.reading.fields import PAYEE
from hub.spend.rules import payee_key, payee_kind
from hub.spend.terms import A_PERSON, HIDDEN, NAMES_A_PERSON, Payees

KEY = 300
KEPT_BACK = (
    "This cell cannot be read. Its value is kept back, because the payee may be a person. Ask finance to correct it."
)


@dataclass(frozen=True)
class Known:
    """What the records say of some payees.

    :param hidden: keys of people, and of who may be one.
    :param cleared: keys of organisations of which that is sure, whatever the spelling of a line looks like.
    """

    hidden: frozenset[str] = frozenset()
    cleared: frozenset[str] = frozenset()

    def hides(self, key: str, *, looks_like_a_person: bool) -> bool:
        """Say whether the payee of a line is for finance alone."""
        short = key[:KEY]
        return short in self.hidden or (looks_like_a_person and short not in self.cleared)

    def hides_name(self, name: str) -> bool:
        """Say the same of a payee of whom only the name is kept."""
        return self.hides(payee_key(name), looks_like_a_person=payee_kind(name) in HIDDEN)


def known_among(authority: int, keys: Iterable[str]) -> Known:
    """Give what the records say of those of some payees that are people, may be, or surely are not."""
    return _known(Payee.objects.filter(authority=authority, key__in={key[:KEY] for key in keys if key}))


def known_of(authority: Authority | None) -> Known:
    """Give what the records say of every payee of one authority, or of any; who is a person anywhere is one."""
    rows = Payee.objects.all()
    return _known(rows.filter(authority=authority) if authority else rows)


def _known(rows: Any) -> Known:
    hidden = frozenset(rows.hidden().values_list("key", flat=True))
    sure = rows.filter(is_sure=True, payee_kind=Payees.ORGANISATION)
    return Known(hidden, frozenset(sure.values_list("key", flat=True)) - hidden)


def without_people(rows: Sequence[dict[str, Any]], authority: int) -> list[dict[str, Any]]:
    """Give lines without what could name the people who were paid, as the records say now who is one."""
    known = known_among(authority, {row["payee_key"] for row in rows})
    return [
        without_person(row) if known.hides(row["payee_key"], looks_like_a_person=row["is_person"]) else row
        for row in rows
    ]


def without_person(row: dict[str, Any]) -> dict[str, Any]:
    """Give a line without what could name the person who was paid."""
    return {**row, **dict.fromkeys(NAMES_A_PERSON, ""), "payee": A_PERSON, "is_person": True}


def changes_without_people(lines: Sequence[Mapping[str, Any]], known: Known) -> list[dict[str, Any]]:
    """Give the lines of a correction, as its load keeps them, without people."""
    return [
        {**line, "payee": A_PERSON, "reference": ""}
        if line.get("is_person") or known.hides_name(line.get("payee", ""))
        else dict(line)
        for line in lines
    ]


def known_by_name(authority: int, names: Iterable[str]) -> Known:
    """Give what the records say of payees of whom only names are kept."""
    return known_among(authority, {payee_key(name) for name in names})


def cells_without_people(rejects: Sequence[LoadReject], authority: int) -> list[LoadReject]:
    """Keep back the cells of rows that were left out, where the payee is a person, may be one, or is not known.

    The records are changed in memory only.
    """
    known = known_by_name(authority, {each.payee for each in rejects})
    for each in rejects:
        each.value, each.reason = shown_cell(each.payee, each.value, each.reason, known)
    return list(rejects)


def rows_without_people(rejects: Sequence[LoadReject], authority: int) -> list[LoadReject]:
    """Give the rows that were left out whose payee is known to be no person: only they can be given as they came."""
    known = known_by_name(authority, {each.payee for each in rejects})
    return [each for each in rejects if each.payee and not known.hides_name(each.payee)]


def rejects_without_people(rejects: Sequence[Reject], authority: int) -> list[Reject]:
    """Keep the same back in rejects that were just met."""
    known = known_by_name(authority, {each.cells.get(PAYEE, "") for each in rejects})
    told = [(each, shown_cell(each.cells.get(PAYEE, ""), each.value, each.reason, known)) for each in rejects]
    return [replace(each, value=value, reason=reason) for each, (value, reason) in told]


def shown_cell(payee: str, value: str, reason: str, known: Known) -> tuple[str, str]:
    """Give value and reason of one cell for those who are not finance."""
    if payee and not known.hides_name(payee):
        return value, reason
    return "", KEPT_BACK if value and value in reason else reason

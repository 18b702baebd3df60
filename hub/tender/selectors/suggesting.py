"""What the registers know of suppliers that could be asked, and what they do not know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q

from hub.platform.identity.models import Membership
from hub.platform.identity.roles import Role
from hub.platform.words import plural
from hub.procurement.beside import CLASS, Wanted
from hub.supplier.models import Supplier
from hub.supplier.terms import Size
from hub.tender import knowing
from hub.tender.models import Invitation, Tender
from hub.tender.rules.picking import Candidate
from hub.tender.rules.suggesting import Known, Suggestion, Where, area, suggested
from hub.tender.selectors.routing import home_places, setting

# More are never read: an officer who needs another types its name.
MOST_NEAR, MOST = 300, 500
SHORTEST_WORD = 3


@dataclass(frozen=True)
class Found:
    """The suppliers that could be asked for a quote.

    :param everybody: all for whom something speaks, best first: those who can be drawn.
    :param first: those that are suggested.
    :param gaps: what is not known, each in a sentence.
    """

    everybody: list[Suggestion]
    first: list[Suggestion]
    gaps: list[str]

    @property
    def local_listed(self) -> bool | None:
        """Say whether a local small firm is listed; None where nobody's place is known."""
        if any(one.is_local_small for one in self.everybody):
            return True
        return False if any(one.near is not None for one in self.everybody) else None

    def candidates(self) -> list[Candidate]:
        """Give those who can be drawn."""
        return [
            Candidate(str(one.known.number), one.known.last_invited_on, one.is_local_small) for one in self.everybody
        ]

    def numbered(self) -> dict[int, Suggestion]:
        """Give everybody by number."""
        return {one.known.number: one for one in self.everybody}


def wanted_for(one: Tender, *, on: date) -> Wanted:
    """Give what suppliers should have supplied."""
    case = one.procurement
    cpv = case.main_cpv[:CLASS] if len(case.main_cpv) >= CLASS else ""
    return Wanted(one.authority_id, case.pk, case.entry_id, cpv, case.category, since=date.min, until=on)


def found_for(one: Tender, *, on: date) -> Found:
    """Find the suppliers that could be asked, in a fixed number of queries."""
    where = Where(one.place, home_places(one.authority, on=on))
    wanted = wanted_for(one, on=on)
    supplied = knowing.supplied(wanted) if wanted.says_anything else {}
    asked = _asked_before(one, wanted)
    rows = _rows({*supplied, *asked, *_near(where)})
    shown = _by_standing(supplied)
    known = _known(one, rows, supplied=shown, asked={_standing(each, rows) for each in asked}, on=on)
    everybody = suggested(known, where, most=MOST)
    first = suggested(known, where, most=int(setting("suggested", "count", on=on, authority=one.authority)))
    return Found(everybody, first, _gaps(one, where, wanted, everybody))


def _near(where: Where) -> list[int]:
    parts = [one.strip() for one in where.place.replace(";", ",").split(",")]
    words = [one for one in where.place.replace(",", " ").split() if len(one) >= SHORTEST_WORD]
    condition = Q()
    for text in dict.fromkeys([*parts, *words, *where.home]):
        if text:
            condition |= Q(place__iexact=text)
    for code in dict.fromkeys([area(where.place), *(each for each in where.home if len(each) < SHORTEST_WORD)]):
        if code:
            condition |= Q(postcode__istartswith=code)
    if not condition:
        return []
    rows = Supplier.objects.live().filter(condition).order_by("-size", "name", "pk")
    return list(rows.values_list("pk", flat=True)[:MOST_NEAR])


def _asked_before(one: Tender, wanted: Wanted) -> set[int]:
    alike = Q()
    if wanted.cpv_class:
        alike |= Q(tender__procurement__main_cpv__startswith=wanted.cpv_class)
    if wanted.category:
        alike |= Q(tender__procurement__category=wanted.category)
    if not alike:
        return set()
    rows = Invitation.objects.filter(alike, tender__authority=one.authority_id, invited_on__isnull=False)
    return set(rows.order_by("-invited_on").values_list("supplier", flat=True)[:MOST])


def _rows(numbers: Iterable[int]) -> dict[int, Supplier]:
    rows = Supplier.objects.filter(pk__in=sorted(numbers)[:MOST]).select_related("merged_into")
    return {row.pk: row for row in rows}


def _standing(number: int, rows: dict[int, Supplier]) -> int:
    return rows[number].standing_id if number in rows else number


def _by_standing(supplied: dict[int, str]) -> dict[int, str]:
    merged = Supplier.objects.filter(pk__in=list(supplied), merged_into__isnull=False)
    into = {pk: standing for pk, standing in merged.values_list("pk", "merged_into") if standing is not None}
    return {into.get(number, number): shown for number, shown in supplied.items()}


def _known(
    one: Tender, rows: dict[int, Supplier], *, supplied: dict[int, str], asked: set[int], on: date
) -> list[Known]:
    standing = {row.standing_id: row.standing for row in rows.values()}
    last = _last_invited(one, standing)
    emails = known_emails(one, standing, on=on)
    return [
        Known(
            number=number,
            name=row.name,
            place=row.place,
            postcode=row.postcode,
            is_small={Size.SME: True, Size.LARGE: False}.get(row.size),  # type: ignore[call-overload]
            is_vcse=row.is_vcse,
            supplied=supplied.get(number, ""),
            was_asked=number in asked,
            last_invited_on=last.get(number),
            email=emails.get(number, ""),
        )
        for number, row in standing.items()
    ]


def _last_invited(one: Tender, numbers: Iterable[int]) -> dict[int, date]:
    rows = Invitation.objects.filter(tender__authority=one.authority_id, invited_on__isnull=False)
    rows = rows.filter(supplier__in=list(numbers)).exclude(tender=one)
    return dict(rows.values("supplier").annotate(last=Max("invited_on")).values_list("supplier", "last"))


def known_emails(one: Tender, numbers: Iterable[int], *, on: date) -> dict[int, str]:
    """Give where suppliers can be reached: as they were last by this authority, else an owner's address on the Hub."""
    wanted = list(numbers)
    found: dict[int, str] = {}
    owners = Membership.objects.in_force(on).filter(role=Role.SUPPLIER_OWNER, party__supplier__in=wanted)
    for number, email in owners.order_by("-pk").values_list("party__supplier", "person__email"):
        found[number] = email
    rows = Invitation.objects.filter(tender__authority=one.authority_id, supplier__in=wanted).exclude(email="")
    for number, email in rows.order_by("pk").values_list("supplier", "email"):
        found[number] = email
    return found


def _gaps(one: Tender, where: Where, wanted: Wanted, everybody: list[Suggestion]) -> list[str]:
    said = []
    if not wanted.says_anything:
        told = "The case has no category and no CPV code, so nobody can tell who supplied such a thing before."
        said.append(told)
    if not where.is_known:
        said.append("Nobody said where it is needed, and no place counts as local, so nobody can tell who is near.")
    unplaced = sum("place" in each.unknown for each in everybody)
    if unplaced:
        said.append(f"The place of {plural(unplaced, 'supplier')} among these is not known.")
    unsized = sum("size" in each.unknown for each in everybody)
    if unsized:
        said.append(f"The size of {plural(unsized, 'supplier')} among these is not known.")
    said.append(
        "The register does not hold what suppliers sell: only what they supplied, or were asked for, here before."
    )
    return said

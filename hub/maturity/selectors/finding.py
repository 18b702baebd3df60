"""Read level tests, behaviours, evidence, rounds and snapshots."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from hub.maturity.models import Claim, Evidence, Round, Snapshot, SnapshotLine
from hub.platform.actors import Actor
from hub.platform.documents import acts as documents
from hub.platform.documents.models import Document
from hub.platform.documents.terms import State as PaperState
from hub.platform.events.models import Event
from hub.platform.identity.roles import OFFICERS
from hub.platform.reference import lookup
from hub.platform.reference.files import all_sets
from hub.platform.reference.models import Entry
from hub.platform.tenancy.models import Authority

TESTS, CAPABILITIES, BEHAVIOURS = "level_tests", "capabilities", "behaviours"


def tests_on(day: date, authority: Authority) -> dict[str, list[Entry]]:
    """Give the level tests that hold on a day, by capability; an authority's own takes the place of the shipped one."""
    found: dict[str, list[Entry]] = {}
    for entry in lookup.layered(TESTS, on=day, authority=authority):
        found.setdefault(entry.data["capability"], []).append(entry)
    return found


def first_day_of_tests() -> date | None:
    """Give the first day on which any level test holds."""
    rows = Entry.objects.filter(set=TESTS).order_by("valid_from")
    return rows.values_list("valid_from", flat=True).first()  # type: ignore[no-any-return]


def capabilities(day: date, authority: Authority) -> list[Entry]:
    """Give the capabilities."""
    return lookup.layered(CAPABILITIES, on=day, authority=authority)


def behaviours(day: date, authority: Authority) -> list[Entry]:
    """Give the behaviours of the national strategy, with their ladders."""
    return lookup.layered(BEHAVIOURS, on=day, authority=authority)


def shipped_keys() -> set[str]:
    """Give the indicators that the shipped tests name, built or not."""
    entries = all_sets()[TESTS].entries
    return {part["indicator"] for entry in entries for part in entry.data["computed"]}


def _mine(model: Any, actor: Actor) -> Any:
    if actor.is_system:
        return model.objects.all()
    reach = [party for party in actor.reach if actor.holds(OFFICERS, party)]
    return model.objects.visible_to(actor).filter(authority__in=reach)


def evidence_rows(actor: Actor) -> Any:
    """Give the evidence that an officer may read."""
    return _mine(Evidence, actor).select_related("owner")


def evidence(actor: Actor, reference: str) -> Evidence | None:
    """Give one piece of evidence, or None."""
    return evidence_rows(actor).filter(reference=reference).first()  # type: ignore[no-any-return]


def evidence_numbered(pk: int) -> Evidence:
    """Give one piece of evidence with its authority."""
    return Evidence.objects.select_related("authority").get(pk=pk)  # type: ignore[no-any-return]


def evidence_is_visible(actor: Actor, pk: int) -> bool:
    """Say whether an officer may read a piece of evidence."""
    return bool(_mine(Evidence, actor).filter(pk=pk).exists())


def evidence_owners(ids: Iterable[int]) -> dict[int, set[int]]:
    """Give the person who answers for each piece of evidence, by number."""
    rows = Evidence.objects.filter(pk__in=list(ids)).values_list("pk", "owner")
    return {pk: {owner} for pk, owner in rows}


def with_paper(found: Iterable[Evidence], at: datetime) -> set[int]:
    """Give the numbers of the evidence on which a paper hung at a moment that was not withdrawn by then."""
    ids = [each.pk for each in found]
    papers = Document.objects.filter(subject_kind=Evidence.kind(), subject_id__in=ids, added_at__lte=at)
    gone = [pk for pk, status in papers.values_list("pk", "status") if status != PaperState.CURRENT]
    if gone:
        later = Event.objects.filter(verb=documents.WITHDRAW.name, subject_kind=Document.kind(), subject_id__in=gone)
        still = set(later.filter(at__gt=at).values_list("subject_id", flat=True))
        papers = papers.exclude(pk__in=[pk for pk in gone if pk not in still])
    return set(papers.values_list("subject_id", flat=True))


def evidence_by_part(authority: Authority, day: date) -> dict[str, Evidence]:
    """Give for each part the evidence that counts on a day, else the last one that did before it."""
    rows = Evidence.objects.filter(authority=authority, given_on__lte=day).select_related("owner")
    found: dict[str, Evidence] = {}
    for each in rows.order_by("given_on", "pk"):
        known = found.get(each.part)
        if known is None or each.stands_on(day) or not known.stands_on(day):
            found[each.part] = each
    return found


def part_choices(day: date, authority: Authority) -> list[tuple[str, str]]:
    """Give every part that can be attested, with its capability and what it says."""
    return [
        (part["key"], f"{capability}: {part['says']}")
        for capability, entries in tests_on(day, authority).items()
        for entry in sorted(entries, key=lambda each: each.data["level"])
        for part in entry.data.get("attested", [])
    ]


def claims_on(authority: Authority, day: date) -> dict[tuple[str, str], Claim]:
    """Give the latest claim of each row and behaviour by a day."""
    rows = Claim.objects.filter(authority=authority, made_on__lte=day).select_related("person")
    return {(each.subject, each.code): each for each in rows.order_by("made_on", "pk")}


def rounds(actor: Actor) -> Any:
    """Give the yearly assessments that an officer may read."""
    return _mine(Round, actor)


def round_of(actor: Actor, reference: str) -> Round | None:
    """Give one year's assessment at the actor's own authority, or None."""
    if not str(reference).isdecimal() or len(str(reference)) != len("2026"):
        return None
    return rounds(actor).filter(authority=actor.home_id, year=int(reference)).first()  # type: ignore[no-any-return]


def snapshots(authority: Authority, *, until: date) -> list[Snapshot]:
    """Give the month-end snapshots of an authority up to a day, oldest first."""
    return list(Snapshot.objects.filter(authority=authority, on__lte=until).order_by("on"))


def snapshot_on(authority: Authority, day: date) -> Snapshot | None:
    """Give what was kept at the end of a day, or None where nothing was."""
    return Snapshot.objects.filter(authority=authority, on=day).first()  # type: ignore[no-any-return]


def month_ends(authority: Authority, *, until: date) -> dict[tuple[str, str], list[tuple[date, int | None]]]:
    """Give month end and computed level of each that was kept up to a day, oldest first, by subject and code."""
    rows = SnapshotLine.objects.filter(snapshot__authority=authority, snapshot__on__lte=until)
    found: dict[tuple[str, str], list[tuple[date, int | None]]] = {}
    kept = rows.order_by("snapshot__on").values_list("subject", "code", "snapshot__on", "computed")
    for subject, code, on, computed in kept:
        found.setdefault((subject, code), []).append((on, computed))
    return found


def locked_rounds(authority: Authority, day: date) -> Sequence[Round]:
    """Give the assessments locked by a day, the last first."""
    rows = Round.objects.filter(authority=authority, locked_on__lte=day).order_by("-locked_on")
    return list(rows.prefetch_related("answers"))

"""Reads for the public site, for the open data and for the people who publish."""

from __future__ import annotations

import base64
import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Sum

from hub.contract.models import Contract
from hub.pipeline.models import PipelineEntry
from hub.platform.actors import Actor
from hub.platform.documents.models import Document
from hub.platform.documents.terms import Audience, Scan, State
from hub.platform.events import checkpoints, signing
from hub.platform.events.models import Checkpoint, Event, Head, Position
from hub.platform.tenancy.models import Authority
from hub.publishing import rules
from hub.publishing.acts import PUBLISHERS, WITHHOLDERS
from hub.publishing.models import (
    Publication,
    PublishedContract,
    PublishedDecision,
    PublishedEngagement,
    PublishedPart,
    PublishedPlan,
    PublishedSupplier,
    PublishedVersion,
    PublishedWaiver,
    Redaction,
)
from hub.publishing.selectors.telling import (  # noqa: F401
    MOST_TOLD,
    changed_since,
    departures,
    leaving,
    stone,
    stones,
    stones_with,
    watches,
)
from hub.publishing.terms import PlanState, PublicState, RedactionState, RunState
from hub.supplier import selectors as supplier_selectors
from hub.supplier.models import Supplier

SUBSCRIBER = "publishing.contracts"
RUNNING = (PublicState.LIVE, PublicState.SUSPENDED)
WAITING = frozenset({Scan.WAITING, Scan.INFECTED})


@dataclass(frozen=True)
class PlanSeen:
    """When something planned was first shown to the public, and what happened to it last."""

    first_at: datetime
    last_at: datetime
    last_number: int


def plans_seen(ids: Iterable[int]) -> dict[int, PlanSeen]:
    """Give when entries of the plan were first shown and last changed, by number, from their events alone."""
    rows = Event.objects.filter(root_kind=PipelineEntry.kind(), root_id__in=list(ids), verb__startswith="pipeline.")
    found: dict[int, PlanSeen] = {}
    for root, number, verb, at in rows.order_by("number").values_list("root_id", "number", "verb", "at"):
        if root in found:
            found[root] = PlanSeen(found[root].first_at, at, number)
        elif verb == "pipeline.show":
            found[root] = PlanSeen(at, at, number)
    return found


def plans() -> Any:
    """Give what is on the public pipeline; what was taken off has a page but no row."""
    return PublishedPlan.objects.exclude(state=PlanState.WITHDRAWN)


def plan(slug: str) -> PublishedPlan | None:
    """Give one published plan by its address, withdrawn ones included."""
    return PublishedPlan.objects.select_related("authority").filter(slug=slug).first()


def had_plans(authority: Authority | None, by: date) -> bool:
    """Say whether an authority, or any, had something on the public pipeline by a day."""
    found = PublishedPlan.objects.filter(first_shown_at__date__lte=by)
    return bool((found.filter(authority=authority) if authority is not None else found).exists())


def plans_to_index(ids: Iterable[int]) -> Any:
    """Give the published plans that search indexes."""
    return plans().filter(pk__in=list(ids))


def histories(ids: Iterable[int]) -> dict[int, rules.History]:
    """Give the public history of contracts by number, in one query."""
    rows = Event.objects.filter(root_kind=Contract.kind(), root_id__in=list(ids), verb__startswith="contract.")
    happenings: dict[int, list[rules.Happening]] = defaultdict(list)
    for root, number, verb, at, text in rows.order_by("number").values_list(
        "root_id", "number", "verb", "at", "detail_row__text"
    ):
        changes = json.loads(text).get("changes", {}) if text else None
        happenings[root].append(rules.Happening(number, verb, at, changes))
    return {root: rules.history(each) for root, each in happenings.items()}


def decisions() -> Any:
    """Give the decisions that the public may read."""
    return PublishedDecision.objects.filter(is_withdrawn=False)


def decision(slug: str) -> PublishedDecision | None:
    """Give a decision by its reference, also when it was taken back; None when it never was published."""
    return PublishedDecision.objects.filter(slug=slug).select_related("authority").first()


def redactions_of(ids: Iterable[int]) -> dict[int, list[Redaction]]:
    """Give what is withheld of contracts, by number."""
    found: dict[int, list[Redaction]] = defaultdict(list)
    for row in Redaction.objects.filter(contract_id__in=list(ids), status=RedactionState.IN_FORCE).order_by("pk"):
        found[row.contract_id].append(row)
    return found


def papers_of(ids: Iterable[int]) -> dict[int, list[dict[str, Any]]]:
    """Give the documents that everyone may read, by contract."""
    rows = Document.objects.filter(
        subject_kind=Contract.kind(),
        subject_id__in=list(ids),
        audience=Audience.PUBLIC,
        status=State.CURRENT,
        is_confidential=False,
    )
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for paper in rows.prefetch_related("versions").order_by("title", "pk"):
        file = paper.latest
        if file is not None and file.scan not in WAITING:
            found[paper.subject_id].append(
                {
                    "title": paper.title,
                    "url": f"/documents/{paper.public_id}/{file.number}/",
                    "size": file.size,
                    "type": file.content_type,
                    "sha256": file.sha256,
                    "added_on": file.added_at.date().isoformat(),
                }
            )
    return found


def superseded(ids: Iterable[int], after: int) -> set[int]:
    """Give the contracts about which the log says more after an event; that later event will bring them up to date."""
    verbs = Q(verb__startswith="contract.") | Q(verb__startswith="document.")
    rows = Event.objects.filter(verbs, root_kind=Contract.kind(), root_id__in=list(ids), number__gt=after)
    return set(rows.values_list("root_id", flat=True).distinct())


def contracts_naming(suppliers: Iterable[int]) -> set[int]:
    """Give the contracts that name some suppliers, entries merged with them included."""
    ids = list(suppliers)
    together = Q(parties__supplier__in=ids) | Q(parties__supplier__merged_into__in=ids)
    beside = Q(parties__supplier__merged_into__absorbed__in=ids)
    published = PublishedPart.objects.filter(supplier__supplier_id__in=ids)
    named = Contract.objects.filter(together | beside).values_list("pk", flat=True)
    return {*named, *published.values_list("contract__contract_id", flat=True)}


def contracts_of_redactions(ids: Iterable[int]) -> set[int]:
    """Give the contracts that redactions are about."""
    return set(Redaction.objects.filter(pk__in=list(ids)).values_list("contract_id", flat=True))


def engagements() -> Any:
    """Give every market engagement that was opened to all suppliers."""
    return PublishedEngagement.objects.select_related("authority")


def engagement(slug: str) -> PublishedEngagement | None:
    """Give one published market engagement by its address."""
    return engagements().filter(slug=slug).first()  # type: ignore[no-any-return]


def waivers() -> Any:
    """Give every waiver that was granted, those that were withdrawn since too."""
    return PublishedWaiver.objects.select_related("authority")


def waiver(slug: str) -> PublishedWaiver | None:
    """Give one published waiver by its address."""
    return waivers().filter(slug=slug).first()  # type: ignore[no-any-return]


def contracts() -> Any:
    """Give the contracts on the public register; what was withdrawn has a page but no row."""
    return PublishedContract.objects.exclude(state=PublicState.WITHDRAWN)


def contract(slug: str) -> PublishedContract | None:
    """Give one published contract by its address, withdrawn ones included."""
    rows = PublishedContract.objects.select_related("authority")
    return rows.prefetch_related("versions", "parts__supplier").filter(slug=slug).first()


def with_ocid(ocid: str) -> list[PublishedContract]:
    """Give the contracts of one contracting process; if none is left, what tells of those that were withdrawn."""
    if not ocid:
        return []
    return list(contracts().filter(ocid=ocid).order_by("slug")[:50] or stones().filter(ocid=ocid).order_by("slug")[:1])


def suppliers() -> Any:
    """Give the suppliers with a contract on the public register."""
    return PublishedSupplier.objects.all()


def supplier(number: int) -> PublishedSupplier | None:
    """Give one published supplier."""
    return PublishedSupplier.objects.filter(supplier_id=number).first()


def standing_for(number: int) -> int | None:
    """Give the published supplier into whose entry another was merged."""
    merged = Supplier.objects.filter(pk=number, merged_into__isnull=False).values_list("merged_into", flat=True).first()
    return merged if merged and supplier(merged) else None


def to_index(ids: Iterable[int]) -> Any:
    """Give the published contracts that search indexes."""
    return contracts().filter(pk__in=list(ids)).prefetch_related("parts__supplier")


def suppliers_to_index(ids: Iterable[int]) -> Any:
    """Give the published suppliers that search indexes."""
    return PublishedSupplier.objects.filter(pk__in=list(ids))


def other_names(ids: Iterable[int]) -> dict[int, list[tuple[str, str]]]:
    """Give the other names of suppliers."""
    return supplier_selectors.names_of_many(ids)


@dataclass(frozen=True)
class Headline:
    """The three numbers of the public front page."""

    running: int
    value: Decimal
    without_value: int
    suppliers: int


def headline() -> Headline:
    """Count the contracts in force, what they are worth and with how many suppliers they are."""
    rows = PublishedContract.objects.filter(state__in=RUNNING)
    found = rows.aggregate(
        count=Count("pk"), value=Sum("value_ex_vat"), unknown=Count("pk", filter=Q(value_ex_vat__isnull=True))
    )
    firms = PublishedSupplier.objects.filter(live_count__gt=0).count()
    return Headline(found["count"], found["value"] or Decimal(0), found["unknown"], firms)


def newest(most: int = 5) -> list[PublishedContract]:
    """Give the contracts that came onto the public register last."""
    return list(contracts().order_by("-first_shown_at", "-event_number")[:most])


def latest_changes(most: int = 5) -> list[PublishedVersion]:
    """Give the last changes that the public may read."""
    rows = PublishedVersion.objects.exclude(contract__state=PublicState.WITHDRAWN)
    return list(rows.select_related("contract").order_by("-event_number")[:most])


def first_values(rows: Iterable[PublishedContract]) -> dict[int, Decimal]:
    """Give what contracts were worth before their first change of value, for those that had one."""
    found: dict[int, Decimal] = {}
    versions = PublishedVersion.objects.filter(contract__in=[row.pk for row in rows]).order_by("number")
    for row, changes in versions.values_list("contract_id", "changes"):
        for label, before, _ in changes:
            if label == "Value, ex VAT" and before is not None:
                found.setdefault(row, Decimal(before))
    return found


@dataclass(frozen=True)
class Freshness:
    """How far the public tables have followed the log."""

    as_at: datetime
    is_current: bool
    behind: int
    fault: bool


def freshness(at: datetime) -> Freshness:
    """Say of which moment the public facts are: now, or that of the last event they have taken in."""
    head = Head.objects.values_list("number", flat=True).first() or 0
    place = Position.objects.filter(subscriber=SUBSCRIBER).first()
    number = place.number if place else 0
    if number >= head:
        return Freshness(at, True, 0, False)
    last = Event.objects.filter(number=number).values_list("at", flat=True).first()
    return Freshness(last or at, False, head - number, bool(place and place.faults))


def position() -> int:
    """Give the number of the last event that the public tables have taken in."""
    return Position.objects.filter(subscriber=SUBSCRIBER).values_list("number", flat=True).first() or 0


def checkpoints_made(most: int = 50) -> list[Checkpoint]:
    """Give the signed checkpoints, newest first."""
    return list(Checkpoint.objects.order_by("-size")[:most])


@dataclass(frozen=True)
class Verdict:
    """What a check of a checkpoint found, in words."""

    is_good: bool
    says: str


def check_checkpoint(text: str, signature: str) -> Verdict:
    """Say whether a checkpoint was signed by this Hub and still agrees with the log."""
    text = text.replace("\r\n", "\n").strip() + "\n"
    lines = text.split("\n")
    if len(lines) < 4 or lines[0] != checkpoints.ORIGIN or not lines[1].isdigit() or len(lines[1]) > 15:
        return Verdict(False, "This is not a checkpoint of the Hub. Copy all four lines, beginning with the name.")
    keys, size = signing.known(), int(lines[1])
    if not any(signing.is_ours(signing.Signature(text, signature.strip(), key), size=size, keys=keys) for key in keys):
        return Verdict(False, "The signature is not ours, or a character of the text was changed.")
    held = Checkpoint.objects.filter(size=size).first()
    if held is None:
        return Verdict(False, "We signed this, but our log has no checkpoint of that size. Tell the auditor.")
    if base64.b64decode(lines[2]).hex() != held.root:
        return Verdict(False, "We signed this, but our log now gives another root. Tell the auditor.")
    return Verdict(True, f"We signed this. The log held {held.size:,} events then; nothing of it has changed since.")


def redactions(actor: Actor) -> Any:
    """Give the redactions of the actor's own authorities."""
    return Redaction.objects.visible_to(actor).select_related("authority")


def redaction(actor: Actor, number: str) -> Redaction | None:
    """Give one redaction to somebody of its authority."""
    found = redactions(actor).filter(pk=number).first() if number.isdecimal() and len(number) < 18 else None
    return found if found is not None and actor.holds(WITHHOLDERS, found.authority_id) else None


def withheld_from(contract_id: int) -> list[Redaction]:
    """Give what is withheld of one contract."""
    return redactions_of([contract_id]).get(contract_id, [])


def published(contract_id: int) -> PublishedContract | None:
    """Give the public row of a contract, if it has one."""
    return PublishedContract.objects.filter(contract_id=contract_id).first()


def publication(actor: Actor, number: str) -> Publication | None:
    """Give one run to a publisher of its authority."""
    if not number.isdecimal() or len(number) > 17:
        return None
    found = Publication.objects.visible_to(actor).select_related("authority").filter(pk=number).first()
    return found if found is not None and actor.holds(PUBLISHERS, found.authority_id) else None


def last_run(key: str, authority: Authority | None) -> Publication | None:
    """Give the newest run of a data set that stands; of one authority, or of all."""
    found = Publication.objects.filter(dataset=key, status=RunState.PUBLISHED)
    if authority is not None:
        found = found.filter(authority=authority)
    return found.order_by("-published_at", "-pk").first()  # type: ignore[no-any-return]


def runs(key: str) -> list[Publication]:
    """Give every run of a data set, newest first, withdrawn ones included."""
    return list(Publication.objects.filter(dataset=key).select_related("authority").order_by("-published_at", "-pk"))


def run(key: str, number: int) -> Publication | None:
    """Give one run of a data set."""
    return Publication.objects.filter(dataset=key, pk=number).select_related("authority").first()  # type: ignore[no-any-return]


def files_of_runs(digests: Collection[str]) -> set[str]:
    """Give those of some digests that a run of a data set has; what was published stays."""
    return set(Publication.objects.filter(sha256__in=digests).values_list("sha256", flat=True))

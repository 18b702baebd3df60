"""Keep the public tables: each row is made anew from the contract's events, its public facts and what is withheld.

A row depends on nothing that was in the tables before, so following the log step by step and replaying it from zero
give the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, Min, Q, Sum

from hub.contract import selectors as contract_selectors
from hub.contract.selectors import PublicFacts, PublicSupplier
from hub.platform import canon
from hub.platform.act_table import REGISTRY
from hub.platform.search import index
from hub.publishing import rules, selectors
from hub.publishing.models import (
    PublishedContract,
    PublishedPart,
    PublishedSupplier,
    PublishedVersion,
    Redaction,
)
from hub.publishing.terms import SECTIONS, Ground, PublicState

CHUNK = 500
FOREIGN_FACTS = ("foreign_value_inc_vat", "foreign_annual_ex_vat", "foreign_annual_inc_vat")
# Who withholds a value withholds it in every currency.
TWINS = {
    "value_ex_vat": {"foreign_value_ex_vat"},
    "value_inc_vat": {"foreign_value_inc_vat"},
    "annual_value_ex_vat": {"annual_value_inc_vat", "foreign_annual_ex_vat", "foreign_annual_inc_vat"},
}
COPIED = (
    "ocid", "title", "description", "agreement_kind", "nature", "department", "category", "main_cpv", "route",
    "regime", "was_invited", "is_sme", "is_vcse", "value_ex_vat", "value_inc_vat", "annual_value_ex_vat",
    "irrecoverable_vat", "currency", "foreign_value_ex_vat", "awarded_on", "signed_on", "starts_on",
    "ends_on", "latest_end_on", "review_on", "ended_on",
)  # fmt: skip
KEPT_AS_FACTS = (
    "location", "annual_value_inc_vat", *FOREIGN_FACTS, "cpvs", "lots", "partners", "extended_to",
    "framework_reference", "ended_because",
    "has_no_end", "source_url",
)  # fmt: skip
WRITTEN = [f.name for f in PublishedContract._meta.concrete_fields if f.name not in {"id", "contract_id"}]
PAPERS = {"field": "papers", "label": "Papers", "section": "Papers"}


def project(ids: Iterable[int]) -> int:
    """Make the public rows of some contracts anew; give how many are on show or have a stone."""
    wanted = sorted(set(ids))
    count = 0
    for start in range(0, len(wanted), CHUNK):
        with transaction.atomic():
            count += _project(wanted[start : start + CHUNK])
    return count


def _project(ids: list[int]) -> int:
    facts = {each.contract_id: each for each in contract_selectors.public_facts_of(ids)}
    histories = selectors.histories(ids)
    withheld = selectors.redactions_of(ids)
    papers = selectors.papers_of(ids)
    rows, parts, versions = [], {}, {}
    for pk in ids:
        fact, history = facts.get(pk), histories.get(pk)
        if fact is None or history is None or history.first is None:
            continue
        hidden = _hidden(withheld.get(pk, []))
        rows.append(_row(fact, history, withheld.get(pk, []), papers.get(pk, [])))
        parts[pk] = fact.suppliers if fact.may_be_shown and "suppliers" not in hidden else ()
        versions[pk] = _versions(fact, history, hidden)
    PublishedContract.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["contract_id"], update_fields=WRITTEN, batch_size=CHUNK
    )
    keys = dict(PublishedContract.objects.filter(contract_id__in=parts).values_list("contract_id", "pk"))
    _write_versions(keys, versions)
    touched = _write_parts(keys, parts)
    index.refresh(PublishedContract.kind(), keys.values())
    index.refresh(PublishedSupplier.kind(), touched)
    return len(rows)


def _row(
    fact: PublicFacts, history: rules.History, withheld: list[Redaction], papers: list[dict[str, Any]]
) -> PublishedContract:
    assert history.first is not None and history.last is not None
    row = PublishedContract(
        contract_id=fact.contract_id,
        authority_id=fact.authority_id,
        slug=fact.address,
        first_shown_at=history.first.at,
        changed_at=history.last.at,
        event_number=history.last.number,
    )
    hidden = _hidden(withheld)
    if not fact.may_be_shown:
        return _stone(row, fact, hidden)
    row.state = fact.status
    for name in COPIED:
        if name not in hidden:
            setattr(row, name, getattr(fact, name))
    if "suppliers" not in hidden:
        row.supplier_names = ", ".join(dict.fromkeys(each.name for each in fact.suppliers))[:600]
        row.supplier_numbers = ", ".join(_numbers(fact))[:400]
    plain = canon.plain(asdict(fact))
    row.facts = {name: plain[name] for name in KEPT_AS_FACTS if name not in hidden}
    if fact.corrected_reference:
        row.facts["reference"] = fact.corrected_reference
    row.withheld = [_withheld(each) for each in withheld]
    if fact.has_confidential_papers:
        row.withheld.append({**PAPERS, "ground": "Its papers are confidential", "review_on": None})
    row.papers = papers
    return row


def _stone(row: PublishedContract, fact: PublicFacts, hidden: set[str]) -> PublishedContract:
    """Leave of a withdrawn contract its numbers and the ground; those tell who read it elsewhere what became of it."""
    row.state = PublicState.WITHDRAWN
    row.ocid = fact.ocid
    row.facts = {"withdrawn_because": fact.withdrawn_because or "It was put back to a draft"}
    if "suppliers" not in hidden:
        # On no page: the feed of a supplier says by them that a contract left it.
        row.facts["suppliers"] = sorted({each.supplier_id for each in fact.suppliers})
    return row


def _hidden(withheld: list[Redaction]) -> set[str]:
    """Give the names of what is withheld, of a value in every currency."""
    fields = {each.field for each in withheld}
    return fields.union(*(TWINS.get(field, ()) for field in fields))


def _numbers(fact: PublicFacts) -> list[str]:
    return list(dict.fromkeys(f"{scheme}-{value}" for each in fact.suppliers for scheme, value in each.identifiers))


def _withheld(row: Redaction) -> dict[str, Any]:
    label, section = SECTIONS[row.field]
    ground = Ground(row.ground).label
    return {
        "field": row.field, "label": label, "section": section, "ground": ground, "review_on": row.review_on.isoformat()
    }  # fmt: skip


def _versions(fact: PublicFacts, history: rules.History, hidden: set[str]) -> list[PublishedVersion]:
    """Give what changed; of a withdrawn entry only that it was withdrawn."""
    found = [each for each in history.versions if fact.may_be_shown or each.is_withdrawal]
    return [
        PublishedVersion(
            number=number,
            event_number=each.happening.number,
            at=each.happening.at,
            what=_label(each.happening.verb),
            changes=[] if each.is_withdrawal else rules.told(each, hidden),
        )
        for number, each in enumerate(found, start=1)
    ]


def _label(verb: str) -> str:
    act = REGISTRY.get(verb)
    return act.label if act else verb


def _write_versions(keys: dict[int, int], versions: dict[int, list[PublishedVersion]]) -> None:
    PublishedVersion.objects.filter(contract__in=keys.values()).delete()
    rows = []
    for contract_id, made in versions.items():
        for row in made:
            row.contract_id = keys[contract_id]
            rows.append(row)
    PublishedVersion.objects.bulk_create(rows, batch_size=CHUNK)


def _write_parts(keys: dict[int, int], parts: dict[int, Any]) -> list[int]:
    """Write who supplies what, and the suppliers' own rows; give the keys of the suppliers that were touched."""
    before = PublishedPart.objects.filter(contract__in=keys.values())
    touched = set(before.values_list("supplier__supplier_id", flat=True))
    before.delete()
    named: dict[int, PublicSupplier] = {each.supplier_id: each for made in parts.values() for each in made}
    _write_suppliers(named)
    known = dict(PublishedSupplier.objects.filter(supplier_id__in=named).values_list("supplier_id", "pk"))
    wanted: dict[tuple[int, int], str] = {}
    for contract_id, made in parts.items():
        for each in made:
            wanted.setdefault((keys[contract_id], known[each.supplier_id]), each.role)
    PublishedPart.objects.bulk_create(
        [PublishedPart(contract_id=pair[0], supplier_id=pair[1], role=role) for pair, role in wanted.items()],
        batch_size=CHUNK,
    )
    return _count_suppliers(touched | set(named))


def _write_suppliers(named: dict[int, PublicSupplier]) -> None:
    names = selectors.other_names(named)
    rows = [
        PublishedSupplier(
            supplier_id=pk,
            name=each.name,
            other_names=[list(pair) for pair in names.get(pk, [])],
            identifiers=[list(pair) for pair in each.identifiers],
            is_sme=each.is_sme,
            is_vcse=each.is_vcse,
        )
        for pk, each in named.items()
    ]
    PublishedSupplier.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["supplier_id"],
        update_fields=["name", "other_names", "identifiers", "is_sme", "is_vcse"],
        batch_size=CHUNK,
    )


def _count_suppliers(suppliers: set[int]) -> list[int]:
    """Count what each supplier has on the register; one that has nothing left leaves it."""
    rows = list(PublishedSupplier.objects.filter(supplier_id__in=suppliers))
    shown = PublishedContract.objects.filter(parts__supplier__in=[row.pk for row in rows])
    sums = {
        found["parts__supplier"]: found
        for found in shown.order_by()
        .values("parts__supplier")
        .annotate(
            count=Count("pk", distinct=True),
            live=Count("pk", distinct=True, filter=Q(state__in=selectors.RUNNING)),
            value=Sum("value_ex_vat"),
            first=Min("starts_on"),
            last=Max("ends_on"),
        )
    }
    kept = [row for row in rows if row.pk in sums]
    apart = _not_in_pounds(shown)
    for row in kept:
        found = sums[row.pk]
        row.not_in_pounds = apart.get(row.pk, [])
        row.contracts_count, row.live_count, row.value_ex_vat = found["count"], found["live"], found["value"]
        row.first_on, row.last_on = found["first"], found["last"]
    fields = ["contracts_count", "live_count", "value_ex_vat", "not_in_pounds", "first_on", "last_on"]
    PublishedSupplier.objects.bulk_update(kept, fields, batch_size=CHUNK)
    PublishedSupplier.objects.filter(pk__in=[row.pk for row in rows if row.pk not in sums]).delete()
    return [row.pk for row in rows]


def _not_in_pounds(shown: Any) -> dict[int, list[list[Any]]]:
    """Give by supplier, for each currency, how many contracts are known in it only, and what they come to ex VAT."""
    found: dict[int, list[list[Any]]] = defaultdict(list)
    rows = shown.filter(value_ex_vat__isnull=True, foreign_value_ex_vat__isnull=False).order_by()
    summed = rows.values_list("parts__supplier", "currency").annotate(
        count=Count("pk", distinct=True), value=Sum("foreign_value_ex_vat")
    )
    for supplier, currency, count, value in sorted(summed):
        found[supplier].append([currency, count, f"{value:.2f}"])
    return found

"""Keep the index: rows are rebuilt from the records after every act, in bulk, in the act's transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from hub.platform import bulk, clock
from hub.platform.recorded import Recorded
from hub.platform.search import declare, scope
from hub.platform.search.adapters import adapter
from hub.platform.search.declare import Searchable
from hub.platform.search.fold import folded, folded_references
from hub.platform.search.models import SearchEntry, SearchTerm
from hub.platform.tenancy.models import Share

CHUNK = 1000
# Fewer are written one statement at a time, and two writers of the same entry do not meet in an error.
FEW = 50
SHORTEST_TERM, LONGEST_TERM = 4, 30
WRITTEN = [f.name for f in SearchEntry._meta.concrete_fields if f.name not in {"id", "kind", "object_id"}]


def refresh_roots(roots: list[Recorded], at: datetime) -> None:
    """Rebuild the entries of the roots that an act touched, and of what stands under them."""
    by_kind: dict[str, list[int]] = {}
    for root in roots:
        by_kind.setdefault(root.kind(), []).append(root.pk)
    for kind, ids in by_kind.items():
        refresh(kind, ids, at=at)


def refresh(kind: str, ids: Iterable[int], *, at: datetime | None = None) -> int:
    """Rebuild the entries of some records and of what stands under them; give how many rows were written.

    :param kind: the records' kind, such as ``contract.contract``.
    """
    wanted = sorted(set(ids))
    own = declare.declared(kind)
    below = [one for one in declare.all_declared() if one.under is not None]
    seen: set[tuple[str, str]] = set()
    written = 0
    for start in range(0, len(wanted), CHUNK):
        chunk = wanted[start : start + CHUNK]
        if own is not None:
            written += _write(own, own.load(chunk), Q(kind=kind, object_id__in=chunk), at=at, seen=seen)
        for one in below:
            assert one.under is not None
            stood = Q(kind=one.kind, root_kind=kind, root_id__in=chunk)
            written += _write(one, one.under(kind, chunk), stood, at=at, seen=seen)
    if written > CHUNK:
        adapter().settle()
    return written


def rebuild(kinds: Iterable[str] | None = None) -> dict[str, int]:
    """Rebuild the whole index, or some kinds, from the records; give the number of entries for each kind."""
    wanted = set(kinds) if kinds is not None else None
    with transaction.atomic():
        if wanted is None:
            SearchTerm.objects.all().delete()
        for one in declare.all_declared():
            if wanted is None or one.kind in wanted:
                _rebuild_one(one)
        if wanted is None:
            SearchEntry.objects.exclude(kind__in=[one.kind for one in declare.all_declared()]).delete()
    adapter().rebuild()
    return {one.kind: SearchEntry.objects.filter(kind=one.kind).count() for one in declare.all_declared()}


def _rebuild_one(one: Searchable) -> None:
    keys = list(one.model._base_manager.order_by("pk").values_list("pk", flat=True))
    seen: set[tuple[str, str]] = set()
    for start in range(0, len(keys), CHUNK):
        chunk = keys[start : start + CHUNK]
        stood = Q(kind=one.kind, object_id__in=chunk)
        _write(one, one.load(chunk), stood, at=None, seen=seen, is_thorough=True)
    held = SearchEntry.objects.filter(kind=one.kind)
    gone = sorted(set(held.values_list("object_id", flat=True)).difference(keys))
    for start in range(0, len(gone), CHUNK):
        held.filter(object_id__in=gone[start : start + CHUNK]).delete()


def _write(
    one: Searchable,
    records: Iterable[Any],
    stood: Q,
    *,
    at: datetime | None,
    seen: set[tuple[str, str]],
    is_thorough: bool = False,
) -> int:
    """Write the entries of some records and remove those that stood there and no longer should.

    :param is_thorough: learn the words of unchanged entries too, after the list of words was emptied.
    """
    found = list(records)
    roots = [one.root(record) for record in found]
    partners = _partners(roots)
    moment = at or clock.now()
    made = (
        _entry(one, record, root, partners=partners.get(root, ()), at=moment)
        for record, root in zip(found, roots, strict=True)
    )
    old = dict(SearchEntry.objects.filter(stood).values_list("object_id", "digest"))
    if gone := old.keys() - {record.pk for record in found}:
        SearchEntry.objects.filter(kind=one.kind, object_id__in=gone).delete()
    if old or is_thorough or len(found) < FEW:
        entries = list(made)
        changed = [entry for entry in entries if old.get(entry.object_id) != entry.digest]
        SearchEntry.objects.bulk_create(
            changed, update_conflicts=True, unique_fields=["kind", "object_id"], update_fields=WRITTEN
        )
        _learn(entries if is_thorough else changed, seen)
    else:
        changed = bulk.stream(SearchEntry, made)
        _learn(changed, seen)
    return len(changed)


def _partners(roots: list[tuple[str, int]]) -> dict[tuple[str, int], list[int]]:
    """Give the authorities with which each root is shared."""
    found: dict[tuple[str, int], list[int]] = {}
    for kind in {root[0] for root in roots}:
        ids = [root[1] for root in roots if root[0] == kind]
        rows = Share.objects.filter(subject_kind=kind, subject_id__in=ids)
        for pk, partner in rows.values_list("subject_id", "authority_id"):
            found.setdefault((kind, pk), []).append(partner)
    return found


def _entry(
    one: Searchable, record: Any, root: tuple[str, int], *, partners: Iterable[int], at: datetime
) -> SearchEntry:
    """Give the entry of a record: what people see of it, and what the index holds."""
    references = [reference for reference in one.references(record) if reference]
    title = one.title(record)
    authority_id = one.authority(record)
    is_public, is_confidential = one.is_public(record), one.is_confidential(record)
    said: tuple[Any, ...] = (
        *(*root, authority_id, is_public, is_confidential),
        *(title[:300], references[0][:100] if references else "", one.line(record)[:300], one.url(record)[:300]),
        *(folded_references(references), folded(title), folded(*one.names(record)), folded(one.text(record))),
        scope.entry_words(
            root_kind=root[0],
            authority_id=authority_id,
            partners=partners,
            is_public=is_public,
            is_confidential=is_confidential,
            readers=one.readers(record) if is_confidential else (),
            only_public=one.only_public,
        ),
    )
    digest = hashlib.blake2b("\x00".join(map(str, said)).encode(), digest_size=16).hexdigest()
    return bulk.placed(SearchEntry, None, one.kind, record.pk, *said, digest, at)  # type: ignore[no-any-return]


def _learn(entries: list[SearchEntry], seen: set[tuple[str, str]]) -> None:
    """Add the words of these entries to those known to their readers; those of confidential papers to nobody's."""
    found: dict[str, set[str]] = {}
    for entry in entries:
        for one in () if entry.is_confidential else scope.learning_words(entry.scope.split()):
            words = found.setdefault(one, set())
            for text in (entry.title, entry.names, entry.body):
                words.update(text.split())
    # In order, so that two writers meet in the same order.
    for one, words in sorted(found.items()):
        fresh = {w for w in words if SHORTEST_TERM <= len(w) <= LONGEST_TERM and w.isalpha() and (one, w) not in seen}
        seen.update((one, word) for word in fresh)
        _know(one, sorted(fresh))


def _know(one: str, words: list[str]) -> None:
    for start in range(0, len(words), 5000):
        some = words[start : start + 5000]
        # Most words of a long list are known already, and asking is far cheaper than offering them again.
        there = SearchTerm.objects.filter(scope=one, word__in=adapter().among_words(some))
        known = set(there.values_list("word", flat=True))
        rows = [SearchTerm(scope=one, word=word) for word in some if word not in known]
        SearchTerm.objects.bulk_create(rows, ignore_conflicts=True)

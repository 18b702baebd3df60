"""Search: words in, ranked records out, within what the actor may see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from hub.platform.actors import Actor
from hub.platform.search import spelling
from hub.platform.search.adapters import Match, Row, adapter
from hub.platform.search.fold import words as words_of
from hub.platform.search.models import SearchEntry
from hub.platform.search.scope import actor_words, kind_word

# Ranking every match of a word that is everywhere costs more than a page may; the page says when this was reached.
MOST_RANKED = 2000
MOST_WORDS = 12
# PostgreSQL leaves these out of the index, so neither database is asked for them.
STOP = frozenset(
    "a an and are as at be by for from has have in into is it its no not of on or our that the their this to was were"
    " which will with your".split()
)


@dataclass(frozen=True)
class Found:
    """A document in whose text a record was found."""

    label: str
    url: str


@dataclass(frozen=True)
class Hit:
    """One record that was found."""

    kind: str
    object_id: int
    score: float
    label: str = ""
    reference: str = ""
    line: str = ""
    url: str = ""
    found_in: tuple[Found, ...] = ()


@dataclass(frozen=True)
class SearchResult:
    """What a search found: hits best first, how many there are for each kind, and what was put right."""

    query: str
    hits: list[Hit] = field(default_factory=list)
    ranked: list[tuple[str, int]] = field(default_factory=list)
    capped: bool = False
    corrections: dict[str, str] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """Give the number of records found, at most as many as were ranked."""
        return len(self.ranked)

    @property
    def total_words(self) -> str:
        """Give the number as people read it."""
        return f"more than {MOST_RANKED:,}" if self.capped else f"{self.total:,}"

    @property
    def counts(self) -> dict[str, int]:
        """Give how many were found of each kind."""
        found: dict[str, int] = {}
        for kind, _ in self.ranked:
            found[kind] = found.get(kind, 0) + 1
        return found

    def ids(self, kind: str) -> list[int]:
        """Give the ids of one kind, best first."""
        return [pk for one, pk in self.ranked if one == kind]

    def of_kind(self, kind: str) -> list[Hit]:
        """Give the hits of one kind, best first."""
        return [hit for hit in self.hits if hit.kind == kind]


def search(
    query: str,
    *,
    actor: Actor | None,
    kinds: Iterable[str] | None = None,
    limit: int = 20,
    per_kind: int | None = None,
    authority_id: int | None = None,
    public_only: bool = False,
) -> SearchResult:
    """Find what ``query`` asks for, best first, within what ``actor`` may see.

    :param kinds: kinds of record, such as ``contract.contract``; all of them unless given.
    :param limit: how many hits come with label and address; ``result.ranked`` holds the ids of all.
    :param per_kind: take that many hits of each kind instead of ``limit`` in all.
    :param authority_id: only what this authority may read, its own and what is shared with it.
    """
    match = match_for(query, actor=actor, kinds=kinds, public_only=public_only)
    if match is not None and authority_id is not None:
        match = within(match, authority_id)
    if match is None:
        return SearchResult(query)
    rows = adapter().ranked(match, limit=MOST_RANKED + 1)
    corrections: dict[str, str] = {}
    if not rows:
        rows, corrections = _corrected(match)
    ordered = _by_root(rows[:MOST_RANKED])
    chosen = _choose(ordered, limit=limit, per_kind=per_kind)
    return SearchResult(
        query=query,
        hits=_filled(chosen, ordered),
        ranked=list(ordered),
        capped=len(rows) > MOST_RANKED,
        corrections=corrections,
    )


def ids_for(
    query: str, *, kind: str, actor: Actor | None, public_only: bool = False
) -> RawSQL | QuerySet[SearchEntry, Any]:
    """Give the ids of the records of one kind that match, as a subquery for ``filter(pk__in=…)``.

    All matches, unranked and uncapped, document text included; a query without words matches nothing.
    """
    match = match_for(query, actor=actor, kinds=[kind], public_only=public_only)
    if match is None:
        return SearchEntry.objects.none().values("root_id")
    return adapter().roots(match)  # type: ignore[no-any-return]


def found_ids(query: str, *, kind: str, actor: Actor | None, limit: int, public_only: bool = False) -> list[int]:
    """Give the ids of the records of one kind that match, as ``ids_for`` does, read at once and by the index alone.

    Joined to a register's own conditions, a database may read the whole register to find a few matches.

    :param limit: how many at most, in no order.
    """
    match = match_for(query, actor=actor, kinds=[kind], public_only=public_only)
    return adapter().root_ids(match, limit=limit) if match is not None else []


def corrected_query(query: str, corrections: dict[str, str]) -> str:
    """Give the query with its misspelt word put right."""
    for wrong, right in corrections.items():
        query = " ".join(right if word.lower() == wrong else word for word in query.split())
    return query


def correction(query: str, *, kind: str, actor: Actor | None, public_only: bool = False) -> str:
    """Give the query with its one misspelt word put right, if that finds a record of the kind; else nothing."""
    match = match_for(query, actor=actor, kinds=[kind], public_only=public_only)
    corrections = _corrected(match)[1] if match is not None else {}
    return corrected_query(query, corrections) if corrections else ""


def best_reference(reference: str, *, actor: Actor | None, public_only: bool = False) -> str | None:
    """Give the address of the one record that carries exactly this reference and that the actor may see."""
    match = match_for(reference, actor=actor, public_only=public_only)
    if match is None:
        return None
    entries = SearchEntry.objects.filter(shown_reference__in={reference.strip(), reference.strip().upper()})
    wanted = set(match.scope)
    found = [entry.url for entry in entries[:50] if wanted & set(entry.scope.split())]
    return found[0] if len(found) == 1 else None


def match_for(
    query: str, *, actor: Actor | None, kinds: Iterable[str] | None = None, public_only: bool = False
) -> Match | None:
    """Give what the index is asked, or None when nothing can be found."""
    scope = actor_words(actor, public_only=public_only)
    asked = words_of(query)[:MOST_WORDS]
    told = [word for word in asked if word not in STOP] or asked
    if not told or not scope:
        return None
    named = None if kinds is None else sorted({kind_word(kind) for kind in kinds})
    if named is not None and not named:
        return None
    return Match(
        words=tuple(told),
        scope=tuple(scope),
        kinds=tuple(named or ()),
        # One letter begins half of all words.
        is_prefix=asked[-1] == told[-1] and len(told[-1]) > 1 and not query.endswith(" "),
    )


def within(match: Match, authority_id: int) -> Match | None:
    """Keep of a scope what lies at one authority; None when the actor has nothing there."""
    marks = {f"za{authority_id}", f"zc{authority_id}"}
    kept = tuple(word for word in match.scope if word in marks or word.endswith(f"a{authority_id}"))
    return replace(match, scope=kept) if kept else None


def _corrected(match: Match) -> tuple[list[Row], dict[str, str]]:
    """Try again with one unknown word put right; only a suggestion that finds something is given."""
    missing = spelling.unknown(list(match.words), scope=match.scope)
    if len(missing) != 1:
        return [], {}
    best: tuple[list[Row], dict[str, str]] = ([], {})
    for suggestion in spelling.suggestions(missing[0], scope=match.scope):
        words = tuple(suggestion if word == missing[0] else word for word in match.words)
        rows = adapter().ranked(replace(match, words=words), limit=MOST_RANKED + 1)
        if len(rows) > len(best[0]):
            best = rows, {missing[0]: suggestion}
        if len(rows) > MOST_RANKED:
            break
    return best


def _by_root(rows: list[Row]) -> dict[tuple[str, int], list[Row]]:
    """Put the matches under their records, in the order of each record's best match."""
    ordered: dict[tuple[str, int], list[Row]] = {}
    for row in rows:
        ordered.setdefault((row.root_kind, row.root_id), []).append(row)
    return ordered


def _choose(ordered: dict[tuple[str, int], list[Row]], *, limit: int, per_kind: int | None) -> list[tuple[str, int]]:
    if per_kind is None:
        return list(ordered)[:limit]
    taken: dict[str, int] = {}
    chosen = []
    for root in ordered:
        taken[root[0]] = taken.get(root[0], 0) + 1
        if taken[root[0]] <= per_kind:
            chosen.append(root)
    return chosen


def _filled(chosen: list[tuple[str, int]], ordered: dict[tuple[str, int], list[Row]]) -> list[Hit]:
    """Give the hits with label and address, in one query."""
    if not chosen:
        return []
    wanted = Q(pk__in=[row.entry_id for root in chosen for row in ordered[root][:4]])
    for kind in {root[0] for root in chosen}:
        wanted |= Q(kind=kind, object_id__in=[root[1] for root in chosen if root[0] == kind])
    entries = {entry.pk: entry for entry in SearchEntry.objects.filter(wanted).defer("body", "names", "title")}
    by_thing = {(entry.kind, entry.object_id): entry for entry in entries.values()}
    hits = []
    for root in chosen:
        own = by_thing.get(root)
        papers = [entries[row.entry_id] for row in ordered[root][:4] if not row.is_root and row.entry_id in entries]
        if own is None:
            continue
        hits.append(
            Hit(
                kind=root[0],
                object_id=root[1],
                score=ordered[root][0].score,
                label=own.label,
                reference=own.shown_reference,
                line=own.line,
                url=own.url,
                found_in=tuple(Found(paper.label, paper.url) for paper in papers),
            )
        )
    return hits

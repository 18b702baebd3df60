"""The one way to list: a register is a class that declares columns, filters and views over a selector."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import connection
from django.db.models import F, Q, QuerySet
from django.db.models.expressions import OrderBy

from hub.platform import words
from hub.platform.actors import Actor
from hub.platform.registers import saved
from hub.platform.registers.address import EVERYTHING, Asked, Params, plain, understand, understand_table
from hub.platform.registers.columns import Column, chosen
from hub.platform.registers.counting import head_digest
from hub.platform.registers.filters.base import Asking, Filter
from hub.platform.registers.models import SavedView

if TYPE_CHECKING:
    from hub.platform.registers.listing import Listing
    from hub.platform.search.fewer import Meant

CHUNK = 500
ViewParams = Mapping[str, Any] | Callable[[Actor, datetime], Mapping[str, Any]]


@dataclass(frozen=True)
class BuiltIn:
    """A view that everybody has; ``params`` are those of the address, or a function of actor and moment."""

    slug: str
    name: str
    params: ViewParams

    def given(self, asking: Asking) -> Params:
        """Give the parameters for this reader at this moment."""
        return plain(self.params(asking.actor, asking.at) if callable(self.params) else self.params)


@dataclass(frozen=True)
class HeadLink:
    """A button at the right of the heading, or the one thing to do in an empty list."""

    text: str
    href: str
    go: bool = False


@dataclass(frozen=True)
class Empty:
    """What an empty list says: what would be here, why there is none, and one thing to do."""

    what: str
    why: str = ""
    link: HeadLink | None = None


class Register:
    """One list of records.

    A subclass declares it; ``source`` must start from a selector that begins with what the actor may see. Counts of a
    list that is costly to count are remembered as those of a long one are.
    """

    is_costly: ClassVar[bool] = False
    # The filters that look at nothing but the row itself. Where they are named, all facets and views of the register,
    # sums and what a reader may see change for a record only by an act on it; an act then renews the counts of long
    # lists in part (``blocks``) and does not throw them away.
    alone: ClassVar[frozenset[str]] = frozenset()

    name: ClassVar[str]
    title: ClassVar[str]
    noun: ClassVar[tuple[str, str]]
    columns: ClassVar[Sequence[Column]]
    filters: ClassVar[Sequence[Filter]] = ()
    views: ClassVar[Sequence[BuiltIn]] = ()
    default_sort: ClassVar[str] = ""
    # The view that the bare address shows, as a queue shows what waits; ``view=all`` then shows everything.
    default_view: ClassVar[str] = ""
    search_fields: ClassVar[Sequence[str]] = ()
    search_kind: ClassVar[str] = ""
    search_hint: ClassVar[str] = ""
    page_sizes: ClassVar[Sequence[int]] = (20, 50, 100)
    exports: ClassVar[Sequence[str]] = ("csv", "xlsx", "json")
    round_trip: ClassVar[bool] = False
    licence: ClassVar[str] = ""
    source_note: ClassVar[str] = ""
    empty: ClassVar[Empty | tuple[Any, ...]] = Empty("Nothing here yet")

    def source(self, actor: Actor, at: datetime) -> QuerySet[Any]:
        """Give every row that the actor may see, from a selector, without annotations."""
        raise NotImplementedError

    def enrich(self, rows: QuerySet[Any], at: datetime) -> QuerySet[Any]:
        """Add annotations that columns show or sort by; never used for counting."""
        return rows

    def prepare(self, rows: list[Any], actor: Actor, at: datetime) -> None:
        """Attach facts to the rows of one page or one chunk of an export, in a fixed number of queries."""

    def fact(self, listing: Listing) -> str:
        """Give the muted sentence beside the heading."""
        return ""

    def note(self, listing: Listing) -> str:
        """Give the sentence beside the pages: how fresh the figures are."""
        return self.source_note

    def nothing(self, listing: Listing) -> Empty | None:
        """Give what the list says when nothing is on show, where that is more than "none match"."""
        return None

    def links(self, actor: Actor) -> Sequence[HeadLink]:
        """Give the buttons at the right of the heading."""
        return ()

    def version(self) -> str:
        """Give what changes whenever the rows may have changed; counts of long lists hold while it stays."""
        return head_digest()

    def search(self, rows: QuerySet[Any], text: str, asking: Asking) -> QuerySet[Any]:
        """Keep the rows that the words find: by the search index, or by each word in one of the fields."""
        if self.search_kind:
            from hub.platform.search.search import ids_for

            is_public = asking.actor.is_anonymous
            actor = None if is_public else asking.actor
            found = ids_for(text, kind=self.search_kind, actor=actor, public_only=is_public)
            return rows.filter(pk__in=found)
        for word in text.split():
            rows = rows.filter(
                reduce(Q.__or__, (Q(**{f"{path}__icontains": word}) for path in self.search_fields), Q())
            )
        return rows

    def found_keys(self, rows: QuerySet[Any], text: str, asking: Asking, *, most: int) -> list[Any]:
        """Give the keys of up to so many rows that the words find; some may be of rows out of the reader's reach."""
        if not self.search_kind:
            return list(self.search(rows, text, asking).order_by().values_list("pk", flat=True)[:most])
        from hub.platform.search.search import found_ids

        is_public = asking.actor.is_anonymous
        actor = None if is_public else asking.actor
        return found_ids(text, kind=self.search_kind, actor=actor, public_only=is_public, limit=most)

    def meant(self, text: str, asking: Asking) -> Meant | None:
        """Give what was probably meant by words that find nothing: spelt better, or fewer of them."""
        if not self.search_kind:
            return None
        from hub.platform.search.fewer import meant

        is_public = asking.actor.is_anonymous
        actor = None if is_public else asking.actor
        return meant(text, kind=self.search_kind, actor=actor, public_only=is_public)

    @property
    def is_searched(self) -> bool:
        """Say whether there is a search box."""
        return bool(self.search_kind or self.search_fields)

    def column(self, key: str) -> Column:
        """Give a column by its key."""
        return next(column for column in self.columns if column.key == key)

    def shown_columns(self, asked: Asked) -> list[Column]:
        """Give the columns that the address asks for."""
        return chosen(self.columns, asked.columns)

    def understand(self, query: Params, asking: Asking, mine: Sequence[SavedView] | None = None) -> Asked:
        """Read an address, with the view it names underneath."""
        slug = next(iter(query.get("view", [])), "") or self.default_view
        if slug == EVERYTHING and self.default_view:
            slug = ""
        view_params, problem = self._view_params(slug, asking, mine)
        asked = understand(
            query,
            view="" if problem or not slug else slug,
            view_params=view_params,
            filters=self.filters,
            asking=asking,
        )
        asked.has_home = bool(self.default_view)
        if problem:
            asked.problems.insert(0, problem)
        sortable = {column.key for column in self.columns if column.order()}
        keys = {column.key for column in self.columns}
        understand_table(asked, sortable=sortable, columns=keys, sizes=self.page_sizes)
        return asked

    def _view_params(self, slug: str, asking: Asking, mine: Sequence[SavedView] | None) -> tuple[Params, str]:
        if not slug:
            return {}, ""
        for view in self.views:
            if view.slug == slug:
                return view.given(asking), ""
        if slug[:1] == "s" and slug[1:].isdecimal():
            held = saved.views_of(asking.actor, self.name) if mine is None else mine
            for kept in held:
                if kept.slug == slug:
                    return plain(kept.params), ""
        return {}, "We could not find that view. It may have been removed. You see the whole list."

    def found(self, rows: QuerySet[Any], asked: Asked, asking: Asking) -> QuerySet[Any]:
        """Apply the words searched for."""
        return self.search(rows, asked.q, asking) if asked.q else rows

    def narrowed(self, rows: QuerySet[Any], asked: Asked, asking: Asking, *, without: str = "") -> QuerySet[Any]:
        """Apply the filters, all but one if so asked."""
        values = asked.values()
        for one in self.filters:
            if one.key in values and one.key != without:
                rows = one.narrow(rows, values[one.key], asking)
        return rows

    def sorted_by(self, asked: Asked) -> tuple[Column | None, bool]:
        """Give the column of the order and whether it runs downwards."""
        key = asked.sort or self.default_sort
        if not key:
            return None, False
        return self.column(key.removeprefix("-")), key.startswith("-")

    def ordered(self, rows: QuerySet[Any], asked: Asked) -> QuerySet[Any]:
        """Sort by the declared paths of one column, missing values last, with the primary key as tie-breaker."""
        column, is_down = self.sorted_by(asked)
        paths = column.order() if column else ()
        return rows.order_by(*(_ordering(rows, path, is_down=is_down) for path in paths), "pk")

    def slice_of(self, rows: QuerySet[Any], asked: Asked, first: int, many: int) -> list[Any]:
        """Give the primary keys of one page of a long list, in the order of ``ordered``.

        No index keeps missing values last in both directions, so the rows that have a value are walked first and
        those that have none after them.
        """
        column, is_down = self.sorted_by(asked)
        paths = column.order() if column else ()
        ordered = self.ordered(rows, asked).values_list("pk", flat=True)
        if len(paths) != 1 or "__" in paths[0] or not _puts_missing_first(rows, paths[0], is_down=is_down):
            return list(ordered[first : first + many])
        path = paths[0]
        present = rows.filter(**{f"{path}__isnull": False})
        in_order = present.order_by(OrderBy(F(path), descending=is_down), "pk").values_list("pk", flat=True)
        keys = list(in_order[first : first + many])
        if len(keys) < many:
            passed = 0 if keys else first - present.order_by().count()
            absent = rows.filter(**{f"{path}__isnull": True}).order_by("pk").values_list("pk", flat=True)
            keys += absent[passed : passed + many - len(keys)]
        return keys

    def fetched(self, rows: QuerySet[Any], keys: Sequence[Any], columns: Sequence[Column]) -> QuerySet[Any]:
        """Give full rows for some primary keys, with all that the columns need joined or fetched."""
        joins = {join for column in columns for join in column.joins()}
        fetches = list(dict.fromkeys(fetch for column in columns for fetch in column.prefetch))
        found = rows.order_by().filter(pk__in=keys)
        return (found.select_related(*sorted(joins)) if joins else found).prefetch_related(*fetches)

    def rows(self, keys: Sequence[Any], asking: Asking, columns: Sequence[Column], source: QuerySet[Any]) -> list[Any]:
        """Give prepared rows in the order of their keys; one that has gone meanwhile is left out."""
        found = {row.pk: row for row in self.fetched(self.enrich(source, asking.at), keys, columns)}
        rows = [found[key] for key in keys if key in found]
        self.prepare(rows, asking.actor, asking.at)
        return rows

    def every(self, asked: Asked, asking: Asking, columns: Sequence[Column], source: QuerySet[Any]) -> Iterator[Any]:
        """Give all rows under the filters, in order, chunk by chunk with a fixed number of queries each."""
        narrowed = self.narrowed(self.found(source, asked, asking), asked, asking)
        ordered = self.ordered(self.enrich(narrowed, asking.at), asked)
        keys = list(ordered.values_list("pk", flat=True))
        for start in range(0, len(keys), CHUNK):
            yield from self.rows(keys[start : start + CHUNK], asking, columns, source)

    def summary_line(self, count: int, asked: Asked) -> str:
        """Say how many rows there are and in which order: "31 contracts. Sorted by end date."."""
        column, is_down = self.sorted_by(asked)
        order = f" Sorted by {column.phrase}{', last first' if is_down else ''}." if column else ""
        return f"{words.plural(count, *self.noun)}.{order}"


def _ordering(rows: QuerySet[Any], path: str, *, is_down: bool) -> OrderBy:
    """Put missing values last on both databases; said only where they could come first, so that indexes serve."""
    last = True if _puts_missing_first(rows, path, is_down=is_down) else None
    return OrderBy(F(path), descending=is_down, nulls_last=last)


def _puts_missing_first(rows: QuerySet[Any], path: str, *, is_down: bool) -> bool:
    """Say whether the database, left to itself, would begin with the rows that have no value."""
    first_by_itself = is_down if connection.vendor == "postgresql" else not is_down
    return first_by_itself and _may_be_missing(rows, path)


def _may_be_missing(rows: QuerySet[Any], path: str) -> bool:
    if path in rows.query.annotations:
        return True
    model, steps = rows.model, path.split("__")
    for step in steps:
        field = model._meta.pk if step == "pk" else model._meta.get_field(step)
        if getattr(field, "null", True):
            return True
        model = field.related_model or model
    return False

"""Finding records by words, on whichever database this is."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from hub.platform.actors import NOBODY, Actor, system_actor
from hub.platform.acts import perform, perform_many
from hub.platform.reference.models import Entry
from hub.platform.search import search as searching
from hub.platform.search import spelling
from hub.platform.search.fold import folded, folded_references, words
from hub.platform.search.index import rebuild, refresh
from hub.platform.search.models import SearchEntry, SearchTerm
from hub.platform.search.scope import actor_words
from hub.platform.search.search import best_reference, ids_for, search
from hub.platform.search.spelling import neighbours
from hub.platform.search.tests.conftest import ADD, CHANGE, KIND
from hub.platform.tenancy.models import Share


def found(query: str, actor: Any, **more: Any) -> list[str]:
    """Give the references of what a search finds, best first."""
    return [hit.reference for hit in search(query, actor=actor, **more).hits]


class TestWords:
    """What a query finds."""

    @pytest.fixture(autouse=True)
    def _records(self, added: Any) -> None:
        added("CON-2026-0001", "Household waste collection", names=["Meridian FM plc"], text="Lorries and bins")
        added("CON-2026-0002", "School transport", names=["Fenland Cycle Works"], text="Buses. No waste.")
        added("CON-2025-0003", "Café and catering services", names=["Müller & Söhne"], text="Meals")
        added("CA-000123", "Grounds maintenance", text="Mowing")

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ("household", ["CON-2026-0001"]),
            ("waste bins", ["CON-2026-0001"]),
            ("collections", ["CON-2026-0001"]),
            ("meridian", ["CON-2026-0001"]),
            ("cafe muller", ["CON-2025-0003"]),
            ("CAFÉ", ["CON-2025-0003"]),
            ("CON-2026-0002", ["CON-2026-0002"]),
            ("con/2026/0002", ["CON-2026-0002"]),
            ("CA-000123", ["CA-000123"]),
            ("ca000123", ["CA-000123"]),
            ("000123", ["CA-000123"]),
            ("school tran", ["CON-2026-0002"]),
            ("provision of grounds", []),
            ("maintenance of the grounds", ["CA-000123"]),
            ("lorries buses", []),
            ("", []),
            ("  -- !! ", []),
            ("the", []),
        ],
    )
    def test_are_all_found_the_last_as_a_beginning(self, cast: Any, query: str, expected: list[str]) -> None:
        assert found(query, cast.actor("aisha")) == expected

    def test_in_the_title_come_before_those_in_the_text(self, cast: Any) -> None:
        assert found("waste", cast.actor("aisha")) == ["CON-2026-0001", "CON-2026-0002"]

    @pytest.mark.parametrize(
        "query",
        [
            '"',
            "waste AND",
            "NEAR(waste bins)",
            "title:waste",
            "waste*",
            "waste'; DROP TABLE x",
            "a\x00b",
            "(((",
            "waste | & !",
            "-" * 5000,
            "ẞ" * 300,
        ],
    )
    def test_never_reach_the_databases_query_language(self, cast: Any, query: str) -> None:
        assert search(query, actor=cast.actor("aisha")).total <= 4

    def test_of_the_scope_let_nobody_further_in(self, cast: Any) -> None:
        assert found(f"za{cast.eca.pk}", cast.actor("harriet")) == []
        assert found("zofficer0", cast.actor("harriet")) == []


class TestSpelling:
    """One misspelt word."""

    @pytest.mark.parametrize("wrong", ["maintnance", "mmaintenance", "maimtenance", "mainteannce"])
    def test_is_put_right_and_said(self, cast: Any, added: Any, wrong: str) -> None:
        added("CON-1", "Grounds maintenance")
        result = search(f"grounds {wrong}", actor=cast.actor("aisha"))
        assert [hit.reference for hit in result.hits] == ["CON-1"]
        assert result.corrections == {wrong: "maintenance"}

    @pytest.mark.parametrize(
        ("wrong", "right"),
        [("proffesional", "professional"), ("maintainance", "maintenance"), ("insurrence", "insurance")],
    )
    def test_is_put_right_in_two_places_where_it_is_long(self, cast: Any, added: Any, wrong: str, right: str) -> None:
        added("CON-1", "Professional maintenance, insurance and bright signs")
        result = search(wrong, actor=cast.actor("aisha"))
        assert ([hit.reference for hit in result.hits], result.corrections) == (["CON-1"], {wrong: right})
        assert search("brighton", actor=cast.actor("aisha")).corrections == {}
        assert search(wrong, actor=cast.actor("harriet")).corrections == {}

    def test_is_put_right_to_a_word_that_occurs_only_in_the_plural(self, cast: Any, added: Any) -> None:
        added("CON-1", "Grounds maintenance")
        added("CON-2", "Travel group")
        result = search("groud maintenance", actor=cast.actor("aisha"))
        assert [hit.reference for hit in result.hits] == ["CON-1"]
        assert result.corrections == {"groud": "grounds"}

    def test_is_not_put_right_to_what_the_person_may_not_see(self, cast: Any, added: Any) -> None:
        added("CON-1", "Project Nightjar")
        result = search("nightjer", actor=cast.actor("harriet"))
        assert (result.total, result.corrections) == (0, {})

    def test_neither_a_suggestion_nor_its_lack_tells_what_another_authority_has(self, cast: Any, added: Any) -> None:
        added("CON-1", "Project nightjar")
        added("W-1", "Project nightjars", authority=cast.wdc)
        added("W-2", "Confidential nightjer", authority=cast.wdc)
        assert search("nightjer", actor=cast.actor("aisha")).corrections == {"nightjer": "nightjar"}
        own = actor_words(cast.actor("harriet"))
        assert spelling.suggestions("nightjbr", scope=own) == ["nightjer", "nightjars"]

    def test_what_is_shared_is_known_to_the_partner_too(self, cast: Any, added: Any, at_nine: datetime) -> None:
        entry = added("CON-1", "Project nightjar")
        Share.objects.create(authority=cast.wdc, subject_kind=KIND, subject_id=entry.pk)
        refresh(KIND, [entry.pk])
        assert search("nightjer", actor=cast.actor("harriet")).corrections == {"nightjer": "nightjar"}

    def test_is_left_alone_where_the_words_are_known(self, cast: Any, added: Any) -> None:
        added("CON-1", "Grounds maintenance")
        added("CON-2", "School meals")
        assert search("grounds meals", actor=cast.actor("aisha")).corrections == {}

    def test_neighbours_are_one_slip_away(self) -> None:
        assert {"cat", "cats", "at", "act"} - {"cat"} <= neighbours("cat")
        assert "cat" not in neighbours("cat")


class TestPermission:
    """Who finds what."""

    def test_another_authoritys_records_are_not_found_or_counted(self, cast: Any, added: Any) -> None:
        added("CON-1", "Waste", authority=cast.eca)
        added("WDC-CON-1", "Waste", authority=cast.wdc)
        assert found("waste", cast.actor("aisha")) == ["CON-1"]
        result = search("waste", actor=cast.actor("harriet"))
        assert result.total == 1 and result.counts == {KIND: 1}

    def test_can_be_narrowed_to_one_authority_but_never_widened(self, cast: Any, added: Any) -> None:
        added("CON-1", "Waste", authority=cast.eca)
        added("WDC-CON-1", "Waste", authority=cast.wdc)
        both = Actor(1, "Both", cast.actor("morag").grants | cast.actor("harriet").grants)
        assert sorted(found("waste", both)) == ["CON-1", "WDC-CON-1"]
        assert found("waste", both, authority_id=cast.wdc.pk) == ["WDC-CON-1"]
        assert found("waste", cast.actor("aisha"), authority_id=cast.wdc.pk) == []

    def test_shared_records_are_found_by_the_partner(self, cast: Any, added: Any) -> None:
        entry = added("CON-1", "Waste")
        Share.objects.create(subject_kind=KIND, subject_id=entry.pk, authority=cast.wdc)
        refresh(KIND, [entry.pk])
        assert found("waste", cast.actor("harriet")) == ["CON-1"]
        assert found("waste", cast.actor("yusuf")) == []

    @pytest.mark.parametrize("who", ["leo", "raj"])
    def test_who_is_no_officer_finds_nothing(self, cast: Any, added: Any, who: str) -> None:
        added("CON-1", "Waste", set="public")
        assert found("waste", cast.actor(who)) == []
        assert search("waste", actor=NOBODY).total == 0

    def test_the_public_finds_what_is_public(self, cast: Any, added: Any) -> None:
        added("CON-1", "Waste", set="public")
        added("CON-2", "Waste")
        assert found("waste", None, public_only=True) == ["CON-1"]

    def test_the_system_finds_everything(self, cast: Any, added: Any) -> None:
        added("CON-1", "Waste", authority=cast.wdc)
        assert found("waste", system_actor()) == ["CON-1"]


class TestIndex:
    """The index follows the records."""

    def test_a_change_is_found_at_once(self, cast: Any, added: Any, at_nine: datetime) -> None:
        entry = added("CON-1", "Waste")
        with perform(CHANGE, entry, by=system_actor(), at=at_nine):
            entry.label = "Recycling"
        assert found("recycling", cast.actor("aisha")) == ["CON-1"]
        assert found("waste", cast.actor("aisha")) == []

    def test_what_must_not_be_found_any_more_is_gone(self, cast: Any, added: Any, at_nine: datetime) -> None:
        entry = added("CON-1", "Waste")
        with perform(CHANGE, entry, by=system_actor(), at=at_nine):
            entry.set = "hidden"
        assert found("waste", cast.actor("aisha")) == []
        assert not SearchEntry.objects.exists()

    def test_a_refused_act_leaves_it_alone(self, cast: Any, added: Any, at_nine: datetime) -> None:
        entry = added("CON-1", "Waste")
        with pytest.raises(RuntimeError), perform(CHANGE, entry, by=system_actor(), at=at_nine):
            entry.label = "Recycling"
            raise RuntimeError
        assert found("waste", cast.actor("aisha")) == ["CON-1"]

    def test_the_number_of_queries_does_not_grow_with_the_records(self, cast: Any, at_nine: datetime) -> None:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        counts = []
        for many in (10, 400):
            entries = [
                Entry(
                    set="bulk", code=f"B{many}-{n}", label=f"Thing {n}", valid_from=at_nine.date(), authority=cast.eca
                )
                for n in range(many)
            ]
            perform_many(ADD, entries, by=system_actor(), at=at_nine, write=Entry.objects.bulk_create)
            for entry in entries:
                SearchEntry.objects.filter(object_id=entry.pk).delete()
            with CaptureQueriesContext(connection) as queries:
                refresh(KIND, [entry.pk for entry in entries])
            counts.append(len([q for q in queries if "SAVEPOINT" not in q["sql"]]))
        # SQLite takes 999 values a statement: 400 rows of the index are some eight inserts; nothing is a query a row.
        assert counts[1] <= counts[0] + 10

    def test_an_unchanged_record_is_not_written_again(self, added: Any) -> None:
        entry = added("CON-1", "Waste")
        assert refresh(KIND, [entry.pk]) == 0

    def test_is_made_again_from_the_records(self, cast: Any, added: Any) -> None:
        entry = added("CON-1", "Waste collection")
        SearchEntry.objects.all().delete()
        SearchTerm.objects.all().delete()
        SearchEntry.objects.create(
            kind="gone.gone", object_id=1, root_kind="gone.gone", root_id=1, label="Gone", url="/", scope="x",
            digest="x", title="gone", updated_at=datetime.fromisoformat("2026-01-01T00:00:00+00:00"),
        )  # fmt: skip
        assert rebuild()[KIND] == Entry.objects.exclude(set="hidden").count()
        assert found("waste", cast.actor("aisha")) == ["CON-1"]
        assert SearchTerm.objects.filter(word="collection").exists()
        assert not SearchEntry.objects.filter(kind="gone.gone").exists()
        assert entry.pk

    def test_takes_texts_of_any_size_and_content(self, cast: Any, added: Any) -> None:
        added("CON-1", "Waste", text=" ".join(f"wort{n}" for n in range(60_000)) + "x" * 5000)
        assert found("wort17", cast.actor("aisha")) == ["CON-1"]


class TestIdsFor:
    """Search as a filter of a register."""

    def test_is_a_subquery_over_all_matches(self, cast: Any, added: Any, django_assert_num_queries: Any) -> None:
        one, two = added("CON-1", "Waste"), added("CON-2", "Waste")
        added("CON-3", "Roads")
        actor = cast.actor("aisha")
        with django_assert_num_queries(1):
            rows = Entry.objects.filter(pk__in=ids_for("waste", kind=KIND, actor=actor))
            keys = set(rows.values_list("pk", flat=True))
        assert keys == {one.pk, two.pk}

    @pytest.mark.parametrize("query", ["", "the", "!!"])
    def test_without_words_matches_nothing(self, cast: Any, added: Any, query: str) -> None:
        added("CON-1", "Waste")
        assert not Entry.objects.filter(pk__in=ids_for(query, kind=KIND, actor=cast.actor("aisha"))).exists()


class TestManyMatches:
    """Ranking is capped, and says so."""

    def test_says_more_than(self, cast: Any, added: Any, monkeypatch: Any) -> None:
        monkeypatch.setattr(searching, "MOST_RANKED", 2)
        for number in range(3):
            added(f"CON-{number}", "Waste")
        result = search("waste", actor=cast.actor("aisha"))
        assert result.capped and result.total_words == "more than 2" and len(result.hits) == 2

    def test_gives_few_of_each_kind(self, cast: Any, added: Any) -> None:
        for number in range(3):
            added(f"CON-{number}", "Waste")
        result = search("waste", actor=cast.actor("aisha"), per_kind=2)
        assert len(result.of_kind(KIND)) == 2 and result.counts == {KIND: 3} and len(result.ids(KIND)) == 3


class TestReferences:
    """A reference alone."""

    def test_leads_to_its_record_within_reach(self, cast: Any, added: Any) -> None:
        entry = added("CON-2026-0042", "Waste")
        assert best_reference("con-2026-0042", actor=cast.actor("aisha")) == f"/values/{entry.pk}/"
        assert best_reference("CON-2026-0042", actor=cast.actor("harriet")) is None
        assert best_reference("CON-2026-0043", actor=cast.actor("aisha")) is None


class TestFolding:
    """The same words on both sides."""

    def test_drops_case_accents_and_marks(self) -> None:
        assert words("Größe, Ångström & Co_Ltd") == ["große", "angstrom", "co", "ltd"]

    def test_keeps_the_parts_and_the_whole_of_a_reference(self) -> None:
        assert folded_references(["CON-2026-0042", "X1"]) == "con 2026 0042 con20260042 x1"

    def test_cuts_endless_words(self) -> None:
        assert len(folded("x" * 1000)) == 60

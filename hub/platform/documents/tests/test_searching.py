"""Documents are found under their record, by whom they are for."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from hub.platform.documents import jobs, services
from hub.platform.documents.tests.conftest import added
from hub.platform.search.index import refresh
from hub.platform.search.search import search


class TestFindingWordsOfDocuments:
    """A hit in a document names it and leads to its record."""

    def read(self, record: Any, cast: Any, at: datetime, **paper: Any) -> Any:
        document = added(record, cast, at, content=b"The lorries are painted turquoise", name="plan.txt", **paper)
        jobs.check_version(None, document.versions.get().pk)
        return document

    def test_is_under_the_record_and_names_the_document(self, record: Any, cast: Any, at_nine: datetime) -> None:
        document = self.read(record, cast, at_nine)
        (hit,) = search("turquoise", actor=cast.actor("aisha")).hits
        assert (hit.kind, hit.object_id, hit.label) == (record.kind(), record.pk, "Waste collection")
        assert [(one.label, one.url) for one in hit.found_in] == [(document.title, document.get_absolute_url())]

    @pytest.mark.parametrize(("who", "finds"), [("daniel", True), ("aisha", False), ("harriet", False)])
    def test_a_confidential_paper_is_found_only_by_who_may_read_it(
        self, record: Any, cast: Any, at_nine: datetime, who: str, finds: bool
    ) -> None:
        self.read(record, cast, at_nine, is_confidential=True)
        assert bool(search("turquoise", actor=cast.actor(who)).hits) is finds

    def test_a_withdrawn_paper_is_not_found(self, record: Any, cast: Any, at_nine: datetime) -> None:
        document = self.read(record, cast, at_nine)
        services.withdraw(document, reason="Wrong", by=cast.actor("priya"), at=at_nine)
        assert search("turquoise", actor=cast.actor("aisha")).total == 0

    def test_the_number_of_queries_does_not_grow(
        self, record: Any, cast: Any, at_nine: datetime, django_assert_max_num_queries: Any
    ) -> None:
        for number in range(3):
            added(record, cast, at_nine, content=b"x%d" % number, name="a.txt", is_confidential=True)
        with django_assert_max_num_queries(16):
            refresh(record.kind(), [record.pk])

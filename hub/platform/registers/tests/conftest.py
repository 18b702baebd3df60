"""Make the table of the sample record, which no migration knows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.urls import clear_url_caches

from hub.platform.registers.tests.samples import Sample
from hub.platform.testing.standing import STANDING


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: Any, django_db_blocker: Any) -> Any:
    """Add the table after the migrations and take it away before the next run."""
    with django_db_blocker.unblock():
        STANDING.fall(0)
        if Sample._meta.db_table not in connection.introspection.table_names():
            with connection.schema_editor() as editor:
                editor.create_model(Sample)
    yield


@pytest.fixture
def samples_site(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Add the sample register to the staff site."""
    from hub.config import urls_staff
    from hub.platform.registers.tests import samples

    monkeypatch.setattr(urls_staff, "urlpatterns", [*samples.urlpatterns, *urls_staff.urlpatterns])
    clear_url_caches()
    yield
    monkeypatch.undo()
    clear_url_caches()

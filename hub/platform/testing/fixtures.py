"""The fixtures that every test may ask for; the root conftest loads this as a plugin."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from hub.platform.testing.moments import CAST_MADE, NINE

if TYPE_CHECKING:
    from hub.platform.testing.cast import Cast
    from hub.platform.testing.clients import SiteClient
    from hub.platform.testing.standing import Standing


@pytest.fixture
def at_nine() -> Iterator[datetime]:
    """Hold the clock at 9:00 on 23 November 2026 and give that instant."""
    from hub.platform import clock

    with clock.frozen(NINE):
        yield NINE


@pytest.fixture(scope="session")
def _standing(django_db_setup: None, django_db_blocker: Any) -> Iterator[Standing]:
    from hub.platform.testing.standing import STANDING

    yield STANDING
    with django_db_blocker.unblock():
        STANDING.fall(0)


@pytest.fixture
def _ground(request: pytest.FixtureRequest, _standing: Standing, django_db_blocker: Any) -> None:
    """Let stand around the test's transaction what the test asks for, and no more."""
    names, mark = set(request.fixturenames), request.node.get_closest_marker("django_db")
    commits = (mark and mark.kwargs.get("transaction")) or names & {"transactional_db", "live_server", "own_keys"}
    alone = commits or "cast" not in names
    depth = 0 if alone else 2 if "shipped" in names else 1
    with django_db_blocker.unblock():
        _standing.reach(depth)


@pytest.fixture
def _django_db_helper(_ground: None, _django_db_helper: None) -> None:
    """Open the test's own transaction inside what stands."""


@pytest.fixture
def cast(db: None, _standing: Standing) -> Cast:
    """Give authorities, people and roles of the known cast, made by acts."""
    from hub.platform.testing.cast import make_cast

    return _standing.cast() or make_cast(CAST_MADE)


@pytest.fixture
def shipped(db: None, _standing: Standing) -> None:
    """Load the dated values that ship with the Hub; name it after ``cast``."""
    from hub.platform.testing.standing import load_shipped

    if not _standing.has_shipped():
        load_shipped()


@pytest.fixture
def client_as(cast: Cast) -> Callable[..., SiteClient]:
    """Give a function that signs somebody of the cast in: ``client_as("aisha").get("/")``.

    Without ``site`` it is the person's own; ``client_as(None, site="public")`` is nobody.
    """
    from hub.platform.testing.cast import BY_KEY
    from hub.platform.testing.clients import SiteClient

    def open_door(key: str | None, site: str = "", **kwargs: Any) -> SiteClient:
        if key is None:
            return SiteClient(site or "staff", **kwargs)
        return SiteClient(site or BY_KEY[key].site, **kwargs).sign_in(cast.people[key])

    return open_door


@pytest.fixture
def no_installation(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a command that would read an installation's tables find none, whatever database the tests have."""
    from hub.platform.reference import installed

    monkeypatch.setattr(installed, "exists", lambda home: False)


@pytest.fixture
def own_keys(settings: Any, tmp_path: Path) -> Path:
    """Keep the keys and checkpoints of a test that replaces them apart from all others; ask for it first."""
    settings.HUB_HOME = tmp_path / "home-of-its-own"
    return tmp_path / "home-of-its-own"


@pytest.fixture
def as_app(db: None, settings: Any) -> Iterator[str]:
    """Go on as the role that the app has in production: hardened tables, few grants. PostgreSQL only.

    Everything happens in the test's own transaction, and is gone with it.
    """
    from django.db import connection, transaction

    from hub.platform.identity.models import Person
    from hub.platform.tenancy import grants, reach

    roles = {role: f"test_{role}_{os.getpid()}" for role in ("app", "read", "backup")}
    columns = [field.column for field in Person._meta.concrete_fields if field.name != "password"]
    lines = grants.statements(**roles, tables=connection.introspection.table_names(), person_columns=columns)
    with transaction.atomic(), connection.cursor() as cursor:
        for line in [*reach.statements(), *lines, f"SET LOCAL ROLE {roles['app']}"]:
            cursor.execute(line)
    settings.HUB_ROW_SECURITY = True
    reach.greet(connection=connection)
    yield roles["app"]
    if not connection.needs_rollback:
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")


@pytest.fixture(autouse=bool(os.environ.get("HUB_TEST_AS_APP")))
def _as_app_when_asked(request: pytest.FixtureRequest) -> None:
    """Run each test as the app's role when HUB_TEST_AS_APP is set, but for those that commit."""
    mark = request.node.get_closest_marker("django_db")
    if os.environ.get("HUB_TEST_AS_APP") and not (mark and mark.kwargs.get("transaction")):
        if {"transactional_db", "live_server"} & set(request.fixturenames) or not uses_database(request, mark):
            return
        request.getfixturevalue("as_app")


def uses_database(request: pytest.FixtureRequest, mark: Any) -> bool:
    """Say whether a test asked for the database."""
    return bool(mark) or "db" in request.fixturenames


@pytest.fixture(autouse=True, scope="session")
def _flush_spares_the_log() -> None:
    """Let transactional tests empty append-only tables, and begin the chain again afterwards."""
    from django.db import connections
    from django.test import TransactionTestCase as Case

    emptied = Case._fixture_teardown  # type: ignore[attr-defined]

    def teardown(self: Any) -> None:
        from hub.platform.events import triggers
        from hub.platform.events.models import Head

        connection = connections["default"]
        triggers.remove(connection)
        emptied(self)
        Head.objects.get_or_create(pk=1)
        triggers.install(connection)

    Case._fixture_teardown = teardown  # type: ignore[attr-defined]

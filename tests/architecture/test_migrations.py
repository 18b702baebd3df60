"""Migrations are one line per package, named for what they do, and never behind the models."""

import io
import re
from collections import Counter

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

OURS = {config.label for config in apps.get_app_configs() if config.name.startswith("hub.")}


@pytest.fixture(scope="module")
def loader() -> MigrationLoader:
    return MigrationLoader(connection=None)


class TestMigrations:
    def test_each_package_has_one_line_of_migrations(self, loader: MigrationLoader) -> None:
        leaves = Counter(label for label, _ in loader.graph.leaf_nodes() if label in OURS)
        assert {label: count for label, count in leaves.items() if count > 1} == {}

    def test_no_migration_merges_two_lines(self, loader: MigrationLoader) -> None:
        merges = [
            f"{label}.{name}"
            for (label, name), migration in loader.disk_migrations.items()
            if label in OURS and sum(parent[0] == label for parent in migration.dependencies) > 1
        ]
        assert merges == []

    def test_each_migration_is_numbered_and_named(self, loader: MigrationLoader) -> None:
        names = [name for label, name in loader.disk_migrations if label in OURS]
        assert [name for name in names if not re.fullmatch(r"\d{4}_[a-z][a-z0-9_]*", name)] == []
        assert [name for name in names if "_auto" in name] == []

    @pytest.mark.django_db
    def test_the_models_need_no_further_migration(self) -> None:
        said = io.StringIO()
        try:
            call_command("makemigrations", *sorted(OURS), check=True, dry_run=True, stdout=said)
        except SystemExit:
            pytest.fail(said.getvalue())

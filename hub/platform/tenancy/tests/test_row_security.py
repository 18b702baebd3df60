"""PostgreSQL's own second net, and who may do what there."""

from __future__ import annotations

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, connection, transaction
from django.http import HttpResponse

from hub import cli
from hub.platform.events.models import Event, EventDetail
from hub.platform.identity.views.account import SessionsView
from hub.platform.registers.importing.models import ImportBatch
from hub.platform.tenancy import grants, reach
from hub.platform.tenancy.models import Share
from hub.platform.testing.fixtures import NINE


def numbers(table: str) -> set[int]:
    """Give the authorities of all rows, by a query that forgot to ask what is visible."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT DISTINCT authority_id FROM {table}")
        return {row[0] for row in cursor.fetchall()}


def refused(statement: str) -> bool:
    """Say whether the database refuses a statement."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError as fault:
        return "permission denied" in str(fault)
    return False


def batch(authority, name: str = "a list"):
    """Give an import batch, unsaved; imports are root records."""
    return ImportBatch(authority=authority, register=name, file_name="a.csv", sha256="0" * 64, uploaded_at=NINE)


def write(cast) -> None:
    """Write an import batch in each of two authorities."""
    ImportBatch.objects.bulk_create([batch(cast.eca), batch(cast.wdc)])


@pytest.mark.pg
class TestRowSecurity:
    def test_a_query_that_forgot_to_ask_finds_only_what_is_within_reach(self, cast, as_app) -> None:
        write(cast)
        assert numbers("importing_importbatch") == {cast.eca.pk, cast.wdc.pk}
        with reach.within({cast.wdc.pk}):
            assert numbers("importing_importbatch") == {cast.wdc.pk}
            with reach.everywhere():
                assert numbers("importing_importbatch") == {cast.eca.pk, cast.wdc.pk}
            assert numbers("importing_importbatch") == {cast.wdc.pk}
        with reach.within(set()):
            assert numbers("importing_importbatch") == set()

    def test_a_connection_that_says_nothing_finds_nothing(self, cast, as_app) -> None:
        write(cast)
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('hub.reach', '', false)")
        assert numbers("importing_importbatch") == set()

    def test_a_shared_record_is_within_reach(self, cast, as_app) -> None:
        write(cast)
        row = ImportBatch.objects.get(authority=cast.eca)
        with reach.within({cast.wdc.pk}), pytest.raises(ObjectDoesNotExist):
            ImportBatch.objects.get(pk=row.pk)
        Share.objects.create(subject_kind=ImportBatch._meta.label_lower, subject_id=row.pk, authority=cast.wdc)
        with reach.within({cast.wdc.pk}):
            assert ImportBatch.objects.get(pk=row.pk) == row

    def test_nobody_writes_into_another_authority(self, cast, as_app) -> None:
        write(cast)
        with reach.within({cast.wdc.pk}):
            assert ImportBatch.objects.filter(authority=cast.eca).update(register="mine") == 0
            with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
                ImportBatch.objects.bulk_create([batch(cast.eca, "theirs")])

    def test_reach_ends_with_the_block_also_after_a_fault(self, cast, as_app) -> None:
        write(cast)
        within = reach.within({cast.wdc.pk})
        with pytest.raises(DatabaseError), transaction.atomic(), within, connection.cursor() as cursor:
            cursor.execute("SELECT 1/0")
        assert numbers("importing_importbatch") == {cast.eca.pk, cast.wdc.pk}

    def test_a_page_is_answered_within_reach_and_leaves_nothing_behind(
        self, client_as, cast, as_app, at_nine, monkeypatch
    ) -> None:
        seen: list[str] = []

        def look(*args, **kwargs) -> HttpResponse:
            with connection.cursor() as cursor:
                cursor.execute("SELECT current_setting('hub.reach')")
                seen.append(cursor.fetchone()[0])
            return HttpResponse()

        person, supplier = client_as("aisha"), client_as("raj")
        monkeypatch.setattr(SessionsView, "get", look)
        person.get("/account/sessions/")
        supplier.get("/account/sessions/")
        look()
        assert seen == [str(cast.eca.pk), reach.ALL, reach.ALL]


@pytest.mark.pg
class TestGrants:
    def test_the_app_changes_no_event_no_checkpoint_and_no_table(self, cast, as_app) -> None:
        for table in (*grants.ONCE, grants.DETAIL):
            assert refused(f"DELETE FROM {table}") and refused(f"TRUNCATE {table} CASCADE"), table
        assert refused("UPDATE events_event SET verb = 'x'") and refused("UPDATE events_checkpoint SET root = 'x'")
        assert refused("UPDATE events_eventdetail SET event_id = 1")
        assert refused("CREATE TABLE mine (n int)") and refused("DELETE FROM django_migrations")
        assert Event.objects.exists(), "the cast was made by acts, as this very role"

    def test_the_app_still_erases_a_detail(self, cast, as_app) -> None:
        number = EventDetail.objects.exclude(text="").first().pk
        assert EventDetail.objects.filter(pk=number).update(text="", salt="") == 1

    def test_reports_read_all_rows_but_nothing_that_opens_an_account(self, cast, as_app) -> None:
        read = as_app.replace("_app_", "_read_")
        with connection.cursor() as cursor:
            cursor.execute(f"RESET ROLE; SET LOCAL ROLE {read}; SELECT set_config('hub.reach', '', false)")
            cursor.execute("SELECT count(*) FROM events_event")
            assert cursor.fetchone()[0] > 0
            cursor.execute("SELECT count(name) FROM identity_person")
        assert refused("SELECT password FROM identity_person") and refused("SELECT * FROM django_session")
        assert refused("SELECT * FROM mfa_authenticator") and refused("UPDATE identity_person SET name = 'x'")

    def test_backups_read_everything_and_write_nothing(self, cast, as_app) -> None:
        write(cast)
        backup = as_app.replace("_app_", "_backup_")
        with connection.cursor() as cursor:
            cursor.execute(f"RESET ROLE; SET LOCAL ROLE {backup}; SELECT set_config('hub.reach', '', false)")
            cursor.execute("SELECT password FROM identity_person")
        assert numbers("importing_importbatch") == {cast.eca.pk, cast.wdc.pk}
        assert refused("DELETE FROM identity_person") and refused("INSERT INTO django_session VALUES ('a','b',now())")

    def test_commands_apply_it_and_can_be_repeated(self, db, capsys) -> None:
        assert cli.main(["database", "harden"]) == 0 and cli.main(["database", "harden"]) == 0
        said = capsys.readouterr().out
        assert "contract_contract" in said and "HUB_ROW_SECURITY=1" in said
        names = ["--app", "test_cli_app", "--read", "test_cli_read", "--backup", "test_cli_backup", "--apply"]
        assert cli.main(["database", "roles", *names]) == 0 and cli.main(["database", "roles", *names]) == 0
        assert cli.main(["database", "harden", "--off"]) == 0


class TestDeclarations:
    def test_every_table_read_through_the_tenants_query_has_a_policy(self) -> None:
        assert {"contract_contract", "importing_importbatch", "publishing_publication"} <= set(reach.tables())
        said = "\n".join(reach.statements())
        for table in reach.tables():
            assert f"CREATE POLICY hub_reach ON {table} " in said

    def test_on_sqlite_the_commands_say_what_to_do(self, db, capsys) -> None:
        if connection.vendor == "postgresql":
            pytest.skip("this is about SQLite")
        assert cli.main(["database", "harden"]) == 2
        assert "Only PostgreSQL" in capsys.readouterr().err
        assert cli.main(["database", "roles"]) == 0
        assert "GRANT UPDATE (text, salt) ON events_eventdetail TO hub_app;" in capsys.readouterr().out

    def test_a_name_that_is_none_is_refused(self, db, capsys) -> None:
        assert cli.main(["database", "roles", "--app", "x; DROP TABLE y"]) == 2

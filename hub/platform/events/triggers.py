"""The database's own refusal to change the log (security.md §8); one of the named adapters that hold raw SQL."""

from __future__ import annotations

from typing import Any

# REPLACE removes a row without firing its delete trigger, by any unique column and by the hidden row number.
SQLITE = {
    "events_event_no_replace": """CREATE TRIGGER events_event_no_replace BEFORE INSERT ON events_event
        WHEN EXISTS (SELECT 1 FROM events_event WHERE number = NEW.number OR rowid = NEW.rowid)
        BEGIN SELECT RAISE(ABORT, 'events are append-only'); END""",
    "events_detail_no_replace": """CREATE TRIGGER events_detail_no_replace BEFORE INSERT ON events_eventdetail
        WHEN EXISTS (SELECT 1 FROM events_eventdetail WHERE event_id = NEW.event_id OR rowid = NEW.rowid)
        BEGIN SELECT RAISE(ABORT, 'event details can only be erased'); END""",
    "events_event_no_update": """CREATE TRIGGER events_event_no_update BEFORE UPDATE ON events_event
        BEGIN SELECT RAISE(ABORT, 'events are append-only'); END""",
    "events_event_no_delete": """CREATE TRIGGER events_event_no_delete BEFORE DELETE ON events_event
        BEGIN SELECT RAISE(ABORT, 'events are append-only'); END""",
    "events_detail_only_erase": """CREATE TRIGGER events_detail_only_erase BEFORE UPDATE ON events_eventdetail
        WHEN NEW.text <> '' OR NEW.salt <> '' OR NEW.event_id <> OLD.event_id
        BEGIN SELECT RAISE(ABORT, 'event details can only be erased'); END""",
    "events_detail_no_delete": """CREATE TRIGGER events_detail_no_delete BEFORE DELETE ON events_eventdetail
        BEGIN SELECT RAISE(ABORT, 'event details can only be erased'); END""",
}

FUNCTIONS = {
    "events_refuse": """
    BEGIN RAISE EXCEPTION 'events are append-only'; END """,
    "events_only_erase": """
    BEGIN
        IF NEW.text <> '' OR NEW.salt <> '' OR NEW.event_id <> OLD.event_id THEN
            RAISE EXCEPTION 'event details can only be erased';
        END IF;
        RETURN NEW;
    END """,
}
# Written in PostgreSQL's own words and order, so that what stands can be compared with what was written.
POSTGRESQL = {
    "events_event_no_change": """CREATE TRIGGER events_event_no_change BEFORE DELETE OR UPDATE ON events_event
        FOR EACH ROW EXECUTE FUNCTION events_refuse()""",
    "events_event_no_truncate": """CREATE TRIGGER events_event_no_truncate BEFORE TRUNCATE ON events_event
        FOR EACH STATEMENT EXECUTE FUNCTION events_refuse()""",
    "events_detail_only_erase": """CREATE TRIGGER events_detail_only_erase BEFORE UPDATE ON events_eventdetail
        FOR EACH ROW EXECUTE FUNCTION events_only_erase()""",
    "events_detail_no_delete": """CREATE TRIGGER events_detail_no_delete BEFORE DELETE ON events_eventdetail
        FOR EACH ROW EXECUTE FUNCTION events_refuse()""",
    "events_detail_no_truncate": """CREATE TRIGGER events_detail_no_truncate BEFORE TRUNCATE ON events_eventdetail
        FOR EACH STATEMENT EXECUTE FUNCTION events_refuse()""",
}


def wanted(connection: Any) -> dict[str, str]:
    """Give the triggers that must stand on this database, by name."""
    return SQLITE if connection.vendor == "sqlite" else POSTGRESQL


def install(connection: Any) -> None:
    """Create the triggers anew, whether or not some of them stand."""
    remove(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for name, body in FUNCTIONS.items():
                cursor.execute(f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $${body}$$ LANGUAGE plpgsql")
        for statement in wanted(connection).values():
            cursor.execute(statement)


def remove(connection: Any) -> None:
    """Drop the triggers; only a reversed migration and the test suite's flush do this."""
    with connection.cursor() as cursor:
        for name in wanted(connection):
            table = "events_event" if "_event_" in name else "events_eventdetail"
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def standing(connection: Any) -> set[str]:
    """Give the names of the wanted triggers that stand exactly as ``install`` writes them, and are enabled."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            return {name for name, sql in cursor.fetchall() if SQLITE.get(name, "").split() == (sql or "").split()}
        cursor.execute(
            """SELECT tgname, pg_get_triggerdef(pg_trigger.oid, true), proname, prosrc
            FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid JOIN pg_language ON pg_language.oid = prolang
            WHERE NOT tgisinternal AND tgenabled IN ('O', 'A') AND lanname = 'plpgsql'
            AND tgrelid IN (to_regclass('events_event'), to_regclass('events_eventdetail'))"""
        )
        return {
            name
            for name, text, function, source in cursor.fetchall()
            if POSTGRESQL.get(name, "").split() == text.split() and FUNCTIONS.get(function) == source
        }

"""Who may do what in PostgreSQL (security.md §13): the owner migrates, the app works, others read or back up."""

from __future__ import annotations

from hub.platform.tenancy import reach

# Rows that are written once. Of a detail, only its erasable part may change.
ONCE = ("events_event", "events_checkpoint")
DETAIL = "events_eventdetail"
# What opens accounts is nothing for reports.
SECRET = ("django_session", "mfa_authenticator", "usersessions_usersession", "account_emailaddress",
          "account_emailconfirmation", "drafts_heldform", "drafts_idempotencykey")  # fmt: skip
PERSON = "identity_person"


def statements(*, app: str, read: str, backup: str, tables: list[str], person_columns: list[str]) -> list[str]:
    """Give the statements that make three group roles and grant each no more than it needs; safe to repeat.

    :param tables: all tables that exist.
    :param person_columns: columns of the table of people that reports may read, so without the password.
    """
    roles = f"{app}, {read}, {backup}"
    secret = ", ".join(name for name in SECRET if name in tables)
    return [
        *(_made(role) for role in (app, read, backup)),
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        f"REVOKE ALL ON SCHEMA public FROM {roles}",
        f"GRANT USAGE ON SCHEMA public TO {roles}",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, {roles}",
        f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM PUBLIC, {roles}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {app}",
        f"GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA public TO {app}",
        f"REVOKE UPDATE, DELETE, TRUNCATE ON {', '.join(ONCE)}, {DETAIL} FROM {app}",
        f"GRANT UPDATE (text, salt) ON {DETAIL} TO {app}",
        f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {app}",
        f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {read}, {backup}",
        f"GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO {backup}",
        f"REVOKE SELECT ON {secret}, {PERSON} FROM {read}",  # noqa: S608  (names of our own tables)
        f"GRANT SELECT ({', '.join(person_columns)}) ON {PERSON} TO {read}",
        *(line for table in reach.tables() for line in _whole(table, f"{read}, {backup}")),
    ]


def _made(role: str) -> str:
    return (
        f"DO $$ BEGIN CREATE ROLE {role} NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;"
        " EXCEPTION WHEN duplicate_object THEN NULL; END $$"
    )


def _whole(table: str, roles: str) -> list[str]:
    """Let reports and backups see whole tables also where row-level security is on."""
    return [
        f"DROP POLICY IF EXISTS hub_whole ON {table}",
        f"CREATE POLICY hub_whole ON {table} FOR SELECT TO {roles} USING (true)",
    ]

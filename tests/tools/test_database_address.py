"""An address of a database becomes Django's settings, and nothing of it is lost on the way."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest

from hub.config.databases import POSTGRESQL_INIT, database_from

HOME = Path("/srv/hub")


def test_none_is_the_embedded_database() -> None:
    assert database_from("", home=HOME)["NAME"] == "/srv/hub/hub.sqlite3"


def test_names_and_passwords_are_unquoted() -> None:
    word = "two@words"
    who = f"hub:{quote(word)}"
    found = database_from(f"postgresql://{who}@db.example:5433/hub%20live", home=HOME)
    wanted = {"NAME": "hub live", "USER": "hub", "PASSWORD": word, "HOST": "db.example", "PORT": "5433"}
    assert {name: found[name] for name in wanted} == wanted


def test_a_socket_is_named_after_the_question_mark() -> None:
    found = database_from("postgresql://hub@/hub?host=/var/run/postgresql", home=HOME)
    assert found["HOST"] == "/var/run/postgresql" and "host" not in found["OPTIONS"]


def test_what_the_client_is_asked_for_reaches_it() -> None:
    address = "postgresql://hub@db.example/hub?sslmode=verify-full&sslrootcert=/etc/hub/ca.pem"
    asked = database_from(address, home=HOME)["OPTIONS"]
    assert (asked["sslmode"], asked["sslrootcert"]) == ("verify-full", "/etc/hub/ca.pem")


def test_queries_are_not_compiled_unless_the_address_says_so() -> None:
    assert database_from("postgresql://db/hub", home=HOME)["OPTIONS"]["options"] == POSTGRESQL_INIT
    other = database_from("postgresql://db/hub?options=-c%20jit%3Don", home=HOME)
    assert other["OPTIONS"]["options"] == f"{POSTGRESQL_INIT} -c jit=on"  # PostgreSQL takes the last


def test_another_kind_of_database_is_refused() -> None:
    with pytest.raises(ValueError, match="sqlite:// or postgresql://"):
        database_from("mysql://db/hub", home=HOME)

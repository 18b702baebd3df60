"""How an installation begins: an authority, an administrator, a link."""

import re

import pytest

from hub.cli import BadInput
from hub.platform.identity.commands import add as add_person
from hub.platform.identity.models import Person
from hub.platform.tenancy.commands import add as add_authority
from hub.platform.testing.clients import SiteClient


def run(command, *words):
    import argparse

    parser = argparse.ArgumentParser()
    command.arguments(parser)
    return command.run(parser.parse_args(words))


@pytest.mark.django_db
class TestFirstSteps:
    def test_the_first_administrator_comes_in_by_a_link(self, capsys):
        run(add_authority, "ABC", "A Borough Council")
        run(add_authority, "DEF", "Another Borough")
        run(add_person, "Ann Other", "ann@abc.example", "--authority", "ABC", "--role", "authority_admin")
        link = re.search(r"https?://[^/]+(/sign-in/new-password/\S+)", capsys.readouterr().out).group(1)
        client = SiteClient("staff")
        assert client.post(link, {"password": "a wholly new long phrase"}).status_code == 302
        answer = client.post("/sign-in/password/", {"email": "ann@abc.example", "password": "a wholly new long phrase"})
        assert answer.status_code == 302 and answer["Location"] == "/"
        assert client.get("/people/")["Location"].startswith("/account/sign-in/"), "a factor comes first"

    def test_the_second_authority_works_under_the_first_and_carries_a_prefix(self):
        from hub.platform.tenancy.selectors import by_code

        run(add_authority, "ABC", "A Borough Council")
        run(add_authority, "DEF", "Another Borough")
        assert by_code("ABC").reference_prefix == "" and by_code("DEF").reference_prefix == "DEF"
        assert by_code("DEF").parent == by_code("ABC")

    def test_the_link_leads_to_the_port_on_which_the_staff_site_is_served(self, settings, capsys):
        settings.HUB_SITE_HOSTS, settings.HUB_SITE_PORTS = {}, {"9201": "supplier", "9200": "staff"}
        run(add_authority, "ABC", "A Borough Council")
        run(add_person, "Ann", "ann@abc.example", "--authority", "ABC", "--role", "legal")
        assert "\nhttp://localhost:9200/sign-in/new-password/" in capsys.readouterr().out

    def test_what_cannot_be_done_is_said(self):
        with pytest.raises(BadInput, match="There is no authority"):
            run(add_person, "Ann", "ann@abc.example", "--authority", "ABC", "--role", "legal")
        run(add_authority, "ABC", "A Borough Council")
        with pytest.raises(BadInput, match="already has the code"):
            run(add_authority, "ABC", "Again")
        assert not Person.objects.exists()


@pytest.mark.django_db
class TestLogLines:
    def test_every_line_of_a_request_carries_its_id_and_no_name(self, cast, client_as, at_nine):
        import json
        import logging

        from hub.platform.logs import JsonFormatter

        lines = []

        class Keep(logging.Handler):
            def emit(self, record):
                lines.append(JsonFormatter().format(record))

        handler = Keep()
        logger = logging.getLogger("hub")
        before = logger.level
        logger.addHandler(handler)
        # By itself, so that nothing depends on what another test did to it.
        logger.setLevel(logging.INFO)
        try:
            answer = client_as("tom").get("/people/", headers={"X-Request-ID": "abcd-1234-efgh"})
        finally:
            logger.removeHandler(handler)
            logger.setLevel(before)
        assert answer.status_code == 404 and answer["X-Request-ID"] == "abcd-1234-efgh"
        refused = [json.loads(line) for line in lines if "refused" in line]
        assert refused[0]["request_id"] == "abcd-1234-efgh" and refused[0]["actor"] == cast.tom.pk
        assert not any("Okafor" in line or "okafor" in line for line in lines)

    def test_an_id_from_outside_is_not_trusted_when_it_is_odd(self, client_as, at_nine):
        answer = client_as("tom").get("/account/", headers={"X-Request-ID": 'a b"{}'})
        assert answer["X-Request-ID"] != 'a b"{}'

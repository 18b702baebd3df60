"""No secret, query string or cookie ever stands in a log line (security.md §13)."""

from __future__ import annotations

import io
import json
import logging

import pytest

from hub.platform.identity.sessions import cookie_name
from hub.platform.identity.views.account import SessionsView
from hub.platform.logs import JsonFormatter
from hub.platform.testing.clients import SiteClient

# Each stands for something that must not be written down; none can come up by chance.
QUERY, COOKIE, PASSWORD, TOKEN, NAME = (f"CANARY{word}7f3a" for word in ("query", "cookie", "word", "token", "file"))
CANARIES = (QUERY, COOKIE, PASSWORD, TOKEN, NAME)


@pytest.fixture
def lines(settings):
    """Write all logs as production does, and give a function that reads them."""
    sink = io.StringIO()
    handler = logging.StreamHandler(sink)
    handler.setFormatter(JsonFormatter())
    # Each by itself, so that nothing depends on what another test did to the loggers above them.
    names = [("django.request", logging.WARNING), ("django.security", logging.WARNING), ("hub", logging.INFO)]
    loggers = [(logging.getLogger(name), level) for name, level in names]
    before = [(logger, logger.level, logger.disabled) for logger, _ in loggers]
    for logger, level in loggers:
        logger.addHandler(handler)
        logger.setLevel(level)
    yield lambda: [json.loads(line) for line in sink.getvalue().splitlines()]
    for logger, level, _ in before:
        logger.removeHandler(handler)
        logger.setLevel(level)


def test_refusals_and_failed_sign_ins_are_logged_without_what_was_sent(lines, cast, client_as, at_nine):
    stranger = SiteClient("staff", enforce_csrf_checks=True)
    stranger.cookies[cookie_name("staff")] = COOKIE
    stranger.get(f"/nothing/{'x'}/?q={QUERY}", headers={"Authorization": f"Bearer {TOKEN}"})
    stranger.get(f"/sign-in/?next=/{QUERY}")
    stranger.post(f"/sign-in/password/?q={QUERY}", {"email": "a@b.example", "password": PASSWORD})
    open_ = SiteClient("staff")
    open_.post("/sign-in/password/", {"email": cast.aisha.email, "password": PASSWORD})
    open_.post(f"/sign-out/?q={QUERY}", {"token": TOKEN}, headers={"Sec-Fetch-Site": "cross-site"})
    open_.post("/sign-out/", f"token={TOKEN}&token={PASSWORD}", content_type="application/x-www-form-urlencoded")
    open_.get(f"/sign-in/new-password/MQ/{TOKEN}/")
    client_as("aisha").get(f"/audit/?q={QUERY}&file={NAME}")
    said = lines()
    assert {"sign-in refused", "cross-site request refused", "repeated field refused"} <= {
        one["message"] for one in said
    }
    assert_no_canary(said)


def test_a_page_that_fails_is_logged_with_its_traceback_and_without_what_was_sent(
    lines, client_as, at_nine, monkeypatch
):
    def fail(self, request, *args, **kwargs):
        secret = request.POST.get("password") or request.GET.get("q")
        assert secret in CANARIES
        raise RuntimeError("the page failed")

    monkeypatch.setattr(SessionsView, "get", fail)
    client = client_as("aisha", raise_request_exception=False)
    client.cookies["other"] = COOKIE
    assert client.get(f"/account/sessions/?q={QUERY}").status_code == 500
    said = lines()
    assert any("the page failed" in one.get("fault", "") for one in said)
    assert_no_canary(said, key=client.cookies[cookie_name("staff")].value)


def test_the_formatter_cuts_query_strings_and_what_is_too_long_for_an_address_of_ours():
    def said(path: str) -> str:
        record = logging.LogRecord("django.request", logging.WARNING, "", 1, "Not Found: %s", (path,), None)
        return json.loads(JsonFormatter().format(record))["message"]

    assert said(f"/contracts/?q={QUERY}") == "Not Found: /contracts/"
    assert said(f"/feeds/{TOKEN}{TOKEN}/x/") == "Not Found: /feeds/…/x/"


def test_the_link_that_sets_a_password_is_never_logged_whatever_comes_of_it(lines, cast, at_nine):
    from hub.platform.identity.mail import path_for

    path = path_for(cast.aisha)
    client = SiteClient("staff")
    assert client.post(path, {"password": "short"}).status_code == 422
    assert client.get(path + "more/").status_code == 404
    said = lines()
    assert len(said) >= 2
    assert path.split("/")[-2] not in json.dumps(said)


def assert_no_canary(said, *, key: str = "") -> None:
    text = json.dumps(said)
    assert said, "something was logged"
    assert [canary for canary in (*CANARIES, *filter(None, [key])) if canary in text] == []

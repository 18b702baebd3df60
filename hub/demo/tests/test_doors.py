"""Signing in as somebody and moving the clock: only in the demo, only at one's own door, only forward."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from hub.demo import installing
from hub.demo.commands import demo
from hub.platform import clock
from hub.platform.testing.clients import SiteClient
from hub.platform.testing.fixtures import NINE


@pytest.fixture
def in_demo(settings: Any, tmp_path: Path) -> Any:
    """Turn the demo on, in a folder of its own, at its first moment."""
    settings.HUB_DEMO = True
    settings.HUB_HOME = tmp_path
    settings.HUB_SITE_PORTS = {"8000": "staff", "8001": "supplier", "8002": "public"}
    clock.start_demo_at(NINE)
    return settings


def at_door(site: str) -> SiteClient:
    """Give a browser at the port of a site."""
    client = SiteClient(site)
    client.defaults["HTTP_HOST"] = f"localhost:{8000 + ('staff', 'supplier', 'public').index(site)}"
    return client


def send(site: str, path: str, **fields: str) -> Any:
    """Send a form to a site by its port."""
    client = at_door(site)
    port = client.defaults["HTTP_HOST"].split(":")[1]
    return client.post(path, fields, SERVER_PORT=port)


@pytest.mark.django_db
class TestBeingSomebody:
    @pytest.mark.parametrize(("site", "key"), [("staff", "aisha"), ("supplier", "raj")])
    def test_signs_in_at_the_right_site(self, site: str, key: str, in_demo: Any, cast: Any) -> None:
        answer = send(site, "/demo/as/", person=key)
        assert (answer.status_code, answer["Location"]) == (302, "/")
        assert f"hub_{site}" in answer.cookies

    def test_goes_on_to_a_page_of_this_site_only(self, in_demo: Any, cast: Any) -> None:
        assert send("staff", "/demo/as/", person="aisha", next="/contracts/")["Location"] == "/contracts/"
        assert send("staff", "/demo/as/", person="aisha", next="//elsewhere.example/")["Location"] == "/"

    @pytest.mark.parametrize("key", ["nobody", "", "kit"])
    def test_somebody_unknown_or_without_an_account_is_refused(self, key: str, in_demo: Any, cast: Any) -> None:
        answer = send("staff", "/demo/as/", person=key)
        assert answer.status_code == 422 and "Choose one of the people" in answer.content.decode()

    def test_a_supplier_is_refused_at_the_staff_site(self, in_demo: Any, cast: Any) -> None:
        answer = send("staff", "/demo/as/", person="raj")
        assert answer.status_code == 422
        assert "Raj Patel signs in at the supplier site." in answer.content.decode()
        assert "hub_staff" not in answer.cookies or not answer.cookies["hub_staff"].value

    def test_outside_the_demo_there_is_no_such_page(self, in_demo: Any, cast: Any) -> None:
        in_demo.HUB_DEMO = False
        for path in ("/demo/as/", "/demo/clock/", "/demo/again/"):
            assert send("staff", path, person="aisha", to="2027-01-01").status_code == 404
        assert at_door("staff").get("/demo/", SERVER_PORT="8000").status_code == 404


@pytest.mark.django_db
class TestTheClock:
    def test_moves_forward(self, in_demo: Any, cast: Any) -> None:
        assert send("staff", "/demo/clock/", to="2026-12-07T09:00").status_code == 302
        assert clock.london(clock.now()).isoformat().startswith("2026-12-07T09:00")

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("2026-11-01T09:00", "The demo clock only moves forward."),
            ("0001-01-01", "The demo clock only moves forward."),
            ("tomorrow", "Write the date and time like"),
            ("", "Write the date and time like"),
            ("9999-12-31T23:59-05:00", "The demo ends with 2050."),
        ],
    )
    def test_says_why_it_does_not_move(self, typed: str, said: str, in_demo: Any, cast: Any) -> None:
        before = clock.now()
        answer = send("staff", "/demo/clock/", to=typed)
        assert answer.status_code == 422 and said in answer.content.decode()
        assert clock.now() - before < timedelta(minutes=1)

    def test_past_every_date_says_how_to_go_on(self, in_demo: Any, cast: Any) -> None:
        page = at_door("staff").get("/demo/", SERVER_PORT="8000").content.decode()
        assert "Move the clock" in page
        assert send("staff", "/demo/clock/", to="2030-01-01T09:00").status_code == 302
        page = at_door("staff").get("/demo/", SERVER_PORT="8000").content.decode()
        assert "Move the clock" not in page and "Start again to see them once more" in page

    def test_hub_clock_sets_the_start(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HUB_CLOCK", "2027-02-01T08:30:00+00:00")
        assert demo.first_moment().isoformat() == "2027-02-01T08:30:00+00:00"
        monkeypatch.setenv("HUB_CLOCK", "soon")
        with pytest.raises(demo.BadInput, match="Write it like 2026-11-23T09:00"):
            demo.first_moment()

    def test_hub_clock_means_nothing_outside_the_demo(
        self, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        settings.HUB_HOME = tmp_path
        monkeypatch.setenv("HUB_CLOCK", "2030-02-01T08:30:00+00:00")
        clock.start_demo_at(NINE + timedelta(days=2000))
        assert abs(clock.now() - clock.real_now()) < timedelta(seconds=5)

    def test_a_later_start_goes_on_and_never_before_what_has_happened(self, in_demo: Any, cast: Any) -> None:
        clock.start_demo_at(NINE + timedelta(days=10))
        installing.run_clock(start=NINE)
        assert timedelta(0) <= clock.now() - (NINE + timedelta(days=10)) < timedelta(minutes=1)
        (in_demo.HUB_HOME / "clock.json").unlink()
        early = clock.london(NINE).replace(year=2014)
        installing.run_clock(start=early)
        assert clock.now() >= cast.at

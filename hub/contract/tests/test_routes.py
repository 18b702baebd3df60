"""Every route can be recorded, read from a source's own words, and counted back from."""

import json
from pathlib import Path

import pytest

import hub.contract
from hub.contract.reading.routes import ROUTES, route_of
from hub.contract.terms import Route

LEAD_TIMES = Path(hub.contract.__file__).parent / "data" / "reference" / "lead_times.json"


@pytest.mark.parametrize(
    ("words", "route"),
    [
        ("Dynamic market", Route.DYNAMIC_MARKET),
        ("Award by a dynamic market", Route.DYNAMIC_MARKET),
        ("Competitive flexible procedure under a Dynamic Market", Route.DYNAMIC_MARKET),
        ("Call-off from a framework or dynamic market", Route.CALL_OFF),
        ("Dynamic purchasing system", Route.CALL_OFF),
        ("DPS", Route.CALL_OFF),
        ("Call-off from a framework agreement", Route.CALL_OFF),
    ],
)
def test_the_words_of_a_source_name_the_route(words: str, route: Route) -> None:
    assert route_of(words) == route


def test_what_is_read_is_a_route() -> None:
    assert set(ROUTES) <= set(Route)


def test_an_award_by_a_dynamic_market_has_times_for_every_tier() -> None:
    codes = {one["code"] for one in json.loads(LEAD_TIMES.read_text(encoding="utf-8"))["entries"]}
    assert {"dynamic_market", "dynamic_market-gold", "dynamic_market-silver", "dynamic_market-bronze"} <= codes

"""A clause is linked to what serves it and unlinked again, with a reason, and the measure follows."""

from datetime import date, timedelta

import pytest

from hub.platform import clock
from hub.platform.acts import Refused
from hub.platform.events.models import Event
from hub.platform.indicators import get_indicator
from hub.strategy import rules, selectors, services
from hub.strategy.models import ClauseLink
from hub.strategy.tests import stories

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
COVER = "ST-1.clause_cover"


@pytest.fixture
def cover(cast, at_nine):
    """Give a function that reads how many promises have something behind them, and lists as many without."""

    def read(at=at_nine) -> tuple[int, int]:
        one = get_indicator(COVER)
        found, bare = one.measure([cast.eca.pk], at), one.fails([cast.eca.pk], at, 9)
        assert bare.total == found.denominator - found.numerator
        return int(found.numerator), int(found.denominator)

    return read


@pytest.fixture
def one_link(strategy, shipped):
    """Give a link that alone stands behind its clause."""
    return next(
        each for each in selectors.links_of(strategy) if each.clause.is_promise and each.clause.links.count() == 1
    )


def test_the_measure_falls_and_rises_one_link_at_a_time(strategy, one_link, cast, cover, at_nine) -> None:
    by, number = cast.actor("morag"), one_link.clause.number
    good, whole = cover()
    services.unlink_clause(strategy, link=one_link.pk, reason="It measures something else", by=by, at=at_nine)
    assert cover() == (good - 1, whole)
    event = Event.objects.latest("number")
    assert event.verb == "strategy.version.unlink_clause"
    assert event.detail_row.data["note"] == "It measures something else"
    assert event.detail_row.data["changes"][f"links of clause {number}"] == [one_link.target, ""]
    services.link_clause(strategy, number=number, sort="capability", target="MC-1", reason="x", by=by, at=at_nine)
    assert cover() == (good, whole)
    assert strategy.clauses.get(number=number).capabilities == ["MC-1"]


def test_a_day_before_is_still_measured_with_the_link(strategy, one_link, cast, cover, at_nine) -> None:
    good, whole = cover()
    later = at_nine + timedelta(days=2)
    with clock.frozen(later):
        services.unlink_clause(strategy, link=one_link.pk, reason="x", by=cast.actor("morag"), at=later)
        assert (cover(later), cover(at_nine)) == ((good - 1, whole), (good, whole))


def test_an_action_or_a_record_serves_as_well(strategy, one_link, telling, cover, client_as) -> None:
    by, at, number = telling["by"], telling["at"], one_link.clause.number
    action = stories.planned(**telling)[0]
    good, _ = cover()
    services.unlink_clause(strategy, link=one_link.pk, reason="x", by=by, at=at)
    services.link_clause(strategy, number=number, sort="action", target=action.reference, reason="x", by=by, at=at)
    assert cover()[0] == good
    record = {"sort": "record", "target": "/contracts/", "label": "The contract register"}
    services.link_clause(strategy, number=number, **record, reason="x", by=by, at=at)
    page = client_as("naomi").get("/strategy/").content.decode()
    assert action.get_absolute_url() in page and "The contract register" in page


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"target": "XX-9"}, "No capability has this code"), ({"number": "99"}, "no clause 99"),
        ({"sort": "action", "target": "ACT-1"}, "No action has this reference"),
        ({"sort": "record", "target": "//elsewhere"}, "begins with /"), ({}, "linked to MC-1 already"),
    ],
)  # fmt: skip
def test_what_is_not_there_is_refused_in_words(strategy, one_link, cast, at_nine, change, message) -> None:
    by, number = cast.actor("morag"), one_link.clause.number
    link = {"number": number, "sort": "capability", "target": "MC-1", "reason": "x", "by": by, "at": at_nine}
    if one_link.target != "MC-1":
        services.link_clause(strategy, **link)
    with pytest.raises(Refused, match=message):
        services.link_clause(strategy, **(link | change))


def test_a_proposal_takes_the_links_over_and_shows_what_it_changes(strategy, one_link, telling) -> None:
    version = stories.proposed(title="Strategy 2026", reason="Law", **telling)
    held = len(selectors.links_of(strategy))
    assert len(selectors.links_of(version)) == held
    mine = ClauseLink.objects.get(clause__version=version, clause__number=one_link.clause.number)
    services.unlink_clause(version, link=mine.pk, reason="x", by=telling["by"], at=telling["at"])
    assert len(selectors.links_of(strategy)) == held
    found = rules.differences(selectors.texts(strategy), selectors.texts(version))
    assert [each.number for each in found] == [f"Links of {one_link.clause.number}"]


def test_a_version_that_gave_way_is_not_linked(strategy, one_link, telling, cast) -> None:
    version = stories.proposed(title="Strategy 2026", reason="Law", **telling)
    services.withdraw(version, reason="x", by=telling["by"], at=telling["at"])
    with pytest.raises(Refused, match="in force or proposed"):
        services.link_clause(version, number="1.1", sort="capability", target="MC-1", reason="x", **{
            name: telling[name] for name in ("by", "at")
        })  # fmt: skip


def test_it_is_done_on_its_pages(strategy, one_link, client_as) -> None:
    morag, number = client_as("morag"), one_link.clause.number
    address = strategy.get_absolute_url()
    assert f"{address}link-clause/?clause={number}" in morag.get("/strategy/").content.decode()
    answer = morag.post(f"{address}unlink-clause/", {"link": one_link.pk, "reason": "Something else"})
    assert answer.status_code == 302
    typed = {"number": number, "sort": "capability", "target": "NO-1", "reason": "x"}
    assert "No capability has this code" in morag.post(f"{address}link-clause/", typed).content.decode()
    assert morag.post(f"{address}link-clause/", typed | {"target": "MC-1"}).status_code == 302
    assert client_as("naomi").get(f"{address}link-clause/").status_code in (403, 404)

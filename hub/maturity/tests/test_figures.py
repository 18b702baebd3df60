"""Every figure opens a list whose count, or whose sum, is the figure."""

import re
from datetime import date, timedelta
from html import unescape

import pytest

from hub.contract import services as contracts
from hub.contract.tests import stories
from hub.contract.tests.telling import Telling
from hub.platform import clock
from hub.platform.indicators import get_indicator
from hub.platform.indicators.shares import shares_of
from hub.spend.tests.conftest import ledgers  # noqa: F401
from hub.strategy.models import Action, Dependency, Recommendation
from hub.strategy.tests import stories as strategies

pytestmark = pytest.mark.django_db
COUNT = re.compile(r'<li class="hub-strong">([\d,]+) ')
LINES = re.compile(r"([\d,]+) lines?, (-?£[\d,.]+)")
HEADINGS = ("Supplier name", "Payment date", "Transaction number", "Net amount", "Expenditure category")


@pytest.fixture
def told(live, cast, at_nine):
    """Give contracts with and without gaps, actions, dependencies and recommendations."""
    for facts in ({}, {"department": ""}, {"manager": None}, {"department": "", "manager": None}):
        live(**facts)
    telling = {"authority": cast.eca, "by": cast.actor("morag"), "at": at_nine}
    strategies.planned(**telling)
    strategies.depending(**telling)
    strategies.recommended(**telling)


def links(page: str) -> list[tuple[str, str]]:
    """Give the three lists of a measure's page, each with its number."""
    found = re.findall(r'<a href="([^"]+)">What (?:meets it|is measured|fails it)</a>: ([^<]+?)\. ?(?=<)', page)
    return [(unescape(href), number) for href, number in found]


def test_each_number_of_each_share_of_records_opens_as_many(told, client_as) -> None:
    from hub.contract.models import Contract

    morag = client_as("morag")
    for model in (Contract, Action, Dependency, Recommendation):
        for key, share in shares_of(model).items():
            if share.weight:
                continue
            found = links(morag.get(f"/maturity/measures/{key}/").content.decode())
            assert len(found) == 3, key
            for href, number in found:
                (count,) = COUNT.findall(morag.get(href).content.decode())
                assert count == number, (key, href)


def test_every_figure_of_the_level_pages_opens(told, client_as, cast, at_nine) -> None:
    morag = client_as("morag")
    for address in ("/maturity/", "/maturity/measures/", "/maturity/capabilities/MC-1/", "/maturity/behaviours/MCR-1/",
                    "/strategy/plan/3.8-1/"):  # fmt: skip
        page = morag.get(address).content.decode()
        main = page.split("<main", 1)[1].split("</main>", 1)[0]
        inside = {unescape(href) for href in re.findall(r'href="(/[^"#]+)', main)}
        assert inside, address
        for href in inside:
            assert morag.get(href).status_code in (200, 302), (address, href)


def test_yesterdays_figures_open_as_many(told, client_as, cast, at_nine) -> None:
    from hub.contract.models import Contract

    later = at_nine + timedelta(days=1)
    bare = Contract.objects.filter(department="").first()
    with clock.frozen(later):
        change = {"changes": {"department": "Place"}, "reason": "Known now"}
        contracts.correct(bare, by=cast.actor("morag"), at=later, **change)
        morag = client_as("morag")
        for on, numbers in (("2026-11-23", ["1", "4", "3"]), ("", ["2", "4", "2"])):
            page = morag.get(f"/maturity/measures/MC-1.complete/?on={on}").content.decode()
            found = links(page)
            assert [number for _, number in found] == numbers
            assert [COUNT.findall(morag.get(href).content.decode())[0] for href, _ in found] == numbers


@pytest.mark.parametrize(("key", "sums"), [
    ("DT-3.on_contract", ["£100.00", "£420.50", "£320.50"]), ("DT-3.classified", ["£350.50", "£420.50", "£70.00"]),
])  # fmt: skip
def test_shares_of_pounds_open_lines_that_add_up_to_them(strategy, ledgers, cast, at_nine, client_as, key, sums):  # noqa: F811
    span = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 6, 30)}
    firm = Telling(cast, at_nine)(stories.contract_live, **span).parties.first().supplier
    ledgers.load(
        "march.csv",
        [
            (firm.name, "05/03/2026", "T1", "100.00", "Works"), (firm.name, "05/08/2026", "T2", "250.50", "Works"),
            ("Somebody Else Ltd", "06/03/2026", "T3", "70.00", ""), ("Mr A Smith", "07/04/2026", "T4", "30.00", "Care"),
            (firm.name, "05/03/2024", "T5", "9.00", "Works"),
        ],
        HEADINGS,
    )  # fmt: skip
    helen = client_as("helen")
    with clock.frozen(at_nine):
        found = links(helen.get(f"/maturity/measures/{key}/").content.decode())
        assert [number for _, number in found] == sums
        for href, number in found:
            assert LINES.search(unescape(helen.get(href).content.decode())).group(2) == number, href


def test_a_past_figure_of_spend_says_that_matches_are_todays(strategy, ledgers, cast, at_nine) -> None:  # noqa: F811
    ledgers.load("a.csv", [("Ash Ltd", "05/10/2026", "T1", "10.00", "")], HEADINGS)
    with clock.frozen(at_nine + timedelta(days=5)):
        for key in ("MC-1.spend_cover", "DT-3.on_contract"):
            measure = get_indicator(key).measure
            assert measure([cast.eca.pk], at_nine).note == (
                "Payments as at 23 November 2026; payees, matches and contracts as they stand on 28 November 2026."
            )
            assert measure([cast.eca.pk], clock.now()).note == ""

"""Every figure with a link on the pages of spend opens lines that add up to it and are as many as it says."""

from __future__ import annotations

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from html import unescape

import pytest

from hub.contract.models import Contract
from hub.contract.tests import stories
from hub.contract.tests.telling import Telling
from hub.spend.models import Load, Payee
from hub.spend.services.jobs import recount
from hub.spend.tests.ledgers import Ledgers, january

pytestmark = pytest.mark.django_db
HEADINGS = (
    "Supplier name", "Payment date", "Transaction number", "Net amount", "Directorate", "Expenditure category",
    "Contract reference",
)  # fmt: skip
ANCHOR = re.compile(r'<a [^>]*?href="([^"]*)"[^>]*>(.*?)</a>', re.S)
HEADING = re.compile(r"<h1[^>]*>([\d,]+) lines?, (-|−)?£([\d,.]+)</h1>")
POUNDS = re.compile(r"(-|−)?£([\d,]+(?:\.\d\d)?)(?![\d.]*[km])")
LINES = re.compile(r"([\d,]+) lines?\b")


@pytest.fixture
def contract(cast, shipped, at_nine) -> Contract:
    """A live contract that runs in the first half of 2026."""
    return Telling(cast, at_nine)(stories.contract_live, starts_on=date(2026, 1, 1), ends_on=date(2026, 6, 30))


@pytest.fixture
def ledger(ledgers: Ledgers, contract: Contract) -> Ledgers:
    """Ledgers with and without VAT, a correction, lines that two files hold, credits, a person and a late payment."""
    firm = contract.parties.first().supplier
    ledgers.load("january.csv", january("10.00", "20.00", "30.00", "40.00"))
    ledgers.load("january corrected.csv", january("10.00", "25.00", "30.00", "40.00"))
    ledgers.load("quarter.csv", [*january("10.00", "25.00", "30.00", "40.00"), *january("1.00", "2.00", month="02")])
    rows = [
        (firm.name, "05/03/2026", "T1", "100.00", "Highways", "Works", ""),
        (firm.name.upper(), "05/04/2026", "T2", "-7.25", "Highways", "Works", ""),
        (firm.name, "05/08/2026", "T3", "250.50", "Housing", "Works", contract.reference),
        ("Agent Ltd", "06/03/2026", "T4", "70.00", "Housing", "", contract.reference),
        ("Mr A Smith", "07/04/2026", "T5", "30.00", "Care", "Refunds", ""),
    ]
    ledgers.load("ledger.csv", rows, HEADINGS)
    gross = ("Supplier name", "Payment date", "Transaction number", "Amount inc VAT", "Directorate")
    ledgers.load("gross.csv", [(firm.name, "09/05/2026", "G1", "120.00", "Housing")], gross)
    recount()
    return ledgers


def told(text: str) -> str:
    """Give the words of some markup, without those for screen readers alone."""
    bare = re.sub(r'<span class="hub-vh">.*?</span>', "", text, flags=re.S)
    return unescape(re.sub(r"<[^>]+>", " ", bare)).replace("\xa0", " ")


def amount(sign: str | None, digits: str) -> Decimal:
    """Read a sum as pages write it."""
    value = Decimal(digits.replace(",", ""))
    return -value if sign else value


def pages(contract: Contract) -> list[str]:
    """Give the addresses of every sort of page that shows figures of spend."""
    supplier = contract.parties.first().supplier.pk
    lists = (f"/spend/by/{one}/" for one in ("department", "category", "supplier", "payee"))
    records = [*Payee.objects.all(), *Load.objects.all()]
    return [
        "/spend/", "/spend/?year=2025", *lists, "/spend/payees/", "/spend/unmatched/", "/spend/no-contract/",
        *(f"/spend/suppliers/{supplier}/{year}" for year in ("", "?year=", "?year=2025")),
        *(one.get_absolute_url() for one in records),
        f"{contract.get_absolute_url()}linked/", f"/suppliers/{supplier}/",
    ]  # fmt: skip


class TestFigures:
    def test_each_opens_exactly_what_it_counts(self, ledger, contract, client_as):
        helen, seen, wrong = client_as("helen"), {}, []
        followed = 0
        for page in pages(contract):
            answer = helen.get(page, follow=True)
            assert answer.status_code == 200, page
            for href, text in ANCHOR.findall(answer.content.decode()):
                href, said = unescape(href), told(text)
                if not href.startswith("/spend/lines/?") or not (POUNDS.search(said) or LINES.search(said)):
                    continue
                if href not in seen:
                    found = HEADING.search(helen.get(href).content.decode())
                    assert found, href
                    seen[href] = (int(found[1].replace(",", "")), amount(found[2], found[3]))
                lines, whole = seen[href]
                followed += 1
                if count := LINES.search(said):
                    wrong += [(page, href, said, lines)] if int(count[1].replace(",", "")) != lines else []
                if sum_ := POUNDS.search(said):
                    exact = whole if "." in sum_[2] else whole.quantize(Decimal(1), ROUND_HALF_UP)
                    wrong += [(page, href, said, whole)] if amount(sum_[1], sum_[2]) != exact else []
        assert wrong == [] and followed > 100, followed

    def test_the_sum_of_a_load_opens_its_lines_and_so_do_its_months(self, ledger, client_as):
        helen, load = client_as("helen"), Load.objects.get(file_name="quarter.csv")
        page = helen.get(load.get_absolute_url()).content.decode()
        assert f'href="/spend/lines/?load={load.pk}"' in page
        assert page.count(f"/spend/lines/?load={load.pk}&amp;month=202602") == 2, "the number of lines and the sum"
        assert "2 lines, £3.00" in helen.get(f"/spend/lines/?load={load.pk}").content.decode()

    def test_a_load_that_counts_no_more_links_to_no_lines(self, ledger, client_as):
        load = Load.objects.get(file_name="january.csv")
        page = client_as("helen").get(load.get_absolute_url()).content.decode()
        assert "/spend/lines/?load=" not in page

    def test_a_load_of_another_authority_is_missing(self, ledger, client_as):
        load = Load.objects.first()
        assert client_as("harriet").get(f"/spend/lines/?load={load.pk}").status_code == 404


class TestASupplier:
    def test_leads_from_the_overview_to_months_departments_contracts_and_lines(self, ledger, contract, client_as):
        helen, supplier = client_as("helen"), contract.parties.first().supplier
        address = f"/spend/suppliers/{supplier.pk}/"
        assert f'href="{address}?year="' in helen.get("/spend/").content.decode()
        page = told(helen.get(f"{address}?year=").content.decode())
        for words in ("March 2026", "August 2026", "Highways", "Housing", contract.reference, "£533"):
            assert words in page, words

    def test_a_year_shows_that_year(self, ledger, contract, client_as):
        address = f"/spend/suppliers/{contract.parties.first().supplier.pk}/"
        page = client_as("helen").get(f"{address}?year=2025").content.decode()
        assert ">March 2026<" in page and ">August 2026<" not in page

    @pytest.mark.parametrize("who", ["harriet", "helen"])
    def test_is_missing_where_it_was_paid_nothing(self, ledger, contract, client_as, who):
        number = contract.parties.first().supplier.pk if who == "harriet" else 99999
        assert client_as(who).get(f"/spend/suppliers/{number}/").status_code == 404


class TestVat:
    def test_each_line_says_it_on_the_page_and_in_the_file(self, ledger, client_as):
        helen = client_as("helen")
        page = told(helen.get("/spend/lines/?department=Housing").content.decode())
        assert "ex VAT" in page and "as paid" in page
        file = b"".join(helen.get("/spend/lines.csv?department=Housing").streaming_content).decode("utf-8-sig")
        rows = [row.split(",") for row in file.splitlines()]
        assert rows[0][4] == "VAT" and {row[4] for row in rows[1:]} == {"ex VAT", "as paid"}

    def test_no_heading_says_ex_vat_for_sums_as_paid(self, ledger, client_as):
        helen = client_as("helen")
        for address in ("/spend/loads/", "/spend/payees/", "/spend/unmatched/"):
            page = helen.get(address).content.decode()
            assert "Paid, ex VAT" not in page and "add up to, ex VAT" not in page, address
        assert "as paid" in told(helen.get("/spend/loads/").content.decode())

    def test_a_sum_that_was_worked_out_says_so_on_its_line(self, ledgers, client_as):
        headings = ("Supplier name", "Payment date", "Net amount", "VAT", "Gross amount")
        rows = [("Ash Ltd", "05/03/2026", "100.00", "20.00", "120.00"), ("Elm Ltd", "05/03/2026", "", "2.00", "12.00")]
        result = ledgers.load("a.csv", rows, headings)
        assert result.net_total == Decimal("110.00") and any("worked out as gross less" in one for one in result.notes)
        helen = client_as("helen")
        assert "Worked out" in helen.get(f"/spend/lines/{result.load.pk}/3/").content.decode()
        assert "Worked out" not in helen.get(f"/spend/lines/{result.load.pk}/2/").content.decode()


def test_the_number_of_rows_left_out_leads_to_them(ledgers: Ledgers, client_as) -> None:
    ledgers.load("january.csv", [*january("10.00", "20.00"), ("Ash Ltd", "01/01/2031", "T9", "5.00")])
    page = client_as("helen").get(Load.objects.get().get_absolute_url()).content.decode()
    assert dict(ANCHOR.findall(page))["#rejects-title"].strip() == "1"
    assert 'id="rejects-title"' in page and "in the future" in page


def test_every_number_of_lines_in_a_table_opens_them(ledger, contract, client_as):
    helen = client_as("helen")
    for page in ("/spend/", "/spend/by/department/", "/spend/by/supplier/"):
        markup = helen.get(page).content.decode()
        assert not re.findall(r"<td[^>]*>[\d,]+ lines?</td>", markup), page
        assert re.search(r"<td[^>]*><a [^>]*>[\d,]+ lines?<", markup), page

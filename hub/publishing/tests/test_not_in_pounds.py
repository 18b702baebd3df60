"""A contract whose price is not in pounds: every page and file says its currency, and no sum has it."""

import json
from datetime import date
from decimal import Decimal

import pytest

from hub.contract.tests import stories
from hub.publishing import datasets, ocds, selectors, services
from hub.publishing.models import PublishedContract

pytestmark = pytest.mark.django_db


@pytest.fixture
def foreign(cast, live, follow, at_nine):
    """Give a contract in euros on the public register, beside one in pounds."""
    made = stories.contract_live(
        authority=cast.eca,
        by=cast.actor("morag"),
        at=at_nine,
        owner=cast.ruth,
        value_ex_vat=None,
        value_inc_vat=None,
        currency="EUR",
        foreign_value_ex_vat=Decimal(77_000),
    )
    follow()
    return made


class TestAContractInEuros:
    @pytest.mark.parametrize("path", ["/contracts/", "/search/?q=contract", "/contracts/{}/", "/contracts/feed.atom"])
    def test_no_page_takes_euros_for_pounds(self, foreign, client_as, path):
        page = client_as(None, site="public").get(path.format(foreign.reference))
        text = page.content.decode()
        assert "£77,000" not in text
        if page.status_code == 200 and foreign.reference in text:
            assert "EUR 77,000" in text

    def test_the_register_names_it_beside_its_total(self, foreign, client_as):
        text = client_as(None, site="public").get("/contracts/").content.decode()
        assert "£900,000 ex VAT in all, not counting 1 contract in EUR" in text

    def test_the_suppliers_row_and_page_say_what_their_sum_leaves_out(self, foreign, client_as):
        client = client_as(None, site="public")
        supplier = foreign.parties.get().supplier
        for path in ("/suppliers/", f"/suppliers/{supplier.pk}/"):
            assert "1 contract, EUR 77,000" in client.get(path).content.decode(), path
        listed = b"".join(client.get("/suppliers/export.csv").streaming_content).decode().splitlines()
        line = next(text for text in listed if "EUR" in text)
        assert supplier.name in line and "1 contract, EUR 77,000" in line and "900000" in line

    def test_a_supplier_with_pounds_only_says_nothing_of_it(self, live, follow, client_as):
        follow()
        supplier = live.parties.get().supplier
        assert (
            "so not in any sum" not in client_as(None, site="public").get(f"/suppliers/{supplier.pk}/").content.decode()
        )

    def test_the_release_and_the_data_set_name_the_currency(self, foreign):
        made = ocds.release(selectors.contract(foreign.reference))
        assert made["contracts"][0]["value"] == made["awards"][0]["value"] == {"amount": 77_000, "currency": "EUR"}
        dataset = datasets.get("contracts_register", on=date(2026, 11, 23))
        titles = [field.key for field in dataset.fields]
        rows = [dict(zip(titles, row, strict=True)) for row in datasets.rows(dataset)]
        [row] = [row for row in rows if row["reference"] == foreign.reference]
        assert (row["value_ex_vat"], row["currency"], row["own_value"]) == (None, "EUR", 77_000)

    def test_who_withholds_the_value_withholds_it_in_euros_too(self, cast, foreign, at_nine):
        services.redact(
            foreign, field="value_ex_vat", ground="commercial", reason="x", review_on=date(2027, 1, 1),
            by=cast.actor("daniel"), at=at_nine,
        )  # fmt: skip
        row = PublishedContract.objects.get(contract_id=foreign.pk)
        assert row.foreign_value_ex_vat is None and "77000" not in json.dumps(row.facts)
        assert "77000" not in json.dumps(ocds.release(selectors.contract(foreign.reference)))

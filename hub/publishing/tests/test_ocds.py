"""Releases: what they say of a contract, and that the standard's schema takes them."""

import json
from datetime import date
from decimal import Decimal

import pytest

from hub.contract import services as contracts
from hub.contract.reading.row import SupplierRef
from hub.contract.tests import stories
from hub.publishing import ocds, selectors, services
from hub.supplier.rules import Identifier
from hub.supplier.services import find_or_create

pytestmark = pytest.mark.django_db


def release(contract):
    return ocds.release(selectors.contract(contract.reference))


class TestRelease:
    def test_it_names_buyer_supplier_value_and_period(self, live, follow):
        follow()
        made = release(live)
        assert made["buyer"]["name"] == "Eastmere Combined Authority"
        assert made["parties"][1]["identifier"] == {
            "scheme": "GB-COH", "id": "04455667", "legalName": "Meridian FM plc"
        }  # fmt: skip
        signed = made["contracts"][0]
        assert signed["value"] == {"amount": 900_000, "currency": "GBP"}
        assert signed["status"] == "active" and signed["awardID"] == made["awards"][0]["id"]
        assert signed["period"]["startDate"] == "2026-11-23T00:00:00+00:00"

    def test_the_legal_name_is_that_of_the_register_where_it_is_known(self, live, follow, cast, at_nine):
        ref = SupplierRef(
            name="Meridian FM plc", legal_name="Meridian Facilities Holdings plc",
            identifiers=(Identifier("GB-COH", "04455667"),),
        )  # fmt: skip
        find_or_create([ref], by=cast.actor("morag"), at=at_nine)
        follow()
        firm = release(live)["parties"][1]
        assert (firm["name"], firm["identifier"]["legalName"]) == (
            "Meridian FM plc", "Meridian Facilities Holdings plc"
        )  # fmt: skip

    def test_a_change_is_an_amendment(self, cast, live, follow, at_nine):
        by = cast.actor("morag")
        contracts.correct(live, changes={"value_ex_vat": Decimal("1.50")}, reason="A", by=by, at=at_nine)
        follow()
        made = release(live)
        assert made["tag"] == ["contractAmendment"]
        assert made["contracts"][0]["value"]["amount"] == 1.5
        assert len(made["contracts"][0]["amendments"]) == 1

    def test_what_is_withheld_is_not_in_it(self, cast, live, follow, at_nine):
        follow()
        for field in ("value_ex_vat", "suppliers"):
            services.redact(
                live, field=field, ground="commercial", reason="x", review_on=date(2027, 1, 1),
                by=cast.actor("daniel"), at=at_nine,
            )  # fmt: skip
        text = json.dumps(release(live))
        assert "Meridian" not in text and "900000" not in text

    def test_its_process_has_the_id_that_the_contract_came_with(self, cast, follow, at_nine):
        made = stories.contract_live(authority=cast.eca, by=cast.actor("morag"), at=at_nine, ocid="ocds-h6vhtk-04ab12")
        follow()
        assert release(made)["ocid"] == "ocds-h6vhtk-04ab12"

    @pytest.mark.shared
    def test_the_schema_takes_every_release(self, cast, live, elsewhere, follow, at_nine, shared):
        jsonschema_rs = pytest.importorskip("jsonschema_rs", reason="the schema check needs jsonschema_rs")
        by = cast.actor("morag")
        stories.contract_suspended(authority=cast.eca, by=by, at=at_nine)
        stories.contract_expired(authority=cast.eca, by=by, at=at_nine, route="direct_award")
        contracts.correct(live, changes={"value_ex_vat": Decimal(5)}, reason="A", by=by, at=at_nine)
        follow()
        schema = json.loads((shared / "data/ocds/schema/uk-1.1.5/release-package-schema.json").read_text())
        validator = jsonschema_rs.Draft4Validator(schema)
        head = ocds.package_head(uri="https://example.org/data/ocds/contracts.json", at=at_nine, publisher="Eastmere")
        releases = [ocds.release(selectors.contract(row.slug)) for row in selectors.contracts()]
        assert len(releases) == 4
        faults = validator.iter_errors({**head, "releases": releases})
        assert [f"{fault.instance_path}: {fault.message}" for fault in faults] == []

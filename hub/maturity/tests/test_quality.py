"""Data quality: one record changed moves one figure, and each figure opens exactly the records to mend."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest

from hub.contract.models import Contract
from hub.contract.reading import SupplierRef
from hub.contract.selectors.quality import FIELDS, Quality, by_owner
from hub.contract.selectors.supplier_quality import fields_of
from hub.contract.tests import stories
from hub.contract.tests.telling import Telling
from hub.maturity.views.quality import figures
from hub.platform import clock
from hub.platform.actors import SYSTEM
from hub.platform.indicators import Failures, Reading, get_indicator
from hub.procurement import services as procuring
from hub.procurement.models import Procurement
from hub.procurement.selectors.quality import FIELDS as CASE_FIELDS
from hub.procurement.tests import stories as cases
from hub.supplier import services as supplying
from hub.supplier.models import Identifier, Pair, Supplier
from hub.supplier.rules import COMPANIES_HOUSE
from hub.supplier.terms import Likeness, Verdict

pytestmark = pytest.mark.django_db


@pytest.fixture
def contract(cast, shipped, at_nine) -> Contract:
    """A live contract, complete and confirmed today."""
    made = Telling(cast, at_nine)(stories.contract_live)
    Contract.objects.filter(pk=made.pk).update(confirmed_on=at_nine.date(), missing_count=0)
    made.refresh_from_db()
    return made


def change(contract: Contract, **facts) -> None:
    """Set facts as if they had come so from a list."""
    Contract.objects.filter(pk=contract.pk).update(**facts)


class TestQuality:
    def test_a_good_record_counts_with_all_its_fields(self, contract, at_nine):
        found = by_owner(contract.authority_id, at_nine)
        assert [(one.owner, one.good_fields, one.fields) for one in found] == [("Ruth Bell", FIELDS, FIELDS)]

    @pytest.mark.parametrize(
        ("facts", "part", "good"),
        [
            ({"missing_count": 2}, "complete", FIELDS - 2), ({"value_ex_vat": 0}, "valid", 0),
            ({"starts_on": "2000-01-01", "ends_on": "2001-01-01"}, "valid", 0),
            ({"confirmed_on": "2020-01-01"}, "fresh", 0),
            ({"confirmed_on": None}, "fresh", 0),
        ],
    )  # fmt: skip
    def test_one_fault_moves_its_own_part_and_the_score(self, contract, at_nine, facts, part, good):
        change(contract, **facts)
        found = by_owner(contract.authority_id, at_nine)[0]
        assert [name for name in ("complete", "valid", "fresh") if not getattr(found, name)] == [part]
        assert found.good_fields == good
        reading = get_indicator("ST-9.dq").measure([contract.authority_id], at_nine)
        suppliers = fields_of([contract.authority_id])
        assert (reading.numerator, reading.denominator) == (good + suppliers.good, FIELDS + suppliers.all)

    def test_without_contracts_nothing_is_measured(self, cast, at_nine):
        assert get_indicator("ST-9.dq").measure([cast.eca.pk], at_nine).figure is None

    def test_each_number_opens_exactly_its_records(self, contract, client_as):
        change(contract, confirmed_on=None)
        naomi = client_as("naomi")
        page = unescape(naomi.get("/maturity/quality/").content.decode())
        (address,) = set(re.findall(r'href="(/contracts/\?fails=ST-9\.fresh&owner=\d+)"', page))
        assert contract.reference in naomi.get(address).content.decode()
        assert f"{contract.get_absolute_url()}" in naomi.get("/maturity/measures/ST-9.fresh/").content.decode()


class TestSuppliers:
    """A supplier of a contract in force has two fields: its name, and its number in a public register."""

    @pytest.fixture
    def supplier(self, contract) -> Supplier:
        """The contract's supplier, which has a company number."""
        found = contract.parties.get().supplier
        Identifier.objects.filter(supplier=found).delete()
        Identifier.objects.bulk_create([Identifier(supplier=found, scheme=COMPANIES_HOUSE, value="01234567")])
        return found

    def told(self, contract, at) -> tuple[int, int, int, int]:
        """Give good and all fields, and good and all suppliers, as the measures give them."""
        found = fields_of([contract.authority_id])
        reading = get_indicator("ST-9.suppliers").measure([contract.authority_id], at)
        assert (reading.numerator, reading.denominator) == (found.good_suppliers, found.suppliers)
        return found.good, found.all, found.good_suppliers, found.suppliers

    def test_with_a_number_and_no_double_all_is_good(self, contract, supplier, at_nine):
        assert self.told(contract, at_nine) == (2, 2, 1, 1)

    @pytest.mark.parametrize(
        ("kind", "told"), [("company", (1, 2, 0, 1)), ("", (1, 2, 0, 1)), ("sole_trader", (1, 1, 1, 1))]
    )
    def test_without_a_number_it_lacks_one_unless_its_sort_has_none(self, contract, supplier, at_nine, kind, told):
        supplier.identifiers.all().delete()
        Supplier.objects.filter(pk=supplier.pk).update(body_kind=kind)
        assert self.told(contract, at_nine) == told

    def test_a_number_that_is_not_of_a_public_register_is_none(self, contract, supplier, at_nine):
        supplier.identifiers.update(scheme="GB-PPON")
        assert self.told(contract, at_nine) == (1, 2, 0, 1)

    @pytest.mark.parametrize("verdict", [Verdict.OPEN, Verdict.APART])
    def test_while_it_may_stand_twice_nothing_of_it_counts(self, contract, supplier, cast, at_nine, verdict):
        (double,) = supplying.find_or_create([SupplierRef("Quite Another Ltd")], by=SYSTEM, at=at_nine)
        first, second = sorted([supplier, double], key=lambda one: one.pk)
        Pair.objects.create(first=first, second=second, likeness=Likeness.NAME, verdict=verdict, found_at=at_nine)
        assert self.told(contract, at_nine) == ((0, 2, 0, 1) if verdict == Verdict.OPEN else (2, 2, 1, 1))

    def test_a_merged_entry_counts_by_the_one_that_stands_for_it_with_its_numbers(self, contract, supplier, at_nine):
        (kept,) = supplying.find_or_create([SupplierRef("Quite Another Ltd")], by=SYSTEM, at=at_nine)
        Supplier.objects.filter(pk=supplier.pk).update(status="merged", merged_into=kept)
        assert self.told(contract, at_nine) == (2, 2, 1, 1)

    def test_one_of_no_contract_in_force_is_not_measured(self, contract, supplier, at_nine):
        change(contract, status="ended", ended_on=at_nine.date())
        assert self.told(contract, at_nine) == (0, 0, 0, 0)

    def test_the_page_leads_to_those_to_mend_and_to_those_that_count(self, contract, supplier, client_as):
        naomi, address = client_as("naomi"), "/maturity/measures/ST-9.suppliers/"
        assert f'href="{address}"' in naomi.get("/maturity/quality/").content.decode()
        assert supplier.name in naomi.get(f"{address}?list=meets").content.decode()
        supplier.identifiers.all().delete()
        page = naomi.get(address).content.decode()
        assert "no number of a public register" in page and f"/suppliers/{supplier.pk}/identify/" in page
        assert supplier.name not in naomi.get(f"{address}?list=meets").content.decode()


class TestTheScore:
    """What the measure counts, and what it leaves out, is listed record by record, and adds up to it."""

    @pytest.mark.parametrize(
        "facts", [{}, {"missing_count": 2}, {"value_ex_vat": 0}, {"confirmed_on": None}, {"confirmed_on": "2020-01-01"}]
    )
    def test_adds_up_from_its_lists(self, contract, at_nine, facts):
        change(contract, **facts)
        one, of = get_indicator("ST-9.dq"), [contract.authority_id]
        reading = one.measure(of, at_nine)
        assert fields_told(one.meets(of, at_nine, 50)) == reading.numerator
        assert fields_told(one.fails(of, at_nine, 50)) == reading.left

    def test_its_page_has_the_three_lists(self, contract, client_as):
        naomi = client_as("naomi")
        for which in ("", "?list=meets", "?list=measured"):
            assert naomi.get(f"/maturity/measures/ST-9.dq/{which}").status_code == 200
        assert contract.title in naomi.get("/maturity/measures/ST-9.dq/?list=meets").content.decode()
        assert naomi.get("/maturity/measures/ST-9.dq/?list=nothing").status_code == 404


def fields_told(found: Failures) -> int:
    """Add up the fields that the lines of a list name."""
    assert len(found.rows) == found.total
    return sum(int(row.why.split()[0]) for row in found.rows)


class TestProcurements:
    """A procurement before the market has seven fields; later nobody may mend it, so it is not judged."""

    @pytest.fixture
    def case(self, cast, shipped, at_nine):
        made = cases.shaping(authority=cast.eca, by=cast.actor("priya"), at=at_nine)
        Procurement.objects.filter(pk=made.pk).update(budget_line="H-204")
        made.refresh_from_db()
        return made

    def told(self, case, at) -> tuple[int, int]:
        """Give good and all fields of procurements, as the measure of the case's authority has them."""
        reading = get_indicator("ST-9.dq").measure([case.authority_id], at)
        return int(reading.numerator), int(reading.denominator)

    def test_whole_it_counts_with_all_its_fields(self, case, at_nine):
        assert self.told(case, at_nine) == (CASE_FIELDS, CASE_FIELDS)
        reading = get_indicator("ST-9.procurements").measure([case.authority_id], at_nine)
        assert (reading.numerator, reading.denominator) == (1, 1)

    @pytest.mark.parametrize(
        ("facts", "good", "page", "words"),
        [
            ({"main_cpv": "", "budget_line": ""}, CASE_FIELDS - 2, "revise/what/", "budget line, CPV code"),
            ({"estimate_ex_vat": None}, CASE_FIELDS - 1, "estimate/", "estimate"),
            ({"needed_on": "2020-01-01"}, 0, "revise/when/", "is past"),
            ({"owner": None}, CASE_FIELDS - 1, "transfer/", "owner"),
        ],
    )
    def test_one_fault_moves_the_score_and_leads_to_its_mending(self, case, at_nine, facts, good, page, words):
        Procurement.objects.filter(pk=case.pk).update(**facts)
        assert self.told(case, at_nine) == (good, CASE_FIELDS)
        (row,) = get_indicator("ST-9.dq").fails([case.authority_id], at_nine, 9).rows
        assert row.href == f"{case.get_absolute_url()}{page}" and words in row.why
        assert get_indicator("ST-9.procurements").measure([case.authority_id], at_nine).numerator == 0

    def test_on_which_nobody_acted_for_a_year_it_counts_no_more(self, case, at_nine):
        later = at_nine + timedelta(days=366)
        Procurement.objects.filter(pk=case.pk).update(needed_on="2030-01-01")
        with clock.frozen(later):
            assert self.told(case, later) == (0, CASE_FIELDS)

    def test_as_at_a_day_before_a_fact_was_recorded_it_lacks_it(self, case, cast, at_nine):
        later = at_nine + timedelta(days=3)
        changes = {"department": "Highways", "category": "Roads", "main_cpv": ""}
        procuring.revise(case, changes=changes, by=cast.actor("priya"), at=later)
        with clock.frozen(later):
            assert self.told(case, later) == (CASE_FIELDS - 1, CASE_FIELDS)
            assert self.told(case, at_nine + timedelta(days=1)) == (CASE_FIELDS, CASE_FIELDS)

    def test_once_the_market_is_asked_it_is_not_judged(self, case, at_nine):
        Procurement.objects.filter(pk=case.pk).update(status="competing")
        assert self.told(case, at_nine) == (0, 0)

    def test_the_page_counts_them_by_owner_and_opens_exactly_those(self, case, client_as):
        Procurement.objects.filter(pk=case.pk).update(main_cpv="")
        naomi = client_as("naomi")
        page = unescape(naomi.get("/maturity/quality/").content.decode())
        (address,) = set(re.findall(r'href="(/procurements/\?fails=ST-9\.procurements&owner=[^"]+)"', page))
        assert case.reference in naomi.get(address).content.decode()
        assert case.reference in naomi.get("/maturity/measures/ST-9.dq/").content.decode()

    def test_the_score_adds_up_from_its_lists(self, contract, case, at_nine):
        Procurement.objects.filter(pk=case.pk).update(main_cpv="", needed_on=None)
        one, of = get_indicator("ST-9.dq"), sorted({contract.authority_id, case.authority_id})
        reading = one.measure(of, at_nine)
        assert fields_told(one.meets(of, at_nine, 50)) == reading.numerator
        assert fields_told(one.fails(of, at_nine, 50)) == reading.left


def test_a_share_of_records_is_never_rounded_up_to_all():
    """Two records of 6,000 are left: it is not 100%."""
    (_, complete, *_) = figures([Quality(6000, 5998, 6000, 6000, 6000 * FIELDS - 2)], *[Reading(1, 2, "")] * 3)
    assert (complete.value, complete.note) == ("99.9%", "2 records to mend")

"""Payees meet their suppliers for a reason, people correct it, and what is off contract is known."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from hub.contract.models import Contract
from hub.contract.reading.row import SupplierRef
from hub.contract.tests import stories
from hub.platform.act_table import NotHeld, Refused
from hub.platform.actors import SYSTEM
from hub.platform.events.models import Event
from hub.spend.models import Load, Payee
from hub.spend.selectors import lines, overview
from hub.spend.selectors import payees as known
from hub.spend.selectors.lines import Wanted
from hub.spend.services import payees
from hub.spend.services.matching import match_again
from hub.spend.services.undoing import undo
from hub.spend.terms import Footing, Outcome
from hub.spend.tests.ledgers import pages_of
from hub.supplier.models import Supplier
from hub.supplier.services import find_or_create

pytestmark = pytest.mark.django_db
HEADINGS = ("Supplier name", "Company number", "Payment date", "Transaction number", "Net amount")


@pytest.fixture
def contract(tell):
    """A live contract with one supplier."""
    return tell(stories.contract_live, starts_on=date(2026, 1, 1), ends_on=date(2026, 6, 30))


@pytest.fixture
def firm(contract):
    """The supplier of that contract."""
    return contract.parties.first().supplier


def load(ledgers, *names: str, number: str = "", day: str = "05/03/2026"):
    """Load one line of £10 for each name."""
    rows = [(name, number, day, f"T{n}", "10.00") for n, name in enumerate(names)]
    ledgers.load(f"march-{day[:2]}-{len(names)}.csv", rows, HEADINGS)
    return Payee.objects.get(name=names[0])


class TestMatching:
    @pytest.mark.parametrize("change", [str.upper, lambda name: name.replace("Ltd", "Limited"), lambda n: f" {n} "])
    def test_a_name_but_for_its_spelling_is_the_supplier(self, ledgers, firm, change):
        payee = load(ledgers, change(firm.name).strip())
        assert payee.supplier == firm and payee.reason

    def test_a_company_number_wins_over_another_name(self, ledgers, firm):
        payee = load(ledgers, "A Trading Name", number="4455667")
        assert (payee.supplier, payee.way) == (firm, "company_number") and "04455667" in payee.reason

    def test_nobody_is_matched_without_a_ground(self, ledgers, firm):
        payee = load(ledgers, "Somebody Else Ltd")
        assert (payee.supplier, payee.way) == (None, "none")

    def test_people_are_matched_to_nobody(self, ledgers, firm):
        assert load(ledgers, "Mr A Smith").supplier is None

    def test_a_supplier_that_comes_later_is_found_then(self, ledgers, tell, at_nine):
        payee = load(ledgers, "Later Found Services Ltd")
        find_or_create([SupplierRef("Later Found Services Limited")], by=SYSTEM, at=at_nine)
        assert match_again(ledgers.authority) == 1
        payee.refresh_from_db()
        assert payee.supplier is not None


NAMING = ("Supplier name", "Payment date", "Transaction number", "Net amount", "Contract reference", "Order number")


class TestAContractThatTheLedgerNames:
    def pay(self, ledgers, *rows: tuple[str, str, str], file: str = "a.csv") -> None:
        """Load a line for each payee, contract and order."""
        told = [(name, "05/03/2026", f"{file}{n}", "10.00", c, order) for n, (name, c, order) in enumerate(rows)]
        ledgers.load(file, told, NAMING)

    def test_one_line_of_several_does_not_make_its_supplier_the_payee(self, ledgers, contract, firm, tell, at_nine):
        find_or_create([SupplierRef("Whole Other Ltd")], by=SYSTEM, at=at_nine)
        self.pay(ledgers, ("Whole Other Ltd", contract.reference, ""), ("Whole Other Ltd", "", ""))
        payee = Payee.objects.get()
        assert (payee.supplier.name, payee.way) == ("Whole Other Ltd", "name")

    def test_it_counts_after_everything_else_when_all_lines_that_name_one_agree(self, ledgers, contract, firm):
        self.pay(ledgers, ("Agent Ltd", contract.reference, ""), ("Agent Ltd", contract.reference, ""))
        assert (Payee.objects.get().supplier, Payee.objects.get().way) == (firm, "contract")

    @pytest.mark.parametrize("column", [1, 2])
    def test_lines_that_name_different_contracts_lead_to_nobody(self, ledgers, contract, column):
        rows = [("Agent Ltd", "", ""), ("Agent Ltd", "", "")]
        for n, named in enumerate((contract.reference, "CON-9999-0009")):
            rows[n] = tuple(named if place == column else value for place, value in enumerate(rows[n]))
        self.pay(ledgers, *rows)
        assert Payee.objects.get().supplier is None

    def test_a_later_file_that_disagrees_takes_the_match_back_and_its_undo_gives_it_again(
        self, ledgers, contract, firm
    ):
        self.pay(ledgers, ("Agent Ltd", contract.reference, ""))
        assert Payee.objects.get().supplier == firm
        self.pay(ledgers, ("Agent Ltd", "CON-9999-0009", ""), file="b.csv")
        assert Payee.objects.get().supplier is None
        undo(Load.objects.latest("pk"), reason="Wrong", by=ledgers.by, at=ledgers.at)
        assert Payee.objects.get().supplier == firm

    def test_a_reference_of_another_authority_means_nothing(self, ledgers, contract, cast):
        other = Contract.objects.filter(pk=contract.pk)
        self.pay(ledgers, ("Agent Ltd", contract.reference, ""))
        ledgers.authority, ledgers.by = cast.wdc, cast.actor("harriet")
        assert not other.filter(authority=cast.wdc).exists()
        self.pay(ledgers, ("Agent Ltd", contract.reference, ""), file="b.csv")
        assert Payee.objects.get(authority=cast.wdc).supplier is None


class TestNumbersThatComeLater:
    def test_a_company_number_of_a_later_file_is_taken_over_and_matches(self, ledgers, firm):
        assert load(ledgers, "A Trading Name").supplier is None
        payee = load(ledgers, "A Trading Name", number="4455667", day="06/03/2026")
        assert (payee.supplier, payee.way, payee.company_number) == (firm, "company_number", "4455667")

    def test_two_company_numbers_under_one_name_match_nobody(self, ledgers, firm):
        load(ledgers, "A Trading Name", number="4455667")
        payee = load(ledgers, "A Trading Name", number="1234567", day="06/03/2026")
        assert payee.supplier is None and "4455667" in payee.company_number and "1234567" in payee.company_number

    def test_what_a_person_said_stands(self, ledgers, firm, at_nine):
        find_or_create([SupplierRef("Chosen Ltd")], by=SYSTEM, at=at_nine)
        chosen = Supplier.objects.get(name="Chosen Ltd")
        payees.match(load(ledgers, "A Trading Name"), supplier=chosen, reason="", by=ledgers.by, at=ledgers.at)
        payee = load(ledgers, "A Trading Name", number="4455667", day="06/03/2026")
        assert (payee.supplier, payee.company_number) == (chosen, "4455667")


class TestCorrecting:
    def test_a_person_chooses_and_it_is_an_event(self, ledgers, firm):
        payee = load(ledgers, "Somebody Else Ltd")
        payees.match(payee, supplier=firm, reason="Same bank account", by=ledgers.by, at=ledgers.at)
        assert (payee.supplier, payee.way, payee.reason) == (firm, "person", "Same bank account")
        assert Event.objects.filter(verb="spend.payee.match").count() == 1

    def test_what_a_person_undid_is_not_matched_again(self, ledgers, firm):
        payee = load(ledgers, firm.name)
        payees.unmatch(payee, reason="Another firm", by=ledgers.by, at=ledgers.at)
        match_again(ledgers.authority)
        payee.refresh_from_db()
        assert payee.supplier is None
        with pytest.raises(Refused, match="no supplier"):
            payees.unmatch(payee, reason="Again", by=ledgers.by, at=ledgers.at)

    def test_who_may_not_is_refused(self, ledgers, firm):
        payee = load(ledgers, "Somebody Else Ltd")
        with pytest.raises(NotHeld):
            payees.match(payee, supplier=firm, reason="", by=ledgers.cast.actor("tom"), at=ledgers.at)

    def test_spending_without_a_contract_gets_an_owner_and_an_outcome(self, ledgers, firm):
        payee = load(ledgers, "Somebody Else Ltd")
        payees.settle(payee, outcome=Outcome.LET, owner=ledgers.cast.priya, by=ledgers.by, at=ledgers.at)
        payee.refresh_from_db()
        assert (payee.outcome, payee.owner) == ("let", ledgers.cast.priya)


class TestWhatIsKnownOfSpend:
    def test_on_and_off_contract_are_told_apart_by_the_month(self, ledgers, firm):
        load(ledgers, firm.name, "Somebody Else Ltd", "Mr A Smith")
        load(ledgers, firm.name, day="05/08/2026")
        found = overview.by_footing(ledgers.authority.pk)
        assert {footing: one.amount for footing, one in found.items()} == {
            Footing.ON: Decimal("10.00"), Footing.OFF: Decimal("10.00"), Footing.UNMATCHED: Decimal("10.00"),
            Footing.PERSON: Decimal("10.00"),
        }  # fmt: skip

    def test_every_way_of_adding_up_gives_the_same_sum(self, ledgers):
        load(ledgers, "Ash Ltd", "Birch Ltd", "Mr A Smith")
        load(ledgers, "Ash Ltd", day="06/04/2026")
        for column in sorted(overview.COLUMNS):
            found = overview.by_column([ledgers.authority.pk], column)
            assert sum(one.amount for one in found) == ledgers.total() == Decimal("40.00")
        months = overview.by_column([ledgers.authority.pk], "month", first=202604)
        assert [(one.name, one.amount) for one in months] == [("202604", Decimal("10.00"))]

    def test_a_figure_opens_the_lines_that_it_counts(self, ledgers):
        load(ledgers, "Ash Ltd", "Birch Ltd")
        wanted = Wanted(ledgers.authority.pk, payee=Payee.objects.get(key="ash"))
        rows = pages_of(wanted, ledgers.by)
        assert [(row["payee"], row["row"]) for row in rows] == [("Ash Ltd", 2)]
        assert lines.total(lines.months_of(wanted)).amount == Decimal("10.00")

    def test_names_of_people_are_for_finance_only(self, ledgers):
        load(ledgers, "Mr A Smith", "Ash Ltd")
        priya = ledgers.cast.actor("priya")
        assert {row["payee"] for row in pages_of(Wanted(ledgers.authority.pk), ledgers.by)} == {
            "Mr A Smith",
            "Ash Ltd",
        }
        shown = pages_of(Wanted(ledgers.authority.pk), priya)
        assert {row["payee"] for row in shown} == {"A person", "Ash Ltd"} and "smith" not in str(shown).lower()
        assert [each.name for each in known.payees(priya)] == ["Ash Ltd"]
        assert known.payees(ledgers.by).count() == 2

    def test_another_authoritys_officers_see_nothing(self, ledgers):
        load(ledgers, "Ash Ltd")
        harriet = ledgers.cast.actor("harriet")
        assert pages_of(Wanted(ledgers.authority.pk), harriet) == [] and not known.payees(harriet).exists()

    def test_the_queue_has_those_first_who_got_most(self, ledgers):
        load(ledgers, "Ash Ltd", "Birch Ltd", "Birch Ltd")
        assert [(each.name, each.amount, each.lines) for each in known.unmatched(ledgers.by)] == [
            ("Birch Ltd", Decimal("20.00"), 2), ("Ash Ltd", Decimal("10.00"), 1),
        ]  # fmt: skip

    def test_it_says_what_it_rests_on(self, ledgers):
        load(ledgers, "Ash Ltd")
        found = overview.completeness([ledgers.authority.pk])
        assert (found.loads, found.first_on, found.gross) == (1, date(2026, 3, 5), 0)

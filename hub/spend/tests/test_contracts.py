"""What was paid under a contract, who is told when it is too much or too late, and what the measures read."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from html import unescape

import pytest

from hub.cli import main
from hub.contract.models import Contract, ContractSupplier
from hub.contract.tests import stories
from hub.platform.deadlines.models import Alert
from hub.platform.indicators import get_indicator
from hub.platform.jobs.models import Job
from hub.platform.jobs.terms import JobState
from hub.platform.jobs.testing import run_all
from hub.spend.models import ContractPaid, Load, Payee
from hub.spend.selectors import lines
from hub.spend.selectors.lines import Wanted
from hub.spend.services import jobs, payees, standing
from hub.spend.services.jobs import recount
from hub.spend.services.undoing import undo
from hub.spend.tests.ledgers import pages_of

pytestmark = pytest.mark.django_db
HEADINGS = ("Supplier name", "Payment date", "Transaction number", "Net amount", "Contract reference", "Category")


@pytest.fixture
def contract(tell) -> Contract:
    """A live contract of £1,000 that runs in the first half of 2026."""
    span = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 6, 30)}
    return tell(stories.contract_live, value_ex_vat=Decimal(1000), **span)


@pytest.fixture
def firm(contract):
    """Its supplier."""
    return contract.parties.first().supplier


def pay(ledgers, name: str, amount: str, *, on: str = "05/03/2026", contract: str = "", category: str = "") -> None:
    """Load one payment."""
    number = Load.objects.count()
    ledgers.load(f"ledger-{number}.csv", [(name, on, f"T{number}", amount, contract, category)], HEADINGS)


def told() -> list[str]:
    """Give what people were told of spend."""
    return sorted(Alert.objects.filter(cause__startswith="spend.").values_list("sentence", flat=True))


class TestWhatWasPaid:
    def test_lines_of_its_supplier_while_it_runs_are_its_own(self, ledgers, contract, firm):
        pay(ledgers, firm.name, "400.00")
        paid = ContractPaid.objects.get()
        assert (paid.contract, paid.lines, paid.amount, paid.last_month) == (contract, 1, Decimal("400.00"), 202603)

    def test_a_line_that_names_a_contract_is_that_ones_whoever_was_paid(self, ledgers, contract, firm):
        pay(ledgers, "Agent for Somebody Ltd", "70.00", contract=contract.reference)
        assert ContractPaid.objects.get().amount == Decimal("70.00")

    def test_two_contracts_at_once_are_not_guessed_between(self, ledgers, contract, firm, tell):
        span = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 6, 30)}
        other = tell(stories.contract_live, **span)
        assert other.parties.first().supplier == firm
        pay(ledgers, firm.name, "400.00")
        assert not ContractPaid.objects.exists()
        pay(ledgers, firm.name, "30.00", contract=other.reference)
        assert [(one.contract, one.amount) for one in ContractPaid.objects.all()] == [(other, Decimal("30.00"))]

    def test_its_page_shows_it_and_opens_the_lines(self, ledgers, contract, firm, client_as):
        pay(ledgers, firm.name, "400.00")
        helen = client_as("helen")
        assert "£400.00 in 1 line" in helen.get(f"{contract.get_absolute_url()}linked/").content.decode()
        assert "1 line, £400.00" in helen.get(f"/spend/lines/?contract={contract.reference}").content.decode()

    def test_what_is_kept_of_its_months_is_what_its_lines_say(self, ledgers, contract, firm, tell):
        span = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 2, 28)}
        other = tell(stories.contract_live, **span)
        pay(ledgers, firm.name, "400.00")
        pay(ledgers, firm.name, "-7.50", on="09/03/2026")
        pay(ledgers, firm.name, "60.00", on="05/04/2026")
        pay(ledgers, firm.name, "1.00", on="05/02/2026")
        pay(ledgers, firm.name, "2.00", on="05/02/2026", contract=other.reference)
        pay(ledgers, "Agent for Somebody Ltd", "70.00", on="06/07/2026", contract=contract.reference)
        for one in (contract, other):
            wanted = Wanted(one.authority_id, contract=one)
            kept = lines.months_of(wanted)
            amounts = sorted(row["amount"] for row in pages_of(wanted, ledgers.by))
            ContractPaid.objects.filter(contract=one).update(months="")
            assert kept == lines.months_of(wanted), one
            assert sum(amounts) == sum(row["amount"] for row in kept)
        assert amounts == [Decimal("2.00")]

    def test_the_command_counts_once_for_all_its_files(self, ledgers, contract, firm, monkeypatch):
        times = []
        work = standing.paid_now
        monkeypatch.setattr(standing, "paid_now", lambda authority: times.append(authority) or work(authority))
        files = [
            ledgers.file(f"{n}.csv", [(firm.name, f"0{n}/03/2026", f"T{n}", "40.00", "", "")], HEADINGS) for n in (1, 2)
        ]
        assert main(["import", "spend", *(str(one.path) for one in files), "--authority", "ECA"]) == 0
        assert (ContractPaid.objects.get().amount, len(times)) == (Decimal("80.00"), 1)

    def test_after_a_load_the_worker_is_asked_to_count_once(self, ledgers, contract, firm):
        rows = [(firm.name, "05/03/2026", "T1", "40.00", "", "")]
        ledgers.load_file(ledgers.file("a.csv", rows, HEADINGS), counts=False)
        assert not ContractPaid.objects.exists()
        jobs.count_soon(ledgers.authority)
        jobs.count_soon(ledgers.authority)
        assert (run_all(), ContractPaid.objects.get().amount) == (1, Decimal("40.00"))

    def test_an_undone_load_is_paid_no_more(self, ledgers, contract, firm):
        pay(ledgers, firm.name, "400.00")
        undo(Load.objects.get(), reason="Wrong", by=ledgers.by, at=ledgers.at)
        assert not ContractPaid.objects.exists()

    def test_a_match_counts_when_the_worker_counts_again(self, ledgers, contract, firm):
        pay(ledgers, "Trading Name Ltd", "50.00")
        assert not ContractPaid.objects.exists()
        payees.match(Payee.objects.get(), supplier=firm, reason="", by=ledgers.by, at=ledgers.at)
        recount()
        assert ContractPaid.objects.get().amount == Decimal("50.00")


class TestAlerts:
    def test_spend_up_to_the_value_alerts_nobody(self, ledgers, contract, firm):
        pay(ledgers, firm.name, "1000.00")
        assert told() == []

    def test_spend_over_the_value_is_told_to_manager_and_owner_once(self, ledgers, contract, firm, cast):
        pay(ledgers, firm.name, "1000.01")
        pay(ledgers, firm.name, "5.00", on="06/03/2026")
        people = Alert.objects.filter(cause=f"spend.value:{contract.pk}").values_list("person_id", flat=True)
        assert sorted(people) == sorted([cast.aisha.pk, cast.ruth.pk])
        assert "more than its value of £1,000" in told()[0]

    def test_a_payment_after_the_end_is_told(self, ledgers, contract, firm):
        pay(ledgers, firm.name, "20.00", on="05/08/2026")
        assert len(told()) == 2 and "after it ended on 30 June 2026" in told()[0]

    def test_a_late_line_that_names_it_is_told_while_its_supplier_has_another(self, ledgers, contract, firm, tell):
        other = tell(stories.contract_live, starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31))
        assert other.parties.first().supplier == firm
        pay(ledgers, firm.name, "20.00", on="05/08/2026", contract=contract.reference)
        assert len(told()) == 2 and "after it ended on 30 June 2026" in told()[0]
        paid = {one.contract: (one.lines, one.late_lines) for one in ContractPaid.objects.all()}
        assert paid == {contract: (1, 1)}

    def test_a_late_line_that_names_another_contract_is_not_its_own(self, ledgers, contract, firm, tell):
        other = tell(stories.contract_live, starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31))
        ContractSupplier.objects.filter(contract=other).delete()
        pay(ledgers, firm.name, "20.00", on="05/08/2026", contract=other.reference)
        assert told() == []

    @pytest.mark.parametrize("named", [True, False])
    def test_what_was_paid_after_the_end_opens_those_lines(self, ledgers, contract, firm, client_as, named):
        pay(ledgers, firm.name, "20.00", on="05/08/2026", contract=contract.reference if named else "")
        pay(ledgers, firm.name, "7.00", on="05/06/2026")
        helen = client_as("helen")
        page = helen.get(f"{contract.get_absolute_url()}linked/").content.decode()
        (href,) = re.findall(r'href="([^"]*late=1)"', page)
        assert "1 line, £20.00" in helen.get(unescape(href)).content.decode()

    def test_a_credit_that_brings_it_back_under_its_value_alerts_nobody(self, ledgers, contract, firm):
        ledgers.load("a.csv", [(firm.name, "05/03/2026", "T1", "1500.00", "", ""),
                               (firm.name, "06/03/2026", "T2", "-600.00", "", "")], HEADINGS)  # fmt: skip
        assert told() == []


GROSS = ("Supplier name", "Payment date", "Transaction number", "Amount inc VAT")


class TestLikeWithLike:
    def gross(self, ledgers, firm, amount: str, name: str = "gross.csv") -> None:
        """Load one payment of a file that tells sums with VAT only."""
        ledgers.load(name, [(firm.name, "05/03/2026", name, amount)], GROSS)

    def panel(self, contract, client_as) -> str:
        """Give the contract's page of what other packages know."""
        return client_as("helen").get(f"{contract.get_absolute_url()}linked/").content.decode()

    def value(self, contract, **values) -> None:
        """Set values of the contract."""
        Contract.objects.filter(pk=contract.pk).update(**values)

    def test_sums_with_vat_are_held_against_the_value_with_vat(self, ledgers, contract, firm, client_as):
        self.value(contract, value_ex_vat=Decimal(1000), value_inc_vat=Decimal(1200))
        self.gross(ledgers, firm, "1200.00")
        assert told() == [] and "100% of its value of £1,200 inc VAT" in self.panel(contract, client_as)
        self.gross(ledgers, firm, "0.01", "more.csv")
        assert "more than its value of £1,200 inc VAT" in told()[0]
        assert "Over its value" in self.panel(contract, client_as)

    def test_where_only_the_other_value_is_known_nothing_is_compared_and_it_says_so(
        self, ledgers, contract, firm, client_as
    ):
        self.value(contract, value_ex_vat=Decimal(1000), value_inc_vat=None)
        self.gross(ledgers, firm, "5000.00")
        page = self.panel(contract, client_as)
        assert told() == [] and "Record the value inc VAT" in page and "Over its value" not in page

    def test_a_net_ledger_beside_a_gross_one_is_not_measured_by_the_other(self, ledgers, contract, firm, client_as):
        self.value(contract, value_ex_vat=Decimal(1000), value_inc_vat=None)
        ledgers.load("other.csv", [("Ash Ltd", "05/03/2026", "X", "7.00")], GROSS)
        pay(ledgers, firm.name, "1000.01")
        assert "more than its value of £1,000 ex VAT" in told()[0]

    def test_lines_with_and_without_vat_are_each_held_against_their_value(self, ledgers, contract, firm, client_as):
        self.value(contract, value_ex_vat=Decimal(1000), value_inc_vat=Decimal(1200))
        pay(ledgers, firm.name, "500.00")
        self.gross(ledgers, firm, "600.00")
        assert told() == [] and "100% of its value" in self.panel(contract, client_as)
        self.gross(ledgers, firm, "12.00", "more.csv")
        assert "101% of its value" in told()[0]

    def test_a_gross_ledger_that_tells_vat_is_compared_without_it(self, ledgers, contract, firm):
        self.value(contract, value_ex_vat=Decimal(1000), value_inc_vat=None)
        ledgers.load("vat.csv", [(firm.name, "05/03/2026", "T", "1201.20", "200.20")], (*GROSS, "VAT"))
        assert "£1,001 ex VAT was paid" in told()[0]


class TestMeasures:
    def measure(self, ledgers, key: str, at: datetime | None = None):
        """Read an indicator."""
        return get_indicator(key).measure([ledgers.authority.pk], at or ledgers.at)

    def test_without_a_ledger_nothing_is_measured(self, ledgers, contract):
        for key in ("MC-1.spend_cover", "DT-3.on_contract", "DT-3.classified", "DT-3.load_lag", "MC-1.expired"):
            found = self.measure(ledgers, key)
            assert found.figure is None and "No ledger" in found.reason, key

    def test_pounds_decide_and_people_do_not_count(self, ledgers, contract, firm):
        pay(ledgers, firm.name, "300.00", category="Works")
        pay(ledgers, "Somebody Else Ltd", "100.00")
        pay(ledgers, "Mr A Smith", "999.00")
        for key in ("MC-1.spend_cover", "DT-3.on_contract", "DT-3.classified"):
            found = self.measure(ledgers, key)
            assert (found.numerator, found.denominator) == (Decimal("300.00"), Decimal("400.00")), key

    def test_spend_after_the_end_is_on_the_register_but_off_contract(self, ledgers, contract, firm):
        pay(ledgers, firm.name, "300.00", on="05/08/2026")
        assert self.measure(ledgers, "MC-1.spend_cover").figure == 1
        assert self.measure(ledgers, "DT-3.on_contract").figure == 0
        assert self.measure(ledgers, "MC-1.expired").value == 1

    def test_payments_of_an_earlier_year_do_not_count(self, ledgers, contract, firm):
        pay(ledgers, firm.name, "300.00", on="05/03/2024")
        assert self.measure(ledgers, "MC-1.spend_cover").figure is None

    def test_one_match_moves_the_figure(self, ledgers, contract, firm):
        pay(ledgers, "Trading Name Ltd", "100.00")
        assert self.measure(ledgers, "MC-1.spend_cover").figure == 0
        failing = get_indicator("MC-1.spend_cover").fails([ledgers.authority.pk], ledgers.at, 10)
        assert failing.total == 1 and "Trading Name Ltd" in failing.rows[0].label
        payees.match(Payee.objects.get(), supplier=firm, reason="", by=ledgers.by, at=ledgers.at)
        assert self.measure(ledgers, "MC-1.spend_cover").figure == 1

    def test_the_list_of_payees_is_of_the_months_and_the_day_of_the_figure(self, ledgers, contract, firm):
        pay(ledgers, "Trading Name Ltd", "100.00")
        pay(ledgers, "Trading Name Ltd", "900.00", on="05/03/2024")
        pay(ledgers, "Long Gone Ltd", "500.00", on="05/03/2024")
        day = ledgers.at
        ledgers.at = day + timedelta(days=3)
        pay(ledgers, "Came Later Ltd", "70.00", on="06/03/2026")
        for at, told in ((day, ["£100"]), (ledgers.at, ["£100", "£70"])):
            figure = self.measure(ledgers, "MC-1.spend_cover", at)
            failing = get_indicator("MC-1.spend_cover").fails([ledgers.authority.pk], at, 10)
            assert [each.why.split(".")[0] for each in failing.rows] == told and failing.total == len(told)
            assert sum(int(each[1:]) for each in told) == figure.denominator - figure.numerator

    def test_before_the_first_ledger_nothing_is_known(self, ledgers, contract, firm):
        pay(ledgers, firm.name, "300.00")
        found = self.measure(ledgers, "DT-3.load_lag", ledgers.at - timedelta(days=2))
        assert found.figure is None and found.known_from == ledgers.at.date()

    def test_the_newest_payment_tells_how_old_the_ledger_is(self, ledgers, contract, firm):
        pay(ledgers, firm.name, "300.00")
        assert self.measure(ledgers, "DT-3.load_lag").value == (ledgers.at.date() - date(2026, 3, 5)).days

    def test_an_undone_ledger_still_counts_for_the_days_before(self, ledgers, contract, firm):
        pay(ledgers, firm.name, "300.00")
        later = ledgers.at + timedelta(days=3)
        undo(Load.objects.get(), reason="Wrong", by=ledgers.by, at=later)
        assert self.measure(ledgers, "DT-3.load_lag", later).figure is None
        assert self.measure(ledgers, "DT-3.load_lag", ledgers.at + timedelta(days=1)).figure is not None


class TestCountingAgain:
    def test_waits_once_but_is_not_held_back_by_a_count_that_is_done(self, cast) -> None:
        function = "hub.spend.services.jobs.recount_one"
        for _ in range(2):
            jobs.count_again(cast.eca)
        assert Job.objects.filter(function=function).count() == 1
        Job.objects.filter(function=function).update(state=JobState.DONE)
        # The same minute: what somebody says now is not in the count that ran before.
        jobs.count_again(cast.eca)
        assert Job.objects.filter(function=function, state=JobState.QUEUED).count() == 1

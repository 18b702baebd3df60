"""What somebody said of lines moves the footing too: every figure agrees with the list behind it, whatever was said."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

import pytest

from hub.contract import services as contracts
from hub.contract.models import Contract
from hub.contract.terms import WithdrawalGround
from hub.contract.tests import stories
from hub.spend import indicators
from hub.spend.models import ContractPaid, LineContract, Load, Payee
from hub.spend.selectors import figures, lines, overview, remembering
from hub.spend.selectors.lines import Wanted
from hub.spend.services import lines as services
from hub.spend.services.standing import settle_contracts
from hub.spend.services.undoing import undo
from hub.spend.terms import Footing, LoadState, Payees
from hub.spend.tests.ledgers import pages_of

pytestmark = pytest.mark.django_db
HEADINGS = (
    "Supplier name", "Payment date", "Transaction number", "Net amount", "Directorate", "Contract reference",
)  # fmt: skip
FIRST_ROW = 2
ROUNDS = 7


@pytest.fixture
def contract(tell) -> Contract:
    """A live contract that runs in the first half of 2026."""
    return tell(stories.contract_live, starts_on=date(2026, 1, 1), ends_on=date(2026, 6, 30))


@pytest.fixture
def load(ledgers, contract) -> Load:
    """Payments on contract, off contract, to nobody known, to a person and to who may be one, with a credit."""
    firm = contract.parties.first().supplier.name
    payees = (firm, firm.upper(), "Somebody Else Ltd", "Mr A Smith", "Amara Okafor")
    rows = [
        (payee, f"{1 + n:02}/{month:02}/2026", f"T{month}-{n}", f"{10 * month + n}.{n}5" if n != 1 else f"-{month}.50",
         ("Housing", "Highways")[n % 2], contract.reference if n == 0 and month == 3 else "")
        for month in (2, 3, 8)
        for n, payee in enumerate(payees)
    ]  # fmt: skip
    return ledgers.load("a.csv", rows, HEADINGS).load


def figure(ledgers, **wanted) -> tuple[int, Decimal]:
    """Give number and sum as the page of the lines says them."""
    total = lines.total(lines.months_of(Wanted(ledgers.authority.pk, **wanted)))
    return total.lines, total.amount


def listed(ledgers, **wanted) -> tuple[int, Decimal]:
    """Give number and sum of the lines that the page lists."""
    rows = pages_of(Wanted(ledgers.authority.pk, **wanted), ledgers.by)
    assert len({(row["file"], row["row"]) for row in rows}) == len(rows)
    return len(rows), sum((row["amount"] for row in rows), Decimal(0))


def agree(ledgers) -> None:
    """Prove that footings add up to everything, and that each figure is the sum of the lines behind it."""
    authority = ledgers.authority.pk
    whole = listed(ledgers)
    found = overview.by_footing(authority)
    assert (sum(one.lines for one in found.values()), sum(one.amount for one in found.values())) == whole
    for footing, one in found.items():
        chosen = {"footings": (footing,)}
        assert figure(ledgers, **chosen) == listed(ledgers, **chosen) == (one.lines, one.amount), footing
        # Of one department the lines themselves are asked, not the totals.
        each = [listed(ledgers, department=name, **chosen) for name in ("Housing", "Highways")]
        assert each == [figure(ledgers, department=name, **chosen) for name in ("Housing", "Highways")]
        assert sum(amount for _, amount in each) == one.amount, footing
    for month in figures.by_month(authority, figures.EVERYTHING):
        for footing, one in month.by_footing.items():
            chosen = {"footings": (footing,), "first": month.month, "last": month.month}
            assert listed(ledgers, **chosen) == (one.lines, one.amount), (month.month, footing)


def under_contracts(ledgers) -> None:
    """Prove that what was paid under each contract is the sum of its lines."""
    settle_contracts(ledgers.authority, at=ledgers.at)
    for paid in ContractPaid.objects.select_related("contract"):
        assert listed(ledgers, contract=paid.contract) == (paid.lines, paid.amount)
        late = (paid.late_lines, paid.late_amount)
        assert listed(ledgers, contract=paid.contract, is_late=True) == late


def measured(ledgers) -> None:
    """Prove that what the measure of the register lacks is the sum of the payees listed to mend it."""
    reading = indicators.spend_cover([ledgers.authority.pk], ledgers.at)
    failing = indicators.without_a_contract([ledgers.authority.pk], ledgers.at, 100)
    told = [one.why.split(". ")[0].replace("£", "").replace("−", "-").replace(",", "") for one in failing.rows]
    sums = [Decimal(each) for each in told]
    # The list is written in whole pounds.
    assert abs(sum(sums) - (reading.denominator - reading.numerator)) <= len(sums)


class TestFigures:
    @pytest.mark.slow
    @pytest.mark.parametrize("seed", [1, 2])
    def test_agree_with_their_lines_after_whatever_was_said_and_taken_back(self, ledgers, load, contract, tell, seed):
        other = tell(stories.contract_live, starts_on=date(2026, 7, 1), ends_on=date(2026, 12, 31))
        rows = list(range(FIRST_ROW, FIRST_ROW + load.accepted))
        chance = random.Random(seed)
        agree(ledgers)
        for _ in range(ROUNDS):
            row = chance.choice(rows)
            known = LineContract.objects.filter(row=row, is_standing=True).first()
            if known is not None and chance.random() < 0.4:
                services.release(known, reason="A slip", by=ledgers.by, at=ledgers.at)
            else:
                to = chance.choice([None, contract, other])
                services.assign(load, row, contract=to, reason="The invoice", by=ledgers.by, at=ledgers.at)
            agree(ledgers)
        under_contracts(ledgers)
        measured(ledgers)
        for known in LineContract.objects.filter(is_standing=True):
            services.release(known, reason="All a slip", by=ledgers.by, at=ledgers.at)
        agree(ledgers)


class TestALine:
    def say(self, ledgers, load, row: int, contract: Contract | None) -> LineContract:
        """Say which contract a line belongs to."""
        return services.assign(load, row, contract=contract, reason="The invoice", by=ledgers.by, at=ledgers.at)

    def amount(self, ledgers, footing: Footing) -> Decimal:
        """Give what stands on a footing."""
        return overview.by_footing(ledgers.authority.pk)[footing].amount

    def test_said_to_be_of_a_contract_stands_on_contract_alone_of_its_payee(self, ledgers, load, contract):
        on, unknown = self.amount(ledgers, Footing.ON), self.amount(ledgers, Footing.UNMATCHED)
        said = self.say(ledgers, load, 4, contract)
        assert self.amount(ledgers, Footing.ON) == on + Decimal("22.25")
        assert self.amount(ledgers, Footing.UNMATCHED) == unknown - Decimal("22.25")
        services.release(said, reason="A slip", by=ledgers.by, at=ledgers.at)
        assert (self.amount(ledgers, Footing.ON), self.amount(ledgers, Footing.UNMATCHED)) == (on, unknown)

    def test_said_to_be_of_none_stands_off_contract(self, ledgers, load, contract):
        on, off = self.amount(ledgers, Footing.ON), self.amount(ledgers, Footing.OFF)
        self.say(ledgers, load, 2, None)
        assert (self.amount(ledgers, Footing.ON), self.amount(ledgers, Footing.OFF)) == (
            on - Decimal("20.05"), off + Decimal("20.05"),
        )  # fmt: skip

    def test_said_to_be_of_none_makes_no_supplier_known(self, ledgers, load, contract):
        unknown = self.amount(ledgers, Footing.UNMATCHED)
        self.say(ledgers, load, 4, None)
        assert self.amount(ledgers, Footing.UNMATCHED) == unknown

    def test_of_a_person_stays_one_of_a_person(self, ledgers, load, contract):
        assert Payee.objects.filter(payee_kind=Payees.PERSON).exists()
        people = self.amount(ledgers, Footing.PERSON)
        self.say(ledgers, load, 5, contract)
        assert self.amount(ledgers, Footing.PERSON) == people != 0

    def test_of_a_withdrawn_contract_stands_where_it_would_by_itself(self, ledgers, load, contract, tell, cast):
        other = tell(stories.contract_live, starts_on=date(2026, 1, 1), ends_on=date(2026, 6, 30))
        self.say(ledgers, load, 4, other)
        before = self.amount(ledgers, Footing.UNMATCHED)
        remembering.forget()
        assert self.amount(ledgers, Footing.UNMATCHED) == before
        contracts.withdraw(
            other, ground=WithdrawalGround.DUPLICATE, reason="Twice", by=cast.actor("morag"), at=ledgers.at
        )
        assert self.amount(ledgers, Footing.UNMATCHED) == before + Decimal("22.25")
        agree(ledgers)
        under_contracts(ledgers)

    def test_of_a_load_that_was_undone_moves_nothing(self, ledgers, load, contract):
        self.say(ledgers, load, 4, contract)
        undo(load, reason="Too early", by=ledgers.by, at=ledgers.at)
        assert Load.objects.get().status == LoadState.UNDONE
        assert all(one.lines == 0 for one in overview.by_footing(ledgers.authority.pk).values())


class TestTheMeasures:
    def test_count_what_was_said_and_name_those_left_out(self, ledgers, load, contract):
        at, of = ledgers.at, [ledgers.authority.pk]
        on, cover = indicators.on_contract(of, at), indicators.spend_cover(of, at)
        services.assign(load, 2, contract=None, reason="Not ours", by=ledgers.by, at=at)
        assert indicators.on_contract(of, at).numerator == on.numerator - Decimal("20.05")
        assert indicators.spend_cover(of, at).numerator == cover.numerator - Decimal("20.05")
        told = [one.why for one in indicators.without_a_contract(of, at, 100).rows]
        assert any("Somebody said that these lines belong to no contract" in note for note in told)
        measured(ledgers)

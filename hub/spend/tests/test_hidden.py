"""Who may be a person is hidden until finance says otherwise; what finance says holds everywhere, at once."""

from __future__ import annotations

import io
import json
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hub.contract.reading.row import Identifier, SupplierRef
from hub.contract.tests import stories
from hub.contract.tests.telling import Telling
from hub.platform import clock
from hub.platform.actors import SYSTEM
from hub.platform.acts import Refused
from hub.platform.events.models import Event
from hub.platform.registers.testing import RegisterContract, assert_queries
from hub.spend.commands.import_spend import described
from hub.spend.models import Load, LoadReject, Part, Payee
from hub.spend.register import DoubtfulRegister
from hub.spend.selectors import measuring
from hub.spend.services import payees
from hub.spend.services.hiding import Hiding
from hub.spend.services.matching import doubt_again, match_again
from hub.spend.terms import PartKind, Payees
from hub.supplier.models import Supplier
from hub.supplier.services import find_or_create

pytestmark = pytest.mark.django_db
HEADINGS = ("Supplier name", "Payment date", "Transaction number", "Net amount", "Expenditure category", "Company no")
WEI = ("Wei Zhang", "06/10/2026", "T1", "70.00", "Grants", "")
FIRM = ("Ash Ltd", "07/10/2026", "T2", "30.00", "", "")
ADDRESSES = ("/spend/", "/spend/by/payee/", "/spend/lines/", "/spend/lines.csv", "/spend/payees/", "/spend/unmatched/")


def text_of(answer) -> str:
    """Give everything that a page or a file says."""
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()


def numbered(name: str, number: str) -> SupplierRef:
    """Name a supplier with its company number."""
    return SupplierRef(name, identifiers=(Identifier("GB-COH", number),))


def mark(cast, at, name: str, *, is_person: bool, by: str = "helen") -> Payee:
    """Let finance say what a payee is."""
    return payees.mark_person(Payee.objects.get(name=name), is_person=is_person, by=cast.actor(by), at=at)


@pytest.fixture
def ledger(ledgers):
    """A ledger that pays somebody who may be a person, and a firm."""
    ledgers.load("october.csv", [WEI, FIRM], HEADINGS)
    return ledgers


class TestDoubtfulRegister(RegisterContract):
    register = DoubtfulRegister
    address = "/spend/doubtful/"
    reader = "helen"
    stranger = ""

    @pytest.fixture
    def rows(self, ledgers):
        names = ("Olusegun Adeyemi", "Wei Zhang", "Zuzana Novakova")
        ledgers.load("a.csv", [(name, "05/03/2026", f"T{name}", "10.00", "", "") for name in names], HEADINGS)
        return list(Payee.objects.order_by("pk"))


class TestDoubt:
    def test_who_may_be_a_person_is_named_to_finance_alone(self, ledger, client_as) -> None:
        assert Payee.objects.get(name="Wei Zhang").payee_kind == Payees.DOUBTFUL
        for address in ADDRESSES:
            assert "Wei Zhang" not in text_of(client_as("priya").get(address)), address
        assert "Wei Zhang" in text_of(client_as("helen").get("/spend/lines/"))
        assert client_as("priya").get("/spend/doubtful/").status_code in (403, 404)

    def test_in_doubt_the_pounds_count_as_spent_with_nobody_known(self, ledger, client_as) -> None:
        assert "2 lines, £100.00" in text_of(client_as("helen").get("/spend/lines/?footing=unmatched"))

    def test_a_register_number_in_the_ledger_settles_it(self, ledgers, client_as) -> None:
        ledgers.load("a.csv", [("Irwin Mitchell", *WEI[1:5], "04417720"), WEI], HEADINGS)
        assert Payee.objects.get(name="Irwin Mitchell").payee_kind == Payees.ORGANISATION
        page = text_of(client_as("priya").get("/spend/lines/"))
        assert "Irwin Mitchell" in page and "Zhang" not in page

    def test_so_does_a_supplier_with_a_number_and_none_without(self, ledgers, at_nine) -> None:
        known = [numbered("Irwin Mitchell", "04417720"), SupplierRef("Wei Zhang")]
        find_or_create(known, by=SYSTEM, at=at_nine)
        ledgers.load("a.csv", [("Irwin Mitchell", *WEI[1:]), WEI], HEADINGS)
        told = {each.name: (each.payee_kind, each.supplier_id is not None) for each in Payee.objects.all()}
        assert told == {
            "Irwin Mitchell": (Payees.ORGANISATION, True), "Wei Zhang": (Payees.DOUBTFUL, False),
        }  # fmt: skip

    def test_a_supplier_found_later_settles_it_but_never_what_finance_said(self, ledgers, cast, at_nine) -> None:
        ledgers.load("a.csv", [("Irwin Mitchell", *WEI[1:]), WEI], HEADINGS)
        mark(cast, at_nine, "Wei Zhang", is_person=True)
        refs = [numbered("Irwin Mitchell", "04417720"), numbered("Wei Zhang", "04417721")]
        find_or_create(refs, by=SYSTEM, at=at_nine)
        assert match_again(cast.eca) == 1
        assert Payee.objects.get(name="Wei Zhang").payee_kind == Payees.PERSON

    def test_a_title_outweighs_a_number(self, ledgers) -> None:
        ledgers.load("a.csv", [("Mr A Smith", *WEI[1:5], "04417720")], HEADINGS)
        assert Payee.objects.get().payee_kind == Payees.PERSON

    def test_payees_loaded_under_an_older_rule_are_looked_at_again(self, ledger, cast, at_nine) -> None:
        Payee.objects.update(payee_kind=Payees.ORGANISATION)
        assert doubt_again(cast.eca) == 1
        assert Payee.objects.get(name="Wei Zhang").payee_kind == Payees.DOUBTFUL
        mark(cast, at_nine, "Wei Zhang", is_person=False)
        Payee.objects.update(is_sure=False)
        assert doubt_again(cast.eca) == 0


class TestClearing:
    def test_finance_clears_many_at_once_with_an_event_each(self, ledgers, client_as) -> None:
        names = ("Irwin Mitchell", "Lupton Fawcett", "Wei Zhang")
        ledgers.load("a.csv", [(name, *WEI[1:]) for name in names], HEADINGS)
        helen = client_as("helen")
        assert "3 payees" in text_of(helen.get("/spend/doubtful/"))
        keys = {each.name: each.pk for each in Payee.objects.all()}
        address = f"/spend/doubtful/together/organisations/?chosen={keys[names[0]]}&chosen={keys[names[1]]}"
        assert "2 payees" in text_of(helen.get(address))
        before = Event.objects.count()
        page = text_of(helen.post(address, {"reason": "Solicitors"}, follow=True))
        assert "2 payees marked as organisations" in page
        assert Event.objects.filter(number__gt=before, verb="spend.payee.mark_person").count() == 2
        helen.post(f"/spend/doubtful/together/people/?chosen={keys['Wei Zhang']}", {"reason": ""})
        assert dict(Payee.objects.values_list("name", "payee_kind")) == {
            "Irwin Mitchell": "organisation", "Lupton Fawcett": "organisation", "Wei Zhang": "person",
        }  # fmt: skip
        shown = text_of(client_as("priya").get("/spend/lines/"))
        assert "Irwin Mitchell" in shown and "Zhang" not in shown

    def test_nobody_but_finance_clears(self, ledger, cast, at_nine, client_as) -> None:
        payee = Payee.objects.get(name="Wei Zhang")
        answer = client_as("morag").post(f"/spend/doubtful/together/organisations/?chosen={payee.pk}", {"reason": "x"})
        assert "marked" not in answer.content.decode()
        payee.refresh_from_db()
        assert payee.payee_kind == Payees.DOUBTFUL
        with pytest.raises(Refused, match="Only finance"):
            payees.mark_person(payee, is_person=False, by=cast.actor("morag"), at=at_nine)

    def test_the_queue_asks_a_pinned_number_of_queries(self, ledger, client_as, request) -> None:
        helen = client_as("helen")
        helen.get("/spend/doubtful/")
        with CaptureQueriesContext(connection) as asked:
            assert helen.get("/spend/doubtful/").status_code == 200
        assert_queries(request.path.parent, "/spend/doubtful/", len(asked))


class TestMarks:
    @pytest.mark.parametrize("is_person", [True, False])
    def test_hold_at_once_in_lists_files_lines_and_totals(self, ledger, cast, at_nine, client_as, is_person) -> None:
        priya, name = client_as("priya"), "Ash Ltd" if is_person else "Wei Zhang"
        load = Load.objects.get()
        row = 3 if is_person else 2
        addresses = ("/spend/lines/", "/spend/lines.csv", "/spend/payees/", "/spend/by/payee/",
                     f"/spend/lines/{load.pk}/{row}/")  # fmt: skip
        for address in addresses:
            assert (name in text_of(priya.get(address))) is is_person, address
        mark(cast, at_nine, name, is_person=is_person)
        for address in addresses:
            assert (name in text_of(priya.get(address))) is not is_person, address

    def test_hold_at_once_in_measures_and_totals(self, ledger, cast, at_nine, client_as) -> None:
        with clock.frozen(at_nine):
            assert measuring.classified(cast.eca.pk, at_nine) == measuring.Sum(Decimal(70), Decimal(100), 2)
            mark(cast, at_nine, "Wei Zhang", is_person=True)
            assert measuring.classified(cast.eca.pk, at_nine) == measuring.Sum(Decimal(0), Decimal(30), 1)
            assert measuring.on_contract(cast.eca.pk, at_nine).whole == Decimal(30)
            assert "1 line, £70.00" in text_of(client_as("helen").get("/spend/lines/?footing=person"))
            mark(cast, at_nine, "Wei Zhang", is_person=False)
            assert measuring.classified(cast.eca.pk, at_nine).whole == Decimal(100)
            assert "0 lines, £0.00" in text_of(client_as("helen").get("/spend/lines/?footing=person"))

    def test_hold_in_what_is_exported_and_published(self, ledger, cast, at_nine) -> None:
        import pyarrow.parquet as pq

        def names() -> list[str]:
            part, out = Part.objects.get(kind=PartKind.LINES), io.BytesIO()
            written = Hiding.of(cast.eca).part(part.sha256, out)
            return pq.read_table(out).column("payee").to_pylist() if written else ["nobody is in it"]

        assert names() == ["A person", "Ash Ltd"]
        mark(cast, at_nine, "Ash Ltd", is_person=True)
        assert names() == ["A person", "A person"]
        mark(cast, at_nine, "Ash Ltd", is_person=False)
        mark(cast, at_nine, "Wei Zhang", is_person=False)
        assert names() == ["nobody is in it"]

    def test_hold_in_what_a_correction_changed(self, ledgers, cast, at_nine, client_as) -> None:
        lines = [(f"Firm {n} Ltd", "05/10/2026", f"T{n}", "10.00", "", "") for n in range(9)]
        ledgers.load("a.csv", [*lines, FIRM], HEADINGS)
        ledgers.load("b.csv", [*lines, (*FIRM[:3], "31.00", *FIRM[4:])], HEADINGS)
        address = Load.objects.get(file_name="b.csv").get_absolute_url()
        assert "Ash Ltd" in text_of(client_as("priya").get(address))
        mark(cast, at_nine, "Ash Ltd", is_person=True)
        assert "Ash Ltd" not in text_of(client_as("priya").get(address))

    def test_stand_when_the_ledger_is_loaded_again(self, ledger, cast, at_nine, client_as) -> None:
        mark(cast, at_nine, "Wei Zhang", is_person=False)
        ledger.load("november.csv", [("Wei Zhang", "06/11/2026", "T7", "9.00", "", "")], HEADINGS)
        assert text_of(client_as("priya").get("/spend/lines/")).count("Wei Zhang") >= 2


class TestRejects:
    BAD = (
        ("Wei Zhang", "rent for Wei", "T8", "1.00", "", ""), ("Ash Ltd", "the fifth", "T9", "1.00", "", ""),
    )  # fmt: skip

    @pytest.fixture
    def load(self, ledgers):
        return ledgers.load("bad.csv", [*self.BAD, WEI, FIRM], HEADINGS)

    def test_cells_of_a_row_that_may_pay_a_person_are_for_finance(self, load, client_as) -> None:
        address = load.load.get_absolute_url()
        assert "rent for Wei" in text_of(client_as("helen").get(address))
        page = text_of(client_as("morag").get(address))
        assert "rent for Wei" not in page and "the fifth" in page

    def test_follow_what_finance_says(self, load, cast, at_nine, client_as) -> None:
        mark(cast, at_nine, "Wei Zhang", is_person=False)
        mark(cast, at_nine, "Ash Ltd", is_person=True)
        page = text_of(client_as("morag").get(load.load.get_absolute_url()))
        assert "rent for Wei" in page and "the fifth" not in page

    def test_the_printed_document_keeps_them_back(self, load, cast) -> None:
        told = json.dumps(described(load, authority=cast.eca, by=SYSTEM))
        assert "rent for Wei" not in told and "the fifth" in told
        assert "rent for Wei" in json.dumps(described(load, authority=cast.eca, by=cast.actor("helen")))

    def test_an_export_without_people_has_no_cell_of_them(self, load, cast) -> None:
        row = {"payee": "Wei Zhang", "value": "rent", "reason": "“rent” is no date"}
        told = Hiding.of(cast.eca).record(LoadReject._meta.label_lower, row)
        assert "rent" not in str(told) and "Zhang" not in str(told)


def test_a_contract_with_somebody_makes_them_a_supplier(ledgers, cast, shipped, at_nine) -> None:
    find_or_create([SupplierRef("Wei Zhang")], by=SYSTEM, at=at_nine)
    Telling(cast, at_nine)(stories.contract_live, supplier=Supplier.objects.get(name="Wei Zhang"))
    ledgers.load("a.csv", [WEI], HEADINGS)
    assert Payee.objects.get().payee_kind == Payees.ORGANISATION

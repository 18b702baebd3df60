"""Pages of spend: every figure opens its lines, people stay with finance, payees are matched one after the other."""

from __future__ import annotations

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hub.contract.reading.row import SupplierRef
from hub.contract.tests import stories
from hub.contract.tests.telling import Telling
from hub.platform.actors import SYSTEM
from hub.platform.acts import Refused
from hub.platform.events.models import Event
from hub.platform.jobs.models import Job
from hub.platform.jobs.services import run
from hub.platform.registers.testing import RegisterContract, assert_queries
from hub.spend.models import Load, Payee
from hub.spend.register import LoadRegister, NoContractRegister, PayeeRegister, UnmatchedRegister
from hub.spend.services import payees
from hub.spend.tests.ledgers import Ledgers
from hub.supplier.models import Supplier
from hub.supplier.services import find_or_create

pytestmark = pytest.mark.django_db
HEADINGS = (
    "Supplier name",
    "Payment date",
    "Transaction number",
    "Net amount",
    "Directorate",
    "Expenditure category",
    "Description",
)
NUMBERS = re.compile(r'<a href="([^"]*/spend/lines/[^"]*)">([^<]*)')


@pytest.fixture
def firm(cast, shipped, at_nine):
    """The supplier of a live contract that runs in the first half of 2026."""
    span = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 6, 30)}
    return Telling(cast, at_nine)(stories.contract_live, **span).parties.first().supplier


@pytest.fixture
def ledger(ledgers: Ledgers, firm) -> Ledgers:
    """A ledger of four payments: on contract, off contract, to a supplier not known, and to a person."""
    ledgers.load(
        "march.csv",
        [
            (firm.name, "05/03/2026", "T1", "100.00", "Highways", "Works", ""),
            (firm.name, "05/08/2026", "T2", "250.50", "Highways", "Works", ""),
            ("Somebody Else Ltd", "06/03/2026", "T3", "70.00", "Housing", "", ""),
            ("Mr A Smith", "07/04/2026", "T4", "30.00", "Care", "Refunds", "Refund to Mr A Smith"),
        ],
        HEADINGS,
    )
    return ledgers


class TestLoadRegister(RegisterContract):
    register = LoadRegister
    address = "/spend/loads/"
    reader = "naomi"
    stranger = "jo"

    @pytest.fixture
    def rows(self, ledgers):
        for month in ("01", "02", "03"):
            ledgers.load(f"{month}.csv", [("Ash Ltd", f"05/{month}/2026", f"T{month}", "10.00")], HEADINGS[:4])
        return list(Load.objects.order_by("pk"))


class TestPayeeRegister(RegisterContract):
    register = PayeeRegister
    address = "/spend/payees/"
    reader = "naomi"
    stranger = "jo"

    @pytest.fixture
    def rows(self, ledgers):
        lines = [(f"{name} Ltd", "05/03/2026", f"T{name}", "10.00") for name in ("Ash", "Birch", "Cedar")]
        ledgers.load("march.csv", lines, HEADINGS[:4])
        return list(Payee.objects.order_by("pk"))


class TestUnmatchedRegister(TestPayeeRegister):
    register = UnmatchedRegister
    address = "/spend/unmatched/"


class TestNoContractRegister(TestPayeeRegister):
    register = NoContractRegister
    address = "/spend/no-contract/"

    @pytest.fixture
    def rows(self, ledgers, at_nine):
        names = ("Ash Ltd", "Birch Ltd", "Cedar Ltd")
        find_or_create([SupplierRef(name) for name in names], by=SYSTEM, at=at_nine)
        ledgers.load("march.csv", [(name, "05/03/2026", f"T{name}", "10.00") for name in names], HEADINGS[:4])
        return list(Payee.objects.order_by("pk"))


def text_of(answer) -> str:
    """Give the words of a page."""
    return unescape(answer.content.decode())


class TestOverview:
    def test_says_how_much_and_how_much_of_it_is_off_contract(self, ledger, client_as):
        page = text_of(client_as("helen").get("/spend/"))
        assert "£450.50" in page or "£451" in page
        assert "55.6%" in page and "Source: 1 ledger file" in page and "Complete" in page

    def test_every_figure_opens_lines_that_add_up_to_it(self, ledger, client_as):
        helen = client_as("helen")
        page = text_of(helen.get("/spend/"))
        found = {href: said for href, said in NUMBERS.findall(page) if said.startswith("£")}
        assert len(found) > 12
        for href, said in found.items():
            heading = re.search(r"<h1[^>]*>(.*?)</h1>", text_of(helen.get(href))).group(1)
            exact = Decimal(heading.rsplit("£", 1)[1].replace(",", ""))
            assert said == f"£{exact.quantize(Decimal(1), ROUND_HALF_UP):,}", (href, said, heading)

    def test_a_year_shows_that_year_only(self, ledger, client_as):
        page = text_of(client_as("helen").get("/spend/?year=2025"))
        assert "£170" in page and ">August 2026<" not in page

    def test_without_a_ledger_it_says_what_to_do(self, cast, client_as):
        assert "No ledger is loaded yet" in text_of(client_as("helen").get("/spend/"))

    def test_people_are_no_names_for_anybody_but_finance(self, ledger, client_as):
        aisha, helen = client_as("priya"), client_as("helen")
        for href in ("/spend/", "/spend/by/payee/", "/spend/lines/", "/spend/lines.csv", "/spend/payees/"):
            answer = aisha.get(href)
            told = b"".join(answer.streaming_content) if answer.streaming else answer.content
            assert answer.status_code == 200 and b"Smith" not in told, href
        assert "Mr A Smith" in text_of(helen.get("/spend/lines/"))
        person = Payee.objects.get(name="Mr A Smith")
        assert aisha.get(f"/spend/payees/{person.pk}/").status_code == 404
        assert aisha.get(f"/spend/lines/?payee={person.pk}").status_code == 404

    def test_another_authority_sees_nothing(self, ledger, client_as):
        assert "No ledger is loaded yet" in text_of(client_as("harriet").get("/spend/"))

    @pytest.mark.parametrize("address", ["/spend/", "/spend/by/payee/", "/spend/lines/", "/spend/lines/?footing=off"])
    def test_costs_a_pinned_number_of_queries(self, ledger, client_as, request, address):
        helen = client_as("helen")
        helen.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert helen.get(address).status_code == 200
        assert_queries(request.path.parent, address, len(asked))


class TestLines:
    @pytest.mark.parametrize(
        ("query", "count", "amount"),
        [
            ("", 4, "£450.50"), ("?month=202603", 2, "£170.00"), ("?footing=off", 1, "£250.50"),
            ("?footing=on", 1, "£100.00"), ("?department=Highways", 2, "£350.50"), ("?category=", 1, "£70.00"),
            ("?department=Highways&footing=off", 1, "£250.50"), ("?footing=off&month=202603", 0, "£0.00"),
        ],
    )  # fmt: skip
    def test_a_condition_keeps_its_lines_and_their_sum(self, ledger, client_as, query, count, amount):
        page = text_of(client_as("helen").get(f"/spend/lines/{query}"))
        lines = "line" if count == 1 else "lines"
        assert f"{count} {lines}, {amount}" in page
        assert page.count('data-label="Amount"') == count

    def test_the_file_holds_the_same_lines(self, ledger, client_as):
        answer = client_as("helen").get("/spend/lines.csv?department=Highways")
        rows = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
        assert len(rows) == 3 and "250.50" in rows[1]

    def test_a_line_shows_file_row_and_text_as_it_came(self, ledger, client_as):
        load = Load.objects.get()
        page = text_of(client_as("helen").get(f"/spend/lines/{load.pk}/3/"))
        assert "march.csv" in page and "05/08/2026" in page and load.sha256 in page

    def test_the_text_of_a_line_to_a_person_is_for_finance(self, ledger, client_as):
        load = Load.objects.get()
        assert "Smith" in text_of(client_as("helen").get(f"/spend/lines/{load.pk}/5/"))
        assert "Smith" not in text_of(client_as("priya").get(f"/spend/lines/{load.pk}/5/"))

    def test_who_is_taken_for_a_person_later_has_no_name_in_the_lines_either(self, ledger, client_as, cast, at_nine):
        payee = Payee.objects.get(name="Somebody Else Ltd")
        payees.mark_person(payee, is_person=True, by=cast.actor("helen"), at=at_nine)
        priya, load = client_as("priya"), Load.objects.get()
        for address in ("/spend/lines/", "/spend/lines.csv", f"/spend/lines/{load.pk}/4/"):
            answer = priya.get(address)
            text = (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()
            assert answer.status_code == 200 and "Somebody" not in text, address
        assert "Somebody" in client_as("helen").get("/spend/lines/").content.decode()

    @pytest.mark.parametrize(
        "query",
        [
            "?footing=maybe", "?classified=no", "?payee=x", "?payee=99999", "?contract=CON-0000-0000", "?month=999999",
            "?month=x", "?month=20263", "?first=202613&last=202603", "?year=abc", "?year=1999",
        ],
    )  # fmt: skip
    def test_what_is_not_there_is_missing(self, ledger, client_as, query):
        assert client_as("helen").get(f"/spend/lines/{query}").status_code == 404

    def test_a_page_far_down_has_the_lines_of_its_place(self, ledgers, client_as):
        lines = [("Ash Ltd", f"{1 + n % 28:02}/{1 + n // 30:02}/2026", f"T{n:03}", "1.00") for n in range(150)]
        ledgers.load("much.csv", lines, HEADINGS[:4])
        helen = client_as("helen")
        seen = [re.findall(r">T\d{3}<", text_of(helen.get(f"/spend/lines/?page={page}"))) for page in range(1, 11)]
        # A month has pages of its own.
        assert [len(each) for each in seen] == [20, 10] * 5 and len({one for each in seen for one in each}) == 150


class TestQueue:
    def test_enter_says_which_supplier_and_shows_the_next(self, ledger, firm, client_as):
        ledger.load("more.csv", [("Another One Ltd", "06/03/2026", "T9", "20.00")], HEADINGS[:4])
        helen = client_as("helen")
        first = helen.get("/spend/unmatched/first/").headers["Location"]
        page = text_of(helen.get(first))
        assert "Somebody Else Ltd" in page and "2 payees to match" in page
        assert page.count(" autofocus") == 1
        answer = helen.post(first, {"supplier": "another", "name": firm.name, "reason": "", "version": "0"})
        assert answer.status_code == 302
        assert "Another One Ltd" in text_of(helen.get(answer.headers["Location"]))
        assert Payee.objects.get(name="Somebody Else Ltd").supplier == firm

    def test_a_likely_supplier_is_offered_and_chosen_beforehand(self, ledger, firm, client_as):
        ledger.load("more.csv", [(f"{firm.name.split()[0]} Partners", "06/03/2026", "T9", "2000.00")], HEADINGS[:4])
        page = text_of(client_as("helen").get(client_as("helen").get("/spend/unmatched/first/").headers["Location"]))
        assert f"{firm.name}. Its name begins the same" in page

    def test_a_person_leaves_the_queue_and_other_peoples_lists(self, ledger, client_as):
        helen = client_as("helen")
        payee = Payee.objects.get(name="Somebody Else Ltd")
        answer = helen.post(f"/spend/unmatched/{payee.pk}/", {"supplier": "person", "reason": "", "version": "0"})
        assert answer.status_code == 302
        payee.refresh_from_db()
        last = Event.objects.latest("number")
        assert last.verb == "spend.payee.mark_person" and "Somebody" not in last.detail
        assert payee.is_person and client_as("priya").get(f"/spend/payees/{payee.pk}/").status_code == 404

    def test_later_changes_nothing(self, ledger, client_as):
        payee = Payee.objects.get(name="Somebody Else Ltd")
        before = Event.objects.count()
        client_as("helen").post(f"/spend/unmatched/{payee.pk}/", {"supplier": "later", "version": "0"})
        assert Event.objects.count() == before

    def test_a_name_that_nobody_bears_is_refused_and_kept(self, ledger, client_as):
        payee = Payee.objects.get(name="Somebody Else Ltd")
        answer = client_as("helen").post(f"/spend/unmatched/{payee.pk}/", {"supplier": "another", "name": "Nobody plc"})
        assert answer.status_code == 422 and "Nobody plc" in text_of(answer)

    def test_who_is_on_no_register_yet_is_put_there_and_matched_at_once(self, ledger, client_as):
        payee = Payee.objects.get(name="Somebody Else Ltd")
        priya, here = client_as("priya"), f"/spend/unmatched/{payee.pk}/"
        assert "add “Somebody Else Ltd” as a supplier" in text_of(priya.get(here))
        assert priya.post(here, {"supplier": "new", "reason": "", "version": "0"}).status_code == 302
        payee.refresh_from_db()
        assert (payee.supplier.name, payee.way) == ("Somebody Else Ltd", "person")
        added, matched = Event.objects.order_by("-number")[:2][::-1]
        assert (added.verb, matched.verb) == ("supplier.add", "spend.payee.match")
        assert added.cause == matched.cause != ""
        assert "0 lines, £0.00" in text_of(priya.get("/spend/lines/?footing=unmatched"))

    def test_who_may_add_no_suppliers_is_told_who_does(self, ledger, client_as):
        payee = Payee.objects.get(name="Somebody Else Ltd")
        helen, here = client_as("helen"), f"/spend/unmatched/{payee.pk}/"
        page = text_of(helen.get(here))
        assert "as a supplier" not in page and "Procurement adds suppliers" in page
        assert helen.post(here, {"supplier": "new", "reason": "", "version": "0"}).status_code == 422
        assert not Supplier.objects.filter(name="Somebody Else Ltd").exists()

    def test_nobody_is_entered_twice_and_no_person_at_all(self, ledgers, ledger, firm, cast, at_nine):
        how = {"by": cast.actor("priya"), "at": at_nine}
        payee = Payee.objects.get(name="Somebody Else Ltd")
        (known,) = find_or_create([SupplierRef("Somebody Else Ltd")], by=SYSTEM, at=at_nine)
        count = Supplier.objects.count()
        assert payees.enter(payee, **how).supplier == known
        with pytest.raises(Refused, match="a person"):
            payees.enter(Payee.objects.get(name="Mr A Smith"), **how)
        assert Supplier.objects.count() == count

    def test_an_empty_name_is_asked_for(self, ledger, client_as):
        payee = Payee.objects.get(name="Somebody Else Ltd")
        answer = client_as("helen").post(f"/spend/unmatched/{payee.pk}/", {"supplier": "another", "name": ""})
        assert "Enter the name or the company number of the supplier" in text_of(answer)

    def test_a_match_moves_its_pounds_from_not_known(self, ledger, firm, client_as):
        helen = client_as("helen")
        assert "1 line, £70.00" in text_of(helen.get("/spend/lines/?footing=unmatched"))
        payee = Payee.objects.get(name="Somebody Else Ltd")
        helen.post(f"/spend/payees/{payee.pk}/match/", {"supplier": "another", "name": firm.name, "version": "0"})
        assert "0 lines, £0.00" in text_of(helen.get("/spend/lines/?footing=unmatched"))
        assert "2 lines, £170.00" in text_of(helen.get("/spend/lines/?footing=on"))


class TestSettling:
    def test_a_supplier_with_no_contract_gets_an_outcome_and_an_owner(self, ledgers, cast, at_nine, client_as):
        find_or_create([SupplierRef("Ash Ltd")], by=SYSTEM, at=at_nine)
        ledgers.load("a.csv", [("Ash Ltd", "05/03/2026", "T1", "10.00")], HEADINGS[:4])
        helen, payee = client_as("helen"), Payee.objects.get()
        told = {"outcome": "let", "owner": cast.priya.pk, "reason": "", "version": payee.version}
        assert helen.post(f"/spend/payees/{payee.pk}/settle/", told).status_code == 302
        page = text_of(helen.get("/spend/no-contract/"))
        assert "A contract will be let" in page and "P Shah" in page


class TestLoading:
    def test_several_files_are_loaded_by_the_worker(self, ledgers, client_as, django_capture_on_commit_callbacks):
        text = "Supplier name,Payment date,Net amount\n{},05/03/2026,10.00\n"
        files = [SimpleUploadedFile(f"{name}.csv", text.format(name).encode()) for name in ("Ash Ltd", "Birch Ltd")]
        answer = client_as("helen").post("/spend/loads/new/", {"ledgers": files, "source": "Cards", "what": "load"})
        assert answer.headers["Location"] == "/jobs/"
        for job in Job.objects.filter(function="hub.spend.services.jobs.load_ledger"):
            run(job.pk)
        assert [(load.file_name, load.source) for load in Load.objects.order_by("file_name")] == [
            ("Ash Ltd.csv", "Cards"), ("Birch Ltd.csv", "Cards"),
        ]  # fmt: skip

    def test_a_check_loads_nothing_and_says_what_would_happen(self, ledgers, client_as):
        file = SimpleUploadedFile("a.csv", b"Supplier name,Payment date,Net amount\nAsh Ltd,05/03/2026,10.00\n")
        client_as("helen").post("/spend/loads/new/", {"ledgers": [file], "what": "check"})
        job = Job.objects.get(function="hub.spend.services.jobs.load_ledger")
        run(job.pk)
        job.refresh_from_db()
        assert "Nothing was loaded" in str(job.result) and not Load.objects.exists()

    def test_a_ledger_of_another_authority_is_refused_with_a_reason(self, ledgers, client_as):
        text = "Body name,Supplier name,Payment date,Net amount\nWickmoor District Council,Ash Ltd,05/03/2026,10.00\n"
        client_as("helen").post(
            "/spend/loads/new/", {"ledgers": [SimpleUploadedFile("a.csv", text.encode())], "what": "load"}
        )
        job = Job.objects.get(function="hub.spend.services.jobs.load_ledger")
        run(job.pk)
        job.refresh_from_db()
        assert "Wickmoor District Council" in str(job.result) and not Load.objects.exists()

    def test_who_may_not_load_is_refused(self, ledgers, client_as):
        assert client_as("tom").get("/spend/loads/new/").status_code == 404

    def test_a_load_is_undone_with_a_reason(self, ledger, client_as):
        helen, load = client_as("helen"), Load.objects.get()
        assert "march.csv" in text_of(helen.get(f"/spend/loads/{load.pk}/"))
        helen.post(f"/spend/loads/{load.pk}/undo/", {"reason": "Wrong month", "version": load.version})
        load.refresh_from_db()
        assert load.status == "undone" and "No ledger is loaded yet" in text_of(helen.get("/spend/"))
        assert not Payee.objects.filter(lines__gt=0).exists()

    def test_what_a_correction_changed_is_shown_and_names_no_person(self, ledgers, client_as):
        lines = [(f"Firm {n} Ltd", "05/03/2026", f"T{n}", "10.00") for n in range(9)]
        ledgers.load("a.csv", [*lines, ("Mr A Smith", "05/03/2026", "T99", "10.00")], HEADINGS[:4])
        ledgers.load("b.csv", [*lines, ("Mr A Smith", "05/03/2026", "T99", "12.00")], HEADINGS[:4])
        page = text_of(client_as("helen").get(Load.objects.get(file_name="b.csv").get_absolute_url()))
        assert "What the correction changed" in page and "a.csv" in page
        assert not [one.number for one in Event.objects.all() if "Smith" in one.detail]

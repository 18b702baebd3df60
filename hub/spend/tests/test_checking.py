"""The check of a ledger file: what its columns were taken for is shown, may be corrected, and is remembered."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from hub.platform.jobs.models import Job
from hub.platform.jobs.services import run
from hub.platform.registers.importing.models import RememberedMapping
from hub.spend.models import Load

pytestmark = pytest.mark.django_db
# Two dates, two names and two sums: the guess takes the wrong ones of each.
ODD = (
    "Paid to,Beneficiary of it,Posting date,Date of payment run,Sum charged,Sum settled\n"
    "Ash Ltd,Elm Ltd,01/03/2026,05/03/2026,10.00,12.00\n"
    "Ash Ltd,Oak Ltd,02/03/2026,06/03/2026,20.00,24.00\n"
)
NAMELESS = "A,B,C\nAsh Ltd,10.00,05/03/2026\nBirch Ltd,12.00,06/03/2026\n"


def uploaded(client: Any, text: str, *, what: str = "check", source: str = "", name: str = "odd.csv") -> Job:
    """Upload a file, let the worker do its part, and give the job."""
    told = {"ledgers": [SimpleUploadedFile(name, text.encode())], "what": what, "source": source}
    assert client.post("/spend/loads/new/", told).status_code == 302
    return worked()


def worked() -> Job:
    """Let the worker do what was queued last, and give the job."""
    job = Job.objects.filter(function="hub.spend.services.jobs.load_ledger").latest("pk")
    run(job.pk)
    job.refresh_from_db()
    assert job.state == "done", job.error
    return job


def check_of(job: Job) -> str:
    """Give the address of a check."""
    return f"/spend/loads/check/{job.pk}/"


def page_of(client: Any, job: Job) -> str:
    """Give the page of a check."""
    answer = client.get(check_of(job))
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def taken(page: str) -> dict[str, str]:
    """Give field and column, as the page says them."""
    section = page.split('id="taken-title"')[1].split("</section>")[0]
    rows = re.findall(r"<dt[^>]*>(.*?)</dt>\s*<dd[^>]*>(.*?)</dd>", section, re.S)
    return {re.sub(r"<[^>]+>", "", name).strip(): re.sub(r"<[^>]+>", "", value).strip() for name, value in rows}


def choices(page: str) -> dict[str, str]:
    """Give what the form would send as it stands."""
    found = {}
    for name, body in re.findall(r'<select[^>]*name="(column-\d+)"[^>]*>(.*?)</select>', page, re.S):
        chosen = re.search(r'<option value="([^"]*)"\s+selected', body)
        found[name] = chosen[1] if chosen else ""
    return found


class TestThePage:
    def test_says_what_loading_would_give_and_what_each_column_was_taken_for(self, ledgers, client_as):
        helen = client_as("helen")
        job = uploaded(helen, ODD)
        assert job.result["link"] == check_of(job)
        page = page_of(helen, job)
        assert "Nothing was loaded" in page and "2, £" in page
        found = taken(page)
        assert {"Supplier name", "Payment date", "Amount"} <= set(found)
        assert set(found.values()) <= set(ODD.splitlines()[0].split(","))
        # Each heading has a control with examples of what stands below it.
        assert page.count("<select") == 6 and "For example: Elm Ltd; Oak Ltd" in page
        assert "<script" not in page.split("<main")[1].split("</main>")[0]

    def test_rows_that_would_be_left_out_are_listed(self, ledgers, client_as):
        helen = client_as("helen")
        page = page_of(helen, uploaded(helen, ODD + ODD.split("\n", 1)[1] * 4 + "Ash Ltd,Elm Ltd,soon,soon,x,y\n"))
        assert "Rows that would be left out" in page and "is not a date" in page

    def test_while_the_worker_is_at_it_the_progress_is_shown(self, ledgers, client_as):
        helen = client_as("helen")
        helen.post("/spend/loads/new/", {"ledgers": [SimpleUploadedFile("odd.csv", ODD.encode())], "what": "check"})
        job = Job.objects.filter(function="hub.spend.services.jobs.load_ledger").latest("pk")
        assert helen.get(check_of(job)).headers["Location"] == f"/jobs/{job.pk}/"

    @pytest.mark.parametrize("who", ["morag", "tom", "harriet"])
    def test_the_check_of_somebody_else_is_missing(self, ledgers, client_as, who):
        job = uploaded(client_as("helen"), ODD)
        assert client_as(who).get(check_of(job)).status_code == 404

    def test_other_work_has_no_such_page(self, ledgers, client_as):
        job = uploaded(client_as("helen"), ODD)
        Job.objects.filter(pk=job.pk).update(function="hub.spend.services.jobs.count_paid")
        assert client_as("helen").get(check_of(job)).status_code == 404

    def test_what_is_not_finance_sees_no_names_of_people_as_examples(self, ledgers, client_as):
        text = "Supplier,Payment date,Amount\nMr A Smith,05/03/2026,10.00\nAsh Ltd,05/03/2026,12.00\n"
        morag, helen = client_as("morag"), client_as("helen")
        page = page_of(morag, uploaded(morag, text))
        assert "Smith" not in page and "Ash Ltd" in page
        assert "Smith" in page_of(helen, uploaded(helen, text + "\n"))


class TestCorrecting:
    def corrected(self, client: Any, job: Job, **columns: str) -> Any:
        """Send the form with other columns: field by heading."""
        page = page_of(client, job)
        names = ODD.splitlines()[0].split(",")
        told = dict.fromkeys(choices(page), "")
        told |= {f"column-{names.index(heading)}": key for heading, key in columns.items()}
        return client.post(check_of(job), told)

    RIGHT = {"Beneficiary of it": "payee", "Posting date": "paid_on", "Sum settled": "gross", "Sum charged": "net"}

    def test_checks_again_with_the_chosen_columns_and_loads_so(self, ledgers, client_as):
        helen = client_as("helen")
        answer = self.corrected(helen, uploaded(helen, ODD), **self.RIGHT)
        again = worked()
        assert answer.headers["Location"] == f"/jobs/{again.pk}/" and not Load.objects.exists()
        page = page_of(helen, again)
        assert taken(page) == {
            "Supplier name": "Beneficiary of it", "Net amount": "Sum charged", "Gross amount": "Sum settled",
            "Payment date": "Posting date",
        }  # fmt: skip
        assert "£30.00" in page and "Without VAT, as the file says" in page
        assert helen.post(check_of(again), {"what": "load"}).status_code == 302
        worked()
        load = Load.objects.get()
        assert (load.net_total, load.is_net, load.first_on) == (Decimal("30.00"), True, date(2026, 3, 1))
        assert {line["payee"] for line in ledgers.lines()} == {"Elm Ltd", "Oak Ltd"}
        assert "Beneficiary of it" in unescape(helen.get(load.get_absolute_url()).content.decode())

    def test_the_next_file_with_these_headings_is_read_the_same_way(self, ledgers, client_as):
        helen = client_as("helen")
        self.corrected(helen, uploaded(helen, ODD), **self.RIGHT)
        worked()
        page = page_of(helen, uploaded(helen, ODD.replace("Ash Ltd", "Fir Ltd"), name="next.csv"))
        assert taken(page)["Supplier name"] == "Beneficiary of it"
        assert "As your authority said before" in page

    def test_it_is_remembered_for_its_source_alone(self, ledgers, client_as):
        helen = client_as("helen")
        before = taken(page_of(helen, uploaded(helen, ODD)))
        self.corrected(helen, uploaded(helen, ODD, source="Cards"), **self.RIGHT)
        worked()
        assert RememberedMapping.objects.filter(register="spend").count() == 1
        assert taken(page_of(helen, uploaded(helen, ODD, source="Cards")))["Supplier name"] == "Beneficiary of it"
        assert taken(page_of(helen, uploaded(helen, ODD))) == before
        assert taken(page_of(helen, uploaded(helen, ODD, source="Ledger"))) == before

    def test_another_authority_does_not_read_it_so(self, ledgers, client_as):
        helen, harriet = client_as("helen"), client_as("harriet")
        self.corrected(helen, uploaded(helen, ODD), **self.RIGHT)
        worked()
        assert taken(page_of(harriet, uploaded(harriet, ODD)))["Supplier name"] != "Beneficiary of it"

    @pytest.mark.parametrize(
        ("columns", "said"),
        [
            ({"Paid to": "payee", "Beneficiary of it": "payee", "Sum settled": "amount"}, "is chosen for 2 columns"),
            ({"Paid to": "payee", "Posting date": "paid_on"}, "Choose the column that holds what was paid"),
            ({"Sum settled": "amount", "Posting date": "paid_on"}, "Choose the column that holds whom was paid"),
            ({"Paid to": "amount", "Beneficiary of it": "payee"}, "are no sums of money, such as “Ash Ltd”"),
            ({"Paid to": "payee", "Sum settled": "amount", "Sum charged": "paid_on"}, "are no dates, such as “10.00”"),
        ],
    )
    def test_a_choice_that_cannot_be_right_is_told_and_nothing_is_lost(self, ledgers, client_as, columns, said):
        helen = client_as("helen")
        job = uploaded(helen, ODD)
        answer = self.corrected(helen, job, **columns)
        page = unescape(answer.content.decode())
        assert answer.status_code == 422 and said in page
        kept = {key for key in choices(page).values() if key}
        assert kept == set(columns.values())
        assert not RememberedMapping.objects.exists() and Job.objects.filter(function=job.function).count() == 1

    def test_a_file_whose_columns_nobody_can_guess_is_read_after_somebody_says_them(self, ledgers, client_as):
        helen = client_as("helen")
        text = NAMELESS.replace("Ash Ltd", "4711").replace("Birch Ltd", "4712")
        job = uploaded(helen, text, what="load")
        assert "No column of this file can be taken for the supplier's name" in job.result["text"]
        page = page_of(helen, job)
        assert "No column of this file" in page and page.count("<select") == 3
        told = {"column-0": "payee", "column-1": "amount", "column-2": "paid_on"}
        helen.post(check_of(job), told)
        helen.post(check_of(worked()), {"what": "load"})
        worked()
        assert [line["payee"] for line in ledgers.lines()] == ["4711", "4712"]

    def test_a_column_in_another_currency_cannot_be_chosen(self, ledgers, client_as):
        helen = client_as("helen")
        text = "Supplier,Payment date,Amount (EUR),Amount (GBP)\nAsh Ltd,05/03/2026,12.00,10.00\n"
        page = page_of(helen, uploaded(helen, text))
        assert page.count("<select") == 3 and "is in EUR and was not read" in page

    def test_a_file_that_is_loaded_must_be_undone_first(self, ledgers, client_as):
        helen = client_as("helen")
        job = uploaded(helen, ODD)
        helen.post(check_of(job), {"what": "load"})
        worked()
        page = page_of(helen, job)
        assert "undo that load first" in page and "<select" not in page
        assert Load.objects.get().get_absolute_url() in page

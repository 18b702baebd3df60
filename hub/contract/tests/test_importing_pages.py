"""Loading lists through the pages."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from hub.contract.models import Contract
from hub.contract.tests.test_importing_rubbish import RELEASE
from hub.platform.jobs.testing import run_all
from hub.platform.registers.importing.models import ImportBatch
from hub.platform.registers.importing.terms import BatchState

pytestmark = pytest.mark.django_db

HEADINGS = ["Ref", "Contract title", "Supplier", "Value ex VAT", "Start", "End", "Manager"]
GOOD = ["EX-1", "Grounds maintenance", "Meridian FM plc", "£120,000", "01/04/2025", "31/03/2028", "Aisha Rahman"]
BAD = ["EX-2", "Window cleaning", "Shine Ltd", "ten", "31/02/2024", "31/03/2028", ""]


def as_csv(*rows: list[str], headings: list[str] = HEADINGS) -> bytes:
    """Give rows as a CSV file."""
    text = io.StringIO()
    csv.writer(text).writerows([headings, *rows])
    return text.getvalue().encode()


def upload(client: Any, content: bytes, name: str = "register.csv") -> Any:
    """Upload a file on the start page."""
    return client.post("/contracts/import/", {"file": SimpleUploadedFile(name, content)})


def matched(client: Any, batch: ImportBatch, **other: str) -> Any:
    """Accept the guessed columns, with some corrections, and let the worker check the list."""
    page = client.get(f"/contracts/import/{batch.pk}/columns/")
    form = page.context["form"]
    data = {name: field.initial or "" for name, field in form.fields.items()} | other
    answer = client.post(f"/contracts/import/{batch.pk}/columns/", data)
    run_all()
    batch.refresh_from_db()
    return answer


def checked(client: Any, content: bytes, name: str = "register.csv") -> ImportBatch:
    """Upload a list, match its columns and check it."""
    assert upload(client, content, name).status_code == 302
    batch = ImportBatch.objects.latest("pk")
    matched(client, batch)
    return batch


def loaded(client: Any, content: bytes) -> ImportBatch:
    """Load a list through every page."""
    batch = checked(client, content)
    client.post(f"/contracts/import/{batch.pk}/", {"rows": "good"})
    run_all()
    batch.refresh_from_db()
    return batch


class TestRemarks:
    def test_that_say_the_same_stand_once_with_their_rows(self, client_as: Any) -> None:
        rows = [[f"EX-{n}", f"Work {n}", "Elm plc", "", "", "", ""] for n in (1, 2, 3)]
        for row in rows[:2]:
            row[3] = "about 2k"
        rows[2][3] = "about 5k"
        client = client_as("morag")
        batch = checked(client, as_csv(*rows))
        page = client.get(f"/contracts/import/{batch.pk}/").content.decode()
        assert page.count("The value is an estimate: “about 2k”.") == 1
        assert "<b>2 rows.</b>" in page and "<li>Row 2: Work 1</li><li>Row 3: Work 2</li>" in page
        assert "Row 4, Work 3: The value is an estimate: “about 5k”." in page


class TestAfterALoad:
    def test_the_way_leads_to_what_it_brought(self, client_as: Any) -> None:
        client = client_as("morag")
        batch = loaded(client, as_csv(GOOD))
        page = client.get(f"/contracts/import/{batch.pk}/").content.decode()
        assert f'href="/contracts/?load={batch.pk}-accepted">See the contracts</a>' in page


class TestStartingALoad:
    def test_the_page_offers_upload_and_template(self, client_as: Any) -> None:
        page = client_as("morag").get("/contracts/import/")
        assert page.status_code == 200
        assert b"template.csv" in page.content

    def test_an_empty_file_is_refused_by_its_name(self, client_as: Any) -> None:
        answer = upload(client_as("morag"), b"", "contracts 2025.csv")
        assert answer.status_code == 422
        assert "“contracts 2025.csv” is empty. Choose the file again" in answer.content.decode()

    def test_the_template_has_our_headings(self, client_as: Any) -> None:
        answer = client_as("morag").get("/contracts/import/template.csv")
        assert answer.content.decode("utf-8-sig").startswith("Title,Reference,Supplier")

    def test_a_file_that_cannot_be_read_is_named(self, client_as: Any) -> None:
        page = upload(client_as("morag"), b"%PDF-1.7\n%rubbish", "register of March.csv")
        assert "“register of March.csv”: " in page.content.decode()

    def test_nobody_else_finds_it(self, client_as: Any) -> None:
        assert client_as("naomi").get("/contracts/import/").status_code in (403, 404)

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("register.csv", b"%PDF-1.7\n%rubbish"),
            ("register.csv", b"\x00\x00\x00\x00\x00"),
            ("register.xlsx", b"PK\x03\x04broken"),
            ("notices.json", b'{"releases": ['),
            ("notices.json", b"[1, 2, 3]"),
            ("blank.csv", b"\n\n\n"),
        ],
    )
    def test_a_file_that_cannot_be_read_is_refused_in_words(self, client_as: Any, name: str, content: bytes) -> None:
        page = upload(client_as("morag"), content, name)
        assert page.status_code == 422
        [message] = page.context["form"].errors["file"]
        assert len(message) > 20
        assert not ImportBatch.objects.exists()

    def test_no_file_is_asked_for(self, client_as: Any) -> None:
        page = client_as("morag").post("/contracts/import/", {})
        assert page.status_code == 422
        assert b"Choose the file that you want to load" in page.content

    def test_an_empty_file_is_refused(self, client_as: Any) -> None:
        assert upload(client_as("morag"), b"").status_code == 422


class TestMatchingColumns:
    def test_the_guess_stands_there_with_examples(self, client_as: Any) -> None:
        client = client_as("morag")
        answer = upload(client, as_csv(GOOD))
        page = client.get(answer["Location"])
        assert page.context["form"].fields["column-1"].initial == "title"
        assert b"For example: Grounds maintenance" in page.content

    def test_a_correction_is_remembered_for_the_next_file_with_these_headings(self, client_as: Any) -> None:
        client = client_as("morag")
        headings = ["Ref", "What", "Who"]
        upload(client, as_csv(["A1", "Salt", "Firm Ltd"], headings=headings))
        batch = ImportBatch.objects.get()
        matched(client, batch, **{"column-1": "title", "column-2": "supplier"})
        assert batch.accepted == 1
        answer = upload(client, as_csv(["A2", "Grit", "Firm Ltd"], headings=headings))
        page = client.get(answer["Location"])
        assert page.context["is_remembered"]
        assert page.context["form"].fields["column-1"].initial == "title"

    def test_one_field_for_two_columns_is_refused(self, client_as: Any) -> None:
        client = client_as("morag")
        upload(client, as_csv(GOOD))
        batch = ImportBatch.objects.get()
        answer = matched(client, batch, **{"column-0": "title"})
        assert answer.status_code == 422
        assert batch.status == BatchState.UPLOADED

    def test_a_list_without_a_title_is_refused(self, client_as: Any) -> None:
        client = client_as("morag")
        upload(client, as_csv(GOOD))
        answer = matched(client, ImportBatch.objects.get(), **{"column-1": ""})
        assert answer.status_code == 422
        assert b"No column is taken for the title" in answer.content


class TestThePreview:
    def test_it_counts_without_loading(self, client_as: Any) -> None:
        client = client_as("morag")
        batch = checked(client, as_csv(GOOD, BAD))
        assert batch.counts == {
            "records": 3, "accepted": 1, "updated": 0, "unchanged": 0, "rejected": 1, "skipped": 1,
        }  # fmt: skip
        assert not Contract.objects.exists()

    def test_it_names_row_column_value_and_what_to_do(self, client_as: Any) -> None:
        client = client_as("morag")
        batch = checked(client, as_csv(GOOD, BAD))
        page = client.get(f"/contracts/import/{batch.pk}/").content.decode()
        assert "31/02/2024" in page
        assert "Start" in page

    def test_the_rows_to_mend_stand_in_the_order_of_the_file(self, client_as: Any) -> None:
        client = client_as("morag")
        ends_too_soon = ["EX-3", "Gully emptying", "Verge Ltd", "10", "01/04/2025", "31/03/2024", ""]
        batch = checked(client, as_csv(ends_too_soon, GOOD, BAD))
        page = client.get(f"/contracts/import/{batch.pk}/").content.decode()
        assert 0 < page.index("before it starts") < page.index("31/02/2024")
        answer = client.get(f"/contracts/import/{batch.pk}/rejects.csv")
        text = b"".join(answer.streaming_content).decode("utf-8-sig")
        assert 0 < text.index("EX-3") < text.index("EX-2")

    def test_each_cell_of_a_row_to_mend_keeps_its_name_on_a_phone(self, client_as: Any) -> None:
        client = client_as("morag")
        batch = checked(client, as_csv(GOOD, BAD))
        page = client.get(f"/contracts/import/{batch.pk}/").content.decode()
        table = page[page.index('<table class="hub-table hub-cards"><caption class="hub-vh">Rows to mend') :]
        for name in ("Row", "Column", "Value", "What to do"):
            assert f'data-label="{name}"' in table

    def test_the_person_must_choose_what_happens_to_faulty_rows(self, client_as: Any) -> None:
        client = client_as("morag")
        batch = checked(client, as_csv(GOOD, BAD))
        page = client.post(f"/contracts/import/{batch.pk}/", {})
        assert page.status_code == 422
        batch.refresh_from_db()
        assert batch.status == BatchState.CHECKED

    def test_choosing_nothing_loads_nothing(self, client_as: Any) -> None:
        client = client_as("morag")
        batch = checked(client, as_csv(GOOD, BAD))
        client.post(f"/contracts/import/{batch.pk}/", {"rows": "nothing"})
        run_all()
        assert not Contract.objects.exists()

    def test_while_the_worker_is_at_it_the_page_reloads_without_script(self, client_as: Any) -> None:
        client = client_as("morag")
        batch = checked(client, as_csv(GOOD))
        client.post(f"/contracts/import/{batch.pk}/")
        page = client.get(f"/contracts/import/{batch.pk}/")
        assert b'http-equiv="refresh"' in page.content


class TestLoading:
    def test_the_good_rows_are_loaded(self, client_as: Any, cast: Any) -> None:
        batch = loaded(client_as("morag"), as_csv(GOOD, BAD))
        contract = Contract.objects.get()
        assert batch.status == BatchState.LOADED
        assert (contract.title, contract.manager) == ("Grounds maintenance", cast.aisha)
        assert contract.authority == cast.eca

    def test_its_numbers_lead_to_what_was_new_and_what_changed(self, client_as: Any) -> None:
        client = client_as("morag")
        loaded(client, as_csv(GOOD))
        other = ["EX-3", "Gully emptying", "Verge Ltd", "10", "01/04/2025", "31/03/2029", ""]
        batch = loaded(client, as_csv([GOOD[0], "Grounds upkeep", *GOOD[2:]], other))
        page = client.get(f"/contracts/import/{batch.pk}/").content.decode()
        for outcome, title, absent in (
            ("accepted", "Gully emptying", "Grounds upkeep"),
            ("updated", "Grounds upkeep", "Gully emptying"),
        ):
            address = f"/contracts/?load={batch.pk}-{outcome}"
            assert f'<a href="{address}">1</a>' in page
            found = client.get(address).content.decode()
            assert title in found and absent not in found and "the load of register.csv" in found
        assert "2 contracts" in client.get(f"/contracts/?load={batch.pk}").content.decode()
        # Who does not load lists sees no loads either.
        for reader, address in (("naomi", f"/contracts/?load={batch.pk}"), ("morag", "/contracts/?load=99-x")):
            assert "is not a load that you can see" in client_as(reader).get(address).content.decode()

    def test_the_rejects_are_a_file_that_loads_once_mended(self, client_as: Any) -> None:
        client = client_as("morag")
        batch = loaded(client, as_csv(GOOD, BAD))
        answer = client.get(f"/contracts/import/{batch.pk}/rejects.csv")
        text = b"".join(answer.streaming_content).decode("utf-8-sig")
        mended = text.replace("31/02/2024", "28/02/2024").replace(",ten,", ",10,")
        again = loaded(client, mended.encode())
        assert (again.accepted, again.rejected) == (1, 0)
        assert sorted(Contract.objects.values_list("title", flat=True)) == ["Grounds maintenance", "Window cleaning"]

    def test_notices_that_cannot_be_read_come_back_as_json_that_loads_once_mended(self, client_as: Any) -> None:
        client = client_as("morag")
        good = {**RELEASE, "ocid": "ocds-b5fd17-b"}
        gone = {name: said for name, said in RELEASE.items() if name != "parties"}
        other = {**gone, "id": "2", "awards": [{**RELEASE["awards"][0], "value": {"amount": 12.5}}]}
        content = json.dumps({"releases": [gone, good, other, "rubbish"]}).replace("12.5", "12.50").encode()
        assert upload(client, content, "notices.json").status_code == 302
        run_all()
        batch = ImportBatch.objects.latest("pk")
        here = f"/contracts/import/{batch.pk}/"
        assert f'href="{here}rejects.json"' in client.get(here).content.decode()
        entries = json.loads(b"".join(client.get(f"{here}rejects.json").streaming_content))
        assert [each["id"] for each in entries[:2]] == ["1", "2"] and entries[2] == "rubbish"
        assert "has no parties" in entries[0]["What is wrong"]
        assert entries[1]["awards"][0]["value"]["amount"] == 12.5
        told = b"".join(client.get(f"{here}rejects.csv").streaming_content).decode("utf-8-sig").splitlines()
        assert told[0] == "Column,Value,Row,What is wrong" and "ocds-b5fd17-a" in told[1]
        mended = [{**each, "parties": RELEASE["parties"]} for each in entries[:2]]
        assert upload(client, json.dumps(mended).encode(), "mended.json").status_code == 302
        run_all()
        again = ImportBatch.objects.latest("pk")
        assert (again.accepted, again.rejected) == (1, 0)

    def test_the_rows_of_a_list_to_mend_are_not_offered_as_json(self, client_as: Any) -> None:
        client = client_as("morag")
        batch = checked(client, as_csv(GOOD, BAD))
        assert b"rejects.json" not in client.get(f"/contracts/import/{batch.pk}/").content

    def test_the_rejects_come_as_a_workbook_too(self, client_as: Any) -> None:
        client = client_as("morag")
        batch = checked(client, as_csv(GOOD, BAD))
        answer = client.get(f"/contracts/import/{batch.pk}/rejects.xlsx")
        assert b"".join(answer.streaming_content).startswith(b"PK")

    def test_a_second_load_changes_nothing(self, client_as: Any) -> None:
        client = client_as("morag")
        loaded(client, as_csv(GOOD))
        version = Contract.objects.get().version
        again = checked(client, as_csv(GOOD))
        assert (again.accepted, again.updated, again.unchanged) == (0, 0, 1)
        assert b"the register says the same already" in client.get(f"/contracts/import/{again.pk}/").content
        assert Contract.objects.get().version == version

    def test_pressing_twice_loads_once(self, client_as: Any) -> None:
        client = client_as("morag")
        batch = checked(client, as_csv(GOOD))
        for _ in range(2):
            client.post(f"/contracts/import/{batch.pk}/")
        run_all()
        assert Contract.objects.count() == 1

    def test_another_authority_does_not_find_the_load(self, client_as: Any) -> None:
        batch = checked(client_as("morag"), as_csv(GOOD))
        for part in ("", "columns/", "undo/", "rejects.csv"):
            assert client_as("jo").get(f"/contracts/import/{batch.pk}/{part}").status_code == 404


class TestUndoing:
    def test_new_contracts_are_withdrawn(self, client_as: Any) -> None:
        client = client_as("morag")
        batch = loaded(client, as_csv(GOOD))
        assert client.get(f"/contracts/import/{batch.pk}/undo/").status_code == 200
        client.post(f"/contracts/import/{batch.pk}/undo/")
        run_all()
        batch.refresh_from_db()
        assert batch.status == BatchState.UNDONE
        assert not Contract.objects.on_register().exists()
        assert client.get(f"/contracts/import/{batch.pk}/").status_code == 200

    def test_changed_contracts_are_as_they_were(self, client_as: Any) -> None:
        client = client_as("morag")
        loaded(client, as_csv(GOOD))
        was = Contract.objects.get()
        batch = loaded(client, as_csv([*GOOD[:2], "Another Firm Ltd", "£99", "01/05/2025", *GOOD[5:]]))
        assert batch.updated == 1
        assert Contract.objects.get().supplier_name == "Another Firm Ltd"
        client.post(f"/contracts/import/{batch.pk}/undo/")
        run_all()
        now = Contract.objects.get()
        for name in ("value_ex_vat", "starts_on", "supplier_name", "source_digest", "status"):
            assert getattr(now, name) == getattr(was, name), name

    def test_what_somebody_changed_since_is_left(self, client_as: Any, cast: Any, at_nine: Any) -> None:
        from hub.contract.services import set_tier

        client = client_as("morag")
        batch = loaded(client, as_csv(GOOD))
        set_tier(Contract.objects.get(), tier="gold", reason="Large", by=cast.actor("morag"), at=at_nine)
        client.post(f"/contracts/import/{batch.pk}/undo/")
        run_all()
        batch.refresh_from_db()
        assert batch.kept_back == 1
        assert Contract.objects.on_register().count() == 1

    def test_another_contract_manager_may_not(self, client_as: Any) -> None:
        batch = loaded(client_as("morag"), as_csv(GOOD))
        answer = client_as("aisha").post(f"/contracts/import/{batch.pk}/undo/")
        assert answer.status_code == 422

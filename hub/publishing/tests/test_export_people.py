"""People who are paid: an export names them for whoever runs the Hub and for finance, and for nobody else."""

import json
import zipfile
from io import BytesIO
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from hub import cli
from hub.platform.actors import SYSTEM
from hub.platform.identity import services as identity
from hub.platform.identity.roles import Role
from hub.platform.jobs import services as jobs
from hub.platform.jobs.models import Job
from hub.publishing.services.exporting import job as exporting
from hub.publishing.services.exporting.verify import verify
from hub.spend.models import Payee
from hub.spend.services import payees
from hub.spend.tests.conftest import ledgers  # noqa: F401  (a fixture)

pytestmark = pytest.mark.django_db
# A person by the name, one whom only finance knows to be one, and a firm.
PEOPLE = ("Mrs R Okonkwo", "Zanzibar Quill")
FIRM = "Marlpit Hire Ltd"
HEADINGS = ("Supplier name", "Payment date", "Transaction number", "Description", "Net amount")


@pytest.fixture
def paid(ledgers, settings, cast, at_nine):  # noqa: F811
    settings.HUB_KEEP_FREE_BYTES = 0
    rows = [
        (PEOPLE[0], "03/01/2026", "T-1", "Carer Okonkwo, January", "90.00"),
        (FIRM, "04/01/2026", "T-2", "Diggers", "200.00"),
        (PEOPLE[1], "05/01/2026", "T-3", "To Quill", "30.00"),
    ]
    ledgers.load("january.csv", rows, HEADINGS)
    kestrel = Payee.objects.get(name=PEOPLE[1])
    payees.mark_person(kestrel, is_person=True, by=cast.actor("helen"), at=at_nine)
    return ledgers


def everything(folder):
    """Give all that can be read in an export, the parts unpacked."""
    texts = [path.read_text() for path in folder.rglob("*") if path.suffix in {".jsonl", ".csv", ".json"}]
    tables = [pq.read_table(path).to_pylist() for path in folder.glob("parts/*.parquet")]
    return "\n".join([*texts, json.dumps(tables, default=str)])


def by_page(client, place):
    """Let the administrator of the page make and unpack the export."""
    client.post("/export-all/")
    job = Job.objects.filter(function=exporting.MAKE).latest("pk")
    jobs.run(job.pk)
    content = b"".join(client.get(f"/export-all/{job.pk}/").streaming_content)
    zipfile.ZipFile(BytesIO(content)).extractall(place)
    (folder,) = Path(place).iterdir()
    return folder


def manifest_of(folder):
    return json.loads((folder / "MANIFEST.json").read_text())


class TestAnAdministrator:
    def test_gets_no_name_of_a_person(self, paid, client_as, tmp_path) -> None:
        folder = by_page(client_as("sam"), tmp_path / "out")
        told = everything(folder)
        for word in ("Okonkwo", "OKONKWO", "okonkwo", "Quill", "quill", "T-1", "T-3"):
            assert word not in told, word
        assert FIRM in told and "Diggers" in told and "A person" in told

    def test_is_told_that_they_are_left_out(self, paid, client_as, tmp_path) -> None:
        manifest = manifest_of(by_page(client_as("sam"), tmp_path / "out"))
        assert manifest["people_paid"]["named"] is False and manifest["people_paid"]["parts_written_anew"] == 3
        assert any(name.startswith("spend.payee") for name in manifest["left_out"])
        assert "left out" in Job.objects.filter(function=exporting.MAKE).latest("pk").result["text"]

    def test_gets_every_sum(self, paid, client_as, tmp_path) -> None:
        folder = by_page(client_as("sam"), tmp_path / "out")
        index = [json.loads(text) for text in (folder / "parts.jsonl").read_text().splitlines()]
        tables = [pq.read_table(folder / f"parts/{each['without_people']}.parquet") for each in index]
        (lines,) = [table.to_pylist() for table in tables if "payee" in table.schema.names]
        assert [str(each["amount"]) for each in lines] == ["90.00", "200.00", "30.00"]
        (texts,) = [table.to_pylist() for table in tables if "c0" in table.schema.names]
        assert [each["c0"] for each in texts] == [FIRM]

    def test_can_check_the_export(self, paid, client_as, tmp_path) -> None:
        folder = by_page(client_as("sam"), tmp_path / "out")
        assert verify(folder)["faults"] == []
        assert cli.main(["verify", "export", str(folder)]) == 0
        for path in folder.glob("parts/*.parquet"):
            path.unlink()
        assert "part_missing" in {each["kind"] for each in verify(folder)["faults"]}

    def test_who_is_finance_too_gets_the_names(self, paid, client_as, cast, tmp_path, at_nine) -> None:
        identity.grant_role(cast.sam, Role.FINANCE, at_party=cast.eca.party, by=SYSTEM, at=at_nine)
        folder = by_page(client_as("sam"), tmp_path / "out")
        assert "Mrs R Okonkwo" in everything(folder) and manifest_of(folder)["people_paid"]["named"] is True


class TestWhoRunsTheHub:
    def test_takes_everything_along_and_is_told_so(self, paid, tmp_path, capsys) -> None:
        assert cli.main(["export", "all", str(tmp_path / "out"), "--authority", "ECA"]) == 0
        assert "People who are paid are named" in capsys.readouterr().out
        told = everything(tmp_path / "out")
        assert all(name in told for name in PEOPLE)
        assert manifest_of(tmp_path / "out")["people_paid"]["named"] is True
        assert verify(tmp_path / "out")["faults"] == []

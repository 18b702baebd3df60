"""A full export: everything is in it, nothing secret is, and every way of tampering is found and named."""

import errno
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from io import BytesIO

import pytest
from django.apps import apps

from hub import cli
from hub.contract.tests import stories
from hub.platform.documents import storage
from hub.platform.documents.models import Version
from hub.platform.events import checkpoints, erasure, signing
from hub.platform.events.models import Checkpoint, Event, EventDetail
from hub.platform.tenancy.models import Share
from hub.procurement.tests import stories as cases
from hub.publishing import services
from hub.publishing.services.exporting import scope
from hub.publishing.services.exporting.files import ALTERED
from hub.publishing.services.exporting.verify import said, verify
from hub.publishing.services.exporting.writing import export_all

pytestmark = pytest.mark.django_db
SECRET = re.compile("password|secret|token|otp|session_key")


@pytest.fixture
def filled(cast, live, elsewhere, follow, at_nine):
    """Give a Hub with contracts of two authorities, a publication and a checkpoint."""
    follow()
    services.publish_dataset("contracts_register", authority=cast.eca, by=cast.actor("morag"), at=at_nine)
    checkpoints.make(at=at_nine)
    stories.contract_live(authority=cast.eca, by=cast.actor("morag"), at=at_nine, title="After the checkpoint")
    checkpoints.make(at=at_nine)


@pytest.fixture
def folder(filled, tmp_path, at_nine):
    """Give an export of everything."""
    export_all(tmp_path / "out", authority=None, at=at_nine)
    return tmp_path / "out"


def lines(folder, name):
    return [json.loads(text) for text in (folder / name).read_text().splitlines()]


def kinds(folder):
    return {(fault["file"], fault["kind"]) for fault in verify(folder)["faults"]}


class TestWhatIsInIt:
    def test_it_verifies(self, folder):
        found = verify(folder)
        assert found["faults"] == [] and found["ok"]
        assert found["events"] == Event.objects.count()

    def test_every_table_is_in_it_or_named_as_left_out(self, folder):
        manifest = json.loads((folder / "MANIFEST.json").read_text())
        for model in apps.get_models(include_auto_created=True):
            if model._meta.managed and not model._meta.proxy:
                name = model._meta.label_lower
                assert (name in manifest["models"]) != (name in manifest["left_out"]), name

    def test_every_row_of_every_table_is_in_it(self, folder):
        for model in scope.tables():
            rows = lines(folder, f"records/{scope.label(model)}.jsonl")
            assert len(rows) == model._base_manager.count(), scope.label(model)

    def test_the_schema_explains_every_field_of_every_line(self, folder):
        schema = json.loads((folder / "schema.json").read_text())
        for name, table in schema.items():
            fields = {field["name"] for field in table["fields"]}
            assert all(set(row) == fields for row in lines(folder, table["file"])), name
            assert all(field["label"] and field["type"] for field in table["fields"]), name

    def test_nothing_that_opens_an_account_is_in_it(self, folder):
        schema = json.loads((folder / "schema.json").read_text())
        told = {f"{name}.{field['name']}" for name, table in schema.items() for field in table["fields"]}
        assert [name for name in sorted(told) if SECRET.search(name)] == []
        text = "".join(path.read_text() for path in folder.glob("records/*.jsonl"))
        assert "argon2" not in text

    def test_amounts_and_dates_are_plain(self, folder, live):
        row = next(each for each in lines(folder, "records/contract.contract.jsonl") if each["id"] == live.pk)
        assert (row["value_ex_vat"], row["starts_on"]) == ("900000.00", "2026-11-23")

    def test_the_registers_open_in_a_spreadsheet(self, folder, live):
        text = (folder / "registers/contracts.csv").read_text()
        assert f"ECA,{live.reference},Grounds maintenance,live,Meridian FM plc" in text
        assert "Meridian FM plc" in (folder / "registers/suppliers.csv").read_text()

    def test_events_come_with_what_may_be_erased_from_them(self, folder):
        event = Event.objects.select_related("detail_row").last()
        last = lines(folder, "events.jsonl")[-1]
        assert last["detail"] == {"salt": event.detail_row.salt, "text": event.detail_row.text}
        assert last["digest"] == event.digest


class TestOneAuthority:
    @pytest.fixture
    def own(self, filled, cast, tmp_path, at_nine):
        export_all(tmp_path / "own", authority=cast.wdc, at=at_nine)
        return tmp_path / "own"

    def test_it_verifies_with_others_events_as_digests(self, own, cast):
        assert verify(own)["faults"] == []
        for line, event in zip(lines(own, "events.jsonl"), Event.objects.order_by("number"), strict=True):
            is_own = event.authority_id in (None, cast.wdc.pk)
            assert set(line) == ({"number", "digest", "prev", "body", "detail"} if is_own else {"number", "digest"})

    def test_no_record_of_another_authority_is_in_it(self, own, cast, live, elsewhere):
        assert [row["reference"] for row in lines(own, "records/contract.contract.jsonl")] == [elsewhere.reference]
        text = "".join(path.read_text() for path in own.rglob("*.*sonl"))
        assert live.reference not in text.replace(elsewhere.reference, "")
        assert "Grounds maintenance" not in text
        emails = {row["email"] for row in lines(own, "records/identity.person.jsonl")}
        assert cast.aisha.email not in emails and cast.jo.email in emails

    def test_every_table_with_an_authority_is_narrowed(self, own, cast):
        schema = json.loads((own / "schema.json").read_text())
        for name, table in schema.items():
            if name in scope.SHARED or name == "reference.entry" or name == "contract.partnershare":
                continue
            if any(field["name"] == "authority_id" for field in table["fields"]):
                owners = {row["authority_id"] for row in lines(own, table["file"])}
                assert owners <= {cast.wdc.pk, None}, name

    def test_partners_of_its_own_records_are_named_whatever_is_shared(self, cast, shipped, at_nine):
        made = [
            cases.shaping(authority=own, by=cast.actor(who), at=at_nine, estimate=None)
            for own, who in ((cast.wdc, "harriet"), (cast.eca, "priya"))
        ]
        for case in made:
            Share.objects.create(subject_kind=case.kind(), subject_id=case.pk, authority=cast.scc)
        assert [row.subject_id for row in scope.rows(Share, cast.wdc)] == [made[0].pk]


def rewrite(path, change):
    """Change one line of a file."""
    rows = path.read_text().splitlines(keepends=True)
    changed = change(rows)
    path.write_text("".join(changed))


def altered(rows, place, **more):
    value = json.loads(rows[place])
    for key, new in more.items():
        *steps, last = key.split("__")
        held = value
        for step in steps:
            held = held[step]
        held[last] = new
    return [*rows[:place], json.dumps(value, ensure_ascii=False) + "\n", *rows[place + 1 :]]


EVENTS = "events.jsonl"
TAMPERINGS = {
    "a body was changed": (EVENTS, lambda rows: altered(rows, 3, body__verb="contract.nothing"), "event_altered"),
    "a digest was changed": (EVENTS, lambda rows: altered(rows, 3, digest="0" * 64), "event_altered"),
    "a detail was changed": (EVENTS, lambda rows: altered(rows, 3, detail__text='{"note":"x"}'), "detail_altered"),
    "a detail was removed": (EVENTS, lambda rows: altered(rows, 3, detail=None), "detail_missing"),
    "an event is missing": (EVENTS, lambda rows: rows[:3] + rows[4:], "missing"),
    "an event stands twice": (EVENTS, lambda rows: rows[:4] + rows[3:], "added"),
    "two events changed places": (EVENTS, lambda rows: [rows[1], rows[0], *rows[2:]], "missing"),
    "the end is missing": (EVENTS, lambda rows: rows[:-1], "older_than_checkpoint"),
    "a line is rubbish": (EVENTS, lambda rows: [*rows[:3], "not json\n", *rows[4:]], "unreadable"),
    "a checkpoint was changed": (
        "checkpoints.jsonl", lambda rows: [rows[0].replace("procurement", "procurment"), *rows[1:]],
        "checkpoint_not_signed",
    ),
    "a record was changed": (
        "records/contract.contract.jsonl", lambda rows: altered(rows, 0, title="Something else"), "altered",
    ),
    "a record is missing": ("records/contract.contract.jsonl", lambda rows: rows[1:], "rows"),
    "a register was changed": ("registers/contracts.csv", lambda rows: rows[:-1], "altered"),
}  # fmt: skip


class TestTampering:
    @pytest.mark.parametrize("what", TAMPERINGS)
    def test_it_is_found(self, folder, what):
        name, change, kind = TAMPERINGS[what]
        rewrite(folder / name, change)
        assert (name, kind) in kinds(folder)

    @pytest.mark.parametrize("place", [3, -1])
    def test_an_event_that_was_written_anew_is_named_and_not_the_one_behind_it(self, folder, place):
        """Whoever rewrites a row gives it a fresh digest; the row behind it, which holds the old one, is innocent."""
        path = folder / EVENTS
        rows = [json.loads(text) for text in path.read_text().splitlines()]
        rows[place]["body"]["verb"] = "contract.nothing"
        text = json.dumps(rows[place]["body"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        fresh = hashlib.sha256(f"hub/event/v1:{rows[place]['prev']}:{text}".encode()).hexdigest()
        rows[place]["digest"] = fresh
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))
        faults = [each for each in verify(folder)["faults"] if each["kind"].startswith("event_")]
        assert faults == [{"file": EVENTS, "kind": "event_altered", "at": rows[place]["number"]}]

    def test_events_whose_contents_changed_places_are_both_named(self, folder):
        path = folder / EVENTS
        rows = [json.loads(text) for text in path.read_text().splitlines()]
        rows[3], rows[5] = {**rows[5], "number": 4}, {**rows[3], "number": 6}
        rows[3]["body"]["number"], rows[5]["body"]["number"] = 4, 6
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))
        faults = [(each["kind"], each["at"]) for each in verify(folder)["faults"] if each["kind"].startswith("event_")]
        assert faults == [("event_reordered", 4), ("event_reordered", 6)]

    def test_a_document_that_was_changed_is_found(self, folder):
        path = next((folder / "files").iterdir())
        path.write_bytes(path.read_bytes() + b"x")
        assert kinds(folder) == {(f"files/{path.name}", "altered"), (f"files/{path.name}", "document_altered")}

    def test_a_document_that_is_missing_is_found(self, folder):
        path = next((folder / "files").iterdir())
        path.unlink()
        assert kinds(folder) == {(f"files/{path.name}", "missing"), (f"files/{path.name}", "document_missing")}

    def test_a_file_that_was_added_is_found(self, folder):
        (folder / "records" / "more.jsonl").write_text("{}\n")
        assert kinds(folder) == {("records/more.jsonl", "added")}

    def test_a_changed_record_with_a_mended_list_is_found_by_the_signature(self, folder):
        path = folder / "registers/contracts.csv"
        before = path.read_bytes()
        path.write_bytes(before.replace(b"Grounds", b"Ground "))
        text = (folder / "MANIFEST.json").read_text()
        old, new = hashlib.sha256(before).hexdigest(), hashlib.sha256(path.read_bytes()).hexdigest()
        (folder / "MANIFEST.json").write_text(text.replace(old, new))
        assert kinds(folder) == {("MANIFEST.json", "not_signed")}

    def test_another_key_is_found_when_the_key_is_known(self, folder):
        found = verify(folder, key="AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")
        assert {fault["kind"] for fault in found["faults"]} >= {"another_key", "not_signed"}

    def test_checkpoints_of_a_replaced_key_stay_good_and_the_old_key_vouches_for_the_new(
        self, filled, tmp_path, at_nine
    ):
        first = Checkpoint.objects.order_by("-size")[0]
        old = signing.public_key_text()
        link = signing.rotate(size=first.size, at=at_nine)
        export_all(tmp_path / "turned", authority=None, at=at_nine)
        assert (tmp_path / "turned" / "public-key.txt").read_text().strip() == link.new != old
        for key in ("", old, link.new):
            assert verify(tmp_path / "turned", key=key)["faults"] == [], key or "none known"
        keys = tmp_path / "turned" / "keys.jsonl"
        keys.write_text(keys.read_text().replace(f"\\n{first.size}\\n", f"\\n{first.size + 900}\\n"))
        found = {(each["file"], each["kind"]) for each in verify(tmp_path / "turned")["faults"]}
        assert {("keys.jsonl", "altered"), ("keys.jsonl", "key_not_signed")} <= found
        assert ("checkpoints.jsonl", "checkpoint_not_signed") in found

    def test_one_fault_is_not_spoken_of_as_many(self, tmp_path):
        assert said(verify(tmp_path)).startswith("1 fault:\n  MANIFEST.json")

    def test_a_folder_that_is_no_export_is_said_to_be_none(self, tmp_path):
        assert verify(tmp_path)["faults"] == [{"file": "MANIFEST.json", "kind": "missing_or_unreadable"}]

    def test_a_detail_that_an_act_erased_is_no_fault(self, filled, cast, tmp_path, at_nine):
        erasure.erase(cast.aisha, [3], by=cast.actor("noor"), at=at_nine, reason="Request DP-7")
        export_all(tmp_path / "erased", authority=None, at=at_nine)
        assert verify(tmp_path / "erased")["faults"] == []

    def test_a_detail_that_no_act_erased_is_a_fault(self, filled, tmp_path, at_nine):
        EventDetail.objects.filter(event=3).update(text="", salt="")
        export_all(tmp_path / "erased", authority=None, at=at_nine)
        assert [one["kind"] for one in verify(tmp_path / "erased")["faults"]] == ["detail_erased"]


class TestCommands:
    def test_the_folder_checks_itself_without_the_hub(self, folder):
        ran = subprocess.run(
            [sys.executable, "-I", folder / "verify.py", folder, "--json"], capture_output=True, check=False
        )
        assert ran.returncode == 0 and json.loads(ran.stdout)["ok"]

    def run(self, capsys, *words):
        code = cli.main([str(word) for word in words])
        return code, capsys.readouterr()

    def test_they_print_one_document_and_exit_by_what_they_found(self, filled, tmp_path, capsys):
        code, said = self.run(capsys, "export", "all", tmp_path / "a", "--authority", "WDC", "--json")
        assert (code, json.loads(said.out)["authority"]) == (0, "WDC")
        code, said = self.run(capsys, "verify", "export", tmp_path / "a", "--json")
        assert (code, json.loads(said.out)["faults"]) == (0, [])
        (tmp_path / "a" / "README.md").unlink()
        code, said = self.run(capsys, "verify", "export", tmp_path / "a", "--json")
        assert (code, json.loads(said.out)["faults"]) == (1, [{"file": "README.md", "kind": "missing"}])

    def test_a_folder_with_something_in_it_and_an_unknown_authority_are_refused(self, filled, tmp_path, capsys):
        (tmp_path / "full").mkdir()
        (tmp_path / "full" / "letter.txt").write_text("Dear")
        code, said = self.run(capsys, "export", "all", tmp_path / "full")
        assert code == 2 and "not an empty folder" in said.err
        code, said = self.run(capsys, "export", "all", tmp_path / "new", "--authority", "XYZ")
        assert code == 2 and "no authority" in said.err


@pytest.mark.django_db(transaction=True)
class TestOneMoment:
    def test_it_is_read_in_one_transaction_of_its_own(self, cast, at_nine, settings, tmp_path):
        settings.HUB_HOME = tmp_path
        stories.contract_live(authority=cast.eca, by=cast.actor("morag"), at=at_nine)
        export_all(tmp_path / "out", authority=None, at=at_nine)
        assert verify(tmp_path / "out")["faults"] == []
        assert stories.contract_live(authority=cast.eca, by=cast.actor("morag"), at=at_nine).pk


class TestOddHomes:
    """The command on homes and folders that are not as they should be: a sentence, never a traceback."""

    @pytest.fixture
    def own_home(self, settings, tmp_path):
        settings.HUB_HOME, settings.HUB_KEEP_FREE_BYTES = tmp_path / "home", 0

    @pytest.fixture
    def paper(self, own_home, filled, cast, live, at_nine):
        from hub.platform.documents import services as documents
        from hub.platform.documents.services import Paper, Upload

        upload = Upload("plan.txt", BytesIO(b"the plan"))
        made = documents.add(live, upload=upload, paper=Paper(title="Plan"), by=cast.actor("morag"), at=at_nine)
        return made.versions.get()

    def run(self, capsys, *words):
        code = cli.main([*map(str, words), "--json"])
        said = capsys.readouterr()
        return code, json.loads(said.out) if said.out else {}, said.err

    def test_a_file_absent_from_the_store_is_named_and_ends_with_one(self, paper, tmp_path, capsys):
        storage.store().remove(paper.sha256)
        code, told, _ = self.run(capsys, "export", "all", tmp_path / "out")
        named = {each.get("name") for each in told["missing"]}
        assert code == 1 and "plan.txt" in named
        assert cli.main(["export", "all", str(tmp_path / "again")]) == 1
        assert f"plan.txt, version 1 of document {paper.document.public_id}" in capsys.readouterr().out
        assert verify(tmp_path / "out")["ok"]

    def test_a_home_without_its_folders_of_files_is_exported_all_the_same(self, paper, tmp_path, settings, capsys):
        shutil.rmtree(settings.HUB_HOME / "media")
        code, told, _ = self.run(capsys, "export", "all", tmp_path / "out")
        assert code == 1 and told["documents"] == 0 and told["records"] > 0
        assert verify(tmp_path / "out")["ok"]

    def test_a_file_that_was_altered_in_the_store_is_named(self, paper, tmp_path, capsys):
        storage.store().path(paper.sha256).write_bytes(b"another plan")
        code, told, _ = self.run(capsys, "export", "all", tmp_path / "out")
        assert code == 1 and [each["why"] for each in told["missing"] if "name" in each] == [ALTERED]
        assert ("files/" + paper.sha256, "document_altered") in kinds(tmp_path / "out")

    def test_a_file_with_a_virus_and_one_disposed_of_are_no_fault(self, paper, tmp_path, capsys, filled):
        Version.objects.update(scan="infected")
        storage.store().quarantine(paper.sha256)
        _, told, _ = self.run(capsys, "export", "all", tmp_path / "out")
        assert not [each for each in told["missing"] if "name" in each]
        assert "virus" in next(each for each in lines(tmp_path / "out", "files.jsonl") if "name" in each)["why"]

    @pytest.mark.parametrize("what", ["full folder", "file", "under a file", "second run"])
    def test_a_target_that_cannot_be_written_is_refused_with_a_sentence(self, paper, tmp_path, capsys, what):
        target = tmp_path / "out"
        if what == "full folder":
            target.mkdir()
            (target / "mine.txt").write_text("mine")
        elif what == "second run":
            self.run(capsys, "export", "all", target)
        else:
            target.write_text("a file")
        before = sorted(tmp_path.rglob("*"))
        address = target / "deep" / "er" if what == "under a file" else target
        code, _, said = self.run(capsys, "export", "all", address)
        assert code == 2 and "Traceback" not in said and "Name" in said
        assert sorted(tmp_path.rglob("*")) == before

    @pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EIO])
    def test_a_disk_that_fails_half_way_leaves_nothing_that_looks_like_an_export(
        self, paper, tmp_path, capsys, monkeypatch, number
    ):
        from hub.publishing.services.exporting import writing

        def fails(*args, **kwargs):
            raise OSError(number, os.strerror(number))

        monkeypatch.setattr(writing, "write_checkpoints", fails)
        code, _, said = self.run(capsys, "export", "all", tmp_path / "a" / "out")
        assert code == 2 and "Traceback" not in said and not (tmp_path / "a").exists()
        assert "full" in said if number == errno.ENOSPC else "written" in said

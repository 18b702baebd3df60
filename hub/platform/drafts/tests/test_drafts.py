"""Nothing typed is lost."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict

from hub.platform.drafts import conflicts, marks, services
from hub.platform.drafts.models import Draft, HeldForm, IdempotencyKey
from hub.platform.events.models import Event
from hub.platform.identity.sessions import cookie_name


def hidden(page: str, name: str) -> str:
    """Give the value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return found[1].replace("&amp;", "&")


class Form:
    """A form page as a browser sees it."""

    def __init__(self, client: Any, record: Any) -> None:
        self.client, self.address = client, f"/relabel/{record.pk}/"
        self.open()

    def open(self, query: str = "") -> str:
        self.page: str = self.client.get(self.address + query).content.decode()
        return self.page

    @property
    def autosave(self) -> str:
        found = re.search(r"data-autosave-url='([^']*)'", self.page)
        assert found
        return found[1]

    def words(self, **typed: Any) -> dict[str, Any]:
        own = {name: hidden(self.page, name) for name in ("_key", "_version", "_base")}
        date = {"valid_from-day": "1", "valid_from-month": "1", "valid_from-year": "2026"}
        return {**own, **date, **typed}

    def save(self, **typed: Any) -> Any:
        return self.client.post(self.autosave, self.words(**typed))

    def send(self, **typed: Any) -> Any:
        return self.client.post(self.address, self.words(**typed))


@pytest.fixture
def form(client_as: Any, record: Any, at_nine: datetime) -> Form:
    """Give the form, opened by Priya."""
    return Form(client_as("priya"), record)


class TestAutosave:
    """Saving as people type."""

    def test_says_when_it_saved(self, form: Form) -> None:
        answer = form.save(label="Eastm")
        assert answer.status_code == 200 and "Saved 9:00am" in answer.content.decode()

    def test_gives_back_everything_as_typed_wrong_or_not(self, form: Form) -> None:
        form.save(label="Eastm", is_new="on", **{"valid_from-day": "31", "valid_from-month": "feb"})
        page = form.open()
        assert 'value="Eastm"' in page and 'value="31"' in page and 'value="feb"' in page and "checked" in page

    def test_keeps_no_password_mark_file_or_price(self, form: Form) -> None:
        form.save(label="x", secret="95000", new_password="hunter2", file=SimpleUploadedFile("a.txt", b"x"))
        kept = set(Draft.objects.get().data) - marks.BEGUN_FIELDS
        assert kept == {"label", "valid_from-day", "valid_from-month", "valid_from-year"}

    def test_is_one_row_however_often(self, form: Form) -> None:
        form.save(label="a")
        form.save(label="b")
        assert Draft.objects.get().data["label"] == ["b"]

    def test_is_nobody_elses(self, form: Form, client_as: Any, record: Any) -> None:
        form.save(label="Eastm")
        assert 'value="Eastm"' not in Form(client_as("aisha"), record).page
        assert "Relabelled" not in client_as("aisha").get("/drafts/").content.decode()

    def test_is_no_act_and_changes_no_record(self, form: Form, record: Any) -> None:
        before = Event.objects.count()
        form.save(label="Eastm")
        record.refresh_from_db()
        assert Event.objects.count() == before and record.name == "Eastmere Combined Authority"

    def test_refuses_an_address_that_was_altered(self, form: Form) -> None:
        answer = form.client.post("/drafts/save/eyJ4Ijoi.bad/", form.words(label="x"))
        assert answer.status_code == 400 and not Draft.objects.exists()

    def test_refuses_more_than_a_draft_may_be(self, form: Form) -> None:
        assert form.save(label="x" * 600_000).status_code == 413

    def test_without_script_goes_to_the_list(self, form: Form) -> None:
        answer = form.save(label="Eastm", later="1")
        assert answer.status_code == 302 and answer["Location"] == "/drafts/"
        page = form.client.get("/drafts/").content.decode()
        assert form.address in page

    def test_stores_no_nul(self, form: Form) -> None:
        form.save(label="a\x00b")
        assert Draft.objects.get().data["label"] == ["ab"]


class TestSending:
    """What was sent is no draft any more."""

    def test_forgets_the_draft(self, form: Form) -> None:
        form.save(label="Eastm")
        assert form.send(label="Eastmere").status_code == 302
        assert not Draft.objects.exists()

    def test_keeps_it_when_refused(self, form: Form) -> None:
        form.save(label="Eastm")
        assert form.send(label="").status_code == 422
        assert Draft.objects.exists()

    def test_a_late_autosave_does_not_bring_it_back(self, form: Form) -> None:
        words = form.words(label="Eastm")
        address = form.autosave
        form.send(label="Eastmere")
        assert form.client.post(address, words).status_code == 200
        assert not Draft.objects.exists()


class TestDraftsPage:
    """The list under Drafts."""

    def test_removes_one_of_mine_only(self, form: Form, client_as: Any) -> None:
        form.save(label="Eastm")
        draft = Draft.objects.get()
        client_as("aisha").post("/drafts/", {"remove": draft.pk})
        assert Draft.objects.exists()
        form.client.post("/drafts/", {"remove": draft.pk})
        assert not Draft.objects.exists()

    def test_forgets_after_90_days(self, form: Form, at_nine: datetime) -> None:
        form.save(label="Eastm")
        services.expire(at=at_nine + timedelta(days=89))
        assert Draft.objects.exists()
        services.expire(at=at_nine + timedelta(days=90))
        assert not Draft.objects.exists()


class TestSessionThatEnded:
    """Sending after the session ended."""

    def lose_session(self, form: Form) -> None:
        del form.client.cookies[cookie_name("staff")]

    def held(self, form: Form) -> str:
        self.lose_session(form)
        answer = form.send(label="Typed for an hour")
        assert answer.status_code == 302 and "/sign-in" in answer["Location"]
        return HeldForm.objects.get().public_id

    def test_keeps_the_words_sealed_and_asks_for_sign_in(self, form: Form, record: Any) -> None:
        self.held(form)
        assert b"Typed for an hour" not in bytes(HeldForm.objects.get().sealed)
        record.refresh_from_db()
        assert record.name == "Eastmere Combined Authority"

    def test_gives_them_back_to_the_same_person_and_keeps_them_as_a_draft(self, form: Form, cast: Any) -> None:
        held = self.held(form)
        form.client.sign_in(cast.priya)
        assert 'value="Typed for an hour"' in form.open(f"?held={held}")
        assert not HeldForm.objects.exists()
        assert 'value="Typed for an hour"' in form.open()

    def test_gives_them_to_nobody_else(self, form: Form, client_as: Any, record: Any) -> None:
        held = self.held(form)
        other = Form(client_as("aisha"), record)
        assert "Typed for an hour" not in other.open(f"?held={held}")
        assert HeldForm.objects.exists()

    def test_holds_nothing_without_a_mark_of_ours(self, form: Form) -> None:
        self.lose_session(form)
        form.client.post(form.address, {"label": "x", "_key": "forged"})
        assert not HeldForm.objects.exists()

    def test_works_with_the_check_of_cross_site_tokens(self, client_as: Any, record: Any, at_nine: datetime) -> None:
        form = Form(client_as("priya", enforce_csrf_checks=True), record)
        self.held(form)

    def test_forgets_after_a_week(self, form: Form, cast: Any, at_nine: datetime) -> None:
        held = self.held(form)
        late = at_nine + timedelta(days=8)
        assert services.take_back(held, person_id=cast.priya.pk, at=late) is None
        services.expire(at=late)
        assert not HeldForm.objects.exists()


class TestDoublePress:
    """The same button pressed twice."""

    def test_is_done_once_and_answered_twice(self, form: Form) -> None:
        before = Event.objects.count()
        words = form.words(label="Eastmere")
        answers = [form.client.post(form.address, words) for _ in range(2)]
        assert [(one.status_code, one["Location"]) for one in answers] == [(302, "/done/")] * 2
        assert Event.objects.count() == before + 1

    def test_with_another_content_is_a_conflict(self, form: Form, record: Any) -> None:
        form.send(label="Eastmere")
        answer = form.send(label="Westmere")
        record.refresh_from_db()
        assert answer.status_code == 409 and record.name == "Eastmere"
        assert "You sent this form before" in answer.content.decode()

    def test_of_a_refused_form_may_be_repeated(self, form: Form) -> None:
        words = form.words(label="")
        assert [form.client.post(form.address, words).status_code for _ in range(2)] == [422, 422]
        assert not IdempotencyKey.objects.exists()

    def test_of_another_persons_mark_does_not_count(self, form: Form, client_as: Any, record: Any) -> None:
        other = client_as("aisha")
        other.post(form.address, form.words(label="Eastmere"))
        assert not IdempotencyKey.objects.exists()

    def test_while_the_first_is_still_at_work_waits_then_says_so(
        self, form: Form, at_nine: datetime, monkeypatch: Any
    ) -> None:
        from hub.platform.drafts import presses

        mark = marks.read_mark(hidden(form.page, "_key"))
        assert mark is not None
        presses.claim(mark, "digest", at=at_nine)
        with pytest.raises(presses.StillBusy):
            presses.first_answer(mark, "digest", patience=0.15)

    def test_a_day_later_counts_afresh(self, form: Form, at_nine: datetime) -> None:
        from hub.platform.drafts import presses

        mark = marks.read_mark(hidden(form.page, "_key"))
        assert mark is not None
        assert presses.claim(mark, "digest", at=at_nine)
        assert presses.claim(mark, "digest", at=at_nine + timedelta(hours=23)) is None
        assert presses.claim(mark, "digest", at=at_nine + timedelta(hours=24))

    def test_a_mark_lives_five_days_and_only_as_it_was_written(self, form: Form, at_nine: datetime) -> None:
        text = hidden(form.page, "_key")
        assert marks.read_mark(text) is not None
        assert marks.read_mark(text[:-2] + "xx") is None


class TestTwoPeople:
    """Two people change the same record."""

    def test_see_yours_theirs_and_the_old_value_then_choose(
        self, form: Form, client_as: Any, record: Any, at_nine: datetime
    ) -> None:
        Form(client_as("morag"), record).send(label="Morag's name")
        answer = form.send(label="Priya's name")
        page = answer.content.decode()
        assert answer.status_code == 409
        for shown in ("Yours: Priya&#x27;s name", "Theirs: Morag&#x27;s name", "Eastmere Combined Authority"):
            assert shown in page, page[page.find("<form method") :]
        form.page = page
        again = form.send(label="Priya's name", _theirs=hidden(page, "_theirs"), _choose_label="yours")
        record.refresh_from_db()
        assert again.status_code == 302 and record.name == "Priya's name"

    def test_a_draft_remembers_what_it_was_begun_from(self, form: Form, client_as: Any, record: Any) -> None:
        form.save(label="Priya's name")
        Form(client_as("morag"), record).send(label="Morag's name")
        form.open()
        assert form.send(label="Priya's name").status_code == 409
        record.refresh_from_db()
        assert record.name == "Morag's name"

    @pytest.mark.parametrize("choice", [{"_choose_label": "theirs"}, {}])
    def test_nothing_is_overwritten_unless_chosen(
        self, form: Form, client_as: Any, record: Any, choice: dict[str, str]
    ) -> None:
        Form(client_as("morag"), record).send(label="Morag's name")
        form.page = form.send(label="Priya's name").content.decode()
        form.send(label="Priya's name", _theirs=hidden(form.page, "_theirs"), **choice)
        record.refresh_from_db()
        assert record.name == "Morag's name"

    def test_only_the_side_that_changed_is_chosen_beforehand(self) -> None:
        class Small(forms.Form):
            a = forms.CharField()
            b = forms.ChoiceField(choices=[("1", "One"), ("2", "Two")])
            c = forms.CharField()
            d = forms.CharField(required=False)

        sent = Small({"a": "mine", "b": "1", "c": "mine", "d": ""})
        assert sent.is_valid()
        current = Small(initial={"a": "old", "b": "2", "c": "theirs", "d": None})
        found = conflicts.differences(sent, current, {"a": "old", "b": "1", "c": "old", "d": ""})
        assert [(one.name, one.chosen, one.yours, one.theirs) for one in found] == [
            ("a", "yours", "mine", "old"),
            ("b", "theirs", "One", "Two"),
            ("c", "", "mine", "theirs"),
        ]

    def test_a_date_of_theirs_replaces_all_its_parts(self) -> None:
        post = QueryDict(mutable=True)
        post.update({"day_on-day": "1", "day_on-month": "2", "day_on-year": "2026", "_choose_day_on": "theirs"})
        theirs = {"day_on": {"day_on-day": ["3"], "day_on-month": ["4"], "day_on-year": ["2027"]}}
        post["_theirs"] = marks.seal_base(theirs)
        data = conflicts.chosen_data(post)
        assert (data["day_on-day"], data["day_on-month"], data["day_on-year"]) == ("3", "4", "2027")


class TestKeyOfHeldForms:
    """The key that seals them."""

    def test_is_made_once_for_its_owner_only(self, tmp_path: Any, settings: Any) -> None:
        from hub.platform.drafts.keys import box

        settings.HUB_HOME = tmp_path
        sealed = box().encrypt(b"x")
        assert box().decrypt(sealed) == b"x"
        assert (tmp_path / "keys" / "held_forms").stat().st_mode & 0o777 == 0o600


class Known(forms.Form):
    title = forms.CharField()
    is_new = forms.NullBooleanField()


def test_a_yes_or_no_that_nobody_knows_is_no_difference() -> None:
    told = {"title": "Vans", "is_new": "unknown"}
    sent, current = Known({**told, "title": "Ours"}), Known(initial={**told, "title": "Theirs"})
    assert sent.is_valid()
    assert [one.name for one in conflicts.differences(sent, current, told)] == ["title"]
    sent = Known({**told, "is_new": "true"})
    assert sent.is_valid()
    changed = conflicts.differences(sent, Known(initial=told), told)
    assert [(one.name, one.yours, one.theirs, one.chosen) for one in changed] == [("is_new", "Yes", "Nothing", "yours")]

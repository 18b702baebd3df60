"""What stands on every answer, and what no request may do."""

from __future__ import annotations

import pytest
from django import forms
from django.http import HttpResponse, QueryDict
from django.test import RequestFactory

from hub.platform import guard
from hub.platform.identity.middleware import declared, name_of
from hub.platform.testing.clients import SiteClient
from hub.platform.testing.urls import all_pages


class TestHeaders:
    @pytest.mark.parametrize("site", ["staff", "supplier", "public"])
    @pytest.mark.parametrize("path", ["/", "/help/", "/nothing-here/", "/sign-in/"])
    def test_every_answer_closes_the_browsers_powers_and_other_origins(self, db, site, path):
        answer = SiteClient(site).get(path)
        assert "camera=()" in answer["Permissions-Policy"]
        assert answer["Cross-Origin-Resource-Policy"] == "same-origin"

    def test_signed_in_pages_and_refusals_carry_them_too(self, client_as, at_nine):
        for answer in (client_as("aisha").get("/account/"), client_as("aisha").get("/nothing/")):
            assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
            assert answer["Permissions-Policy"] == guard.PERMISSIONS

    def test_public_data_is_open_and_its_pages_are_not(self, db, at_nine):
        public = SiteClient("public")
        answer = public.get("/contracts/export.csv")
        assert answer["Cross-Origin-Resource-Policy"] == "cross-origin" and answer["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in answer
        page = public.get("/contracts/")
        assert page["Cross-Origin-Resource-Policy"] == "same-origin" and "Access-Control-Allow-Origin" not in page

    def test_style_sheets_are_for_our_own_pages(self, settings):
        assert settings.WHITENOISE_ALLOW_ALL_ORIGINS is False
        assert settings.MIDDLEWARE.index("hub.platform.guard.HeadersMiddleware") == 0

    def test_only_passkeys_stay_open(self):
        lines = guard.PERMISSIONS.split(", ")
        assert [line for line in lines if not line.endswith("=()")] == [
            "publickey-credentials-create=(self)",
            "publickey-credentials-get=(self)",
        ]


class TestFromElsewhere:
    @pytest.mark.parametrize("told", ["cross-site", "same-site", "something-new"])
    def test_a_change_begun_by_another_origin_is_refused_in_words(self, client_as, at_nine, told):
        client = client_as("aisha")
        answer = client.post("/sign-out/", {}, headers={"Sec-Fetch-Site": told})
        assert answer.status_code == 403
        assert "sent from another website" in answer.content.decode()
        assert client.get("/account/").status_code == 200, "nobody was signed out"

    @pytest.mark.parametrize("method", ["put", "patch", "delete"])
    def test_every_unsafe_method_is_looked_at(self, client_as, at_nine, method):
        answer = getattr(client_as("aisha"), method)("/account/", headers={"Sec-Fetch-Site": "cross-site"})
        assert answer.status_code == 403

    @pytest.mark.parametrize("told", ["same-origin", "none", None])
    def test_our_own_pages_and_old_browsers_go_on(self, client_as, at_nine, told):
        headers = {"Sec-Fetch-Site": told} if told else {}
        assert client_as("aisha").post("/sign-out/", headers=headers).status_code == 302

    def test_a_link_from_another_site_opens(self, client_as, at_nine):
        assert client_as("aisha").get("/account/", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200

    def test_only_the_demos_door_may_be_called_from_anywhere(self, cast, settings, at_nine):
        settings.HUB_DEMO = True
        elsewhere = {"Sec-Fetch-Site": "cross-site"}
        client = SiteClient("staff")
        assert client.post("/demo/as/", {"person": "nobody"}, headers=elsewhere).status_code == 422
        for path in ("/demo/clock/", "/demo/again/"):
            assert client.post(path, {}, headers=elsewhere).status_code == 403

    def test_no_other_view_declares_it(self):
        open_ones = {name_of(page.view) for page in all_pages() if declared(page.view, "from_anywhere")}
        # Mail programs press "stop following" for people, by RFC 8058, and send no word of where they are.
        assert open_ones == {"hub.demo.views.be", "hub.sites.public.follow.StopView"}


class ListForm(forms.Form):
    lots = forms.MultipleChoiceField(choices=[("1", "One"), ("2", "Two")])
    title = forms.CharField()


class WithList:
    form_class = ListForm
    repeats = ("row",)


class TestRepeated:
    def asked(self, body: str):
        request = RequestFactory().post("/", body, content_type="application/x-www-form-urlencoded")
        assert isinstance(request.POST, QueryDict)
        return request

    def test_a_name_that_comes_twice_is_found(self):
        assert guard.repeated(self.asked("title=a&title=b&other=1"), ()) == ["title"]
        assert guard.repeated(self.asked("title=a&other=1"), ()) == []

    def test_lists_of_the_form_and_declared_names_may_repeat(self):
        allowed = guard.may_repeat(WithList)
        assert allowed == {"lots", "row"}
        assert guard.repeated(self.asked("lots=1&lots=2&row=1&row=2"), allowed) == []
        assert guard.repeated(self.asked("lots=1&lots=2&title=x&title=y"), allowed) == ["title"]

    def test_a_view_without_a_form_has_no_lists(self):
        assert guard.may_repeat(lambda request: HttpResponse()) == frozenset()

    def test_a_form_with_an_answer_twice_is_refused_and_changes_nothing(self, client_as, cast, at_nine):
        client = client_as("aisha")
        body = "session=others&session=all"
        answer = client.post("/account/sessions/", body, content_type="application/x-www-form-urlencoded")
        assert answer.status_code == 400 and "sent twice" in answer.content.decode()
        assert client.get("/account/").status_code == 200

"""Help, contact, the notices the law asks for, and the pages for what went wrong, on each site."""

import re
from html import unescape

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from hub.platform.actors import NOBODY
from hub.platform.ui import errors

SITES = ["staff", "supplier", "public"]
PAGES = ["help", "accessibility", "privacy", "cookies", "contact"]
pytestmark = pytest.mark.django_db


@pytest.fixture(params=SITES)
def site(request, settings):
    settings.HUB_SITE = request.param
    settings.HUB_AUTHORITY_NAME = "Eastmere Combined Authority"
    settings.HUB_CONTACT = {"phone": "01632 960 118", "hours": "Monday to Friday, 8:30am to 5pm"}
    return request.param


def text(response):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


class TestNotices:
    @pytest.mark.parametrize("page", PAGES)
    def test_are_open_to_people_who_are_not_signed_in(self, client, site, page):
        response = client.get(f"/{page}/")
        assert response.status_code == 200
        assert response.content.decode().count("<h1") == 1

    @pytest.mark.parametrize("page", PAGES)
    def test_set_no_cookie(self, client, site, page):
        assert not client.get(f"/{page}/").cookies

    def test_phone_and_hours_stand_in_the_same_place_on_every_page(self, client, site):
        said = {re.search(r"<footer.*?</footer>", client.get(f"/{p}/").content.decode(), re.S).group() for p in PAGES}
        assert len(said) == 1

    def test_accessibility_statement_has_every_part_of_the_model(self, client, site):
        page = text(client.get("/accessibility/"))
        for part in (
            "Accessibility statement for",
            "How accessible this website is",
            "Feedback and contact information",
            "Enforcement procedure",
            "Equality and Human Rights Commission (EHRC)",
            "Compliance status",
            "partially compliant",
            "Non-accessible content",
            "Disproportionate burden",
            "not within the scope",
            "Preparation of this accessibility statement",
            "was last tested on 23 November 2026",
        ):
            assert part in page, part

    def test_privacy_notice_names_the_controller_and_the_commissioner(self, client, site):
        page = text(client.get("/privacy/"))
        assert "Eastmere Combined Authority is the controller" in page
        assert "Information Commissioner" in page

    def test_cookies_page_names_the_cookie_of_its_own_site(self, client, site):
        page = text(client.get("/cookies/"))
        assert ("sets no cookies" in page) == (site == "public")
        assert (f"hub_{site}" in page) == (site != "public")


class TestErrorPages:
    def request(self, site):
        made = RequestFactory().get("/contracts/CON-2026-9999/")
        made.site, made.actor, made.user = site, NOBODY, AnonymousUser()
        return made

    @pytest.mark.parametrize(
        ("page", "status"),
        [(errors.bad_request, 400), (errors.forbidden, 403), (errors.not_found, 404), (errors.csrf_failure, 403)],
    )
    def test_have_the_look_of_their_site(self, site, page, status):
        response = page(self.request(site))
        assert response.status_code == status
        assert f'hub hub--{site}"' in response.content.decode()

    def test_come_even_when_the_request_was_refused_at_the_door(self, site):
        assert errors.bad_request(RequestFactory().get("/")).status_code == 400

    def test_missing_page_says_nothing_about_what_exists(self, site):
        page = text(errors.not_found(self.request(site)))
        assert "Page not found" in page
        assert not re.search(r"CON-2026-9999|permission|allowed|exist", page)

    def test_unknown_address_and_page_out_of_reach_answer_alike(self, client, site):
        one, other = client.get("/no-such-page/"), client.get("/no-such-record/CON-2026-0001/")
        assert one.status_code == other.status_code == 404
        assert one.content == other.content

    def test_a_refusal_of_ours_is_said_in_its_own_sentence(self, site):
        class Refused(Exception):
            sentence = "Only the contract manager ends a contract."

        assert Refused.sentence in text(errors.forbidden(self.request(site), Refused()))

    def test_server_fault_gives_a_reference_that_is_in_the_log(self, site, caplog, monkeypatch):
        monkeypatch.setattr(errors.log, "propagate", True)
        monkeypatch.setattr(errors.logging.getLogger("hub"), "propagate", True)
        with caplog.at_level("ERROR"):
            response = errors.server_error(self.request(site))
        reference = re.search(r"reference ([0-9A-F]{4})", text(response)).group(1)
        assert response.status_code == 500
        assert reference in caplog.text

    def test_server_fault_page_comes_without_its_style_when_files_are_missing(self, site, monkeypatch):
        real = errors.render_to_string

        def without_files(name, context):
            if context["styled"]:
                raise ValueError("Missing staticfiles manifest entry")
            return real(name, context)

        monkeypatch.setattr(errors, "render_to_string", without_files)
        response = errors.server_error(self.request(site))
        assert "Sorry, there is a problem" in text(response)
        assert "stylesheet" not in response.content.decode()

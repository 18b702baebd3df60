"""Components of pages, the menu, the panels and the shell."""

import re
from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory

from hub.platform.actors import NOBODY, Actor
from hub.platform.ui import navigation, panels, shell
from hub.platform.ui.parts import Day, Figure, Happening, Hindrance, Link, Row, Stage, Step

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
AISHA = Actor(person_id=1, name="Aisha Rahman")


def draw(source, **context):
    return " ".join(Template("{% load ui %}" + source).render(Context(context)).split())


def request(path="/", site="staff", actor=AISHA):
    made = RequestFactory().get(path)
    made.site, made.actor, made.now, made.user = site, actor, AT, AnonymousUser()
    return made


class TestNextStep:
    STEP = Step(
        "Next step, by Friday",
        "Decide the extension",
        "34 weeks are needed.",
        Link("Decide it", "/decide/"),
        [Hindrance("pay the invoice", "Two readings are not verified.", "Aisha Rahman", Link("Verify", "/v/"))],
    )

    def test_says_act_and_reason_and_has_one_button(self):
        page = draw("{% next_step step %}", step=self.STEP)
        assert page.count("hub-btn--go") == 1
        assert '<a class="hub-btn hub-btn--go hub-btn--l" href="/decide/">Decide it</a>' in page

    def test_blocked_line_says_what_why_who_and_where(self):
        page = draw("{% next_step step %}", step=self.STEP)
        assert (
            "<b>Cannot yet: pay the invoice.</b> Two readings are not verified. Aisha Rahman can do this. "
            '<a href="/v/">Verify</a>' in page
        )

    def test_without_a_step_there_is_no_card(self):
        assert draw("{% next_step step %}", step=None) == ""

    def test_words_are_escaped(self):
        assert "<script>" not in draw("{% next_step step %}", step=Step("k", "<script>", ""))


class TestLifeLine:
    def test_present_stage_is_said_and_done_ones_are_links(self):
        stages = [Stage("Plan line", "PIP-1", "done", "/p/"), Stage("Contract", "live", "now"), Stage("Review")]
        page = draw("{% life_line stages %}", stages=stages)
        assert '<li data-state="now" aria-current="step"><b>Contract</b>' in page
        assert '<b><a href="/p/">Plan line</a></b>' in page
        assert page.count("aria-current") == 1


class TestFacts:
    def test_an_empty_fact_says_so_and_who_should(self):
        rows = [Row("Insurance", empty="Not recorded yet. The contract manager should.", change=Link("Add", "/a/"))]
        page = draw("{% summary_list rows %}", rows=rows)
        assert "Not recorded yet. The contract manager should." in page

    def test_a_change_link_names_what_it_changes(self):
        rows = [Row("Value", "£1", change=Link("Change", "/c/"))]
        assert 'Change<span class="hub-vh"> Value</span>' in draw("{% summary_list rows %}", rows=rows)

    def test_a_figure_opens_its_records(self):
        page = draw("{% figures f %}", f=[Figure("Live", "214", "", "/contracts/?status=live")])
        assert '<a href="/contracts/?status=live">214</a>' in page

    def test_a_tag_is_a_word_with_a_colour(self):
        assert draw('{% tag "Late" "red" %}') == '<span class="hub-tag hub-tag--red">Late</span>'


class TestTimeline:
    def test_kinds_are_marked_and_days_are_headings(self):
        days = [Day("Today", [Happening("Ended it early", "Ruth Bell", "decision")])]
        page = draw("{% timeline days %}", days=days)
        assert '<h3 class="hub-timeline__day">Today</h3>' in page
        assert '<li data-kind="decision">Ended it early<small>Ruth Bell</small></li>' in page

    def test_an_empty_one_says_so(self):
        assert "Nothing has happened yet." in draw("{% timeline days %}", days=[])


class TestPagination:
    def test_keeps_every_filter_of_the_address(self):
        page = Paginator(range(100), 20).page(2)
        drawn = draw("{% pagination page %}", page=page, request=request("/contracts/?status=live&sort=-value"))
        assert 'href="?status=live&amp;sort=-value&amp;page=3"' in drawn
        assert 'aria-label="Page 2" aria-current="page"' in drawn
        assert "21 to 40 of 100" in drawn

    def test_one_page_has_no_links(self):
        assert "<nav" not in draw("{% pagination page %}", page=Paginator(range(3), 20).page(1))


class TestNotification:
    @pytest.mark.parametrize(("level", "kind"), [("success", "good"), ("error", "bad"), ("warning", "warn")])
    def test_takes_the_levels_of_django(self, level, kind):
        assert f"hub-note--{kind}" in draw("{% notification 'Done' level %}", level=level)

    def test_a_problem_is_an_alert_and_says_so(self):
        page = draw("{% notification 'It is locked.' 'bad' %}")
        assert 'role="alert"' in page
        assert "<b>Problem.</b> It is locked." in page


class TestMenu:
    @pytest.fixture(autouse=True)
    def claimed(self, monkeypatch):
        monkeypatch.setattr(navigation, "_claims", {})
        navigation.claim("staff", "contracts", usable=lambda actor: actor.person_id is not None)
        navigation.claim("staff", "work", usable=lambda actor: True)

    def test_shows_only_words_that_the_person_can_use(self):
        assert [word.text for word in navigation.menu("staff", NOBODY, "/")] == ["My work"]

    def test_order_is_that_of_the_site_and_not_of_the_claims(self):
        assert [word.text for word in navigation.menu("staff", AISHA, "/")] == ["My work", "Contracts"]

    def test_a_page_below_marks_its_word(self):
        words = navigation.menu("staff", AISHA, "/contracts/CON-2026-0042/")
        assert [word.text for word in words if word.current] == ["Contracts"]

    def test_front_page_is_not_above_everything(self):
        assert not [word for word in navigation.menu("staff", AISHA, "/library/") if word.current]

    def test_no_site_has_a_word_of_another(self):
        with pytest.raises(KeyError):
            navigation.claim("public", "strategy", usable=lambda actor: True)


class TestPanels:
    @pytest.fixture(autouse=True)
    def empty(self, monkeypatch):
        monkeypatch.setattr(panels, "_panels", {})

    def register(self, name, order=1, context=lambda record, actor, at: {"said": record}):
        return panels.panel("contract", name, title=name.title(), order=order, template="x.html", context=context)

    def test_come_in_their_order(self):
        self.register("lessons", 20)
        self.register("notices", 10)
        assert [s.panel.name for s in panels.panels_for("contract", "r", AISHA, AT)] == ["notices", "lessons"]

    def test_are_given_record_person_and_time(self):
        seen = []
        self.register("notices", context=lambda *given: seen.append(given))
        panels.panels_for("contract", "r", AISHA, AT)
        assert seen == [("r", AISHA, AT)]

    def test_one_with_nothing_to_show_is_left_out(self):
        self.register("notices", context=lambda record, actor, at: None)
        assert panels.panels_for("contract", "r", AISHA, AT) == []

    def test_belong_to_one_kind(self):
        self.register("notices")
        assert panels.panels_for("supplier", "r", AISHA, AT) == []

    def test_two_of_one_name_clash(self):
        self.register("notices", 1)
        with pytest.raises(panels.PanelClash):
            self.register("notices", 2)


class TestShell:
    @pytest.fixture(autouse=True)
    def alone(self, monkeypatch):
        monkeypatch.setattr(shell, "_providers", {})

    def test_asks_a_provider_once_and_only_when_used(self):
        asked = []
        shell.provide("alerts", lambda request: asked.append(1) or 3)
        made = shell.Shell(request())
        assert asked == []
        assert (made.alerts, made.alerts) == (3, 3)
        assert asked == [1]

    def test_a_request_that_was_refused_at_the_door_asks_nobody(self):
        shell.provide("authority", lambda request: request.actor.home_id)
        assert shell.Shell(RequestFactory().get("/")).authority == ""

    def test_public_page_starts_no_session(self):
        assert shell.Shell(request(site="public", actor=NOBODY)).csrf == ""

    def test_preferences_have_defaults(self):
        shell.provide("preferences", lambda request: {"density": "comfortable"})
        assert shell.Shell(request()).preferences == {"density": "comfortable", "theme": "light"}

    def test_demo_banner_is_silent_outside_the_demo(self, settings):
        shell.provide("demo", lambda request: {"name": "Aisha Rahman", "href": "/demo/"})
        settings.HUB_DEMO = False
        assert shell.Shell(request()).demo is None
        settings.HUB_DEMO = True
        assert shell.Shell(request()).demo["name"] == "Aisha Rahman"

    def test_session_limits_of_the_site_are_in_seconds(self, settings):
        settings.HUB_SESSION_LIMITS = {"staff": (60, 720)}
        assert shell.Shell(request()).session == shell.Session(3600, 300)
        assert shell.Shell(request(actor=NOBODY)).session is None


class TestBasePages:
    @pytest.fixture(autouse=True)
    def alone(self, monkeypatch):
        monkeypatch.setattr(shell, "_providers", {})

    def page(self, site, source, **context):
        asked = request("/contracts/", site, context.pop("actor", NOBODY))
        made = Template("{% extends '" + site + "/base.html' %}" + source)
        return made.render(Context({"hub": shell.Shell(asked), "request": asked, **context}))

    @pytest.mark.parametrize("site", ["staff", "supplier", "public"])
    def test_every_site_has_its_landmarks(self, site):
        page = self.page(site, "{% block title %}Contracts{% endblock %}{% block main %}<h1>C</h1>{% endblock %}")
        for part in ('<html lang="en-GB"', 'href="#main"', '<main id="main"', 'id="announce"', "<footer", "<header"):
            assert page.count(part) == 1, part
        assert "<title>Contracts – " in page
        for href in ("/help/", "/accessibility/", "/privacy/", "/cookies/", "/contact/"):
            assert f'href="{href}"' in page

    def test_first_thing_to_reach_is_the_skip_link(self):
        page = self.page("staff", "")
        assert re.search(r'<a href="([^"]+)"', page[page.index("<body") :]).group(1) == "#main"

    def test_live_region_is_polite_and_empty(self):
        page = self.page("staff", "")
        assert '<div class="hub-vh" role="status" aria-live="polite" id="announce"></div>' in page

    def test_search_is_for_those_who_are_signed_in(self, rf):
        assert 'id="command"' not in self.page("staff", "")

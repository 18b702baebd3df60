"""The pages of the law desk as every site shows them: the questions, one question, its answer.

Sites put these before their own base view; who may open them is said there. Nothing here reads a record.
"""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import Any, ClassVar

from django.http import Http404, HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.utils.http import urlencode

from hub.law.registry import Rule
from hub.law.tables import Tables
from hub.lawdesk import desk, forms
from hub.lawdesk.answering import Asked, ask, span_of
from hub.lawdesk.telling import sentence
from hub.platform.reference.statute import statute_at

LONGEST_WORDS = 100
LONGEST_REFERENCE = 60
# The address only fills the form in, and is not answered yet.
FILL, ROW, ABOUT = "fill", "row", "about"


class DeskPage:
    """The questions: those that people come with, then every rule by topic, found by words too."""

    template_name: ClassVar[str] = "lawdesk/desk.html"
    title: ClassVar[str] = "Law desk"
    request: HttpRequest

    def context(self) -> dict[str, Any]:
        """Add the questions."""
        words = self.request.GET.get("q", "")[:LONGEST_WORDS].replace("\x00", "").strip()
        found = desk.find(words)
        return {
            **super().context(),  # type: ignore[misc]
            "q": words,
            "featured": [] if words else desk.featured(),
            "topics": desk.by_topic(found),
            "count": len(found),
            "carried": carried(self.request.GET),
            "about": about(self.request.GET),
        }


class QuestionPage:
    """One question: its form, or with all facts in the address its answer. Wrong facts come back as they were typed."""

    template_name: ClassVar[str] = "lawdesk/question.html"
    files_answers: ClassVar[bool] = False
    shows_tables: ClassVar[bool] = False
    request: HttpRequest
    kwargs: dict[str, Any]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer 404 for a rule that does not exist."""
        found = desk.rule_named(str(kwargs["rule"]))
        if found is None:
            raise Http404
        self.rule: Rule = found
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc, no-any-return]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the form or the answer."""
        form, asked = self.outcome
        if asked is not None:
            return self.page(asked=asked, **self.answered(asked))  # type: ignore[attr-defined, no-any-return]
        wrong = form.is_bound and bool(form.errors)
        return self.page(status=422 if wrong else 200, form=form, boxes=form.shown())  # type: ignore[attr-defined, no-any-return]

    @cached_property
    def outcome(self) -> tuple[forms.FactsForm, Asked | None]:
        """Give the form as the address fills it in, and the answer where the facts give one."""
        given = self.request.GET
        if not forms.is_asked(given, self.rule):
            return forms.FactsForm(rule=self.rule, tables=self.tables), None
        form = forms.FactsForm(given, rule=self.rule, tables=self.tables)
        if FILL in given or ROW in given:
            return form.without_errors(), None
        if not form.is_valid():
            return form, None
        now: datetime = self.request.now  # type: ignore[attr-defined]
        asked = ask(self.rule, form.given, tables=self.tables, at=now)
        if not asked.is_answered:
            form.take_faults(asked.faults)
            return form, None
        return form, asked

    @cached_property
    def tables(self) -> Tables:
        """Give the tables of the law, with the settings of the authority whose desk it is."""
        return statute_at(self.whose)

    @property
    def whose(self) -> int | None:
        """Give the authority whose own settings count; on the sites of no authority the national ones do."""
        return None

    def answered(self, asked: Asked) -> dict[str, Any]:
        """Give what stands beside an answer: its own address, and the way back to its facts."""
        form, _ = self.outcome
        again = forms.address(self.rule, form.given, also={ABOUT: about(self.request.GET)})
        return {
            "form": None,
            "again": f"?{again}" if again else "?ask=1",
            "change": f"?{FILL}=1&{again}",
            "save": f"/law/{self.rule.name}/save/?{again or 'ask=1'}" if self.files_answers else "",
            "spans": [
                (read, [(row, span_of(row), sentence(row.data.get("note", ""), {}, {})) for row in read.rows])
                for read in asked.tables
            ],
        }

    def context(self) -> dict[str, Any]:
        """Add the rule and what it says in words."""
        return {
            **super().context(),  # type: ignore[misc]
            "rule": desk.question(self.rule),
            "title": self.rule.title,
            "words": desk.rule_in_words(self.rule),
            "about": about(self.request.GET),
            "carried": carried(self.request.GET),
            "shows_tables": self.shows_tables,
        }


def about(given: QueryDict) -> str:
    """Give the reference of the record that the questions are about, where the desk was opened from one."""
    return given.get(ABOUT, "")[:LONGEST_REFERENCE].replace("\x00", "").strip()


def carried(given: QueryDict) -> str:
    """Give what links of the desk carry on."""
    return f"?{urlencode({ABOUT: found})}" if (found := about(given)) else ""

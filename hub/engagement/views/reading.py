"""The register and the record of market engagement, and the file of its answers."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from hub.engagement import selectors
from hub.engagement.models import Exercise
from hub.engagement.register import ExerciseRegister
from hub.engagement.terms import HELD, OPEN, State
from hub.platform.clock import london
from hub.platform.identity.roles import OFFICERS
from hub.platform.registers.export import BOM, safe
from hub.platform.registers.views import RegisterView
from hub.platform.ui.history import days_of
from hub.platform.ui.parts import Row
from hub.platform.ui.views import OnRecord, RecordView
from hub.platform.words import date_long, date_range


class ExerciseRegisterView(RegisterView):
    """The market engagements."""

    register = ExerciseRegister
    reads = OFFICERS
    menu = "plan"


class ExerciseView(RecordView):
    """One exercise: what is asked, who takes part, what they say, what was learned and what that changed."""

    reads = OFFICERS
    menu = "plan"
    find = selectors.exercise
    template_name = "engagement/exercise.html"

    def context(self) -> dict[str, Any]:
        """Add the parts, the duty to publish, and the history."""
        one: Exercise = self.record
        found = selectors.whole(one)
        table = found.table()
        return {
            **super().context(),
            "rows": facts(one),
            "whole": found,
            "duty": selectors.notice_duty(one),
            "head": table[0],
            "body": table[1:],
            "has_answers": len(table[0]) > 1,
            "may_answer": one.status == State.RUNNING,
            "may_cite": one.status in HELD,
            "may_invite": one.status in OPEN,
            "is_at_the_door": one.status == State.RUNNING
            and london(self.at).date() <= one.ends_on
            and bool(found.questions),
            "days": days_of(one, self.actor),
        }


def facts(one: Exercise) -> list[Row]:
    """Give what is known of an exercise."""
    if one.notice_on:
        notice = f"{one.notice_number}, {date_long(one.notice_on)}"
    else:
        notice = f"None: {one.no_notice_reason}" if one.no_notice_reason else ""
    advantage = f"{one.get_advantage_display()}, {date_long(one.advantage_on)}" if one.advantage_on else ""
    rows = [
        Row("What we want to learn", one.purpose),
        Row("How", one.get_method_display()),
        Row("When", date_range(one.starts_on, one.ends_on)),
        Row("Who may take part", "Every supplier" if one.is_open_to_all else "Those who are invited"),
        Row("Led by", one.owner.name),
        Row("Notice (UK2)", notice, href=one.notice_url),
        Row("Unfair advantage", advantage, empty="Not assessed yet"),
    ]
    if one.must_exclude:
        told = "The law asks that a supplier is kept out of the procedure (PA 2023 s.16(4)-(5))"
        rows.append(Row("What follows", told))
    if one.advantage_note:
        rows.append(Row("What is done about it", one.advantage_note))
    if one.nothing_found:
        rows.append(Row("Why nothing was found", one.nothing_found))
    if one.cite_by and one.uncited_count:
        rows.append(Row("Use the findings by", date_long(one.cite_by)))
    return rows


class AnswersFileView(OnRecord):
    """The answers as a file: a row for each question and a column for each supplier."""

    reads = OFFICERS
    find = selectors.exercise

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Give the file."""
        written = io.StringIO()
        csv.writer(written).writerows([safe(cell) for cell in row] for row in selectors.whole(self.record).table())
        answer = HttpResponse(BOM + written.getvalue(), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{self.record.reference}-answers.csv"'
        answer["X-Content-Type-Options"] = "nosniff"
        answer["Cache-Control"] = "private, no-store"
        return answer

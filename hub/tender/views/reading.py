"""The register and the record of a quote, and the file by which anybody repeats a draw."""

from __future__ import annotations

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from hub.platform.identity.roles import OFFICERS
from hub.platform.registers.views import RegisterView
from hub.platform.ui.history import days_of
from hub.platform.ui.parts import Tag
from hub.platform.ui.views import OnRecord, RecordView
from hub.tender import answering, selectors
from hub.tender.models import Tender
from hub.tender.register import QuoteRegister
from hub.tender.rules import picking
from hub.tender.selectors import page
from hub.tender.terms import SENT, State
from hub.tender.views.beginning import MENU


class QuoteRegisterView(RegisterView):
    """The quotes and tenders."""

    register = QuoteRegister
    reads = OFFICERS
    menu = MENU


class QuoteView(RecordView):
    """One quote: what is needed, who is asked and whether the letters arrived, what is asked, and what was answered."""

    reads = OFFICERS
    menu = MENU
    find = selectors.tender
    template_name = "tender/quote.html"

    def context(self) -> dict[str, Any]:
        """Work the record out once for the page."""
        one: Tender = self.record
        rows, questions = selectors.invitations_of(one), selectors.questions_of(one)
        waiting, state = selectors.waiting_enquiries(one), one.stands(at=self.at)
        step = page.step(one, at=self.at, guests=len(rows), questions=len(questions), waiting=len(waiting))
        said, _ = answering.state(one, self.at)
        return {
            **super().context(),
            "life": page.life(one, at=self.at),
            "step": step,
            "tag": Tag(state.label, page.COLOURS[state]),
            "rows": page.facts(one),
            "guests": page.guests(rows, selectors.letters_of(one)),
            "questions": questions,
            "pack": selectors.pack_of(one),
            "answers": selectors.clarifications_of(one),
            "waiting": waiting,
            "declined": selectors.declined(one, at=self.at),
            "draws": selectors.draws_of(one),
            "state": said if state in SENT else "",
            "is_open": one.is_open(at=self.at),
            "is_draft": state == State.DRAFTING,
            "days": days_of(one, self.actor),
        }


class DrawFileView(OnRecord):
    """A draw as a file: promise, seed, who could be drawn and who was, so that anybody can repeat it."""

    reads = OFFICERS
    find = selectors.tender

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Give the file."""
        one: Tender = self.record
        row = next((each for each in selectors.draws_of(one) if each.number == kwargs["number"]), None)
        if row is None:
            raise Http404
        plain = {
            "quote": one.reference, "draw": row.number, "way": row.way, "promise": row.promised, "seed": row.seed,
            "count": row.count, "keeps_a_place_for_a_local_small_firm": row.keeps_local,
            "candidates": row.candidates, "drawn": row.drawn,
            "rule": {"promise": f"SHA-256 of “{picking.PROMISE}”, a line feed, and the seed",
                     "ticket": f"SHA-256 of “{picking.TICKET}”, a line feed, the seed, a line feed, and the key"},
        }  # fmt: skip
        answer = HttpResponse(json.dumps(plain, indent=1, ensure_ascii=False), content_type="application/json")
        answer["Content-Disposition"] = f'attachment; filename="{one.reference}-draw-{row.number}.json"'
        answer["X-Content-Type-Options"] = "nosniff"
        answer["Cache-Control"] = "private, no-store"
        return answer

"""One question of a bid: its answer is sealed when it is saved, and a file as it arrives."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.views import View

from hub.bids import portal
from hub.platform.act_table import Refused
from hub.platform.govuk.forms import GovForm
from hub.platform.govuk.widgets import GovRadios, GovTextarea, GovTextInput
from hub.platform.identity.roles import SUPPLIER_ROLES
from hub.sites.supplier.bids.base import WRITERS, DoesToBid, OnBid

FEWEST_ROWS, MORE_ROWS, MOST_COLUMNS = 3, 5, 50
PRICE = "price"
FILE, TABLE, DECLARATION, CHOICE, NUMBER = "file", "table", "declaration", "choice", "number"


class AnswerForm(GovForm):
    """The answer to one question, in the form that it asks for. The service says what is wrong with it."""

    def __init__(self, *args: Any, question: portal.Asked, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if question.answer_as == DECLARATION:
            self.fields["is_declared"] = forms.BooleanField(label="I declare this for my organisation", required=False)
        elif question.answer_as == CHOICE:
            listed = [(one, one) for one in question.listed]
            chosen = forms.CharField(label="Your answer", required=False)
            chosen.widget = GovRadios(choices=listed)
            self.fields["text"] = chosen
        elif question.answer_as == NUMBER:
            label = "Your price in pounds" if question.is_price else "Your answer in figures"
            widget = GovTextInput(width=10, attrs={"inputmode": "decimal", "autocomplete": "off"})
            self.fields["text"] = forms.CharField(label=label, required=False, widget=widget)
        elif question.answer_as not in {TABLE, FILE}:
            box = GovTextarea(rows=12, words=question.word_limit)
            self.fields["text"] = forms.CharField(label="Your answer", required=False, widget=box)


class QuestionView(DoesToBid):
    """One question. Viewers read it along; owners and editors answer it."""

    reads = SUPPLIER_ROLES
    form_class: ClassVar[Any] = AnswerForm
    template_name = "supplier/bids/question.html"
    # The columns of a table: one value for each row.
    repeats = frozenset(f"cell_{place}" for place in range(MOST_COLUMNS))
    question: portal.Asked

    @staticmethod
    def upload_handlers(request: Any, reference: str, number: int) -> list[Any]:
        """Seal the files of the form while they arrive, so that not a byte of them is written anywhere before."""
        request.sealing = portal.SealingHandler(
            request, request.actor, reference=reference, number=number, stamp=portal.stamp_of(request)
        )
        return [request.sealing]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the question within the bid."""
        found = portal.question(self.actor, kwargs["reference"], kwargs["number"])
        if found is None:
            raise Http404
        self.question = found
        return super().dispatch(request, *args, **kwargs)

    def form_arguments(self) -> dict[str, Any]:
        """Give the form the question."""
        return {**super().form_arguments(), "question": self.question}

    def get_initial(self) -> dict[str, Any]:
        """Begin with what was typed, as long as it can be read."""
        typed = self.question.typed
        return {"text": typed.text, "is_declared": typed.is_declared} if typed else {}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Save the answer; a table may ask for more rows first, and files are sealed already when this begins."""
        if not self.bid.may_change and not self.bid.mine.is_open:
            return self.page(form=self.form(), status=422, is_late=True)
        if not self.bid.may_change:
            raise Http404
        if self.question.answer_as == FILE:
            return self.took_files(request)
        if "more" in request.POST:
            return self.page(form=self.form(), cells=self.cells(more=MORE_ROWS))
        return super().post(request, *args, **kwargs)

    def took_files(self, request: HttpRequest) -> HttpResponseBase:
        """Say of each file whether it is safe."""
        assert request.FILES is not None, "reading them runs the handler"
        sealing: portal.SealingHandler = request.sealing  # type: ignore[attr-defined]
        form = self.form(request.POST)
        form.is_valid()
        if sealing.sent:
            messages.success(request, "Sealed. Nobody can read it now, you included. Keep your own copy.")
        if sealing.said or not sealing.sent:
            for sentence in sealing.said or ["Choose a file"]:
                form.add_error(None, sentence)
            self.question = portal.question(self.actor, self.reference, self.question.number) or self.question
            return self.page(form=form, status=422)
        return HttpResponseRedirect(f"{self.bid.mine.page}q/{self.question.number}/")

    def perform(self, form: forms.Form) -> None:
        """Seal it."""
        given = portal.Given(
            text=form.cleaned_data.get("text", ""),
            rows=self.rows() if self.question.answer_as == TABLE else (),
            is_declared=bool(form.cleaned_data.get("is_declared")),
        )
        portal.answer(self.actor, self.reference, self.question.number, given=given, stamp=self.stamp)

    def rows(self) -> tuple[tuple[str, ...], ...]:
        """Give the rows of the table as they were typed."""
        columns = len(self.question.listed)
        cells = [self.request.POST.getlist(f"cell_{place}") for place in range(columns)]
        return tuple(zip(*cells, strict=False))

    def cells(self, *, more: int = 0) -> list[tuple[int, list[tuple[str, str]]]]:
        """Give the rows to show: what was typed or kept, and some that are empty."""
        typed = self.question.typed
        kept = self.rows() if self.request.method == "POST" else typed.rows if typed else ()
        wanted = max(FEWEST_ROWS, len(kept)) + more
        empty = ("",) * len(self.question.listed)
        rows = [*kept, *[empty] * (wanted - len(kept))]
        return [(at, list(zip(self.question.listed, row, strict=False))) for at, row in enumerate(rows, start=1)]

    def context(self) -> dict[str, Any]:
        """Add the question and what has come for it."""
        return {
            **super().context(),
            "title": self.question.text,
            "question": self.question,
            "cells": self.cells() if self.question.answer_as == TABLE else [],
            "is_file": self.question.answer_as == FILE,
            "hides": bool(self.question.sent) and self.question.typed is None and self.question.answer_as != FILE,
            "count": len(self.bid.tasks),
            "seals": self.seals(),
        }

    def seals(self) -> portal.SealsTo | None:
        """Give what the browser needs to seal files and prices itself.

        Other answers come to us, for whoever types them can read them again until the bid is submitted.
        """
        asked = self.question
        is_shut = asked.answer_as == FILE or asked.is_price or asked.envelope == PRICE
        # The rows of a table are added by our page, which a script that seals at once would skip.
        is_shut = is_shut and asked.answer_as != TABLE
        return portal.seals_to(self.actor, self.reference, asked.envelope) if is_shut and self.bid.may_change else None

    def done_sentence(self, result: None) -> str:
        """Say that it is sealed; of a text over its limit, that too."""
        said = "Saved and sealed. Nothing is submitted by that."
        if self.question.is_price:
            said = "Saved and sealed. Nobody can read your price now, you included. Keep your own copy."
        limit = self.question.word_limit
        words = portal.words_in(self.request.POST.get("text", ""))
        if limit and words > limit:
            said += f" It has {words} words; {limit} are asked for, and who judges it may stop reading there."
        return said

    def next_url(self, result: None) -> str:
        """Go to the next question, else to the task list."""
        page = self.bid.mine.page
        return f"{page}q/{self.question.after}/" if self.question.after else page


class RemoveView(OnBid, View):
    """Take an answer or a file out of the draft; the version that was submitted keeps it."""

    reads = frozenset(WRITERS)
    http_method_names = ("post", "options")

    def post(self, request: HttpRequest, reference: str, number: int, item: str) -> HttpResponseBase:
        """Take it out."""
        try:
            portal.remove(self.actor, reference, item, stamp=self.stamp)
        except LookupError as gone:
            raise Http404 from gone
        except Refused as refused:
            messages.error(request, refused.sentence)
        else:
            messages.success(request, "Taken out of your draft.")
        return HttpResponseRedirect(f"{self.bid.mine.page}q/{number}/")

"""Market engagements for suppliers: what is open, one with its questions, and the answers of an organisation."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from hub.engagement import portal
from hub.platform.act_table import Stale
from hub.platform.govuk.acting import VersionedForm
from hub.platform.govuk.forms import speak_plainly
from hub.platform.govuk.widgets import GovTextarea
from hub.platform.identity.roles import SUPPLIER_ROLES
from hub.platform.ui.navigation import claim
from hub.platform.ui.parts import Row
from hub.platform.ui.views import FormPage, PageView

LONGEST = 4000
MEANWHILE = (
    "A colleague sent answers while you were writing. They are shown above and what you typed is kept below. Send "
    "again to put yours in their place, or go back to leave theirs."
)


class OpportunitiesView(PageView):
    """What the authorities ask suppliers now."""

    reads = SUPPLIER_ROLES
    menu = "opportunities"
    template_name = "supplier/opportunities.html"
    title = "Opportunities"

    def context(self) -> dict[str, Any]:
        """Add the market engagements, as plain values."""
        found = portal.asked(self.actor, at=self.at)
        return {
            **super().context(),
            "opened": [one for one in found if one.is_open],
            "answered": [one for one in found if not one.is_open],
        }


class OnEngagement(PageView):
    """A page about one market engagement that the reader may take part in."""

    menu = "opportunities"
    asked: portal.Asked

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer 404 for one out of reach."""
        found = portal.one(self.actor, kwargs["reference"], at=self.at)
        if found is None:
            raise Http404
        self.asked = found
        return super().dispatch(request, *args, **kwargs)

    def context(self) -> dict[str, Any]:
        """Add it."""
        return {**super().context(), "asked": self.asked}


class EngagementView(OnEngagement):
    """One market engagement: what the authority wants to learn, its questions, and what was sent."""

    reads = SUPPLIER_ROLES
    template_name = "supplier/engagement.html"

    def context(self) -> dict[str, Any]:
        """Add the reader's organisations, each with what it sent."""
        replies = [(reply, answers(self.asked, reply)) for reply in self.asked.replies]
        answered = {reply.party for reply in self.asked.replies}
        mine = [(party, name, party in answered) for party, name in portal.organisations(self.actor)]
        return {**super().context(), "replies": replies, "mine": mine}


def answers(asked: portal.Asked, reply: portal.OwnReply) -> list[Row]:
    """Give each question with what was answered."""
    return [Row(words, reply.texts.get(number, ""), empty="Not answered") for number, words in asked.questions]


class ReplyForm(VersionedForm):
    """The answers of an organisation."""

    def __init__(self, *args: Any, questions: tuple[tuple[int, str], ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.numbers = [number for number, _ in questions]
        for number, words in questions:
            field = forms.CharField(
                label=f"{number}. {words}", max_length=LONGEST, required=False,
                widget=GovTextarea(rows=4, characters=LONGEST),
            )  # fmt: skip
            speak_plainly(field, f"Answer to question {number}")
            self.fields[f"answer_{number}"] = field

    @property
    def texts(self) -> dict[int, str]:
        """Give the answers by the number of the question."""
        return {number: self.cleaned_data[f"answer_{number}"] for number in self.numbers}


class ReplyView(OnEngagement, FormPage):
    """Answer for an organisation, or change its answers, until the last day is over."""

    act = portal.REPLY
    form_class: ClassVar[Any] = ReplyForm
    template_name = "supplier/engagement_answer.html"
    organisation: tuple[int, str]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer 404 for an organisation for which the reader cannot answer."""
        found = next((one for one in portal.organisations(self.actor) if one[0] == kwargs["party"]), None)
        if found is None:
            raise Http404
        self.organisation = found
        return super().dispatch(request, *args, **kwargs)

    @property
    def sent(self) -> portal.OwnReply | None:
        """Give what the organisation sent before."""
        return self.asked.reply_of(self.organisation[0])

    def form_arguments(self) -> dict[str, Any]:
        """Give the form the questions."""
        return {**super().form_arguments(), "questions": self.asked.questions}

    def get_initial(self) -> dict[str, Any]:
        """Begin with what was sent before."""
        if self.sent is None:
            return {}
        answers = {f"answer_{number}": text for number, text in self.sent.texts.items()}
        return {"version": self.sent.version, **answers}

    def perform(self, form: forms.Form) -> portal.OwnReply:
        """Send them."""
        assert isinstance(form, ReplyForm)
        version = form.cleaned_data["version"]
        return portal.send(
            self.actor, self.asked.reference, party=self.organisation[0], texts=form.texts, at=self.at, version=version
        )

    def on_conflict(self, form: forms.Form, conflict: Stale) -> HttpResponse:
        """Show what the colleague sent, and keep what was typed, ready to be sent over it."""
        found = portal.one(self.actor, self.asked.reference, at=self.at)
        assert found is not None
        self.asked = found
        data = self.request.POST.copy()
        data["version"] = str(self.sent.version) if self.sent else ""
        again = self.form(data)
        again.is_valid()
        again.add_error(None, MEANWHILE)
        theirs = answers(self.asked, self.sent) if self.sent else []
        return self.page(form=again, status=409, refused=conflict, theirs=theirs)

    def context(self) -> dict[str, Any]:
        """Add the organisation and what it sent before."""
        title = "Change the answers" if self.sent else "Answer the questions"
        return {**super().context(), "title": title, "organisation": self.organisation[1], "sent": self.sent}

    def done_sentence(self, result: portal.OwnReply) -> str:
        """Say that they arrived."""
        return (
            f"The answers of {result.name} were sent to {self.asked.authority}. You can change them until they are due."
        )

    def next_url(self, result: Any) -> str:
        """Go back to the engagement, which shows them."""
        return self.asked.page


claim("supplier", "opportunities", usable=lambda actor: actor.has_any(SUPPLIER_ROLES), also=("/engagement/",))

"""The law desk for everybody: the same questions and answers as for staff; nothing of the domain is read."""

from __future__ import annotations

from hub.lawdesk.pages import DeskPage, QuestionPage
from hub.sites.public.pages import PublicPage


class LawDeskView(DeskPage, PublicPage):
    """The questions."""


class LawQuestionView(QuestionPage, PublicPage):
    """One question, or its answer."""

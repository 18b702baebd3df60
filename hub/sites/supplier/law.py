"""The law desk for suppliers: the same questions and answers as for staff."""

from __future__ import annotations

from hub.lawdesk.pages import DeskPage, QuestionPage
from hub.platform.identity.roles import SUPPLIER_ROLES
from hub.platform.ui.views import PageView


class LawDeskView(DeskPage, PageView):
    """The questions."""

    reads = SUPPLIER_ROLES


class LawQuestionView(QuestionPage, PageView):
    """One question, or its answer."""

    reads = SUPPLIER_ROLES

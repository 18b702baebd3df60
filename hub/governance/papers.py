"""Which papers hang on a meeting, and who may read them."""

from __future__ import annotations

from hub.governance import selectors
from hub.governance.models import Meeting
from hub.platform.documents import subjects

KINDS = (
    ("agenda", "Agenda"),
    ("minutes", "Minutes"),
    ("report", "Report"),
    ("decision", "Decision"),
    ("other", "Another paper"),
)

subjects.register(
    Meeting.kind(),
    load=selectors.meeting_with,
    visible=selectors.meeting_is_visible,
    closed_on=selectors.closed_on,
    kinds=KINDS,
    confidential_words="the exempt parts of an agenda and of minutes are confidential",
    retention="decision",
)

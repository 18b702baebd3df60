"""File agenda and minutes with their meeting, as they were when they went out or were signed."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from hub.governance import writing
from hub.governance.models import Meeting
from hub.platform.actors import system_actor
from hub.platform.documents.services import Paper as Filed
from hub.platform.documents.services import Upload, add
from hub.platform.papers.drawing import to_pdf
from hub.platform.papers.paper import Paper, exempt_alone, without_exempt


def file_agenda(meeting: Meeting, *, at: datetime) -> None:
    """File the agenda; what is exempt is a second, confidential paper, which repeats nothing of the public one."""
    _file(meeting, writing.agenda_of(meeting), "agenda", at=at)


def file_minutes(meeting: Meeting, *, at: datetime) -> None:
    """File the minutes in the same way."""
    _file(meeting, writing.minutes_of(meeting), "minutes", at=at)


def _file(meeting: Meeting, paper: Paper, sort: str, *, at: datetime) -> None:
    copies = [(without_exempt(paper), paper.title, False)]
    if any(one.is_exempt for one in paper.sections):
        alone = exempt_alone(paper)
        copies.append((alone, alone.title, True))
    for copy, title, is_confidential in copies:
        name = f"{meeting.reference}-{sort}{'-exempt' if is_confidential else ''}.pdf"
        filed = Filed(title=title, paper_kind=sort, is_confidential=is_confidential)
        add(meeting, upload=Upload(name, BytesIO(to_pdf(copy))), paper=filed, by=system_actor(), at=at)

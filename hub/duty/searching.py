"""What of the duties can be found by words."""

from hub.duty import selectors
from hub.duty.models import Duty
from hub.platform.search.declare import Searchable, searchable
from hub.platform.words import date_long


def line(duty: Duty) -> str:
    """Give the small line under a hit: "To do, by 3 December 2026, CON-2026-0004"."""
    parts = [duty.get_status_display(), f"by {date_long(duty.by)}" if duty.by else "", duty.subject_reference]
    return ", ".join(part for part in parts if part)


searchable(
    Searchable(
        model=Duty,
        label="Notice duties",
        # Without the title of its record: who looks for that wants the record, not each notice about it.
        title=lambda duty: f"{duty.label}, {duty.reference}",
        references=lambda duty: [each for each in (duty.reference, duty.notice_number) if each],
        text=lambda duty: " ".join((duty.code_words, duty.citation, duty.department)),
        line=line,
        url=lambda duty: duty.get_absolute_url(),
        load=selectors.to_index,
        register="/duties/",
    )
)

"""What of governance can be found by words."""

from hub.governance.models import Body, Decision, Engagement, Meeting
from hub.governance.selectors.councillors import to_index as engagements_to_index
from hub.governance.selectors.seating import to_index as bodies_to_index
from hub.governance.selectors.sittings import to_index as meetings_to_index
from hub.governance.selectors.taken import to_index as decisions_to_index
from hub.platform.search.declare import Searchable, searchable
from hub.platform.words import date_long

searchable(
    Searchable(
        model=Body,
        label="Bodies",
        title=lambda body: body.name,
        references=lambda body: [body.reference, body.code],
        text=lambda body: body.purpose,
        line=lambda body: body.get_status_display(),
        url=lambda body: body.get_absolute_url(),
        load=bodies_to_index,
        register="/bodies/",
    )
)
searchable(
    Searchable(
        model=Meeting,
        label="Meetings",
        title=lambda meeting: f"{meeting.body.name}, {date_long(meeting.meets_on)}",
        # Titles of items are public words of the agenda; what is exempt in them stays out.
        text=lambda meeting: " ".join(one.title for one in meeting.items.all()),
        line=lambda meeting: meeting.get_status_display(),
        url=lambda meeting: meeting.get_absolute_url(),
        load=meetings_to_index,
        register="/meetings/",
    )
)
searchable(
    Searchable(
        model=Decision,
        label="Decisions",
        title=lambda decision: decision.title,
        references=lambda decision: [decision.reference, *filter(None, [decision.subject_reference])],
        text=lambda decision: f"{decision.text} {decision.reasons}",
        line=lambda decision: f"{decision.get_outcome_display()}, {date_long(decision.decided_on)}",
        url=lambda decision: decision.get_absolute_url(),
        load=decisions_to_index,
        register="/decisions/",
    )
)
searchable(
    Searchable(
        model=Engagement,
        label="Councillors",
        title=lambda made: made.title,
        references=lambda made: [made.reference],
        text=lambda made: f"{made.ward_names} {made.portfolio} {made.subject_reference}",
        line=lambda made: f"{made.get_status_display()}, {made.score} points",
        url=lambda made: made.get_absolute_url(),
        load=engagements_to_index,
        register="/councillors/",
    )
)

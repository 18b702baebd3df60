"""Pages of alerts."""

from __future__ import annotations

from typing import Any

from hub.platform import words
from hub.platform.deadlines import acts, selectors, services, together
from hub.platform.deadlines.forms import DealtWithForm, PutOffForm, SeenForm
from hub.platform.deadlines.models import Alert
from hub.platform.deadlines.register import AlertRegister, tag_of
from hub.platform.deadlines.terms import AlertKind, AlertState
from hub.platform.identity.roles import STAFF_ROLES
from hub.platform.registers.queue import QueueView, TogetherView
from hub.platform.several import Several
from hub.platform.ui.parts import Link, Row
from hub.platform.ui.views import ActView, RecordView


class AlertQueue(QueueView):
    """What waits for this person, nearest first; several can be dealt with at once."""

    reads = STAFF_ROLES
    register = AlertRegister
    together = (
        Link("I have seen these", "/alerts/together/acknowledge/"),
        Link("Put these off", "/alerts/together/put-off/"),
        Link("I have dealt with these", "/alerts/together/act/"),
    )


class AlertPage(RecordView):
    """One alert: what, by when, why me, who else knows, what to do."""

    reads = STAFF_ROLES
    find = staticmethod(selectors.alert_for)
    template_name = "deadlines/alert.html"

    def context(self) -> dict[str, Any]:
        """Add the facts, the ladder so far and the neighbours in the queue."""
        alert = self.record
        found = super().context()
        is_news = alert.why == AlertKind.NEWS
        unasked = {acts.ACKNOWLEDGE} if alert.status == AlertState.ACKNOWLEDGED else set()
        before, after = selectors.neighbours(self.actor, alert)
        return {
            **found,
            "offers": [one for one in found["offers"] if (one.act is acts.READ) == is_news and one.act not in unasked],
            "title": alert.title,
            "tag": tag_of(alert, self.at),
            "rows": facts(alert),
            "line": selectors.line_of(alert),
            "before": before,
            "after": after,
            "is_closed": alert.status == AlertState.CLOSED,
            "last": selectors.last_change(self.actor) if after is None and before is None else None,
        }


def facts(alert: Alert) -> list[Row]:
    """Give the summary of an alert in words."""
    why = "Nobody acted, and you are next in line" if alert.why == AlertKind.ESCALATED else "You answer for it"
    rows = [
        Row("Due", words.date_with_day(alert.due_on) if alert.due_on else "", empty="No date"),
        Row("Why you", "It is about your work" if alert.why == AlertKind.NEWS else why),
        Row("Told", words.moment(alert.raised_at)),
        Row("State", AlertState(alert.status).label),
    ]
    if alert.put_off_until:
        rows.append(Row("Put off until", words.date_with_day(alert.put_off_until)))
    return rows


class AlertAct(ActView):
    """One of the acts on an alert."""

    find = staticmethod(selectors.alert_for)

    def form_arguments(self) -> dict[str, Any]:
        """Tell the form about the deadline."""
        return {**super().form_arguments(), "record": self.record}

    def perform(self, form: Any) -> Any:
        """Remember which alert comes next before this one leaves its place."""
        before, after = selectors.neighbours(self.actor, self.record)
        self.following = after or before
        return super().perform(form)

    def done_sentence(self, result: Any) -> str:
        """Say what was done, and that the page shows the next."""
        return f"{self.done} This is the next one." if self.following else self.done

    def next_url(self, result: Any) -> str:
        """Go on with the next in the queue."""
        return self.following.get_absolute_url() if self.following else "/alerts/"


class Acknowledge(AlertAct):
    """Say that one has seen it."""

    act = acts.ACKNOWLEDGE
    form_class = SeenForm
    service = staticmethod(services.acknowledge)
    done = "Noted. It stays in your list until it is done."


class Read(AlertAct):
    """Say that one has read the news."""

    act = acts.READ
    form_class = SeenForm
    service = staticmethod(services.acknowledge)
    done = "Read, and taken off your list."


class PutOff(AlertAct):
    """Put it off to a day before the deadline, with a reason."""

    act = acts.PUT_OFF
    form_class = PutOffForm
    service = staticmethod(services.put_off)
    done = "Put off. It comes back on the day you chose."


class Act(AlertAct):
    """Say that it is done, where the record cannot show it."""

    act = acts.ACT
    form_class = DealtWithForm
    service = staticmethod(services.act)
    done = "Closed. What you did is on the record."


class AlertsTogether(TogetherView):
    """One act on several alerts."""

    queue = "/alerts/"
    noun = ("alert", "alerts")
    find_many = staticmethod(selectors.chosen)

    def form_arguments(self) -> dict[str, Any]:
        """The forms of one alert serve for several."""
        return {}

    def sort_out(self, records: list[Alert]) -> Several:
        """Tell which of them it is open for."""
        assert self.act is not None
        return together.sort_for(self.act, records, by=self.actor, at=self.at)

    def several(self, records: list[Alert], form: Any) -> Several:
        """Perform."""
        return type(self).service(records, by=self.actor, at=self.at, **form.cleaned_data)  # type: ignore[no-any-return]


class AcknowledgeTogether(AlertsTogether):
    """Say that one has seen several."""

    act = acts.ACKNOWLEDGE
    form_class = SeenForm
    service = staticmethod(together.acknowledge)
    past = "noted"


class PutOffTogether(AlertsTogether):
    """Put several off to one day with one reason."""

    act = acts.PUT_OFF
    form_class = PutOffForm
    service = staticmethod(together.put_off)
    past = "put off"


class ActTogether(AlertsTogether):
    """Say that several are dealt with."""

    act = acts.ACT
    form_class = DealtWithForm
    service = staticmethod(together.deal_with)
    past = "closed"

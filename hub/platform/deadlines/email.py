"""Send what waits to be sent: one by one, or one e-mail at 8am.

A notice is taken with a conditional UPDATE before it is sent. If the mail server refuses, it is tried again later; if
the worker dies in the moment of sending, it is not sent again, because nobody is told twice and the screen has it.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from hub.platform import words
from hub.platform.deadlines.models import Alert, Notice
from hub.platform.deadlines.terms import WAITING, AlertKind, Channel
from hub.platform.identity.models import Person

log = logging.getLogger("hub.deadlines")

BATCH = 500
TRIES = 5
AGAIN = timedelta(minutes=15)


def send_waiting(*, at: datetime) -> int:
    """Send the e-mails whose time has come; gives how many were sent."""
    waiting = Notice.objects.filter(taken_at__isnull=True, send_at__lte=at, failures__lt=TRIES)
    notices = list(waiting.select_related("alert", "person").order_by("send_at", "pk")[:BATCH])
    return sum(_send(batch, at) for batch in _letters(notices))


def _letters(notices: Sequence[Notice]) -> list[list[Notice]]:
    """Group the notices into e-mails: those for the morning by person, the others alone."""
    mornings: dict[int, list[Notice]] = {}
    alone: list[list[Notice]] = []
    for notice in notices:
        if notice.channel == Channel.DIGEST:
            mornings.setdefault(notice.person_id, []).append(notice)
        else:
            alone.append([notice])
    return alone + list(mornings.values())


def _send(notices: list[Notice], at: datetime) -> int:
    taken = [n for n in notices if Notice.objects.filter(pk=n.pk, taken_at__isnull=True).update(taken_at=at)]
    wanted = [notice for notice in taken if notice.alert.status in WAITING and _wants(notice.person)]
    if not wanted:
        return 0
    try:
        compose(wanted[0].person, [notice.alert for notice in wanted], at).send()
    except Exception:
        log.exception("An e-mail about %s alerts could not be sent.", len(wanted))
        for notice in wanted:
            later = at + AGAIN * 2**notice.failures
            Notice.objects.filter(pk=notice.pk).update(taken_at=None, send_at=later, failures=notice.failures + 1)
        return 0
    Notice.objects.filter(pk__in=[notice.pk for notice in wanted]).update(sent_at=at)
    return 1


def _wants(person: Person) -> bool:
    """Say whether a person still wants e-mails; who chose "on screen only" since then gets none."""
    return person.is_active and (person.preferences or {}).get("alerts") != Channel.NONE


def compose(person: Person, alerts: Sequence[Alert], at: datetime) -> EmailMessage:
    """Write the e-mail: what and by when, why this person, one link, what happens otherwise, how to stop it."""
    ordered = sorted(alerts, key=lambda alert: (alert.due_at is None, alert.due_at, alert.pk))
    lines = [{"text": line(alert), "why": why(alert), "href": absolute(alert.get_absolute_url())} for alert in ordered]
    text = render_to_string(
        "deadlines/email.txt",
        {
            "person": person,
            "lines": lines,
            "otherwise": any(alert.due_at for alert in ordered),
            "all_href": absolute("/alerts/"),
            "stop_href": absolute("/account/"),
        },
    )
    return EmailMessage(subject(ordered), text, settings.DEFAULT_FROM_EMAIL, [person.email])


def subject(alerts: Sequence[Alert]) -> str:
    """Give the subject: verb, thing, date; nothing confidential."""
    if len(alerts) == 1:
        return line(alerts[0])
    first = next((alert.due_on for alert in alerts if alert.due_on), None)
    count = words.plural(len(alerts), "alert")
    return f"{count}, the first due {words.date_long(first)}" if first else count


def line(alert: Alert) -> str:
    """Give an alert's line for an e-mail, which others may see on a screen."""
    if alert.is_confidential:
        due = f" by {words.date_long(alert.due_on)}" if alert.due_on else ""
        return f"Sign in to see what is asked of you{due}"
    return " ".join(alert.title.split())


def why(alert: Alert) -> str:
    """Say why this person is told."""
    if alert.why == AlertKind.ESCALATED:
        return "You are told because nobody has acted on it and you are next in line."
    if alert.why == AlertKind.NEWS:
        return "You are told because you asked for it or it is about your work."
    return "You are told because you answer for it."


def absolute(path: str) -> str:
    """Give the full address of a page of the staff site."""
    for host, site in settings.HUB_SITE_HOSTS.items():
        if site == "staff":
            return f"https://{host}{path}"
    for port, site in settings.HUB_SITE_PORTS.items():
        if site == "staff":
            return f"http://localhost:{port}{path}"
    return f"http://localhost:8000{path}"

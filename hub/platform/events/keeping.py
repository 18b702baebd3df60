"""Bring checkpoints out of the machine: into a second folder, and by e-mail to people whom the operator cannot command.

What only lies beside the log falls with it; an auditor's mailbox does not (security.md §8).
"""

from __future__ import annotations

import json

from django.conf import settings
from django.core.mail import EmailMessage

from hub.platform.events import signing
from hub.platform.events.models import Checkpoint

WORDS = """This is a signed checkpoint of the event log of Procurement Hub. Please keep this message.

It says that the log held {size} events, and what they were. If somebody changes, removes or adds one of
them later, the log no longer agrees with it. To check, put the attached file into a folder and run
`hub verify events --against FOLDER`, or paste the lines below into the page "Check our records" of the public site.

{text}
Signature: {signature}
Public key: {public_key}
"""


def mail_last() -> int:
    """Send the last checkpoint to each of the addresses in settings; gives how many messages left.

    :raises OSError: when the mail server refuses one; the job is then shown as failed and can be repeated.
    """
    last = Checkpoint.objects.order_by("-size").first()
    if last is None:
        return 0
    return sum(letter(last, address).send() for address in settings.HUB_CHECKPOINTS_TO)


def letter(made: Checkpoint, address: str) -> EmailMessage:
    """Write the message: the text for people, the file for programs."""
    told = {"size": made.size, "text": made.text, "signature": made.signature, "public_key": made.public_key}
    body = WORDS.format(**told)
    message = EmailMessage(f"Checkpoint of the event log: {made.size:,} events", body, None, [address])
    message.attach(f"{made.size:012d}.json", json.dumps(told), "application/json")
    return message


def weaknesses() -> list[str]:
    """Say in sentences what is missing before the log is safe from its own operator; shown on the audit page."""
    said = []
    if not signing.is_separate():
        said.append("The key that signs the log is read by the Hub itself: no separate signer is set up (HUB_SIGNER).")
    if not settings.HUB_CHECKPOINTS_COPY:
        said.append("Checkpoints are not copied to another machine (HUB_CHECKPOINTS_COPY).")
    if len(settings.HUB_CHECKPOINTS_TO) < 2:
        said.append("Checkpoints are not mailed to two addresses outside the operator's control (HUB_CHECKPOINTS_TO).")
    return said

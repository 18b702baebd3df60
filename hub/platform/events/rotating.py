"""Replace the key that signs the log: an act of the system, with the old key's signature on the new one."""

from __future__ import annotations

from datetime import datetime

from hub.platform.actors import Actor
from hub.platform.acts import perform
from hub.platform.events import checkpoints, signing
from hub.platform.events.acts import ROTATE
from hub.platform.events.models import Checkpoint
from hub.platform.tenancy.models import Authority


def rotate(root: Authority, *, by: Actor, at: datetime) -> signing.Link:
    """Sign what the log holds with the old key, replace it, record it, and sign with the new one.

    :param root: the authority that runs the Hub; the event is on its record.
    """
    checkpoints.make(at=at)
    last = Checkpoint.objects.order_by("-size").first()
    link = signing.rotate(size=last.size if last else 0, at=at)
    with perform(ROTATE, root, by=by, at=at) as entry:
        entry.changed("key", signing.key_id(link.old), signing.key_id(link.new))
    checkpoints.make(at=at)
    return link

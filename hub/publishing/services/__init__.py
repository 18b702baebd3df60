"""What is done in publishing: keep the public tables, withhold facts, let out data sets."""

from hub.publishing.services.projecting import project
from hub.publishing.services.redacting import redact, unredact
from hub.publishing.services.releasing import publish_dataset, withdraw
from hub.publishing.services.watching import follow, may_send_code, owe, told, unfollow

__all__ = [
    "follow", "may_send_code", "owe", "project", "publish_dataset", "redact", "told", "unfollow", "unredact",
    "withdraw",
]  # fmt: skip

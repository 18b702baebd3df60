"""A mail server that refuses everything."""

from typing import Any

from django.core.mail.backends.base import BaseEmailBackend


class Refusing(BaseEmailBackend):
    """Refuse."""

    def send_messages(self, email_messages: Any) -> int:
        """Fail as a server that is down does."""
        raise ConnectionRefusedError("no mail server")

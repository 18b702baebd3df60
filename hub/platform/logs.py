"""Write log lines as JSON, without query strings, names or content (security.md §13)."""

import json
import logging
import re
from contextvars import ContextVar
from datetime import UTC, datetime

# Of the request that is being answered; the access middleware sets it, every log line carries it.
request_id: ContextVar[str] = ContextVar("request_id", default="")


class JsonFormatter(logging.Formatter):
    """One JSON object a line: UTC time, level, logger, message and, for faults, the traceback."""

    def format(self, record: logging.LogRecord) -> str:
        """Give the record as one line."""
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": words_of(record),
        }
        if request_id.get():
            line["request_id"] = request_id.get()
        for key in ("request_id", "actor", "act", "result", "status_code"):
            if hasattr(record, key):
                line[key] = getattr(record, key)
        if record.exc_info:
            line["fault"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def words_of(record: logging.LogRecord) -> str:
    """Give the message without query string; an address is given by its pattern, since some hold one-time links."""
    said = record.getMessage().split("?")[0]
    request = getattr(record, "request", None)
    match = getattr(request, "resolver_match", None)
    if match is not None:
        return said.replace(request.path, f"/{match.route}")  # type: ignore[union-attr]
    return LONG.sub("/…", said)


# What no page of ours has in its address, but a token has.
LONG = re.compile(r"/[^/\s]{24,}")

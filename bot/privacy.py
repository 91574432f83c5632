"""Logs hold ids only: whatever could be a person's words, number or name is replaced before a line is written.

Our own lines are structured, each value checked by shape. Libraries' lines pass the same check as text, and an
exception is logged as its type and the places it went through, never with its message.
"""

from __future__ import annotations

import logging
import re
import sys
import traceback
from collections.abc import MutableMapping
from types import TracebackType
from typing import Any

import structlog

REFUSED = "<refused>"
_IDENTIFIER = re.compile(r"[A-Za-z0-9_.,:/@+-]{0,120}")
_SENTENCE = re.compile(r"[\x20-\x7e]{0,400}")
_LONG_NUMBER = re.compile(r"(?<![0-9a-fA-F])\d{7,}[0-9xX]?(?![0-9a-fA-F])")
Event = MutableMapping[str, Any]


def discreet(_logger: object, _method: str, event: Event) -> Event:
    """Return the log line with every value that is not an id, a count or a plain English word refused."""
    return {key: _safe(value, sentence=key == "event") for key, value in event.items()}


def _safe(value: object, *, sentence: bool) -> object:
    if isinstance(value, bool | int | float) or value is None:
        return value
    shape = _SENTENCE if sentence else _IDENTIFIER
    text = str(value)
    return text if shape.fullmatch(text) and not _LONG_NUMBER.search(text) else REFUSED


def places(trace: TracebackType | None) -> str:
    """Return where an exception passed, innermost last, as `module:line` without any value."""
    frames = traceback.extract_tb(trace)[-6:]
    return ",".join(f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in frames)


class Discreet(logging.Filter):
    """Rewrites the records of libraries so that neither their text nor their exception holds a person's words."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep every record; replace what could be personal."""
        text = str(_safe(record.getMessage().replace("\n", " | "), sentence=True))
        if record.exc_info and record.exc_info[0]:
            text = f"{text} {record.exc_info[0].__name__} at {places(record.exc_info[2])}"
        record.msg, record.args, record.exc_info, record.exc_text = text, (), None, None
        record.stack_info = None
        return True


def set_up_logs(level: int = logging.INFO) -> None:
    """Send every log line of the process to stderr as one JSON object, through the checks above."""
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(Discreet())
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),
            ],
            foreign_pre_chain=[structlog.stdlib.add_log_level, structlog.stdlib.add_logger_name, _stamp],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    # Request lines hold whole addresses with queries; the others tell an operator nothing day by day.
    for name in ("httpx", "httpcore", "uvicorn.access", "uvicorn.error", "alembic"):
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[structlog.stdlib.add_log_level, discreet, _stamp, structlog.processors.JSONRenderer()],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )


_stamp = structlog.processors.TimeStamper(fmt="iso", utc=True)

"""Log lines: structured, each with its request's id, and without the tokens of private links."""

import re
from collections.abc import MutableMapping
from typing import Any

import structlog
from structlog.typing import Processor

PRIVATE = re.compile(r"/(consent|support)/[^/\s?&'\"]+")
ON_EVERY_LINE: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso"),
]


def hide_tokens(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Blank the tokens of private links, wherever in a line they stand (a processor of structlog)."""
    for name, value in event.items():
        if isinstance(value, str):
            event[name] = without_tokens(value)
    return event


def without_tokens(text: str) -> str:
    """Blank the tokens of private links in a text: whoever holds one is taken for the person it was made for."""
    return PRIVATE.sub(r"/\1/…", text)


def config(*, as_lines: bool, level: str) -> dict[str, Any]:
    """Give logging's settings: lines for people on a developer's machine, JSON elsewhere."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *ON_EVERY_LINE,
            structlog.stdlib.PositionalArgumentsFormatter(),
            structlog.processors.format_exc_info,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": formatter(as_lines=as_lines)},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "loggers": {"pikepdf": {"level": "WARNING"}},
        "root": {"handlers": ["console"], "level": level},
    }


def formatter(*, as_lines: bool) -> dict[str, Any]:
    """Give the formatter that all lines pass, ours and those of libraries."""
    drawn = structlog.dev.ConsoleRenderer(colors=False) if as_lines else structlog.processors.JSONRenderer()
    return {
        "()": structlog.stdlib.ProcessorFormatter,
        "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, hide_tokens, drawn],
        "foreign_pre_chain": [*ON_EVERY_LINE, structlog.processors.format_exc_info],
    }

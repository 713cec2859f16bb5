"""The server's clock: the one place that says what time it is.

Every deadline, phase and stamp asks here, so that an example can be built with the dates it tells of and a test
can stand at any instant. Nothing that a visitor sends can move it.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_STANDING: ContextVar[dt.datetime | None] = ContextVar("standing", default=None)


def now() -> dt.datetime:
    """Give the present instant, aware, in UTC."""
    return _STANDING.get() or dt.datetime.now(dt.UTC)


@contextmanager
def standing_at(instant: dt.datetime) -> Iterator[None]:
    """Let the clock stand at an instant, for this thread and its work alone."""
    token = _STANDING.set(instant.astimezone(dt.UTC))
    try:
        yield
    finally:
        _STANDING.reset(token)

"""The embedded web server, which writes down when each request had arrived whole.

Whoever sends before a deadline is in time, however many wait in the queue before them: the clock of a request stands
at its arrival. Run as `python -m awards_site.webserver`, with the words of waitress.
"""

import sys
import time
from typing import Any, Final

from waitress import runner
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import BaseWSGIServer
from waitress.task import WSGITask

from awards_site.wsgi import ARRIVED

#: As many lines are read at a time; more wait unread, and what is unread has not arrived.
LINES: Final = 2_000
WORDS: Final = ["--threads=8", f"--connection-limit={LINES}", f"--backlog={LINES}", "--asyncore-use-poll"]


class Parser(HTTPRequestParser):  # type: ignore[misc]  # waitress has no types
    """Reads a request, and notes when it was whole."""

    arrived_at = 0.0

    def received(self, data: bytes) -> int:
        """Take more of it in."""
        taken = super().received(data)
        if self.completed:
            self.arrived_at = self.arrived_at or time.time()
        return int(taken)


class Task(WSGITask):  # type: ignore[misc]  # waitress has no types
    """Hands a request on, with the moment of its arrival."""

    def get_environment(self) -> dict[str, Any]:
        """Tell it beside what every server tells."""
        told: dict[str, Any] = super().get_environment()
        told[ARRIVED] = self.request.arrived_at
        return told


class Channel(HTTPChannel):  # type: ignore[misc]  # waitress has no types
    """One line to a browser."""

    parser_class = Parser
    task_class = Task


def run(words: list[str]) -> int:
    """Serve, as waitress is told to."""
    BaseWSGIServer.channel_class = Channel
    return int(runner.run(["waitress", *WORDS, *words]) or 0)


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))

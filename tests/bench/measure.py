"""What one request costs: SQL statements, rows read, CPU time, and bytes as a browser would get them."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest import mock

import brotli
from django.contrib.staticfiles import finders
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.test import Client

STATIC = re.compile(r'(?:href|src)="/static/([^"?#]+\.(?:css|js|svg|png|woff2))"')
IMPORTED = re.compile(r"""url\(["']?([^"')]+\.(?:css|svg|woff2))["']?\)""")
FONT = ".woff2"
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
DOT = re.compile(r"\.([a-z][a-z-]*)")
CLASS = re.compile(r'class="([^"]*)"')


@dataclass
class Cost:
    """What one page or flow costs."""

    name: str
    statements: int = 0
    rows: int = 0
    cpu_ms: float = 0.0
    bytes: int = 0
    requests: int = 1
    queries: list[str] = field(default_factory=list)

    def add(self, other: "Cost") -> None:
        """Add the cost of a further request of the same flow."""
        self.statements += other.statements
        self.rows += other.rows
        self.cpu_ms += other.cpu_ms
        self.bytes += other.bytes
        self.requests += other.requests
        self.queries += other.queries


class Counter:
    """Counts statements and rows while it is on."""

    def __init__(self) -> None:
        self.queries: list[str] = []
        self.rows = 0

    def execute(self, run: Callable[..., Any], sql: str, params: Any, many: Any, context: Any) -> Any:
        """Count a statement (what opens and closes a transaction asks for no row)."""
        if not sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN")):
            self.queries.append(sql)
        return run(sql, params, many, context)

    @contextmanager
    def on(self) -> Iterator["Counter"]:
        """Count until the block ends."""
        plain = CursorWrapper.__getattr__
        counter = self

        def counted(cursor: CursorWrapper, name: str) -> Any:
            found = plain(cursor, name)
            if name not in {"fetchone", "fetchmany", "fetchall"}:
                return found

            def fetch(*args: Any, **kwargs: Any) -> Any:
                got = found(*args, **kwargs)
                counter.rows += (got is not None) if name == "fetchone" else len(got)
                return got

            return fetch

        with mock.patch.object(CursorWrapper, "__getattr__", counted), connection.execute_wrapper(self.execute):
            yield self


def visit(name: str, client: Client, address: str, method: str = "get", **given: Any) -> tuple[Cost, Any]:
    """Make one request and give its cost and its answer, read to the end where it streams."""
    counter = Counter()
    with counter.on():
        started = time.process_time()
        response = getattr(client, method)(address, **given)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        spent = (time.process_time() - started) * 1000
    cost = Cost(name, len(counter.queries), counter.rows, spent, len(packed(body)), 1, counter.queries)
    return cost, response


def packed(body: bytes) -> bytes:
    """Compress as a web server would."""
    return brotli.compress(body, quality=5) if body else body


def first_visit(page: str) -> tuple[int, int]:
    """Give requests and bytes of a first visit beyond the page itself, the web font aside."""
    wanted = {name for name in STATIC.findall(page) if not name.endswith(FONT)}
    for name in sorted(wanted):
        if name.endswith(".css"):
            base = name.rpartition("/")[0]
            wanted |= {normal(f"{base}/{found}") for found in drawn_in(text_of(name), page)}
    return len(wanted), sum(len(packed(text_of(name).encode())) for name in wanted)


def drawn_in(sheet: str, page: str) -> set[str]:
    """Name the pictures that a style sheet draws into a page: those whose rule speaks of a class on it."""
    found: set[str] = set()
    classes = {name for names in CLASS.findall(page) for name in names.split()}
    for selector, body in RULE.findall(sheet):
        shown = not classes.isdisjoint(DOT.findall(selector))
        found |= {each for each in IMPORTED.findall(body) if shown and not each.endswith(FONT)}
    return found


def text_of(name: str) -> str:
    """Read a static file."""
    found = finders.find(name)
    assert isinstance(found, str), name
    with open(found, encoding="utf-8") as source:  # noqa: PTH123 - a path string from Django's finders
        return source.read()


def normal(path: str) -> str:
    """Take ".." out of a path."""
    parts: list[str] = []
    for part in path.split("/"):
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)

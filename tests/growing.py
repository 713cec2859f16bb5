"""Tables that only grow, and tests: the runner empties them between tests, and a test may change them by force."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

from django.db import connection

from awards_site import append_only


@contextmanager
def by_force(*tables: str) -> Iterator[None]:
    """Change what only grows, as somebody would who owns the database: the guards are away for this block."""
    with connection.cursor() as cursor:
        owner = SimpleNamespace(connection=connection, execute=lambda words, **_: cursor.execute(words))
        for table in tables:
            append_only.release(owner, table)
        yield
        for table in tables:
            append_only.guard(owner, table)


def triggers(owner):
    """Give each trigger of SQLite with the words that made it."""
    with owner.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        return cursor.fetchall()


def guarded_tables(owner):
    """Name the tables that PostgreSQL guards."""
    with owner.cursor() as cursor:
        cursor.execute("SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE '%%\\_no\\_delete'")
        return [name for (name,) in cursor.fetchall()]


def flush_on_sqlite(owner, flush):
    """Drop the triggers, flush, and make them again."""
    sleeping = triggers(owner)
    with owner.cursor() as cursor:
        for name, _words in sleeping:
            cursor.execute(f"DROP TRIGGER {name}")
        flush()
        for _name, words in sleeping:
            cursor.execute(words)


def flush_on_postgresql(owner, flush):
    """Disable the triggers, flush, and enable them again."""
    tables = guarded_tables(owner)
    with owner.cursor() as cursor:
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        flush()
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def let_the_runner_flush() -> None:
    """Wrap the flush of test databases, whichever connection asks for it."""
    operations = type(connection.ops)
    plain = operations.execute_sql_flush
    wrapped = flush_on_postgresql if connection.vendor == "postgresql" else flush_on_sqlite
    operations.execute_sql_flush = lambda ops, sql: wrapped(ops.connection, lambda: plain(ops, sql))

"""Lets the test runner empty tables that only grow: the triggers sleep while it flushes, and at no other time."""

from django.db import connection


def triggers() -> list[tuple[str, str]]:
    """Give each trigger of SQLite with the words that made it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        return cursor.fetchall()


def guarded_tables() -> list[str]:
    """Name the tables that PostgreSQL guards."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE '%%\\_no\\_delete'")
        return [name for (name,) in cursor.fetchall()]


def flush_on_sqlite(flush, *args):
    """Drop the triggers, flush, and make them again."""
    sleeping = triggers()
    with connection.cursor() as cursor:
        for name, _words in sleeping:
            cursor.execute(f"DROP TRIGGER {name}")
        flush(*args)
        for _name, words in sleeping:
            cursor.execute(words)


def flush_on_postgresql(flush, *args):
    """Disable the triggers, flush, and enable them again."""
    tables = guarded_tables()
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        flush(*args)
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def let_the_runner_flush() -> None:
    """Wrap the flush of the test database."""
    flush = connection.ops.execute_sql_flush
    wrapped = flush_on_postgresql if connection.vendor == "postgresql" else flush_on_sqlite
    connection.ops.execute_sql_flush = lambda *args: wrapped(flush, *args)

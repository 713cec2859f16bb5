"""Tables that only grow: the database itself refuses to change or delete a row.

A migration names the table; what it makes are triggers, in SQLite's words or PostgreSQL's. On SQLite a later
migration that alters such a table rebuilds it without its triggers: it must call `only_grows` again (a test says so).
"""

from collections.abc import Callable
from typing import Any

from django.db import migrations

SQLITE = """
CREATE TRIGGER {table}_no_{act} BEFORE {act} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} only grows: its rows are never changed or deleted'); END
"""
POSTGRESQL = """
CREATE TRIGGER {table}_no_{act} BEFORE {act} ON {table} FOR EACH {each} EXECUTE FUNCTION refuse_to_change()
"""
REFUSE = """
CREATE OR REPLACE FUNCTION refuse_to_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% only grows: its rows are never changed or deleted', TG_TABLE_NAME
USING ERRCODE = 'integrity_constraint_violation'; END $$
"""
#: each row is asked for, so that deleting none (a draft that was never sent) stays possible
ROWS = {"update": "ROW", "delete": "ROW", "truncate": "STATEMENT"}
ACTS = {"sqlite": ("update", "delete"), "postgresql": ("update", "delete", "truncate")}


def only_grows(*tables: str) -> migrations.RunPython:
    """Give the step of a migration that lets tables only grow."""
    return migrations.RunPython(_each(tables, guard), _each(tables, release))


def guard(editor: Any, table: str) -> None:
    """Put the triggers on a table."""
    vendor = editor.connection.vendor
    if vendor == "postgresql":
        editor.execute(REFUSE, params=None)
    words = POSTGRESQL if vendor == "postgresql" else SQLITE
    for act in ACTS[vendor]:
        editor.execute(words.format(table=table, act=act, each=ROWS[act]), params=None)


def release(editor: Any, table: str) -> None:
    """Take the triggers off a table."""
    vendor = editor.connection.vendor
    where = f" ON {table}" if vendor == "postgresql" else ""
    for act in ACTS[vendor]:
        editor.execute(f"DROP TRIGGER {table}_no_{act}{where}", params=None)


def _each(tables: tuple[str, ...], step: Callable[[Any, str], None]) -> Callable[[Any, Any], None]:
    def run(_apps: Any, editor: Any) -> None:
        for table in tables:
            step(editor, table)

    return run

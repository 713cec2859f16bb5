"""The services we stand on, and how each is asked whether it is there."""

import uuid
from collections.abc import Callable

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection

from .celery import app

A_MOMENT = 3


def database() -> None:
    """Ask the database for a one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def broker() -> None:
    """Reach the broker; where it is a folder of ours, write into it."""
    with app.connection_for_write(connect_timeout=A_MOMENT) as reached:
        reached.ensure_connection(max_retries=1, interval_start=0, interval_step=0, timeout=A_MOMENT)
    if settings.CELERY_BROKER_URL.startswith("spool"):
        probe = settings.SPOOL / f"{uuid.uuid4().hex}.probe"
        probe.touch()
        probe.unlink()


def storage() -> None:
    """Write a small file where the evidence lies, and take it away again."""
    name = default_storage.save(f"readyz/{uuid.uuid4().hex}", ContentFile(b"ready"))
    default_storage.delete(name)


ALL: dict[str, Callable[[], None]] = {"database": database, "broker": broker, "storage": storage}

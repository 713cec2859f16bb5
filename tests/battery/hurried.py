"""The house's worker with faster clocks and a slow mail server.

A lost letter is taken back after seconds, where life waits five minutes. A mail takes as long as a mail server far
away takes, so that whenever the worker is killed it has letters in hand.
"""

import os
import time
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "awards_site.settings")

import django

django.setup()

from awards_site import outbox_folder, postman  # noqa: E402 - after the setup
from awards_site.celery import app  # noqa: E402

__all__ = ["app"]

A_MAIL = 0.2
at_once = outbox_folder.EmailBackend.send_messages


def slowly(backend: Any, messages: Sequence[Any]) -> int:
    """Carry mails, each after a while."""
    time.sleep(A_MAIL * len(messages))
    return at_once(backend, messages)


outbox_folder.EmailBackend.send_messages = slowly
postman.LEASE = timedelta(seconds=4)
app.conf.beat_schedule = {"sweep the outbox": {"task": "awards_site.sweep_outbox", "schedule": 1.0}}

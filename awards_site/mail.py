"""The outbox: letters are rows first and mails later.

`write` puts a letter into the outbox in the transaction of the move it tells of; the postman carries it. A letter
that is good until a moment only (a code to sign in) does not go after it, and is then forgotten.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils import translation

from . import local
from .models import Letter
from .tasks import deliver_letter


def write(
    name: str,
    *,
    to: str,
    language: str,
    key: str,
    about: str = "",
    context: Mapping[str, Any] | None = None,
    good_until: dt.datetime | None = None,
) -> Letter:
    """Write a letter into the outbox, in the reader's language; a key that is there already writes nothing."""
    words = speak(name, language, context or {})
    fixed = {"name": name, "about": about, "to": to, "language": language, "good_until": good_until}
    try:
        with transaction.atomic():
            letter = Letter.objects.create(key=key, **fixed, **words)
    except IntegrityError:  # somebody was quicker with the same key
        return Letter.objects.get(key=key)
    transaction.on_commit(lambda: hand_over(letter.pk), robust=True)
    return letter


def speak(name: str, language: str, context: Mapping[str, Any]) -> dict[str, str]:
    """Give subject, text and page of a letter in a language."""
    with translation.override(language):
        given = {**context, "forum_name": local.forum_name(), "site_url": settings.SITE_URL}
        return {
            "subject": " ".join(render_to_string(f"letters/{name}.subject", given).split())[:250],
            "text": render_to_string(f"letters/{name}.txt", given).strip() + "\n",
            "html": render_to_string(f"letters/{name}.html", given),
        }


def hand_over(pk: int) -> None:
    """Tell the worker of a letter; should the broker be away, the sweep will find it."""
    deliver_letter.apply_async((pk,), retry=False)

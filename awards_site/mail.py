"""The outbox: letters are rows first and mails later.

`write` puts a letter into the outbox in the transaction of the move it tells of; the postman carries it. A letter
that is good until a moment only (a code to sign in) does not go after it, and is then forgotten.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils import translation

from . import kinds, lettertext, local
from .models import Letter
from .tasks import deliver_letter


def write(
    name: str,
    *,
    to: str,
    language: str,
    key: str,
    about: str = "",
    call: str = "",
    batch: str = "",
    context: Mapping[str, Any] | None = None,
    good_until: dt.datetime | None = None,
) -> Letter:
    """Write a letter into the outbox, in the reader's language; a key that is there already writes nothing.

    :param call: the call it speaks of, as cycle/prize.
    :param batch: a name that all letters of one act share, where an act writes to many.
    """
    words = speak(name, language, context or {})
    fixed = {"name": name, "about": about, "to": to, "language": language, "good_until": good_until}
    try:
        with transaction.atomic():
            letter = Letter.objects.create(key=key, call=call, batch=batch, **fixed, **words)
    except IntegrityError:  # somebody was quicker with the same key
        return Letter.objects.get(key=key)
    transaction.on_commit(lambda: hand_over(letter.pk), robust=True)
    return letter


def speak(name: str, language: str, context: Mapping[str, Any]) -> dict[str, str]:
    """Give subject, text and page of a letter in a language, by the words that are in use."""
    kind = kinds.kind(name)
    with translation.override(language):
        values = kind.values({**context, **of_the_house()})
        return written(kind, lettertext.in_use(kind, language), values)


def written(kind: kinds.Kind, words: lettertext.Words, values: Mapping[str, str]) -> dict[str, str]:
    """Put words and values together, in the language at hand."""
    subject = lettertext.one_line(words.subject, values)
    text = lettertext.filled(words.body, values)
    sheet = {"subject": subject, "page": lettertext.page(kind, words, values), **of_the_house()}
    return {
        "subject": subject,
        "text": f"{text}\n\n{local.forum_name()}\n{settings.SITE_URL}\n",
        "html": render_to_string("letters/sheet.html", sheet),
    }


def of_the_house() -> dict[str, str]:
    """Give what every letter may speak of."""
    return {"forum_name": local.forum_name(), "site_url": settings.SITE_URL}


def example(kind: kinds.Kind, language: str, words: lettertext.Words | None = None, **known: Any) -> dict[str, Any]:
    """Give a letter as it would look: whole, and with its values marked, which are examples unless they are known."""
    with translation.override(language):
        values = kind.values({**kind.sample, **known, **of_the_house()})
        shown = words or lettertext.in_use(kind, language)
        return {
            **written(kind, shown, values),
            "language": language,
            "kind": kind,
            "number": shown.number,
            "marked_subject": lettertext.marked(kind, shown.subject, values),
            "marked_text": lettertext.marked(kind, shown.body, values),
            "marked_page": lettertext.page(kind, shown, values, marked=True),
        }


def hand_over(pk: int) -> None:
    """Tell the worker of a letter; should the broker be away, the sweep will find it."""
    deliver_letter.apply_async((pk,), retry=False)


def hand_over_all(pks: Iterable[int]) -> None:
    """Tell the worker of several."""
    for pk in pks:
        hand_over(pk)

"""Inside a house of its own, in its own process: builds it, fills it with drafts, and says what it holds.

`python -m tests.battery.ground prepare 0` builds the database;
`python -m tests.battery.ground fill 24` prints the drafts with what a browser needs to send them;
`python -m tests.battery.ground close 6` lets every call close in so many seconds, and prints that instant;
`python -m tests.battery.ground look 60` waits, at most so many seconds, until no letter is waiting, and prints what
is on record.
"""

import datetime as dt
import json
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402 - after the setup
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.urls import reverse  # noqa: E402

from awards_site import audit, clock, mail  # noqa: E402
from awards_site.models import Letter, User  # noqa: E402
from awards_site.sessions import SessionStore  # noqa: E402
from awards_site.states import LetterStatus  # noqa: E402
from nominations.models import Call, Dossier, Nomination, Submission  # noqa: E402
from tests.factories import nominations as make  # noqa: E402
from tests.factories.people import user  # noqa: E402

WAITING = (LetterStatus.QUEUED, LetterStatus.SENDING)


def prepare(_number: int) -> None:
    """Build tables and static files, as `manage.py serve` does."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)


def fill(count: int) -> list[dict[str, Any]]:
    """Make a call that is open, and so many drafts that are ready to be sent, each by somebody of their own.

    A first letter is written too: once it has gone, the worker is up.
    """
    mail.write("account_changed", to="first@people.example", language="en", key="first", context={"news": "open"})
    call = make.call()
    return [draft(call, number) for number in range(1, count + 1)]


def draft(call: Any, number: int) -> dict[str, Any]:
    nominator = user(f"nominator{number}@people.example")
    answers = make.ANSWERS | {"name": f"Nominee {number}", "email": f"nominee{number}@nominees.example"}
    made = make.draft(call, nominator, answers=answers, gates_answered={"office": "yes"})
    names = {"cycle": call.cycle.slug, "prize": call.prize.slug, "nomination": made.public_id, "step": "check"}
    told = {"address": reverse("nominations:step", kwargs=names), "session": session_of(nominator)}
    return told | {"draft": str(made.public_id), "version": made.version}


def session_of(person: User) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def close(seconds: int) -> float:
    """Let every call close in so many seconds; give the instant."""
    closes_at = clock.now() + dt.timedelta(seconds=seconds)
    Call.objects.update(closes_at=closes_at)
    return closes_at.timestamp()


def look(patience: int) -> dict[str, Any]:
    """Say what the house holds, once no letter is waiting any more."""
    until = time.monotonic() + patience
    while time.monotonic() < until and Letter.objects.filter(status__in=WAITING).exists():
        time.sleep(0.3)
    return {
        "submissions": {str(each.public_id): sent_of(each) for each in Nomination.objects.all()},
        "dossiers": rows(Dossier.objects.order_by("code").values_list("code", flat=True)),
        "letters": rows(Letter.objects.order_by("key").values_list("key", "name", "status")),
        "mails": len(list(Path(settings.OUTBOX_FOLDER).glob("*.eml"))),
        "chain": chain(),
    }


def sent_of(nomination: Nomination) -> dict[str, Any]:
    keys = rows(Submission.objects.filter(nomination=nomination).values_list("key", flat=True))
    stamps = [at.timestamp() for at in Submission.objects.filter(nomination=nomination).values_list("at", flat=True)]
    return {"keys": keys, "stamps": stamps, "status": nomination.status, "reference": nomination.reference}


def chain() -> dict[str, Any]:
    span = audit.verify()
    sent = audit.AuditEvent.objects.filter(what="nomination.submitted").count()
    return {"last": span.last if span else 0, "submitted": sent}


def rows(found: Iterable[Any]) -> list[Any]:
    return list(found)


if __name__ == "__main__":
    verb, number = sys.argv[1:]
    sys.stdout.write(json.dumps({"prepare": prepare, "fill": fill, "close": close, "look": look}[verb](int(number))))

"""What others say to a file: the nominee's consent, the referees' letters."""

import datetime as dt
from typing import Any

from nominations import consent as consents
from nominations import support
from nominations.models import Consent, LetterOfSupport
from nominations.states import Standing

from .clockwork import Story
from .run import DAY, File, Run
from .tales import read

SILENT = frozenset({"asked", "waived"})
BIOGRAPHY = {
    "en": "Grew up in the city, left it to study, and came back. Reads in the evening, and walks to work.",
    "fa": "در همین شهر بزرگ شد، برای درس خواندن رفت و بازگشت. شب‌ها کتاب می‌خواند و پیاده سر کار می‌رود.",
}
LETTER = (
    "I have known this work for six years and have walked through it with the people who did it. What the file says "
    "of it is what I saw. I would add one thing: when something failed, it was told in public on the same day, and "
    "the next step was better for it. I have no part in it and gain nothing by writing this letter. Others have asked "
    "me for the manual since, and I gave it to them gladly."
)


def consent(file: File, at: dt.datetime) -> Story:
    """Let the nominee answer; some are silent, one says no, one says yes and thinks better of it."""
    yield at
    asked = Consent.objects.get(dossier=file.begun.dossier_id)
    match file.fate:
        case "consent_declined" | "declined":
            consents.decline(asked, reason="I would rather be thanked by my own city.")
        case fate if fate not in SILENT:
            given = consents.give(asked, signed_name=file.nominee["name"], integrity=True)
            consents.complete(given, answers={"biography": BIOGRAPHY[file.nominee["language"]]})
    if file.fate == "consent_withdrawn":
        yield at + 3 * DAY
        consents.withdraw(asked, reason="I have left the post.")


def letters(run: Run, file: File, at: dt.datetime) -> Story:
    """Ask for letters of support, and let the referees write; the third one declines, or has not answered."""
    if file.fate in {"consent_declined", "declined", "consent_withdrawn"}:
        return
    wanted = 2 if run.prize == "academic" else 1
    yield at - 2 * DAY
    asked = [ask(file, place) for place in range(wanted + 1)]
    for place, letter in enumerate(asked[:wanted]):
        yield at + place * DAY
        support.receive(letter, text=LETTER, standing=Standing.OUTSIDE)
    yield at + 3 * DAY
    if run.dates.closes_at < run.world.today:
        support.decline(asked[-1])


def ask(file: File, place: int) -> LetterOfSupport:
    """Ask one referee."""
    referee: dict[str, Any] = read("people")["referees"][
        (file.nominee["by"] + place) % len(read("people")["referees"])
    ]
    return support.request(
        file.begun, **referee, relation="Visited the work twice.", unrelated=True, by=file.begun.nominator
    )

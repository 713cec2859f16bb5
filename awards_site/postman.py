"""The postman: carries the outbox's letters, each key once.

Where a worker dies between handing a mail over and writing that down, the letter goes again under the same
Message-ID, and the example's folder keeps one file for each key.
"""

from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import F

from . import clock, holding
from .canonical import digest
from .models import Letter
from .states import LetterStatus

BACK_OFF = (60, 300, 1_800, 7_200, 28_800)
#: Longer than the slowest mail: each of its steps, from the greeting to the last dot, may take settings.EMAIL_TIMEOUT.
LEASE = timedelta(minutes=5)
TOO_LATE = "it was of no use any more"
LOST = "a worker was lost with it"


def claim(pk: int) -> Letter | None:
    """Take a due letter for this worker alone, or nothing where another has it, it is gone, or something holds it."""
    due = Letter.objects.filter(pk=pk, status=LetterStatus.QUEUED, due_at__lte=clock.now())
    lease = clock.now() + LEASE
    if not due.filter(~holding.is_held()).update(status=LetterStatus.SENDING, due_at=lease):
        holding.stop(due)
        return None
    return Letter.objects.get(pk=pk)


def deliver(pk: int) -> bool:
    """Send one letter, or put it back for later; say whether it went."""
    letter = claim(pk)
    if letter is None:
        return False
    if letter.good_until and letter.good_until < clock.now():
        Letter.objects.filter(pk=pk).update(status=LetterStatus.FAILED, fault=TOO_LATE)
        return False
    try:
        message_of(letter).send()
    except (OSError, ValueError) as fault:
        put_back(letter, fault)
        return False
    Letter.objects.filter(pk=pk, status=LetterStatus.SENDING).update(
        status=LetterStatus.SENT, sent_at=clock.now(), attempts=letter.attempts + 1, fault=""
    )
    return True


def put_back(letter: Letter, fault: Exception) -> None:
    """Wait longer each time, and give up after the last wait."""
    tried = letter.attempts + 1
    given_up = tried > len(BACK_OFF)
    wait = timedelta(seconds=BACK_OFF[min(tried, len(BACK_OFF)) - 1])
    Letter.objects.filter(pk=letter.pk, status=LetterStatus.SENDING).update(
        status=LetterStatus.FAILED if given_up else LetterStatus.QUEUED,
        attempts=tried,
        due_at=clock.now() + wait,
        fault=f"{type(fault).__name__}: {fault}"[:250],
    )


def due(limit: int = 500) -> list[int]:
    """Take back what a dead worker left, and name all letters that are due."""
    take_back()
    waiting = Letter.objects.filter(status=LetterStatus.QUEUED, due_at__lte=clock.now()).order_by("due_at")
    return list(waiting.values_list("pk", flat=True)[:limit])


def take_back() -> None:
    """Queue again what a dead worker left; a letter that keeps killing its worker is given up."""
    now = clock.now()
    left = Letter.objects.filter(status=LetterStatus.SENDING, due_at__lt=now)
    left.filter(attempts__gte=len(BACK_OFF)).update(status=LetterStatus.FAILED, fault=LOST)
    left.update(status=LetterStatus.QUEUED, due_at=now, attempts=F("attempts") + 1, fault=LOST)


def send_again(letter: Letter) -> bool:
    """Queue a letter that was given up, from the first try on; say whether it was one."""
    failed = Letter.objects.filter(pk=letter.pk, status=LetterStatus.FAILED)
    return bool(failed.update(status=LetterStatus.QUEUED, attempts=0, due_at=clock.now(), fault=""))


def forget_what_is_over() -> int:
    """Blank the words of letters that are of no use any more: no code stays readable in the outbox."""
    over = Letter.objects.filter(good_until__lt=clock.now(), status__in=(LetterStatus.SENT, LetterStatus.FAILED))
    return over.exclude(text="").update(text="", html="")


def message_of(letter: Letter) -> EmailMultiAlternatives:
    """Make the mail of a letter; its Message-ID follows from its key, so a second copy is known as one."""
    domain = settings.SITE_URL.split("//")[-1].split("/")[0].split(":")[0]
    message = EmailMultiAlternatives(
        letter.subject,
        letter.text,
        settings.DEFAULT_FROM_EMAIL,
        [letter.to],
        headers={
            "Message-ID": f"<{digest(letter.key)[:40]}@{domain}>",
            "Content-Language": letter.language,
            "Auto-Submitted": "auto-generated",
        },
    )
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    return message

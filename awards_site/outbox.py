"""What the secretariat does with letters: send again what could not be delivered, and once more what was lost."""

from functools import partial
from typing import Any

from django.db import transaction

from . import audit, clock, kinds, mail, postman, turns
from .models import Letter
from .permissions import may_resend, may_send_again, may_send_bulk_again
from .states import LetterStatus

#: Letters handed to the worker at once; the sweep finds the others.
AT_ONCE = 100


@transaction.atomic
def send_again(letter: Letter, *, by: Any) -> None:
    """Queue a letter that was given up once more, under its own key."""
    may_send_again.require(by, letter)
    if postman.send_again(letter):
        audit.record(by=by, what="letter.sent_again", on=f"letter:{letter.pk}", name=letter.name)
        transaction.on_commit(lambda: mail.hand_over(letter.pk), robust=True)


@transaction.atomic
def resend(letter: Letter, *, by: Any) -> Letter:
    """Send a letter that went out once more, as a new one with the same words, for a reader who lost it.

    One to somebody who did not ask for it waits its turn, as the first did.
    """
    Letter.objects.select_for_update().get(pk=letter.pk)
    may_resend.require(by, letter)
    event = audit.record(by=by, what="letter.resent", on=f"letter:{letter.pk}", name=letter.name)
    turns.one_at_a_time(letter.to)
    due = turns.turn(letter.to) if letter.name in kinds.unasked() else clock.now()
    same = ("name", "about", "call", "to", "language", "subject", "text", "html")
    fixed = {name: getattr(letter, name) for name in same}
    made = Letter.objects.create(key=f"again:{letter.pk}:{event.number}", due_at=due, **fixed)
    transaction.on_commit(lambda: mail.hand_over(made.pk), robust=True)
    return made


@transaction.atomic
def send_batch_again(batch: str, *, by: Any) -> int:
    """Queue every letter of one act that was given up; say how many."""
    may_send_bulk_again.require(by)
    failed = Letter.objects.filter(batch=batch, status=LetterStatus.FAILED, good_until=None)
    chosen = list(failed.select_for_update().values_list("pk", flat=True))
    again = Letter.objects.filter(pk__in=chosen, status=LetterStatus.FAILED)
    queued = again.update(status=LetterStatus.QUEUED, attempts=0, due_at=clock.now(), fault="")
    if queued:
        audit.record(by=by, what="letter.batch_sent_again", on=f"letters:{batch}", letters=queued)
        transaction.on_commit(partial(mail.hand_over_all, chosen[:AT_ONCE]), robust=True)
    return queued

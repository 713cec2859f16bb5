"""What the secretariat does with letters: send one again that could not be delivered."""

from typing import Any

from django.db import transaction

from . import audit, mail, postman
from .models import Letter
from .permissions import may_send_again


@transaction.atomic
def send_again(letter: Letter, *, by: Any) -> None:
    """Queue a letter that was given up once more, under its own key."""
    may_send_again.require(by, letter)
    if postman.send_again(letter):
        audit.record(by=by, what="letter.sent_again", on=f"letter:{letter.pk}", name=letter.name)
        transaction.on_commit(lambda: mail.hand_over(letter.pk), robust=True)

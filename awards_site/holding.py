"""Letters held back: one, all of a name, or all of one act, with a reason, until somebody lets them go.

The postman asks for standing holds in the statement that takes a letter: whichever comes first, hold or claim, a
letter under a hold is never taken.
"""

from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from . import audit, clock
from .kinds import every
from .models import Letter, LetterHold
from .permissions import may_hold_letters
from .rules import Refusal, Refused
from .states import LetterStatus


class Unexplained(Refused):
    """A hold needs a reason."""

    def __init__(self) -> None:
        """Say what is missing."""
        super().__init__(Refusal(_("Write the reason. The secretariat reads it beside the letters.")))


class CannotBeHeld(Refused):
    """What cannot be held, or is held already."""


@transaction.atomic
def hold(*, by: Any, reason: str, letter: Letter | None = None, name: str = "", batch: str = "") -> LetterHold:
    """Hold one letter, all letters of a name, or all of one act; those of a name also when they are yet to be written.

    :raises CannotBeHeld: codes to sign in, a letter that is going out already, or what is held already.
    """
    may_hold_letters.require(by)
    if not reason.strip():
        raise Unexplained
    if not (letter or name or batch):
        raise CannotBeHeld(Refusal(_("Choose which letters to hold.")))
    if name in urgent() or (letter and (letter.good_until or letter.name in urgent())):
        raise CannotBeHeld(Refusal(_("Codes to sign in cannot be held: nobody could come in.")))
    target: dict[str, Any] = {"letter": letter, "name": name, "batch": batch}
    if LetterHold.objects.filter(**target, released_at=None).exists():
        raise CannotBeHeld(Refusal(_("This is held already.")))
    made = LetterHold.objects.create(**target, reason=" ".join(reason.split())[:250], held_by=by)
    stopped = stop(Letter.objects.all())
    if letter and not stopped:
        raise CannotBeHeld(Refusal(_("This letter does not wait any more: it is going out, or gone.")))
    audit.record(by=by, what="letter.held", on=on(made), hold=made.pk, stopped=stopped)
    return made


@transaction.atomic
def release(held: LetterHold, *, by: Any) -> int:
    """Let go what nothing else holds; say how many letters."""
    may_hold_letters.require(by)
    standing = LetterHold.objects.filter(pk=held.pk, released_at=None)
    if not standing.update(released_by=by, released_at=clock.now()):
        raise CannotBeHeld(Refusal(_("Somebody else has let them go already.")))
    free = Letter.objects.filter(status=LetterStatus.HELD).filter(~is_held())
    let_go = free.update(status=LetterStatus.QUEUED)
    audit.record(by=by, what="letter.released", on=on(held), hold=held.pk, let_go=let_go)
    return let_go


def stop(letters: QuerySet[Letter]) -> int:
    """Let what waits under a standing hold be held; say how many letters."""
    return letters.filter(is_held(), status=LetterStatus.QUEUED).update(status=LetterStatus.HELD)


def is_held() -> Exists:
    """Ask, letter by letter, whether something holds it."""
    of_this = Q(letter=OuterRef("pk")) | Q(name=OuterRef("name")) | Q(batch=OuterRef("batch")) & ~Q(batch="")
    return Exists(LetterHold.objects.filter(of_this, released_at=None))


def standing() -> QuerySet[LetterHold]:
    """Give the holds that stand, newest first."""
    return LetterHold.objects.filter(released_at=None).select_related("held_by", "letter")


def on(held: LetterHold) -> str:
    """Name for the audit what is held."""
    return f"letter:{held.letter_id}" if held.letter_id else f"letters:{held.name or held.batch}"


def urgent() -> set[str]:
    """Name the letters that cannot be held."""
    return {each.name for each in every() if each.urgent}

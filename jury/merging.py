"""What becomes of the jury's work when two dossiers turn out to be one person's: a tie to either shuts the one kept.

Heard inside the merge, before anything moves and before any round opened. What the data say is looked up first, so
that a tie to the other spelling's address, city or nominators is not lost. An answer that there is no tie is not
carried over: it was given of another title, so the juror is asked of the one that stays.
"""

from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext as _

from awards_site import audit, clock
from awards_site.rules import Refusal, Refused
from jury import recusal, seating
from jury.models import Conflict, Entry
from jury.states import AssignmentStatus
from nominations.models import Dossier
from nominations.signals import dossiers_merging


@receiver(dossiers_merging, dispatch_uid="jury hears of a merge")
def carry_over(kept: Dossier, gone: Dossier, by: Any, **_more: Any) -> None:
    """Carry ties over to the dossier that stays, and take the other one out of every round.

    :raises Refused: where it was read in a round that was set aside, whose ballots stay on record.
    """
    if Entry.objects.filter(dossier=gone, round__set_aside_at__isnull=False).exists():
        raise Refused(Refusal(_("A round with this file was scored already. It stays a file of its own.")))
    recusal.detect(gone.call, by=None)
    known = {row.seat_id: row for row in Conflict.objects.select_for_update().filter(dossier=kept)}
    ties = Conflict.objects.shutting().filter(dossier=gone).select_related("seat__user")
    new = [tie for tie in ties if not recusal.shuts(known.get(tie.seat_id))]
    for tie in new:
        row = known.get(tie.seat_id) or Conflict(seat=tie.seat, dossier=kept)
        row.tie, row.source, row.ground, row.comment, row.by = tie.tie, tie.source, tie.ground, tie.comment, tie.by
        row.at = clock.now()
        row.save()
    if new:
        seats = sorted(str(tie.seat.public_id) for tie in new)
        audit.record(by=by, what="conflict.carried_over", on=f"dossier:{kept.public_id}", seats=seats)
    recusal.shut_all([(tie.seat, kept.pk) for tie in new])
    leave_rounds(gone)


def leave_rounds(gone: Dossier) -> None:
    """Take a dossier that is no more out of the rounds, and what was assigned of it; no ballot can exist yet."""
    for assigned in gone.assignments.filter(status=AssignmentStatus.CONFIRMED).select_related("seat"):
        seating.revoke(assigned.seat, [gone.pk])
    gone.assignments.all().delete()
    Entry.objects.filter(dossier=gone).delete()

"""Ties: asked before a file opens, answered by the juror, found in the data, or imposed by chair or officer.

A tie stands. Nobody takes it back here: neither the juror who declared it, nor the person on whom it was imposed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards_site import audit, clock
from awards_site.rules import Refusal, Refused
from jury import letters, permissions, recusal
from jury.models import Conflict, Seat, dossiers_visible_to
from jury.states import ConflictSource, SeatStatus, Tie
from nominations import acts
from nominations.models import Call, Dossier


class TieStands(Refused):
    """A tie is on file and can't be taken back."""

    def __init__(self) -> None:
        """Say whom to write to."""
        super().__init__(Refusal(gettext_lazy("A tie to this nominee is on file. Write to the secretariat.")))


class NotExplained(Refused):
    """Another tie was named without saying which."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(Refusal(gettext_lazy("Say in a few words what the tie is.")))


@dataclass(frozen=True, slots=True)
class Answer:
    """What a juror says of one nominee."""

    tie: str
    comment: str = ""


def answer(seat: Seat, dossier: Dossier, *, tie: str, by: Any, comment: str = "") -> Conflict:
    """Answer for one nominee; a tie shuts the file at once.

    :raises TieStands: where a tie is on file already.
    """
    answer_all(seat, {dossier: Answer(tie, comment)}, by=by)
    return Conflict.objects.get(seat=seat, dossier=dossier)


@transaction.atomic
def answer_all(seat: Seat, answers: Mapping[Dossier, Answer], *, by: Any) -> int:
    """Answer for several nominees at once, all or nothing; say how many files that shut.

    The dossiers are those that a juror is asked about: `asked_of(seat)`.
    """
    acts.hold(seat.panel.call)
    permissions.may_answer_conflicts.require(by, seat)
    recusal.detect(seat.panel.call, by=None, seats=[seat])
    on_file = {row.dossier_id: row for row in seat.conflicts.select_for_update()}
    changed = [row for each, said in answers.items() if (row := row_of(seat, each, said, on_file.get(each.pk), by))]
    Conflict.objects.bulk_create([row for row in changed if row.pk is None])
    Conflict.objects.bulk_update([row for row in changed if row.pk], ["tie", "comment", "by", "at"])
    ties = [row.dossier_id for row in changed if row.shuts_the_file]
    recusal.shut(seat, ties)
    if changed:
        said = {str(row.dossier.public_id): row.tie for row in changed}
        event = audit.record(by=by, what="conflict.answered", on=seat, answers=said)
        if ties:
            letters.tie_declared(seat, event)
    return len(ties)


def row_of(seat: Seat, dossier: Dossier, said: Answer, known: Conflict | None, by: Any) -> Conflict | None:
    """Make or change the row of an answer; nothing where the same was said before."""
    if dossier.call_id != seat.panel.call_id:
        raise Http404
    if said.tie not in Tie.values:
        raise Refused(Refusal(_("Choose one of the answers.")))
    if said.tie == Tie.OTHER and not said.comment.strip():
        raise NotExplained
    if known and known.shuts_the_file:
        raise TieStands
    if known and known.tie == said.tie:
        return None
    row = known or Conflict(seat=seat, dossier=dossier, source=ConflictSource.DECLARED)
    row.tie, row.comment, row.by, row.at = said.tie, said.comment.strip()[:1000], by, clock.now()
    row.dossier = dossier
    return row


def detect(call: Call, *, by: Any) -> int:
    """Look for ties in the data of a call; say how many are new."""
    permissions.may_detect_conflicts.require(by, call)
    return recusal.detect(call, by=by)


@transaction.atomic
def impose(seat: Seat, dossier: Dossier, *, reason: str, by: Any) -> Conflict:
    """Set a juror aside from a dossier; only ever added, never taken away here.

    :raises TieStands: where the juror stands aside already.
    """
    acts.hold(seat.panel.call)
    permissions.may_impose_conflict.require(by, seat.panel.call)
    if dossier.call_id != seat.panel.call_id or not dossiers_visible_to(by).filter(pk=dossier.pk).exists():
        raise Http404
    if not reason.strip():
        raise Refused(Refusal(_("Say why this juror stands aside.")))
    row = seat.conflicts.select_for_update().filter(dossier=dossier).first() or Conflict(seat=seat, dossier=dossier)
    if row.pk and row.shuts_the_file:
        raise TieStands
    row.tie, row.source, row.comment = Tie.OTHER, ConflictSource.IMPOSED, reason.strip()[:1000]
    row.by, row.at = by, clock.now()
    row.save()
    recusal.shut(seat, [dossier.pk])
    audit.record(by=by, what="conflict.imposed", on=seat, dossier=str(dossier.public_id))
    return row


def seats_that_answer(call: Call) -> Any:
    """Keep the seats whose ties matter: those who sit or may yet accept."""
    return Seat.objects.filter(panel__call=call, status__in=[SeatStatus.INVITED, SeatStatus.ACCEPTED])

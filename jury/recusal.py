"""Standing aside: what the data find is written down, and a file with a tie shuts at once.

Below conflicts and assignment, which both ask it: whoever reads a proposal or answers for ties is checked first.
"""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db import transaction

from awards_site import audit, clock
from jury import seating
from jury.detection import Finding, findings
from jury.models import Assignment, Conflict, Seat
from jury.states import AssignmentStatus, ConflictSource, Tie
from nominations import acts
from nominations.models import Call


@transaction.atomic
def detect(call: Call, *, by: Any, seats: Collection[Seat] | None = None) -> int:
    """Write down what the data say of a call's jurors and shut those files; say how many are new."""
    acts.hold(call)
    found = findings(call, seats)
    known = known_between(found)
    new = [each for each in found if not shuts(known.get((each.seat.pk, each.dossier.pk)))]
    rows = [row_of(each, known.get((each.seat.pk, each.dossier.pk))) for each in new]
    Conflict.objects.bulk_create([row for row in rows if row.pk is None])
    fields = ["tie", "source", "ground", "comment", "by", "at"]
    Conflict.objects.bulk_update([row for row in rows if row.pk], fields)
    if new:
        ties = sorted([str(each.seat.public_id), each.dossier.code, each.ground.value] for each in new)
        audit.record(by=by, what="conflict.detected", on=f"call:{call.pk}", ties=ties)
        shut_all([(each.seat, each.dossier.pk) for each in new])
    return len(new)


def known_between(found: Collection[Finding]) -> dict[tuple[int, int], Conflict]:
    """Fetch what is on file between the jurors and dossiers that were found."""
    seats = {each.seat.pk for each in found}
    rows = Conflict.objects.select_for_update().filter(seat__in=seats) if seats else Conflict.objects.none()
    return {(row.seat_id, row.dossier_id): row for row in rows}


def shuts(row: Conflict | None) -> bool:
    """Say whether what is on file shuts the file already."""
    return row is not None and row.shuts_the_file


def row_of(each: Finding, known: Conflict | None) -> Conflict:
    """Put a finding where an answer stood, or where nothing did."""
    row = known or Conflict(seat=each.seat, dossier=each.dossier)
    row.tie, row.source, row.ground = Tie.PROFESSIONAL, ConflictSource.DETECTED, each.ground
    row.comment, row.by, row.at = "", None, clock.now()
    return row


def shut(seat: Seat, dossiers: Collection[int]) -> int:
    """Shut dossiers for a juror: out of every assignment, no grant; say how many assignments that ended."""
    if not dossiers:
        return 0
    seating.revoke(seat, dossiers)
    standing = Assignment.objects.standing().filter(seat=seat, dossier__in=list(dossiers))
    return standing.update(status=AssignmentStatus.RECUSED)


def shut_all(pairs: Collection[tuple[Seat, int]]) -> None:
    """Shut dossiers for several jurors."""
    by_seat: dict[Seat, list[int]] = defaultdict(list)
    for seat, dossier in pairs:
        by_seat[seat].append(dossier)
    for seat, dossiers in by_seat.items():
        shut(seat, dossiers)

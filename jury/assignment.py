"""Assignment: a balanced proposal, changed by hand, confirmed by an officer.

Confirming writes the grants in the same transaction: from then on the juror may read, as soon as the round is open
and the own answer for ties is on file. What was confirmed stays where it is when a new proposal is made.
"""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards_site import audit, batches
from awards_site.rules import Refusal, Refused
from jury import letters, permissions, recusal, rounds, seating
from jury.matrix import Cell, Matrix, matrix_of
from jury.methods import balance
from jury.models import Assignment, Round, Seat
from jury.states import AssignmentStatus, RoundKind
from nominations import acts
from nominations.models import Dossier
from nominations.states import Phase


class Stale(Refused):
    """Another person changed the assignment in the meantime."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(Refusal(gettext_lazy("Somebody else changed this assignment. Look at it again.")))


class BallotBegun(Refused):
    """A juror has begun a ballot that would go."""

    def __init__(self) -> None:
        """Say why it stays."""
        super().__init__(Refusal(gettext_lazy("A juror has begun to mark this dossier. It stays assigned.")))


class TieInTheWay(Refused):
    """A juror has a tie to a dossier."""

    def __init__(self) -> None:
        """Say why not."""
        super().__init__(Refusal(gettext_lazy("This juror stands aside from this dossier.")))


@transaction.atomic
def propose(round_: Round, *, by: Any) -> balance.Proposal:
    """Propose who reads what: ballots for every dossier, level loads, no ties. What was confirmed stays."""
    acts.hold(round_.call)
    permissions.may_assign.require(by, round_)
    if round_.kind == RoundKind.ASSESSMENT and round_.call.phase == Phase.SCREENING:
        rounds.enter_ready(round_, by=by)
    recusal.detect(round_.call, by=None)
    round_.assignments.filter(status=AssignmentStatus.PROPOSED, ballot=None).delete()
    matrix = matrix_of(round_)
    if not matrix.codes or not matrix.seats:
        raise Refused(Refusal(_("There is nobody to read or nothing to be read yet.")))
    found = balance.propose(matrix.problem(fixed=matrix.held.keys()))
    write(round_, matrix.cells(found.pairs) - matrix.held.keys(), by=by)
    short = [each.dossier for each in found.shortfalls]
    worth = {"ballots": len(found.pairs), "islands": found.components, "short": short}
    audit.record(by=by, what="assignment.proposed", on=f"round:{round_.pk}", **worth)
    return found


def write(round_: Round, cells: Collection[Cell], *, by: Any) -> None:
    """Write proposed assignments, in file order."""
    Assignment.objects.bulk_create(
        Assignment(round=round_, dossier_id=dossier, seat_id=seat, by=by) for dossier, seat in sorted(cells)
    )


def add(round_: Round, seat: Seat, dossier: Dossier, *, by: Any) -> None:
    """Add one juror to one dossier, as a proposal."""
    change(round_, add={(dossier.pk, seat.pk)}, by=by)


def remove(round_: Round, seat: Seat, dossier: Dossier, *, by: Any) -> None:
    """Take one juror from one dossier.

    :raises BallotBegun: once the juror has begun to mark it.
    """
    change(round_, remove={(dossier.pk, seat.pk)}, by=by)


@transaction.atomic
def change(
    round_: Round, *, by: Any, add: Collection[Cell] = (), remove: Collection[Cell] = (), version: str = ""
) -> None:
    """Change the assignment by hand, all or nothing; cells are (dossier, seat).

    :raises Stale: where `version` is given and the matrix has changed; :raises TieInTheWay, BallotBegun: as named.
    """
    acts.hold(round_.call)
    permissions.may_assign.require(by, round_)
    if version and version != matrix_of(round_, viewer=by).version:
        raise Stale
    matrix = matrix_of(round_)
    new, gone = set(add) - matrix.held.keys(), set(remove) & matrix.held.keys()
    check_new(matrix, new)
    if any(matrix.held[cell].begun for cell in gone):
        raise BallotBegun
    write(round_, new, by=by)
    take_away(matrix, gone)
    if new or gone:
        told = {"added": told_of(matrix, new), "removed": told_of(matrix, gone)}
        audit.record(by=by, what="assignment.changed", on=f"round:{round_.pk}", **told)


def check_new(matrix: Matrix, new: Collection[Cell]) -> None:
    """Refuse what a tie shuts, and what is no dossier or juror of this round."""
    if any(dossier not in matrix.codes or seat not in matrix.seats for dossier, seat in new):
        raise Stale
    if matrix.barred & set(new):
        raise TieInTheWay


def take_away(matrix: Matrix, gone: Collection[Cell]) -> None:
    """Delete assignments whose ballots nobody began, and shut those files again."""
    rows = Assignment.objects.filter(pk__in=[matrix.held[cell].pk for cell in gone]).select_related("seat")
    by_seat: dict[Seat, list[int]] = {}
    for row in rows:
        by_seat.setdefault(row.seat, []).append(row.dossier_id)
    rows.delete()
    for seat, dossiers in by_seat.items():
        still = seat.assignments.filter(status=AssignmentStatus.CONFIRMED, dossier__in=dossiers)
        seating.revoke(seat, set(dossiers) - set(still.values_list("dossier_id", flat=True)))


def told_of(matrix: Matrix, cells: Collection[Cell]) -> list[list[str]]:
    """Name cells for the audit: file number and the seat's public id."""
    return sorted([matrix.codes[dossier], str(matrix.seats[seat].public_id)] for dossier, seat in cells)


def letters_of(round_: Round) -> dict[str, Any]:
    """Show the letters that a confirmed proposal would send: to how many jurors, and how they read."""
    proposed = round_.assignments.filter(status=AssignmentStatus.PROPOSED).order_by()
    counted = proposed.values_list("seat__user__language").annotate(Count("seat", distinct=True))
    return batches.preview(["jury/assignment_ready"], dict(counted), call=round_.call, round=round_)


@transaction.atomic
def confirm(round_: Round, *, by: Any, version: str = "") -> int:
    """Make the proposal good: grants, one letter to each juror, one link in the audit; say how many are new.

    :raises Stale: where `version` is given and the matrix has changed since it was shown.
    """
    acts.hold(round_.call)
    permissions.may_confirm_assignment.require(by, round_)
    if version and version != matrix_of(round_, viewer=by).version:
        raise Stale
    recusal.detect(round_.call, by=None)
    proposed = round_.assignments.filter(status=AssignmentStatus.PROPOSED).select_related("seat__user", "dossier")
    given = list(proposed)
    if not given:
        raise Refused(Refusal(_("Nothing is proposed that is not confirmed already.")))
    Assignment.objects.filter(pk__in=[each.pk for each in given]).update(status=AssignmentStatus.CONFIRMED)
    seating.grant(given)
    pairs = sorted([each.dossier.code, str(each.seat.public_id)] for each in given)
    audit.record(by=by, what="assignment.confirmed", on=f"round:{round_.pk}", pairs=pairs)
    letters.assignment_ready(round_, given)
    return len(given)

"""Who may write, read and take out ballots."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from awards_site import clock
from awards_site.rules import NOT_YOURS, Refusal, Rule, has_role, rule
from awards_site.states import Role
from jury.models import Assignment, Conflict, DossierGrant, Round
from jury.states import AssignmentStatus, SeatStatus, Tie
from nominations.models import Dossier
from nominations.states import Phase
from scoring import sight
from scoring.models import Ballot

ANSWER_FIRST = Refusal(_("Say first whether you have a tie with this nominee. Then the file opens."))
NOT_OPEN = Refusal(_("This round is not open: no ballot can be written."))


def is_juror_of(person: Any, assignment: Assignment) -> bool:
    """Say whether the assignment is this person's own, confirmed, with a seat accepted."""
    return bool(
        person.is_authenticated
        and assignment.seat.user_id == person.pk
        and assignment.status == AssignmentStatus.CONFIRMED
        and assignment.seat.status == SeatStatus.ACCEPTED
        and assignment.round.set_aside_at is None
    )


def with_answers(assignments: QuerySet[Assignment]) -> QuerySet[Any, Any]:
    """Fetch along what opens a file or keeps it shut: the juror's answer on ties, the grant, and consent."""
    answers = Conflict.objects.filter(seat=OuterRef("seat"), dossier=OuterRef("dossier"))
    grants = DossierGrant.objects.filter(
        content_object=OuterRef("dossier"), user=OuterRef("seat__user"), permission__codename="view_dossier"
    )
    ready = Dossier.objects.ready_for_the_jury().filter(pk=OuterRef("dossier"))
    return assignments.annotate(
        answered_tie=Subquery(answers.values("tie")[:1]), is_granted=Exists(grants), is_ready=Exists(ready)
    )


def ask_anew(assignment: Assignment) -> None:
    """Let the next question about a file be asked of the database again."""
    assignment.__dict__.pop("is_granted", None)


def ask_all_anew(assignments: Sequence[Assignment]) -> None:
    """Ask the database again about several files, in one statement."""
    found = with_answers(Assignment.objects.filter(pk__in=[each.pk for each in assignments]))
    told = {each.pop("pk"): each for each in found.values("pk", "answered_tie", "is_granted", "is_ready", "status")}
    for assignment in assignments:
        assignment.__dict__.update(told[assignment.pk])


def shut_by_the_file(assignment: Assignment) -> Refusal | None:
    """Say whether the juror's answer, or the want of one, or of grant and consent, keeps the file shut."""
    told = assignment.__dict__
    if "is_granted" not in told:
        told = with_answers(Assignment.objects.filter(pk=assignment.pk)).values(
            "answered_tie", "is_granted", "is_ready"
        )[0]
    if not told["answered_tie"]:
        return ANSWER_FIRST
    opens = told["answered_tie"] == Tie.NONE and told["is_granted"] and told["is_ready"]
    return None if opens else NOT_YOURS


@rule
def may_see_own_ballot(person: Any, assignment: Assignment) -> Refusal | None:
    """Let a juror read the own ballot from the opening of the round on."""
    if not is_juror_of(person, assignment):
        return NOT_YOURS
    if not assignment.round.is_opened:
        return NOT_OPEN
    return shut_by_the_file(assignment)


@rule
def may_score(person: Any, assignment: Assignment) -> Refusal | None:
    """Let a juror write the own ballot while the round is open and no tie is on file."""
    refusal = may_see_own_ballot.refusal(person, assignment)
    if refusal is not None:
        return refusal
    if sight.is_open(assignment.round):
        return None
    if clock.now() >= assignment.round.closes_at:
        closed = date_format(assignment.round.closes_at.astimezone(assignment.round.call.cycle.zone), "j F Y, H:i")
        return Refusal(_("Ballots of this round closed on %(when)s. What you cast counts.") % {"when": closed})
    return NOT_OPEN


may_reopen = may_score


@rule
def may_see_own_ranking(person: Any, own: Sequence[Assignment]) -> Refusal | None:
    """Let a juror read the own ranking of a round while one of its dossiers at least is open to them."""
    return _unless_one(may_see_own_ballot, person, own)


@rule
def may_rank(person: Any, own: Sequence[Assignment]) -> Refusal | None:
    """Let a juror rank the dossiers of a round that are open to them: each is asked about by itself."""
    return _unless_one(may_score, person, own)


def _unless_one(may: Rule, person: Any, own: Sequence[Assignment]) -> Refusal | None:
    """Refuse where every dossier is refused: with the first reason that may be told."""
    refusals = [may.refusal(person, each) for each in own]
    if None in refusals:
        return None
    told = (refusal for refusal in refusals if refusal and not refusal.hidden)
    return next(told, NOT_YOURS)


@rule
def may_read_ballot(person: Any, ballot: Ballot) -> Refusal | None:
    """Let jurors read their own; others' only after the close, by whoever sees more than sums."""
    seen = visible_ballots(person, ballot.assignment.round)
    return None if seen.filter(pk=ballot.pk).exists() else NOT_YOURS


def visible_ballots(person: Any, round_: Round) -> QuerySet[Ballot]:
    """Give the ballots of a round that a person may read now; the list filter of `may_read_ballot`."""
    standing = Ballot.objects.filter(assignment__round=round_, assignment__status=AssignmentStatus.CONFIRMED)
    open_files = standing.exclude(assignment__dossier__in=sight.tied_dossiers(person, round_.call))
    how = sight.sight_of(person, round_)
    if how is None or how == sight.Sight.AGGREGATES:
        return open_files.of(person)
    if how == sight.Sight.IDENTIFIED and sight.is_in_charge(person, round_):
        return open_files
    done = standing.of(person).cast().values("assignment__dossier")
    return open_files.filter(assignment__dossier__in=done)


#: Who takes ballots out as a file, and in which phases: the Secretary General without names, the auditor with.
EXPORTED = {
    Role.SECRETARY_GENERAL: frozenset({Phase.RATIFICATION, Phase.EMBARGO, Phase.ANNOUNCED, Phase.ARCHIVED}),
    Role.AUDITOR: frozenset({Phase.RATIFICATION, Phase.EMBARGO, Phase.ANNOUNCED, Phase.ARCHIVED}),
}


@rule
def may_export_ballots(person: Any, round_: Round) -> Refusal | None:
    """Let the Secretary General and the auditor take a closed round's ballots out, from ratification on."""
    if not round_.is_closed:
        return NOT_YOURS
    phase = round_.call.phase
    return None if any(has_role(person, role) and phase in when for role, when in EXPORTED.items()) else NOT_YOURS


@rule
def may_take_own_sheet(person: Any, round_: Round) -> Refusal | None:
    """Let a juror take the own scoring sheet home and bring it back while the round is open."""
    if sight.seat_of(person, round_.call) is None or not round_.is_opened:
        return NOT_YOURS
    return None if sight.is_open(round_) else NOT_OPEN

"""Rounds that were judged and counted, for the results room: many ballots at once, in marks, ranks or grades."""

import random

from awards_site import clock
from awards_site.canonical import digest
from jury.models import Assignment
from jury.states import RoundKind
from nominations.states import Phase
from scoring import sight, tallying
from scoring.counted import compute
from scoring.models import Ballot, CastBallot, Tally
from scoring.room import room_of
from scoring.sheets import record_of
from scoring.states import BallotStatus
from tests.factories import scoring as factory
from tests.factories.people import user


def judged(dossiers=6, jurors=5, *, each=None, seed=1, write=None, phase=Phase.DELIBERATION, kind=RoundKind.FINAL,
           noise=0.6, **rules):  # fmt: skip
    """Make a closed round in which `each` jurors (all of them) cast a ballot on every dossier."""
    of = factory.open_round(jurors, dossiers, phase=phase, kind=kind, **rules)
    chance = random.Random(seed)
    seats = {seat.pk: chance.gauss(0, 0.5) for seat in of.call.panel.seats.order_by("pk")}
    files = {pk: chance.gauss(6.5, 0.8) for pk in of.entries.order_by("pk").values_list("dossier", flat=True)}
    keys = [criterion.key for criterion in of.rules.rubric.criteria.all()]
    rows = {(each.dossier_id, each.seat_id): each for each in Assignment.objects.filter(round=of).select_related(
        "dossier", "seat", "round__call__cycle", "round__call__prize")}  # fmt: skip
    ballots, castings, spare = [], [], []
    for file, quality in files.items():
        chosen = chance.sample(list(seats), each or jurors)
        for seat, severity in seats.items():
            assigned = rows[file, seat]
            if seat not in chosen:
                spare.append(assigned.pk)
                continue
            mark = quality + severity + chance.gauss(0, noise)
            marks = write(mark) if write else dict.fromkeys(keys, str(min(20, max(2, round(2 * mark))) / 2))
            ballots.append(Ballot(assignment=assigned, status=BallotStatus.CAST, cast_at=clock.now()))
            castings.append((assigned, marks))
    Assignment.objects.filter(pk__in=spare).delete()
    keep(Ballot.objects.bulk_create(ballots), castings)
    return factory.fresh(of)


def keep(ballots, castings):
    """Cast all ballots at once."""
    rows = []
    for ballot, (assigned, marks) in zip(ballots, castings, strict=True):
        row = CastBallot(ballot=ballot, number=1, key=f"key-{ballot.pk}", marks=marks)
        row.digest = digest(record_of(assigned, row))
        rows.append(row)
    CastBallot.objects.bulk_create(rows)


def counted(of) -> Tally:
    """Take the tally of a closed round, in whatever phase its call stands."""
    tally = tallying._keep(of, compute(of), by=user("", "officer"), decision=[])
    tally.round = of
    return tally


def chair_of(of):
    """Give the chair of a round's panel."""
    return of.call.panel.seats.get(role="chair").user


def jurors_of(of):
    """Give the other members of the panel."""
    return [seat.user for seat in of.call.panel.seats.filter(role="juror").order_by("pk")]


def seen_by(person, of):
    """Read the last tally as somebody does."""
    tally = tallying.latest(of)
    tally.round = of
    return room_of(tally, person, sight.sight_of(person, of))

"""From the panel to the last ballot: seats, ties, assignment, two rounds of marks, the count, the shortlist."""

import datetime as dt
import itertools
from decimal import Decimal
from typing import Any

from jury import assignment, conflicts, seating
from jury.asked import asked_of, lines
from jury.models import Assignment, Conflict, Round, Seat
from jury.states import AssignmentStatus, OutcomeKind, RoundKind, SeatRole, Tie
from scoring import balloting, opening, shortlisting, tallying

from .clockwork import Story
from .run import DAY, HOUR, Run
from .tales import read

SITTING = 7
LEAST, MOST, HALVES = 1, 10, 2
TIES = {
    (2, 1): conflicts.Answer(Tie.PERSONAL),
    (4, 3): conflicts.Answer(Tie.OTHER, "I reviewed an early draft of this work."),
}
ABSTAINS_EVERY = 11
COMMENT = "The figures were measured by somebody else, and agree with the reports. Convincing."


def panel(run: Run) -> Story:
    """Appoint a panel: seven sit, one declines or has yet to answer, and one who sat is released."""
    yield run.dates.opens_at + 10 * DAY
    made = seating.appoint(run.call, by=run.world.secretary)
    for place, juror in enumerate(read("people")["jurors"][run.prize]):
        role = SeatRole.CHAIR if place == 0 else SeatRole.JUROR
        told = {name: juror[name] for name in ("email", "name", "country", "institution", "city", "language")}
        seating.invite(made, **told, role=role, by=run.world.secretary)
    for place, seat in enumerate(made.seats.select_related("user", "panel").order_by("pk")):
        yield run.dates.opens_at + (11 + 12 * place) * DAY
        reply(run, seat, place)


def reply(run: Run, seat: Seat, place: int) -> None:
    """Answer an invitation: the first seven take the seat, the eighth is at sea, the ninth is called away later."""
    if place == SITTING:
        seating.decline(seat, reason="I am at sea until spring.", by=seat.user)
        return
    seating.accept(seat, signed_name=seat.user.name, by=seat.user)
    if place > SITTING:
        seating.end(seat, reason="Called away to another post.", by=run.world.secretary)


def seats(run: Run) -> list[Seat]:
    """Give the seats that sit, chair first."""
    sitting = Seat.objects.sitting().filter(panel__call=run.call)
    return list(sitting.select_related("user", "panel__call").order_by("pk"))


def answering(run: Run) -> Story:
    """Let each juror answer for every nominee; one has a tie, and stands aside."""
    for place, seat in enumerate(seats(run)):
        yield run.dates.assessment[0] - 8 * DAY + place * 5 * HOUR
        asked = lines(seat, list(asked_of(seat).order_by("code")))
        told = {
            line.dossier: answer_of(seat, line.dossier, place, number)
            for number, line in enumerate(asked)
            if not line.is_answered
        }
        conflicts.answer_all(seat, told, by=seat.user)


def answer_of(seat: Seat, dossier: Any, place: int, number: int) -> conflicts.Answer:
    """Say what ties a juror to a nominee: work where both are of one country, and friendship once."""
    if seat.country == dossier.nominee.country and place:
        return conflicts.Answer(Tie.PROFESSIONAL, "We worked together last year.")
    if (place, number) in TIES:
        return TIES[place, number]
    return conflicts.Answer(Tie.NONE)


def assessment(run: Run) -> Story:
    """Run the first round, and draw up the shortlist."""
    yield from answering(run)
    first = of(run, RoundKind.ASSESSMENT)
    yield run.dates.assessment[0] - 2 * DAY
    assign(run, first)
    yield run.dates.assessment[0]
    opening.open_round(of(run, first.kind), by=run.world.officer)
    yield from scored(run, first)
    yield from closed(run, first)
    tally = tallying.take(of(run, first.kind), by=run.world.officer)
    shortlisting.confirm(tally, by=seats(run)[0].user)


def final(run: Run) -> Story:
    """Run the final round: the whole panel reads all finalists."""
    last = of(run, RoundKind.FINAL)
    yield run.dates.final[0] - HOUR
    assign(run, last)
    yield run.dates.final[0]
    opening.open_round(of(run, last.kind), by=run.world.officer, reason="Jurors with ties stand aside.")
    yield from scored(run, last)
    yield from closed(run, last)


def of(run: Run, kind: str) -> Round:
    """Give a round of the call, read anew."""
    return Round.objects.select_related("call__cycle", "call__prize").get(call=run.call, kind=kind)


def assign(run: Run, round_: Round) -> None:
    """Propose who reads what, and confirm it."""
    assignment.propose(of(run, round_.kind), by=run.world.officer)
    assignment.confirm(of(run, round_.kind), by=run.world.officer)


def scored(run: Run, round_: Round) -> Story:
    """Let the jurors mark what they were given, each at the own pace."""
    given = Assignment.objects.filter(round=round_, status=AssignmentStatus.CONFIRMED).order_by("pk")
    jurors = {seat.pk: place for place, seat in enumerate(seats(run))}
    span = round_.closes_at - round_.opens_at - DAY
    plan = sorted((pace(run, round_, span, jurors[each.seat_id]), each.pk) for each in given)
    for number, (at, pk) in enumerate(plan):
        yield at
        row = Assignment.objects.select_related("seat__user", "seat__panel", "round__call").get(pk=pk)
        if row.status == AssignmentStatus.CONFIRMED:
            mark(run, row, jurors[row.seat_id], number)


def pace(run: Run, round_: Round, span: dt.timedelta, juror: int) -> dt.datetime:
    """Say when a juror comes to a dossier: some begin at once, some on the last evenings."""
    share = 0.1 + 0.08 * juror + 0.3 * run.world.dice.random()
    return round_.opens_at + span * share


def mark(run: Run, row: Assignment, juror: int, number: int) -> None:
    """Mark a dossier and cast the ballot; now and then a juror abstains, or leaves it for tomorrow."""
    by, marks = row.seat.user, marks_of(run, row, juror)
    leaves = leaves_it(run, juror, number)
    some = dict(itertools.islice(marks.items(), 3 if leaves else None))
    ballot = balloting.save(row, balloting.Sheet(some, {next(iter(marks)): COMMENT}), by=by, version=0)
    # a file that will win keeps its ballots, whatever the seed: without its quorum it would not be ranked
    if number % ABSTAINS_EVERY == ABSTAINS_EVERY - 1 and run.file_of(row.dossier_id).fate != OutcomeKind.LAUREATE:
        balloting.abstain(row, by=by, reason="I don’t read the language of the evidence.", version=ballot.version)
    elif not leaves:
        balloting.cast(row, by=by, key=f"example-{row.round.kind}-{row.pk}", version=ballot.version)


def leaves_it(run: Run, juror: int, number: int) -> bool:
    """Say whether a ballot stays unfinished: in a round that is still open, every fourth one."""
    return run.dates.assessment[1] > run.world.today and (juror + number) % 4 == 1


def marks_of(run: Run, row: Assignment, juror: int) -> dict[str, Decimal]:
    """Give a juror's marks: the file's quality, the juror's severity, and a little of the day's mood."""
    quality = run.file_of(row.dossier_id).quality + 0.3 * (juror % 4) - 0.5
    keys = row.round.rules.rubric.criteria.values_list("key", flat=True)
    return {key: on_the_scale(quality + run.world.dice.uniform(-0.9, 0.9)) for key in keys}


def on_the_scale(value: float) -> Decimal:
    """Round to half a point, within the scale."""
    return Decimal(min(max(round(value * HALVES), LEAST * HALVES), MOST * HALVES)) / HALVES


def closed(run: Run, round_: Round) -> Story:
    """Close a round at its hour, and count it."""
    yield round_.closes_at
    opening.close_due(of(run, round_.kind))
    yield round_.closes_at + DAY
    tallying.take(of(run, round_.kind), by=run.world.officer)


def turns(run: Run) -> Story:
    """Tell what comes in between: a juror finds out about a tie, another is set aside, the officer adds a reader."""
    yield run.dates.assessment[0] + (run.dates.assessment[1] - run.dates.assessment[0]) * 0.3
    rows = Assignment.objects.filter(round__call=run.call, status=AssignmentStatus.CONFIRMED).order_by("pk")
    begun = rows.select_related("seat__user", "seat__panel__call", "dossier").filter(ballot__isnull=False).last()
    if begun:
        conflicts.answer(begun.seat, begun.dossier, tie=Tie.FINANCIAL, by=begun.seat.user)
    yield run.dates.assessment[0] + (run.dates.assessment[1] - run.dates.assessment[0]) * 0.34
    last = rows.select_related("seat__panel__call", "dossier", "round").filter(ballot=None).last()
    if last:
        reason = "Wrote about the nominee in a newspaper last week."
        conflicts.impose(last.seat, last.dossier, reason=reason, by=run.world.officer)
        add_reader(run, last)


def add_reader(run: Run, row: Assignment) -> None:
    """Propose another juror for a dossier that lost one."""
    shut = Conflict.objects.filter(dossier=row.dossier).exclude(tie=Tie.NONE).values_list("seat")
    busy = Assignment.objects.filter(round=row.round, dossier=row.dossier).values_list("seat")
    free = Seat.objects.sitting().filter(panel__call=run.call).exclude(pk__in=shut).exclude(pk__in=busy)
    seat = free.order_by("pk").first()
    if seat:
        assignment.add(of(run, row.round.kind), seat, row.dossier, by=run.world.officer)

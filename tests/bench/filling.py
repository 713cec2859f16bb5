"""Fills a database for the bench: calls in several phases, so many nominations in each, five ballots for each.

Rows are made in bulk: the bench measures reading and single moves, not the making.
"""

import datetime as dt
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from awards_site import clock
from awards_site.canonical import digest
from awards_site.models import User
from jury.models import Assignment, Conflict, DossierGrant, Entry, Panel, Round, Seat
from jury.states import AssignmentStatus, RoundKind, SeatRole, SeatStatus, Tie
from nominations.models import (
    Act,
    Call,
    Consent,
    Dossier,
    Fingerprint,
    Nomination,
    Nominee,
    NomineeKey,
    Submission,
)
from nominations.states import ConsentStatus, NominationStatus, Phase
from scoring import shipping, tallying
from scoring.models import Ballot, CastBallot, Mark
from scoring.shipped.dates import following
from scoring.states import BallotStatus
from tests.factories.nominations import ACTS_IN, DAY
from tests.factories.people import user

#: Which jurors read a dossier, counted from its own number: five of them, so that neighbours share jurors.
OFFSETS = (0, 1, 3, 7, 12)
BALLOTS_EACH = len(OFFSETS)
LOAD = 60
CITIES = ("Samarkand", "Osh", "Multan", "Irbid", "Kandy", "Da Nang", "Tabriz", "Pokhara")


@dataclass
class Filled:
    """What the bench visits."""

    nominator: User
    officer: User
    juror: User
    chair: User
    open_call: Call
    screened_call: Call
    scored_call: Call
    counted_call: Call
    decided_call: Call
    auditor: User
    count: int


def fill(count: int) -> Filled:
    """Fill an empty database with so many nominations in each call."""
    officer, nominator = user("officer@bench.example", "officer"), user("nominator@bench.example")
    calls = {
        phase: call_in(phase, prize, cycle)
        for phase, prize, cycle in (
            (Phase.CALL_OPEN, "mayor", "2027"),
            (Phase.SCREENING, "journalist", "2027"),
            (Phase.ASSESSMENT, "academic", "2027"),
            (Phase.SHORTLIST, "mayor", "2025"),
            (Phase.RATIFICATION, "journalist", "2025"),
        )
    }
    for call in calls.values():
        nominate(call, count, nominator)
    open_panel = seat_jurors(calls[Phase.ASSESSMENT], count)
    shut_panel = seat_jurors(calls[Phase.SHORTLIST], count)
    score(calls[Phase.RATIFICATION], seat_jurors(calls[Phase.RATIFICATION], count), done=True)
    score(calls[Phase.ASSESSMENT], open_panel, done=False)
    score(calls[Phase.SHORTLIST], shut_panel, done=True)
    tallying.take(calls[Phase.SHORTLIST].rounds.get(kind=RoundKind.ASSESSMENT), by=officer)
    return Filled(
        nominator,
        officer,
        open_panel[1].user,
        shut_panel[0].user,
        calls[Phase.CALL_OPEN],
        calls[Phase.SCREENING],
        calls[Phase.ASSESSMENT],
        calls[Phase.SHORTLIST],
        calls[Phase.RATIFICATION],
        user("auditor@bench.example", "auditor"),
        count,
    )


def call_in(phase: Phase, prize: str, cycle_slug: str) -> Call:
    """Ship a prize's call and let it stand in a phase now."""
    now = clock.now()
    opens = now - 60 * DAY
    closes = now + 30 * DAY if phase == Phase.CALL_OPEN else now - 20 * DAY
    call = shipping.ship_call(prize, shipping.ship_cycle(cycle_slug), dates=following(opens, closes))
    Act.objects.bulk_create(Act(call=call, kind=kind, at=now - 10 * DAY) for kind in ACTS_IN[phase])
    call.forms.update(frozen_at=now)
    running = now + 10 * DAY if phase == Phase.ASSESSMENT else now - DAY
    call.rounds.filter(kind=RoundKind.ASSESSMENT).update(opens_at=now - 9 * DAY, closes_at=running)
    for each in call.rounds.all():
        freeze(each)
    return Call.objects.whole().get(pk=call.pk)


def freeze(round_: Round) -> None:
    """Freeze a round's rules as its opening does."""
    rules = round_.rules
    rules.frozen_at, rules.digest = clock.now(), digest(rules.as_record())
    rules.save()


def nominate(call: Call, count: int, nominator: User) -> None:
    """Put so many nominees forward, all of them consenting."""
    eligible = call.phase not in {Phase.CALL_OPEN, Phase.SCREENING}
    status = NominationStatus.ELIGIBLE if eligible else NominationStatus.SUBMITTED
    form = call.forms.get()
    nominees = Nominee.objects.bulk_create(nominee(number) for number in range(count))
    dossiers = Dossier.objects.bulk_create(
        Dossier(call=call, nominee=person, code=f"{call.code_letter}-{number:05}", headline=f"Work {number}")
        for number, person in enumerate(nominees, 1)
    )
    Consent.objects.bulk_create(
        Consent(dossier=each, status=ConsentStatus.GIVEN, answered_at=clock.now()) for each in dossiers
    )
    NomineeKey.objects.bulk_create(
        NomineeKey(nominee=person, key=key) for person in nominees for key in sorted(person.found_under)
    )
    files = Nomination.objects.bulk_create(
        Nomination(
            call=call,
            form=form,
            nominator=nominator,
            dossier=each,
            status=status,
            reference=f"{call.code_letter}{call.cycle.slug}-{number:05}",
            submitted_at=clock.now() - dt.timedelta(minutes=number),
            answers=answers(form, each),
        )
        for number, each in enumerate(dossiers, 1)
    )
    keep_sendings(files)


def keep_sendings(files: list[Nomination]) -> None:
    """Keep what was sent with each file, and a signature of it; every fiftieth file is like the one before."""
    sent = Submission.objects.bulk_create(
        Submission(
            nomination=each, number=1, key=f"bench:{each.pk}", answers=each.answers, digest=digest(each.answers)
        )
        for each in files
    )
    Fingerprint.objects.bulk_create(
        Fingerprint(submission=each, signature=signature_of(number - (number % 50 == 0)))
        for number, each in enumerate(sent, 1)
    )


def signature_of(number: int) -> list[int]:
    """Give a signature like no other number's."""
    dice = random.Random(number)
    return [dice.getrandbits(32) for _ in range(64)]


def nominee(number: int) -> Nominee:
    """Make a nominee."""
    city = CITIES[number % len(CITIES)]
    return Nominee(name=f"Nominee {number}", email=f"n{number}@bench.example", office="Mayor", city=city, country="UZ")


def answers(form: Any, dossier: Dossier) -> dict[str, Any]:
    """Answer every text question at some length."""
    asked = form.__dict__.setdefault(
        "asked", [question for step in form.steps.all() for question in step.questions.filter(parent=None)]
    )
    given = {
        each.key: f"{dossier.headline}. " + "Nine kilometres were cleaned. " * 8 for each in asked if is_text(each)
    }
    return given | {each.key: dossier.nominee.name for each in asked if each.meaning == "nominee_name"}


def is_text(question: Any) -> bool:
    """Say whether a question takes plain text."""
    return question.kind in {"short", "long"}


def seat_jurors(call: Call, count: int) -> list[Seat]:
    """Seat as many jurors as five ballots for each dossier need."""
    panel = Panel.objects.create(call=call, confidentiality={"en": "Keep it to yourself."})
    needed = max(15, -(-count * BALLOTS_EACH // LOAD))
    people = User.objects.bulk_create(
        User(email=f"juror{number}.{call.pk}@bench.example", name=f"Juror {number}") for number in range(needed)
    )
    return Seat.objects.bulk_create(
        Seat(
            panel=panel,
            user=person,
            role=SeatRole.CHAIR if number == 0 else SeatRole.JUROR,
            status=SeatStatus.ACCEPTED,
            answered_at=clock.now(),
            confidentiality_version=1,
            signed_name=person.name,
            country="TR",
        )
        for number, person in enumerate(people)
    )


def score(call: Call, seats: list[Seat], *, done: bool) -> None:
    """Assign every dossier to five jurors and write their ballots."""
    round_ = call.rounds.select_related("rules__rubric").get(kind=RoundKind.ASSESSMENT)
    dossiers = list(call.dossiers.all())
    Entry.objects.bulk_create(Entry(round=round_, dossier=each) for each in dossiers)
    pairs = [
        (each, seats[(number + offset) % len(seats)]) for number, each in enumerate(dossiers) for offset in OFFSETS
    ]
    Conflict.objects.bulk_create(Conflict(seat=seat, dossier=each, tie=Tie.NONE) for each, seat in pairs)
    grant(pairs)
    assigned = Assignment.objects.bulk_create(
        Assignment(round=round_, seat=seat, dossier=each, status=AssignmentStatus.CONFIRMED) for each, seat in pairs
    )
    write_ballots(round_, assigned, done=done)


def grant(pairs: Iterable[tuple[Dossier, Seat]]) -> None:
    """Let jurors open their dossiers."""
    field = DossierGrant._meta.get_field("permission")
    permission = field.related_model.objects.get(codename="view_dossier", content_type__app_label="nominations")
    DossierGrant.objects.bulk_create(
        DossierGrant(user_id=seat.user_id, content_object=each, permission=permission) for each, seat in pairs
    )


def write_ballots(round_: Round, assigned: list[Assignment], *, done: bool) -> None:
    """Write a ballot for each assignment: cast where the round is done, half of them otherwise."""
    criteria = list(round_.rules.rubric.criteria.all())
    kept = [each for number, each in enumerate(assigned) if done or number % 2]
    ballots = Ballot.objects.bulk_create(
        Ballot(assignment=each, status=BallotStatus.CAST, cast_at=clock.now(), version=2) for each in kept
    )
    marks = {ballot.pk: marks_of(ballot.pk, criteria) for ballot in ballots}
    Mark.objects.bulk_create(
        Mark(ballot=ballot, criterion=criterion, value=Decimal(marks[ballot.pk][criterion.key]))
        for ballot in ballots
        for criterion in criteria
    )
    CastBallot.objects.bulk_create(
        CastBallot(
            ballot=ballot, number=1, key=f"bench{ballot.pk}", marks=marks[ballot.pk], digest=digest(marks[ballot.pk])
        )
        for ballot in ballots
    )


def marks_of(number: int, criteria: list[Any]) -> dict[str, str]:
    """Give marks that differ from ballot to ballot."""
    return dict(marks_from(number, criteria))


def marks_from(number: int, criteria: list[Any]) -> Iterator[tuple[str, str]]:
    """Spread marks over the scale by a fixed rule."""
    for place, criterion in enumerate(criteria):
        yield criterion.key, str(Decimal(2 + (number * 7 + place * 3) % 17) / 2)

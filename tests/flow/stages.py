"""The stages of a cycle after the nominations, one function each: screened, seated, judged, decided, announced."""

import datetime as dt
import random
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

from awards_site import audit, clock
from awards_site.models import AuditEvent, Letter, User
from jury import assignment, conflicts, deliberation, seating
from jury.models import Assignment, Round, Seat
from jury.states import AssignmentStatus, OutcomeKind, RoundKind, SeatRole, Tie
from nominations import consent, screening
from nominations.models import Call, Consent, Dossier, Nomination
from nominations.states import GateState, Phase
from scoring import announcement, balloting, beat, opening, ratification, shortlisting, tallying
from scoring.models import Laureate
from scoring.shipped.dates import following
from scoring.states import Vote
from tests.factories.people import user

DAY = dt.timedelta(days=1)
OPENS = dt.datetime(2026, 9, 1, 9, tzinfo=dt.UTC)
CLOSES = dt.datetime(2027, 1, 20, 14, 30, tzinfo=dt.UTC)
DATES = following(OPENS, CLOSES)
COUNTRIES = ("AT", "KR", "IN", "JO", "KZ", "BR", "KE")
CITATION = {"en": "For work that others copied within a year.", "fa": "برای کاری که در یک سال دیگران از آن آموختند."}


@contextmanager
def on(instant: dt.datetime) -> Iterator[None]:
    with clock.standing_at(instant):
        yield


def cast_of_staff() -> dict[str, User]:
    """Make one of each role that the stages need."""
    roles = {"secgen": "secretary_general", "officer": "officer", "auditor": "auditor"}
    return {name: user(f"{name}@forum.example", role) for name, role in roles.items()}


def board_of_three() -> list[User]:
    return [user(f"board{number}@forum.example", "board") for number in range(3)]


def carried_through(call: Call, files: list[Nomination], people: dict[str, User]) -> None:
    """Carry a call with its submitted files to the announced winner, the recount and the letters."""
    screened(files, people["officer"])
    seats = seated(call, people["secgen"], people["officer"])
    first = judged(call, RoundKind.ASSESSMENT, DATES.assessment, people["officer"])
    with on(DATES.assessment[1] + DAY):
        tally = tallying.take(first, by=people["officer"])
        shortlisting.confirm(tally, by=seats[0].user)
    last = judged(call, RoundKind.FINAL, DATES.final, people["officer"])
    with on(DATES.final[1] + DAY):
        final = tallying.take(last, by=people["officer"])
        recommended(call, final, seats[0].user)
    ratified(call, board_of_three())
    announced(call, people)
    recounted([tally, final], people["auditor"])
    told(call, len(files))


def fresh(call: Call) -> Call:
    return Call.objects.whole().get(pk=call.pk)


def consented(file: Nomination, signed_name: str) -> None:
    with on(OPENS + 15 * DAY):
        consent.give(Consent.objects.get(dossier=file.dossier), signed_name=signed_name, integrity=True)


def screened(files: list[Nomination], officer: User) -> None:
    with on(CLOSES + 5 * DAY):
        for file in files:
            gates = [gate for gate in file.call.gates.all() if gate.key not in screening.BY_THE_NOMINEE]
            findings = [screening.Finding(gate, GateState.MET, "Seen.") for gate in gates]
            read_anew = Nomination.objects.whole().get(pk=file.pk)
            screening.note_gates(read_anew, findings=findings, by=officer)
            screening.admit(Nomination.objects.whole().get(pk=file.pk), by=officer)


def seated(call: Call, secgen: User, officer: User) -> list[Seat]:
    with on(CLOSES + 10 * DAY):
        panel = seating.appoint(fresh(call), by=secgen)
        for number, country in enumerate(COUNTRIES):
            role = SeatRole.JUROR if number else SeatRole.CHAIR
            name, email = f"Juror {number}", f"juror{number}@{call.prize.slug}.example"
            seat = seating.invite(panel, email=email, name=name, role=role, country=country, by=secgen)
            seating.accept(seat, signed_name=name, by=seat.user)
        conflicts.detect(fresh(call), by=officer)
        for seat in panel.seats.select_related("user", "panel__call"):
            ready = Dossier.objects.filter(call=call).ready_for_the_jury()
            conflicts.answer_all(seat, {each: conflicts.Answer(Tie.NONE) for each in ready}, by=seat.user)
    return list(panel.seats.select_related("user").order_by("pk"))


def judged(call: Call, kind: str, span: tuple[dt.datetime, dt.datetime], officer: User) -> Round:
    round_ = Round.objects.get(call=call, kind=kind)
    with on(span[0] - DAY):
        assignment.propose(read_round(round_), by=officer)
        assignment.confirm(read_round(round_), by=officer)
    with on(span[0]):
        opening.open_round(read_round(round_), by=officer)
    with on(span[0] + 3 * DAY):
        for given in Assignment.objects.filter(round=round_, status=AssignmentStatus.CONFIRMED).order_by("pk"):
            scored(Assignment.objects.select_related("seat__user", "dossier").get(pk=given.pk))
    with on(span[1]):
        assert beat.close_due_rounds() == 1
    return read_round(round_)


def read_round(round_: Round) -> Round:
    return Round.objects.select_related("call__cycle", "call__prize", "rules__rubric").get(pk=round_.pk)


def scored(given: Assignment) -> None:
    """Mark by the dossier's worth and the juror's habit: the first dossier is the best by far."""
    luck = random.Random(f"{given.seat_id}:{given.dossier.code}")
    worth = 9 - 2 * int(given.dossier.code[-1]) / 3 - given.seat_id % 3 / 2
    criteria = given.round.rules.rubric.criteria.all()
    marks = {each.key: Decimal(round(2 * (worth + luck.uniform(-0.3, 0.3)))) / 2 for each in criteria}
    marks = {key: min(max(value, Decimal(1)), Decimal(10)) for key, value in marks.items()}
    comments = dict.fromkeys(marks, "Measured by others.")
    saved = balloting.save(given, balloting.Sheet(marks, comments), by=given.seat.user, version=0)
    key = f"{given.pk:032}"
    casting = balloting.cast(given, by=given.seat.user, key=key, version=saved.version)
    assert balloting.cast(given, by=given.seat.user, key=key, version=saved.version) == casting


def recommended(call: Call, tally: Any, chair: User) -> None:
    ranked = [each.dossier for each in tally.standings.select_related("dossier").order_by("rank")]
    outcomes = {
        ranked[0]: deliberation.Said(OutcomeKind.LAUREATE, None, CITATION),
        ranked[1]: deliberation.Said(OutcomeKind.FINALIST, None, CITATION),
    }
    draft = deliberation.save(fresh(call), outcomes, minutes="By consensus.", by=chair)
    deliberation.recommend(fresh(call), by=chair, version=draft.version)


def ratified(call: Call, board: list[User]) -> None:
    with on(DATES.final[1] + 5 * DAY):
        for number, member in enumerate(board):
            paper_ = ratification.before_the_board(call)
            ratification.vote(paper_, by=member, choice=Vote.FOR, key=f"{call.pk}:{number}")
        assert fresh(call).phase == Phase.EMBARGO


def announced(call: Call, people: dict[str, User]) -> None:
    moment = DATES.final[1] + 60 * DAY
    with on(DATES.final[1] + 10 * DAY):
        made = announcement.propose(fresh(call), moment, by=people["secgen"])
        announcement.confirm(fresh(call), by=people["officer"], version=made.version)
    with on(moment - dt.timedelta(seconds=1)):
        assert (beat.publish_due(), Laureate.objects.count()) == (0, 0)
    with on(moment):
        assert (beat.publish_due(), beat.publish_due()) == (1, 0)
        assert fresh(call).phase == Phase.ANNOUNCED


def recounted(tallies: list[Any], auditor: User) -> None:
    with on(DATES.final[1] + 61 * DAY):
        for tally in tallies:
            recount = tallying.recount(tally, by=auditor)
            assert recount.same
            assert recount.taken.result == tally.result


def told(call: Call, files: int) -> None:
    laureate = Laureate.objects.get(call=call, kind=OutcomeKind.LAUREATE)
    assert laureate.dossier.code.endswith("1")
    assert dict(laureate.citation) == CITATION
    assert Letter.objects.filter(name="scoring/nominator_outcome").count() == files
    assert Letter.objects.filter(name="scoring/laureate").count() == 1
    span = audit.verify()
    assert span.last == AuditEvent.objects.count()

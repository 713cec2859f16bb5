"""What the database promises of the jury's rows: each promise is broken once, by hand."""

from contextlib import contextmanager

import pytest
from django.db import IntegrityError, transaction

from jury.models import Assignment, Conflict, Entry, Outcome, Panel, Recommendation, Round, Seat
from jury.states import OutcomeKind, SeatRole, SeatStatus, Tie
from nominations.states import Phase
from tests.factories import jury as jury_rows
from tests.factories import people

from .stories import scene

pytestmark = pytest.mark.django_db


@contextmanager
def broken(name):
    """Expect the database to refuse, naming the promise or its columns."""
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        yield


@pytest.fixture
def made():
    return scene(Phase.SCREENING)


def test_a_call_has_one_panel(made):
    with broken("call_id"):
        Panel.objects.create(call=made.call, confidentiality={"en": "x"})


def test_a_person_has_one_seat_on_a_panel(made):
    with broken("user"):
        jury_rows.seat(made.panel, made.juror.user)


def test_a_panel_has_one_chair_who_sits_or_may(made):
    with broken("panel|one_chair"):
        jury_rows.seat(made.panel, role=SeatRole.CHAIR)
    jury_rows.seat(made.panel, role=SeatRole.CHAIR, status=SeatStatus.ENDED)


@pytest.mark.parametrize(
    ("changed", "promise"),
    [
        ({"status": "asleep"}, "seat_status_is_known"),
        ({"role": "king"}, "seat_role_is_known"),
        ({"signed_name": ""}, "who_sits_accepted_confidentiality"),
        ({"confidentiality_version": None}, "who_sits_accepted_confidentiality"),
        ({"answered_at": None}, "who_sits_accepted_confidentiality"),
    ],
)
def test_a_seat_keeps_its_promises(made, changed, promise):
    with broken(promise):
        Seat.objects.filter(pk=made.juror.pk).update(**changed)


@pytest.mark.parametrize(
    ("fields", "promise"),
    [
        ({"tie": "rumour"}, "tie_is_known"),
        ({"tie": Tie.PERSONAL, "source": "rumour"}, "conflict_source_is_known"),
        ({"tie": Tie.OTHER}, "another_tie_is_explained"),
        ({"tie": Tie.NONE, "source": "detected"}, "only_the_juror_says_none"),
        ({"tie": Tie.NONE, "source": "imposed"}, "only_the_juror_says_none"),
        ({"tie": Tie.PERSONAL, "ground": "nominator"}, "only_the_data_has_a_ground"),
        ({"tie": Tie.PERSONAL, "source": "detected", "ground": "rumour"}, "only_the_data_has_a_ground"),
    ],
)
def test_a_conflict_keeps_its_promises(made, fields, promise):
    with broken(promise):
        Conflict.objects.create(seat=made.juror, dossier=made.dossiers[0], **fields)


def test_a_juror_has_one_answer_on_a_dossier(made):
    Conflict.objects.create(seat=made.juror, dossier=made.dossiers[0], tie=Tie.NONE)
    with broken("dossier"):
        Conflict.objects.create(seat=made.juror, dossier=made.dossiers[0], tie=Tie.PERSONAL)


def test_a_round_keeps_its_promises(made):
    with broken("kind"):
        jury_rows.round_of(made.call, "assessment")
    with broken("round_kind_is_known"):
        Round.objects.filter(pk=made.final.pk).update(kind="encore")
    with broken("round_closes_after_it_opens"):
        Round.objects.filter(pk=made.final.pk).update(closes_at=made.final.opens_at)


def test_a_dossier_enters_a_round_once(made):
    with broken("dossier"):
        Entry.objects.create(round=made.final, dossier=made.dossiers[0])


def test_an_assignment_keeps_its_promises(made):
    given = jury_rows.assignment(made.final, made.juror, made.dossiers[0])
    with broken("dossier"):
        Assignment.objects.create(round=made.final, seat=made.juror, dossier=made.dossiers[0])
    with broken("assignment_status_is_known"):
        Assignment.objects.filter(pk=given.pk).update(status="lost")


def test_a_recommendation_keeps_its_promises(made):
    first = Recommendation.objects.create(call=made.call, number=1)
    with broken("number"):
        Recommendation.objects.create(call=made.call, number=1)
    with broken("recommendation_status_is_known"):
        Recommendation.objects.filter(pk=first.pk).update(status="lost")
    Outcome.objects.create(recommendation=first, dossier=made.dossiers[0], kind=OutcomeKind.LAUREATE)
    with broken("dossier"):
        Outcome.objects.create(recommendation=first, dossier=made.dossiers[0], kind=OutcomeKind.FINALIST)
    with broken("outcome_kind_is_known"):
        Outcome.objects.create(recommendation=first, dossier=made.dossiers[1], kind="hero")


def test_a_person_is_no_juror_twice_by_capitals(made):
    with broken("email|one_account"):
        people.user(made.juror.user.email.upper())
        type(made.juror.user).objects.create(email=made.juror.user.email.upper())

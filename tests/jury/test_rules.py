"""Who does what in the jury, as tables of people and phases."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from awards_site.rules import Refused
from jury import permissions as may
from jury.models import Conflict
from jury.states import SeatStatus, Tie
from nominations.states import Phase
from tests.factories import jury as jury_rows
from tests.factories import people
from tests.factories import scoring as scoring_rows

from .stories import scene

pytestmark = pytest.mark.django_db

P = Phase
ALL = set(Phase)
JUDGING = {P.ASSESSMENT, P.SHORTLIST, P.FINAL}
SCREENED = JUDGING | {P.SCREENING}
UNTIL_JUDGED = SCREENED | {P.SETUP, P.CALL_OPEN}
FROM_SCREENING = ALL - {P.SETUP, P.CALL_OPEN}
FROM_JUDGING = FROM_SCREENING - {P.SCREENING}
DELIBERATED = {P.DELIBERATION, P.RATIFICATION, P.EMBARGO}

CALL_RULES = {
    may.may_view_panel: {
        "officer": ALL,
        "secretary_general": ALL,
        "auditor": FROM_JUDGING,
        "juror": FROM_JUDGING,
        "chair": FROM_JUDGING,
    },
    may.may_appoint: {"secretary_general": UNTIL_JUDGED},
    may.may_invite: {"secretary_general": UNTIL_JUDGED, "officer": UNTIL_JUDGED},
    may.may_view_ties: {
        "officer": FROM_SCREENING - {P.ARCHIVED},
        "secretary_general": FROM_SCREENING,
        "auditor": FROM_SCREENING,
        "chair": SCREENED | {P.DELIBERATION, P.RATIFICATION},
    },
    may.may_impose_conflict: {"officer": SCREENED, "chair": SCREENED},
    may.may_detect_conflicts: {"officer": SCREENED, "secretary_general": SCREENED},
    may.may_read_deliberation: {"chair": {P.DELIBERATION, P.RATIFICATION}},
    may.may_deliberate: {"chair": {P.DELIBERATION}},
}
ROUND_RULES = {
    may.may_view_assignment: {
        "officer": FROM_SCREENING - {P.ARCHIVED},
        "secretary_general": FROM_SCREENING,
        "auditor": FROM_JUDGING,
        "chair": SCREENED | DELIBERATED,
    },
    may.may_assign: {"officer": SCREENED, "chair": SCREENED},
    may.may_confirm_assignment: {"officer": SCREENED},
}


def cast_of(made):
    """Give one person of each kind."""
    return {
        "anonymous": AnonymousUser(),
        "stranger": people.user(),
        "invited": jury_rows.seat(made.panel, people.user(), SeatStatus.INVITED).user,
        "juror": made.juror.user,
        "chair": made.chair.user,
        **{role: people.user("", role) for role in ("officer", "secretary_general", "board", "auditor")},
    }


@pytest.mark.parametrize("phase", list(Phase))
def test_rules_of_a_call_follow_the_table(phase):
    made = scene(phase)
    cast = cast_of(made)
    for rule, table in CALL_RULES.items():
        allowed = {name for name, person in cast.items() if rule(person, made.call)}
        assert allowed == {name for name, phases in table.items() if phase in phases}, rule.name


@pytest.mark.parametrize("phase", list(Phase))
def test_rules_of_a_round_follow_the_table(phase):
    made = scene(phase)
    cast = cast_of(made)
    for rule, table in ROUND_RULES.items():
        allowed = {name for name, person in cast.items() if rule(person, made.final)}
        assert allowed == {name for name, phases in table.items() if phase in phases}, rule.name


@pytest.mark.parametrize("phase", list(Phase))
def test_only_the_juror_answers_for_the_own_ties(phase):
    made = scene(phase)
    allowed = {name for name, person in cast_of(made).items() if may.may_answer_conflicts(person, made.juror)}
    assert allowed == ({"juror"} if phase in SCREENED | {P.DELIBERATION, P.RATIFICATION} else set())


@pytest.mark.parametrize("status", list(SeatStatus))
def test_only_the_invited_person_answers_and_once(status):
    made = scene(P.SCREENING)
    seat = jury_rows.seat(made.panel, people.user(), status)
    cast = {**cast_of(made), "self": seat.user}
    allowed = {name for name, person in cast.items() if may.may_answer_seat(person, seat)}
    assert allowed == ({"self"} if status == SeatStatus.INVITED else set())


def test_a_juror_is_in_the_room_once_finished_and_without_a_tie_to_any_finalist():
    made = scene(P.DELIBERATION)
    person, (first, second) = made.juror.user, made.dossiers
    scoring_rows.rules(made.final)
    given = jury_rows.assignment(made.final, made.juror, first)
    begun = scoring_rows.ballot(given)
    assert not may.may_read_deliberation(person, made.call)
    begun.status, begun.reason = "abstained", "Too near to the field."
    begun.save()
    assert may.may_read_deliberation(person, made.call)
    assert not may.may_deliberate(person, made.call)
    Conflict.objects.create(seat=made.juror, dossier=second, tie=Tie.PERSONAL)
    with pytest.raises(Http404):
        may.may_read_deliberation.require(person, made.call)


def test_who_may_see_but_not_do_is_told_why():
    made = scene(P.SCREENING)
    with pytest.raises(Refused, match="Only the Secretary General appoints a panel"):
        may.may_appoint.require(people.user("", "officer"), made.call)
    with pytest.raises(Refused, match="Only an officer confirms"):
        may.may_confirm_assignment.require(made.chair.user, made.assessment)


def test_who_may_not_know_is_told_nothing():
    made = scene(P.SCREENING)
    with pytest.raises(Http404):
        may.may_view_panel.require(people.user(), made.call)

"""Who reads a dossier and when: the table of phases and roles, said once, held by rule and list alike."""

import pytest
from django.contrib.auth.models import AnonymousUser

from jury import permissions
from jury.models import Conflict, DossierGrant, calls_in, dossiers_visible_to
from jury.states import AssignmentStatus, ConflictSource, SeatStatus, Tie
from nominations.models import Act, Call, Dossier, Nomination
from nominations.permissions import may_read_nomination
from nominations.states import ActKind, ConsentStatus, NominationStatus, Phase
from tests.factories import jury as jury_rows
from tests.factories import nominations as rows
from tests.factories import people

from .stories import afresh, scene

pytestmark = pytest.mark.django_db

P = Phase
STAFF = ("conflicted_officer", "officer", "secretary_general")
JUDGING = {P.ASSESSMENT, P.SHORTLIST, P.FINAL}
READS = {
    "anonymous": set(),
    "stranger": set(),
    "assigned": JUDGING | {P.DELIBERATION, P.RATIFICATION},
    "same_panel": set(),
    "other_panel": set(),
    "chair": JUDGING | {P.SCREENING, P.DELIBERATION, P.RATIFICATION, P.EMBARGO},
    "conflicted": set(),
    "conflicted_officer": set(),
    "officer": set(Phase),
    "secretary_general": set(Phase),
    "board": {P.RATIFICATION, P.EMBARGO},
    "auditor": set(Phase) - {P.SETUP, P.CALL_OPEN},
}


def cast_of(made):
    """Give one person of each kind around the first dossier."""
    dossier, juror = made.dossiers[0], made.juror
    jury_rows.assignment(made.assessment, juror, dossier)
    stranger = rows.call(made.call.phase, prize_slug="other")
    tied = jury_rows.seat(made.panel, people.user())
    jury_rows.assignment(made.assessment, tied, dossier, cleared=False)
    clerk = jury_rows.seat(made.panel, people.user("", "officer"))
    for seat in (tied, clerk):
        Conflict.objects.create(seat=seat, dossier=dossier, tie=Tie.PERSONAL)
    return {
        "anonymous": AnonymousUser(),
        "stranger": people.user(),
        "assigned": juror.user,
        "same_panel": made.seats[2].user,
        "other_panel": jury_rows.panel(stranger, 1).seats.get().user,
        "chair": made.chair.user,
        "conflicted": tied.user,
        "conflicted_officer": clerk.user,
        "officer": people.user("", "officer"),
        "secretary_general": people.user("", "secretary_general"),
        "board": people.user("", "board"),
        "auditor": people.user("", "auditor"),
    }


def readers_of(dossier, cast):
    """Name who reads, by the rule and by the list, which must agree."""
    fresh = afresh(dossier)
    by_rule = {name for name, person in cast.items() if permissions.may_read_dossier(person, fresh)}
    by_list = {name for name, person in cast.items() if dossiers_visible_to(person).filter(pk=dossier.pk).exists()}
    assert by_rule == by_list
    return by_rule


@pytest.mark.parametrize("phase", list(Phase))
def test_a_dossier_is_read_by_whom_the_table_names(phase):
    made = scene(phase)
    expected = {name for name, phases in READS.items() if phase in phases}
    assert readers_of(made.dossiers[0], cast_of(made)) == expected


@pytest.mark.parametrize("phase", list(Phase))
def test_a_chair_with_a_tie_reads_nothing_of_that_dossier(phase):
    made = scene(phase)
    Conflict.objects.create(seat=made.chair, dossier=made.dossiers[0], tie=Tie.FINANCIAL)
    assert not permissions.may_read_dossier(made.chair.user, made.dossiers[0])
    chair_reads = phase in READS["chair"]
    assert permissions.may_read_dossier(made.chair.user, made.dossiers[1]) is chair_reads


def no_answer(made, dossier):
    Conflict.objects.all().delete()


def no_grant(made, dossier):
    DossierGrant.objects.all().delete()


def recused(made, dossier):
    made.assessment.assignments.update(status=AssignmentStatus.RECUSED)


def proposed(made, dossier):
    made.assessment.assignments.update(status=AssignmentStatus.PROPOSED)


def seat_ended(made, dossier):
    made.panel.seats.update(status=SeatStatus.ENDED)


def consent_withdrawn(made, dossier):
    dossier.consent.status = ConsentStatus.WITHDRAWN
    dossier.consent.save()


def consent_awaited(made, dossier):
    dossier.consent.status = ConsentStatus.ASKED
    dossier.consent.save()


def nomination_withdrawn(made, dossier):
    dossier.nominations.update(status=NominationStatus.WITHDRAWN)


def tie_declared(made, dossier):
    Conflict.objects.update(tie=Tie.PROFESSIONAL)


def tie_detected(made, dossier):
    Conflict.objects.update(tie=Tie.PROFESSIONAL, source=ConflictSource.DETECTED, ground="nominator")


@pytest.mark.parametrize(
    "loss",
    [
        no_answer,
        no_grant,
        recused,
        proposed,
        seat_ended,
        consent_withdrawn,
        consent_awaited,
        nomination_withdrawn,
        tie_declared,
        tie_detected,
    ],
)
def test_a_juror_needs_every_single_condition(loss):
    made = scene(Phase.ASSESSMENT)
    dossier = made.dossiers[0]
    jury_rows.assignment(made.assessment, made.juror, dossier)
    assert permissions.may_read_dossier(made.juror.user, dossier)
    loss(made, dossier)
    assert not permissions.may_read_dossier(made.juror.user, afresh(dossier))


@pytest.mark.parametrize(
    ("phase", "reads"), [(P.SCREENING, False), (P.ASSESSMENT, False), (P.SHORTLIST, False), (P.FINAL, True)]
)
def test_a_finalist_opens_to_the_panel_with_the_final_round_and_not_before(phase, reads):
    made = scene(phase)
    jury_rows.assignment(made.final, made.juror, made.dossiers[0])
    assert permissions.may_read_dossier(made.juror.user, made.dossiers[0]) is reads


def test_the_board_reads_finalists_alone():
    made = scene(P.RATIFICATION)
    made.final.entries.filter(dossier=made.dossiers[1]).delete()
    assert list(dossiers_visible_to(people.user("", "board"))) == made.dossiers[:1]


LETTERS = {
    "assigned": JUDGING | {P.DELIBERATION, P.RATIFICATION},
    "chair": READS["chair"] - {P.SCREENING},
    "officer": set(Phase) - {P.SETUP, P.ARCHIVED},
    "secretary_general": set(Phase) - {P.SETUP, P.ARCHIVED},
}


@pytest.mark.parametrize("phase", list(Phase))
def test_letters_of_support_are_read_by_secretariat_and_panel(phase):
    made = scene(phase)
    cast, dossier = cast_of(made), afresh(made.dossiers[0])
    reads = {name for name, person in cast.items() if permissions.may_read_letters(person, dossier)}
    assert reads == {name for name, phases in LETTERS.items() if phase in phases}


@pytest.mark.parametrize("phase", list(Phase))
def test_the_database_says_the_same_phase_as_the_call(phase):
    made = rows.call(phase)
    for each in Phase:
        assert Call.objects.filter(pk=made.pk, pk__in=calls_in([each])).exists() is (each == phase)


def test_a_referral_takes_the_recommendation_away_for_both():
    made = rows.call(P.RATIFICATION)
    Act.objects.create(call=made, kind=ActKind.REFERRED_BACK)
    assert afresh(made).phase == P.DELIBERATION
    assert list(calls_in([P.DELIBERATION])) == [{"pk": made.pk}]
    Act.objects.create(call=made, kind=ActKind.RECOMMENDED)
    assert afresh(made).phase == P.RATIFICATION
    assert list(calls_in([P.RATIFICATION])) == [{"pk": made.pk}]


def test_a_superuser_without_a_role_reads_nothing():
    made = scene(P.ASSESSMENT)
    keeper = people.user()
    keeper.is_superuser = keeper.is_staff = True
    keeper.save()
    assert not dossiers_visible_to(keeper).exists()
    assert Dossier.objects.count() == len(made.dossiers)


@pytest.mark.parametrize("phase", [P.SCREENING, P.ASSESSMENT])
def test_a_tie_shuts_the_files_of_a_dossier_to_whoever_screens(phase):
    made = scene(phase)
    cast = cast_of(made)
    files = list(Nomination.objects.select_related("call").filter(dossier__in=made.dossiers))
    for kind in STAFF:
        listed = set(Nomination.objects.visible_to(cast[kind]).filter(dossier__in=made.dossiers))
        assert listed == {file for file in files if may_read_nomination(cast[kind], file)}
        about_the_first = {file for file in listed if file.dossier_id == made.dossiers[0].pk}
        assert bool(about_the_first) == (kind != "conflicted_officer")
        assert listed - about_the_first != set()

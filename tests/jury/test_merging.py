"""What the jury keeps and loses when two dossiers become one: every tie stays, nothing of the other one is left."""

import pytest

from awards_site.models import AuditEvent
from jury import recusal
from jury.models import Assignment, Conflict, DossierGrant, Entry, dossiers_visible_to
from jury.states import ConflictSource, Ground, RoundKind, Tie
from nominations import pairing
from nominations.states import Phase
from tests.factories import jury, nominations
from tests.factories.people import user

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    return nominations.call(Phase.SCREENING)


@pytest.fixture
def two(call):
    return nominations.eligible(call, name="Reza Karimi"), nominations.eligible(call, name="Riza Kareemi")


def merge(two) -> None:
    pairing.merge(*two, by=user("", "officer"), reason="One mayor.")


@pytest.mark.parametrize("said_of_the_kept", [None, Tie.NONE, Tie.FINANCIAL])
def test_a_tie_to_either_shuts_the_one_that_stays(call, two, said_of_the_kept):
    kept, gone = two
    seat = jury.panel(call, 2).seats.last()
    if said_of_the_kept is not None:
        Conflict.objects.create(seat=seat, dossier=kept, tie=said_of_the_kept, by=seat.user)
    Conflict.objects.create(seat=seat, dossier=gone, tie=Tie.PERSONAL, comment="Cousins.", by=seat.user)
    jury.grant(seat, kept)
    merge(two)
    row = Conflict.objects.get(seat=seat, dossier=kept)
    stands = said_of_the_kept == Tie.FINANCIAL
    assert row.tie == (Tie.FINANCIAL if stands else Tie.PERSONAL)
    assert AuditEvent.objects.filter(what="conflict.carried_over").exists() is not stands
    assert DossierGrant.objects.filter(content_object=kept).exists() is stands


def test_no_tie_said_of_the_other_title_is_asked_again_of_the_one_that_stays(call, two):
    kept, gone = two
    seat = jury.panel(call, 2).seats.last()
    Conflict.objects.create(seat=seat, dossier=gone, tie=Tie.NONE, by=seat.user)
    merge(two)
    assert not Conflict.objects.filter(seat=seat, dossier=kept).exists()


def test_a_juror_who_nominated_the_other_spelling_or_lives_at_its_address_is_shut_out(call, two):
    kept, gone = two
    panel = jury.panel(call, 0)
    nominator = jury.seat(panel, gone.nominations.get().nominator)
    herself = jury.seat(panel, user(gone.nominee.email))
    merge(two)
    found = {row.seat: (row.source, row.ground) for row in Conflict.objects.filter(dossier=kept)}
    assert found == {
        nominator: (ConflictSource.DETECTED, Ground.NOMINATOR),
        herself: (ConflictSource.DETECTED, Ground.NOMINEE),
    }


def test_nothing_of_the_other_dossier_is_left_in_rounds_and_lists(call, two):
    kept, _gone = two
    panel = jury.panel(call, 2)
    round_ = jury.round_of(call, RoundKind.ASSESSMENT, *two)
    for dossier in two:
        jury.assignment(round_, panel.seats.last(), dossier)
    merge(two)
    assert [each.dossier for each in Entry.objects.all()] == [kept]
    assert [each.dossier for each in Assignment.objects.all()] == [kept]
    assert [each.content_object for each in DossierGrant.objects.all()] == [kept]
    for person in (user("", "officer"), panel.seats.first().user):
        assert set(dossiers_visible_to(person)) == {kept}
    assert recusal.detect(call, by=None) == 0

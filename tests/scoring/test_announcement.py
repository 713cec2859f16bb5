"""The moment: two people set it, the clock keeps it, and before it nothing of the result exists."""

import datetime as dt
import os
import sqlite3
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.http import Http404

from awards_site import audit, clock
from awards_site.models import AuditEvent, Letter
from awards_site.rules import Refused
from jury.models import Outcome
from nominations.models import Call, Consent
from nominations.states import ConsentStatus, Phase
from scoring import announcement, beat
from scoring.models import Announcement, Laureate
from scoring.states import ANNOUNCEMENT_MOVES, AnnouncementStatus
from tests.factories import scoring as factory
from tests.factories.people import user

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def secgen(db):
    return user("", "secretary_general")


@pytest.fixture
def call(db):
    return factory.recommended("laureate", "finalist", phase=Phase.EMBARGO).call


def soon() -> dt.datetime:
    return clock.now() + HOUR


def fresh(call) -> Call:
    return Call.objects.whole().get(pk=call.pk)


def test_every_state_of_an_announcement_has_its_moves():
    assert ANNOUNCEMENT_MOVES.keys() == set(AnnouncementStatus.values)


def test_two_people_set_the_moment_and_the_system_publishes_at_it(call, secgen):
    moment = soon()
    made = announcement.propose(call, moment, by=secgen)
    announcement.confirm(call, by=user("", "officer"), version=made.version)
    assert (beat.publish_due(), Laureate.objects.count()) == (0, 0)
    with clock.standing_at(moment - dt.timedelta(microseconds=1)):
        assert beat.publish_due() == 0
    with clock.standing_at(moment):
        assert (beat.publish_due(), beat.publish_due()) == (1, 0)
    assert fresh(call).phase == Phase.ANNOUNCED
    assert set(Laureate.objects.values_list("kind", flat=True)) == {"laureate", "finalist"}
    assert AuditEvent.objects.get(what="call.announced").by == "system"
    assert audit.verify()


def test_a_server_that_was_down_publishes_when_it_is_back(call, secgen):
    made = factory.announcement(call)
    with clock.standing_at(made.moment + dt.timedelta(days=2)):
        assert beat.publish_due() == 1


def test_a_moment_that_comes_while_another_call_cannot_be_published_is_kept(call):
    stuck = factory.announcement(factory.open_round(phase=Phase.DELIBERATION).call)
    made = factory.announcement(call)
    with clock.standing_at(max(made.moment, stuck.moment)):
        assert beat.publish_due() == 1
    assert set(Laureate.objects.values_list("call", flat=True)) == {call.pk}
    assert Letter.objects.filter(name="scoring/laureate").exists()
    stuck.refresh_from_db()
    assert stuck.status == AnnouncementStatus.CONFIRMED


def test_who_took_the_consent_back_after_the_board_had_decided_is_not_named(call):
    made = factory.announcement(call)
    laureate = Outcome.objects.get(kind="laureate").dossier
    Consent.objects.filter(dossier=laureate).update(status=ConsentStatus.WITHDRAWN)
    with clock.standing_at(made.moment):
        assert beat.publish_due() == 1
    assert set(Laureate.objects.values_list("kind", flat=True)) == {"finalist"}
    assert AuditEvent.objects.get(what="call.announced").facts["withdrawn"] == 1
    assert not Letter.objects.filter(name="scoring/laureate").exists()


def test_before_the_moment_no_row_and_no_letter_tells_of_the_result(call):
    made = factory.announcement(call)
    with clock.standing_at(made.moment - dt.timedelta(seconds=1)):
        beat.publish_due()
    assert (Laureate.objects.count(), Letter.objects.count()) == (0, 0)


def test_the_letters_follow_each_once_in_the_readers_language(call):
    made = factory.announcement(call)
    call.dossiers.first().consent.__class__.objects.filter(dossier=call.dossiers.first()).update(language="fa")
    with clock.standing_at(made.moment):
        beat.publish_due()
        Announcement.objects.update(told_at=None)
        beat.publish_due()
    names = sorted(Letter.objects.values_list("name", "language"))
    assert names == [
        ("scoring/finalist", "en"),
        ("scoring/laureate", "fa"),
        ("scoring/nominator_outcome", "en"),
        ("scoring/nominator_outcome", "en"),
    ]


def test_finalists_stand_without_rank_unless_the_call_ranks_them(call):
    made = factory.announcement(call)
    with clock.standing_at(made.moment):
        beat.publish_due()
    assert set(Laureate.objects.values_list("rank", flat=True)) == {None}


def test_the_same_person_does_not_confirm_what_they_proposed(call, secgen):
    made = announcement.propose(call, soon(), by=secgen)
    with pytest.raises(Refused):
        announcement.confirm(call, by=secgen, version=made.version)


@pytest.mark.parametrize("role", ["auditor", ""])
def test_neither_auditor_nor_outsider_confirms_or_holds(call, secgen, role):
    made = announcement.propose(call, soon(), by=secgen)
    person = user("", *([role] if role else []))
    with pytest.raises(Http404):
        announcement.confirm(call, by=person, version=made.version)
    with pytest.raises(Http404):
        announcement.hold(call, by=person, reason="No.", version=made.version)


@pytest.mark.parametrize("role", ["officer", "board", "auditor", ""])
def test_only_the_secretary_general_proposes(call, role):
    with pytest.raises(Http404):
        announcement.propose(call, soon(), by=user("", *([role] if role else [])))


def test_a_moment_lies_ahead(call, secgen):
    with pytest.raises(announcement.MomentHasPassed):
        announcement.propose(call, clock.now(), by=secgen)
    made = announcement.propose(call, soon(), by=secgen)
    with clock.standing_at(made.moment), pytest.raises(announcement.MomentHasPassed):
        announcement.confirm(call, by=user("", "officer"), version=made.version)


def test_what_is_held_is_not_published_until_it_is_proposed_and_confirmed_again(call, secgen):
    made = factory.announcement(call)
    with pytest.raises(Refused):
        announcement.hold(call, by=secgen, reason=" ", version=made.version)
    held = announcement.hold(call, by=secgen, reason="A laureate withdrew.", version=made.version)
    with clock.standing_at(made.moment):
        assert beat.publish_due() == 0
    again = announcement.propose(call, soon() + HOUR, by=secgen, version=held.version)
    assert (again.status, again.confirmed_by, again.hold_reason) == (AnnouncementStatus.PROPOSED, None, "")


def test_a_new_moment_takes_the_confirmation_away(call, secgen):
    made = factory.announcement(call)
    again = announcement.propose(call, soon() + HOUR, by=secgen, version=made.version)
    assert (again.status, again.confirmed_by) == (AnnouncementStatus.PROPOSED, None)


def test_nobody_confirms_a_moment_that_was_changed_meanwhile(call, secgen):
    made = announcement.propose(call, soon(), by=secgen)
    announcement.propose(call, soon() + HOUR, by=secgen, version=made.version)
    with pytest.raises(announcement.Stale):
        announcement.confirm(call, by=user("", "officer"), version=made.version)


@pytest.mark.parametrize("phase", [Phase.RATIFICATION, Phase.DELIBERATION, Phase.ANNOUNCED])
def test_no_moment_is_set_in_another_phase(secgen, phase):
    with pytest.raises(Refused):
        announcement.propose(factory.recommended(phase=phase).call, soon(), by=secgen)


def test_the_database_keeps_the_moment(call):
    made = factory.announcement(call)
    rows = Announcement.objects.filter(pk=made.pk)
    early = made.moment - HOUR
    for fields in (
        {"status": "leaked"},
        {"confirmed_by": made.proposed_by},
        {"confirmed_by": None},
        {"status": AnnouncementStatus.PUBLISHED, "published_at": early},
        {"status": AnnouncementStatus.PUBLISHED, "published_at": None},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**fields)


PUBLISH = "import django; django.setup(); from scoring import beat; print(beat.publish_due())"


@pytest.mark.django_db(transaction=True)
def test_four_workers_at_the_moment_publish_exactly_once(tmp_path):
    of = factory.recommended("laureate", phase=Phase.EMBARGO).call
    with clock.standing_at(clock.now() - 2 * HOUR):
        factory.announcement(of)
    run = [sys.executable, "-c", PUBLISH]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": shared_database(tmp_path)}
    workers = [subprocess.Popen(run, env=environment, cwd=settings.BASE_DIR, stdout=subprocess.PIPE) for _ in range(4)]
    answers = [int(worker.communicate(timeout=240)[0].split()[-1]) for worker in workers]
    assert sorted(answers) == [0, 0, 0, 1]


def shared_database(folder) -> str:
    """Give the address of a database that other processes can open too."""
    if connection.vendor != "sqlite":
        given = connection.settings_dict
        return f"postgres://{given['USER']}:{given['PASSWORD']}@{given['HOST']}:{given['PORT']}/{given['NAME']}"
    connection.ensure_connection()
    copy = sqlite3.connect(folder / "shared.sqlite3")
    connection.connection.backup(copy)
    copy.close()
    return f"sqlite:///{folder / 'shared.sqlite3'}"

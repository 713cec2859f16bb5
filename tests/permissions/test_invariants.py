"""What holds whoever asks and whatever the table says: each law on its own, by words planted where few may read."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction
from django.http import Http404

from awards_site import audit, clock
from awards_site.models import AuditEvent, User
from awards_site.rules import Refused
from jury.models import Assignment, Conflict
from nominations import consent, drafting, setup
from nominations.models import Call, DateChange, Nomination
from nominations.states import ConsentStatus, Phase
from scoring import announcement, balloting, ratification
from scoring.models import Announcement, BoardVote, Laureate, Standing, Tally
from scoring.states import Vote
from tests.factories import nominations as make
from tests.factories.people import user

from .finding import our_names, who_knocks
from .knocking import SAID, address_in, all_names, caller, knock
from .reading import BALLOT, CITATION, CONTACT, FILE, STORY, TITLES, plant, read_by
from .world import world_in

pytestmark = pytest.mark.django_db
BEFORE_THE_MOMENT = [*Phase][: [*Phase].index(Phase.ANNOUNCED)]


def ballot_acts(of: Assignment, by):
    sheet = balloting.Sheet({}, {"impact": "Mine."})
    return (
        lambda: balloting.save(of, sheet, by=by, version=1),
        lambda: balloting.cast(of, by=by, key="k" * 32, version=1),
        lambda: balloting.abstain(of, by=by, reason="So.", version=1),
        lambda: balloting.reopen(of, by=by, version=1),
    )


@pytest.mark.parametrize("phase", [Phase.ASSESSMENT, Phase.SHORTLIST, Phase.DELIBERATION, Phase.RATIFICATION])
def test_2_nobody_writes_anothers_ballot_nor_the_own_one_outside_its_round(phase):
    world = world_in(phase)
    of = Assignment.objects.select_related("seat__user", "dossier__consent").filter(round=world.rounds["assessment"])[
        0
    ]
    people = [person for person in world.people.values() if person]
    others = people if phase != Phase.ASSESSMENT else [each for each in people if each != of.seat.user]
    for person in others:
        for act in ballot_acts(of, person):
            with pytest.raises((Refused, Http404)):
                act()
    assert not [name for name in all_names() if "impersonate" in name or "hijack" in name or "loginas" in name]


@pytest.mark.parametrize("model", [Tally, Standing])
def test_2_nobody_overrides_a_tally(model):
    world_in(Phase.DELIBERATION)
    field = {"result_digest": "0" * 64} if model is Tally else {"rank": 1}
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.update(**field)
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.all().delete()


@pytest.mark.parametrize("phase", [Phase.SCREENING, Phase.ASSESSMENT, Phase.DELIBERATION, Phase.RATIFICATION])
@pytest.mark.parametrize("person", ["juror.conflicted", "chair.conflicted", "board.conflicted"])
def test_3_somebody_with_a_tie_reads_nothing_of_the_file_but_its_title_among_the_answers(phase, person):
    world = world_in(phase)
    plant(world, world.dossier_for(person))
    pages = list(read_by(world, person))
    words = (FILE, STORY, BALLOT, CITATION, CONTACT)
    read = {word: {page.name for page in pages if word in page.text} for word in words}
    assert read.pop(FILE) <= TITLES
    assert {word: names for word, names in read.items() if names} == {}


@pytest.mark.parametrize("phase", BEFORE_THE_MOMENT)
def test_4_nothing_is_published_before_the_moment(phase):
    world_in(phase)
    assert announcement.publish_due() == 0
    assert not Laureate.objects.exists()


@pytest.mark.parametrize("phase", [Phase.ASSESSMENT, Phase.EMBARGO])
def test_5_the_auditor_writes_nothing_and_the_log_only_grows(phase):
    world = world_in(phase)
    client = caller(world, "auditor")
    own = {"account", "sign_out_everywhere", "scoring:recount", "scoring:export_ballots", "scoring:take_salts"}
    own |= {"nominations:new_link"}
    for name in our_names():
        if "auditor" in who_knocks(name) and name not in own:
            answer = knock(client, "POST", address_in(world, name, "own", "auditor"))
            assert answer.status_code in {403, 404, 405}, name
    audit.record(by=None, what="tried", on="nothing")
    for write in (lambda: AuditEvent.objects.update(by="y"), lambda: AuditEvent.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            write()


def test_6_who_counts_does_not_ratify():
    world = world_in(Phase.RATIFICATION)
    member = Tally.objects.latest("pk").by
    member.role_grants.create(role="board")
    paper = ratification.before_the_board(world.call)
    with pytest.raises(Refused, match="count"):
        ratification.vote(paper, by=User.objects.get(pk=member.pk), choice=Vote.FOR, key="k")
    assert not BoardVote.objects.exists()


@pytest.mark.parametrize("answer", [ConsentStatus.GIVEN, ConsentStatus.DECLINED, ConsentStatus.WITHDRAWN])
def test_6_nobody_overrides_a_consent(answer):
    row = make.dossier(make.call(Phase.SCREENING), consent=answer).consent
    for role in ("officer", "secretary_general", "board", "auditor"):
        with pytest.raises((Refused, Http404)):
            consent.waive(row, reason="We want this.", by=user("", role))
    row.refresh_from_db()
    assert row.status == answer


def test_6_what_was_sent_is_deleted_by_nobody():
    world = world_in(Phase.CALL_OPEN)
    for person in filter(None, world.people.values()):
        with pytest.raises((Refused, Http404)):
            drafting.discard(world.own, by=person)
    assert Nomination.objects.filter(pk=world.own.pk).exists()


def test_10_a_moment_takes_effect_by_a_second_person_alone():
    world = world_in(Phase.EMBARGO)
    proposed = Announcement.objects.get(call=world.call)
    with pytest.raises(Refused, match="second person"):
        announcement.confirm(world.call, by=proposed.proposed_by, version=proposed.version)
    with clock.standing_at(proposed.moment + dt.timedelta(days=9)):
        assert announcement.publish_due() == 0


def test_10_a_later_date_takes_effect_by_a_second_person_alone():
    world = world_in(Phase.CALL_OPEN)
    change = DateChange.objects.get(call=world.call)
    with pytest.raises(Refused, match="second person"):
        setup.confirm_date(change, by=change.proposed_by)
    assert Call.objects.get(pk=world.call.pk).closes_at == world.call.closes_at


def test_10_a_tie_is_lifted_by_nobody_alone():
    world = world_in(Phase.SCREENING)
    tie = Conflict.objects.filter(dossier=world.dossier).first()
    client = caller(world, "secretary_general")
    for name in our_names():
        if "secretary_general" in who_knocks(name):
            client.post(address_in(world, name, "own", "secretary_general"), SAID)
    assert Conflict.objects.get(pk=tie.pk).tie == tie.tie

"""What if: on a copy, which shows who would move and never touches the record."""

import re

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from awards_site.models import AuditEvent
from nominations.states import Phase
from scoring.methods.counting import count
from scoring.room import whatif
from scoring.room.jurors import jurors_of as known_jurors
from scoring.states import Method
from tests.factories.people import user
from tests.scoring.test_pages import round_url, signed_in

from .rooms import chair_of, counted, judged, jurors_of, seen_by

pytestmark = pytest.mark.django_db
LOUD = "This is not the result."
QUERIES = ["", "?method=schulze", "?method=mean&without=1", "?method=calibrated&without=2", "?method=zscore"]


@pytest.fixture
def of():
    made = judged(6, 5, each=4, seed=3, noise=1.2)
    counted(made)
    return made


def everything():
    """Read the whole database but for sessions and the cache."""
    models = [
        model for model in apps.get_models(include_auto_created=True) if model._meta.db_table != "awards_site_session"
    ]
    return {model._meta.label: sorted(map(str, model.objects.values_list())) for model in models}


@pytest.mark.parametrize("query", QUERIES)
def test_asking_writes_nothing_anywhere(of, query):
    client = signed_in(chair_of(of))
    before, head = everything(), AuditEvent.objects.order_by("number").last().hash
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(round_url(of, "what_if") + query)
    assert answer.status_code == 200
    assert LOUD in answer.content.decode()
    assert everything() == before
    assert AuditEvent.objects.order_by("number").last().hash == head
    assert [each["sql"] for each in seen if not each["sql"].startswith("SELECT")] == []


def test_a_write_would_be_seen(of):
    before = everything()
    counted(of)
    assert everything() != before


def test_nothing_is_posted_to_it(of):
    assert signed_in(chair_of(of)).post(round_url(of, "what_if"), {"method": "mean"}).status_code == 405


@pytest.mark.parametrize("method", [Method.MEAN, Method.SCHULZE, Method.BORDA, Method.CALIBRATED])
@pytest.mark.parametrize("left_out", [None, 1, 4])
def test_the_copy_is_counted_as_the_ballots_would_be(of, method, left_out):
    room = seen_by(chair_of(of), of)
    jurors = known_jurors(room.told, chair_of(of), room.sight)
    juror = jurors.by_number(left_out) if left_out else None
    answer = whatif.asked(room.told, jurors, method=method, without=juror)
    ballots = [
        ballot for ballot, _ in whatif.counted.counted(of, of.rules.level) if not juror or ballot.juror != juror.key
    ]
    rules = whatif.counted.rules_of(of.rules) | {"method": method}
    if juror:
        rules["quorum"] = 1
    found = count(ballots, **rules)
    assert {move.dossier.code: move.after for move in answer.moves if move.after} == {
        line.dossier: line.rank for line in found.standings
    }
    assert {move.dossier.code: move.before for move in answer.moves} == {
        line["dossier"]: line["rank"] for line in room.told.result["standings"]
    }


def test_the_same_question_as_the_record_moves_nobody(of):
    page = signed_in(chair_of(of)).get(round_url(of, "what_if") + "?method=calibrated").content.decode()
    assert "counted so, the first place stays." in page
    assert "Every dossier keeps its place." in page
    assert "↑" not in page


def test_moves_are_told_in_words_and_by_arrows():
    up, down = whatif.Move(None, 5, 2), whatif.Move(None, 1, 2)
    assert (up.in_words, up.arrow) == ("up 3 places", "↑")
    assert (down.in_words, down.arrow) == ("down 1 place", "↓")
    assert whatif.Move(None, 2, 2).in_words == "same place"
    assert whatif.Move(None, 2, None).in_words == "not ranked then"


def test_what_cannot_be_counted_so_is_said_with_names_and_no_ids(of):
    page = signed_in(chair_of(of)).get(round_url(of, "what_if") + "?method=trimmed&without=1").content.decode()
    seats = [str(seat.public_id) for seat in of.call.panel.seats.all()]
    assert not [key for key in seats if key in page]


@pytest.mark.parametrize("query", ["?method=none", "?method=mean&without=99", "?method=mean&without=x", "?without=1"])
def test_a_question_that_does_not_exist_is_answered_by_a_sentence(of, query):
    answer = signed_in(chair_of(of)).get(round_url(of, "what_if") + query)
    assert answer.status_code == 200
    assert "Place in the copy" not in answer.content.decode()
    assert re.search(r'class="error"', answer.content.decode())


def test_who_sees_sums_or_numbers_asks_nothing(of):
    made = judged(3, 3, phase=Phase.RATIFICATION)
    counted(made)
    for person in (user("", "officer"), user("", "board"), jurors_of(made)[0]):
        assert signed_in(person).get(round_url(made, "what_if")).status_code == 404


def test_without_a_juror_nobody_is_turned_away_for_want_of_that_juror():
    of = judged(4, 3, each=3, quorum=3)
    counted(of)
    room = seen_by(chair_of(of), of)
    jurors = known_jurors(room.told, chair_of(of), room.sight)
    for juror in jurors.lines:
        answer = whatif.asked(room.told, jurors, method=of.rules.method, without=juror)
        (told,) = [one for one in room.told.measures["robustness"] if one["juror"] == juror.key]
        assert {move.dossier.code for move in answer.moves if move.after == 1} == set(told["winners"])
        assert all(move.after for move in answer.moves)

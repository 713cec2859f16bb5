"""What each reader finds in the room: sums, jurors by number or by name, and never a dossier they have a tie to."""

import re

import pytest

from jury.models import Conflict, Entry
from jury.states import Tie
from nominations.models import Dossier, Nominee
from nominations.states import Phase
from scoring.room.told import told_of
from tests.factories.people import user
from tests.scoring.test_pages import round_url, signed_in

from .rooms import chair_of, counted, judged, jurors_of

pytestmark = pytest.mark.django_db
HIDDEN = "canaryhidden"


def page_of(person, of, name="result", query=""):
    return signed_in(person).get(round_url(of, name) + query).content.decode()


@pytest.fixture
def of():
    made = judged(6, 5, each=4, phase=Phase.RATIFICATION)
    counted(made)
    return made


def test_the_board_reads_sums_and_no_juror(of):
    page = page_of(user("", "board"), of)
    assert all(f'id="{part}"' in page for part in ("ranking", "sure", "otherwise", "agreement", "outside"))
    assert 'class="heat' not in page
    assert "Juror 1" not in page
    assert not [person for person in [chair_of(of), *jurors_of(of)] if str(person) in page]
    assert "Single ballots that hold the result" not in page
    assert re.search(r"\d times? of 5", page)


def test_a_juror_reads_marks_by_number_and_knows_the_own_one(of):
    page = page_of(jurors_of(of)[0], of)
    assert "Juror 1" in page
    assert "<bdi>You</bdi>" in page
    assert 'class="heat' in page
    assert not [person for person in [chair_of(of), *jurors_of(of)[1:]] if str(person) in page]
    assert "Single ballots that hold the result" not in page
    assert round_url(of, "what_if") not in page


@pytest.mark.parametrize("who", ["secretary_general", "auditor", "chair"])
def test_those_in_charge_read_names_and_which_ballots_hold_the_result(of, who):
    page = page_of(chair_of(of) if who == "chair" else user("", who), of)
    assert all(f"<bdi>{person}</bdi>" in page for person in [chair_of(of), *jurors_of(of)])
    assert "Single ballots that hold the result" in page
    assert round_url(of, "what_if") in page


def test_a_panel_that_may_know_the_names_reads_them_and_not_which_ballot_holds_the_result():
    of = judged(4, 4, panel_sees="names")
    counted(of)
    page = page_of(jurors_of(of)[0], of)
    assert all(f"<bdi>{person}</bdi>" in page for person in [chair_of(of), *jurors_of(of)])
    assert "Single ballots that hold the result" not in page


def test_a_panel_that_may_see_sums_reads_no_mark():
    of = judged(4, 4, panel_sees="sums")
    counted(of)
    page = page_of(jurors_of(of)[0], of)
    assert 'class="heat' not in page
    assert "Juror 1" not in page


def tie(of, person, dossier):
    seat = of.call.panel.seats.get(user=person)
    Conflict.objects.update_or_create(seat=seat, dossier=dossier, defaults={"tie": Tie.PERSONAL, "by": person})


@pytest.mark.parametrize("place", [0, 1, 3])
@pytest.mark.parametrize("name", ["result", "result_paper", "what_if"])
def test_a_dossier_the_reader_has_a_tie_to_is_in_no_part_of_the_room(of, place, name):
    code = counted(of).result["standings"][place]["dossier"]
    dossier = Dossier.objects.get(call=of.call, code=code)
    Nominee.objects.filter(pk=dossier.nominee_id).update(name=HIDDEN, city=HIDDEN)
    reader = chair_of(of)
    query = "?method=schulze&without=1" if name == "what_if" else ""
    answer = signed_in(reader).get(round_url(of, name) + query)
    assert name == "result_paper" or HIDDEN in answer.content.decode()
    tie(of, reader, dossier)
    answer = signed_in(reader).get(round_url(of, name) + query)
    text = (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode(errors="replace")
    assert answer.status_code == 200
    assert (HIDDEN in text, code in text) == (False, False)


#: What differs in any two counts: fingerprints, times, tokens, the list of counts; and draws, which have a seed each.
TOKENS = re.compile(
    r'value="\w{64}"|<bdi class="hash">\w{64}|\b(?:under |over )?\d+ %|in (?:\w+ than )?\d+ of 100|Count \d[^\n]*'
    r'|<section class="section" id="counts">.*?</section>',
    re.DOTALL,
)


def test_without_the_dossier_the_reader_finds_the_same_page_as_where_it_never_took_part():
    of = judged(6, 5, each=4)
    reader, third = jurors_of(of)[0], counted(of).result["standings"][2]["dossier"]
    dossier = Dossier.objects.get(call=of.call, code=third)
    tie(of, reader, dossier)
    with_it = page_of(reader, of)
    told = told_of(counted(of), reader)
    assert third not in {line["dossier"] for line in told.result["standings"]}
    Entry.objects.filter(dossier=dossier).delete()
    dossier.assignments.update(status="recused")
    never = counted(of)
    assert third not in {line["dossier"] for line in never.result["standings"]}
    assert told.result == told_of(never, reader).result
    assert TOKENS.sub("", page_of(reader, of)) == TOKENS.sub("", with_it)


def test_a_reader_with_a_tie_is_told_that_figures_can_differ_and_one_without_is_not(of):
    reader = chair_of(of)
    assert "You have a tie in this call" not in page_of(reader, of)
    tie(of, reader, of.entries.first().dossier)
    assert "You have a tie in this call" in page_of(reader, of)

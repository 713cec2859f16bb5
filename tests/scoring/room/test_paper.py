"""The result as a PDF for the board's papers: the same words and figures, sums alone, in either direction."""

import io

import pytest
from django.utils import translation
from pypdf import PdfReader

from awards_site.digits import normalise_digits
from awards_site.templatetags.local import decimal_places
from jury.models import Conflict
from jury.states import Tie
from nominations.models import Nominee
from nominations.states import Phase
from scoring.room import paper
from scoring.room.paper import plain
from scoring.room.sureness import headline
from tests.factories.people import user
from tests.scoring.test_pages import round_url, signed_in

from .rooms import chair_of, counted, judged, jurors_of, seen_by

pytestmark = pytest.mark.django_db


def text_of(pdf):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


@pytest.fixture
def of():
    made = judged(6, 5, each=4, phase=Phase.RATIFICATION)
    counted(made)
    return made


def test_the_paper_says_what_the_page_says(of):
    board = user("", "board")
    answer = signed_in(board).get(round_url(of, "result_paper"))
    assert answer["Content-Type"] == "application/pdf"
    assert "attachment" in answer["Content-Disposition"]
    text = text_of(b"".join(answer.streaming_content))
    room = seen_by(board, of)
    assert plain(headline(room.told)) in text
    for line in room.shown:
        assert line.dossier.code in text
        assert decimal_places(line.decimal) in text
    assert "How sure is this?" in text
    assert "They are no vote and no proof" in text
    assert "What does not count, and why" in text


@pytest.mark.parametrize("who", ["board", "secretary_general", "auditor", "chair"])
def test_whoever_takes_it_no_juror_is_in_it(of, who):
    reader = chair_of(of) if who == "chair" else user("", who)
    text = text_of(paper.made(seen_by(reader, of).tally, reader))
    assert not [person for person in [chair_of(of), *jurors_of(of)] if str(person) in text]
    assert "Juror 1" not in text


def test_in_persian_it_is_set_with_persian_digits_and_mirrored(of):
    Nominee.objects.update(name="شهردار نمونه")
    board = user("", "board")
    with translation.override("fa"):
        words = paper.words(seen_by(board, of))
        pdf = paper.made(seen_by(board, of).tally, board)
    ahead, last = words["ranking"]["lines"][0], words["ranking"]["lines"][-1]
    assert ahead["at"] < last["at"]
    text = text_of(pdf)
    score = decimal_places(seen_by(board, of).shown[0].decimal)
    assert score not in text
    assert score.replace(".", "") in normalise_digits(text).replace("٫", "").replace(".", "")


def test_the_same_count_gives_the_same_bytes(of):
    board = user("", "board")
    tally = seen_by(board, of).tally
    assert paper.made(tally, board) == paper.made(tally, board)


@pytest.mark.parametrize("number", [1, 60])
def test_few_or_many_dossiers_are_set(number):
    made = judged(number, 4, phase=Phase.RATIFICATION)
    counted(made)
    text = text_of(paper.made(seen_by(user("", "board"), made).tally, user("", "board")))
    codes = made.entries.values_list("dossier__code", flat=True)
    assert len(codes) == number
    assert [code for code in codes if code not in text] == []
    assert "\u200b" not in text, "a sign that nobody sees would be copied along with whatever letter it follows"


def test_to_somebody_with_a_tie_no_fingerprint_of_the_whole_is_given(of):
    reader = jurors_of(of)[0]
    digest = seen_by(reader, of).tally.result_digest
    whole = text_of(paper.made(seen_by(reader, of).tally, reader))
    assert digest in whole.replace(" ", "")
    Conflict.objects.update_or_create(
        seat=of.call.panel.seats.get(user=reader), dossier=of.entries.first().dossier,
        defaults={"tie": Tie.PERSONAL, "by": reader},
    )  # fmt: skip
    part = text_of(paper.made(seen_by(reader, of).tally, reader))
    assert "You have a tie in this call." in part
    assert digest not in part.replace(" ", "")

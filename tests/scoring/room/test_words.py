"""What the room says is what the measures hold: the sentences are read back, figure by figure."""

import re
from fractions import Fraction

import pytest

from jury.states import RoundKind
from nominations.states import Phase
from scoring.room.sureness import SIMPLE, headline, odds, paragraph
from scoring.states import Method
from tests.scoring.test_pages import round_url, signed_in

from .rooms import chair_of, counted, judged, seen_by

pytestmark = pytest.mark.django_db
SEEDS = range(1, 5)


@pytest.fixture(params=SEEDS)
def room(request):
    of = judged(7, 6, each=4, seed=request.param, noise=0.9)
    counted(of)
    return seen_by(chair_of(of), of)


def in_hundred(text):
    """Read a share back: a whole number, or no more than an edge."""
    edge = re.fullmatch(r"(fewer|more) than (\d+)", text)
    return (edge[1], int(edge[2])) if edge else ("about", int(text))


def agrees(text, share):
    word, said = in_hundred(text)
    return {"about": abs(said - 100 * share) <= 0.5, "fewer": share < 0.01, "more": share > 0.99}[word]


def plain(text):
    return text.replace("\u2068", "").replace("\u2069", "")


def test_the_paragraph_says_the_chances_as_they_were_drawn(room):
    text = plain(" ".join(paragraph(room.told)))
    drawn = {str(room.told.known[code].nominee): Fraction(p) for code, p in room.told.measures["p_best"].items()}
    first, p, second, q, others, rest = re.search(
        r"tell, (.+?) comes out best in (.+?) of 100 draws\. (.+?) does so in (.+?) of 100\. "
        r"The (\d+) others together do so in (.+?) of 100\.", text
    ).groups()  # fmt: skip
    order = sorted(drawn, key=drawn.__getitem__, reverse=True)
    assert drawn[first] == drawn[order[0]]
    assert drawn[second] == drawn[order[1]]
    assert agrees(p, drawn[first])
    assert agrees(q, drawn[second])
    assert int(others) == len(drawn) - 2
    assert agrees(rest, sum(drawn.values()) - drawn[first] - drawn[second])


def test_another_chance_would_not_pass_for_the_one_that_is_said():
    assert agrees("66", 0.662)
    assert not agrees("66", 0.68)
    assert not agrees("fewer than 1", 0.02)


def test_the_paragraph_says_how_far_the_first_is_ahead_and_whether_lines_overlap(room):
    text = plain(" ".join(paragraph(room.told)))
    one, other = room.told.result["standings"][:2]
    ahead = Fraction(one["score"]) - Fraction(other["score"])
    said = re.search(
        r"(.+) is ([\d.]+) points ahead of (.+?)\. Their two lines in the picture (do not )?overlap", text
    )
    assert said[1].endswith(str(room.told.known[one["dossier"]].nominee))
    assert said[3] == str(room.told.known[other["dossier"]].nominee)
    assert abs(Fraction(said[2]) - ahead) <= Fraction(1, 200)
    low, high = room.shown[0].bar, room.shown[1].bar
    assert bool(said[4]) == (float(low.low[:-1]) > float(high.high[:-1]))


def test_the_paragraph_says_how_often_a_juror_left_out_moves_the_first(room):
    text = " ".join(paragraph(room.told))
    own = room.told.measures["winners"]
    moved = sum(one["winners"] not in (None, own) for one in room.told.measures["robustness"])
    if moved:
        assert re.search(r"Leave out each of the 6 jurors in turn, and (\d+) times? the first place", text)[1] == str(
            moved
        )
    else:
        assert "Whichever one of the 6 jurors is left out, the first place stays" in text


def test_the_paragraph_says_how_many_rules_would_put_others_first(room):
    text = " ".join(paragraph(room.told))
    own, others = room.told.measures["winners"], room.told.measures["winner_by_method"]
    counted_so = [winners for winners in others.values() if winners is not None]
    moved = sum(winners != own for winners in counted_so)
    if moved:
        found = re.search(r"Of (\d+) other methods that can count these ballots, (\d+) puts? others first", text)
        assert (int(found[1]), int(found[2])) == (len(counted_so), moved)
    else:
        assert f"All {len(counted_so)} other methods that can count these ballots agree" in text


def test_the_sentence_on_top_says_the_chance_of_the_first(room):
    first = room.told.result["standings"][0]["dossier"]
    said = re.fullmatch(r"(.+) leads; with these ballots that is (.+) sure", plain(headline(room.told)))
    assert said[1] == str(room.told.known[first].nominee)
    assert said[2] == odds(float(room.told.measures["p_best"][first]))


@pytest.mark.parametrize("share", [n / 100 for n in range(101)])
def test_odds_are_near_what_they_stand_for(share):
    said = odds(share)
    if found := re.fullmatch(r"about (\d+) in (\d+)", said):
        assert abs(int(found[1]) / int(found[2]) - share) <= 0.05
        assert Fraction(int(found[1]), int(found[2])) in SIMPLE
    else:
        assert said == ("less than 1 in 30" if share < 0.5 else "more than 29 in 30")
        assert share < 1 / 30 or share > 29 / 30


@pytest.mark.parametrize(
    ("phase", "kind", "leads"),
    [
        (Phase.SHORTLIST, RoundKind.ASSESSMENT, True),
        (Phase.DELIBERATION, RoundKind.ASSESSMENT, False),
        (Phase.DELIBERATION, RoundKind.FINAL, True),
        (Phase.RATIFICATION, RoundKind.FINAL, False),
        (Phase.EMBARGO, RoundKind.FINAL, False),
    ],
)
def test_who_leads_leads_only_until_somebody_decides(phase, kind, leads):
    of = judged(3, 3, phase=phase, kind=kind)
    counted(of)
    page = headline(seen_by(chair_of(of), of).told)
    assert (" leads" in page, "has the best result of this round" in page) == (leads, not leads)


@pytest.mark.parametrize("method", [Method.MEAN, Method.MEDIAN, Method.TRIMMED, Method.ZSCORE, Method.ROBUST])
def test_under_another_rule_the_room_says_that_the_draws_follow_the_calibrated_one(method):
    of = judged(5, 5, method=method)
    counted(of)
    assert "The draws follow the calibrated mean" in " ".join(paragraph(seen_by(chair_of(of), of).told))


def test_no_threshold_makes_a_verdict_of_a_figure():
    of = judged(6, 5)
    counted(of)
    page = signed_in(chair_of(of)).get(round_url(of, "result")).content.decode()
    assert not re.search(r"significan|confiden|reliable panel|good agreement|poor|p-value", page, re.IGNORECASE)
    assert "There is no line above which a panel agrees enough" in page

"""The parts of the room: picture and table say the same, for marks, ranks and grades, and where little is known."""

import pytest
from django.urls import reverse
from lxml import html

from awards_site.canonical import digest
from jury.models import Assignment
from jury.states import RoundKind
from nominations.states import Phase
from scoring.methods.measures import gathered
from scoring.models import Ballot, CastBallot
from scoring.room.ranking import brackets_of
from scoring.room.slopes import slopes_of
from scoring.sheets import record_of
from scoring.states import Method, ShortlistRule
from tests.factories import scoring as factory
from tests.factories.people import user
from tests.scoring.test_pages import round_url, signed_in

from .rooms import chair_of, counted, judged, seen_by

pytestmark = pytest.mark.django_db
GRADES = ("weak", "limited", "satisfactory", "strong", "outstanding")


def tree_of(person, of, query=""):
    return html.fromstring(signed_in(person).get(round_url(of, "result") + query).content)


def text_of(node):
    return " ".join(node.text_content().split())


def share(place):
    return float(place.removesuffix("%"))


def test_each_point_stands_where_its_score_says_and_its_title_says_the_same():
    of = judged(8, 5, each=3, noise=1)
    counted(of)
    tree = tree_of(chair_of(of), of)
    lines = seen_by(chair_of(of), of).shown
    pictures = tree.xpath('//section[@id="ranking"]//tbody//svg[contains(@class, "span")]')
    assert len(pictures) == len(lines)
    points = [share(picture.xpath("./circle/@cx")[0]) for picture in pictures]
    assert points == sorted(points, reverse=True)
    for picture, line in zip(pictures, lines, strict=True):
        title = picture.xpath("./title")[0]
        assert picture.get("aria-labelledby") == title.get("id")
        assert picture.get("role") == "img"
        assert title.text == f"Score {line.decimal}, interval from {line.low} to {line.high}"
        low, high = (
            share(place) for place in picture.xpath('./line[@class="p-reach"]/@*[name()="x1" or name()="x2"]')
        )
        assert low < share(line.bar.at) < high


def matrix_in(tree):
    """Read the matrix of marks as lines of text."""
    (table,) = tree.xpath('//table[contains(@class, "heat")]')
    return [text_of(row) for row in table.xpath("./tbody/tr")]


@pytest.mark.parametrize(("places", "is_told"), [(3, True), (4, False), (9, False)])
def test_a_chance_to_go_on_is_told_where_not_everybody_has_room(places, is_told):
    of = judged(4, 5, kind=RoundKind.ASSESSMENT, phase=Phase.SHORTLIST, shortlist=places)
    counted(of)
    heads = [text_of(head) for head in tree_of(chair_of(of), of).xpath('//section[@id="ranking"]//thead//th')]
    assert (f"Truly in the best {places}" in heads) is is_told
    assert "Truly best" in heads


def test_marks_beside_an_earlier_count_are_those_it_took():
    of = judged(4, 3)
    counted(of)
    before = matrix_in(tree_of(chair_of(of), of))
    first = CastBallot.objects.filter(ballot__assignment__round=of).first()
    later = CastBallot(ballot=first.ballot, number=2, key="later", marks=dict.fromkeys(first.marks, "1.0"))
    later.digest = digest(record_of(first.ballot.assignment, later))
    later.save()
    assert matrix_in(tree_of(chair_of(of), of)) == before
    counted(of)
    assert matrix_in(tree_of(chair_of(of), of)) != before
    earlier = signed_in(chair_of(of)).get(reverse("scoring:read_count", kwargs=of.slugs | {"number": 1}))
    assert matrix_in(html.fromstring(earlier.content)) == before


def test_from_right_to_left_the_picture_is_mirrored_and_places_keep_their_full_stop():
    of = judged(5, 4, noise=1)
    counted(of)
    client = signed_in(chair_of(of))
    there, back = (
        html.fromstring(client.get(round_url(of, "result").replace("/en/", f"/{code}/")).content)
        for code in ("en", "fa")
    )
    path = '//section[@id="ranking"]//tbody//svg[contains(@class, "span")]/circle/@cx'
    for one, other in zip(there.xpath(path), back.xpath(path), strict=True):
        assert share(one) + share(other) == pytest.approx(100, abs=0.011)


def test_the_cut_stands_under_the_last_who_goes_on_and_is_said_in_words():
    of = judged(6, 4, phase=Phase.SHORTLIST, kind=RoundKind.ASSESSMENT, shortlist=2)
    counted(of)
    rows = tree_of(chair_of(of), of).xpath('//section[@id="ranking"]//tbody[1]/tr')[:7]
    assert [row.get("class") for row in rows][:4] == [None, None, "cut", None]
    assert "the 2 dossiers above this line go on" in text_of(rows[2])
    classes = [row.xpath(".//circle/@class")[0] for row in rows if row.get("class") != "cut"]
    assert classes == ["p-point"] * 2 + ["p-hollow"] * 4


@pytest.mark.parametrize(
    ("rules", "number"),
    [
        ({"shortlist_rule": ShortlistRule.VOTE}, 0),
        ({"shortlist_rule": ShortlistRule.SHARE, "share": 50}, 3),
        ({"shortlist_rule": ShortlistRule.THRESHOLD, "threshold": "0.5"}, 0),
        ({"shortlist": 99}, 0),
    ],
)
def test_a_cut_is_drawn_where_the_rules_make_one(rules, number):
    of = judged(6, 4, phase=Phase.SHORTLIST, kind=RoundKind.ASSESSMENT, **rules)
    counted(of)
    assert seen_by(chair_of(of), of).ranking.goes_on == number


def tied():
    of = factory.open_round(4, 3, kind=RoundKind.FINAL, phase=Phase.DELIBERATION)
    marks = {(juror, file): mark for juror in range(4) for file, mark in enumerate(("8", "8", "6"))}
    factory.cast_all(of, marks)
    of = factory.fresh(of)
    counted(of)
    return of


def test_equals_are_bracketed_and_share_the_sentence_on_top():
    of = tied()
    room = seen_by(chair_of(of), of)
    assert [line.bracket for line in room.shown] == ["first", "last", ""]
    tree = tree_of(chair_of(of), of)
    assert "share the first place" in text_of(tree)
    said = tree.xpath('//td[contains(@class, "rank")]/span[@class="visually-hidden"]')
    assert [text_of(each) for each in said] == ["exactly the same score"] * 2


def test_a_bracket_follows_the_ladder_and_not_the_names():
    steps = [{"groups": [["M-3"], ["M-1", "M-2"]]}, {"groups": [["M-2"], ["M-1"]]}]
    assert brackets_of([{"dossiers": ["M-1", "M-2", "M-3"], "steps": steps}]) == {
        "M-3": "first", "M-2": "middle", "M-1": "last"
    }  # fmt: skip


def test_slopes_join_the_raw_mean_to_the_calibrated_score():
    of = judged(9, 6, each=3, noise=0.3)
    tally = counted(of)
    room = seen_by(chair_of(of), of)
    picture = slopes_of(room.told, room.codes)
    for line, moved in zip(tally.result["standings"], picture.lines, strict=True):
        assert (moved.after, str(moved.score)) == (line["rank"], str(room.shown[moved.after - 1].decimal))
    tops = [moved.line.end for moved in picture.lines]
    assert tops == sorted(tops)
    table = tree_of(chair_of(of), of).xpath('//section[@id="severity"]//details//tbody/tr')
    assert [text_of(row.xpath("./td")[-1]) for row in table] == [moved.in_words for moved in picture.lines]


def test_where_all_marked_all_no_slope_is_drawn_and_the_page_says_why():
    of = judged(4, 4)
    counted(of)
    room = seen_by(chair_of(of), of)
    assert slopes_of(room.told, room.codes) is None
    assert "severity weighs on all alike" in text_of(tree_of(chair_of(of), of))


def test_what_does_not_count_is_listed_with_its_reason():
    of = judged(5, 4, each=4, quorum=4)
    gone = list(Assignment.objects.filter(round=of).order_by("dossier__code", "pk"))
    Ballot.objects.filter(assignment=gone[0]).update(status="abstained", reason="So.")
    Ballot.objects.filter(assignment=gone[4]).update(status="open")
    Assignment.objects.filter(pk=gone[8].pk).update(status="recused")
    counted(of)
    said = text_of(tree_of(chair_of(of), of).xpath('//section[@id="outside"]')[0])
    codes = [gone[number].dossier.code for number in (0, 4, 8)]
    alone = [f"\u2068{code}\u2069" for code in codes]
    assert f"Abstained, and so no part of any mean: {alone[0]} (" in said
    assert f"Not finished, and so never counted: {alone[1]} (" in said
    assert f"Recused by a tie, whatever had been marked before: {alone[2]} (" in said
    assert all(f"{code} is not ranked: it has 3 ballots, fewer than the quorum." in said for code in codes)
    plain = text_of(tree_of(user("", "officer"), of).xpath('//section[@id="outside"]')[0])
    assert f"no part of any mean: {alone[0]}." in plain


def test_ranked_ballots_show_who_was_put_before_whom_and_no_interval():
    of = judged(5, 4, method=Method.SCHULZE, write=lambda mark: {"rank": str(max(1, round(12 - mark)))})
    counted(of)
    tree = tree_of(user("", "officer"), of)
    assert "Who was put before whom" in text_of(tree)
    assert not tree.xpath('//line[@class="p-reach"]')
    assert "hold an order and no distances" in text_of(tree)
    own = tree_of(chair_of(of), of)
    assert len(own.xpath('//section[@id="marks"]//table')) == 2


def test_grades_show_how_often_each_fell_and_the_score_as_a_word():
    def write(mark):
        return {"grade": GRADES[min(4, max(0, round(mark) - 4))]}

    of = judged(5, 4, method=Method.MAJORITY_JUDGMENT, write=write)
    counted(of)
    tree = tree_of(user("", "officer"), of)
    assert "How often each grade fell" in text_of(tree)
    assert seen_by(user("", "officer"), of).shown[0].word.lower() in GRADES
    rows = tree.xpath('//section[@id="marks"]//table[.//th[text()="Outstanding"]]//tbody/tr')
    assert all(sum(int(text_of(cell)) for cell in row.xpath("./td") if text_of(cell) != "·") == 4 for row in rows)


def test_a_table_too_large_for_measures_is_ranked_and_the_page_says_so(monkeypatch):
    monkeypatch.setattr(gathered, "measurable", lambda _ballots: False)
    of = judged(5, 4)
    counted(of)
    page = text_of(tree_of(chair_of(of), of))
    assert "worked out for at most 20,000 ballots" in page
    assert len(seen_by(chair_of(of), of).shown) == 5
    assert signed_in(user("", "officer")).get(round_url(of, "result_paper")).status_code == 200


def test_where_no_dossier_has_a_rank_the_page_and_the_paper_say_so():
    of = judged(3, 3, quorum=9)
    counted(of)
    page = text_of(tree_of(chair_of(of), of))
    assert "No dossier has a rank" in page
    assert "Without a ranking there is nothing to be sure of." in page
    assert signed_in(chair_of(of)).get(round_url(of, "result_paper")).status_code == 200
    assert signed_in(chair_of(of)).get(f"{round_url(of, 'what_if')}?method=mean").status_code == 200


def test_a_tally_from_before_measures_were_kept_is_measured_while_it_is_read(monkeypatch):
    of = judged(5, 4)
    tally = counted(of)
    kept = seen_by(chair_of(of), of).told.measures
    monkeypatch.setattr("scoring.room.told.kept_of", lambda _tally: None)
    assert seen_by(chair_of(of), of).told.measures == kept
    assert tally.measured.content == kept


def test_a_long_ranking_has_pages_on_one_scale():
    of = judged(30, 4)
    counted(of)
    first, second = tree_of(chair_of(of), of), tree_of(chair_of(of), of, "?page=2")
    ticks = '//section[@id="ranking"]//tfoot//text/@x'
    assert first.xpath(ticks) == second.xpath(ticks)
    rows = '//section[@id="ranking"]//tbody[1]/tr/td[contains(@class, "rank")]'
    assert (len(first.xpath(rows)), len(second.xpath(rows))) == (25, 5)

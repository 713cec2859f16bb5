"""Who goes on, by every rule: nobody is left out by a name, and nobody equal at the cut by chance."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.methods.shortlist import BEST, LADDER, SENTENCES, SHARE, THRESHOLD, VOTE, WIDENS, Placed, Rule, cut


def placed(*lines: tuple[int, str]) -> list[Placed]:
    return [Placed(f"D{number}", rank, Fraction(score)) for number, (rank, score) in enumerate(lines)]


PARTED = placed((1, "9"), (2, "8"), (3, "8"), (4, "8"), (5, "7"))
SHARED = placed((1, "9"), (2, "8"), (2, "8"), (2, "8"), (5, "7"))


@pytest.mark.parametrize(
    ("ranking", "rule", "number"),
    [
        (PARTED, Rule(BEST, 2), 2),
        (PARTED, Rule(BEST, 2, at_the_cut=WIDENS), 4),
        (SHARED, Rule(BEST, 2), 4),
        (SHARED, Rule(BEST, 2, at_the_cut=WIDENS), 4),
        (PARTED, Rule(BEST, 1, at_the_cut=WIDENS), 1),
        (PARTED, Rule(BEST, 9), 5),
        (PARTED, Rule(SHARE, share=40), 2),
        (PARTED, Rule(SHARE, share=41), 3),
        (SHARED, Rule(SHARE, share=40), 4),
        (PARTED, Rule(SHARE, share=1), 1),
        (PARTED, Rule(SHARE, share=100), 5),
        (PARTED, Rule(THRESHOLD, threshold=Fraction(8)), 4),
        (PARTED, Rule(THRESHOLD, threshold=Fraction("8.001")), 1),
        (PARTED, Rule(THRESHOLD, threshold=Fraction(10)), 0),
        ([], Rule(BEST, 2), 0),
        ([], Rule(SHARE, share=50), 0),
    ],
)
def test_a_rule_takes_as_many_as_it_says(ranking, rule, number):
    assert list(cut(ranking, rule).goes_on) == [one.dossier for one in ranking[:number]]


@pytest.mark.parametrize(
    ("ranking", "at_the_cut", "votes", "goes_on"),
    [
        (PARTED, LADDER, {"D4": 3, "D3": 2, "D0": 1}, ["D4", "D3"]),
        (PARTED, LADDER, {"D4": 3, "D3": 1, "D1": 1}, ["D4", "D1"]),
        (PARTED, WIDENS, {"D4": 3, "D3": 1, "D1": 1}, ["D4", "D1", "D3"]),
        (SHARED, LADDER, {"D4": 3, "D3": 1, "D1": 1}, ["D4", "D1", "D3"]),
        (PARTED, LADDER, {"D4": 1}, ["D4"]),
        (PARTED, LADDER, {"X": 9, "D2": 1}, ["D2"]),
        (PARTED, LADDER, {}, []),
    ],
)
def test_votes_go_before_ranks_and_equal_votes_by_rank_or_all_together(ranking, at_the_cut, votes, goes_on):
    assert list(cut(ranking, Rule(VOTE, 2, at_the_cut=at_the_cut), votes).goes_on) == goes_on


def test_who_stands_equal_at_the_cut_is_named_where_more_go_on():
    assert cut(PARTED, Rule(BEST, 2)).wider == ()
    assert cut(PARTED, Rule(BEST, 2, at_the_cut=WIDENS)).wider == ("D1", "D2", "D3")
    assert cut(PARTED, Rule(BEST, 4, at_the_cut=WIDENS)).wider == ()


@pytest.mark.parametrize("kind", [BEST, THRESHOLD, SHARE, VOTE])
def test_a_cut_says_by_which_rule_and_with_which_figures(kind):
    rule = Rule(kind, 2, threshold=Fraction(17, 2), share=40)
    made = cut(PARTED, rule, {"D1": 1})
    assert made.sentence == SENTENCES[kind]
    assert made.facts == {"number": 2, "ranked": 5, "share": 40, "threshold": Fraction(17, 2)}
    assert "%" not in made.sentence % made.facts


@pytest.mark.parametrize(("number", "wider"), [(1, ("D1", "D3")), (2, ()), (3, ())])
def test_equal_votes_are_named_where_they_widen_the_list(number, wider):
    assert cut(PARTED, Rule(VOTE, number, at_the_cut=WIDENS), {"D1": 2, "D3": 2, "D2": 0}).wider == wider


@st.composite
def rankings(draw) -> list[Placed]:
    scores = sorted(draw(st.lists(st.integers(0, 6), max_size=12)), reverse=True)
    made, rank = [], 1
    for number, score in enumerate(scores):
        if number and (scores[number - 1] != score or draw(st.booleans())):
            rank = number + 1
        made.append(Placed(f"D{number:02}", rank, Fraction(score)))
    return made


rules = st.builds(
    Rule,
    kind=st.sampled_from([BEST, THRESHOLD, SHARE, VOTE]),
    number=st.integers(1, 9),
    threshold=st.fractions(0, 6),
    share=st.integers(1, 100),
    at_the_cut=st.sampled_from([LADDER, WIDENS]),
)
votes = st.dictionaries(st.sampled_from([f"D{number:02}" for number in range(12)]), st.integers(0, 3))


@given(rankings(), rules, votes, st.randoms())
def test_the_order_in_which_dossiers_come_changes_nothing(ranking, rule, votes, chance):
    shuffled = list(ranking)
    chance.shuffle(shuffled)
    assert cut(shuffled, rule, votes) == cut(ranking, rule, votes)


@given(rankings(), rules, votes)
def test_nobody_equal_to_one_who_goes_on_is_left_out(ranking, rule, votes):
    goes_on = set(cut(ranking, rule, votes).goes_on)
    inside = [one for one in ranking if one.dossier in goes_on]
    outside = [one for one in ranking if one.dossier not in goes_on]
    asked = votes if rule.kind == VOTE else {}
    for left in outside:
        same = [one for one in inside if asked.get(one.dossier, 0) == asked.get(left.dossier, 0)]
        assert not any(one.rank == left.rank for one in same)
        if rule.at_the_cut == WIDENS and rule.kind != VOTE:
            assert not any(one.score == left.score for one in same)


@given(rankings(), rules, votes)
def test_nobody_behind_goes_on_before_somebody_in_front(ranking, rule, votes):
    goes_on = set(cut(ranking, rule, votes).goes_on)
    asked = votes if rule.kind == VOTE else {}
    keys = {one.dossier: (-asked.get(one.dossier, 0), one.rank) for one in ranking}
    inside, outside = [keys[name] for name in goes_on], [key for name, key in keys.items() if name not in goes_on]
    assert not inside or not outside or max(inside) <= min(outside)


@given(rankings(), rules, votes)
def test_widening_takes_nobody_away(ranking, rule, votes):
    narrow = cut(ranking, replace(rule, at_the_cut=LADDER), votes)
    wide = cut(ranking, replace(rule, at_the_cut=WIDENS), votes)
    assert set(narrow.goes_on) <= set(wide.goes_on)


@given(rankings(), st.integers(1, 9), st.sampled_from([LADDER, WIDENS]))
def test_more_places_leave_nobody_out_who_went_on(ranking, number, at_the_cut):
    fewer, more = (cut(ranking, Rule(BEST, n, at_the_cut=at_the_cut)) for n in (number, number + 1))
    assert set(fewer.goes_on) <= set(more.goes_on)
    assert len(fewer.goes_on) >= min(number, len(ranking))

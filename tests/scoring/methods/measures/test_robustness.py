"""Other winners: without a juror, without a ballot, by another rule; each against counting it all again."""

from fractions import Fraction
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.methods.counting import METHODS, count
from scoring.methods.graph import SeparateIslands, islands_of
from scoring.methods.mean import plain_mean
from scoring.methods.measures import others, outlying
from scoring.methods.measures.connectivity import articulation_points, bridging_jurors, connectivity_of
from scoring.methods.measures.gathered import measures_of
from scoring.methods.measures.outlying import Outlying, suspects
from scoring.methods.outcome import Outcome
from scoring.methods.refusals import Refusal, TooLooselyLinked
from scoring.methods.sheet import Sheet
from tests.scoring.methods.juries import ONE, ballots_of, columns, complete, connected, sheet
from tests.scoring.methods.test_properties import changed

every_method = pytest.mark.parametrize("method", sorted(METHODS))


def measured(ballots, *, method="calibrated", **rules):
    return measures_of(ballots, method=method, weights=ONE, **rules)


def winners(ballots, method):
    """Count all again and name the first; nobody where the method refuses."""
    try:
        counted = count(ballots, method=method, weights=ONE)
    except Refusal:
        return None
    return tuple(line.dossier for line in counted.standings if line.rank == 1)


def brute_bridges(rows):
    """Take each juror out in turn and count the islands of the dossiers that somebody else marked too."""
    found = []
    for juror in sorted({one for row in rows.values() for one in row}):
        left = {name: {one: row[one] for one in row if one != juror} for name, row in rows.items()}
        left = {name: row for name, row in left.items() if row}
        if len(islands_of(left)) > len(islands_of({name: rows[name] for name in left})):
            found.append(juror)
    return tuple(found)


tables = st.dictionaries(
    st.sampled_from([f"d{place}" for place in range(9)]),
    st.dictionaries(st.sampled_from([f"j{place}" for place in range(7)]), st.just(5), min_size=1, max_size=4),
)


@settings(max_examples=4 * settings.default.max_examples)
@given(rows=tables)
def test_bridges_when_found_in_one_walk_are_those_found_by_taking_each_juror_out(rows):
    assert bridging_jurors(rows) == brute_bridges(rows)


@pytest.mark.parametrize("order", ["abc", "bac", "cba"])
def test_points_when_the_walk_begins_anywhere_are_the_same(order):
    chain = {"a": ["b"], "b": ["a", "c"], "c": ["b"]}
    ring = {"a": ["b", "c"], "b": ["a", "c"], "c": ["a", "b"]}
    assert articulation_points({node: chain[node] for node in order}) == {"b"}
    assert articulation_points({node: ring[node] for node in order}) == set()


@pytest.mark.long
def test_bridges_when_the_chain_is_twenty_thousand_long_are_found_without_recursion():
    rows = {f"d{place:06}": {f"j{place:06}": 5, f"j{place + 1:06}": 5} for place in range(20_000)}
    assert len(bridging_jurors(rows)) == 19_999


def test_connectivity_when_two_panels_hang_on_one_juror_names_the_juror():
    table = sheet(columns(KABUL="8 6 - -", LAHORE="9 7 - -", BAKU="- 4 5 7", PEKAN="- - 5 3"))
    told = connectivity_of(table, islands_of(table.rows))
    assert (told.components, told.bridges) == (1, ("j2",))
    assert told.as_json() == {"components": 1, "bridges": ["j2"], "crossing": 0.111111111}


def test_connectivity_when_there_is_nothing_says_so():
    assert connectivity_of(Sheet({}), ()).as_json() == {"components": 0, "bridges": [], "crossing": None}


@every_method
@settings(max_examples=settings.default.max_examples * 2 // 5)
@given(ballots=connected())
def test_robustness_when_each_juror_is_left_out_names_whom_a_whole_count_names(method, ballots):
    found = measured(ballots, method=method)
    assert [one.juror for one in found.robustness] == sorted({ballot.juror for ballot in ballots})
    for one in found.robustness:
        assert one.winners == winners([ballot for ballot in ballots if ballot.juror != one.juror], method)
    assert tuple(one.juror for one in found.robustness if one.disconnects) == found.connectivity.bridges


def test_robustness_when_a_juror_holds_the_marks_together_says_so_in_place_of_a_winner():
    ballots = columns(KABUL="8 6 - -", LAHORE="9 7 - -", BAKU="- 4 5 7", PEKAN="- - 5 3")
    told = [one.as_json() for one in measured(ballots).robustness]
    assert told[1] == {"juror": "j2", "winners": None, "disconnects": True}
    assert told[0] == {"juror": "j1", "winners": ["LAHORE"], "disconnects": False}
    by_mean = [one.as_json() for one in measured(ballots, method="mean").robustness]
    assert by_mean[1] == {"juror": "j2", "winners": ["LAHORE"], "disconnects": True}


@every_method
@settings(max_examples=settings.default.max_examples * 2 // 5)
@given(ballots=connected())
def test_outlying_when_each_ballot_is_left_out_is_what_a_whole_count_finds(method, ballots):
    found = measured(ballots, method=method)
    expected = []
    for one in sorted(ballots, key=lambda ballot: (ballot.juror, ballot.dossier)):
        others_win = winners([ballot for ballot in ballots if ballot != one], method)
        if others_win != found.winners:
            expected.append(Outlying(one.juror, one.dossier, others_win))
    assert list(found.outlying) == expected


def wide(chance, *, dossiers=40, jurors=9, each=4):
    return ballots_of(
        {
            f"d{place:02}": {
                f"j{juror}": Fraction(chance.randint(2, 20), 2) for juror in chance.sample(range(jurors), each)
            }
            for place in range(dossiers)
        }
    )


@pytest.mark.long
@pytest.mark.parametrize("method", ["calibrated", "mean"])
def test_outlying_when_few_ballots_are_suspect_misses_none(method):
    chance = Random(11)
    spared = seen = 0
    for _ in range(5):
        ballots = wide(chance)
        found = measured(ballots, method=method)
        kept = set(suspects(found.contest, method, found.winners))
        for one in ballots:
            alone = winners([ballot for ballot in ballots if ballot != one], method)
            assert (one.juror, one.dossier) in kept or alone == found.winners
            seen += alone != found.winners
        spared += len(ballots) - len(kept)
    assert seen > 5
    assert spared > 5 * 160 / 2


@pytest.mark.long
def test_outlying_when_the_screen_is_blind_misses_some(monkeypatch):
    monkeypatch.setattr(outlying, "NEAR", -100)
    with pytest.raises(AssertionError):
        test_outlying_when_few_ballots_are_suspect_misses_none("calibrated")


@pytest.mark.parametrize("method", ["calibrated", "mean"])
def test_moved_scores_when_a_mark_is_taken_out_are_those_of_a_count_without_it(method):
    ballots = columns(KABUL="8 6 - 7", LAHORE="9 - 8 5", BAKU="- 7 6 6", PEKAN="4 5 5 -", MALE="9 3 - -")
    contest = measured(ballots).contest
    design = outlying._design(contest, method)
    for line, (dossier, row) in enumerate(contest.sheet.rows.items()):
        places = [contest.sheet.jurors.index(juror) for juror in row]
        moved = outlying._moved(design, line, places, np.array([float(value) for value in row.values()]))
        for place, juror in enumerate(row):
            kept = [one for one in ballots if (one.juror, one.dossier) != (juror, dossier)]
            without = {one.dossier: one.score for one in count(kept, method=method, weights=ONE).standings}
            expected = [float(without[name]) for name in contest.sheet.rows]
            assert list(moved[:, place]) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("method", ["calibrated", "mean"])
def test_suspects_when_the_winner_is_far_ahead_are_none(method):
    found = measured(columns(KABUL="9 8 9", LAHORE="2 3 2", BAKU="1 2 2"), method=method)
    assert suspects(found.contest, method, found.winners) == []


def test_outlying_when_one_ballot_holds_the_winner_names_it_and_who_would_win():
    ballots = columns(KABUL="7 7 10", LAHORE="8 7.5 6.5", BAKU="3 4 2")
    (only,) = measured(ballots, method="mean").outlying
    assert only.as_json() == {"juror": "j3", "dossier": "KABUL", "winners": ["LAHORE"]}


def test_suspects_when_marks_are_large_are_all_whom_rounding_could_hide():
    found = measured(columns(KABUL="10000001 10000002 10000001", LAHORE="10000000 10000000 10000000"), method="mean")
    assert len(suspects(found.contest, "mean", found.winners)) == 6


def test_lead_when_asked_is_told_of_each_column():
    assert outlying._ahead(np.array([[3.0, 1.0], [2.0, 5.0], [1.0, 0.0]]), 0).tolist() == [1, -4]
    assert outlying._ahead(np.array([[3.0, 1.0]]), 0).tolist() == [np.inf, np.inf]


def test_outlying_when_nobody_would_win_says_nobody():
    assert Outlying("j1", "KABUL", None).as_json() == {"juror": "j1", "dossier": "KABUL", "winners": None}


def test_outlying_when_too_many_must_be_counted_again_is_left(monkeypatch):
    tied = columns(KABUL="5 5", LAHORE="5 5")
    monkeypatch.setattr(outlying, "MOST_RECOUNTED", 15)
    assert measured(tied).outlying is None
    assert measured(tied).as_json()["outlying"] is None
    monkeypatch.setattr(outlying, "MOST_RECOUNTED", 16)
    assert measured(tied).outlying is not None


def refusing(_sheet):
    raise TooLooselyLinked(jurors=3)


def lowest_of_three(table):
    scored = {name: row for name, row in table.rows.items() if len(row) > 2}
    return Outcome({name: min(row.values()) for name, row in scored.items()}, {}, left_out={"KABUL": "too_few"})


def test_winner_by_method_when_others_apply_names_theirs():
    ballots = columns(KABUL="9 9 -", LAHORE="7 8 9", BAKU="3 - 4")
    methods = {"mean": plain_mean, "refusing": refusing, "lowest": lowest_of_three, "calibrated": plain_mean}
    by_mean = measured(ballots, method="mean", methods=methods)
    assert by_mean.winners == ("KABUL",)
    assert by_mean.winner_by_method == {"calibrated": ("KABUL",), "lowest": None, "refusing": None}
    assert measured(ballots, methods=methods, quorum=3).winner_by_method["lowest"] == ("LAHORE",)


def test_winner_by_method_when_severities_differ_shows_that_the_rule_matters():
    ballots = columns(KABUL="8 6 -", LAHORE="9 - 8", BAKU="- 12 6")
    assert measured(ballots).winner_by_method["mean"] == winners(ballots, "mean")
    assert measured(ballots, method="mean").winner_by_method["calibrated"] == winners(ballots, "calibrated")


def test_winner_by_method_when_marks_form_islands_has_none_where_they_are_compared():
    found = measured(columns(KABUL="8 -", LAHORE="- 7"), method="mean")
    assert found.winner_by_method["calibrated"] is None
    assert found.doubt is None


@pytest.mark.parametrize(("limit", "most"), [("MOST_LEFT_OUT", 8), ("MOST_COMPARED", 2)])
def test_recounts_when_the_table_is_too_large_are_not_begun(monkeypatch, limit, most):
    def found():
        told = measured(columns(KABUL="8 6", LAHORE="9 7"))
        return {"MOST_LEFT_OUT": told.robustness, "MOST_COMPARED": told.winner_by_method}[limit]

    monkeypatch.setattr(others, limit, most)
    assert found() is not None
    monkeypatch.setattr(others, limit, most - 1)
    assert found() is None


@settings(max_examples=settings.default.max_examples * 2 // 5)
@given(ballots=complete(), data=st.data())
def test_other_winners_when_names_are_permuted_are_permuted(ballots, data):
    jurors = sorted({ballot.juror for ballot in ballots})
    dossiers = sorted({ballot.dossier for ballot in ballots})
    juror = dict(zip(jurors, data.draw(st.permutations(jurors)), strict=True))
    dossier = dict(zip(dossiers, data.draw(st.permutations(dossiers)), strict=True))
    before, after = measured(ballots), measured(changed(ballots, juror=juror.get, dossier=dossier.get))

    def renamed(group):
        return group and tuple(sorted(map(dossier.get, group)))

    assert after.winner_by_method == {name: renamed(group) for name, group in before.winner_by_method.items()}
    assert {one.juror: one.winners for one in after.robustness} == {
        juror[one.juror]: renamed(one.winners) for one in before.robustness
    }
    assert {(one.juror, one.dossier, one.winners) for one in after.outlying} == {
        (juror[one.juror], dossier[one.dossier], renamed(one.winners)) for one in before.outlying
    }


def test_measures_when_the_count_refuses_refuse_too():
    with pytest.raises(SeparateIslands):
        measured(columns(KABUL="8 -", LAHORE="- 7"))

"""All measures of a count together: their names, their limits, their speed."""

import json
from fractions import Fraction
from hashlib import sha256
from random import Random
from time import process_time

import pytest

from scoring.methods.ballots import Ballot, GradedBallot, RankedBallot
from scoring.methods.counting import METHODS
from scoring.methods.measures import gathered, limits
from scoring.methods.measures.gathered import UNMEASURED, measures_of, seed_of, spelt_out
from tests.scoring.methods.juries import ONE, WEIGHTS, ballots_of, columns
from tests.scoring.methods.measures.test_robustness import wide

SMALL = columns(KABUL="8 6 7", LAHORE="7 5 8", BAKU="3 4 2")


def measured(ballots, **rules):
    return measures_of(ballots, **{"method": "calibrated", "weights": ONE, "shortlist": 2, **rules})


def test_measures_when_written_down_have_the_agreed_keys():
    told = measured(SMALL).as_json()
    assert list(told) == list(UNMEASURED)
    assert list(told["agreement"]) == list(UNMEASURED["agreement"])
    assert list(told["agreement"]) == ["krippendorff_alpha_interval", "icc_a_1", "icc_a_k", "kendall_w"]
    assert [list(line) for line in told["jurors"]] == [["juror", "spearman_rest"]] * 3
    assert set(told["p_best"]) == set(told["p_shortlist"]) == {"KABUL", "LAHORE", "BAKU"}
    assert set(told["winner_by_method"]) == METHODS.keys() - {"calibrated"}
    assert json.loads(json.dumps(told)) == told
    assert "outlying" not in measured(SMALL).as_json(outlying=False)


def test_measures_when_ballots_come_in_another_order_are_the_same_text():
    ballots = wide(Random(3))
    shuffled = Random(4).sample(ballots, len(ballots))
    assert json.dumps(measured(ballots).as_json()) == json.dumps(measured(shuffled).as_json())


@pytest.mark.parametrize("method", sorted(METHODS))
def test_measures_when_a_dossier_is_below_the_quorum_are_those_without_it(method):
    stray = ballots_of({"STRAY": {"j1": 1, "j9": 10}})
    with_stray, without = (
        measured([*SMALL, *more], method=method, quorum=3, seed=1).as_json() for more in (stray, [])
    )
    assert with_stray == without


def test_measures_when_nobody_marked_anything_are_empty():
    told = measured([]).as_json()
    assert told["agreement"] == UNMEASURED["agreement"]
    assert (told["p_best"], told["robustness"], told["outlying"], told["jurors"]) == (None, [], [], [])


LIMITS = {"MOST_BALLOTS": 9, "MOST_DOSSIERS": 3, "MOST_JURORS": 3}


def test_measures_when_the_table_is_just_small_enough_are_told(monkeypatch):
    for limit, most in LIMITS.items():
        monkeypatch.setattr(limits, limit, most)
    assert measured(SMALL).winners == ("KABUL",)


@pytest.mark.parametrize("limit", LIMITS)
def test_measures_when_the_table_is_too_large_are_not_begun(monkeypatch, limit):
    monkeypatch.setattr(limits, limit, LIMITS[limit] - 1)
    monkeypatch.setattr(gathered, "count", None)
    assert measured(SMALL) is None


def test_seed_when_given_in_hexadecimal_digits_is_the_number():
    assert measured(SMALL, seed="ff").doubt == measured(SMALL, seed=255).doubt
    assert measured(SMALL, seed="ff").doubt != measured(SMALL, seed=254).doubt
    assert measured(SMALL).seed == int(seed_of(SMALL), 16)


def test_seed_when_marks_are_written_otherwise_is_the_same_and_when_one_moves_is_another():
    rewritten = columns(LAHORE="7.0 5.0 8.00", BAKU="3 4 2", KABUL="8 6 7.0")
    assert seed_of(rewritten) == seed_of(SMALL)
    assert len({seed_of(columns(KABUL=marks)) for marks in ("8 6", "6 8", "8 -", "8 6.5")}) == 4
    told = b'[["KABUL","j1",[["mark","8/1"]]]]'
    assert seed_of(columns(KABUL="8")) == sha256(told).hexdigest()


@pytest.mark.parametrize(
    ("ballot", "told"),
    [
        (RankedBallot("j1", "KABUL", Fraction(3, 2)), b'[["KABUL","j1",[["rank","3/2"]]]]'),
        (GradedBallot("j1", "KABUL", "good"), b'[["KABUL","j1",[["grade","good"]]]]'),
        (GradedBallot("j1", "KABUL", "good", 2), b'[["KABUL","j1",[["grade","good"]],2]]'),
        (Ballot("j1", "KABUL", {"b": Fraction(1), "a": 2}), b'[["KABUL","j1",[["a","2/1"],["b","1/1"]]]]'),
    ],
)
def test_seed_when_ballots_are_of_any_kind_is_the_hash_of_all_they_say(ballot, told):
    assert seed_of([ballot]) == sha256(told).hexdigest()


RANKED = [RankedBallot(f"j{juror}", name, Fraction(place)) for juror, order in enumerate(("KLB", "KBL", "LKB"), 1)
          for place, name in enumerate(order, 1)]  # fmt: skip
GRADED = [GradedBallot(f"j{juror}", name, grade) for juror, line in enumerate(("abb", "aab", "bab"), 1)
          for name, grade in zip("KLB", line, strict=True)]  # fmt: skip


def test_measures_when_ballots_are_ranked_or_graded_compare_what_can_count_them():
    ranked = measures_of(RANKED, method="borda", weights={})
    assert ranked.winner_by_method == {"schulze": ("K",)}
    assert (ranked.agreement.alpha, ranked.agreement.kendall_w) == (None, 0.444444444)
    graded = measures_of(GRADED, method="majority_judgment", weights={}, grades="ab")
    assert graded.winner_by_method == {"borda": ("K", "L"), "schulze": ("K", "L")}
    alike = [GradedBallot("j1", name, "a") for name in "KL"]
    tied = measures_of(alike, method="borda", weights={}, grades="ab")
    assert tied.winner_by_method["majority_judgment"] == ("K", "L")


@pytest.mark.parametrize(("trim", "winners"), [(1, ("KABUL",)), (2, ("LAHORE",))])
def test_measures_when_others_trim_drop_as_many_as_the_rules_say(trim, winners):
    found = measured(columns(KABUL="10 10 5 1 1", LAHORE="5.2 5.2 5.2 5.2 5.2"), method="robust", trim=trim)
    assert found.winner_by_method["trimmed"] == winners


def test_ballot_when_it_stands_for_several_is_spelt_out_as_of_so_many_jurors():
    one = Ballot("j1", "KABUL", {"mark": Fraction(3)}, 3)
    assert [(each.juror, each.dossier, each.marks, each.times) for each in spelt_out([one])] == [
        (juror, "KABUL", {"mark": 3}, 1) for juror in ("j1", "j1 (2)", "j1 (3)")
    ]


def test_seed_when_names_are_of_another_script_is_the_hash_of_their_own_letters():
    told = '[["کابل","j1",[["mark","8/1"]]]]'
    assert seed_of(ballots_of({"کابل": {"j1": 8}})) == sha256(told.encode()).hexdigest()


@pytest.mark.long
def test_measures_when_two_hundred_dossiers_have_five_ballots_each_take_a_second():
    ballots = wide(Random(5), dossiers=200, jurors=15, each=5)
    many = [type(one)(one.juror, one.dossier, dict.fromkeys(WEIGHTS, one.marks["mark"])) for one in ballots]
    started = process_time()
    measured(many, weights=WEIGHTS).as_json()
    took = process_time() - started
    print(f"All measures of 200 dossiers, 15 jurors, 5 ballots each: {took:.2f} s")
    assert took < 5


def test_copy_when_somebody_bears_its_name_is_called_otherwise():
    ballots = [Ballot("A", "KABUL", {"mark": Fraction(3)}, 2), Ballot("A (2)", "KABUL", {"mark": Fraction(5)}, 2)]
    assert [each.juror for each in spelt_out(ballots)] == ["A", "A (2)′", "A (2)", "A (2) (2)"]


def test_measures_when_a_juror_bears_the_name_of_a_copy_are_those_of_any_other_name():
    def told(name):
        rows = [("A", "1", "9", 2), (name, "9", "1", 1), ("B", "5", "6", 1)]
        ballots = [
            Ballot(juror, dossier, {"mark": Fraction(mark)}, times)
            for juror, *marks, times in rows
            for dossier, mark in zip(("x", "y"), marks, strict=True)
        ]
        found = measured(ballots, method="mean", seed=1).as_json()
        return found["agreement"], [one["winners"] for one in found["robustness"]]

    assert told("A (2)") == told("Q")

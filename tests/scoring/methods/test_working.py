"""The working out of every method: what each ballot brings, as how many it counts, and that it comes to the score."""

from fractions import Fraction

import pytest

from scoring.methods.ballots import Ballot
from scoring.methods.counting import METHODS, count
from tests.scoring.methods.juries import ONE, columns

TIMES = {"j1": 3, "j2": 1, "j3": 2}
BALLOTS = [
    Ballot(one.juror, one.dossier, one.marks, TIMES[one.juror])
    for one in columns(KABUL="8 6 7", LAHORE="9 7 2", BAKU="7 7 8")
]

# Of j1 for three, j2 for one and j3 for two: what each brings, what is added, the share, and the weight; on LAHORE.
WORKING = {
    "mean": ("9 0 1/2 3", "7 0 1/6 1", "2 0 1/3 2"),
    "calibrated": ("9 -1 1/2 3", "7 1/3 1/6 1", "2 4/3 1/3 2"),
    "trimmed": ("9 0 1/2 2", "7 0 1/4 1", "2 0 1/4 1"),
    "median": ("9 0 1/2 1", "7 0 1/2 1", "2 0 0 0"),
    "robust": ("9 -196/235 50/87 3", "7 352/705 50/261 1", "2 706/705 61/261 61/50"),
    "borda": ("2 0 3 3", "3/2 0 1 1", "0 0 2 2"),
    "schulze": ("2 0 3 3", "1 0 1 1", "-2 0 2 2"),
    "majority_judgment": ("9 0 0 3", "7 0 1 1", "2 0 0 2"),
}


@pytest.mark.parametrize("method", WORKING)
def test_working_when_a_line_stands_for_several_says_so_and_weighs_it_so(method):
    working = count(BALLOTS, method=method, weights=ONE).working["LAHORE"]
    assert [part.juror for part in working] == ["j1", "j2", "j3"]
    found = [(part.score, part.adjustment, part.share, part.weight) for part in working]
    assert found == [tuple(map(Fraction, line.split())) for line in WORKING[method]]


@pytest.mark.parametrize("method", sorted(METHODS.keys() - {"schulze"}))
def test_working_when_added_up_comes_to_the_score(method):
    counted = count(BALLOTS, method=method, weights=ONE)
    assert {line.dossier: line.score for line in counted.standings} == {
        dossier: sum(part.share * (part.score + part.adjustment) for part in parts)
        for dossier, parts in counted.working.items()
    }


def test_working_when_put_on_one_deviation_is_told_in_deviations():
    working = count(BALLOTS, method="zscore", weights=ONE).working
    assert [(part.juror, part.score, part.share, part.weight) for part in working["LAHORE"]][:1] == [
        ("j1", 1, Fraction(1, 2), 3)
    ]
    assert {part.adjustment for parts in working.values() for part in parts} == {0}


def test_paths_when_written_name_the_pair_with_its_preferences_and_widest_paths():
    assert count(BALLOTS, method="schulze", weights=ONE).as_json()["paths"] == [
        {"dossiers": ["BAKU", "KABUL"], "prefer": [3, 3], "widest": [0, 0]},
        {"dossiers": ["BAKU", "LAHORE"], "prefer": [2, 3], "widest": [0, 3]},
        {"dossiers": ["KABUL", "LAHORE"], "prefer": [2, 4], "widest": [0, 4]},
    ]

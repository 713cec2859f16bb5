"""Every method a second time, slowly and by its definition alone, and both agree to the last digit."""

from collections import Counter
from fractions import Fraction
from itertools import pairwise, permutations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scoring.methods.counting import METHODS, count
from scoring.methods.numerals import half_up
from tests.scoring.methods.juries import ONE, ballots_of, columns, complete, connected, ranks, scores


def table_of(ballots):
    """Give {dossier: {juror: mark}}."""
    table = {}
    for ballot in ballots:
        table.setdefault(ballot.dossier, {})[ballot.juror] = ballot.marks["mark"]
    return table


def by_juror(ballots):
    columns_ = {}
    for ballot in ballots:
        columns_.setdefault(ballot.juror, {})[ballot.dossier] = ballot.marks["mark"]
    return columns_


def slow_mean(ballots):
    return {name: sum(row.values()) / len(row) for name, row in table_of(ballots).items()}


def slow_trimmed(ballots):
    rows = {name: sorted(row.values())[1:-1] for name, row in table_of(ballots).items()}
    return {name: sum(row) / len(row) for name, row in rows.items() if row}


def slow_median(ballots):
    rows = {name: sorted(row.values()) for name, row in table_of(ballots).items()}
    return {name: (row[(len(row) - 1) // 2] + row[len(row) // 2]) / 2 for name, row in rows.items()}


def solve(matrix, right):
    """Gauss with fractions."""
    lines = [[*line, value] for line, value in zip(matrix, right, strict=True)]
    for step in range(len(lines)):
        pivot = next(place for place in range(step, len(lines)) if lines[place][step])
        lines[step], lines[pivot] = lines[pivot], lines[step]
        lines[step] = [value / lines[step][step] for value in lines[step]]
        for place in range(len(lines)):
            if place != step and lines[place][step]:
                factor = lines[place][step]
                lines[place] = [one - factor * two for one, two in zip(lines[place], lines[step], strict=True)]
    return [line[-1] for line in lines]


def dummies(ballots, weights):
    """Solve the two-way layout with a column for each dossier and juror, Σ b_j = 0 as one equation more."""
    names = [*sorted({one.dossier for one in ballots}), *(f"juror {name}" for name in sorted(by_juror(ballots)))]
    places = {name: place for place, name in enumerate(names)}
    matrix = [[Fraction()] * len(names) for _ in names]
    right = [Fraction()] * len(names)
    for ballot, weight in zip(ballots, weights, strict=True):
        pair = (places[ballot.dossier], places[f"juror {ballot.juror}"])
        for one in pair:
            right[one] += weight * ballot.marks["mark"]
            for two in pair:
                matrix[one][two] += weight
    jurors = [place for name, place in places.items() if name.startswith("juror ")]
    for place in jurors:
        for other in jurors:
            matrix[place][other] += 1
    return dict(zip(names, solve(matrix, right), strict=True))


def slow_calibrated(ballots):
    answer = dummies(ballots, [Fraction(1)] * len(ballots))
    return {name: answer[name] for name in table_of(ballots)}


def slow_robust(ballots):
    weights = [Fraction(1)] * len(ballots)
    for _ in range(21):
        answer = dummies(ballots, weights)
        rests = [abs(one.marks["mark"] - answer[one.dossier] - answer[f"juror {one.juror}"]) for one in ballots]
        ordered = sorted(rests)
        middle = (ordered[(len(rests) - 1) // 2] + ordered[len(rests) // 2]) / 2
        limit = Fraction("1.345") * Fraction("1.4826") * middle
        fresh = [
            Fraction(1) if rest <= limit else max(Fraction(1, 100), half_up(limit / rest, Fraction(1, 100)))
            for rest in rests
        ]
        if not limit or fresh == weights:
            break
        weights = fresh
    return {name: answer[name] for name in table_of(ballots)}


def slow_borda(ballots):
    points = Counter(dict.fromkeys(table_of(ballots), Fraction()))
    for column in by_juror(ballots).values():
        for one, two in permutations(column, 2):
            points[one] += Fraction((column[one] > column[two]) - (column[one] < column[two]) + 1, 2)
    return dict(points)


def slow_schulze(ballots):
    """Search every path for its narrowest step."""
    prefer = Counter()
    for column in by_juror(ballots).values():
        for one, two in permutations(column, 2):
            prefer[one, two] += column[one] > column[two]
    names = sorted(table_of(ballots))
    widest = {pair: _widest(names, pair, prefer) for pair in permutations(names, 2)}
    return {one: Fraction(sum(widest[two, one] <= widest[one, two] for two in names if two != one)) for one in names}


def _widest(names, pair, prefer):
    first, last = pair
    others = [name for name in names if name not in pair]
    best = 0
    for length in range(len(others) + 1):
        for between in permutations(others, length):
            way = [first, *between, last]
            steps = [prefer[a, b] if prefer[a, b] > prefer[b, a] else 0 for a, b in pairwise(way)]
            best = max(best, min(steps))
    return best


def majority_values(grades):
    """Take out the lower median again and again."""
    left, taken = sorted(grades), []
    while left:
        taken.append(left.pop((len(left) - 1) // 2))
    return taken


def slow_majority(ballots):
    return {name: majority_values(row.values())[0] for name, row in table_of(ballots).items()}


SLOW = {
    "mean": slow_mean,
    "trimmed": slow_trimmed,
    "median": slow_median,
    "calibrated": slow_calibrated,
    "robust": slow_robust,
    "borda": slow_borda,
    "schulze": slow_schulze,
    "majority_judgment": slow_majority,
}


@pytest.mark.parametrize("method", sorted(SLOW))
@settings(deadline=None)
@given(ballots=connected(most=4))
def test_method_when_counted_a_second_time_by_its_definition_gives_the_same(method, ballots):
    assert scores(ballots, method=method) == SLOW[method](ballots)


def test_every_method_has_its_second_count():
    assert SLOW.keys() | {"zscore"} == METHODS.keys()


@given(ballots=connected())
def test_zscore_when_counted_by_numpy_gives_the_same(ballots):
    rows = {name: [] for name in table_of(ballots)}
    for column in by_juror(ballots).values():
        marks = np.array([float(mark) for mark in column.values()])
        spread = marks.std(ddof=1) if len(marks) > 1 else 0
        for name, z in zip(column, (marks - marks.mean()) / (spread or 1) * bool(spread), strict=True):
            rows[name].append(z)
    found = {name: float(score) for name, score in scores(ballots, method="zscore").items()}
    assert found == pytest.approx({name: np.mean(row) for name, row in rows.items()}, abs=1e-9)


def test_zscore_when_irrational_deviations_cancel_keeps_the_exact_tie():
    ballots = ballots_of(
        {
            "KABUL": {"j1": 3, "j2": 2},
            "LAHORE": {"j1": 2, "j2": 4},
            "BAKU": {"j1": 1, "j2": 6},
            "PEKAN": {"j1": 4, "j2": 0},
        }
    )
    # j2's marks are 8 − 2 × j1's: both deviate by the same irrational unit, in opposite directions.
    assert set(scores(ballots, method="zscore").values()) == {0}


def test_zscore_when_a_juror_gave_everything_the_same_counts_nothing():
    assert scores(columns(KABUL="5 1", LAHORE="5 2", BAKU="5 3"), method="zscore") == {
        "BAKU": Fraction(1, 2),
        "LAHORE": 0,
        "KABUL": Fraction(-1, 2),
    }


@settings(deadline=None)
@given(ballots=complete(), data=st.data())
def test_majority_judgment_when_grades_are_removed_one_by_one_ranks_the_same(ballots, data):
    values = {name: majority_values(row.values()) for name, row in table_of(ballots).items()}
    expected = {name: 1 + sum(other > value for other in values.values()) for name, value in values.items()}
    assert ranks(ballots, method="majority_judgment", ladder=()) == expected


@given(ballots=connected())
def test_majority_judgment_when_panels_differ_in_size_repeats_each_to_one_number(ballots):
    table = table_of(ballots)
    whole = int(np.lcm.reduce([len(row) for row in table.values()]))
    values = {name: majority_values([*row.values()] * (whole // len(row))) for name, row in table.items()}
    expected = {name: 1 + sum(other > value for other in values.values()) for name, value in values.items()}
    assert ranks(ballots, method="majority_judgment", ladder=()) == expected


@given(ballots=complete())
def test_schulze_when_there_is_a_condorcet_winner_elects_it(ballots):
    columns_ = by_juror(ballots).values()
    names = sorted(table_of(ballots))

    def beats(one, two):
        balance = sum((column[one] > column[two]) - (column[one] < column[two]) for column in columns_)
        return balance > 0

    winner = next((one for one in names if all(beats(one, two) for two in names if two != one)), None)
    assume(winner)
    found = ranks(ballots, method="schulze", ladder=())
    assert [name for name, rank in found.items() if rank == 1] == [winner]


@given(ballots=complete())
def test_schulze_when_one_comes_before_another_ranks_it_so(ballots):
    counted = count(ballots, method="schulze", weights=ONE, ladder=())
    places = {line.dossier: line.rank for line in counted.standings}
    for path in counted.paths:
        if path.widest_first != path.widest_second:
            first_is_better = path.widest_first > path.widest_second
            assert (places[path.first] < places[path.second]) == first_is_better


def test_robust_when_one_juror_is_wild_is_nearer_to_the_rest_than_the_calibrated_mean():
    ballots = columns(A="8 8 8.5 7.5 1", B="7 7 7 7.5 10", C="6 6.5 6 6 6", D="5 5 5.5 5 5.5")
    assert next(iter(scores(ballots, method="mean"))) == "B"
    assert next(iter(scores(ballots, method="calibrated"))) == "B"
    counted = count(ballots, method="robust", weights=ONE)
    assert counted.standings[0].dossier == "A"
    weights = {part.juror: part.weight for part in counted.working["A"]}
    assert weights["j5"] < Fraction(1, 4)
    assert min(weights[name] for name in ("j1", "j2", "j3", "j4")) > Fraction(4, 5)


def test_robust_when_compared_with_hubers_iteration_in_floats_comes_near():
    chosen = np.random.default_rng(5)
    quality, severity = chosen.normal(7, 1.5, 30), chosen.normal(0, 1, 8)
    ballots = ballots_of(
        {
            f"d{place:02}": {
                f"j{juror}": Fraction(round(2 * (quality[place] + severity[juror] + chosen.standard_t(2) / 2)), 2)
                for juror in chosen.choice(8, 5, replace=False)
            }
            for place in range(30)
        }
    )
    design = np.array([[float(one.dossier == f"d{place:02}") for place in range(30)] for one in ballots])
    jurors = np.array([[float(one.juror == f"j{place}") for place in range(8)] for one in ballots])
    layout, marks = np.hstack([design, jurors]), np.array([float(one.marks["mark"]) for one in ballots])
    weights = np.ones(len(marks))
    for _ in range(200):
        root = np.sqrt(weights)
        answer = np.linalg.lstsq(layout * root[:, None], marks * root, rcond=None)[0]
        rests = np.abs(marks - layout @ answer)
        weights = np.minimum(1, 1.345 * 1.4826 * np.median(rests) / np.maximum(rests, 1e-12))
    expected = answer[:30] + answer[30:].mean()
    found = scores(ballots, method="robust")
    assert [float(found[f"d{place:02}"]) for place in range(30)] == pytest.approx(list(expected), abs=0.02)

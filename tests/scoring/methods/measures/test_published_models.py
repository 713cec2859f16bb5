"""Two published models, fitted here by our sums of squares and our solvers: the arithmetic beneath them is right."""

from collections import defaultdict
from fractions import Fraction
from math import exp, log, pi, sqrt

import numpy as np
import pytest

from scoring.methods.exact import solve_in_flint, solve_in_python
from scoring.methods.graph import islands_of
from scoring.methods.measures.intraclass import mean_squares
from scoring.methods.measures.table import lines_of
from tests.scoring.methods.measures.test_agreement import answer, published, table_in

SHARP = 10**12


def penicillin():
    plates = defaultdict(dict)
    for diameter, plate, sample in published("penicillin"):
        plates[plate][sample] = diameter
    return lines_of(table_in(row.values() for row in plates.values()))


def deviance(squares, variances):
    """Give −2 log L of y = μ + plate + sample + noise at its best μ; the eigenvalues are those of a balanced table."""
    plates, samples = squares.dossiers, squares.jurors
    noise, plate, sample = variances
    parts = [
        ((plates - 1) * (samples - 1), noise, squares.error),
        (plates - 1, noise + samples * plate, squares.rows),
        (samples - 1, noise + plates * sample, squares.columns),
    ]
    whole = noise + samples * plate + plates * sample
    told = sum(freedom * (log(value) + float(square) / value) for freedom, value, square in parts)
    return plates * samples * log(2 * pi) + log(whole) + told


def smallest(function, start):
    """Descend by Newton's steps on the logarithms, with differences for derivatives."""

    def at(logs):
        return function(np.exp(logs))

    place, step = np.log(np.array(start)), 1e-4
    units = np.eye(len(place)) * step
    for _ in range(20):
        slope = np.array([(at(place + unit) - at(place - unit)) / (2 * step) for unit in units])
        bend = np.array(
            [
                [
                    (at(place + one + two) - at(place + one - two) - at(place - one + two) + at(place - one - two))
                    / (4 * step * step)
                    for two in units
                ]
                for one in units
            ]
        )
        place = place - np.linalg.solve(bend, slope)
    return np.exp(place)


def test_penicillin_when_fitted_by_our_mean_squares_gives_the_published_likelihood():
    lines, expected = penicillin(), answer("penicillin")["ML"]
    squares = mean_squares(lines)
    start = (
        float(squares.error),
        float(squares.rows - squares.error) / squares.jurors,
        float(squares.columns - squares.error) / squares.dossiers,
    )
    found = smallest(lambda variances: deviance(squares, variances), start)
    assert deviance(squares, found) == pytest.approx(expected["minus2logL"], abs=1e-5)
    noise, plate, sample = found
    assert (sqrt(plate), sqrt(sample)) == pytest.approx((expected["sd_plate"], expected["sd_sample"]), abs=1e-4)
    assert noise == pytest.approx(expected["var_residual"], abs=1e-5)
    assert sum(map(sum, lines)) / 144 == pytest.approx(expected["intercept"], abs=1e-8)


def test_penicillin_when_a_variance_is_moved_is_less_likely():
    squares = mean_squares(penicillin())
    best = (0.3024264, 0.84556459**2, 1.77064778**2)
    for place in range(3):
        moved = [value * (1.2 if place == at else 1) for at, value in enumerate(best)]
        assert deviance(squares, moved) > deviance(squares, best) + 0.05


def citations():
    """Give wins[one][other]: how often one journal was cited by the other."""
    lines = published("stigler_citations")
    names = [line[0] for line in lines]
    return {line[0]: dict(zip(names, map(int, line[1:]), strict=True)) for line in lines}


def likeliest(wins, solve):
    """Fit P(i beats j) = 1 / (1 + exp(b_j − b_i)) by Newton; the first is nought (Bradley and Terry 1952).

    Each step is a system of a weighted graph's Laplacian, as in the calibrated count, in whole numbers of 10⁻¹².
    """
    names = list(wins)
    ability = dict.fromkeys(names, 0.0)
    for _ in range(12):
        matrix = [[0] * len(names) for _ in names]
        right = [0] * len(names)
        for one, name in enumerate(names):
            for two, other in enumerate(names):
                if one == two:
                    continue
                games = wins[name][other] + wins[other][name]
                chance = 1 / (1 + exp(ability[other] - ability[name]))
                link = round(games * chance * (1 - chance) * SHARP)
                matrix[one][one] += link
                matrix[one][two] -= link
                right[one] += round((wins[name][other] - games * chance) * SHARP)
        rest = [line[1:] for line in matrix[1:]]
        tops, bottom = solve(rest, right[1:])
        for name, top in zip(names[1:], tops, strict=True):
            ability[name] += float(Fraction(top, bottom))
    errors = np.sqrt(np.linalg.inv(np.array(rest, dtype=float) / SHARP).diagonal())
    return ability, dict(zip(names, [0.0, *errors], strict=True))


@pytest.mark.parametrize("solve", [solve_in_python, solve_in_flint])
def test_stigler_citations_when_fitted_by_our_solvers_give_the_published_abilities(solve):
    wins, expected = citations(), answer("stigler_citations")
    assert len(islands_of(wins)) == 1
    ability, errors = likeliest(wins, solve)
    assert {name: round(value, 5) for name, value in ability.items()} == expected["ability"]
    assert {name: round(float(value), 5) for name, value in errors.items()} == expected["se"]

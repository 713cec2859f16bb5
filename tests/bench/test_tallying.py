"""The bench of counting at a small size: every contender counts, in a bounded number of walks."""

import json
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from scoring.methods import arrays
from scoring.methods.arrays import calibrate
from scoring.methods.panels import Panels, starts_of
from tests.bench import tallying
from tests.bench.contenders import OVER_ARRAYS, OVER_BALLOTS, contender
from tests.bench.tables import Shape, arrays_of, write

SMALL = Shape(120, 20, 4)


def counted(shape):
    dossier, juror, mark = arrays_of(shape).values()
    return calibrate(starts_of(dossier), juror, mark, np.ones(shape.jurors))


@pytest.fixture(params=[0, 2**62], ids=["compiled", "numpy"])
def either_way(request, monkeypatch):
    monkeypatch.setattr(arrays, "COMPILED_FROM", request.param)


def test_residual_when_a_severity_is_moved_shows_it(either_way):
    found = counted(SMALL)
    dossier, juror, mark = arrays_of(SMALL).values()
    right = np.bincount(juror, mark - found.means[dossier])
    moved = found.solution.severities.copy()
    moved[3] += 1e-6
    assert np.abs(found.panels.laplacian(found.solution.severities) - right).max() < 1e-8
    assert np.abs(found.panels.laplacian(moved) - right).max() > 1e-6


@pytest.mark.parametrize("shape", [SMALL, Shape(2_000, 100, 5), Shape(10_000, 500, 5)], ids=str)
def test_walks_over_the_scores_are_few_at_every_size(either_way, monkeypatch, shape):
    walks = []
    for kind in {Panels, type(counted(shape).panels)}:
        monkeypatch.setattr(kind, "laplacian", counting(kind.laplacian, walks))
    found = counted(shape)
    assert found.solution.turns + 1 == len(walks) <= 20


def counting(walk, walks):
    def counted_walk(*arguments):
        walks.append(1)
        return walk(*arguments)

    return counted_walk


@pytest.mark.parametrize("name", [*OVER_ARRAYS, *OVER_BALLOTS])
def test_contender_when_asked_counts(name):
    shape = Shape(12, 5, 3)
    counting = contender(name, shape, tuple(arrays_of(shape).values()))
    said = {"calibrated": "turns", "statsmodels OLS with dummies": "s²", "exact count": "exact", "all measures": "7 "}
    assert said.get(name, "") in counting()


def test_statsmodels_when_it_fits_the_same_table_finds_the_same_variance():
    table = tuple(arrays_of(SMALL).values())
    assert contender("statsmodels OLS with dummies", SMALL, table)() == f"s² {counted(SMALL).variance:.3f}"


def test_line_when_measured_in_its_own_process_has_its_figures(tmp_path):
    write(SMALL, tmp_path)
    command = [sys.executable, "-m", "tests.bench.tallying", "calibrated", str(tmp_path), *map(str, SMALL)]
    found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    figure = tallying.Figure(**found)
    assert "turns" in figure.said
    assert figure.peak > tallying.MEGABYTE
    assert figure.passes > 0


def test_goal_when_missed_is_told():
    goal = tallying.GOALS[0]
    figure = tallying.Figure(30.0, 1.0, 0, "")
    assert goal.met(figure)
    assert not goal.met(replace(figure, seconds=30.1))
    assert tallying.line_of(goal.name, goal.shape, replace(figure, seconds=31.0)).endswith("at most 30 passes: NO")

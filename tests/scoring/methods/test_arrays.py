"""The calibrated count over arrays: the exact scores, means and errors, by whichever walk is chosen."""

import io

import numpy as np
import pytest

from scoring.methods import arrays
from scoring.methods.answers import read_answers
from scoring.methods.arrays import calibrate, panels_of
from scoring.methods.compiled import CompiledPanels
from scoring.methods.counting import count
from scoring.methods.panels import Panels
from tests.scoring.methods.juries import ONE
from tests.scoring.methods.test_bulk import written
from tests.scoring.methods.test_large import wide_jury

JURY = wide_jury(9, 30, 3)


def counted():
    answers = read_answers(io.BytesIO(written(JURY).encode()))
    return calibrate(answers.starts, answers.jurors, answers.marks[0] / answers.unit, answers.times.astype(float))


@pytest.mark.parametrize("compiled_from", [0, 10**9])
def test_arrays_when_calibrated_come_to_the_exact_scores_means_and_errors(monkeypatch, compiled_from):
    monkeypatch.setattr(arrays, "COMPILED_FROM", compiled_from)
    exact, found = count(JURY, method="calibrated", weights=ONE), counted()
    lines = sorted(exact.standings, key=lambda line: line.dossier)
    score_errors, severity_errors = found.errors()
    assert found.scores == pytest.approx([float(line.score) for line in lines], abs=1e-9)
    assert found.means == pytest.approx([float(line.raw) for line in lines], abs=1e-12)
    assert found.solution.severities == pytest.approx([float(line.severity) for line in exact.jurors], abs=1e-9)
    assert score_errors == pytest.approx([line.se for line in lines], abs=1e-8)
    assert severity_errors == pytest.approx([line.se for line in exact.jurors], abs=1e-8)


@pytest.mark.parametrize(("limit", "told"), [(9, True), (8, False)])
def test_errors_when_the_jury_is_too_large_are_not_told(monkeypatch, limit, told):
    monkeypatch.setattr(arrays, "DENSE_LIMIT", limit)
    assert (counted().errors() is not None) is told


STARTS, JURORS = np.array([0, 2, 4], dtype=np.uint32), np.array([0, 1, 1, 2])


@pytest.mark.parametrize(
    ("compiled_from", "times", "has_numba", "kind"),
    [
        (4, [1, 1, 1], True, CompiledPanels),
        (5, [1, 1, 1], True, Panels),
        (4, [1, 2, 1], True, Panels),
        (4, [1, 1, 1], False, Panels),
    ],
)
def test_walk_when_it_can_be_compiled_and_is_long_enough_is(monkeypatch, compiled_from, times, has_numba, kind):
    monkeypatch.setattr(arrays, "COMPILED_FROM", compiled_from)
    monkeypatch.setattr(arrays, "find_spec", lambda name: has_numba and name == "numba")
    found = panels_of(STARTS, JURORS, np.array(times, dtype=float))
    assert type(found) is kind


@pytest.mark.parametrize(("short", "kind"), [(3, np.uint16), (2, np.int32)])
def test_places_when_the_jury_is_small_are_short(monkeypatch, short, kind):
    monkeypatch.setattr(arrays, "SHORT", short)
    assert panels_of(STARTS, JURORS, np.ones(3)).jurors.dtype == kind

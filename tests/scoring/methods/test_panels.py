"""The walks over who read what come to what the written-out matrices say, in whatever blocks they go."""

import random

import numpy as np
import pytest

from scoring.methods import panels as walking
from scoring.methods.compiled import CompiledPanels
from scoring.methods.panels import Panels, sizes_of, starts_of

JURORS = 9
ONCE = np.ones(1)


def read_by(sizes, seed=5):
    """Choose panels of these sizes; give where each begins and who is on it."""
    chosen = random.Random(seed)
    members = [sorted(chosen.sample(range(JURORS), size)) for size in sizes]
    starts = np.cumsum([0, *map(len, members)]).astype(np.uint32)
    return starts, np.array([juror for panel in members for juror in panel], dtype=np.uint16)


EQUAL, MIXED = [3] * 11, [1, 4, 2, 2, 9, 3, 4, 1, 2]
TIMES = np.array([1.0, 2, 1, 5, 1, 3, 1, 1, 2])
KINDS = {
    "equal panels": (EQUAL, np.ones(JURORS), ONCE, Panels),
    "mixed panels": (MIXED, np.ones(JURORS), ONCE, Panels),
    "jurors who stand for several": (MIXED, TIMES, ONCE, Panels),
    "panels that stand for several dossiers": (MIXED, TIMES, np.arange(1.0, 10.0), Panels),
    "compiled, equal panels": (EQUAL, np.ones(JURORS), ONCE, CompiledPanels),
    "compiled, mixed panels": (MIXED, np.ones(JURORS), ONCE, CompiledPanels),
}


@pytest.fixture(params=[2**16, 7, 1], ids="blocks of {}".format)
def block(request, monkeypatch):
    monkeypatch.setattr(walking, "BLOCK", request.param)
    monkeypatch.setattr(walking, "PAIRS", request.param)


@pytest.fixture(params=KINDS.values(), ids=KINDS)
def both(request, block):
    """Give panels, and the same written out: who weighs what on which dossier (N × J), and copies (N)."""
    sizes, times, copies, kind = request.param
    starts, jurors = read_by(sizes)
    weights = np.zeros((len(sizes), JURORS))
    for row in range(len(sizes)):
        for juror in jurors[starts[row] : starts[row + 1]]:
            weights[row, juror] = times[juror]
    further = () if copies is ONCE else (copies,)
    return kind(starts, jurors, times, *further), weights, np.broadcast_to(copies, len(sizes))


def laplacian_of(weights, copies):
    return np.diag(copies @ weights) - weights.T @ np.diag(copies / weights.sum(axis=1)) @ weights


def test_degrees_and_weights_add_up(both):
    panels, weights, copies = both
    assert panels.degrees == pytest.approx(copies @ weights)
    assert panels.weights == pytest.approx(weights.sum(axis=1))


def test_laplacian_when_walked_or_written_out_is_the_same(both):
    panels, weights, copies = both
    written_out = laplacian_of(weights, copies)
    vector, averages = np.linspace(-2.0, 3.0, JURORS) ** 2, np.full(len(weights), np.nan)
    assert panels.laplacian(vector) == pytest.approx(written_out @ vector)
    assert panels.laplacian(vector, averages) == pytest.approx(written_out @ vector)
    assert averages == pytest.approx(weights @ vector / weights.sum(axis=1))
    assert panels.matrix() == pytest.approx(written_out)


def test_forms_when_walked_are_those_of_the_written_out_weights(both):
    panels, weights, _ = both
    matrix = np.add.outer(np.arange(JURORS) ** 2.0, np.arange(JURORS)) % 7
    shares = weights / weights.sum(axis=1)[:, None]
    assert panels.forms(matrix) == pytest.approx(((shares @ matrix) * shares).sum(axis=1))


@pytest.mark.parametrize("name", [name for name in KINDS if "dossiers" not in name])
def test_marks_when_centred_leave_the_means_and_what_is_within(name, block):
    sizes, times, _, kind = KINDS[name]
    starts, jurors = read_by(sizes)
    marks = np.array([(7 * place) % 11 / 2 for place in range(len(jurors))])
    found = kind(starts, jurors, times).centred(marks)
    right, within = np.zeros(JURORS), 0.0
    for row, mean in enumerate(found.means):
        cells = slice(starts[row], starts[row + 1])
        weights = times[jurors[cells]]
        assert mean == pytest.approx((marks[cells] * weights).sum() / weights.sum())
        right[jurors[cells]] += weights * (marks[cells] - mean)
        within += (weights * (marks[cells] - mean) ** 2).sum()
    assert found.right == pytest.approx(right)
    assert found.within == pytest.approx(within)


def test_marks_when_centred_are_left_as_they_were(block):
    starts, jurors = read_by(EQUAL)
    marks = np.arange(float(len(jurors)))
    Panels(starts, jurors, np.ones(JURORS)).centred(marks)
    assert (marks == np.arange(float(len(jurors)))).all()


def test_starts_and_sizes_are_those_of_what_stands_together():
    starts = starts_of(np.array([4, 4, 4, 0, 7, 7]))
    assert starts.tolist() == [0, 3, 4, 6]
    assert sizes_of(starts).tolist() == [3, 1, 2]


@pytest.mark.parametrize(("block", "rows"), [(2**16, [11]), (7, [2, 2, 2, 2, 2, 1]), (1, [1] * 11)])
def test_equal_panels_are_cut_into_blocks_that_fit(monkeypatch, block, rows):
    monkeypatch.setattr(walking, "BLOCK", block)
    starts, jurors = read_by(EQUAL)
    blocks = Panels(starts, jurors, np.ones(JURORS)).blocks
    assert [one.members.shape for one in blocks] == [(3, number) for number in rows]
    assert [one.rows.stop - one.rows.start for one in blocks] == rows


def test_pairs_of_large_panels_come_in_parts(monkeypatch):
    monkeypatch.setattr(walking, "PAIRS", 18)
    starts, jurors = read_by(EQUAL)
    (block,) = Panels(starts, jurors, np.ones(JURORS)).blocks
    assert [one.shape for _, one, _ in block.pairs()] == [(3, 3, 2)] * 5 + [(3, 3, 1)]

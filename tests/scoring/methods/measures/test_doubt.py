"""Chances that keep their word: right on average, the same every time, and moved by nothing but the marks."""

from fractions import Fraction
from math import erf, log, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.methods.fit import fit_of, scores_of, variance_of
from scoring.methods.measures import doubt as doubt_module
from scoring.methods.measures.doubt import Posterior, _centred, doubt_of, drawn, posterior_of, shrunk
from scoring.methods.measures.spread import spread_of
from tests.scoring.methods.juries import columns, complete, connected, sheet
from tests.scoring.methods.measures.prizes import prize
from tests.scoring.methods.test_calibrated import least_squares
from tests.scoring.methods.test_properties import changed, factors

PRIZES = 400
NEAR = 0.05
DRAWS = 2_000


def doubt(ballots, *, shortlist=2, seed=7, draws=10_000):
    table = sheet(ballots)
    return doubt_of(table, fit_of(table), shortlist=shortlist, seed=seed, draws=draws)


def too_sure(table, fit, ranked):
    """Take every standard error for half of what it is, and say how likely the first then is the best."""
    found = np.array([float(score) for score in ranked.values()]) / sqrt(variance_of(table, fit))
    halved = _centred(spread_of(table, tuple(ranked), fit.equations).scores) / 4
    known = Posterior(tuple(ranked), *shrunk(found, halved))
    return np.mean([block.argmax(axis=1) == 0 for block in drawn(known, 1, DRAWS)])


def first_against_second(table, fit, ranked):
    """Test only whether the first is better than the second, in one direction."""
    one, two, *_ = ranked
    errors = spread_of(table, (one, two), fit.equations).scores * float(variance_of(table, fit))
    gap = float(ranked[one] - ranked[two]) / sqrt(errors[0, 0] + errors[1, 1] - 2 * errors[0, 1])
    return (1 + erf(gap / sqrt(2))) / 2


@pytest.fixture(scope="module")
def season():
    """Judge 400 prizes: is the winner truly the best, and what does each way of speaking say of it?

    Each posterior is drawn 2,000 times here and not 10,000, for the sake of time.
    """
    chance = np.random.default_rng(2027)
    found = []
    for number in range(PRIZES):
        judged = prize(chance)
        fit = fit_of(judged.sheet)
        scores = scores_of(judged.sheet, fit)
        ranked = {dossier: scores[dossier] for dossier in sorted(scores, key=scores.get, reverse=True)}
        winner, *_ = ranked
        told = doubt_of(judged.sheet, fit, shortlist=5, seed=number, draws=DRAWS)
        others = (too_sure(judged.sheet, fit, ranked), first_against_second(judged.sheet, fit, ranked))
        found.append((winner == judged.best, told.best[winner], *others))
    return np.array(found, dtype=float).T


def summary(name, said, truth):
    brier = ((said - truth) ** 2).mean()
    print(f"{name}: said {said.mean():.3f}, Brier {brier:.3f}; truly best {truth.mean():.3f}")
    return abs(said.mean() - truth.mean())


@pytest.mark.long
def test_chance_when_told_of_four_hundred_winners_is_right_on_average(season):
    truth, posterior, *_ = season
    assert summary("posterior", posterior, truth) < NEAR


@pytest.mark.long
def test_chance_when_told_too_surely_is_found_out(season):
    truth, _, halved, against_second = season
    assert summary("standard errors halved", halved, truth) > NEAR
    assert summary("normal test, first against second", against_second, truth) > NEAR


def test_chance_when_the_seed_is_the_same_is_the_same_to_the_last_digit():
    ballots = columns(KABUL="8 6 7 -", LAHORE="7 - 8 6", BAKU="- 5 7 5", PEKAN="6 7 - 6")
    assert doubt(ballots) == doubt(list(reversed(ballots)))
    assert doubt(ballots, seed=8) != doubt(ballots)
    assert doubt(ballots).best == {"LAHORE": 0.317, "KABUL": 0.285, "PEKAN": 0.262, "BAKU": 0.136}


def test_chances_when_added_up_give_one_winner_and_a_whole_shortlist():
    told = doubt(columns(KABUL="8 6 7 -", LAHORE="7 - 8 6", BAKU="- 5 7 5", PEKAN="6 7 - 6"))
    assert sum(told.best.values()) == pytest.approx(1, abs=0.002)
    assert sum(told.shortlist.values()) == pytest.approx(2, abs=0.002)
    assert all(told.best[dossier] <= told.shortlist[dossier] for dossier in told.best)


def test_shortlist_when_there_is_room_for_all_holds_all():
    ballots = columns(KABUL="8 6 7", LAHORE="5 4 3")
    assert set(doubt(ballots, shortlist=2).shortlist.values()) == {1.0}
    assert doubt(ballots, shortlist=None).shortlist is None


def test_shortlist_when_it_has_one_place_is_for_the_best():
    told = doubt(
        columns(KABUL="8 6 7 -", LAHORE="7 - 8 6", BAKU="- 5 7 5", PEKAN="6 7 - 6", MALE="2 3 - 4"), shortlist=1
    )
    assert told.shortlist == told.best


def test_shortlist_when_it_has_places_for_half_holds_the_better_half():
    told = doubt(columns(KABUL="8 6 7", LAHORE="7 8 7", BAKU="3 4 4", PEKAN="2 1 2")).shortlist
    assert min(told["KABUL"], told["LAHORE"]) > 0.9
    assert max(told["BAKU"], told["PEKAN"]) < 0.1


@pytest.mark.parametrize(
    "marks",
    [
        {"KABUL": "8 6", "LAHORE": "9 -"},
        {"KABUL": "8 6 7"},
        {"KABUL": "8 6", "LAHORE": "9 7"},
        {"KABUL": "5 5", "LAHORE": "5 5"},
    ],
)
def test_chance_when_no_noise_can_be_measured_is_unknown(marks):
    assert doubt(columns(**marks)) is None


def test_chance_when_nothing_tells_dossiers_apart_is_the_same_for_all():
    told = doubt(columns(KABUL="1 3", LAHORE="3 1", BAKU="2 2", PEKAN="1 3"))
    assert set(told.best.values()) == {0.25}
    assert set(told.shortlist.values()) == {0.5}
    assert doubt(columns(KABUL="1 3", LAHORE="3 1"), shortlist=None).shortlist is None
    everybody = doubt(columns(KABUL="1 3", LAHORE="3 1", BAKU="2 2", PEKAN="1 3"), shortlist=9)
    assert set(everybody.shortlist.values()) == {1}


def test_posterior_when_the_panel_is_complete_is_the_textbook_shrinkage_of_means():
    means, errors = np.array([4.0, 6.0, 8.0]), np.eye(3) * 0.5
    mean, covariance = shrunk(means, _centred(errors))
    between = 4 - 0.5
    factor = between / (between + 0.5)
    assert mean == pytest.approx(factor * (means - 6))
    centre = np.eye(3) - 1 / 3
    assert centre @ covariance @ centre == pytest.approx(factor * 0.5 * centre)


@given(ballots=connected(), data=st.data())
def test_posterior_when_severities_are_counted_from_another_zero_says_the_same_of_differences(ballots, data):
    table = sheet(ballots)
    if posterior_of(table, fit_of(table)) is None:
        return
    fit = fit_of(table)
    scores = scores_of(table, fit)
    found = np.array([float(score) for score in scores.values()])
    errors = spread_of(table, tuple(scores), fit.equations).scores
    shift = np.array(data.draw(st.lists(st.floats(-3, 3), min_size=len(found), max_size=len(found))))
    other = errors + np.add.outer(shift, shift)
    assert _centred(other) == pytest.approx(_centred(errors), abs=1e-9)
    assert shrunk(found + 3, _centred(other))[0] == pytest.approx(shrunk(found, _centred(errors))[0], abs=1e-6)


@given(ballots=connected())
def test_spread_when_taken_from_the_whole_design_by_numpy_is_the_same(ballots):
    table = sheet(ballots)
    fit = fit_of(table)
    found = spread_of(table, tuple(table.rows), fit.equations)
    dossiers, jurors = list(table.rows), list(table.jurors)
    design = np.zeros((table.size, len(dossiers) + len(jurors)))
    for line, (dossier, juror) in enumerate((name, one) for name, row in table.rows.items() for one in row):
        design[line, [dossiers.index(dossier), len(dossiers) + jurors.index(juror)]] = 1
    wanted = np.eye(design.shape[1])
    wanted[: len(dossiers), len(dossiers) :] = 1 / len(jurors)
    wanted[len(dossiers) :, len(dossiers) :] -= 1 / len(jurors)
    whole = wanted @ np.linalg.pinv(design.T @ design) @ wanted.T
    both = np.block([[found.scores, found.crossed], [found.crossed.T, found.severities]])
    assert both == pytest.approx(whole, abs=1e-8)
    _, errors = least_squares(ballots)
    variance = variance_of(table, fit)
    if variance:
        assert np.sqrt(float(variance) * both.diagonal().clip(0)) == pytest.approx(errors, abs=1e-6)


@settings(max_examples=settings.default.max_examples * 3 // 10)
@given(ballots=complete(), factor=factors, data=st.data())
def test_chance_when_scaled_stays_and_when_renamed_is_renamed(ballots, factor, data):
    before = doubt(ballots, draws=1_000)
    if before is None:
        return
    scaled = doubt(changed(ballots, mark=lambda _, value: value * factor), draws=1_000)
    assert scaled.best == pytest.approx(before.best, abs=0.001)
    dossiers = sorted({ballot.dossier for ballot in ballots})
    dossier = dict(zip(dossiers, data.draw(st.permutations(dossiers)), strict=True))
    juror = {ballot.juror: f"as {ballot.juror}" for ballot in ballots}
    renamed = doubt(changed(ballots, dossier=dossier.get, juror=juror.get), draws=1_000)
    scores = scores_of(sheet(ballots), fit_of(sheet(ballots)))
    alone = [name for name, score in scores.items() if list(scores.values()).count(score) == 1]
    for name in alone:
        assert renamed.best[dossier[name]] == pytest.approx(before.best[name], abs=0.001)


@settings(max_examples=settings.default.max_examples * 3 // 10)
@given(ballots=connected(), step=st.integers(-9, 9), data=st.data())
def test_chance_when_a_juror_adds_a_constant_stays(ballots, step, data):
    before = doubt(ballots, draws=1_000)
    biased = data.draw(st.sampled_from(sorted({ballot.juror for ballot in ballots})))
    moved = changed(ballots, mark=lambda one, value: value + Fraction(step, 2) if one.juror == biased else value)
    after = doubt(moved, draws=1_000)
    assert (after is None) == (before is None)
    if before:
        assert after.best == pytest.approx(before.best, abs=0.001)


class Raw:
    """A stream that gives one number for ever."""

    def __init__(self, number):
        self.number = number

    def random_raw(self, size):
        return np.full(size, self.number, dtype=np.uint64)


def test_draws_when_the_stream_is_at_either_end_are_finite():
    assert doubt_module._normal(Raw(2**64 - 1), 1, 2) == pytest.approx(np.zeros((1, 2)))
    assert doubt_module._normal(Raw(0), 1, 1) == pytest.approx(np.array([[sqrt(106 * log(2))]]))


def test_draws_when_they_are_no_whole_thousands_are_as_many_as_asked():
    known = Posterior(("a", "b"), np.zeros(2), _centred(np.eye(2)))
    assert [len(block) for block in drawn(known, 1, 2_500)] == [1_000, 1_000, 500]


@pytest.mark.parametrize("places", [1, 2, 5, 300, 699])
def test_shortlist_when_many_are_drawn_holds_those_whom_sorting_puts_first(places):
    qualities = np.random.default_rng(3).normal(size=(60, 700))
    first = np.argsort(-qualities, axis=1)[:, :places]
    assert doubt_module._listed(qualities, places).tolist() == np.bincount(first.ravel(), minlength=700).tolist()


def test_centring_when_a_matrix_is_lopsided_leaves_nothing_on_either_side():
    found = _centred(np.array([[1.0, 5.0, 2.0], [0.0, 3.0, 9.0], [4.0, 4.0, 1.0]]))
    assert found.sum(axis=0) == pytest.approx(np.zeros(3))
    assert found.sum(axis=1) == pytest.approx(np.zeros(3))


def test_draws_when_many_have_the_mean_and_covariance_of_the_posterior():
    known = Posterior(("a", "b", "c"), np.array([1.0, 0.0, -1.0]), _centred(np.diag([1.0, 2.0, 3.0])))
    found = np.concatenate(list(drawn(known, 3, 200_000)))
    centre = np.eye(3) - 1 / 3
    assert found.mean(axis=0) == pytest.approx(known.mean, abs=0.02)
    assert centre @ np.cov(found.T) @ centre == pytest.approx(known.covariance, abs=0.03)

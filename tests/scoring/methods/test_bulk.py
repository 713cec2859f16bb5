"""Counted in arrays and in floating point, a file comes to what the exact count comes to."""

import io
import random
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.methods import arrays, bulk, large
from scoring.methods.answers import read_answers
from scoring.methods.bulk import count_in_bulk, in_bulk
from scoring.methods.counting import count
from scoring.methods.graph import SeparateIslands, islands_of
from scoring.methods.longfile import read_long
from scoring.methods.refusals import BadQuorum, TooLooselyLinked
from tests.scoring.methods.juries import columns, half_points, sheet
from tests.scoring.methods.test_large import additive_jury, wide_jury

NEAR = 1e-9


def written(ballots):
    rows = (
        f"{one.juror},{one.dossier},{name},{float(mark)!r},{one.times}\n"
        for one in ballots
        for name, mark in one.marks.items()
    )
    return "juror,dossier,criterion,mark,count\n" + "".join(rows)


def both(content, weights=None, **rules):
    """Count a text line by line and exactly, and by columns."""
    lines = read_long(io.BytesIO(content.encode()), weights)
    answers = read_answers(io.BytesIO(content.encode()), weights)
    return (
        lambda: count(lines.ballots, method="calibrated", weights=lines.weights, **rules),
        lambda: count_in_bulk(answers, **rules),
    )


def near(value):
    return None if value is None else pytest.approx(float(value), abs=NEAR)


def assert_same(exact, found):
    assert (found.method, found.components, found.working) == (exact.method, exact.components, {})
    assert [(line.dossier, line.rank, line.ballots, line.raw) for line in found.standings] == [
        (line.dossier, line.rank, line.ballots, line.raw) for line in exact.standings
    ]
    assert [float(line.score) for line in found.standings] == [near(line.score) for line in exact.standings]
    assert [(line.juror, line.ballots) for line in found.jurors] == [
        (line.juror, line.ballots) for line in exact.jurors
    ]
    for one, other in zip(found.jurors, exact.jurors, strict=True):
        assert (one.severity is None) == (other.severity is None)
        assert float(one.severity or 0) == near(other.severity or 0)
    for one, other in zip([*found.standings, *found.jurors], [*exact.standings, *exact.jurors], strict=True):
        assert one.se == (None if other.se is None else pytest.approx(other.se, abs=1e-6))
    assert [(tie.dossiers, tie.rank, tie.resolved) for tie in found.ties] == [
        (tie.dossiers, tie.rank, tie.resolved) for tie in exact.ties
    ]
    assert [[(step.rung, step.groups) for step in tie.steps] for tie in found.ties] == [
        [(step.rung, step.groups) for step in tie.steps] for tie in exact.ties
    ]
    assert found.not_ranked == exact.not_ranked
    assert found.components == exact.components


@st.composite
def files(draw):
    """Draw a sparse table in one piece or several, with criteria and with jurors who stand for several."""
    jurors = [f"j{place}" for place in range(draw(st.integers(1, 5)))]
    dossiers = [f"d{place}" for place in range(draw(st.integers(1, 7)))]
    cells = draw(st.sets(st.sampled_from([(j, d) for j in jurors for d in dossiers]), min_size=1))
    criteria = draw(st.sampled_from([("a",), ("a", "b"), ("b", "a", "c")]))
    times = {juror: draw(st.sampled_from([1, 1, 2, 5])) for juror in jurors}
    rows = [
        f"{juror},{dossier},{name},{float(draw(half_points))!r},{times[juror]}\n"
        for juror, dossier in cells
        for name in criteria
    ]
    weights = {name: Fraction(draw(st.integers(1, 40))) for name in criteria}
    return "juror,dossier,criterion,mark,count\n" + "".join(draw(st.permutations(rows))), weights


@settings(deadline=None, max_examples=400)
@given(files(), st.integers(1, 4))
def test_file_when_counted_in_bulk_comes_to_the_exact_count(file, quorum):
    expected, found = map(outcome, both(*file, quorum=quorum))
    if isinstance(expected, SeparateIslands):
        assert found.islands == expected.islands
        assert str(found) == str(expected)
    else:
        assert_same(expected, found)


def outcome(counting):
    try:
        return counting()
    except SeparateIslands as refusal:
        return refusal


@pytest.mark.parametrize("compiled_from", [0, 10**9])
def test_wide_jury_when_counted_in_bulk_comes_to_the_exact_count(monkeypatch, compiled_from):
    monkeypatch.setattr(arrays, "COMPILED_FROM", compiled_from)
    exactly, by_arrays = both(written(wide_jury(80, 400, 4)))
    found = by_arrays()
    assert_same(exactly(), found)
    assert 0 < found.residual < 1e-8
    assert found.working == {}


def test_ties_when_counted_in_bulk_are_kept_and_parted_the_same_way(monkeypatch):
    content = written(dyadic_jury())
    exactly, by_arrays = both(content)
    exact = exactly()
    assert [len(tie.dossiers) for tie in exact.ties] == [20] * 6
    assert_same(exact, by_arrays())
    monkeypatch.setattr(large, "DIGITS", 17)
    assert_same(exact, by_arrays())
    monkeypatch.setattr(bulk, "NEAR", Fraction())
    assert [len(tie.dossiers) for tie in by_arrays().ties] != [20] * 6


def test_ties_when_a_heavier_criterion_parts_them_are_parted_the_same_way_in_bulk():
    content = "juror,dossier,criterion,mark,count\n" + "".join(of_two_criteria())
    weights = {"clarity": Fraction(1), "impact": Fraction(3)}
    exactly, by_arrays = both(content, weights)
    exact = exactly()
    steps = [step for tie in exact.ties for step in tie.steps]
    assert len([step for step in steps if len(step.groups) == 2 and step.subject == ("impact",)]) == 6
    found = by_arrays()
    assert_same(exact, found)
    for one, other in zip(steps, (step for tie in found.ties for step in tie.steps), strict=True):
        assert {name: float(Fraction(value)) for name, value in other.values.items()} == {
            name: near(Fraction(value)) for name, value in one.values.items()
        }


def of_two_criteria():
    """Write six pairs of dossiers with one sum each, which the heavier criterion parts; panels of three jurors."""
    chosen = random.Random(3)
    severities = [Fraction(chosen.randint(-8, 8), 4) for _ in range(7)]
    for place in range(12):
        pair, side = divmod(place, 2)
        quality = {"impact": pair + side, "clarity": pair + 8 - 3 * side}
        for juror in chosen.sample(range(7), 3):
            for name, value in quality.items():
                mark = value + severities[juror] * (3 if name == "clarity" else 1)
                yield f"j{juror},d{place:02},{name},{float(mark)!r},1\n"


def test_sums_when_found_in_arrays_have_the_margin_and_the_fit_of_the_sheet():
    ballots = [type(one)(one.juror, one.dossier, {"mark": one.marks["mark"] + 3}) for one in wide_jury(12, 36, 3)]
    table = sheet(ballots)
    answers = read_answers(io.BytesIO(written(ballots).encode()))
    found = bulk._Found(answers, ("mark",))
    assert found.margin == large.margin_of(table) > 0
    assert found.fit().residual == found.calibrated.solution.residual
    assert found.fit().margin == found.margin


def test_dossier_when_one_juror_alone_read_it_is_ranked_by_default():
    exactly, by_arrays = both(written(columns(KABUL="8 6 7", LAHORE="7 - 5", BAKU="4 - -")))
    assert len(by_arrays().standings) == 3
    assert_same(exactly(), by_arrays())


def dyadic_jury():
    """Give marks that are quality plus severity to the dot, in quarters of a point."""
    chosen = random.Random(11)
    severities = {f"j{place}": Fraction(chosen.randint(-9, 9), 4) for place in range(39)}
    return [
        type(one)(one.juror, one.dossier, {"mark": int(one.dossier[1:]) % 6 + severities[one.juror]})
        for one in additive_jury(jurors=39)
    ]


def test_jury_when_linked_by_a_long_chain_is_refused_and_by_a_short_one_not(monkeypatch):
    chain = [
        line for place in range(60) for line in (f"j{place},d{place},mark,5,1\n", f"j{place + 1},d{place},mark,6,1\n")
    ]
    content = "juror,dossier,criterion,mark,count\n" + "".join(chain)
    _, by_arrays = both(content)
    assert by_arrays().components == 1
    monkeypatch.setattr("scoring.methods.large.TURNS", 3)
    with pytest.raises(TooLooselyLinked):
        by_arrays()


def test_quorum_when_nobody_meets_it_ranks_nothing():
    exactly, by_arrays = both(written(wide_jury(6, 9, 2)), quorum=3)
    assert_same(exactly(), by_arrays())
    assert by_arrays().working == {}
    with pytest.raises(BadQuorum):
        both(written(wide_jury(6, 9, 2)), quorum=0)[1]()


@pytest.mark.parametrize(
    ("method", "exact_limit", "most_exact", "said"),
    [
        ("calibrated", 10, 10**9, True),
        ("calibrated", 12, 10**9, False),
        ("calibrated", 12, 71, True),
        ("calibrated", 12, 72, False),
        ("mean", 10, 71, False),
    ],
)
def test_bulk_when_exact_arithmetic_ends_takes_over(monkeypatch, method, exact_limit, most_exact, said):
    monkeypatch.setattr(bulk, "EXACT_LIMIT", exact_limit)
    monkeypatch.setattr(bulk, "MOST_EXACT", most_exact)
    answers = read_answers(io.BytesIO(written(wide_jury(12, 36, 2)).encode()))
    assert in_bulk(answers, method) is said


@pytest.mark.parametrize(("most", "said"), [(4, True), (3, False)])
def test_bulk_when_sums_of_a_dossier_could_overflow_is_left_alone(monkeypatch, most, said):
    monkeypatch.setattr(bulk, "EXACT_LIMIT", 1)
    monkeypatch.setattr(bulk, "MOST_TOGETHER", most)
    assert in_bulk(read_answers(io.BytesIO(written(wide_jury(12, 36, 4)).encode())), "calibrated") is said


def test_bulk_when_every_juror_marked_everything_leaves_it_to_the_exact_count(monkeypatch):
    monkeypatch.setattr(bulk, "EXACT_LIMIT", 1)
    assert not in_bulk(read_answers(io.BytesIO(written(wide_jury(3, 4, 3)).encode())), "calibrated")
    assert in_bulk(read_answers(io.BytesIO(written(wide_jury(3, 4, 2)).encode())), "calibrated")


@settings(deadline=None)
@given(files())
def test_graph_when_labelled_in_arrays_has_the_same_islands(file):
    answers = read_answers(io.BytesIO(file[0].encode()))
    label = bulk.components(answers.starts, answers.jurors, len(answers.names))
    found = [[name for name, own in zip(answers.names, label, strict=True) if own == one] for one in np.unique(label)]
    rows = sheet([type(one)(one.juror, one.dossier, {"mark": one.marks["a"]}) for one in answers.ballots()]).rows
    assert sorted(found) == sorted(list(island.jurors) for island in islands_of(rows))

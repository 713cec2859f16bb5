"""One line that stands for many equal jurors counts as that many lines, in every method."""

import tracemalloc
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.methods.ballots import Ballot, GradedBallot, RankedBallot
from scoring.methods.counting import METHODS, count
from scoring.methods.refusals import BadCount, UnequalCounts
from tests.scoring.methods.juries import ONE, columns, connected

every_method = pytest.mark.parametrize("method", sorted(METHODS))


@st.composite
def with_times(draw):
    """Draw ballots in which each juror stands for one to four."""
    ballots = draw(connected(most=4))
    times = {juror: draw(st.integers(1, 4)) for juror in sorted({ballot.juror for ballot in ballots})}
    return standing_for(ballots, times)


def standing_for(ballots, times):
    return [Ballot(one.juror, one.dossier, one.marks, times[one.juror]) for one in ballots]


def copies(ballots):
    """Write every juror out as often as the line says."""
    return [Ballot(f"{one.juror} {copy}", one.dossier, one.marks) for one in ballots for copy in range(one.times)]


def near(value):
    return None if value is None else pytest.approx(value, abs=1e-6)


@every_method
@settings(deadline=None)
@given(ballots=with_times())
def test_line_when_it_stands_for_several_counts_as_so_many_jurors(method, ballots):
    short, long = (count(each, method=method, weights=ONE) for each in (ballots, copies(ballots)))
    assert [(line.dossier, line.rank, line.score, line.ballots, line.raw) for line in short.standings] == [
        (line.dossier, line.rank, line.score, line.ballots, line.raw) for line in long.standings
    ]
    assert [line.se for line in short.standings] == [near(line.se) for line in long.standings]
    assert short.ties == long.ties
    assert short.not_ranked == long.not_ranked
    assert [(path.prefer_first, path.widest_first) for path in short.paths] == [
        (path.prefer_first, path.widest_first) for path in long.paths
    ]
    lines = {line.juror.rpartition(" ")[0]: line for line in long.jurors}
    assert [(line.severity, line.se) for line in short.jurors] == [
        (lines[line.juror].severity, near(lines[line.juror].se)) for line in short.jurors
    ]


@settings(deadline=None)
@given(ballots=with_times())
def test_line_when_the_jury_is_counted_in_floats_counts_as_so_many_jurors(ballots):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("scoring.methods.fit.EXACT_LIMIT", 0)
        floats = count(ballots, method="calibrated", weights=ONE)
    exact = count(ballots, method="calibrated", weights=ONE)
    found = {line.dossier: float(line.score) for line in floats.standings}
    assert found == pytest.approx({line.dossier: float(line.score) for line in exact.standings}, abs=1e-8)


@every_method
def test_line_when_it_stands_for_a_million_takes_no_more_room(method):
    ballots = columns(KABUL="8 6 7 5", LAHORE="9 7 6 5", BAKU="4 9 - 6", PEKAN="4 - 9 5")
    many = standing_for(ballots, {"j1": 10**6, "j2": 999_983, "j3": 3, "j4": 1})
    tracemalloc.start()
    counted = count(many, method=method, weights=ONE, quorum=10**6)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 5_000_000
    assert {line.dossier: line.ballots for line in counted.standings} == {
        "KABUL": 10**6 + 999_987,
        "LAHORE": 10**6 + 999_987,
        "BAKU": 10**6 + 999_984,
        "PEKAN": 10**6 + 4,
    }


def test_quorum_when_a_line_stands_for_several_counts_the_jurors():
    ballots = standing_for(columns(KABUL="8 6", BAKU="- 3"), {"j1": 1, "j2": 2})
    counted = count(ballots, method="mean", weights=ONE, quorum=3)
    assert [line.dossier for line in counted.standings] == ["KABUL"]
    assert [(line.dossier, line.ballots) for line in counted.not_ranked] == [("BAKU", 2)]


@pytest.mark.parametrize("times", [0, -1, 1.5, 10**9 + 1, Fraction(3, 2)])
@pytest.mark.parametrize(
    "ballot",
    [
        lambda times: Ballot("Aras", "KABUL", {"mark": Fraction(8)}, times),
        lambda times: RankedBallot("Aras", "KABUL", Fraction(1), times),
        lambda times: GradedBallot("Aras", "KABUL", "good", times),
    ],
)
def test_times_when_no_whole_number_in_reach_are_refused(ballot, times):
    with pytest.raises(BadCount, match="Aras stands for"):
        count([ballot(times)], method="schulze", weights={}, grades=["good", "poor"])


def test_times_when_a_juror_stands_for_different_numbers_are_refused():
    ballots = [Ballot("Aras", name, {"mark": Fraction(8)}, times) for name, times in (("KABUL", 2), ("BAKU", 3))]
    with pytest.raises(UnequalCounts, match="Give the same number on every dossier"):
        count(ballots, method="mean", weights=ONE)

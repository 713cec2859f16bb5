"""Up to what size the measures are worked out; above it they are None, and the ranking comes as fast as ever."""

from collections.abc import Sequence
from typing import Final

from scoring.methods.ballots import AnyBallot

#: All measures.
MOST_BALLOTS: Final = 20_000
MOST_DOSSIERS: Final = 1_000
MOST_JURORS: Final = 500
#: Recounts with a juror left out: jurors × ballots.
MOST_LEFT_OUT: Final = 50_000
#: Recounts with a single ballot left out: ballots left out in turn × ballots.
MOST_RECOUNTED: Final = 300_000
#: Dossiers that are compared pair by pair by some methods.
MOST_COMPARED: Final = 300


def measurable(ballots: Sequence[AnyBallot]) -> bool:
    """Say whether a table is small enough for any measure."""
    jurors = {ballot.juror: ballot.times for ballot in ballots}
    return (
        sum(ballot.times for ballot in ballots) <= MOST_BALLOTS
        and len({ballot.dossier for ballot in ballots}) <= MOST_DOSSIERS
        and sum(jurors.values()) <= MOST_JURORS
    )

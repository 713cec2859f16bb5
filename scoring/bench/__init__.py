"""What a juror has under the hand: one dossier with its rubric or grades, or all dossiers of a round to be ranked."""

from jury.models import Assignment
from scoring.methods.ballots import Level
from scoring.models import Ballot

from .grades import GradedBench, graded_bench
from .held import Held
from .marks import Bench, marked_bench
from .ranks import Ranking, ranking_of

__all__ = ["Bench", "GradedBench", "Held", "Ranking", "bench_of", "ranking_of"]


def bench_of(
    assignment: Assignment, ballot: Ballot | None = None, *, fresh: bool = True
) -> Bench | GradedBench | Held:
    """Read the bench of an assignment; without `fresh` only its scale, for a form."""
    ballot = ballot or getattr(assignment, "ballot", None)
    match assignment.round.rules.level:
        case Level.MARKS:
            return marked_bench(assignment, ballot, fresh=fresh)
        case Level.GRADES:
            return graded_bench(assignment, ballot)
    return Held(assignment, ballot)

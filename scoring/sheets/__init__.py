"""What a juror sends of a ballot, what may be wrong with it, and what of it is hashed: marks, grades or ranks."""

from typing import Protocol

from jury.models import Assignment
from scoring.methods.ballots import Level
from scoring.models import Ballot

from . import grades, marks
from .ranks import RankSheet
from .refusals import AlreadyDone, OffTheScale, RankedAsAWhole, Stale, Unfinished
from .sheet import Finished, Sheet, record_of

__all__ = [
    "AlreadyDone",
    "Finished",
    "OffTheScale",
    "RankSheet",
    "RankedAsAWhole",
    "Sheet",
    "Stale",
    "Unfinished",
    "Written",
    "record_of",
    "written_in",
]


class Written(Protocol):
    """What a ballot that is written alone holds."""

    def check(self, assignment: Assignment, sheet: Sheet) -> None:
        """Refuse what the round does not have."""
        ...

    def says_the_same(self, ballot: Ballot, sheet: Sheet) -> bool:
        """Say whether a sheet changes nothing."""
        ...

    def write(self, ballot: Ballot, sheet: Sheet) -> None:
        """Write what a sheet speaks of."""
        ...

    def finished(self, ballot: Ballot) -> Finished:
        """Give what is cast, or say what is missing."""
        ...


def written_in(assignment: Assignment) -> Written:
    """Say what the ballots of a round hold, one by one.

    :raises RankedAsAWhole: where they are not written one by one.
    """
    match assignment.round.rules.level:
        case Level.MARKS:
            return marks
        case Level.GRADES:
            return grades
    raise RankedAsAWhole

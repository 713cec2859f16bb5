"""What one page sends of one ballot, and what is left of it once it is finished."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from jury.models import Assignment
from scoring.models import CastBallot


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a juror sends: marks and comments by criterion key, or under "grade"; what is not named stays as it is."""

    marks: Mapping[str, Decimal | str | None] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)

    @property
    def keys(self) -> set[str]:
        """Name the criteria it speaks of."""
        return {*self.marks, *self.comments}


@dataclass(frozen=True, slots=True)
class Finished:
    """A ballot on which nothing is missing, as it is cast."""

    marks: Mapping[str, str]
    comments: Mapping[str, str]


def record_of(assignment: Assignment, casting: CastBallot) -> dict[str, Any]:
    """Give what of a cast ballot is hashed: a juror can put it together from the receipt."""
    return {
        "comments": casting.comments,
        "dossier": assignment.dossier.code,
        "juror": str(assignment.seat.public_id),
        "marks": casting.marks,
        "number": casting.number,
        "round": assignment.round.kind,
        "rules": assignment.round.rules.digest,
    }

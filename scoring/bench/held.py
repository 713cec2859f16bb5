"""One assignment with its ballot, as a page is shown it."""

from dataclasses import dataclass
from typing import Any

from jury.models import Assignment
from scoring.models import Ballot
from scoring.states import BallotStatus


@dataclass(frozen=True)
class Held:
    """An assignment and its ballot, begun or not; this alone where the round is ranked as a whole."""

    assignment: Assignment
    ballot: Ballot | None

    @property
    def version(self) -> int:
        """Give the version that a page is shown; nothing on record is 0."""
        return self.ballot.version if self.ballot else 0

    @property
    def is_open(self) -> bool:
        """Say whether it is neither cast nor abstained on."""
        return self.ballot is None or self.ballot.status == BallotStatus.OPEN

    @property
    def missing(self) -> list[Any]:
        """Give the lines on which something is missing."""
        return []

    def with_typed(self, form: Any) -> "Held":  # noqa: ARG002 - there are no lines
        """Show what was typed where it could not be saved."""
        return self

    def beside(self, form: Any) -> list[tuple[Any, Any]]:  # noqa: ARG002 - there are no lines
        """Put what is on record beside what was sent, where they differ."""
        return []

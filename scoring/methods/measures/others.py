"""Whether the rule matters, or a juror: the winners by every other method, and with each juror left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scoring.methods.measures.contest import Contest
from scoring.methods.measures.limits import MOST_COMPARED, MOST_LEFT_OUT
from scoring.methods.outcome import Method
from scoring.methods.trace import Group
from scoring.methods.writing import Plain

Methods = Mapping[str, Method]


def winner_by_method(
    contest: Contest, methods: Methods, *, counted_by: str, winners: Group
) -> dict[str, Group | None] | None:
    """Name the winners by each method but the one that counts; equals stand together, by name.

    None for a method that refuses these ballots, or leaves a winner of the count out and so cannot speak of it; None
    instead of all above `MOST_COMPARED` dossiers.
    """
    if len(contest.sheet.rows) > MOST_COMPARED:
        return None
    others = {name: method for name, method in sorted(methods.items()) if name != counted_by}
    return {name: contest.winners(method, must_score=winners) for name, method in others.items()}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Who would win without a juror; None where the method then refuses.

    `disconnects`: without this juror the marks fall apart and cannot be put on one scale.
    """

    juror: str
    winners: Group | None
    disconnects: bool

    def as_json(self) -> Plain:
        """Give plain values."""
        winners = None if self.winners is None else list(self.winners)
        return {"juror": self.juror, "winners": winners, "disconnects": self.disconnects}


def robustness(contest: Contest, method: Method, *, bridges: Sequence[str]) -> tuple[LeftOut, ...] | None:
    """Count again without each juror in turn, by name: how robust the result is, never how probable.

    Each is a whole exact count. None above `MOST_LEFT_OUT` ballots × jurors.
    """
    jurors = contest.sheet.jurors
    if len(jurors) * len(contest.ballots) > MOST_LEFT_OUT:
        return None
    return tuple(LeftOut(juror, contest.winners_without(method, juror=juror), juror in bridges) for juror in jurors)

"""A juror's ranking of a round: the dossiers in their order, those abstained on, and what is missing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.functional import Promise

from jury.models import Assignment, Round
from scoring import permissions
from scoring.models import Ballot
from scoring.permissions.ballots import ANSWER_FIRST
from scoring.sheets.ranks import competition
from scoring.states import BallotStatus

Own = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Place:
    """One dossier in a ranking; `equals` names those beside it."""

    assignment: Assignment
    ballot: Ballot | None
    rank: int | None
    comment: str
    equals: tuple[str, ...] = ()
    errors: tuple[str | Promise, ...] = ()

    @property
    def code(self) -> str:
        """Give the number of the dossier."""
        return self.assignment.dossier.code

    @property
    def name(self) -> str:
        """Name the dossier as the desk does."""
        nominee = self.assignment.dossier.nominee
        return nominee.city or nominee.name

    @property
    def status(self) -> str:
        """Say how its ballot stands."""
        return self.ballot.status if self.ballot else BallotStatus.OPEN

    @property
    def version(self) -> int:
        """Give the version that a page is shown; nothing on record is 0."""
        return self.ballot.version if self.ballot else 0


@dataclass(frozen=True)
class Ranking:
    """All dossiers of a round that are open to a juror, in the juror's order; those without a rank come last."""

    round: Round
    places: tuple[Place, ...]
    abstained: tuple[Place, ...]
    unanswered: int

    @property
    def version(self) -> str:
        """Write the versions of all its ballots, as a page is shown them."""
        return " ".join(f"{each.code}:{each.version}" for each in (*self.places, *self.abstained))

    @property
    def most(self) -> int:
        """Give the last rank there is."""
        return len(self.places)

    @property
    def ranks(self) -> range:
        """Give all ranks."""
        return range(1, self.most + 1)

    @property
    def is_cast(self) -> bool:
        """Say whether it was cast: then it is opened again before anything changes."""
        return any(each.status == BallotStatus.CAST for each in self.places)

    @property
    def first_cast(self) -> Any:
        """Give when it was cast."""
        return next((each.ballot.cast_at for each in self.places if each.ballot and each.ballot.cast_at), None)

    @property
    def saved_at(self) -> Any:
        """Give when it was saved last."""
        return max((each.ballot.saved_at for each in self.places if each.ballot and each.ballot.version), default=None)

    @property
    def ranked(self) -> int:
        """Count the ranks given."""
        return sum(each.rank is not None for each in self.places)

    @property
    def missing(self) -> list[Place]:
        """Give the dossiers that have no rank, or want a comment."""
        wanted = self.round.rules.comment_required
        return [each for each in self.places if each.rank is None or (wanted and not each.comment.strip())]

    @property
    def late(self) -> list[Place]:
        """Give the dossiers that came to a ranking after it was cast."""
        return [each for each in self.places if self.is_cast and each.status == BallotStatus.OPEN]

    def as_cast(self) -> "Ranking":
        """Show the ranks as they are cast."""
        return replace(self, places=tuple(standard(self.places)))

    def with_typed(self, form: Any) -> "Ranking":
        """Show what was typed where it could not be saved."""
        return replace(self, places=in_order(retyped(place, form) for place in self.places))

    def beside(self, form: Any) -> list[tuple[Place, Place]]:
        """Put what is on record beside what was sent, where they differ."""
        sent = {place.code: place for place in self.with_typed(form).places} if form else {}
        pairs = [(here, sent.get(here.code, here)) for here in sorted(self.places, key=lambda each: each.code)]
        return [(here, there) for here, there in pairs if (here.rank, here.comment) != (there.rank, there.comment)]


def ranking_of(person: Any, own: Own) -> Ranking:
    """Read a juror's ranking from the own assignments of a round."""
    refusals = {each: permissions.may_see_own_ballot.refusal(person, each) for each in own}
    places = [place_of(each) for each, refusal in refusals.items() if refusal is None]
    standing = [place for place in places if place.status != BallotStatus.ABSTAINED]
    return Ranking(
        round=own[0].round,
        places=in_order(squeezed(standing)),
        abstained=tuple(place for place in places if place.status == BallotStatus.ABSTAINED),
        unanswered=sum(refusal is ANSWER_FIRST for refusal in refusals.values()),
    )


def place_of(assignment: Any) -> Place:
    """Read one dossier."""
    ballot = getattr(assignment, "ballot", None)
    return Place(assignment, ballot, ballot.rank if ballot else None, ballot.comment if ballot else "")


def squeezed(places: Sequence[Place]) -> Sequence[Place]:
    """Bring ranks back into their range, in the same order, where dossiers left while one ranked."""
    return standard(places) if any((place.rank or 0) > len(places) for place in places) else places


def standard(places: Sequence[Place]) -> list[Place]:
    """Write ranks as they are cast: 1, 1, 3."""
    ranks = competition({place.code: place.rank for place in places if place.rank is not None})
    return [replace(place, rank=ranks.get(place.code)) for place in places]


def in_order(places: Iterable[Place]) -> tuple[Place, ...]:
    """Put dossiers in the order of their ranks, those without one last, and say which are equal."""
    known = sorted(places, key=lambda each: (each.rank is None, each.rank or 0, each.code))
    return tuple(replace(each, equals=equals_of(each, known)) for each in known)


def equals_of(place: Place, places: Iterable[Place]) -> tuple[str, ...]:
    """Name the dossiers that have the same rank."""
    same = (each for each in places if each.rank == place.rank and each.code != place.code)
    return tuple(each.name for each in same) if place.rank is not None else ()


def retyped(place: Place, form: Any) -> Place:
    """Read one dossier as a page sent it; a rank that there is not is shown as none."""
    rank, comment = f"rank-{place.code}", f"comment-{place.code}"
    sent = form.cleaned_data.get(rank) if rank in form.data else place.rank
    errors = (*form.errors.get(rank, ()), *form.errors.get(comment, ()))
    return replace(place, rank=sent, comment=form.data.get(comment, place.comment), errors=errors)

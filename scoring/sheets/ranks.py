"""The order into which a juror puts the dossiers of a round: 1 is best, equal ranks are equal."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from awards_site.rules import Refusal
from scoring.models import Ballot
from scoring.states import BallotStatus

from .refusals import OffTheScale, Unfinished
from .sheet import Finished

RANK = "rank"


@dataclass(frozen=True, slots=True)
class RankSheet:
    """What a juror sends of a ranking, by the numbers of dossiers; what is not named stays as it is.

    `versions` are those of the ballots as the page was shown them.
    """

    versions: Mapping[str, int]
    ranks: Mapping[str, int | None] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)

    @property
    def codes(self) -> set[str]:
        """Name the dossiers it speaks of."""
        return {*self.ranks, *self.comments}


def competition(ranks: Mapping[str, int]) -> dict[str, int]:
    """Write ranks the standard way: one more than there are before, so 1, 1, 3."""
    return {code: 1 + sum(other < rank for other in ranks.values()) for code, rank in ranks.items()}


def check(sheet: RankSheet, ballots: Mapping[str, Ballot]) -> None:
    """Take a sheet of dossiers that one ranks, each rank from 1 to their number.

    :raises OffTheScale: otherwise.
    """
    if sheet.codes - ballots.keys():
        raise OffTheScale(Refusal(_("One of these dossiers is not among those you rank. Load the page again.")))
    most = ranked_at_most(ballots.values())
    if not all(rank is None or 1 <= rank <= most for rank in sheet.ranks.values()):
        raise OffTheScale(Refusal(out_of_range(most)))


def ranked_at_most(ballots: Iterable[Ballot]) -> int:
    """Count the ballots that can have a rank: all but those abstained on."""
    return sum(ballot.status != BallotStatus.ABSTAINED for ballot in ballots)


def out_of_range(most: int) -> str:
    """Say which ranks there are."""
    return _("Choose a rank from 1 to %(most)s.") % {"most": most}


def says_the_same(sheet: RankSheet, ballots: Mapping[str, Ballot]) -> bool:
    """Say whether a page sends what is on record already."""
    return all(ballots[code].rank == rank for code, rank in sheet.ranks.items()) and all(
        ballots[code].comment == text for code, text in sheet.comments.items()
    )


def finished(ballots: Mapping[str, Ballot], *, comment_required: bool) -> dict[str, Finished]:
    """Give the ranks of a ranking on which nothing is missing.

    :raises Unfinished: naming the dossiers.
    """
    ranks = {code: ballot.rank for code, ballot in ballots.items() if ballot.rank is not None}
    missing = sorted(ballots.keys() - ranks.keys())
    if missing:
        sentence = _("Some dossiers have no rank. Rank them or abstain, then cast the ranking.")
        raise Unfinished([], sentence, missing)
    silent = sorted(code for code, ballot in ballots.items() if comment_required and not ballot.comment.strip())
    if silent:
        sentence = _("This round wants a comment on every dossier. Write them, then cast the ranking.")
        raise Unfinished([], sentence, silent)
    places = competition(ranks)
    comments = {code: {RANK: ballot.comment} if ballot.comment else {} for code, ballot in ballots.items()}
    return {code: Finished({RANK: str(places[code])}, comments[code]) for code in ballots}

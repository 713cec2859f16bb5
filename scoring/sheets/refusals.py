"""What may be wrong with what a juror sends."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from awards_site.rules import Refusal, Refused
from scoring.models import Ballot, Criterion


class Stale(Refused):
    """Another tab or device saved this ballot since the page was opened."""

    def __init__(self, ballot: Ballot) -> None:
        """Keep what is on record, to show both."""
        super().__init__(Refusal(_("This ballot was changed in another window. Look at both, then save again.")))
        self.ballot = ballot


class AlreadyDone(Refused):
    """The ballot was cast or abstained on; it has to be opened again first."""


class OffTheScale(Refused):
    """A mark, a grade or a rank that the round does not have."""


class RankedAsAWhole(Refused):
    """A round is ranked on one page: no ballot of it is written, cast or opened alone."""

    def __init__(self) -> None:
        """Say where to go."""
        super().__init__(Refusal(_("This round is ranked as a whole. Go to your ranking.")))


class Unfinished(Refused):
    """A ballot cannot be cast while something is missing; `criteria` or `dossiers` name where."""

    def __init__(self, criteria: Sequence[Criterion], sentence: str, dossiers: Sequence[str] = ()) -> None:
        """Keep where something is missing."""
        super().__init__(Refusal(sentence))
        self.criteria = list(criteria)
        self.dossiers = list(dossiers)

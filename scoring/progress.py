"""How far a round is: numbers of ballots by juror and by dossier. No mark is read here."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet

from jury.models import Assignment, Round
from jury.states import AssignmentStatus

from . import sight
from .states import BallotStatus

PAGE = 25
COUNTS = {
    "all": Count("pk"),
    "new": Count("pk", filter=Q(ballot=None)),
    "begun": Count("pk", filter=Q(ballot__status=BallotStatus.OPEN)),
    "cast": Count("pk", filter=Q(ballot__status=BallotStatus.CAST)),
    "abstained": Count("pk", filter=Q(ballot__status=BallotStatus.ABSTAINED)),
}


@dataclass(frozen=True, slots=True)
class Progress:
    """A round in numbers: all together, by juror, and by dossier page by page."""

    whole: dict[str, int]
    jurors: list[dict[str, Any]]
    dossiers: Page[Any]

    @property
    def done(self) -> int:
        """Count what is done."""
        return self.whole["cast"] + self.whole["abstained"]


def progress_of(round_: Round, person: Any, page: str = "1") -> Progress:
    """Count a round's ballots, without the dossiers that the person has a tie to."""
    confirmed = Assignment.objects.filter(round=round_, status=AssignmentStatus.CONFIRMED)
    counted = confirmed.exclude(dossier__in=sight.tied_dossiers(person, round_.call))
    dossiers = by(counted, "dossier__code", "dossier__nominee__name").order_by("dossier__code")
    jurors = by(counted, "seat", "seat__user__name", "seat__user__email").order_by("seat")
    return Progress(
        whole=counted.aggregate(**COUNTS),
        jurors=list(jurors),
        dossiers=Paginator(dossiers, PAGE).get_page(page),
    )


def by(counted: QuerySet[Assignment], *names: str) -> QuerySet[Any, Any]:
    """Count the ballots of each juror, or of each dossier."""
    grouped: QuerySet[Any, Any] = counted.order_by().values(*names).annotate(**COUNTS)
    return grouped
